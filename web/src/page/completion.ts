// What may be written at the caret of a template, listed on Ctrl+Space: the session knows it.
import {
  autocompletion,
  type Completion as Choice,
  type CompletionContext,
  type CompletionResult,
  insertCompletionText,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Completion, Completions } from "../library/contract.d.ts";

export type Complete = (offset: number) => Promise<Completions | undefined>;

/** What CodeMirror draws a sign for. */
const types: Record<Completion["kind"], string> = {
  field: "property",
  parameter: "variable",
  variable: "variable",
  helper: "function",
  partial: "namespace",
  block: "keyword",
  component: "class",
  mark: "constant",
};

/** Writes a completion; a tag that closes or turns a block is written to its end. */
function apply({ insert, label, kind }: Completion) {
  return (view: EditorView, _choice: Choice, from: number, to: number): void => {
    const ends = /^\s*~?\}/.test(view.state.sliceDoc(to, to + 10));
    view.dispatch(
      insertCompletionText(
        view.state,
        `${insert ?? label}${kind === "block" && !ends ? "}}" : ""}`,
        from,
        to,
      ),
    );
  };
}

async function choices(context: CompletionContext, complete: Complete): Promise<CompletionResult | null> {
  const { state, pos } = context;
  // Where a line ends with two signs, the editor counts one.
  const breaks = (state.lineBreak.length - 1) * (state.doc.lineAt(pos).number - 1);
  const found = await complete(pos + breaks);
  if (!found || context.aborted) return null;
  const { length } = found.items;
  return {
    from: Math.max(state.doc.lineAt(pos).from, found.from - breaks),
    to: pos,
    validFor: /^[^\s{}()|="'./]*$/,
    options: found.items.map((item, i) => ({
      label: item.label,
      type: types[item.kind],
      apply: apply(item),
      boost: Math.max(-99, 99 - Math.round((198 * i) / length)), // in the order of the session
      ...(item.detail === undefined ? {} : { detail: item.detail }),
      ...(item.info === undefined ? {} : { info: item.info }),
    })),
  };
}

/** Completion on Ctrl+Space. Nothing opens by itself: Enter, Tab and the arrows do what they say while one types. */
export function completion(complete: Complete): Extension {
  return autocompletion({
    activateOnTyping: false,
    override: [(context) => choices(context, complete)],
    icons: false,
    maxRenderedOptions: 100,
  });
}
