// What the word is that the pointer rests on, or, on F1, the one at the caret.

import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from "@codemirror/view";
import { finding as words } from "../../words/en.ts";
import { withCode } from "../code-words.ts";
import type { Assistant } from "./assistance.ts";
import { editorPosition, textOffset } from "./places.ts";

/** Milliseconds that the pointer rests before a word is explained. */
const restMs = 350;

async function tooltipAt(view: EditorView, position: number, assistant: Assistant): Promise<Tooltip | null> {
  const { state } = view;
  const found = await assistant.questions()?.hover(assistant.source(), textOffset(state, position));
  if (!found || view.state.doc !== state.doc) return null;
  const { from, to, lines } = found;
  return {
    pos: editorPosition(state, from),
    end: editorPosition(state, to),
    above: true,
    create() {
      const dom = document.createElement("div");
      dom.className = "cm-explanation";
      dom.setAttribute("role", "tooltip");
      for (const line of lines) {
        const p = document.createElement("p");
        p.append(...withCode(line));
        dom.append(p);
      }
      return { dom };
    },
  };
}

const show = StateEffect.define<Tooltip | null>();

/** What was asked for by keyboard; it goes when anything is typed or the caret moves. */
const asked = StateField.define<Tooltip | null>({
  create: () => null,
  update(value, { effects, docChanged, selection }) {
    for (const effect of effects) if (effect.is(show)) return effect.value;
    return docChanged || selection ? null : value;
  },
  provide: (field) => showTooltip.from(field),
});

export function explanation(assistant: Assistant): Extension {
  const explain = (view: EditorView) => {
    void tooltipAt(view, view.state.selection.main.head, assistant).then((tooltip) => {
      if (!tooltip) {
        assistant.say(words.unknown);
        return;
      }
      const text = (tooltip.create(view).dom as HTMLElement).innerText;
      view.dispatch({ effects: [show.of(tooltip), EditorView.announce.of(text)] });
    });
    return true;
  };
  const close = (view: EditorView) => {
    if (!view.state.field(asked)) return false;
    view.dispatch({ effects: show.of(null) });
    return true;
  };
  return [
    hoverTooltip((view, position) => tooltipAt(view, position, assistant), { hoverTime: restMs }),
    asked,
    EditorView.domEventHandlers({ blur: (_, view) => void close(view) }),
    keymap.of([
      { key: "F1", run: explain },
      { key: "Escape", run: close },
    ]),
  ];
}
