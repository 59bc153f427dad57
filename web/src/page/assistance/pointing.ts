// Parts of a text that are pointed at beside its selection, until anything is typed.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

export const pointAt = StateEffect.define<{ from: number; to: number }[]>();

const mark = Decoration.mark({ class: "cm-pointed" });

export const pointed = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, { effects, docChanged }) {
    for (const effect of effects)
      if (effect.is(pointAt))
        return Decoration.set(
          effect.value.filter(({ from, to }) => from < to).map(({ from, to }) => mark.range(from, to)),
          true,
        );
    return docChanged ? Decoration.none : value;
  },
  provide: (field) => EditorView.decorations.from(field),
});
