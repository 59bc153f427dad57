// Changes of a request: what an edit makes of a text, and two changes as one.
import type { Changes, Edit, RenderRequest } from "./contract.d.ts";

/** Puts changes into a request. An edit of a text that is not there, or of data that are no text, is an Error. */
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
  const whole = (source: Edit["source"]) =>
    source === "template"
      ? after.template !== undefined
      : source === "data"
        ? "data" in after
        : after.partials !== undefined;
  const edits = [...(before.edits ?? []).filter(({ source }) => !whole(source)), ...(after.edits ?? [])];
  const { edits: _, ...fields } = { ...before, ...after };
  return edits.length > 0 ? { ...fields, edits } : fields;
}
