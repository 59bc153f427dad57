// What has changed on a page, in a sentence.
import { compare as words } from "../../words/en.ts";
import type { Kind, PageChange, What } from "./page-changes.ts";

export function summaryOf(changes: PageChange[]): string {
  if (changes.length === 0) return words.equalPages;
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
    .map(({ kind, what, count }) => {
      const counted = words.things[what](count);
      return what === "link" && kind === "changed" ? words.linkChanged(counted, count) : words[kind](counted);
    });
  return `${parts.join(", ")}.`;
}
