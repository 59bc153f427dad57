// Typing goes through CodeMirror: the browser writes into the page, and CodeMirror reads from it what was typed. Two
// kinds of input are done badly by browsers and are therefore put into the editor's state directly.
import { EditorView } from "@codemirror/view";

/** UTF-16 units. Chromium takes the elements of a selection out one by one: minutes for a long, coloured line. */
const longSelection = 1000;

/** Chromium loses a line break of text that begins with some, inserted at the end of the text. */
const lineBreaks = /\r\n?|\n/g;

/** Handles text that replaces a long selection, and text with line breaks (dictation, automation). */
export const browserInput = EditorView.domEventHandlers({
  compositionstart(_event, view) {
    const { main } = view.state.selection;
    const selected = getSelection();
    // Over a selection of several colours the first character would be doubled. Another one is left to CodeMirror, which
    // makes one step of the history of it.
    const coloured = !main.empty && selected?.anchorNode !== selected?.focusNode;
    if (coloured || main.to - main.from > longSelection)
      view.dispatch(view.state.replaceSelection(""), { userEvent: "input.type.compose.start" });
    return false;
  },
  beforeinput(event, view) {
    const { data, inputType } = event;
    if (inputType !== "insertText" || data === null || view.composing || view.state.readOnly) return false;
    const { main } = view.state.selection;
    const long = main.to - main.from > longSelection;
    if (!long && !(/[\r\n]/.test(data) && replacesSelection(event, view))) return false;
    const text = view.state.toText(data.replace(lineBreaks, view.state.lineBreak));
    view.dispatch(view.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
    event.preventDefault();
    return true;
  },
});

/** Whether an event replaces what the state has selected; a correction by the browser may replace another word. */
function replacesSelection(event: InputEvent, view: EditorView): boolean {
  const selection = getSelection();
  const [range = selection?.rangeCount ? selection.getRangeAt(0) : undefined] = event.getTargetRanges();
  const { main } = view.state.selection;
  return (
    range !== undefined &&
    view.posAtDOM(range.startContainer, range.startOffset) === main.from &&
    (range.collapsed ? main.empty : view.posAtDOM(range.endContainer, range.endOffset) === main.to)
  );
}
