// A folder that the person has picked, in engines that let a page work in it (File System Access).

import { decodeFile } from "../../share/decode-file.ts";
import { largestOpening } from "../../share/file.ts";
import { isOurs } from "../../share/file-kinds.ts";
import { isRecord } from "../../share/state.ts";
import { folders as words } from "../../words/en.ts";
import { Table } from "../documents/table.ts";
import { ChangedError, type Folder, FolderError, type FolderFile, isSkipped, maxFiles } from "./folder.ts";

// What TypeScript's library does not know yet.
type Permission = "granted" | "denied" | "prompt";
interface WithPermission {
  queryPermission?(options: { mode: "readwrite" }): Promise<Permission>;
  requestPermission?(options: { mode: "readwrite" }): Promise<Permission>;
}
type Directory = FileSystemDirectoryHandle & WithPermission & { values(): AsyncIterable<FileSystemHandle> };
type Picker = (options: { id: string; mode: "readwrite" }) => Promise<Directory>;

const picker = (): Picker | undefined =>
  (window as unknown as { showDirectoryPicker?: Picker }).showDirectoryPicker?.bind(window);

interface StoredFolder {
  id: string;
  handle: Directory;
  /** It was open the last time; others are known by their handles, for what is not saved of them. */
  isOpen: boolean;
}

const table = new Table<StoredFolder>("folder");

const stampOf = ({ lastModified, size }: File): string => `${lastModified}-${size}`;

export class PickedFolder implements Folder {
  readonly isReadOnly = false;

  constructor(
    readonly id: string,
    private readonly handle: Directory,
  ) {}

  get name(): string {
    return this.handle.name;
  }

  /** Whether the folder may be used now; without the person's leave the browser must ask again. */
  async permission(): Promise<Permission> {
    return (await this.handle.queryPermission?.({ mode: "readwrite" })) ?? "granted";
  }

  /** Asks the person, after a click. */
  async ask(): Promise<boolean> {
    return ((await this.handle.requestPermission?.({ mode: "readwrite" })) ?? "granted") === "granted";
  }

  /** Remembers whether it is open, and no other folder. */
  async keep(isOpen: boolean): Promise<void> {
    for (const other of await storedFolders()) if (other.isOpen) await table.put({ ...other, isOpen: false });
    await table.put({ id: this.id, handle: this.handle, isOpen });
  }

  async read(): Promise<FolderFile[]> {
    const files: FolderFile[] = [];
    let size = 0;
    for (const [path, file] of await this.files()) {
      size += file.size;
      if (size > largestOpening) throw new FolderError(words.tooLarge);
      const text = decodedText(await file.arrayBuffer().catch(failed), path);
      if (text !== undefined) files.push({ path, text, stamp: stampOf(file) });
    }
    return files;
  }

  async stamps(): Promise<Map<string, string>> {
    return new Map((await this.files()).map(([path, file]) => [path, stampOf(file)]));
  }

  async write(path: string, text: string, stamp: string | undefined): Promise<string> {
    try {
      const names = path.split("/");
      const name = names.pop() ?? "";
      let directory: FileSystemDirectoryHandle = this.handle;
      for (const part of names) directory = await directory.getDirectoryHandle(part, { create: true });
      const there = await directory.getFileHandle(name).catch((error: DOMException) => {
        if (error.name === "NotFoundError") return undefined;
        throw error;
      });
      const now = there && stampOf(await there.getFile());
      if (now !== stamp) throw new ChangedError(path);
      const handle = there ?? (await directory.getFileHandle(name, { create: true }));
      // The browser writes beside the file, and puts it in its place when it is closed.
      const writable = await handle.createWritable();
      await writable.write(text);
      await writable.close();
      return stampOf(await handle.getFile());
    } catch (error) {
      if (error instanceof ChangedError) throw error;
      return failed(error);
    }
  }

  private async files(): Promise<[string, File][]> {
    const found: [string, File][] = [];
    const walk = async (directory: Directory, before: string): Promise<void> => {
      for await (const entry of directory.values()) {
        if (isSkipped(entry.name)) continue;
        const path = before + entry.name;
        if (entry.kind === "directory") await walk(entry as Directory, `${path}/`);
        else if (isOurs(path)) {
          if (found.length >= maxFiles) throw new FolderError(words.tooMany(maxFiles));
          found.push([path, await (entry as FileSystemFileHandle).getFile()]);
        }
      }
    };
    try {
      await walk(this.handle, "");
    } catch (error) {
      return failed(error);
    }
    return found;
  }
}

function failed(error: unknown): never {
  if (error instanceof FolderError) throw error;
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") throw new FolderError(words.noPermission);
  if (name === "NotFoundError") throw new FolderError(words.missing);
  if (name === "QuotaExceededError") throw new FolderError(words.diskFull);
  throw new FolderError(error instanceof Error ? error.message : words.unusable);
}

/** The text of a file; none if it is not UTF-8: it is no template then. */
function decodedText(bytes: ArrayBuffer, path: string): string | undefined {
  try {
    return decodeFile(bytes, path);
  } catch {
    return undefined;
  }
}

/** Asks the person for a folder; nothing if they leave. */
export async function pickFolder(): Promise<PickedFolder | undefined> {
  try {
    const handle = await picker()?.({ id: "templates", mode: "readwrite" });
    return handle && (await known(handle));
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    throw error;
  }
}

/** The folder of a handle: with the id that it had before, if it was open before. */
export async function known(handle: FileSystemDirectoryHandle): Promise<PickedFolder> {
  for (const folder of await storedFolders())
    if (await folder.handle.isSameEntry(handle)) return new PickedFolder(folder.id, handle as Directory);
  const id = `picked-${crypto.getRandomValues(new Uint32Array(3)).join("-")}`;
  return new PickedFolder(id, handle as Directory);
}

/** The folder that was open the last time. */
export async function lastFolder(): Promise<PickedFolder | undefined> {
  const last = (await storedFolders()).find(({ isOpen }) => isOpen);
  return last && new PickedFolder(last.id, last.handle);
}

async function storedFolders(): Promise<StoredFolder[]> {
  return (await table.all()).filter(
    (one): one is StoredFolder & Record<string, unknown> =>
      isRecord(one) &&
      typeof one.id === "string" &&
      typeof one.isOpen === "boolean" &&
      one.handle instanceof (globalThis.FileSystemDirectoryHandle ?? Object),
  );
}
