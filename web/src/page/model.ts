// What is edited, as one value: a document of the site, from a link or a file, and the person's draft of it. All changes
// come in here, and the followers are notified.
import type { Changes, Edit } from "../library/contract.d.ts";
import { isPartial, partialName, type Source } from "../library/sources.ts";
import { type DataSet, type Draft, dataOf, requestOf, type View } from "../share/state.ts";
import type { Sample } from "./documents/samples.ts";
import type { TextEdit } from "./text-edit.ts";

/**
 * Who made a change: an editor, which shows it already; the page, by a control or a dialog; or another tab, which also
 * stores it.
 */
export type Author = "editor" | "page" | "tab";

export interface Change {
  /** What is new, as a session takes it: of the data sets the one that is looked at. */
  changes: Changes;
  /** What of the draft was replaced, unless it was typed. */
  replaced: Partial<Draft>;
  author: Author;
  /** The helpers were typed in: their text is needed when the person pauses, and not before. */
  inHelpers?: boolean;
  /** A partial that goes on under another name. */
  renamed?: { from: string; to: string };
  /** A data set that goes on under another name. */
  renamedDataSet?: { from: string; to: string };
}

/** Each call is optional: who follows names what it wants to hear. */
export interface Follower {
  /** Another document is about to be opened; the model still holds this one. */
  closing?(): void;
  /** A document is open, with all that is in the model. */
  opened?(): void;
  changed?(change: Change): void;
  viewed?(view: View): void;
  /** Another data set is looked at. */
  dataSetChosen?(): void;
}

export class Model {
  private followers: Follower[] = [];
  private current: { document: Sample; draft: Draft } | undefined;
  /** Texts that are newer than the draft's: to join the lines of a long text at each keystroke would take too long. */
  private readonly typed = new Map<Source, () => string>();
  private shownView: View = "page";
  private shownDataSet = "";

  /** Followers hear of changes in the order in which they came. The result ends it. */
  follow(follower: Follower): () => void {
    this.followers.push(follower);
    return () => {
      this.followers = this.followers.filter((one) => one !== follower);
    };
  }

  get isOpen(): boolean {
    return this.current !== undefined;
  }

  /** The name of the data set that is looked at; "" is `data` of the draft. */
  get dataSet(): string {
    return this.shownDataSet;
  }

  /** What is rendered. */
  get request(): Omit<Draft, "dataSets"> {
    return requestOf(this.draft, this.shownDataSet);
  }

  /** The document that is open, as it was before the person changed it. */
  get document(): Sample {
    return this.opened.document;
  }

  /** What the person works on. It is replaced, not changed, when anything is new. */
  get draft(): Draft {
    const { opened } = this;
    for (const [source, text] of this.typed)
      opened.draft = withText(opened.draft, source, text(), this.shownDataSet);
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
    this.shownDataSet = "";
    this.current = { document, draft: { ...draft } };
    for (const follower of this.followers) follower.opened?.();
  }

  /** Takes in what was typed: the text, when somebody needs it, and the edits, if they are known. */
  type(source: Source, text: () => string, edits: TextEdit[] | undefined): void {
    this.typed.set(source, text);
    if (source === "helpers") {
      this.notify({ changes: {}, replaced: {}, author: "editor", inHelpers: true });
      return;
    }
    const changes: Changes = edits
      ? { edits: edits.map((edit) => ({ source: source as Edit["source"], ...edit })) }
      : isPartial(source)
        ? { partials: this.draft.partials }
        : { [source]: text() };
    this.notify({ changes, replaced: {}, author: "editor" });
  }

  /** Takes in whole texts and settings. */
  change(replaced: Partial<Draft>, author: Author = "page"): void {
    this.opened.draft = { ...this.draft, ...replaced };
    if (!Object.hasOwn(this.draft.dataSets, this.shownDataSet)) this.look("");
    const { data: _data, dataKind: _kind, dataSets: _sets, ...others } = replaced;
    const isShown = this.shownDataSet
      ? replaced.dataSets !== undefined
      : replaced.data !== undefined || replaced.dataKind !== undefined;
    const changes = { ...others, ...(isShown ? dataOf(this.draft, this.shownDataSet) : {}) };
    this.notify({ changes, replaced, author });
  }

  /** Takes in other data for the data set that is looked at. */
  changeData(changes: Partial<DataSet>): void {
    const { draft, dataSet } = this;
    const set = { ...dataOf(draft, dataSet), ...changes };
    this.change(dataSet ? { dataSets: { ...draft.dataSets, [dataSet]: set } } : set);
  }

  /** Looks at another data set; at `data` if there is none of the name. */
  setDataSet(name: string): void {
    this.look(Object.hasOwn(this.draft.dataSets, name) ? name : "");
  }

  private look(name: string): void {
    if (name === this.shownDataSet) return;
    this.opened.draft = this.draft; // what was typed is of the set that was looked at
    this.shownDataSet = name;
    for (const follower of this.followers) follower.dataSetChosen?.();
  }

  renamePartial(from: string, to: string): void {
    const entries = Object.entries(this.draft.partials).map(
      ([name, text]) => [name === from ? to : name, text] as const,
    );
    const partials = Object.fromEntries(entries);
    this.opened.draft = { ...this.draft, partials };
    this.notify({ changes: { partials }, replaced: { partials }, author: "page", renamed: { from, to } });
  }

  /** The document is another one now, as it was before the person changed it: its name, or its texts. */
  rebase(document: Sample): void {
    this.opened.document = document;
  }

  renameDataSet(from: string, to: string): void {
    const entries = Object.entries(this.draft.dataSets).map(
      ([name, set]) => [name === from ? to : name, set] as const,
    );
    const dataSets = Object.fromEntries(entries);
    this.opened.draft = { ...this.draft, dataSets };
    if (this.shownDataSet === from) this.shownDataSet = to;
    this.notify({ changes: {}, replaced: { dataSets }, author: "page", renamedDataSet: { from, to } });
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

function withText(draft: Draft, source: Source, text: string, dataSet: string): Draft {
  if (source === "data" && dataSet !== "") {
    const set = { ...dataOf(draft, dataSet), data: text };
    return { ...draft, dataSets: { ...draft.dataSets, [dataSet]: set } };
  }
  return isPartial(source)
    ? { ...draft, partials: { ...draft.partials, [partialName(source)]: text } }
    : { ...draft, [source]: text };
}
