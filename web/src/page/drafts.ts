// Drafts and settings, kept in this browser.
import { type Draft, sameDraft } from "./state.ts";

const prefix = "livebars:";

/** Milliseconds between two writes of a draft while a person types. */
const pause = 150;

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

export const keepSetting = (key: string, value: string): boolean => write(`setting:${key}`, value);

export function loadDraft(id: string): Draft | undefined {
  const value = read(`draft:${id}`);
  return isDraft(value) ? value : undefined;
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null) return false;
  const { template, data, partials, format, dialect } = value as Record<string, unknown>;
  return (
    [template, data, format, dialect].every((text) => typeof text === "string") &&
    typeof partials === "object" &&
    partials !== null &&
    Object.values(partials).every((text) => typeof text === "string")
  );
}

/** Keeps the draft of one sample up to date: soon after each change, and at once when the page goes. */
export class DraftKeeper {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private dirty = false;
  /** The last draft is not stored: there is no room for it, or storage is switched off. */
  unsaved = false;

  constructor(
    private readonly id: string,
    private readonly original: Draft,
    private readonly current: () => Draft,
    private readonly onRoom: (enough: boolean) => void,
  ) {}

  changed(): void {
    this.dirty = true;
    if (this.timer !== undefined) return;
    this.save();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.dirty) this.changed();
    }, pause);
  }

  save(): void {
    if (!this.dirty) return;
    this.dirty = false;
    const draft = this.current();
    const enough = write(`draft:${this.id}`, sameDraft(draft, this.original) ? undefined : draft);
    if (enough === this.unsaved) this.onRoom(enough);
    this.unsaved = !enough;
  }
}
