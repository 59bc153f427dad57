// Links that hold a page: `VERSION.LENGTH.PAYLOAD` in the fragment of the address, which no server sees. The payload
// is JSON, compressed (RFC 1950: its checksum finds damage), in base64url. What equals the sample is left out.
import { shared as words } from "../words/en.ts";
import type { Base } from "./contract.d.ts";
import {
  bounded,
  checked,
  type Draft,
  draftFrom,
  fields,
  isRecord,
  namedFields,
  type Shared,
  ShareError,
  sameField,
  samePart,
  sharedOf,
} from "./state.ts";

const version = 1;

/** Bytes of what a link may hold when it is unpacked. */
export const largestState = 16 * 1024 * 1024;

/** Some chat programs cut longer links. */
export const safeLength = 8000;

/** Whether a fragment was meant as a link of Livebars, sound or not. */
export const isLink = (fragment: string): boolean => /^\d+\./.test(fragment);

export async function encodeLink(state: Shared, base?: Base): Promise<string> {
  bounded(state); // what could not be opened is not sent
  const bytes = new TextEncoder().encode(JSON.stringify(record(state, base)));
  if (bytes.length > largestState) throw new ShareError(words.tooLargeForLink);
  const payload = base64url(await packed(bytes));
  return `${version}.${payload.length.toString(36)}.${payload}`;
}

/** What of a state differs from the sample that it was made of. */
function record(given: Shared, base?: Base): Record<string, unknown> {
  const from = draftFrom(base ?? {});
  const state = draftFrom(given);
  const out: Record<string, unknown> = base ? { sample: base.id, mark: fingerprint(from) } : {};
  for (const field of fields) if (!sameField(state, from, field)) out[field] = state[field];
  for (const field of namedFields) {
    const names = new Set([...Object.keys(state[field]), ...Object.keys(from[field])]);
    const part = (draft: Draft, name: string) =>
      Object.hasOwn(draft[field], name) ? draft[field][name] : undefined;
    const parts = [...names]
      .filter((name) => !samePart(part(state, name), part(from, name)))
      .map((name) => [name, part(state, name) ?? null] as const);
    if (parts.length > 0) out[field] = Object.fromEntries(parts);
  }
  if (given.dataSet) out.dataSet = given.dataSet;
  if (given.view !== "page") out.view = given.view;
  return out;
}

export interface Opened<B extends Base> {
  state: Shared;
  /** The sample that the link refers to. */
  base: B | undefined;
  /** The sample is another one than when the link was made. */
  changed: boolean;
}

/** Opens a fragment. A ShareError says what is wrong with it. */
export async function decodeLink<B extends Base>(
  fragment: string,
  baseOf: (id: string) => B | undefined,
): Promise<Opened<B>> {
  const bytes = await unpacked(payloadOf(fragment));
  let value: unknown;
  let given: Partial<Shared>;
  const removed: Record<(typeof namedFields)[number], string[]> = { partials: [], dataSets: [] };
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (!isRecord(value)) throw new Error("no record");
    const there: Record<string, unknown> = { ...value };
    for (const field of namedFields) {
      const parts = value[field];
      if (!isRecord(parts)) continue;
      removed[field] = Object.keys(parts).filter((name) => parts[name] === null);
      there[field] = Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== null));
    }
    given = bounded(checked(there));
  } catch (error) {
    if (error instanceof ShareError) throw error;
    throw new ShareError(words.noPage);
  }
  let base: B | undefined;
  if (value.sample !== undefined) {
    base = typeof value.sample === "string" ? baseOf(value.sample) : undefined;
    if (!base) throw new ShareError(words.noSample(String(value.sample).slice(0, 80)));
  }
  const from: Draft = draftFrom(base ?? {});
  /** The parts of the sample, with those that the link adds and without those that it takes away. */
  const parts = (field: (typeof namedFields)[number]) =>
    Object.fromEntries(
      Object.entries({ ...from[field], ...given[field] }).filter(([name]) => !removed[field].includes(name)),
    );
  const draft = draftFrom({
    ...from,
    ...given,
    partials: parts("partials") as Draft["partials"],
    dataSets: parts("dataSets") as Draft["dataSets"],
  });
  return {
    state: sharedOf(draft, { view: given.view ?? "page", dataSet: given.dataSet ?? "" }),
    base,
    changed: base !== undefined && value.mark !== fingerprint(from),
  };
}

function payloadOf(fragment: string): string {
  const [number, size, payload = ""] = fragment.split(".", 3);
  if (!number || !/^\d{1,6}$/.test(number)) throw new ShareError(words.noLink);
  if (Number(number) > version) throw new ShareError(words.newerLink);
  const length = /^[0-9a-z]{1,8}$/.test(size ?? "") ? Number.parseInt(size ?? "", 36) : Number.NaN;
  if (Number(number) < 1 || Number.isNaN(length)) throw new ShareError(damaged);
  if (payload.length < length) throw new ShareError(words.cutLink(payload.length, length));
  return payload.slice(0, length); // what follows was written behind the link
}

const damaged = words.damagedLink;

/** Tells two versions of a sample apart. */
function fingerprint(draft: Draft): string {
  const { template, data, dataSets, helpers, partials, format, dialect } = draft;
  const names = Object.keys(partials).sort();
  const all: unknown[] = [template, data, names.map((name) => [name, partials[name]]), format, dialect];
  // Older links know neither helpers nor data sets.
  if (helpers !== "") all.push(helpers);
  if (Object.keys(dataSets).length > 0) all.push(JSON.stringify(Object.entries(dataSets).sort()));
  return fingerprintOf(JSON.stringify(all));
}

/** FNV-1a, twice, over the UTF-16 units of a text: it tells texts apart, and keeps no secret. */
export function fingerprintOf(text: string): string {
  return [0x811c9dc5, 0x2f0b4c47]
    .map((hash) => {
      for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
      return (hash >>> 0).toString(36);
    })
    .join("");
}

async function packed(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Unpacks piece by piece, so that a small link cannot fill the memory. */
async function unpacked(payload: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    const packed = new Blob([bytesOf(payload)]).stream();
    // WebKit has no `for await` over a stream.
    const reader = packed.pipeThrough(new DecompressionStream("deflate")).getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length;
      if (size > largestState) {
        await reader.cancel();
        break;
      }
      pieces.push(next.value);
    }
  } catch {
    throw new ShareError(damaged);
  }
  if (size > largestState) throw new ShareError(words.tooLarge);
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Signs that are turned into text at one go. */
const portion = 0x8000;

function base64url(bytes: Uint8Array): string {
  let signs = "";
  for (let i = 0; i < bytes.length; i += portion)
    signs += String.fromCharCode(...bytes.subarray(i, i + portion));
  return btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function bytesOf(payload: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(payload)) throw new ShareError(damaged);
  const signs = atob(payload.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(signs, (sign) => sign.charCodeAt(0));
}
