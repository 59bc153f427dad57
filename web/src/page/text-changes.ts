// Changes of texts of the document that a question was answered with: fixes, and calls of a partial of another name.
import type { TextChange } from "../library/contract.d.ts";
import { isPartial, partialName } from "../library/sources.ts";
import type { Model } from "./model.ts";

/** A text with some parts of it replaced; the places are those before any of them. Its line ends stay what they are. */
function withChanges(text: string, changes: Pick<TextChange, "from" | "to" | "insert">[]): string {
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const ordered = changes.toSorted((a, b) => a.from - b.from || a.to - b.to);
  let done = 0;
  let out = "";
  for (const { from, to, insert } of ordered) {
    out += text.slice(done, from) + insert.replaceAll("\n", lineEnd);
    done = to;
  }
  return out + text.slice(done);
}

/** Makes changes of the template, the partials, and the data that are looked at. */
export function changeTexts(model: Model, changes: TextChange[]): void {
  const { template, data, partials } = model.request;
  const of = (source: string) => changes.filter((change) => change.source === source);
  const names = new Set(
    changes
      .map(({ source }) => source)
      .filter(isPartial)
      .map(partialName),
  );
  if (of("data").length > 0) model.changeData({ data: withChanges(data, of("data")) });
  if (of("template").length === 0 && names.size === 0) return;
  model.change({
    ...(of("template").length > 0 ? { template: withChanges(template, of("template")) } : {}),
    ...(names.size > 0
      ? {
          partials: Object.fromEntries(
            Object.entries(partials).map(([name, text]) => [name, withChanges(text, of(`partial:${name}`))]),
          ),
        }
      : {}),
  });
}
