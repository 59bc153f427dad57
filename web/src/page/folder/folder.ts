// A folder of templates: what the page reads of it and writes into it.
import type { TextFile } from "../../share/file-kinds.ts";

/** A file of a folder. */
export interface FolderFile extends TextFile {
  /** Tells the states of the file apart. */
  stamp: string;
}

/** A file is not what it was when it was read. */
export class ChangedError extends Error {}

/** The folder is gone, or may no longer be read or written. */
export class FolderError extends Error {}

export interface Folder {
  /** Tells folders apart, over reloads. */
  readonly id: string;
  readonly name: string;
  /** What it is kept in, if it cannot be written into. */
  readonly isReadOnly: boolean;
  /** All files that may be parts of documents. Rejects with a FolderError. */
  read(): Promise<FolderFile[]>;
  /** The states of these files by path: much cheaper than to read them. Rejects with a FolderError. */
  stamps(): Promise<Map<string, string>>;
  /**
   * Writes a file; `stamp` is the state that the person has seen, and undefined for a file that is new. Gives the new state.
   * Rejects with a ChangedError if the file is another one by now, with a FolderError if it cannot be written.
   */
  write(path: string, text: string, stamp: string | undefined): Promise<string>;
  /** Remembers whether the folder is open, to open it again the next time. */
  keep?(isOpen: boolean): Promise<void>;
}

/** Beyond this many files a folder is not what was meant. */
export const maxFiles = 2000;

/** Folders that hold no templates of a person. */
export const isSkipped = (name: string): boolean => name.startsWith(".") || name === "node_modules";
