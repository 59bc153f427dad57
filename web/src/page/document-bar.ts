// Which document is open, and the way back to how it was.
import { sameDraft } from "../share/state.ts";
import { confirmed } from "./dialogs.ts";
import type { Documents } from "./documents.ts";
import { isLinked, isOpened } from "./documents.ts";
import type { DraftKeeping } from "./draft-keeping.ts";
import { byId } from "./elements.ts";
import type { Model } from "./model.ts";
import { draftOf, type Sample } from "./samples.ts";

export function connectDocumentBar(
  model: Model,
  documents: Documents,
  keeping: DraftKeeping,
  turnTo: (document: Sample) => void,
): void {
  const select = byId<HTMLSelectElement>("sample");
  const reset = byId<HTMLButtonElement>("reset");

  select.addEventListener("change", () => {
    const next = documents.find(select.value);
    if (next) turnTo(next);
  });
  reset.addEventListener("click", async () => {
    const text = `Your changes to “${model.document.title}” will be gone.`;
    if (await confirmed(reset.textContent ?? "Reset", text, "Reset")) keeping.reset();
  });
  keeping.onKept = (differs) => {
    reset.disabled = !differs;
  };
  model.follow({
    opened() {
      const { document, draft } = model;
      select.value = document.id;
      const origin = isLinked(document) ? "link" : isOpened(document) ? "file" : "sample";
      reset.textContent = `Reset to ${origin}`;
      reset.disabled = sameDraft(draft, draftOf(document));
    },
    changed() {
      reset.disabled = false; // whether it equals the document is known when it has been kept
    },
  });
}
