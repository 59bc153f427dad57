// What is typed goes from the key to the painted page with as little between as there can be.
import { EditorView, type EditorViewConfig, ViewPlugin } from "@codemirror/view";

type MeasureRequest = Parameters<EditorView["requestMeasure"]>[0];

/**
 * An editor that leaves out, for a character that is typed into a line, what CodeMirror does in case lines are higher
 * or lower for it: they are rarely.
 */
export class TypingView extends EditorView {
  private typing = false;
  /** Browsers adjust each range at each change until it is collected, so there is one. */
  private readonly caret = document.createRange();

  constructor(config: EditorViewConfig) {
    super(config);
    // CodeMirror holds the content's height while lines come and go. Set, it is worked out anew.
    const { style } = this.contentDOM;
    const held = { height: "", flexBasis: "" };
    Object.defineProperty(this.contentDOM, "style", { get: () => (this.typing ? held : style) });
  }

  override requestMeasure(request?: MeasureRequest): void {
    if (request || !(this.typing || isCharacter(window.event))) super.requestMeasure(request);
    // At each key CodeMirror asks to measure, and so for a frame; that one is wanted soon.
    else if (!this.typing) requestAnimationFrame(nothing);
  }

  /** Puts what is typed in the place of what is selected. */
  type(typed: string): void {
    const text = this.state.toText(typed.replace(/\r\n?|\n/g, this.state.lineBreak));
    const change = () => this.dispatch(this.state.replaceSelection(text), { userEvent: "input.type" });
    const { main, ranges } = this.state.selection;
    if (text.lines === 1 && main.empty && ranges.length === 1) this.withinLine(change);
    else change();
  }

  /** Shows what a character does that is typed into a line. Measures only if that moves something. */
  private withinLine(change: () => void): void {
    const { viewport, state } = this;
    this.typing = true;
    try {
      change();
    } finally {
      this.typing = false;
    }
    const longer = this.state.doc.length - state.doc.length;
    const sameLines = this.viewport.from === viewport.from && this.viewport.to === viewport.to + longer;
    if (!sameLines || !this.knowsLine()) this.requestMeasure();
  }

  /** Whether the caret's line is as high as the editor takes it to be, and the caret at no place of two rows. */
  private knowsLine(): boolean {
    const { head } = this.state.selection.main;
    const { node } = this.domAtPos(head);
    const line = (isElement(node) ? node : node.parentElement)?.closest(".cm-line");
    if (!line) return false;
    const { height } = line.getBoundingClientRect();
    if (!same(height, this.lineBlockAt(head).height)) return false;
    if (same(height, this.defaultLineHeight)) return true;
    const [left, right] = [this.coordsAtPos(head, -1), this.coordsAtPos(head, 1)];
    return left !== null && right !== null && left.bottom > right.top;
  }

  /** Whether there is nothing to scroll: CodeMirror would measure the editor twice to find out. */
  caretInView(): boolean {
    const { focusNode, focusOffset } = getSelection() ?? {};
    if (!focusNode || focusOffset === undefined || !this.plugin(inView)?.whole) return false;
    this.caret.setStart(focusNode, focusOffset);
    this.caret.collapse(true);
    const caret = this.caret.getBoundingClientRect();
    const box = this.scrollDOM.getBoundingClientRect();
    return caret.height > 0 && caret.top > box.top + scrollMargin && caret.bottom < box.bottom - scrollMargin;
  }
}

const nothing = () => {};

/** Heights are told in CSS pixels, rounded. */
const same = (a: number, b: number): boolean => Math.abs(a - b) < 0.5;

const isElement = (node: Node): node is Element => node.nodeType === Node.ELEMENT_NODE;

/** Whether the event that is handled now is a key that types a character. */
const isCharacter = (event: Event | undefined): boolean =>
  event instanceof KeyboardEvent &&
  event.type === "keydown" &&
  event.key.length === 1 &&
  !(event.ctrlKey || event.metaKey || event.altKey);

/** Selections longer than this are always replaced by us. */
const longSelection = 1000;

/**
 * Typed text goes into the state, and from there to the page; by itself it goes into the page, and the state is read
 * from it. That takes longer; Chromium loses a line end of text that begins with some, put in behind the last line;
 * and over a long selection it takes the selected elements out one by one, which takes minutes where a long line has
 * thousands of coloured pieces. A keyboard on the screen keeps a copy of the text that it wrote, so it writes.
 */
export const typing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (!(view instanceof TypingView)) return false;
    const { main } = view.state.selection;
    const long = main.to - main.from > longSelection;
    if (event.inputType !== "insertText" || event.data === null || view.composing) return false;
    if (!long && (onScreen.matches || !isSelection(event, view))) return false;
    event.preventDefault();
    view.type(event.data);
    if (!view.caretInView()) view.dispatch({ effects: EditorView.scrollIntoView(view.state.selection.main) });
    return true;
  },
});

/** Whether all of an editor is in view. */
export const inView = ViewPlugin.define((view) => {
  const seen = { whole: false, destroy: () => observer.disconnect() };
  const most = 0.99; // sizes are rounded
  const observer = new IntersectionObserver(
    (entries) => {
      seen.whole = (entries.at(-1)?.intersectionRatio ?? 0) >= most;
    },
    { threshold: most },
  );
  observer.observe(view.scrollDOM);
  return seen;
});

/** CSS pixels that CodeMirror leaves between the caret and the edge. */
const scrollMargin = 5;

const onScreen = matchMedia("(pointer: coarse)");

/**
 * Whether what an event replaces is what the state has selected: a correction of the browser's may be of a word before,
 * and what a script has selected on the page is known to the state only later.
 */
function isSelection(event: InputEvent, view: EditorView): boolean {
  const { main } = view.state.selection;
  const selection = getSelection();
  const [range = selection?.rangeCount ? selection.getRangeAt(0) : undefined] = event.getTargetRanges();
  return (
    range !== undefined &&
    view.posAtDOM(range.startContainer, range.startOffset) === main.from &&
    (range.collapsed ? main.empty : view.posAtDOM(range.endContainer, range.endOffset) === main.to)
  );
}
