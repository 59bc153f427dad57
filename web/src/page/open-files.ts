// Files that a person opens or drops onto the page, as texts with their paths.

import { decodeFile } from "../share/decode-file.ts";
import { largestOpening } from "../share/file.ts";
import { isOurs, type TextFile } from "../share/file-kinds.ts";
import { ShareError } from "../share/state.ts";
import { files as words } from "../words/en.ts";

/** Beyond this many files a folder is not what was meant. */
const maxFiles = 2000;

/** Asks for files by the browser's own dialog. */
export async function chooseFiles(): Promise<TextFile[]> {
  const input = document.createElement("input");
  input.multiple = true;
  input.accept =
    ".json,.jsonc,.json5,.yaml,.yml,.hbs,.handlebars,.mustache,.md,.mdx,.html,.htm,.js,.cjs,.mjs";
  return texts(await chosen(input));
}

/** Asks for a folder, and reads what is in it; to be used where a page cannot be given the folder itself. */
export async function chooseFolder(): Promise<TextFile[]> {
  const input = document.createElement("input");
  input.webkitdirectory = true;
  const entries = await chosen(input);
  if (entries.length > maxFiles) throw new ShareError(words.tooMany(maxFiles));
  return texts(entries.filter(({ path }) => isOurs(path) && !isIgnored(path)));
}

/** What a person chooses in the browser's dialog; nothing if it is left. */
function chosen(input: HTMLInputElement): Promise<Entry[]> {
  input.type = "file";
  return new Promise((resolve) => {
    input.addEventListener("cancel", () => resolve([]));
    input.addEventListener("change", () =>
      resolve([...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }))),
    );
    input.click();
  });
}

/** Folders in which nobody writes templates. */
const isIgnored = (path: string): boolean =>
  path.split("/").some((name) => name.startsWith(".") || name === "node_modules");

/** A folder that was dropped alone. */
export interface DroppedFolder {
  /** Where the browser lets a page work in it. */
  handle: Promise<FileSystemDirectoryHandle | undefined>;
  files(): Promise<TextFile[]>;
}

/** Takes files and folders that are dropped anywhere on the page. */
export function acceptDrops(
  open: (files: Promise<TextFile[]>) => void,
  openFolder: ((folder: DroppedFolder) => void) | undefined,
): void {
  const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  const mark = (on: boolean) => document.body.classList.toggle("dropping", on);
  addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    mark(true);
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) mark(false);
  });
  // Before an editor takes the drop as text.
  addEventListener(
    "drop",
    (event) => {
      if (!event.dataTransfer || !holdsFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      mark(false);
      const folder = openFolder && folderOf(event.dataTransfer);
      if (folder) openFolder(folder);
      else open(dropped(event.dataTransfer));
    },
    { capture: true },
  );
}

function folderOf(transfer: DataTransfer): DroppedFolder | undefined {
  const [item, ...others] = [...transfer.items].filter(({ kind }) => kind === "file");
  const entry = item?.webkitGetAsEntry?.();
  if (!item || others.length > 0 || !entry?.isDirectory) return undefined;
  const { getAsFileSystemHandle } = item as DataTransferItem & {
    getAsFileSystemHandle?(): Promise<FileSystemHandle | null>;
  };
  const handle = getAsFileSystemHandle?.call(item).then(
    (found) => (found?.kind === "directory" ? (found as FileSystemDirectoryHandle) : undefined),
    () => undefined,
  );
  return {
    handle: handle ?? Promise.resolve(undefined),
    async files() {
      const found: Entry[] = [];
      await walk(entry, "", found);
      return texts(found);
    },
  };
}

interface Entry {
  path: string;
  file: File;
}

async function dropped(transfer: DataTransfer): Promise<TextFile[]> {
  // Entries are only there until this handler returns.
  const roots = [...transfer.items].map((item) => ({
    entry: item.webkitGetAsEntry?.() ?? null,
    file: item.getAsFile(),
  }));
  const found: Entry[] = [];
  for (const { entry, file } of roots) {
    if (entry?.isDirectory) await walk(entry, "", found);
    else if (file) found.push({ path: file.name, file });
  }
  return texts(found);
}

async function walk(entry: FileSystemEntry, folder: string, found: Entry[]): Promise<void> {
  const path = folder + entry.name;
  if (found.length >= maxFiles) throw new ShareError(words.tooMany(maxFiles));
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    if (isOurs(path)) found.push({ path, file });
    return;
  }
  if (isIgnored(entry.name)) return;
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (entries.length === 0) return;
    for (const one of entries) await walk(one, `${path}/`, found);
  }
}

async function texts(entries: Entry[]): Promise<TextFile[]> {
  const size = entries.reduce((sum, { file }) => sum + file.size, 0);
  if (size > largestOpening) throw new ShareError(words.tooLarge);
  return Promise.all(
    entries.map(async ({ path, file }) => {
      try {
        return { path, text: decodeFile(await file.arrayBuffer(), path) };
      } catch {
        throw new ShareError(words.noText(path));
      }
    }),
  );
}
