// The person's drafts, kept in this browser: one for each document, written soon after each change.
import { type Draft, sameDraft } from "../../share/state.ts";
import { store, stored } from "../storage.ts";
import { forgetOlderStates } from "./states.ts";
import { hasDatabase, Table } from "./table.ts";
import { joined, type Version, Versions, versionOf } from "./versions.ts";

/** Milliseconds between two writes of a draft while a person types, at least. */
const shortestPauseMs = 150;

/** Writing a long draft takes milliseconds: the pause after it is so many times as long. */
const pauseForWriting = 40;

/** A version as it is stored, and sent to other tabs. */
export const flat = ({ draft, stamps }: Version) => ({ ...draft, stamps });

const drafts = new Table<ReturnType<typeof flat> & { id: string }>("draft");

/** Where a page that goes leaves a draft that is not in the database yet: localStorage is written before a page is gone. */
const leftKey = (id: string) => `left:${id}`;

/** Where earlier versions of Livebars kept drafts; they still are where there is no database. */
const earlierKey = (id: string) => `draft:${id}`;

/** The person's version of a document, if there is one. */
export async function loadVersion(id: string): Promise<Version | undefined> {
  const places = (await hasDatabase()) ? [leftKey(id), earlierKey(id)] : [leftKey(id)];
  let version = versionOf(await drafts.get(id));
  const found = places.filter((place) => stored(place) !== null);
  if (found.length === 0) return version;
  for (const place of found) {
    const left = versionOf(stored(place));
    // What has no stamps was written by an earlier Livebars, after what is in the database.
    const isUnstamped = Object.keys(left?.stamps ?? {}).length === 0;
    if (left && version)
      version = isUnstamped ? new Versions(version).make(left.draft) : joined(version, left);
    else version = left ?? version;
  }
  if (!version || (await drafts.put({ ...flat(version), id })))
    for (const place of found) store(place, undefined);
  return version;
}

/** Whether an earlier version of Livebars has left a draft here. */
export const hasEarlierDraft = (id: string): boolean => stored(earlierKey(id)) !== null;

export const loadDraft = async (id: string): Promise<Draft | undefined> => (await loadVersion(id))?.draft;

/** Ids of the documents of which there are drafts. */
export const draftIds = (): Promise<string[]> => drafts.ids();

/** Writes a version, or removes it. Where there is no room, older states make some. */
export async function writeVersion(id: string, version: Version | undefined): Promise<boolean> {
  if (!version) return drafts.remove([id]);
  while (!(await drafts.put({ ...flat(version), id }))) if (!(await forgetOlderStates())) return false;
  return true;
}

/** How a draft was kept. */
export interface Kept {
  /** It differs from the document; without it the draft is none. */
  version: Version | undefined;
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
  /** What is being written. */
  private writing: { version: Version | undefined } | undefined;
  /** The last draft is not stored: there is no room for it, or storage is switched off. */
  unsaved = false;

  constructor(
    readonly id: string,
    private original: Draft,
    kept: Version | undefined,
    private readonly current: () => Draft,
    private readonly onKept: (kept: Kept) => void,
  ) {
    this.versions = new Versions(kept ?? { draft: original, stamps: {} });
  }

  /** The document was changed elsewhere: a draft that equals it is none. */
  rebase(original: Draft): void {
    this.original = original;
    this.changed();
  }

  changed(): void {
    this.dirty = true;
    this.timer ??= setTimeout(() => {
      whenIdle(() => {
        this.timer = undefined;
        void this.save();
      });
    }, this.pause);
  }

  /** What is to be shown now that another tab has kept its draft. */
  follow(stored: unknown): Draft {
    const theirs = versionOf(stored);
    const own = this.current();
    const { both, more } = theirs
      ? this.versions.take(theirs, own)
      : this.versions.putBack(this.original, own);
    if (more) this.changed();
    return both;
  }

  /** Writes what has changed. Resolves when it is written, or cannot be. */
  async save(): Promise<void> {
    if (!this.dirty) return;
    this.dirty = false;
    const start = performance.now();
    const draft = this.current();
    const made = this.versions.make(draft);
    const version = sameDraft(draft, this.original) ? undefined : made;
    const writing = { version };
    this.writing = writing;
    const written = writeVersion(this.id, version);
    this.pause = Math.max(shortestPauseMs, pauseForWriting * (performance.now() - start));
    const enough = await written;
    if (this.writing === writing) this.writing = undefined;
    this.unsaved = !enough;
    if (enough) store(leftKey(this.id), undefined);
    this.onKept({ version, enough });
  }

  /** The page is about to go: what is not written for sure is left where that takes no time. */
  leave(): void {
    void this.save();
    const version = this.writing?.version;
    if (version) store(leftKey(this.id), flat(version));
  }
}

/** Runs a piece of work between the frames, 200 ms from now at the latest. */
function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(work, { timeout: 200 });
  else setTimeout(work, 50); // Safari
}
