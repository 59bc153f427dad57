// Which document is open, and the way back to how it was.

import { sameDraft } from "../../share/state.ts";
import { documents as words } from "../../words/en.ts";
import { confirmed } from "../dialogs.ts";
import { byId } from "../elements.ts";
import type { Model } from "../model.ts";
import type { DraftKeeping } from "./draft-keeping.ts";
import { type Documents, isOpened } from "./list.ts";
import { draftOf, type Sample } from "./samples.ts";

export function connectDocumentBar(
  model: Model,
  documents: Documents,
  keeping: DraftKeeping,
  turnTo: (document: Sample) => void,
): void {
  const select = byId<HTMLSelectElement>("document");
  const reset = byId<HTMLButtonElement>("reset");

  select.addEventListener("change", () => {
    const next = documents.find(select.value);
    if (next) turnTo(next);
  });
  reset.addEventListener("click", async () => {
    const text = words.resetAsked(model.document.title);
    if (await confirmed(reset.textContent ?? words.reset, text, words.reset)) await keeping.reset();
  });
  keeping.onKept = (differs) => {
    reset.disabled = !differs;
  };
  const fill = () => {
    const groups = [
      [words.samples, documents.hidesSamples ? [] : documents.samples],
      [words.folder, documents.folder],
      [words.yours, documents.yours],
    ] as const;
    select.replaceChildren(
      ...groups
        .filter(([, list]) => list.length > 0)
        .map(([label, list]) => {
          const group = document.createElement("optgroup");
          group.label = label;
          group.append(...list.map(({ id, title }) => new Option(title, id)));
          return group;
        }),
    );
    if (model.isOpen) showOpened();
  };
  const showOpened = () => {
    const { id, title } = model.document;
    select.value = id;
    document.title = words.title(title);
  };
  documents.follow(fill);
  fill();
  model.follow({
    opened() {
      const { document, draft } = model;
      showOpened();
      const origin = isOpened(document) ? document.origin : "sample";
      reset.hidden = origin === "own"; // it began with nothing to go back to
      reset.textContent = words.resetTo[origin];
      reset.disabled = sameDraft(draft, draftOf(document));
    },
    changed() {
      reset.disabled = false; // whether it equals the document is known when it has been kept
    },
  });
}
