// Marks in a page what came, what went and what moved since another one. Both are nodes of documents that no window shows.
import {
  attribute,
  childrenOf,
  copied,
  created,
  dropAttribute,
  find,
  htmlOf,
  insertInto,
  isElement,
  isText,
  nameOf,
  parentOf,
  setAttributeOf,
  wordsOf,
} from "../../frame/dom.ts";
import { differences } from "./sequence.ts";

export type Kind = "added" | "removed" | "changed" | "moved";

/** One change of a page, and what it is about. */
export interface PageChange {
  kind: Kind;
  what: What;
}

export type What =
  | "paragraph"
  | "heading"
  | "item"
  | "row"
  | "table"
  | "list"
  | "quote"
  | "code"
  | "image"
  | "link"
  | "element";

/** The attribute of what is marked: the number of its change. */
export const markName = "data-livebars-change";

const kinds: Record<string, What> = {
  p: "paragraph",
  li: "item",
  tr: "row",
  table: "table",
  ul: "list",
  ol: "list",
  blockquote: "quote",
  pre: "code",
  img: "image",
};

const whatOf = (node: Node): What => {
  if (!isElement(node)) return "paragraph";
  const name = nameOf(node);
  return /^h[1-6]$/.test(name) ? "heading" : (kinds[name] ?? "element");
};

/** Elements that are read as one word. */
const isAtom = (node: Node): node is Element & ChildNode =>
  isElement(node) &&
  /^(?:img|br|input|hr|svg|video|audio|picture|doc-math|select|textarea|math)$/.test(nameOf(node));

/** Elements that show nothing. */
const isUnseen = (node: Node): boolean =>
  isElement(node) && /^(?:script|style|template|noscript|meta|link|title|base)$/.test(nameOf(node));

const inline =
  /^(?:a|abbr|b|bdi|bdo|big|br|cite|code|data|del|dfn|doc-math|em|font|i|img|input|ins|kbd|label|mark|math|q|s|samp|select|small|span|strike|strong|sub|sup|svg|textarea|time|tt|u|var|wbr)$/;

const isBlank = (node: Node): boolean => isText(node) && wordsOf(node).trim() === "";

const hasBlocks = (node: Node): boolean =>
  childrenOf(node).some((child) => isElement(child) && !inline.test(nameOf(child)) && !isUnseen(child));

/** The parts of an element that are compared with each other: not comments, and not the white space between. */
const partsOf = (node: Node): ChildNode[] =>
  childrenOf(node).filter(
    (child) => (isElement(child) || isText(child)) && !isBlank(child) && !isUnseen(child),
  );

// The colours of marks hold on light and on dark pages, whatever the styles of these are.
const colours: Record<Kind, string> = {
  added: "background:#cdeed3;color:#0b3d18;text-decoration:none",
  removed: "background:#f8d4d0;color:#6d1410;text-decoration:line-through",
  changed: "background:#fbe8b8;color:#4a3400",
  moved: "background:#d5e3fb;color:#12305f;text-decoration:none",
};
const edges: Record<Kind, string> = {
  added: "#2e9e4f",
  removed: "#c8382f",
  changed: "#c28a00",
  moved: "#3a72d8",
};

const blockStyle = (kind: Kind) =>
  `box-shadow:-0.3rem 0 0 ${edges[kind]};${kind === "changed" ? "" : colours[kind]}`;

/** Words that two parts must share, of those of the longer one, to be the same part with changes. */
const alikeShare = 0.3;

/** In longer runs of parts that differ, those of the same kind are taken in their order. */
const longestPairing = 60;

export class PageMarker {
  /** Changes by number, in the order in which they were found. */
  private readonly found = new Map<number, PageChange>();
  private last = -1;
  private readonly page: Document;

  constructor(
    /** The element that is marked. */
    private readonly now: Element,
    /** HTML of parts that are elsewhere as well: what goes here comes there. */
    private readonly movedParts: ReadonlySet<string> = new Set(),
  ) {
    this.page = now.ownerDocument;
  }

  /** Marks what has changed in the element since another one; gives the changes in the order of the page. */
  compare(before: Element): PageChange[] {
    for (const element of find([this.now], `[${markName}]`)) dropAttribute(element, markName); // it is ours
    this.inside(before, this.now);
    const changes: PageChange[] = [];
    const numbers = new Map<string, string>();
    for (const element of find([this.now], `[${markName}]`)) {
      const number = attribute(element, markName) ?? "";
      const change = this.found.get(Number(number));
      if (change && !numbers.has(number)) numbers.set(number, String(changes.push(change) - 1));
      const ordered = numbers.get(number);
      if (ordered === undefined) dropAttribute(element, markName);
      else setAttributeOf(element, markName, ordered);
    }
    return changes;
  }

  private add(kind: Kind, what: What): number {
    this.found.set(++this.last, { kind, what });
    return this.last;
  }

  private inside(before: Element, now: Element): void {
    if (hasBlocks(before) || hasBlocks(now)) this.blocks(before, now);
    else this.words(before, now);
  }

  private blocks(before: Element, now: Element): void {
    const [old, next] = [partsOf(before), partsOf(now)];
    const [a, b] = [old.map(htmlOf), next.map(htmlOf)];
    const found = differences(a, b);
    const gone = new Set(found.flatMap(({ fromA, toA }) => a.slice(fromA, toA)));
    const moved = new Set(
      found.flatMap(({ fromB, toB }) =>
        b.slice(fromB, toB).filter((html) => gone.has(html) && html.length > 20),
      ),
    );
    for (const { fromA, toA, fromB, toB } of found)
      this.run(old.slice(fromA, toA), next.slice(fromB, toB), next[toB] ?? null, now, moved);
  }

  /** Parts in whose place others have come. */
  private run(
    old: ChildNode[],
    next: ChildNode[],
    behind: ChildNode | null,
    parent: Element,
    moved: ReadonlySet<string>,
  ): void {
    const isMoved = (node: Node) => moved.has(htmlOf(node)) || this.movedParts.has(htmlOf(node));
    const pairs = pairsOf(old, next, isMoved);
    let at = 0;
    for (const node of next) {
      const partner = pairs.get(node);
      if (partner) {
        const place = old.indexOf(partner);
        for (const gone of old.slice(at, place)) this.went(gone, parent, node, isMoved(gone));
        at = place + 1;
        this.change(partner, node);
      } else this.came(node, isMoved(node));
    }
    for (const gone of old.slice(at)) this.went(gone, parent, behind, isMoved(gone));
  }

  private change(before: ChildNode, now: ChildNode): void {
    if (!isElement(before) || !isElement(now)) {
      this.went(before, parentOf(now) as Element, now, false);
      this.came(now, false);
      return;
    }
    const lastBefore = this.last;
    const what = whatOf(now);
    const isContainer = what === "table" || what === "list" || what === "element";
    if (isAtom(now)) {
      const number = this.add("changed", what);
      const copy = copied(before);
      insertInto(parentOf(now) as Element, copy, now);
      this.paint(copy, "removed", number);
      this.paint(now, "added", number);
    } else if (!isContainer) {
      const number = this.add("changed", what);
      this.inside(before, now);
      this.gather(now, number);
      if (what === "code") uncoloured(now);
    } else {
      this.inside(before, now);
      if (this.last === lastBefore) this.mark(now, "changed", what); // its attributes are others
    }
  }

  /** What is found within an element is part of one change of it; links and images count by themselves. */
  private gather(element: Element, number: number): void {
    const within = find([element], `[${markName}]`).map((inner) => {
      const own = Number(attribute(inner, markName));
      const what = this.found.get(own)?.what;
      return { inner, own, isApart: what === "link" || what === "image" };
    });
    for (const { inner, own, isApart } of within) {
      if (isApart || own < 0) continue;
      this.found.delete(own);
      setAttributeOf(inner, markName, String(number));
    }
    if (within.length > 0 && within.every(({ isApart }) => isApart)) this.found.delete(number);
    else this.paint(element, "changed", number);
  }

  private came(node: ChildNode, isMoved: boolean): void {
    this.mark(this.asElement(node), isMoved ? "moved" : "added", whatOf(node));
  }

  private went(node: ChildNode, parent: Element, before: ChildNode | null, isMoved: boolean): void {
    const copy = copied(node);
    insertInto(parent, copy, before);
    const element = this.asElement(copy);
    for (const named of find([element], "[id], [name]"))
      for (const name of ["id", "name"]) dropAttribute(named, name); // what is there now has them
    // What moved counts once, where it is now.
    if (isMoved) this.paint(element, "removed", -1);
    else this.mark(element, "removed", whatOf(node));
  }

  /** A text gets an element around it. */
  private asElement(node: ChildNode): Element {
    if (isElement(node)) return node;
    const element = created(this.page, "span");
    insertInto(parentOf(node) as Element, element, node);
    insertInto(element, node, null);
    return element;
  }

  private mark(element: Element, kind: Kind, what: What): void {
    this.paint(element, kind, this.add(kind, what));
  }

  private paint(element: Element, kind: Kind, number: number): void {
    const style = attribute(element, "style");
    setAttributeOf(element, "style", `${style ? `${style};` : ""}${blockStyle(kind)}`);
    setAttributeOf(element, markName, String(number));
  }

  /** Marks words that came and went in an element without blocks. */
  private words(before: Element, now: Element): void {
    const [old, next] = [tokensOf(before), tokensOf(now)];
    const found = differences(
      old.map(({ text }) => text),
      next.map(({ text }) => text),
    );
    this.links(old, next, found);
    const what = whatOf(now);
    for (const { fromA, toA, fromB, toB } of found.toReversed()) {
      const number = this.add("changed", what);
      const gone = old.slice(fromA, toA);
      const come = next.slice(fromB, toB);
      if (come.length > 0) this.wrap(come, number);
      if (gone.length > 0) this.insertGone(gone, next[fromB], next[fromB - 1], now, number);
    }
  }

  /** Links whose words are the same and that lead elsewhere now. */
  private links(old: Token[], next: Token[], found: ReturnType<typeof differences>): void {
    let [a, b] = [0, 0];
    const seen = new Set<Element>();
    const between = (toA: number, toB: number) => {
      for (; a < toA && b < toB; a++, b++) {
        const [was, is] = [old[a]?.link, next[b]?.link];
        if (!was || !is || seen.has(is)) continue;
        seen.add(is);
        if (attribute(was, "href") !== attribute(is, "href")) this.mark(is, "changed", "link");
      }
      [a, b] = [toA, toB];
    };
    for (const { fromA, toA, fromB, toB } of found) {
      between(fromA, fromB);
      [a, b] = [toA, toB];
    }
    between(old.length, next.length);
  }

  private wrap(tokens: Token[], number: number): void {
    const byNode = new Map<ChildNode, Token[]>();
    for (const token of tokens) {
      const within = byNode.get(token.node);
      if (within) within.push(token);
      else byNode.set(token.node, [token]);
    }
    for (const [node, within] of byNode) {
      const element = created(this.page, "ins");
      setAttributeOf(element, "style", colours.added);
      setAttributeOf(element, markName, String(number));
      if (!isText(node)) {
        insertInto(parentOf(node) as Element, element, node);
        insertInto(element, node, null);
        continue;
      }
      const [first, last] = [within[0] as Token, within.at(-1) as Token];
      if (last.to < node.data.length) node.splitText(last.to);
      const words = first.from > 0 ? node.splitText(first.from) : node;
      insertInto(parentOf(words) as Element, element, words);
      insertInto(element, words, null);
    }
  }

  /** Puts what went before a token, or behind the one before it. */
  private insertGone(
    gone: Token[],
    next: Token | undefined,
    last: Token | undefined,
    parent: Element,
    number: number,
  ): void {
    const element = created(this.page, "del");
    setAttributeOf(element, "style", colours.removed);
    setAttributeOf(element, markName, String(number));
    for (const { node, text } of gone) {
      const part = isText(node) ? this.page.createTextNode(text) : copied(node);
      insertInto(element, part, null);
    }
    const place = next ?? last;
    if (!place) {
      insertInto(parent, element, null);
      return;
    }
    // The token's node may have been divided: its words are in the node in which its mark, or its text, begins.
    const { node } = place;
    const wrapper = parentOf(node) as Element;
    const isMarked =
      isElement(wrapper) && nameOf(wrapper) === "ins" && attribute(wrapper, markName) === String(number);
    if (isMarked) insertInto(parentOf(wrapper) as Element, element, next ? wrapper : wrapper.nextSibling);
    else if (!isText(node)) insertInto(wrapper, element, next ? node : node.nextSibling);
    else if (next) {
      const rest = next.from > 0 && next.from < node.data.length ? node.splitText(next.from) : undefined;
      const marked = next.from > 0 && !rest ? node.nextSibling : node;
      insertInto(wrapper, element, rest ?? marked);
    } else {
      if (place.to < node.data.length) node.splitText(place.to);
      insertInto(wrapper, element, node.nextSibling);
    }
  }
}

/** A word, a sign, white space, or an element that is read as one. */
interface Token {
  /** What it is compared by. */
  text: string;
  node: ChildNode;
  /** Where it is in a text. */
  from: number;
  to: number;
  /** The link that it is in. */
  link: Element | undefined;
}

const tokenPattern = /\s+|[\p{L}\p{N}\p{M}_]+|[^\s\p{L}\p{N}\p{M}_]/gu;

function tokensOf(element: Element): Token[] {
  const tokens: Token[] = [];
  const walk = (node: Node, link: Element | undefined) => {
    for (const child of childrenOf(node)) {
      if (isText(child))
        for (const { 0: text, index } of child.data.matchAll(tokenPattern))
          tokens.push({
            text: text.trim() === "" ? " " : text,
            node: child,
            from: index,
            to: index + text.length,
            link,
          });
      else if (isAtom(child)) tokens.push({ text: htmlOf(child), node: child, from: 0, to: 0, link });
      else if (isElement(child) && !isUnseen(child)) walk(child, nameOf(child) === "a" ? child : link);
    }
  };
  walk(element, nameOf(element) === "a" ? element : undefined);
  return tokens;
}

/** Which parts of a run are those of the other one with changes; each pair comes behind the pair before it. */
function pairsOf(
  old: ChildNode[],
  next: ChildNode[],
  isMoved: (node: Node) => boolean,
): Map<ChildNode, ChildNode> {
  const pairs = new Map<ChildNode, ChildNode>();
  const [first, only] = [old[0], next[0]];
  if (old.length === 1 && next.length === 1 && first && only && isSameKind(first, only)) {
    if (!isMoved(first) && !isMoved(only)) pairs.set(only, first);
    return pairs;
  }
  const words = new Map(
    [...old, ...next].map((node) => [node, new Set(wordsOf(node).match(/[\p{L}\p{N}_]+/gu))]),
  );
  const isShort = old.length <= longestPairing && next.length <= longestPairing;
  let from = 0;
  for (const node of next) {
    if (isMoved(node)) continue;
    const candidates = isShort ? old.slice(from) : old.slice(from, from + 3);
    const found = candidates.find(
      (one) =>
        isSameKind(one, node) &&
        !isMoved(one) &&
        (isAlike(words.get(one) ?? new Set(), words.get(node) ?? new Set()) || isStructure(node)),
    );
    if (!found) continue;
    pairs.set(node, found);
    from = old.indexOf(found) + 1;
  }
  return pairs;
}

const isStructure = (node: Node): boolean =>
  isElement(node) &&
  /^(?:table|thead|tbody|tfoot|td|th|ul|ol|div|section|article|main|header|footer)$/.test(nameOf(node));

const isSameKind = (a: Node, b: Node): boolean =>
  isElement(a) && isElement(b) ? nameOf(a) === nameOf(b) : isText(a) && isText(b);

function isAlike(a: Set<string>, b: Set<string>): boolean {
  if (a.size === 0 && b.size === 0) return true;
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / Math.max(a.size, b.size) >= alikeShare;
}

/** Code with marks in it is not coloured: that would make it anew from its text. */
function uncoloured(pre: Element): void {
  for (const code of find([pre], "code[class]")) dropAttribute(code, "class");
}
