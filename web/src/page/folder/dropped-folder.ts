// A folder that was dropped where a page cannot work in folders: its files are kept in this browser, and go out as a zip file.

import type { TextFile } from "../../share/file-kinds.ts";
import { isRecord } from "../../share/state.ts";
import { folders as words } from "../../words/en.ts";
import { Table } from "../documents/table.ts";
import type { Folder, FolderFile } from "./folder.ts";

interface StoredFolder {
  id: string;
  name: string;
  files: TextFile[];
}

const table = new Table<StoredFolder>("folder");

const stamp = "dropped";

/** How the ids of such folders begin. */
const start = "dropped-";

export class DroppedFolder implements Folder {
  readonly isReadOnly = true;

  constructor(
    readonly id: string,
    readonly name: string,
    private readonly files: TextFile[],
  ) {}

  /** Keeps the files while it is open. What was changed in them is kept beyond that. */
  async keep(isOpen: boolean): Promise<void> {
    const others = (await table.ids()).filter((id) => id.startsWith(start) && id !== this.id);
    await table.remove(isOpen ? others : [...others, this.id]);
    if (isOpen) await table.put({ id: this.id, name: this.name, files: this.files });
  }

  async read(): Promise<FolderFile[]> {
    return this.files.map((file) => ({ ...file, stamp }));
  }

  async stamps(): Promise<Map<string, string>> {
    return new Map(this.files.map(({ path }) => [path, stamp]));
  }

  write(): Promise<string> {
    throw new Error(words.readOnly);
  }
}

/** A folder of dropped files, whose paths begin with its name. */
export function droppedFolder(files: TextFile[]): DroppedFolder {
  const [name = "folder"] = files[0]?.path.split("/") ?? [];
  const isOne = files.every(({ path }) => path.startsWith(`${name}/`));
  const within = isOne ? files.map(({ path, text }) => ({ path: path.slice(name.length + 1), text })) : files;
  return new DroppedFolder(`${start}${name}`, isOne ? name : "folder", within);
}

export async function lastDroppedFolder(): Promise<DroppedFolder | undefined> {
  const [last] = await table.all(start);
  if (!isRecord(last) || typeof last.id !== "string" || !Array.isArray(last.files)) return undefined;
  const files = last.files.filter(
    (one): one is TextFile => isRecord(one) && typeof one.path === "string" && typeof one.text === "string",
  );
  return new DroppedFolder(last.id, String(last.name), files);
}
