// What an element shows, as its markup says it, in one number: a page that was made of it is known to be of this markup.
import { sourceAttributes } from "./source.ts";

/** A script element of the markup. */
export interface SourceScript {
  type: string;
  partial: string | undefined;
  text: string;
}

/** The fingerprint of an element with these attributes and script elements. */
export function fingerprint(attributes: ReadonlyMap<string, string>, scripts: SourceScript[]): string {
  const named = [...sourceAttributes, "images"].map((name) => attributes.get(name) ?? null);
  const texts = scripts.map(({ type, partial, text }) => [type, partial ?? null, text]);
  return hash(JSON.stringify([named, texts]));
}

/** 64 bits of a text as hexadecimal digits: FNV-1a, once for the characters and once for them with their places. */
function hash(text: string): string {
  let [one, two] = [0x811c9dc5, 0x9e3779b9];
  for (let i = 0; i < text.length; i++) {
    one = Math.imul(one ^ text.charCodeAt(i), 0x01000193);
    two = Math.imul(two ^ (text.charCodeAt(i) + i), 0x01000193);
  }
  return [one, two].map((part) => (part >>> 0).toString(16).padStart(8, "0")).join("");
}
