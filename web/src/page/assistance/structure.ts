// The blocks and headings of a template: they are folded, and the tags of a block are marked together.
import { foldService } from "@codemirror/language";
import { type ChangeSet, type EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import type { DocumentSymbol } from "../../library/contract.d.ts";
import type { Assistant } from "./assistance.ts";
import { editorPosition } from "./places.ts";

/** A block, or a heading with what stands below it: places in the editor. */
interface Part {
  kind: DocumentSymbol["kind"];
  level: number;
  from: number;
  to: number;
  tags: number[];
}

const setParts = StateEffect.define<Part[]>();

/** Whether an update brought other parts, which may be folded. */
export const hasOtherParts = ({ transactions }: ViewUpdate): boolean =>
  transactions.some(({ effects }) => effects.some((effect) => effect.is(setParts)));

const parts = StateField.define<Part[]>({
  create: () => [],
  update(value, { effects, docChanged, changes }) {
    for (const effect of effects) if (effect.is(setParts)) return effect.value;
    return docChanged ? moved(value, changes) : value;
  },
});

/** Parts behind a change. One place at a time, `mapPos` would take longer than the rest of a keystroke. */
function moved(list: Part[], changes: ChangeSet): Part[] {
  const steps: { from: number; to: number; by: number }[] = [];
  changes.iterChangedRanges((fromA, toA, fromB, toB) => {
    steps.push({ from: fromA, to: toA, by: toB - fromB - (toA - fromA) });
  });
  const first = steps[0]?.from ?? 0;
  const place = (at: number) => {
    let now = at;
    for (const { from, to, by } of steps) {
      if (at >= to) now += by;
      else if (at > from) now -= at - from;
    }
    return now;
  };
  return list.map((part) =>
    part.to < first
      ? part
      : { ...part, from: place(part.from), to: place(part.to), tags: part.tags.map(place) },
  );
}

/** Milliseconds after the last edit until the parts are asked for again. */
const pauseMs = 300;

function follow(assistant: Assistant) {
  return ViewPlugin.fromClass(
    class {
      private timer: ReturnType<typeof setTimeout> | undefined;
      private known = false;

      constructor(private readonly view: EditorView) {
        this.ask();
      }

      update({ docChanged }: ViewUpdate) {
        if (docChanged || !this.known) this.ask();
      }

      destroy() {
        clearTimeout(this.timer);
      }

      private ask() {
        this.known = true;
        clearTimeout(this.timer);
        this.timer = setTimeout(async () => {
          if (this.view.composing) {
            this.ask(); // its line must not be drawn anew
            return;
          }
          const { doc } = this.view.state;
          const questions = assistant.questions();
          this.known = questions !== undefined;
          const symbols = await questions?.symbols(assistant.source());
          if (symbols && this.view.state.doc === doc && !this.view.composing)
            this.view.dispatch({ effects: setParts.of(partsOf(this.view.state, symbols)) });
        }, pauseMs);
      }
    },
  );
}

function partsOf(state: EditorState, symbols: DocumentSymbol[]): Part[] {
  const at = (offset: number) => editorPosition(state, offset);
  const headings = symbols.filter(({ kind }) => kind === "heading");
  return symbols.map((symbol) => {
    const { kind, level, from, to } = symbol;
    if (kind === "block") return { kind, level, from: at(from), to: at(to), tags: symbol.tags.map(at) };
    const next = headings.find((other) => other.from > from && other.level <= level);
    const end = next ? at(next.from) - 1 : state.doc.length;
    return { kind, level, from: at(from), to: Math.max(at(to), end), tags: [at(from), at(to)] };
  });
}

/** What is folded at a line: what stands in a block that begins on it, or below its heading. */
const folding = foldService.of((state, lineStart, lineEnd) => {
  for (const { kind, from, to, tags } of state.field(parts)) {
    if (from > lineEnd) break;
    if (from < lineStart) continue;
    const [, opened = from] = tags;
    const end = kind === "block" ? (tags.at(-2) ?? to) : to;
    if (opened <= lineEnd && end > lineEnd) return { from: kind === "block" ? opened : lineEnd, to: end };
  }
  return null;
});

const mark = Decoration.mark({ class: "cm-tag-of-block" });

/** The tags of the block of which one is at the caret. */
function tagsAtCaret(state: EditorState): DecorationSet {
  const { head, empty } = state.selection.main;
  if (!empty) return Decoration.none;
  for (const { kind, from, to, tags } of state.field(parts)) {
    if (from > head) break;
    if (kind !== "block" || to < head) continue;
    for (let i = 0; i < tags.length; i += 2) {
      if ((tags[i] as number) > head || head > (tags[i + 1] as number)) continue;
      const ranges = [];
      for (let k = 0; k < tags.length; k += 2)
        if ((tags[k] as number) < (tags[k + 1] as number))
          ranges.push(mark.range(tags[k] as number, tags[k + 1] as number));
      return Decoration.set(ranges, true);
    }
  }
  return Decoration.none;
}

const matching = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    const { docChanged, selection, effects, state, changes } = transaction;
    if (docChanged && transaction.isUserEvent("input")) return value.map(changes);
    return docChanged || selection || effects.some((effect) => effect.is(setParts))
      ? tagsAtCaret(state)
      : value;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function structure(assistant: Assistant): Extension {
  return [parts, follow(assistant), folding, matching];
}
