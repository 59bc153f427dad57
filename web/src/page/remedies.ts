// What the page can do about a diagnostic.
import type { Diagnostic } from "../library/contract.d.ts";
import { callAt, withStub } from "./helper-stub.ts";
import type { Model } from "./model.ts";
import type { Remedy } from "./problems.ts";
import { isPartial, partialName } from "./source.ts";

/** `goTo` leads to a place in an editor. */
export function remediesFor(model: Model, goTo: (diagnostic: Diagnostic) => void) {
  return (diagnostic: Diagnostic): Remedy | undefined => {
    if (diagnostic.code !== "unknown-helper") return undefined;
    const { source, from, to } = diagnostic;
    const text = () => {
      const { template, partials } = model.draft;
      return isPartial(source) ? (partials[partialName(source)] ?? "") : template;
    };
    return {
      label: "Add to Helpers",
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
  };
}
