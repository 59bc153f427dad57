// The documents of the page: samples of the site, and the person's own: new ones, and what was opened from links and files.
// They are kept in this browser; a draft of one never touches another.

import { checked, draftFrom, isRecord, type Looked, type Shared, sharedOf } from "../../share/state.ts";
import { documents as words } from "../../words/en.ts";
import { setting, store, stored } from "../storage.ts";
import { draftIds, writeVersion } from "./draft-keeper.ts";
import type { Sample } from "./samples.ts";
import { forgetStates } from "./states.ts";
import { Table } from "./table.ts";
import type { Tabs } from "./tabs.ts";

/** How many documents of links are kept that the person has not changed. */
const maxUnchangedLinks = 12;

/** Milliseconds for which a deleted document can be brought back. */
const deletedForMs = 30 * 24 * 3600_000;

/** Where a document came from: made here, from whoever sent a link, from a file, from a folder that is open. */
type Origin = "own" | "link" | "file" | "folder";

/** A document of the person's. */
export interface Opened extends Sample {
  origin: Origin;
  /** The sample that it was made of. */
  base?: string;
  /** When it was made or opened, in milliseconds since 1970. */
  at: number;
  /** When it was deleted. */
  deleted?: number;
}

export class Documents {
  private own: Opened[] = [];
  /** Documents of the folder that is open. */
  private ofFolder: Opened[] = [];
  private readonly table = new Table<Opened>("document");
  private readonly followers: (() => void)[] = [];

  constructor(
    readonly samples: Sample[],
    private readonly tabs: Tabs,
  ) {
    tabs.follow(({ documents }) => {
      if (documents) void this.load();
    });
  }

  /** Calls back when there are other documents, or other names. */
  follow(follower: () => void): void {
    this.followers.push(follower);
  }

  async load(): Promise<void> {
    await this.takeOver();
    const all = (await this.table.all()).flatMap(openedFrom);
    const tooOld = all.filter(({ deleted }) => deleted !== undefined && Date.now() - deleted > deletedForMs);
    for (const { id } of tooOld) {
      await writeVersion(id, undefined);
      await forgetStates(id);
      await this.table.remove([id]);
    }
    this.own = all.filter((one) => !tooOld.includes(one)).sort((a, b) => b.at - a.at);
    this.tell();
  }

  /** The person's documents, the last one first. */
  get yours(): Opened[] {
    return this.own.filter(({ deleted }) => deleted === undefined);
  }

  get deleted(): Opened[] {
    return this.own
      .filter(({ deleted }) => deleted !== undefined)
      .sort((a, b) => (b.deleted ?? 0) - (a.deleted ?? 0));
  }

  get folder(): Opened[] {
    return this.ofFolder;
  }

  /** The folder is the one that the site was made of: its samples are the same documents, as they were then. */
  isServed = false;

  get hidesSamples(): boolean {
    return this.isServed && this.ofFolder.length > 0;
  }

  setFolder(documents: Opened[]): void {
    const names = (list: Opened[]) => list.map(({ id, title }) => `${id}\n${title}`).join("\n");
    const isSame = names(documents) === names(this.ofFolder);
    this.ofFolder = documents;
    if (!isSame) this.tell();
  }

  find(id: string | undefined): Sample | undefined {
    return [...this.samples, ...this.ofFolder, ...this.yours].find((one) => one.id === id);
  }

  /** The document that was shown last, or the first one. */
  last(): Sample {
    const first = this.hidesSamples ? this.ofFolder[0] : undefined;
    const found = this.find(setting("sample")) ?? first ?? this.samples[0];
    if (!found) throw new Error(words.none);
    return found;
  }

  /** The sample of the site that a document was made of. */
  baseOf(document: Sample): Sample | undefined {
    const id = isOpened(document) ? document.base : document.id;
    return this.samples.find((sample) => sample.id === id);
  }

  /** Adds documents, or takes the place of those of the same ids. Tells whether there was room to keep them. */
  async add(...documents: Opened[]): Promise<boolean> {
    const ids = new Set(documents.map(({ id }) => id));
    this.own = [...documents, ...this.own.filter(({ id }) => !ids.has(id))];
    this.tell();
    const written = await Promise.all(documents.map((document) => this.table.put(document)));
    await this.dropLinks();
    this.tabs.post({ documents: true });
    return written.every((one) => one);
  }

  async change(id: string, changes: Partial<Pick<Opened, "title" | "deleted">>): Promise<void> {
    const found = this.own.find((one) => one.id === id);
    if (!found) return;
    const { deleted: _, ...rest } = found;
    const changed: Opened = { ...rest, ...changes };
    this.own = this.own.map((one) => (one === found ? changed : one));
    this.tell();
    await this.table.put(changed);
    this.tabs.post({ documents: true });
  }

  /** A title that no other document has. */
  freeTitle(title: string): string {
    const titles = new Set([...this.samples, ...this.ofFolder, ...this.yours].map((one) => one.title));
    for (let i = 1; ; i++) {
      const one = i === 1 ? title : `${title} ${i}`;
      if (!titles.has(one)) return one;
    }
  }

  private tell(): void {
    for (const follower of this.followers) follower();
  }

  /** Links that were only looked at go when many have come. */
  private async dropLinks(): Promise<void> {
    const changed = new Set(await draftIds());
    const unchanged = this.own.filter(({ id, origin }) => origin === "link" && !changed.has(id));
    const gone = unchanged.slice(maxUnchangedLinks);
    if (gone.length === 0) return;
    this.own = this.own.filter((one) => !gone.includes(one));
    await this.table.remove(gone.map(({ id }) => id));
  }

  /** Documents that earlier versions of Livebars kept. */
  private async takeOver(): Promise<void> {
    const earlier = stored("opened");
    if (!Array.isArray(earlier)) return;
    const now = Date.now();
    const documents = earlier.flatMap((one, i) =>
      isRecord(one)
        ? openedFrom({ ...one, origin: one.linked === false ? "file" : "link", at: now - i })
        : [],
    );
    const written = await Promise.all(documents.map((document) => this.table.put(document)));
    if (written.every((one) => one)) store("opened", undefined);
  }
}

export const isOpened = (document: Sample): document is Opened => "origin" in document;

/** Whether a document came by a link. */
export const isLinked = (document: Sample): boolean => isOpened(document) && document.origin === "link";

export function openedOf(id: string, title: string, state: Shared, origin: Origin, base?: string): Opened {
  return { id, title, ...draftFrom(state), origin, at: Date.now(), ...(base === undefined ? {} : { base }) };
}

/** A name for a document that no other one has. */
export const newId = (): string => `own:${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;

/** A document as it was written, if that is one. */
export function openedFrom(value: unknown): Opened[] {
  if (!isRecord(value) || typeof value.id !== "string" || typeof value.title !== "string") return [];
  const { id, title, origin, base, at, deleted } = value;
  const known = origin === "own" || origin === "file" ? origin : "link";
  const looked: Looked = { view: "page", dataSet: "" };
  try {
    const state = sharedOf(draftFrom(checked(value)), looked);
    return [
      {
        ...openedOf(id, title, state, known, typeof base === "string" ? base : undefined),
        at: typeof at === "number" ? at : 0,
        ...(typeof deleted === "number" ? { deleted } : {}),
      },
    ];
  } catch {
    return [];
  }
}
