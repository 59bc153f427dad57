// What helps while one writes in an editor: the session of the document knows the answers.
import type { Extension } from "@codemirror/state";
import type { Place, Questions, TextSource } from "../../library/contract.d.ts";
import { commenting } from "./commenting.ts";
import { completion } from "./completion.ts";
import { explanation } from "./explanation.ts";
import { formatting } from "./formatting.ts";
import { navigation } from "./navigation.ts";
import { structure } from "./structure.ts";
import { tagClosing } from "./tag-closing.ts";
import { wrapping } from "./wrapping.ts";

/** What an editor that helps knows of the document that its text is of. */
export interface Assistant {
  /** The text of the editor. */
  source(): TextSource;
  /** Answers with all changes so far; nothing as long as there is no session. */
  questions(): Questions | undefined;
  /** Leads to a place in any text of the document. */
  show(place: Place): void;
  /** The text of a place, on a line. */
  lineOf(place: Place): string;
  /** Asks for another name of a partial, and writes it wherever the partial is called. */
  rename(partial: string): void;
  /** Shows on the page what a place of the text has made. */
  reveal(offset: number): void;
  /** Says something to the person. */
  say(text: string): void;
}

/** The extensions of an editor of a template or of data. */
export function assistance(assistant: Assistant, isTemplate: boolean): Extension[] {
  return [
    completion(assistant),
    explanation(assistant),
    navigation(assistant),
    isTemplate ? [tagClosing, structure(assistant), wrapping, commenting] : formatting,
  ];
}
