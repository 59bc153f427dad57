// Drafts and settings, kept in this browser.
import { type Draft, sameDraft } from "./state.ts";
import { type Version, Versions, versionOf } from "./versions.ts";

const prefix = "livebars:";

/** Milliseconds between two writes of a draft while a person types, at least. */
const shortestPause = 150;

/** Writing a long draft takes milliseconds: the pause after it is so many times as long. */
const keepingShare = 40;

/** Reads a value that this site stored; anything else is nothing. */
function read(key: string): unknown {
  try {
    return parsed(localStorage.getItem(prefix + key));
  } catch {
    return null; // storage is switched off
  }
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

/** Stores a value and tells whether there was room for it. */
function write(key: string, value: unknown): boolean {
  try {
    if (value === undefined) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export function setting(key: string): string | undefined {
  const value = read(`setting:${key}`);
  return typeof value === "string" ? value : undefined;
}

/** A value of this site, whatever it is now: others may have written it. */
export const stored = (key: string): unknown => read(key);

export const store = (key: string, value: unknown): boolean => write(key, value);

export const keepSetting = (key: string, value: string): boolean => write(`setting:${key}`, value);

const draftKey = (id: string) => `draft:${id}`;

/** The person's version of a document, if there is one. */
export const loadVersion = (id: string): Version | undefined => versionOf(read(draftKey(id)));

export const loadDraft = (id: string): Draft | undefined => loadVersion(id)?.draft;

/** Follows what other tabs write into the draft of the document that is shown. */
export function followTabs(shown: () => string, changed: (text: string | null) => void): void {
  addEventListener("storage", ({ key, newValue }) => {
    if (key === prefix + draftKey(shown())) changed(newValue);
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
    const theirs = versionOf(parsed(text));
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
    const enough = write(draftKey(this.id), own ? { ...draft, stamps } : undefined);
    this.pause = Math.max(shortestPause, keepingShare * (performance.now() - start));
    this.unsaved = !enough;
    this.onKept({ own, enough });
  }
}

/** Runs a piece of work between the frames, 200 ms from now at the latest. */
function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(work, { timeout: 200 });
  else setTimeout(work, 50); // Safari
}
