// The person's drafts, kept in this browser: one for each document, written soon after each change.
import { type Draft, sameDraft } from "../share/state.ts";
import { followStorage, parsedJSON, store, stored } from "./storage.ts";
import { type Version, Versions, versionOf } from "./versions.ts";

/** Milliseconds between two writes of a draft while a person types, at least. */
const shortestPauseMs = 150;

/** Writing a long draft takes milliseconds: the pause after it is so many times as long. */
const pauseForWriting = 40;

const draftKey = (id: string) => `draft:${id}`;

/** The person's version of a document, if there is one. */
export const loadVersion = (id: string): Version | undefined => versionOf(stored(draftKey(id)));

export const loadDraft = (id: string): Draft | undefined => loadVersion(id)?.draft;

/** Follows what other tabs write into the draft of the document that is shown. */
export function followTabs(shown: () => string, changed: (text: string | null) => void): void {
  followStorage((key, value) => {
    if (key === draftKey(shown())) changed(value);
  });
}

/** How a draft was kept. */
export interface Kept {
  /** It differs from the sample. */
  own: boolean;
  /** There was room for it. */
  enough: boolean;
}

/**
 * Keeps the draft of one document up to date: soon after each change, and at once when the page goes. Other tabs write
 * into the same draft, and each follows what the others keep.
 */
export class DraftKeeper {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pause = 0;
  private readonly versions: Versions;
  /** There are changes that are not kept yet. */
  private dirty = false;
  /** The last draft is not stored: there is no room for it, or storage is switched off. */
  unsaved = false;

  constructor(
    private readonly id: string,
    private readonly original: Draft,
    kept: Version | undefined,
    private readonly current: () => Draft,
    private readonly onKept: (kept: Kept) => void,
  ) {
    this.versions = new Versions(kept ?? { draft: original, stamps: {} });
  }

  changed(): void {
    this.dirty = true;
    this.timer ??= setTimeout(() => {
      whenIdle(() => {
        this.timer = undefined;
        this.save();
      });
    }, this.pause);
  }

  /** What is to be shown now that another tab has kept its draft, given as it is stored. */
  follow(text: string | null): Draft {
    const theirs = versionOf(parsedJSON(text));
    const own = this.current();
    const { both, more } = theirs
      ? this.versions.take(theirs, own)
      : this.versions.putBack(this.original, own);
    if (more) this.changed();
    return both;
  }

  save(): void {
    if (!this.dirty) return;
    this.dirty = false;
    const start = performance.now();
    const draft = this.current();
    const own = !sameDraft(draft, this.original);
    const { stamps } = this.versions.make(draft);
    const enough = store(draftKey(this.id), own ? { ...draft, stamps } : undefined);
    this.pause = Math.max(shortestPauseMs, pauseForWriting * (performance.now() - start));
    this.unsaved = !enough;
    this.onKept({ own, enough });
  }
}

/** Runs a piece of work between the frames, 200 ms from now at the latest. */
function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(work, { timeout: 200 });
  else setTimeout(work, 50); // Safari
}
