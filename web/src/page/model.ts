// What is edited, as one value: a document of the site, from a link or a file, and the person's draft of it. All changes
// come in here, and the followers are notified.
import type { Changes, Edit } from "../library/contract.d.ts";
import { isPartial, partialName, type Source } from "../library/sources.ts";
import type { Draft, View } from "../share/state.ts";
import type { Sample } from "./samples.ts";
import type { TextEdit } from "./text-edit.ts";

/**
 * Who made a change: an editor, which shows it already; the page, by a control or a dialog; or another tab, which also
 * stores it.
 */
export type Author = "editor" | "page" | "tab";

export interface Change {
  /** What is new, as a session takes it. */
  changes: Changes;
  author: Author;
  /** The helpers were typed in: their text is needed when the person pauses, and not before. */
  inHelpers?: boolean;
  /** A partial that goes on under another name. */
  renamed?: { from: string; to: string };
}

/** Each call is optional: who follows names what it wants to hear. */
export interface Follower {
  /** Another document is about to be opened; the model still holds this one. */
  closing?(): void;
  /** A document is open, with all that is in the model. */
  opened?(): void;
  changed?(change: Change): void;
  viewed?(view: View): void;
}

export class Model {
  private readonly followers: Follower[] = [];
  private current: { document: Sample; draft: Draft } | undefined;
  /** Texts that are newer than the draft's: to join the lines of a long text at each keystroke would take too long. */
  private readonly typed = new Map<Source, () => string>();
  private shownView: View = "page";

  /** Followers hear of changes in the order in which they came. */
  follow(follower: Follower): void {
    this.followers.push(follower);
  }

  get isOpen(): boolean {
    return this.current !== undefined;
  }

  /** The document that is open, as it was before the person changed it. */
  get document(): Sample {
    return this.opened.document;
  }

  /** What the person works on. It is replaced, not changed, when anything is new. */
  get draft(): Draft {
    const { opened } = this;
    for (const [source, text] of this.typed) opened.draft = withText(opened.draft, source, text());
    this.typed.clear();
    return opened.draft;
  }

  /** What of the result is looked at. */
  get view(): View {
    return this.shownView;
  }

  open(document: Sample, draft: Draft): void {
    if (this.current) for (const follower of this.followers) follower.closing?.();
    this.typed.clear();
    this.current = { document, draft: { ...draft } };
    for (const follower of this.followers) follower.opened?.();
  }

  /** Takes in what was typed: the text, when somebody needs it, and the edits, if they are known. */
  type(source: Source, text: () => string, edits: TextEdit[] | undefined): void {
    this.typed.set(source, text);
    if (source === "helpers") {
      this.notify({ changes: {}, author: "editor", inHelpers: true });
      return;
    }
    if (edits) {
      const changes = { edits: edits.map((edit) => ({ source: source as Edit["source"], ...edit })) };
      this.notify({ changes, author: "editor" });
      return;
    }
    const field = isPartial(source) ? "partials" : (source as "template" | "data");
    this.notify({ changes: { [field]: this.draft[field] }, author: "editor" });
  }

  /** Takes in whole texts and settings. */
  change(changes: Partial<Draft>, author: Author = "page"): void {
    this.opened.draft = { ...this.draft, ...changes };
    this.notify({ changes, author });
  }

  renamePartial(from: string, to: string): void {
    const entries = Object.entries(this.draft.partials).map(
      ([name, text]) => [name === from ? to : name, text] as const,
    );
    const partials = Object.fromEntries(entries);
    this.opened.draft = { ...this.draft, partials };
    this.notify({ changes: { partials }, author: "page", renamed: { from, to } });
  }

  setView(view: View): void {
    this.shownView = view;
    for (const follower of this.followers) follower.viewed?.(view);
  }

  private get opened(): { document: Sample; draft: Draft } {
    if (!this.current) throw new Error("No document is open.");
    return this.current;
  }

  private notify(change: Change): void {
    for (const follower of this.followers) follower.changed?.(change);
  }
}

function withText(draft: Draft, source: Source, text: string): Draft {
  return isPartial(source)
    ? { ...draft, partials: { ...draft.partials, [partialName(source)]: text } }
    : { ...draft, [source]: text };
}
