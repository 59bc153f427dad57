// Changes of a request: what an edit makes of a text, two changes as one, and whole texts as edits.
import type { Changes, Edit, RenderRequest } from "./contract.d.ts";

type Source = Edit["source"];

/** Applies changes to a request. An edit of a text that is not there, or of data that are no text, is an Error. */
export function applyChanges(request: RenderRequest, { edits, ...fields }: Changes): void {
  Object.assign(request, fields);
  for (const edit of edits ?? []) {
    const { source } = edit;
    if (source === "template") request.template = edited(request.template, edit);
    else if (source === "data") request.data = edited(request.data, edit);
    else {
      const name = source.slice("partial:".length);
      request.partials = { ...request.partials, [name]: edited(request.partials?.[name], edit) };
    }
  }
}

function edited(text: unknown, { source, from, to, insert }: Edit): string {
  if (typeof text !== "string" || !(from >= 0 && from <= to && to <= text.length))
    throw new Error(`The edit of ${source} from ${from} to ${to} does not fit its text.`);
  return text.slice(0, from) + insert + text.slice(to);
}

/** Changes and those that come after them, as one. */
export function joined(before: Changes | undefined, after: Changes): Changes {
  if (!before) return after;
  const whole = (source: Source) =>
    source === "template"
      ? after.template !== undefined
      : source === "data"
        ? "data" in after
        : after.partials !== undefined;
  const edits = [...(before.edits ?? []).filter(({ source }) => !whole(source)), ...(after.edits ?? [])];
  const { edits: _, ...fields } = { ...before, ...after };
  return edits.length > 0 ? { ...fields, edits } : fields;
}

/**
 * The same changes with edits in place of whole texts of the request, where these are known: to hand a text on and to
 * find what is new in it takes longer than an edit.
 */
export function asEdits(request: RenderRequest, changes: Changes): Changes {
  const { template, data, partials, edits: given = [], ...rest } = changes;
  const fields: Changes = rest;
  const edits: Edit[] = [];
  if (template !== undefined) {
    const found = editOf("template", request.template, template);
    if (found) edits.push(...found);
    else fields.template = template;
  }
  if ("data" in changes) {
    const found = editOf("data", request.data, data);
    if (found) edits.push(...found);
    else Object.assign(fields, { data });
  }
  if (partials !== undefined) {
    const found = editsOfPartials(request.partials ?? {}, partials);
    if (found) edits.push(...found);
    else fields.partials = partials;
  }
  edits.push(...given);
  return edits.length > 0 ? { ...fields, edits } : fields;
}

/** A whole text as an edit; as none if nothing is new. Nothing if it cannot be one. */
function editOf(source: Source, before: unknown, now: unknown): Edit[] | undefined {
  if (typeof before !== "string" || typeof now !== "string") return undefined;
  const edit = changedMiddle(before, now);
  return edit ? [{ source, ...edit }] : [];
}

/** The same for all partials: edits, if their names are the same. */
function editsOfPartials(before: Record<string, string>, now: Record<string, string>): Edit[] | undefined {
  const names = Object.keys(now);
  if (names.length !== Object.keys(before).length) return undefined;
  const edits: Edit[] = [];
  for (const name of names) {
    const found = Object.hasOwn(before, name) && editOf(`partial:${name}`, before[name], now[name]);
    if (!found) return undefined;
    edits.push(...found);
  }
  return edits;
}

/** UTF-16 units that are compared at once. */
const block = 512;

/** The part in which two texts differ, as an edit of the first; nothing if they are equal. No pair of surrogates is cut. */
export function changedMiddle(before: string, now: string): Omit<Edit, "source"> | undefined {
  if (before === now) return undefined;
  const shorter = Math.min(before.length, now.length);
  let from = 0;
  while (from + block <= shorter && before.slice(from, from + block) === now.slice(from, from + block))
    from += block;
  while (from < shorter && before.charCodeAt(from) === now.charCodeAt(from)) from++;
  if (from > 0 && isHighSurrogate(before, from - 1)) from--;
  const room = shorter - from;
  let behind = 0;
  const [endBefore, endNow] = [before.length, now.length];
  while (
    behind + block <= room &&
    before.slice(endBefore - behind - block, endBefore - behind) ===
      now.slice(endNow - behind - block, endNow - behind)
  )
    behind += block;
  while (behind < room && before.charCodeAt(endBefore - behind - 1) === now.charCodeAt(endNow - behind - 1))
    behind++;
  if (behind > 0 && isLowSurrogate(before, endBefore - behind)) behind--;
  return { from, to: endBefore - behind, insert: now.slice(from, endNow - behind) };
}

const isHighSurrogate = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xd800;

const isLowSurrogate = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xdc00;
