// Records of the person in this browser's IndexedDB. Where that is missing or switched off they are in localStorage, which
// holds less: a few megabytes.
import { type IDBPDatabase, type IDBPObjectStore, openDB } from "idb";
import { store, stored, storedKeys } from "../storage.ts";

const databaseName = "livebars";
const databaseVersion = 1;

/** `draft`: the person's versions of documents. `document`: documents beside the samples. `state`: earlier states of drafts. `folder`: folders that were opened. `unsaved`: texts of files that are not written yet. */
const tables = ["draft", "document", "state", "folder", "unsaved"] as const;

type TableName = (typeof tables)[number];

/** Milliseconds after which a database that neither opens nor fails is taken for missing. */
const openingTimeMs = 4000;

let opening: Promise<IDBPDatabase | undefined> | undefined;

function database(): Promise<IDBPDatabase | undefined> {
  opening ??= Promise.race([
    open().catch(() => undefined),
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), openingTimeMs)),
  ]);
  return opening;
}

/** `async`, for to name `indexedDB` is an error where it is forbidden. */
async function open(): Promise<IDBPDatabase> {
  return openDB(databaseName, databaseVersion, {
    upgrade(db) {
      for (const table of tables)
        if (!db.objectStoreNames.contains(table)) db.createObjectStore(table, { keyPath: "id" });
    },
    // Another tab has a newer Livebars: it is not kept waiting, and this tab opens the database anew when it needs it.
    blocking(_now, _next, event) {
      (event.target as IDBDatabase).close();
      opening = undefined;
    },
    terminated() {
      opening = undefined;
    },
  });
}

/** Whether records are in IndexedDB, and not in localStorage. */
export const hasDatabase = async (): Promise<boolean> => (await database()) !== undefined;

interface Identified {
  id: string;
}

/** Records by id. What is read is of whoever wrote it: callers check it. */
export class Table<T extends Identified> {
  constructor(private readonly name: TableName) {}

  async get(id: string): Promise<unknown> {
    const db = await database();
    return db ? db.get(this.name, id).catch(() => undefined) : (stored(this.key(id)) ?? undefined);
  }

  /** All records whose id begins with a text, in the order of their ids. */
  async all(start = ""): Promise<unknown[]> {
    const db = await database();
    if (db) return db.getAll(this.name, rangeOf(start)).catch(() => []);
    return this.storedIds(start).map((id) => stored(this.key(id)));
  }

  /** The ids that begin with a text, in order. */
  async ids(start = ""): Promise<string[]> {
    const db = await database();
    if (db)
      return db
        .getAllKeys(this.name, rangeOf(start))
        .then((keys) => keys.map(String))
        .catch(() => []);
    return this.storedIds(start);
  }

  /** Writes a record; tells whether there was room for it. */
  async put(record: T): Promise<boolean> {
    const written = await this.write((table) => [table.put(record)]);
    return written ?? store(this.key(record.id), record);
  }

  async remove(ids: string[]): Promise<boolean> {
    const written = await this.write((table) => ids.map((id) => table.delete(id)));
    return written ?? ids.every((id) => store(this.key(id), undefined));
  }

  /** Tells whether the work was done; undefined where there is no database. */
  private async write(
    work: (table: IDBPObjectStore<unknown, TableName[], TableName, "readwrite">) => Promise<unknown>[],
    isSecond = false,
  ): Promise<boolean | undefined> {
    const db = await database();
    if (!db) return undefined;
    try {
      const transaction = db.transaction<TableName[], "readwrite">([this.name], "readwrite");
      const requests = work(transaction.objectStore(this.name));
      transaction.commit(); // now: the page may be about to go
      await Promise.all([...requests, transaction.done]);
      return true;
    } catch (error) {
      const isClosed = error instanceof DOMException && error.name === "InvalidStateError";
      if (!isClosed || isSecond) return false;
      opening = undefined; // it is opened anew
      return this.write(work, true);
    }
  }

  private storedIds(start: string): string[] {
    const prefix = this.key("");
    return storedKeys(prefix + start)
      .map((key) => key.slice(prefix.length))
      .sort();
  }

  private key(id: string): string {
    return `${this.name}:${id}`;
  }
}

const rangeOf = (start: string): IDBKeyRange | undefined =>
  start === "" ? undefined : IDBKeyRange.bound(start, `${start}\uffff`);
