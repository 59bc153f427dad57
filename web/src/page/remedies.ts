// What the page can do about a diagnostic.

import type { Diagnostic, Fix } from "../library/contract.d.ts";
import { partialSource } from "../library/sources.ts";
import { problems as words } from "../words/en.ts";
import { callAt, withStub } from "./helper-stub.ts";
import type { Model } from "./model.ts";
import type { Rendering } from "./rendering.ts";
import { answerWithTexts, changeTexts, placeIn, type Texts, textsOf } from "./text-changes.ts";

/** What can be done about a diagnostic: its label has code between backquotes. */
export interface Remedy {
  label: string;
  apply(): void;
}

export type Remedies = (diagnostic: Diagnostic) => Promise<Remedy[]>;

/** The texts that diagnostics are about: more may have been typed by the time when something is done about them. */
export class DiagnosedTexts {
  private readonly known = new WeakMap<Diagnostic, Texts>();

  constructor(private readonly model: Model) {}

  /** Takes in diagnostics of the texts of now. */
  add(diagnostics: Diagnostic[]): void {
    if (diagnostics.length === 0) return;
    const texts = textsOf(this.model);
    for (const diagnostic of diagnostics) if (!this.known.has(diagnostic)) this.known.set(diagnostic, texts);
  }

  of(diagnostic: Diagnostic): Texts {
    return this.known.get(diagnostic) ?? textsOf(this.model);
  }
}

/** `goTo` leads to a place in an editor. */
export function remediesFor(
  model: Model,
  rendering: Rendering,
  diagnosed: DiagnosedTexts,
  goTo: (diagnostic: Diagnostic) => void,
): Remedies {
  const ofFix = ({ label, edits, addPartial }: Fix, of: Texts): Remedy => ({
    label,
    apply() {
      if (edits.length > 0 && !changeTexts(model, edits, of)) return;
      if (addPartial !== undefined) {
        model.change({ partials: { ...model.draft.partials, [addPartial]: "" } });
        const start = { offset: 0, line: 1, column: 1 };
        goTo({
          severity: "info",
          code: "unknown-partial",
          message: "",
          source: partialSource(addPartial),
          from: start,
          to: start,
        });
      }
    },
  });

  /** Where a diagnostic is in the texts of now. */
  const placed = (diagnostic: Diagnostic, now: Texts): Diagnostic | undefined => {
    const { source, from, to } = diagnostic;
    const text = now.get(source) ?? "";
    const before = diagnosed.of(diagnostic).get(source) ?? "";
    const place = placeIn(text, before, { from: from.offset, to: to.offset });
    if (!place) return undefined;
    return { ...diagnostic, from: { ...from, offset: place.from }, to: { ...to, offset: place.to } };
  };

  return async (diagnostic) => {
    const found = await answerWithTexts(model, async (texts) => {
      const current = placed(diagnostic, texts);
      const fixes = current && (await rendering.questions?.fixes(current));
      return { current, fixes: fixes ?? [] };
    });
    const current = found?.answer.current;
    if (!found || !current) return [];
    const { texts, answer } = found;
    const remedies = answer.fixes.map((fix) => ofFix(fix, texts));
    if (diagnostic.code === "unknown-helper") remedies.push(helperStub(model, current, texts, goTo));
    return remedies;
  };
}

/** Writes the beginning of a helper that is not there. */
function helperStub(
  model: Model,
  diagnostic: Diagnostic,
  texts: Texts,
  goTo: (diagnostic: Diagnostic) => void,
): Remedy {
  const { source, from, to } = diagnostic;
  return {
    label: words.addToHelpers,
    apply() {
      const stub = withStub(model.draft.helpers, callAt(texts.get(source) ?? "", from.offset, to.offset));
      model.change({ helpers: stub.text });
      const { line } = stub;
      const column = "  return ".length + 1;
      const end = (stub.text.split("\n")[line - 1] ?? "").length; // before the semicolon
      const place = (column: number) => ({ offset: 0, line, column });
      goTo({ ...diagnostic, source: "helpers", from: place(column), to: place(end) });
    },
  };
}
