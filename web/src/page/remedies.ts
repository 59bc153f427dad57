// What the page can do about a diagnostic.

import type { Diagnostic, Fix } from "../library/contract.d.ts";
import { isPartial, partialName, partialSource } from "../library/sources.ts";
import { problems as words } from "../words/en.ts";
import { callAt, withStub } from "./helper-stub.ts";
import type { Model } from "./model.ts";
import type { Rendering } from "./rendering.ts";
import { changeTexts } from "./text-changes.ts";

/** What can be done about a diagnostic: its label has code between backquotes. */
export interface Remedy {
  label: string;
  apply(): void;
}

export type Remedies = (diagnostic: Diagnostic) => Promise<Remedy[]>;

/** `goTo` leads to a place in an editor. */
export function remediesFor(
  model: Model,
  rendering: Rendering,
  goTo: (diagnostic: Diagnostic) => void,
): Remedies {
  const ofFix = ({ label, edits, addPartial }: Fix): Remedy => ({
    label,
    apply() {
      if (edits.length > 0) changeTexts(model, edits);
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

  return async (diagnostic) => {
    const fixes = (await rendering.questions?.fixes(diagnostic)) ?? [];
    const remedies = fixes.map(ofFix);
    return diagnostic.code === "unknown-helper"
      ? [...remedies, helperStub(model, diagnostic, goTo)]
      : remedies;
  };
}

/** Writes the beginning of a helper that is not there. */
function helperStub(model: Model, diagnostic: Diagnostic, goTo: (diagnostic: Diagnostic) => void): Remedy {
  const { source, from, to } = diagnostic;
  const text = () => {
    const { template, partials } = model.draft;
    return isPartial(source) ? (partials[partialName(source)] ?? "") : template;
  };
  return {
    label: words.addToHelpers,
    apply() {
      const stub = withStub(model.draft.helpers, callAt(text(), from.offset, to.offset));
      model.change({ helpers: stub.text });
      const { line } = stub;
      const column = "  return ".length + 1;
      const end = (stub.text.split("\n")[line - 1] ?? "").length; // before the semicolon
      const place = (column: number) => ({ offset: 0, line, column });
      goTo({ ...diagnostic, source: "helpers", from: place(column), to: place(end) });
    },
  };
}
