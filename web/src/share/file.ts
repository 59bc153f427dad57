// Files that Livebars writes: `NAME.livebars.json` holds a page, `livebars-documents.json` all documents of a person.
import { shared as words } from "../words/en.ts";
import type { TitledDocument } from "./documents.ts";
import { fileSuffix, type TextFile } from "./file-kinds.ts";
import { bounded, checked, draftFrom, isRecord, type Shared, ShareError, sharedOf } from "./state.ts";

const version = 1;

/** Bytes of all the files that are opened at one go. */
export const largestOpening = 64 * 1024 * 1024;

export function fileOf(state: Shared): string {
  return `${JSON.stringify({ livebars: version, ...state }, null, 2)}\n`;
}

/** A file of many documents. */
export const backupOf = (documents: unknown[]): string =>
  `${JSON.stringify({ livebars: version, documents }, null, 1)}\n`;

/** Reads a file that Livebars made. */
export function parsedFile({ path, text }: TextFile): { documents: TitledDocument[]; backup?: unknown[] } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ShareError(words.fileNoJson(path));
  }
  const number = isRecord(value) ? value.livebars : undefined;
  if (!isRecord(value) || typeof number !== "number") throw new ShareError(words.noFile(path));
  if (number > version) throw new ShareError(words.newerFile(path));
  if (Array.isArray(value.documents)) return { documents: [], backup: value.documents };
  try {
    const state = bounded(checked(value));
    const looked = { view: state.view ?? "page", dataSet: state.dataSet ?? "" } as const;
    return { documents: [{ ...sharedOf(draftFrom(state), looked), title: titleOf(path) }] };
  } catch (error) {
    if (error instanceof ShareError) throw error;
    throw new ShareError(words.damagedFile(path));
  }
}

/** The name of a file without its ending, and without what a browser adds to a name that is taken. */
function titleOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const title = name.toLowerCase().endsWith(fileSuffix)
    ? name.slice(0, -fileSuffix.length)
    : name.replace(/(?:\.livebars)?(?: ?\(\d+\))?\.json$/i, "");
  return title || path;
}
