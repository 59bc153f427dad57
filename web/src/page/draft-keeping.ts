// Opens documents with the person's drafts of them, and keeps these: in this browser, together with other tabs.
import { type Draft, fields, sameDraft, sameField } from "../share/state.ts";
import { DraftKeeper, followTabs, loadVersion } from "./draft-keeper.ts";
import type { Model } from "./model.ts";
import type { Notice } from "./problems.ts";
import { draftOf, type Sample } from "./samples.ts";
import { storeSetting } from "./storage.ts";

export class DraftKeeping {
  private keeper: DraftKeeper | undefined;
  /** Called with whether the draft differs from the document, when it has been kept. */
  onKept: (differs: boolean) => void = () => {};

  constructor(
    private readonly model: Model,
    private readonly notice: Notice,
  ) {
    model.follow({
      closing: () => this.keeper?.save(),
      changed: ({ author }) => {
        if (author !== "tab") this.keeper?.changed();
      },
    });
    followTabs(
      () => model.document.id,
      (kept) => this.takeOver(kept),
    );
    for (const moment of ["pagehide", "visibilitychange"])
      addEventListener(moment, () => this.keeper?.save());
    addEventListener("beforeunload", (event) => {
      this.keeper?.save();
      if (this.keeper?.unsaved) event.preventDefault();
    });
  }

  /** Opens a document, with the person's draft of it if there is one. */
  open(document: Sample): void {
    const kept = loadVersion(document.id);
    this.model.open(document, kept?.draft ?? draftOf(document));
    const current = () => this.model.draft;
    this.keeper = new DraftKeeper(document.id, draftOf(document), kept, current, ({ own, enough }) => {
      this.onKept(own);
      const lost = "This draft does not fit into the browser's storage: it is lost when this tab closes.";
      this.notice("drafts", enough ? "" : lost);
    });
    storeSetting("sample", document.id);
  }

  /** Takes all changes to the document back. */
  reset(): void {
    const { document } = this.model;
    this.model.open(document, draftOf(document));
    this.keeper?.changed();
  }

  /** Another tab has changed this draft: both show the same, and what was here can be had back by undoing. */
  private takeOver(kept: string | null): void {
    const { keeper, model } = this;
    if (!keeper) return;
    const own = model.draft;
    const both = keeper.follow(kept);
    if (!sameDraft(own, both)) model.change(changesOf(own, both), "tab");
  }
}

/** The fields in which two drafts differ, as they are in the second one. */
function changesOf(before: Draft, now: Draft): Partial<Draft> {
  const names = ({ partials }: Draft) => Object.keys(partials).sort();
  const samePartials =
    names(before).join("\n") === names(now).join("\n") &&
    names(now).every((name) => before.partials[name] === now.partials[name]);
  const changed = fields.filter((field) => !sameField(before, now, field));
  return {
    ...Object.fromEntries(changed.map((field) => [field, now[field]])),
    ...(samePartials ? {} : { partials: now.partials }),
  };
}
