// Runs in a page with editors, that of Livebars or the bare one: tells what stands in them, and where on the screen.
import { EditorView } from "@codemirror/view";
import type { Point } from "../engines/engine.ts";

export interface EditorState {
  text: string;
  /** Anchor and head of each selection; the main one first. */
  selections: [number, number][];
  focused: boolean;
  /** How it is seen, in CSS pixels: the width of the text decides where lines wrap. */
  look: { box: Box; textWidth: number; scrollTop: number };
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The editors of a page that can be written in, from top to bottom. */
const editors = (): EditorView[] =>
  [...document.querySelectorAll<HTMLElement>(".cm-editor")]
    .map((element) => EditorView.findFromDOM(element))
    .filter((view): view is EditorView => view !== null && !view.state.readOnly);

/** The text that is on the screen; CodeMirror shows what is not wrapped or coloured as it is. */
const shownText = (view: EditorView) =>
  [...view.contentDOM.querySelectorAll(".cm-line")]
    .map((line) => (line.querySelector(".cm-placeholder") ? "" : (line.textContent ?? "")))
    .join("\n");

export interface Reading {
  states: EditorState[];
  /** What the screen shows otherwise than the editor's state has it, or what is not ready yet. */
  fault?: string | undefined;
}

/** As much of what @codemirror/language keeps in an editor's state as is read here. */
interface LanguageState {
  tree: unknown;
  context: { tree: unknown; isDone(upto: number): boolean };
}

/**
 * What an editor knows of its language. Lines are indented by it, and it is read for 20 ms at a key: on a machine that
 * does other work it may lag behind. The page has a copy of CodeMirror of its own, whose fields have no names from here.
 */
function languageOf(view: EditorView): LanguageState | undefined {
  const { values } = view.state as unknown as { values: unknown[] };
  return values.find((value): value is LanguageState => {
    const { tree, context } = (value ?? {}) as Partial<LanguageState>;
    return tree !== undefined && typeof context?.isDone === "function";
  });
}

function isRead(view: EditorView): boolean {
  const language = languageOf(view);
  return (
    !language || (language.tree === language.context.tree && language.context.isDone(view.state.doc.length))
  );
}

/** What is shown otherwise than it is in the state: the text, or the caret. */
function faultOf(view: EditorView): string | undefined {
  const { doc, selection } = view.state;
  const shown = shownText(view);
  if (shown !== doc.toString())
    return `The screen shows ${JSON.stringify(shown)} for ${JSON.stringify(doc.toString())}`;
  if (!view.hasFocus || selection.ranges.length > 1) return undefined;
  const { focusNode, focusOffset = 0 } = getSelection() ?? {};
  const caret = focusNode && view.contentDOM.contains(focusNode) ? view.posAtDOM(focusNode, focusOffset) : -1;
  return caret === selection.main.head
    ? undefined
    : `The caret is shown at ${caret}, not at ${selection.main.head}`;
}

function stateOf(view: EditorView): EditorState {
  const { doc, selection } = view.state;
  const text = doc.toString();
  const { main, ranges } = selection;
  const { left, top, width, height } = view.dom.getBoundingClientRect();
  return {
    text,
    selections: [main, ...ranges.filter((range) => range !== main)].map(({ anchor, head }) => [anchor, head]),
    focused: view.hasFocus,
    look: {
      box: { left, top, width, height },
      textWidth: view.contentDOM.getBoundingClientRect().width,
      scrollTop: view.scrollDOM.scrollTop,
    },
  };
}

/**
 * Where a position of an editor is on the screen: a quarter into the character behind it, so that neither the position
 * nor the word there depends on a fraction of a pixel. Nothing if it is out of view, or
 * nearer to the edge than the margin.
 */
function pointAt(editor: number, position: number, margin = 0): Point | undefined {
  const view = editors()[editor];
  const at = view?.coordsAtPos(position, 1);
  if (!view || !at) return undefined;
  const next = position < view.state.doc.lineAt(position).to ? view.coordsAtPos(position + 1, -1) : null;
  const width = next && next.top === at.top && next.left > at.left ? next.left - at.left : 0;
  const point = { x: at.left + width / 4, y: (at.top + at.bottom) / 2 };
  const box = view.scrollDOM.getBoundingClientRect();
  const inside =
    at.top >= Math.max(0, box.top) + margin && at.bottom <= Math.min(innerHeight, box.bottom) - margin;
  return inside && point.x < box.right ? point : undefined;
}

/** The clock moves on between two steps: what is typed in different steps is undone apart, on a slow machine too. */
let ahead = 0;
const now = Date.now.bind(Date);
Date.now = () => now() + ahead;

const probe = {
  ready: () => editors().length,
  read(): Reading {
    const fault = editors().some(languageOf)
      ? (editors().map(faultOf).find(Boolean) ??
        (editors().every(isRead) ? undefined : "A text is not read to its end"))
      : "No editor has a language: the probe looks for it in the wrong place";
    if (!fault) ahead += 5000;
    return { states: editors().map(stateOf), fault };
  },
  pointAt,
  /** Makes the editors be seen as others are. */
  look(looks: EditorState["look"][]) {
    for (const [editor, { box, textWidth, scrollTop }] of looks.entries()) {
      const view = editors()[editor];
      if (!view) continue;
      const { style } = view.dom.parentElement as HTMLElement;
      for (const [side, size] of Object.entries(box)) style.setProperty(side, `${size}px`);
      view.contentDOM.style.minWidth = view.contentDOM.style.maxWidth = `${textWidth}px`;
      if (view.scrollDOM.scrollTop !== scrollTop) view.scrollDOM.scrollTop = scrollTop;
    }
  },
  focus: (editor: number) => editors()[editor]?.focus(),
  focused: () => editors().findIndex((view) => view.hasFocus),
};

export type Probe = typeof probe;

(globalThis as unknown as { probe: Probe }).probe = probe;
