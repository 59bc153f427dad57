// A page with what has changed in it since another one, from the islands of both. What is the same in both costs a look at
// its text; what differs is compared once, and known by its HTML from then on.
import { isDocument } from "../../frame/document-start.ts";
import { bodyOf, created, htmlOf, rootOf } from "../../frame/dom.ts";
import { markName, type PageChange, PageMarker } from "./page-changes.ts";
import { differences } from "./sequence.ts";

export interface MarkedPage {
  islands: string[];
  changes: PageChange[];
}

const start = (islands: readonly string[]): string => islands.slice(0, 8).join("");

interface Marked {
  html: string;
  changes: PageChange[];
}

/** How many comparisons of parts are known. */
const mostKnown = 500;

export class PageComparison {
  private known = new Map<string, Marked>();

  /** Marks a page. */
  mark(before: readonly string[], now: readonly string[]): MarkedPage {
    // A comment before the document may be an island.
    if (isDocument(start(now)) || isDocument(start(before))) {
      const [old, next] = [before.join(""), now.join("")];
      if (old === next) return { islands: [...now], changes: [] };
      const { html, changes } = markedDocument(old, next);
      return { islands: [html], changes };
    }
    return this.islands(before, now);
  }

  private islands(before: readonly string[], now: readonly string[]): MarkedPage {
    const found = differences([...before], [...now]);
    const gone = new Set(found.flatMap(({ fromA, toA }) => before.slice(fromA, toA)));
    const moved = new Set(
      found.flatMap(({ fromB, toB }) => now.slice(fromB, toB).filter((html) => gone.has(html))),
    );
    const movedParts = new Set([...moved].map(normalized));
    const islands: string[] = [];
    const changes: PageChange[] = [];
    let at = 0;
    for (const { fromA, toA, fromB, toB } of found) {
      islands.push(...now.slice(at, fromB));
      const marked = this.part(before.slice(fromA, toA).join(""), now.slice(fromB, toB).join(""), movedParts);
      islands.push(numberedFrom(marked.html, changes.length));
      changes.push(...marked.changes);
      at = toB;
    }
    islands.push(...now.slice(at));
    return { islands, changes };
  }

  private part(before: string, now: string, movedParts: ReadonlySet<string>): Marked {
    const key = JSON.stringify([
      before,
      now,
      ...[...movedParts].filter((part) => before.includes(part) || now.includes(part)),
    ]);
    const known = this.known.get(key);
    if (known) return known;
    const page = new DOMParser().parseFromString(now, "text/html");
    const other = new DOMParser().parseFromString(before, "text/html");
    const container = bodyOf(page);
    const changes = new PageMarker(container, movedParts).compare(bodyOf(other));
    const marked = { html: [...container.childNodes].map(htmlOf).join(""), changes };
    if (this.known.size >= mostKnown) this.known = new Map();
    this.known.set(key, marked);
    return marked;
  }
}

/** HTML of one part as the marker sees it. */
function normalized(html: string): string {
  const page = new DOMParser().parseFromString("", "text/html");
  const element = created(page, "div");
  element.innerHTML = html;
  const [first] = element.children;
  return element.children.length === 1 && first ? htmlOf(first) : html;
}

/** The numbers of marks, counted on. */
const numberedFrom = (html: string, start: number): string =>
  start === 0
    ? html
    : html.replace(
        new RegExp(` ${markName}="(\\d+)"`, "g"),
        (_, number) => ` ${markName}="${Number(number) + start}"`,
      );

function markedDocument(before: string, now: string): Marked {
  const page = new DOMParser().parseFromString(now, "text/html");
  const other = new DOMParser().parseFromString(before, "text/html");
  const changes = new PageMarker(bodyOf(page)).compare(bodyOf(other));
  const start = /^\s*<!doctype[^>]*>/i.exec(now)?.[0] ?? "";
  return { html: `${start}${htmlOf(rootOf(page))}`, changes };
}
