// JSON is formatted by a key.
import type { Extension } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";
import { changedMiddle } from "../../library/changes.ts";
import { formatJSON } from "../format-json.ts";

/** Writes JSON with a line for each value; any other text stays. */
function format({ state, dispatch }: EditorView): boolean {
  const text = state.doc.toString(); // with one sign at each line end, as the editor counts
  const formatted = formatJSON(text);
  const middle = formatted === undefined ? undefined : changedMiddle(text, formatted);
  if (!middle || state.readOnly) return true;
  const { from, to, insert } = middle;
  const changes = { from, to, insert: insert.replaceAll("\n", state.lineBreak) };
  dispatch(state.update({ changes, userEvent: "input.format" }));
  return true;
}

export const formatting: Extension = keymap.of([{ key: "Shift-Alt-f", run: format }]);
