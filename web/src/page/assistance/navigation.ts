// From a word to where it comes from, to where it is used, and to any heading or block of the text.

import type { Extension } from "@codemirror/state";
import { type Command, type EditorView, keymap } from "@codemirror/view";
import type { Place } from "../../library/contract.d.ts";
import { assistance as words } from "../../words/en.ts";
import { sourceLabel } from "../../words/source-label.ts";
import type { Assistant } from "./assistance.ts";
import { pick } from "./picker.ts";
import { textOffset } from "./places.ts";

const caret = ({ state }: EditorView): number => textOffset(state, state.selection.main.head);

/** Runs a command that has to wait for an answer. */
const waiting =
  (work: (view: EditorView) => Promise<void>): Command =>
  (view) => {
    void work(view);
    return true;
  };

export function navigation(assistant: Assistant): Extension {
  const goToDefinition = async (view: EditorView) => {
    const place = await assistant.questions()?.definition(assistant.source(), caret(view));
    if (place) assistant.show(place);
    else assistant.say(words.noOrigin);
  };

  const goToUse = async (view: EditorView) => {
    const questions = assistant.questions();
    const source = assistant.source();
    let places = (await questions?.references(source, caret(view))) ?? [];
    let title = words.uses;
    if (places.length === 0 && source.startsWith("partial:")) {
      places = (await questions?.calls(source.slice("partial:".length))) ?? [];
      title = words.calls;
    }
    const [only] = places;
    if (!only) assistant.say(words.noUses);
    else if (places.length === 1) assistant.show(only);
    else {
      const chosen = await pick(title, places.map(choiceOf));
      if (chosen) assistant.show(chosen);
    }
  };

  const choiceOf = (place: Place) => ({
    label: assistant.lineOf(place),
    detail: sourceLabel(place.source),
    value: place,
  });

  const rename = async (view: EditorView) => {
    const source = assistant.source();
    const definition = await assistant.questions()?.definition(source, caret(view));
    const partial = [definition?.source, source].find((one) => one?.startsWith("partial:"));
    if (partial) assistant.rename(partial.slice("partial:".length));
    else assistant.say(words.onlyPartials);
  };

  const goToSymbol = async (view: EditorView) => {
    const source = assistant.source();
    const symbols = (await assistant.questions()?.symbols(source)) ?? [];
    const { doc } = view.state;
    if (symbols.length === 0) {
      assistant.say(words.noStructure);
      return;
    }
    const chosen = await pick(
      words.structure,
      symbols.map(({ kind, name, level, from, to, tags }) => ({
        label: kind === "heading" ? `${"#".repeat(level)} ${name}` : `{{${name}}}`,
        detail: words.line(doc.lineAt(Math.min(from, doc.length)).number),
        level: kind === "heading" ? 0 : level,
        value: { source, from, to: tags[1] ?? to },
      })),
    );
    if (chosen) assistant.show(chosen);
    else view.focus();
  };

  return keymap.of([
    { key: "F12", run: waiting(goToDefinition) },
    { key: "Shift-F12", run: waiting(goToUse) },
    { key: "F2", run: waiting(rename) },
    { key: "Mod-Shift-o", run: waiting(goToSymbol) },
    {
      key: "F9",
      run: (view) => {
        assistant.reveal(caret(view));
        return true;
      },
    },
  ]);
}
