// Tags and blocks close themselves: `}}` is inserted behind `{{`, and behind a tag that opens a block the one that closes
// it. What was inserted is typed over, so that who types all of a template gets what was typed.
import {
  type EditorState,
  type Extension,
  Prec,
  StateEffect,
  StateField,
  type TransactionSpec,
} from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { editingSetting } from "../editing-settings.ts";

/** A text that was inserted to close a tag or block, and has not been typed yet. */
interface Closer {
  from: number;
  to: number;
  /** Its beginning has been typed. */
  begun: boolean;
}

const setClosers = StateEffect.define<Closer[]>();

const closers = StateField.define<readonly Closer[]>({
  create: () => [],
  update(list, { docChanged, changes, effects }) {
    for (const effect of effects) if (effect.is(setClosers)) return effect.value;
    if (!docChanged || list.length === 0) return list;
    return list.flatMap(({ from, to, begun }) => {
      let isTouched = false;
      changes.iterChanges((start, end) => {
        isTouched ||= (start > from && start < to) || (end > from && start < to);
      });
      const moved = { from: changes.mapPos(from, 1), to: changes.mapPos(to, -1), begun };
      return isTouched || moved.from >= moved.to ? [] : [moved];
    });
  },
});

/** A change with the closers that there are behind it, made of those that were there before. */
function withClosers(
  state: EditorState,
  spec: TransactionSpec,
  change: (kept: Closer[]) => Closer[],
): TransactionSpec {
  const changes = state.changes(spec.changes ?? []);
  const kept = state.field(closers).map(({ from, to, begun }) => ({
    from: changes.mapPos(from, 1),
    to: changes.mapPos(to, -1),
    begun,
  }));
  return {
    ...spec,
    changes,
    effects: setClosers.of(change(kept).filter(({ from, to }) => from < to)),
    userEvent: "input.type",
    scrollIntoView: true,
  };
}

/** Whether the tag that begins right before a place ends on the line already. */
function isClosed(state: EditorState, position: number): boolean {
  const rest = state.sliceDoc(position, state.doc.lineAt(position).to);
  if (/^[\w["'@.#/>&^]/.test(rest)) return true; // a tag is being made of what stands there
  const close = rest.indexOf("}}");
  const open = rest.indexOf("{{");
  return close >= 0 && (open < 0 || close < open);
}

/** How far before its end the start of a tag is looked for. */
const tagReach = 2000;

/** A text that is longer is not searched for the end of a block. */
const longestSearched = 200_000;

const blockTag = /\{\{~?(?:#[>*]?|\^)\s*([^\s~}]+)|\{\{~?\/\s*([^\s~}]+)/g;

/** How many blocks of a name a text opens and does not close, and how many more it closes. */
function unmatched(text: string, name: string): { open: number; closed: number } {
  let [open, closed] = [0, 0];
  for (const [, opens, closes] of text.matchAll(blockTag)) {
    if (opens === name) open++;
    else if (closes === name && open > 0) open--;
    else if (closes === name) closed++;
  }
  return { open, closed };
}

/** The tag that closes the block which a tag opens that ends at a place of a text; "" if it needs none. */
function closingTag(state: EditorState, text: (from: number, to: number) => string, end: number): string {
  const head = text(Math.max(0, end - tagReach), end);
  const at = head.lastIndexOf("{{");
  const found = /^\{\{~?(?:#[>*]?|\^)\s*([^\s~}|]+)[^{}]*\}\}$/.exec(head.slice(at));
  const name = found?.[1];
  if (at < 0 || name === undefined || state.doc.length > longestSearched) return "";
  const start = end - (head.length - at);
  const before = unmatched(text(0, start), name).open;
  if (unmatched(text(end, Number.MAX_SAFE_INTEGER), name).closed > before) return "";
  return `{{/${name}}}`;
}

/** Closing tags stand on a line of their own where the tags that open their blocks do. */
function closing(state: EditorState, text: (from: number, to: number) => string, end: number): string {
  const tag = closingTag(state, text, end);
  if (!tag) return "";
  const before = text(Math.max(0, end - tagReach), end);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const behind = text(end, end + tagReach);
  const isAlone = /^\s*\{\{[^{}]*\}\}$/.test(line) && /^\s*?(?:\n|$)/.test(behind);
  return isAlone ? `${state.lineBreak}${/^\s*/.exec(line)?.[0] ?? ""}${tag}` : tag;
}

function typed(view: EditorView, from: number, to: number, text: string): boolean {
  const { state } = view;
  if (view.composing || from !== to || text.length !== 1 || !editingSetting("close")) return false;
  if (state.readOnly || state.selection.ranges.length !== 1 || state.selection.main.from !== from)
    return false;
  const list = state.field(closers);
  const here = list.find((one) => one.from === from);
  const others = (kept: Closer[]) => kept.filter((_, i) => list[i] !== here);
  const slice = (start: number, end: number) => state.sliceDoc(Math.max(0, start), end);
  const dispatch = (spec: TransactionSpec, change: (kept: Closer[]) => Closer[]) => {
    view.dispatch(withClosers(state, spec, change));
    return true;
  };

  if (text === "}") {
    const isOver = here !== undefined && slice(from, from + 1) === "}";
    // The text as it will be, up to the brace and from there on.
    const after = (start: number, end: number) =>
      isOver
        ? slice(start, end)
        : `${slice(start, Math.min(end, from))}${start <= from && end > from ? "}" : ""}${end > from + 1 ? slice(Math.max(start - 1, from), end - 1) : ""}`;
    const isLast = !isOver || (here?.to ?? 0) === from + 1;
    const close = isLast && slice(from - 1, from) === "}" ? closing(state, after, from + 1) : "";
    if (!isOver && !close) return false;
    const at = from + 1;
    return dispatch(
      {
        changes: isOver ? { from: at, insert: close } : { from, insert: `}${close}` },
        selection: { anchor: at },
      },
      (kept) => [
        ...others(kept),
        ...(isOver && here ? [{ from: at, to: here.to, begun: true }] : []),
        ...(close ? [{ from: at, to: at + state.toText(close).length, begun: false }] : []),
      ],
    );
  }

  if (text === "{") {
    const before = slice(from - 3, from);
    if (before.endsWith("{{") && here && slice(here.from, here.to) === "}}")
      return dispatch(
        {
          changes: [
            { from, insert: "{" },
            { from: here.to, insert: "}" },
          ],
          selection: { anchor: from + 1 },
        },
        (kept) => [...others(kept), { from: from + 1, to: from + 4, begun: false }],
      );
    if (!/(?:^|[^{\\])\{$/.test(before) || isClosed(state, from)) return false;
    return dispatch({ changes: { from, insert: "{}}" }, selection: { anchor: from + 1 } }, (kept) => [
      ...kept,
      { from: from + 1, to: from + 3, begun: false },
    ]);
  }

  const opener = text === "/" ? /\{\{~?$/.exec(slice(from - 3, from))?.[0] : undefined;
  if (opener && here && slice(here.from, here.to) === "}}") {
    // The tag that was inserted to close the block is the one that is being typed.
    const next = list.find((one) => one.from === here.to);
    const tag = next && /^\s*\{\{\//.exec(slice(next.from, next.to));
    if (next && tag) {
      const start = from - opener.length;
      const name = next.from + tag[0].length;
      const anchor = from + 1;
      return dispatch(
        { changes: { from: start, to: name, insert: `${opener}/` }, selection: { anchor } },
        (kept) => [
          ...kept.filter((_, i) => list[i] !== here && list[i] !== next),
          { from: anchor, to: next.to - (name - anchor), begun: true },
        ],
      );
    }
  }

  if (here?.begun) {
    if (slice(from, from + 1) === text)
      return dispatch({ selection: { anchor: from + 1 } }, (kept) => [
        ...others(kept),
        { from: from + 1, to: here.to, begun: true },
      ]);
    // Another name than that of the block.
    const end = slice(here.from, here.to).lastIndexOf("}}");
    if (end > 0)
      return dispatch(
        { changes: { from, to: from + end, insert: text }, selection: { anchor: from + 1 } },
        (kept) => [...others(kept), { from: from + 1, to: from + 3, begun: false }],
      );
  }
  return false;
}

/** Deletes the inserted braces of a tag together with its last opening brace. */
function takeBack(view: EditorView): boolean {
  const { state } = view;
  const { main, ranges } = state.selection;
  if (ranges.length !== 1 || !main.empty) return false;
  const here = state.field(closers).find(({ from }) => from === main.from);
  if (
    !here ||
    state.sliceDoc(here.from, here.to) !== "}}" ||
    state.sliceDoc(main.from - 2, main.from) !== "{{"
  )
    return false;
  view.dispatch({
    changes: { from: main.from - 1, to: here.to },
    userEvent: "delete.backward",
    scrollIntoView: true,
  });
  return true;
}

export const tagClosing: Extension = [
  closers,
  EditorView.inputHandler.of(typed),
  Prec.high(keymap.of([{ key: "Backspace", run: takeBack }])),
];
