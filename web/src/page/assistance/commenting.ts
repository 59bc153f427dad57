// Comments of templates, which leave nothing on the page: those of Markdown and HTML would be published.
import { type Extension, Prec } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";

const [open, close] = ["{{!-- ", " --}}"];

/** Makes a comment of what is selected, or of the line of the caret; or of a comment what is in it. */
function toggle(view: EditorView): boolean {
  const { state } = view;
  const { main } = state.selection;
  const line = state.doc.lineAt(main.head);
  const { from, to } = main.empty ? line : main;
  const text = state.sliceDoc(from, to);
  const inside = /^(\s*)\{\{!-- ?([\s\S]*?) ?--\}\}(\s*)$/.exec(text);
  const [, start = "", content = "", end = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  if (!inside && content.includes("--}}")) return true; // it would end there
  const insert = inside ? `${inside[1]}${inside[2]}${inside[3]}` : `${start}${open}${content}${close}${end}`;
  view.dispatch({
    changes: { from, to, insert },
    selection: main.empty
      ? { anchor: inside ? Math.max(from, main.head - open.length) : main.head + open.length }
      : { anchor: from, head: from + insert.length },
    userEvent: "input",
  });
  return true;
}

export const commenting: Extension = Prec.high(keymap.of([{ key: "Mod-/", run: toggle }]));
