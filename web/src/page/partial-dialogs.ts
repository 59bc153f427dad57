// Partials are added, renamed and removed by the person.

import { partialSource, type Source } from "../library/sources.ts";
import { dialogs as dialogWords, partials as words } from "../words/en.ts";
import { askName, confirmed } from "./dialogs.ts";
import { byId } from "./elements.ts";
import type { Model } from "./model.ts";
import type { PartialActions } from "./panels.ts";
import type { Rendering } from "./rendering.ts";
import { answerWithTexts, changeTexts, textsOf } from "./text-changes.ts";

/** The actions of a partial's panel; the button for another partial is connected. `focus` leads to an editor. */
export function partialDialogs(
  model: Model,
  rendering: Rendering,
  focus: (source: Source) => void,
): PartialActions {
  const fault = (name: string, own?: string): string | undefined => {
    if (name === "") return dialogWords.writeName;
    if (name !== own && Object.hasOwn(model.draft.partials, name)) return words.taken;
    return undefined;
  };

  byId("add-partial").addEventListener("click", async () => {
    const name = await askName(words.add, dialogWords.name, "", (name) => fault(name));
    if (name === undefined) return;
    model.change({ partials: { ...model.draft.partials, [name]: "" } });
    focus(partialSource(name));
  });

  return {
    async rename(from) {
      const to = await askName(words.rename, dialogWords.name, from, (name) => fault(name, from));
      if (to === undefined || to === from) return;
      const found = await answerWithTexts(model, async () => rendering.questions?.rename(from, to));
      if (!found) return;
      model.renamePartial(from, to);
      const renamed = (found.answer ?? []).map((call) =>
        call.source === partialSource(from) ? { ...call, source: partialSource(to) } : call,
      );
      if (renamed.length > 0) changeTexts(model, renamed, textsOf(model));
      focus(partialSource(to));
    },
    async remove(name) {
      const sure = await confirmed(words.remove, words.willBeGone(name), words.removeIt);
      if (!sure) return;
      const { [name]: _, ...partials } = model.draft.partials;
      model.change({ partials });
      focus("template");
    },
  };
}
