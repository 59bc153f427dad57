// Drafts and settings, kept in this browser.
import { checked, emptyDraft } from "../share/state.ts";
import { type Draft, sameDraft } from "./state.ts";

const prefix = "livebars:";

/** Milliseconds between two writes of a draft while a person types, at least. */
const shortestPause = 150;

/** Writing a long draft takes milliseconds: the pause after it is so many times as long. */
const keepingShare = 40;

/** Reads a value that this site stored; anything else is nothing. */
function read(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(prefix + key) ?? "null");
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

export function loadDraft(id: string): Draft | undefined {
  const value = read(`draft:${id}`);
  if (value === null) return undefined;
  try {
    return { ...emptyDraft(), ...checked(value) };
  } catch {
    return undefined;
  }
}

/** Follows what other tabs write into the draft of the document that is shown. */
export function followTabs(shown: () => string, changed: () => void): void {
  addEventListener("storage", ({ key }) => {
    if (key === `${prefix}draft:${shown()}`) changed();
  });
}

/** How a draft was kept. */
export interface Kept {
  /** It differs from the sample. */
  own: boolean;
  /** There was room for it. */
  enough: boolean;
}

/** Keeps the draft of one sample up to date: soon after each change, and at once when the page goes. */
export class DraftKeeper {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pause = 0;
  /** There are changes that are not kept yet. */
  dirty = false;
  /** The draft as it was kept last, here or in another tab. */
  lastKept: Draft;
  /** The last draft is not stored: there is no room for it, or storage is switched off. */
  unsaved = false;

  constructor(
    private readonly id: string,
    private readonly original: Draft,
    private readonly current: () => Draft,
    private readonly onKept: (kept: Kept) => void,
  ) {
    this.lastKept = copy(current());
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

  save(): void {
    if (!this.dirty) return;
    this.dirty = false;
    const start = performance.now();
    const draft = this.current();
    this.lastKept = copy(draft);
    const own = !sameDraft(draft, this.original);
    const enough = write(`draft:${this.id}`, own ? draft : undefined);
    this.pause = Math.max(shortestPause, keepingShare * (performance.now() - start));
    this.unsaved = !enough;
    this.onKept({ own, enough });
  }
}

function copy(draft: Draft): Draft {
  return { ...draft, partials: { ...draft.partials }, options: { ...draft.options } };
}

/** Runs a piece of work between the frames, 200 ms from now at the latest. */
function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(work, { timeout: 200 });
  else setTimeout(work, 50); // Safari
}
