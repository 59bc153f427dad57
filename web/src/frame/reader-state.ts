// What the reader did to a piece of the page, carried over to the piece that takes its place: open details, chosen
// tabs, places in wide tables, and images that have arrived.
import { find } from "./dom.ts";

/** Whether details were open when they were new. */
const opened = new WeakMap<HTMLDetailsElement, boolean>();

/** Remembers what of new nodes a reader may change. Radio buttons remember it themselves (`defaultChecked`). */
export function remember(nodes: Node[]): void {
  for (const details of find<HTMLDetailsElement>(nodes, "details")) opened.set(details, details.open);
}

/** Makes the new nodes look like the old ones that they replace, where these are not as they were when they were new. */
export function carryOver(before: Node[], after: Node[]): void {
  pairs<HTMLDetailsElement>(before, after, "details", (old, now) => {
    if (old.open !== opened.get(old)) now.open = old.open;
  });
  pairs<HTMLInputElement>(before, after, "input[type=radio]", (old, now) => {
    if (old.checked !== old.defaultChecked) now.checked = old.checked;
  });
  pairs<HTMLElement>(before, after, "pre, table, doc-providers", (old, now) => {
    if (old.scrollLeft || old.scrollTop) scrollTo(now, old.scrollLeft, old.scrollTop);
  });
  pairs<HTMLImageElement>(before, after, "img", (old, now) => {
    if (old.isEqualNode(now)) now.replaceWith(old);
  });
}

/** Once the element is in the page it can be scrolled. */
function scrollTo(element: HTMLElement, left: number, top: number): void {
  queueMicrotask(() => element.scrollTo({ left, top, behavior: "instant" }));
}

function pairs<T extends Element>(
  before: Node[],
  after: Node[],
  selector: string,
  carry: (old: T, now: T) => void,
) {
  const now = find<T>(after, selector);
  if (now.length === 0) return;
  const old = find<T>(before, selector);
  if (old.length !== now.length) return;
  for (const [i, element] of now.entries()) carry(old[i] as T, element);
}
