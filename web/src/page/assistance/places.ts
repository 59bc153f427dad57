// Places of a text in its editor: where a line ends with two signs, the editor counts one.
import type { EditorState } from "@codemirror/state";

/** The offset in the text, in UTF-16 units, of a position in the editor. */
export function textOffset({ doc, lineBreak }: EditorState, position: number): number {
  return lineBreak.length === 1 ? position : position + doc.lineAt(position).number - 1;
}

/** The position in the editor of an offset in the text. */
export function editorPosition({ doc, lineBreak }: EditorState, offset: number): number {
  if (lineBreak.length === 1) return Math.max(0, Math.min(offset, doc.length));
  let [first, last] = [1, doc.lines];
  while (first < last) {
    const line = (first + last + 1) >> 1;
    if (doc.line(line).from + line - 1 <= offset) first = line;
    else last = line - 1;
  }
  return Math.max(0, Math.min(offset - (first - 1), doc.line(first).to));
}
