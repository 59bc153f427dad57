// Work in a folder: its documents, what of them is not saved yet, and what changes in the folder meanwhile.

import { calledIn, documentsOf, type Sources } from "../../share/documents.ts";
import type { TextFile } from "../../share/file-kinds.ts";
import { type Draft, isRecord, ShareError } from "../../share/state.ts";
import { folders as words } from "../../words/en.ts";
import { changesOf, type DraftKeeping } from "../documents/draft-keeping.ts";
import { type Documents, type Opened, openedOf } from "../documents/list.ts";
import { draftOf, type Sample } from "../documents/samples.ts";
import { Table } from "../documents/table.ts";
import type { Model } from "../model.ts";
import type { Notice } from "../problems.ts";
import { store, stored, storedKeys } from "../storage.ts";
import { ChangedError, type Folder, FolderError, type FolderFile } from "./folder.ts";
import { newSources, placeNewParts, textsOf, withTexts } from "./parts.ts";

/** A text of a file that is not saved. */
interface Unsaved {
  text: string;
  /** The state of the file that it was made of; none for a file that is new. */
  stamp: string | undefined;
}

interface StoredUnsaved extends Unsaved {
  id: string;
}

/** Milliseconds between two looks at the folder, and after an edit until it is known what is not saved. */
const lookEveryMs = 2000;
const trackAfterMs = 150;

const subject = "folder";

/** When a page may be about to go. */
const leaving = ["pagehide", "visibilitychange"];

const leftKey = (id: string) => `left-unsaved:${id}`;

/** A file as the list of the folder shows it. */
export interface ListedFile {
  path: string;
  isUnsaved: boolean;
  /** It is a part of the document that is open. */
  isShown: boolean;
}

export class FolderWork {
  private disk = new Map<string, FolderFile>();
  private unsaved = new Map<string, Unsaved>();
  /** Files that were changed in the folder and here. */
  private readonly conflicts = new Set<string>();
  private sources = new Map<string, Sources>();
  private readonly table = new Table<StoredUnsaved>("unsaved");
  private tracking: ReturnType<typeof setTimeout> | undefined;
  private looking: ReturnType<typeof setInterval> | undefined;
  private isLooking = false;
  private isSaving = false;
  /** Counts savings. */
  private saves = 0;
  private unfollow = () => {};
  private readonly onFocus = () => void this.look();
  /** What is being written into the browser's storage. */
  private readonly writing = new Map<string, Unsaved>();
  private hasFailed = false;
  /** The partials that the texts of the open document called when that was looked at last. */
  private called = "";
  /** Called when there are other files, or others are saved. */
  onChange: () => void = () => {};
  /** Shows what is different on disk. */
  onCompare: () => void = () => {};

  constructor(
    readonly folder: Folder,
    private readonly model: Model,
    private readonly documents: Documents,
    private readonly keeping: DraftKeeping,
    private readonly notice: Notice,
  ) {}

  /** Reads the folder, and what was not saved of it. Rejects with a FolderError. */
  async open(): Promise<void> {
    this.disk = byPath(await this.folder.read());
    for (const one of await this.table.all(this.idOf(""))) {
      if (!isRecord(one) || typeof one.id !== "string" || typeof one.text !== "string") continue;
      this.take(one.id.slice(this.idOf("").length), one.text, one.stamp);
    }
    this.takeLeft();
    this.rebuild();
    this.unfollow = this.model.follow({
      closing: () => this.track(),
      opened: () => this.onChange(),
      changed: () => {
        clearTimeout(this.tracking);
        this.tracking = setTimeout(() => this.track(), trackAfterMs);
      },
    });
    for (const moment of leaving) addEventListener(moment, this.leave);
    if (!this.folder.isReadOnly) {
      this.looking = setInterval(() => {
        if (document.visibilityState === "visible") void this.look();
      }, lookEveryMs);
      addEventListener("focus", this.onFocus);
    }
    this.sayConflict();
  }

  /** Leaves the folder; what is not saved is kept for the next time. */
  close(): void {
    this.track();
    this.unfollow();
    clearInterval(this.looking);
    clearTimeout(this.tracking);
    removeEventListener("focus", this.onFocus);
    for (const moment of leaving) removeEventListener(moment, this.leave);
    this.documents.setFolder([]);
    this.notice(subject, "");
  }

  get files(): ListedFile[] {
    const shown = this.shownSources;
    const own = new Set(shown ? textsOf(this.model.draft, shown).keys() : []);
    const paths = new Set([...this.disk.keys(), ...this.unsaved.keys()]);
    return [...paths].sort().map((path) => ({
      path,
      isUnsaved: this.unsaved.has(path),
      isShown: own.has(path),
    }));
  }

  /** Whether a document is of this folder. */
  has({ id }: Sample): boolean {
    return this.sources.has(id);
  }

  get countUnsaved(): number {
    return this.unsaved.size;
  }

  /** All files as they are here, saved or not. */
  get texts(): TextFile[] {
    return [...new Set([...this.disk.keys(), ...this.unsaved.keys()])].map((path) => ({
      path,
      text: this.textOf(path) ?? "",
    }));
  }

  /** The document that a file is a part of: the one that is open, if it is. */
  documentOf(path: string): { document: Sample; sources: Sources } | undefined {
    const has = (sources: Sources) =>
      sources.whole === path ||
      sources.template === path ||
      sources.data === path ||
      [sources.dataSets, sources.partials, sources.helpers].some((list) =>
        Object.values(list).includes(path),
      );
    const shown = this.shownSources;
    if (shown && has(shown)) return { document: this.model.document, sources: shown };
    for (const [id, sources] of this.sources) {
      const document = this.documents.find(id);
      if (document && has(sources)) return { document, sources };
    }
    return undefined;
  }

  /** A draft of a document with the texts that its files have now: another document may have changed them. */
  overlay(document: Sample, draft: Draft): Draft {
    this.track(); // what is open now may be left for this one
    const sources = this.sources.get(document.id);
    return sources ? withTexts(draft, sources, (path) => this.textOf(path)) : draft;
  }

  /** Adds a document, whose files are there when they are saved. */
  create(name: string, draft: Draft): Sample | undefined {
    const served = this.folder.id === "served" ? ["templates/"] : [];
    const sources = newSources(name, draft, [...this.texts.map(({ path }) => path), ...served]);
    for (const [path, text] of textsOf(draft, sources)) this.set(path, { text, stamp: undefined });
    this.rebuild();
    return this.documents.folder.find(({ id }) => id === `folder:${this.folder.id}/${sources.template}`);
  }

  /** Saves the files of the document that is open, or all. */
  async save(isAll = false): Promise<void> {
    this.track();
    if (this.folder.isReadOnly) {
      this.notice(subject, words.cannotWrite);
      return;
    }
    if (this.isSaving) return;
    this.isSaving = true;
    this.saves++;
    try {
      const shown = this.shownSources;
      const own = new Set(shown ? textsOf(this.model.draft, shown).keys() : []);
      const paths = [...this.unsaved.keys()].filter((path) => isAll || own.has(path));
      const saved: string[] = [];
      for (const path of paths) {
        const { text, stamp } = this.unsaved.get(path) as Unsaved;
        try {
          const now = await this.folder.write(path, text, stamp);
          this.disk.set(path, { path, text, stamp: now });
          this.conflicts.delete(path);
          saved.push(path);
          // What was typed while it was written is not saved.
          if (this.unsaved.get(path)?.text === text) await this.forget(path);
          else this.set(path, { text: this.unsaved.get(path)?.text ?? text, stamp: now });
        } catch (error) {
          if (error instanceof ChangedError) this.conflicts.add(path);
          else if (error instanceof FolderError) {
            this.fail(error, () => void this.save(isAll));
            return;
          } else throw error;
        }
      }
      this.rebuild();
      if (this.conflicts.size > 0) {
        this.isSaving = false;
        await this.look();
        this.sayConflict();
      } else this.notice(subject, saved.length === 0 ? words.nothingToSave : savedWords(saved));
    } finally {
      this.isSaving = false;
    }
  }

  private get shownSources(): Sources | undefined {
    return this.model.isOpen ? this.sources.get(this.model.document.id) : undefined;
  }

  private idOf(path: string): string {
    return `${this.folder.id}\n${path}`;
  }

  private textOf(path: string): string | undefined {
    return this.unsaved.get(path)?.text ?? this.disk.get(path)?.text;
  }

  private set(path: string, unsaved: Unsaved): void {
    this.unsaved.set(path, unsaved);
    this.writing.set(path, unsaved);
    void this.table.put({ id: this.idOf(path), ...unsaved }).then((isWritten) => {
      if (!isWritten || this.writing.get(path) !== unsaved) return;
      this.writing.delete(path);
      store(leftKey(this.idOf(path)), undefined); // the page stayed
    });
  }

  /** The page is about to go: what may not be written yet is left where that takes no time. */
  private readonly leave = (): void => {
    this.track();
    for (const [path, unsaved] of this.writing) store(leftKey(this.idOf(path)), unsaved);
  };

  /** What a page left that went; it is later than what is in the database. */
  private takeLeft(): void {
    const start = leftKey(this.idOf(""));
    for (const key of storedKeys(start)) {
      const left = stored(key);
      store(key, undefined);
      if (!isRecord(left) || typeof left.text !== "string") continue;
      const path = key.slice(start.length);
      this.take(path, left.text, left.stamp);
      const taken = this.unsaved.get(path);
      if (taken) this.set(path, taken);
    }
  }

  /** Takes a text that was not saved the last time. */
  private take(path: string, text: string, stamp: unknown): void {
    const file = this.disk.get(path);
    if (file?.text === text) {
      void this.forget(path);
      return;
    }
    const known = typeof stamp === "string" ? stamp : undefined;
    this.unsaved.set(path, { text, stamp: known });
    if (file && file.stamp !== known && !this.folder.isReadOnly) this.conflicts.add(path);
  }

  private async forget(path: string): Promise<void> {
    this.unsaved.delete(path);
    this.writing.delete(path);
    this.conflicts.delete(path);
    store(leftKey(this.idOf(path)), undefined);
    await this.table.remove([this.idOf(path)]);
  }

  /** Looks at what of the document that is open is not saved. */
  private track(): void {
    clearTimeout(this.tracking);
    const sources = this.shownSources;
    if (!sources) return;
    const { draft } = this.model;
    let isOther = placeNewParts(draft, sources, [...this.disk.keys()]);
    for (const [path, text] of textsOf(draft, sources)) {
      const file = this.disk.get(path);
      const before = this.unsaved.get(path);
      if (file?.text === text) {
        if (before) void this.forget(path);
      } else if (before?.text !== text) {
        this.set(path, { text, stamp: before ? before.stamp : file?.stamp });
        isOther ||= file === undefined && before === undefined;
      }
    }
    const called = [draft.template, ...Object.values(draft.partials)].flatMap(calledIn).join("\n");
    if (isOther || called !== this.called) this.takeCalled();
    this.called = called;
    this.onChange();
  }

  /** A template that calls more partials of the folder gets them. */
  private takeCalled(): void {
    const { id } = this.model.document;
    this.rebuild();
    const { draft } = this.model;
    const sources = this.sources.get(id);
    const missing = Object.entries(sources?.partials ?? {}).filter(
      ([name]) => !Object.hasOwn(draft.partials, name),
    );
    if (missing.length === 0) return;
    const partials = Object.fromEntries(missing.map(([name, path]) => [name, this.textOf(path) ?? ""]));
    this.model.change({ partials: { ...draft.partials, ...partials } });
  }

  /** Makes the documents of the files as they are here. */
  private rebuild(): void {
    const shown = this.model.isOpen ? this.model.document.id : undefined;
    const shownSources = this.shownSources;
    let found: ReturnType<typeof documentsOf>;
    try {
      found = documentsOf(this.texts);
    } catch (error) {
      if (!(error instanceof ShareError)) throw error;
      this.notice(subject, error.message);
      return;
    }
    const sources = new Map<string, Sources>();
    const documents = found.documents.map((document, i): Opened => {
      const own = found.sources[i] as Sources;
      const id = `folder:${this.folder.id}/${own.whole ?? own.template ?? document.title}`;
      const known = id === shown && shownSources ? joined(own, shownSources) : own;
      sources.set(id, known);
      const opened = openedOf(id, document.title, document, "folder");
      return { ...opened, ...withTexts(draftOf(opened), known, (path) => this.disk.get(path)?.text) };
    });
    this.sources = sources;
    this.documents.setFolder(documents);
    const current = documents.find(({ id }) => id === shown);
    if (current) this.keeping.rebase(current);
    this.onChange();
  }

  /** Looks whether the folder has changed. */
  private async look(): Promise<void> {
    if (this.isLooking || this.isSaving) return;
    this.isLooking = true;
    try {
      const stamps = await this.folder.stamps();
      const isSame =
        stamps.size === this.disk.size &&
        [...this.disk].every(([path, { stamp }]) => stamps.get(path) === stamp);
      if (this.hasFailed) this.notice(subject, "");
      this.hasFailed = false;
      if (isSame) return;
      const { saves } = this;
      const files = byPath(await this.folder.read());
      // What was read while files were written may be half of it: the next look sees all.
      if (saves === this.saves && !this.isSaving) this.takeIn(files);
    } catch (error) {
      if (!(error instanceof FolderError)) throw error;
      if (!this.hasFailed) this.fail(error, () => void this.look());
      this.hasFailed = true;
    } finally {
      this.isLooking = false;
    }
  }

  private takeIn(now: Map<string, FolderFile>): void {
    this.track();
    const before = this.disk;
    const own = new Set(this.shownSources ? textsOf(this.model.draft, this.shownSources).keys() : []);
    const taken: string[] = [];
    const gone: string[] = [];
    for (const path of new Set([...before.keys(), ...now.keys()])) {
      const [old, file] = [before.get(path), now.get(path)];
      if (old?.text === file?.text) continue;
      const mine = this.unsaved.get(path);
      if (mine && file?.text === mine.text) void this.forget(path);
      else if (mine && file) this.conflicts.add(path);
      else if (mine) this.set(path, { text: mine.text, stamp: undefined });
      else if (!file && old && own.has(path)) {
        // What is open does not go away below the person's hands.
        this.set(path, { text: old.text, stamp: undefined });
        gone.push(path);
      } else taken.push(path);
    }
    // The stamps of files whose texts are the same are new all the same.
    for (const [path, unsaved] of this.unsaved) {
      const [old, file] = [before.get(path), now.get(path)];
      if (file && old?.text === file.text && unsaved.stamp === old.stamp)
        this.set(path, { ...unsaved, stamp: file.stamp });
    }
    this.disk = now;
    this.rebuild();
    const changes = this.newTexts();
    if (changes) this.model.change(changes);
    if (gone.length > 0) this.notice(subject, words.gone(listed(gone)));
    else if (taken.some((path) => own.has(path))) this.notice(subject, words.taken(listed(taken)));
    this.sayConflict();
  }

  /** What of the open document is not what its files are now; undefined if nothing is. */
  private newTexts(): Partial<Draft> | undefined {
    const sources = this.shownSources;
    if (!sources) return undefined;
    const { draft } = this.model;
    const changes = changesOf(
      draft,
      withTexts(draft, sources, (path) => this.textOf(path)),
    );
    return Object.keys(changes).length > 0 ? changes : undefined;
  }

  private sayConflict(): void {
    const [path] = this.conflicts;
    if (path === undefined) return;
    const settle = (act: () => void) => () => {
      this.notice(subject, "");
      act();
      this.rebuild();
      this.sayConflict();
    };
    this.notice(
      subject,
      words.conflict(path),
      {
        label: words.takeTheirs,
        act: settle(() => {
          void this.forget(path);
          const changes = this.newTexts();
          // What was here can be had back by undoing, and by comparing.
          if (changes) void this.keeping.replace({ ...this.model.draft, ...changes }, words.beforeTheirs);
        }),
      },
      {
        label: words.keepMine,
        act: settle(() => {
          this.conflicts.delete(path);
          const text = this.unsaved.get(path)?.text;
          if (text !== undefined) this.set(path, { text, stamp: this.disk.get(path)?.stamp });
        }),
      },
      { label: words.compare, act: () => this.onCompare() },
    );
  }

  private fail(error: FolderError, again: () => void): void {
    this.notice(subject, words.failed(error.message), {
      label: words.tryAgain,
      act: again,
    });
  }
}

const byPath = (files: FolderFile[]): Map<string, FolderFile> =>
  new Map(files.map((file) => [file.path, file]));

/** What files say, and the places that parts without a file were given. */
const joined = (found: Sources, given: Sources): Sources => ({
  ...given,
  ...found,
  dataSets: { ...given.dataSets, ...found.dataSets },
  partials: { ...given.partials, ...found.partials },
  helpers: { ...given.helpers, ...found.helpers },
});

const listed = (paths: string[]): string =>
  paths.length <= 2 ? paths.join(" and ") : words.andMore(String(paths[0]), paths.length - 1);

const savedWords = (paths: string[]): string => words.saved(listed(paths));
