// What has changed on a page, in a sentence.
import type { Kind, PageChange, What } from "./page-changes.ts";

const plurals: Partial<Record<What, string>> = { "block of code": "blocks of code" };

const counted = (count: number, what: What) =>
  `${count} ${count === 1 ? what : (plurals[what] ?? `${what}s`)}`;

const verbs: Record<Kind, string> = {
  added: "added",
  removed: "removed",
  changed: "changed",
  moved: "moved",
};

export function summaryOf(changes: PageChange[]): string {
  if (changes.length === 0) return "The pages are equal.";
  const counts = new Map<string, { kind: Kind; what: What; count: number }>();
  for (const { kind, what } of changes) {
    const key = `${kind} ${what}`;
    const one = counts.get(key);
    if (one) one.count++;
    else counts.set(key, { kind, what, count: 1 });
  }
  const order: Kind[] = ["changed", "added", "removed", "moved"];
  const parts = [...counts.values()]
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .map(({ kind, what, count }) =>
      what === "link" && kind === "changed"
        ? `${counted(count, what)} now ${count === 1 ? "leads" : "lead"} elsewhere`
        : `${counted(count, what)} ${verbs[kind]}`,
    );
  return `${parts.join(", ")}.`;
}
