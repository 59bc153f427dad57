// What a person does in editors, as steps that can be done again elsewhere.
import type { EditorState } from "./probe.ts";

export type Step =
  | { do: "click"; editor: number; at: number; control?: boolean; count?: number }
  /** Selects, or moves the selected text if it begins on it. */
  | { do: "drag"; editor: number; from: number; to: number }
  | { do: "press"; keys: string[] }
  | { do: "type"; text: string }
  | { do: "compose"; text: string }
  /** F6 until another editor has the focus. */
  | { do: "switch" };

const pieces = [
  "{",
  "}",
  "[",
  "]",
  "(",
  ")",
  '"',
  "'",
  "<",
  "{{name}}",
  "{{#if a}}",
  '{"n": 1, "b": [2, 3]}',
  "[1, 2]",
  "[x](y)",
  "# Zeta ",
  "word ",
  "a",
  " ",
  "1,",
  "**b**",
  "- item",
  "é",
  "日本",
  "😀",
  "\\",
  "`c`",
  "|a|b|",
];

const moves = [
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "Home",
  "End",
  "Control+ArrowLeft",
  "Control+ArrowRight",
  "Control+Home",
  "Control+End",
];

const selecting = [
  "Shift+ArrowLeft",
  "Shift+ArrowRight",
  "Shift+ArrowUp",
  "Shift+ArrowDown",
  "Shift+Home",
  "Shift+End",
  "Control+Shift+ArrowLeft",
  "Control+Shift+ArrowRight",
  "Control+Shift+Home",
  "Control+Shift+End",
];

const deleting = ["Backspace", "Delete", "Control+Backspace", "Control+Delete"];

export interface Abilities {
  composes: boolean;
  dropsText: boolean;
  exactColumns: boolean;
}

/**
 * The next step, by what stands in the editors. Nothing if the editors do not allow what was drawn. `visible` tells
 * whether a position can be clicked at.
 */
export async function nextStep(
  states: EditorState[],
  pick: (below: number) => number,
  visible: (editor: number, position: number) => Promise<boolean>,
  { composes, dropsText, exactColumns }: Abilities,
): Promise<Step | undefined> {
  const one = <T>(all: readonly T[]): T => all[pick(all.length)] as T;
  const some = (all: readonly string[]) => Array.from({ length: 1 + pick(3) }, () => one(all));
  const focused = states.findIndex((state) => state.focused);
  const editor = pick(3) === 0 || focused < 0 ? pick(states.length) : focused;
  const state = states[editor] as EditorState;
  const place = async (of: EditorState = state) => {
    const at = pick(of.text.length + 1);
    return (await visible(editor, at)) ? at : undefined;
  };
  if (focused < 0) {
    const at = await place();
    return at === undefined ? undefined : { do: "click", editor, at };
  }
  const selected = states[focused]?.selections.some(([anchor, head]) => anchor !== head);
  if (selected && pick(2) === 0) return { do: "type", text: one(pieces) };
  const kind = pick(24);
  if (kind < 8) return { do: "type", text: one(pieces) };
  if (kind < 10) {
    const at = await place();
    return at === undefined ? undefined : { do: "click", editor, at };
  }
  if (kind === 10) {
    const at = await place();
    return at === undefined ? undefined : { do: "click", editor, at, count: 2 + pick(2) };
  }
  if (kind === 11) {
    const at = await place();
    return at === undefined || editor !== focused ? undefined : { do: "click", editor, at, control: true };
  }
  if (kind < 14) {
    const [from, to] = [await place(), await place()];
    if (from === undefined || to === undefined) return undefined;
    const [main] = state.selections;
    const [start, end] = main && main[0] < main[1] ? main : [main?.[1] ?? 0, main?.[0] ?? 0];
    if (start !== end && (state.selections.length > 1 || (from >= start && from <= end))) {
      const inside = from > start && from < end && (to < start || to > end);
      if (!dropsText || !inside || state.selections.length > 1) return undefined;
    }
    return { do: "drag", editor, from, to };
  }
  if (kind === 14) return { do: "press", keys: some(moves) };
  if (kind === 15) return { do: "press", keys: some(selecting) };
  if (kind === 16) return { do: "press", keys: some(deleting) };
  if (kind === 17) return { do: "press", keys: [one(["Enter", "Enter", "Control+a"])] };
  if (kind === 18) return { do: "press", keys: some(["Control+z", "Control+z", "Control+y"]) };
  if (kind === 19) return { do: "press", keys: [one(["Control+x", "Control+c", "Control+v", "Control+v"])] };
  if (kind === 20) return { do: "press", keys: ["Tab", "Shift+Tab"] };
  if (kind === 21) {
    const isWide = /[\u1100-\uffff]/.test(states[focused]?.text ?? "");
    return isWide && !exactColumns ? undefined : { do: "press", keys: ["Control+Alt+ArrowDown"] };
  }
  if (kind === 22) return { do: "switch" };
  // With several carets it depends on CodeMirror's way to draw them where a composed text goes.
  return composes && states[focused]?.selections.length === 1
    ? { do: "compose", text: one(["日本", "é", "한글"]) }
    : undefined;
}
