// Places of a page that is shown: an island and UTF-16 units of its text, as a session counts them (`PagePoint`).
import type { PagePlace, PagePoint } from "../library/contract.d.ts";
import { attribute, bodyOf, childrenOf, isElement, nameOf, parentOf } from "./dom.ts";

const { createRange } = Document.prototype;
const { caretRangeFromPoint, caretPositionFromPoint } = Document.prototype as Partial<
  Pick<Document, "caretRangeFromPoint" | "caretPositionFromPoint">
>;
const { elementFromPoint } = Document.prototype;
const { getBoundingClientRect } = Element.prototype;

/** Where the islands of a page are in its document. */
export interface Islands {
  readonly count: number;
  /** The nodes that show an island; undefined if there is none. */
  nodesOf(island: number): readonly Node[] | undefined;
}

/** Elements whose text is not counted: it is not shown as it stands (wasm/markdown/alignment, Hidden). */
const hidden = new Set(["script", "style", "template", "title", "textarea", "doc-math", "noscript", "head"]);

/** Calls visit with the texts of nodes that are shown, in their order, until it returns true. */
function eachText(nodes: readonly Node[], visit: (text: Text) => boolean): boolean {
  for (const node of nodes) {
    if (node.nodeType === Node.TEXT_NODE && visit(node as Text)) return true;
    if (isElement(node) && !hidden.has(nameOf(node)) && eachText(childrenOf(node), visit)) return true;
  }
  return false;
}

const isWithin = (node: Node, around: Node): boolean => {
  for (let at: Node | null = node; at; at = parentOf(at)) if (at === around) return true;
  return false;
};

/** Words as a session counts them: rows of characters that are neither white space nor signs of ASCII. */
const word = /(?:[0-9A-Za-z]|(?!\s)\P{ASCII})+/gu;

export class PagePlaces {
  private known: Map<Node, number> | undefined;

  constructor(
    private readonly document: Document,
    private readonly islands: Islands,
  ) {}

  /** The place that is seen at a point of the frame's window, in CSS pixels. */
  pointAt(x: number, y: number): PagePoint | undefined {
    const element = elementFromPoint.call(this.document, x, y);
    if (!element) return undefined;
    const found = this.caretAt(x, y);
    const isOnText = found && found.node.nodeType === Node.TEXT_NODE && isWithin(found.node, element);
    const image = attribute(element, "src") ?? attribute(element, "alt");
    if (!isOnText || image !== null) return this.pointOf(element, 0, image ?? undefined);
    return this.pointOf(found.node, found.offset);
  }

  private caretAt(x: number, y: number): { node: Node; offset: number } | undefined {
    if (caretPositionFromPoint) {
      const position = caretPositionFromPoint.call(this.document, x, y);
      return position ? { node: position.offsetNode, offset: position.offset } : undefined;
    }
    const range = caretRangeFromPoint?.call(this.document, x, y);
    return range ? { node: range.startContainer, offset: range.startOffset } : undefined;
  }

  /** The place of a node, and of a character of it. */
  private pointOf(node: Node, offset: number, attributeValue?: string): PagePoint | undefined {
    const island = this.islandOf(node);
    const nodes = island === undefined ? undefined : this.islands.nodesOf(island);
    if (island === undefined || !nodes) return undefined;
    let from = 0;
    let at = 0;
    eachText(nodes, (text) => {
      if (text === node || isWithin(text, node)) {
        at = text === node ? offset : 0;
        return true;
      }
      // Behind an element without a text.
      if (isElement(node) && (node.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0)
        return true;
      from += text.data.length;
      return false;
    });
    const text = node.nodeType === Node.TEXT_NODE ? (node as Text).data : "";
    const seen = [...text.matchAll(word)].find(
      ({ index, 0: all }) => index <= at && at <= index + all.length,
    );
    return {
      island,
      from: from + at,
      ...(seen ? { word: seen[0] } : {}),
      ...(attributeValue ? { attribute: attributeValue } : {}),
    };
  }

  private islandOf(node: Node): number | undefined {
    if (!this.known) {
      this.known = new Map();
      for (let i = 0; i < this.islands.count; i++)
        for (const shown of this.islands.nodesOf(i) ?? []) this.known.set(shown, i);
    }
    const body = bodyOf(this.document);
    for (let at: Node | null = node; at && at !== body; at = parentOf(at)) {
      const island = this.known.get(at);
      if (island !== undefined) return island;
    }
    return undefined;
  }

  /** What a place covers: undefined if it is not shown. */
  rangeOf({ island, from, to }: PagePlace): Range | undefined {
    const nodes = this.islands.nodesOf(island);
    const [first] = nodes ?? [];
    if (!nodes || !first || !parentOf(first)) return undefined;
    const range = createRange.call(this.document);
    if (from < 0) {
      range.setStartBefore(first);
      range.setEndAfter(nodes.at(-1) as Node);
      return range;
    }
    let at = 0;
    let isStarted = false;
    const isDone = eachText(nodes, (text) => {
      const end = at + text.data.length;
      if (!isStarted && from < end) {
        range.setStart(text, Math.max(0, from - at));
        isStarted = true;
      }
      if (isStarted && to <= end) {
        range.setEnd(text, Math.max(0, to - at));
        return true;
      }
      at = end;
      return false;
    });
    return isDone ? range : undefined;
  }

  /** Where a place is seen in the frame's window, in CSS pixels. */
  rectsOf(place: PagePlace): DOMRect[] {
    const range = this.rangeOf(place);
    if (!range) return [];
    const rects = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    if (rects.length > 0) return place.from < 0 ? [range.getBoundingClientRect()] : rects;
    // An image, or what has no box of its own.
    return (this.islands.nodesOf(place.island) ?? [])
      .filter(isElement)
      .map((element) => getBoundingClientRect.call(element))
      .filter(({ width, height }) => width > 0 && height > 0);
  }

  /** The words of the page, from one on: those of an island, then those of the next. */
  wordsOf(island: number): PagePlace[] {
    const nodes = this.islands.nodesOf(island);
    if (!nodes) return [];
    const out: PagePlace[] = [];
    let at = 0;
    eachText(nodes, ({ data }) => {
      for (const { index, 0: all } of data.matchAll(word))
        out.push({ island, from: at + index, to: at + index + all.length });
      at += data.length;
      return false;
    });
    return out;
  }

  get count(): number {
    return this.islands.count;
  }

  /** The text of a place. */
  textOf(place: PagePlace): string {
    return this.rangeOf(place)?.toString() ?? "";
  }
}
