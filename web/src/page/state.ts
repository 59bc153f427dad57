import type { Shared } from "../share/contract.d.ts";

/** All that a person edits. */
export type Draft = Omit<Shared, "view">;

/** Where a diagnostic points and what an editor holds: "template", "data" or "partial:NAME". */
export type Source = string;

export const partialSource = (name: string): Source => `partial:${name}`;

export const isPartial = (source: Source): boolean => source.startsWith("partial:");

export const partialName = (source: Source): string => source.slice("partial:".length);

/** How an editor is called on the screen. */
export function sourceLabel(source: Source): string {
  if (source === "template") return "Template";
  if (source === "data") return "Data";
  return `Partial ${partialName(source)}`;
}

export function sameDraft(a: Draft, b: Draft): boolean {
  const names = Object.keys(a.partials);
  return (
    a.template === b.template &&
    a.data === b.data &&
    a.format === b.format &&
    a.dialect === b.dialect &&
    sameOptions(a, b) &&
    names.length === Object.keys(b.partials).length &&
    names.every((name) => a.partials[name] === b.partials[name])
  );
}

/** Options that are not named are off, but for `data`. */
export function sameOptions(a: Draft, b: Draft): boolean {
  const set = (draft: Draft) =>
    Object.entries(draft.options ?? {})
      .filter(([name, value]) => value !== (name === "data"))
      .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(set(a)) === JSON.stringify(set(b));
}
