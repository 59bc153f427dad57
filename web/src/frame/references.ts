// SVG can draw one element in many places, and these again: a few lines can stand for millions of elements, which no browser
// draws in time. What a page refers to is counted, and references beyond a bound are taken out.
import { attribute, attributeNames, dropAttribute, find, nameOf, take } from "./dom.ts";

/** Elements that a page may draw by reference. */
const maxDrawn = 20_000;

/** How many references may lead one to the next. */
const maxDepth = 50;

const drawing =
  "use, [fill*='url('], [stroke*='url('], [mask*='url('], [filter*='url('], [clip-path*='url('], [marker-start*='url('], [marker-mid*='url('], [marker-end*='url('], [style*='url(#']";

/** The names of what an element refers to. */
function references(element: Element): string[] {
  if (nameOf(element) === "use") {
    const href = attribute(element, "href") ?? attribute(element, "xlink:href") ?? "";
    return href.startsWith("#") ? [href.slice(1)] : [];
  }
  return attributeNames(element).flatMap((name) =>
    [...(attribute(element, name) ?? "").matchAll(/url\(\s*["']?#([^"')\s]{1,200})/g)].map(
      ([, id = ""]) => id,
    ),
  );
}

/** Whether there are elements that draw others. */
export const refers = (nodes: Iterable<Node>): boolean => find(nodes, drawing).length > 0;

/** Takes out references of a page if they would draw too much. `roots` are all that is shown. Tells whether it did. */
export function boundReferences(roots: Iterable<Node>): boolean {
  const all = [...roots];
  const referring = find(all, drawing).map((element) => ({ element, ids: references(element) }));
  if (referring.every(({ ids }) => ids.length === 0)) return false;
  const named = new Map<string, Element>();
  for (const element of find(all, "[id]")) {
    const id = attribute(element, "id") ?? "";
    if (!named.has(id)) named.set(id, element);
  }
  const sizes = new Map<string, number>();
  const sizeOf = (id: string, depth: number): number => {
    const known = sizes.get(id);
    if (known !== undefined) return known;
    if (depth > maxDepth) return maxDrawn + 1;
    sizes.set(id, 0); // a circle draws nothing
    const target = named.get(id);
    let size = 0;
    if (target) {
      size = 1 + find([target], "*").length;
      for (const element of find([target], drawing))
        for (const inner of references(element)) {
          if (size <= maxDrawn) size += sizeOf(inner, depth + 1);
        }
    }
    sizes.set(id, size);
    return size;
  };
  let drawn = 0;
  for (const { ids } of referring) for (const id of ids) drawn += sizeOf(id, 0);
  if (drawn <= maxDrawn) return false;
  for (const { element } of referring) {
    if (nameOf(element) === "use") take(element);
    else
      for (const name of attributeNames(element))
        if ((attribute(element, name) ?? "").includes("url(")) dropAttribute(element, name);
  }
  return true;
}
