// Files as one zip file.
import { strToU8, zipSync } from "fflate";
import type { TextFile } from "../../share/file-kinds.ts";
import type { Draft } from "../../share/state.ts";
import { newSources, textsOf } from "./parts.ts";

export function zipOf(files: TextFile[]): Blob {
  const entries = Object.fromEntries(files.map(({ path, text }) => [path, strToU8(text)]));
  return new Blob([zipSync(entries, { level: 6 }) as Uint8Array<ArrayBuffer>], { type: "application/zip" });
}

/** A document as files, named as a folder would have them. */
export function filesOf(title: string, draft: Draft): TextFile[] {
  const sources = newSources(title.replaceAll("/", "-"), draft, []);
  return [...textsOf(draft, sources)].map(([path, text]) => ({ path, text }));
}
