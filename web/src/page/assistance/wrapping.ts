// Puts a block around what is selected.

import { startCompletion } from "@codemirror/autocomplete";
import { EditorSelection, type Extension } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";
import { assistance as words } from "../../words/en.ts";
import { pick } from "./picker.ts";

const blocks = [
  { label: "if", detail: words.ifAbout },
  { label: "unless", detail: words.unlessAbout },
  { label: "each", detail: words.eachAbout },
  { label: "with", detail: words.withAbout },
];

/** Whole lines are put between tags on lines of their own. */
function wrapped(view: EditorView, name: string): void {
  const { state } = view;
  const { from, to } = state.selection.main;
  const lines = { first: state.doc.lineAt(from), last: state.doc.lineAt(to) };
  const isWhole =
    from === lines.first.from && (to === lines.last.to || (to === lines.last.from && to > from));
  const indent = /^\s*/.exec(lines.first.text)?.[0] ?? "";
  const { lineBreak } = state;
  const isBehindLine = to === lines.last.from && to > from;
  const [open, close] =
    isWhole && to > from
      ? [
          `${indent}{{#${name} }}${lineBreak}`,
          isBehindLine ? `${indent}{{/${name}}}${lineBreak}` : `${lineBreak}${indent}{{/${name}}}`,
        ]
      : [`{{#${name} }}`, `{{/${name}}}`];
  const changes = state.changes([
    { from, insert: open },
    { from: to, insert: close },
  ]);
  const anchor = from + open.indexOf(" }}") + 1;
  view.dispatch({
    changes,
    selection: EditorSelection.cursor(anchor),
    userEvent: "input",
    scrollIntoView: true,
  });
  view.focus();
  startCompletion(view);
}

export const wrapping: Extension = keymap.of([
  {
    key: "Mod-Shift-b",
    run: (view) => {
      if (view.state.readOnly) return false;
      void pick(
        words.wrap,
        blocks.map((block) => ({ ...block, value: block.label })),
      ).then((name) => {
        if (name) wrapped(view, name);
        else view.focus();
      });
      return true;
    },
  },
]);
