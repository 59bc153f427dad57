// The text of a file. A byte order mark at the start of a template is a character of it, as for a build that reads the
// file with Node; JSON must not begin with one.

/** Throws a TypeError if the bytes are not UTF-8. */
export function decodeFile(bytes: ArrayBuffer, name: string): string {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  return name.endsWith(".json") ? text.replace(/^\uFEFF/, "") : text;
}
