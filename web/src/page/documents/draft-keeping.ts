// Opens documents with the person's drafts of them, and keeps these: in this browser, together with other tabs.

import { type Draft, fields, namedFields, sameDraft, sameField, sameParts } from "../../share/state.ts";
import { documents as words } from "../../words/en.ts";
import type { Model } from "../model.ts";
import type { Notice } from "../problems.ts";
import { storeSetting } from "../storage.ts";
import { DraftKeeper, flat, type Kept, loadVersion } from "./draft-keeper.ts";
import { draftOf, type Sample } from "./samples.ts";
import type { States } from "./states.ts";
import type { Tabs } from "./tabs.ts";
import { joined, type Version, versionOf } from "./versions.ts";

export class DraftKeeping {
  private keeper: DraftKeeper | undefined;
  /** Counts openings: of two that were asked for, the later one counts. */
  private turn = 0;
  /** What other tabs wrote into a draft while it was being read. */
  private heard: { id: string; versions: unknown[] } | undefined;
  /** Called with whether the draft differs from the document, when it has been kept. */
  onKept: (differs: boolean) => void = () => {};

  constructor(
    private readonly model: Model,
    private readonly tabs: Tabs,
    private readonly states: States,
    private readonly notice: Notice,
    /** Where a part of a draft is kept elsewhere as well, as that part of it is now. */
    private readonly overlay: (document: Sample, draft: Draft) => Draft,
  ) {
    model.follow({
      changed: ({ author }) => {
        if (author !== "tab") this.keeper?.changed();
      },
    });
    tabs.follow(({ draft, version }) => {
      if (draft === this.heard?.id) this.heard?.versions.push(version);
      if (draft === this.keeper?.id) this.takeOver(version);
    });
    for (const moment of ["pagehide", "visibilitychange"])
      addEventListener(moment, () => this.keeper?.leave());
    addEventListener("beforeunload", (event) => {
      this.keeper?.leave();
      if (this.keeper?.unsaved) event.preventDefault();
    });
  }

  /** Opens a document, with the person's draft of it if there is one. */
  async open(document: Sample): Promise<void> {
    const turn = ++this.turn;
    const heard = { id: document.id, versions: [] as unknown[] };
    this.heard = heard;
    if (this.model.isOpen) await this.keeper?.save();
    let kept = await loadVersion(document.id);
    if (turn !== this.turn) return;
    this.heard = undefined;
    for (const later of heard.versions) kept = latest(kept, versionOf(later));
    void this.keeper?.save(); // what was typed since; from here on the model holds another document
    this.keeper = undefined;
    // The same document again, with changes: it may have what was typed while they were read.
    const isSame =
      this.model.isOpen &&
      this.model.document.id === document.id &&
      !sameDraft(this.model.draft, draftOf(this.model.document));
    const draft = isSame ? this.model.draft : (kept?.draft ?? draftOf(document));
    this.model.open(document, this.overlay(document, draft));
    this.keeper = new DraftKeeper(
      document.id,
      draftOf(document),
      kept,
      () => this.model.draft,
      (result) => this.kept(document, result),
    );
    if (isSame) this.keeper.changed();
    storeSetting("sample", document.id);
  }

  /** The document itself is another one now: what is open is compared with that. */
  rebase(document: Sample): void {
    if (!this.model.isOpen || this.model.document.id !== document.id) return;
    const isSame = sameDraft(draftOf(this.model.document), draftOf(document));
    this.model.rebase(document);
    if (isSame) return;
    this.keeper?.rebase(draftOf(document));
    this.onKept(!sameDraft(this.model.draft, draftOf(document)));
  }

  /** Resolves when all that was typed is written, or cannot be. */
  async settle(): Promise<void> {
    await this.keeper?.save();
  }

  /** Takes all changes to the document back: as one change, which each editor can undo. */
  async reset(): Promise<void> {
    await this.replace(draftOf(this.model.document), words.beforeReset);
  }

  /** Shows another state of the document, as one change. */
  async replace(by: Draft, why: string): Promise<void> {
    const { document, draft } = this.model;
    await this.states.add(document.id, draft, why);
    if (this.model.document.id === document.id) this.model.change(changesOf(this.model.draft, by));
  }

  private kept(document: Sample, { version, enough }: Kept): void {
    this.tabs.post({ draft: document.id, version: version && flat(version) });
    if (version && enough) void this.states.follow(document.id, version.draft);
    if (document.id !== this.model.document.id) return;
    this.onKept(version !== undefined);
    const lost = words.noRoomForDraft;
    this.notice("drafts", enough ? "" : lost);
  }

  /** Another tab has changed this draft: both show the same, and what was here can be had back by undoing. */
  private takeOver(kept: unknown): void {
    const { keeper, model } = this;
    if (!keeper) return;
    const own = model.draft;
    const both = keeper.follow(kept);
    if (!sameDraft(own, both)) model.change(changesOf(own, both), "tab");
  }
}

const latest = (one: Version | undefined, other: Version | undefined): Version | undefined =>
  one && other ? joined(one, other) : (other ?? one);

/** The fields in which two drafts differ, as they are in the second one. */
export function changesOf(before: Draft, now: Draft): Partial<Draft> {
  const changed = [
    ...fields.filter((field) => !sameField(before, now, field)),
    ...namedFields.filter((field) => !sameParts(before, now, field)),
  ];
  return Object.fromEntries(changed.map((field) => [field, now[field]]));
}
