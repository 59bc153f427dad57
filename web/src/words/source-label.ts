// What the texts of a document are called on the screen.
import { partialName, type Source } from "../library/sources.ts";
import { panels as words } from "./en.ts";

export function sourceLabel(source: Source): string {
  if (source === "template" || source === "data" || source === "helpers") return words[source];
  return words.partial(partialName(source));
}
