// The islands of a page and the nodes that show them. Islands may lie inside elements that are islands themselves: their
// start tag, the islands of their content, and their end tag, in one list (`Splice`).
import type { Splice } from "../library/contract.d.ts";
import {
  childrenOf,
  comment,
  created,
  firstOf,
  insertInto,
  isElement,
  nameOf,
  parsed,
  reviseAttributes,
  take,
} from "./dom.ts";
import { carryOver } from "./reader-state.ts";
import { revised } from "./revise.ts";

/** Where islands are: those that lie in no other one, and those of elements that are not just filled. */
export interface Place {
  /** What HTML is parsed in. */
  readonly context: Element;
  /** Puts nodes before one of another island, or behind all islands. */
  insert(nodes: ChildNode[], before: ChildNode | null): void;
  remove(nodes: ChildNode[]): void;
}

interface Island {
  nesting: number;
  /** What shows it where it lies: of an element's start the element, of its end the white space behind. */
  nodes: ChildNode[];
  /** The start of the element in which it lies. */
  parent: Island | undefined;
  /** Of an element's start: the element, and the white space between its tag and its content. */
  element?: Element;
  space?: ChildNode[];
  place?: Place | undefined;
}

const hasPlace = ({ parent, nesting }: Island): boolean =>
  nesting >= 0 && (!parent || parent.place !== undefined);

/** What a splice has shown. */
export interface Shown {
  /** New nodes, outside of each other, and nodes that were revised, by island. */
  nodes: ChildNode[][];
  /** Those that were there before. */
  revised: ChildNode[];
  removed: number;
}

export class IslandTree {
  private islands: Island[] = [];
  private revised: ChildNode[] = [];
  /** How many islands have a place, beside the ends of elements. */
  placed = 0;

  constructor(
    private readonly document: Document,
    private readonly place: Place,
    /** What is done with new nodes before they are shown; gives those that may be. */
    private readonly guard: (nodes: ChildNode[]) => ChildNode[],
    /** Where the islands of an element are, if it is not just filled with them. */
    private readonly placeIn: (element: Element) => Place | undefined = () => undefined,
  ) {}

  get count(): number {
    return this.islands.length;
  }

  /** The nodes that show an island. */
  shownBy(island: number): readonly ChildNode[] | undefined {
    return this.islands[island]?.nodes;
  }

  splice({ at, remove, insert, nesting }: Splice): Shown {
    const kindOf = (i: number) => nesting?.[i] ?? 0;
    const old = this.islands.slice(at, at + remove);
    this.revised = [];
    if (remove === insert.length && old.every((island, i) => island.nesting === kindOf(i))) {
      const nodes = old.map((island, i) => this.replace(island, insert[i] as string));
      return { nodes, revised: this.revised, removed: remove };
    }
    const parent = this.parentAt(at);
    for (const { nodes, parent: around } of old) if (around === parent) this.remove(nodes, parent);
    const next = this.islands[at + remove];
    const before = (next && next.nesting >= 0 && next.nodes[0]) || null;
    const added = this.built(insert, kindOf, parent);
    const top = added.filter((island) => island.parent === parent);
    for (const { nodes } of top) this.insert(nodes, before, parent);
    this.islands = [...this.islands.slice(0, at), ...added, ...this.islands.slice(at + remove)];
    this.placed += added.filter(hasPlace).length - old.filter(hasPlace).length;
    return { nodes: top.map(({ nodes }) => nodes), revised: [], removed: remove };
  }

  /** The start of the element in which an island at a place would lie. */
  private parentAt(at: number): Island | undefined {
    const before = this.islands[at - 1];
    return before && before.nesting > 0 ? before : before?.parent;
  }

  private contextOf(parent: Island | undefined): Element {
    return parent?.element ?? this.place.context;
  }

  private insert(nodes: ChildNode[], before: ChildNode | null, parent: Island | undefined): void {
    const place = parent ? parent.place : this.place;
    if (place) place.insert(nodes, before);
    else for (const node of nodes) insertInto(parent?.element as Element, node, before);
  }

  private remove(nodes: ChildNode[], parent: Island | undefined): void {
    const place = parent ? parent.place : this.place;
    if (place) place.remove(nodes);
    else for (const node of nodes) take(node);
  }

  /** New islands; those that lie in others of them are put there. */
  private built(insert: string[], kindOf: (i: number) => number, outer: Island | undefined): Island[] {
    let parent = outer;
    return insert.map((html, i) => {
      const kind = kindOf(i);
      if (kind < 0) parent = parent?.parent;
      const island: Island =
        kind > 0
          ? this.started(html, parent)
          : {
              nesting: kind,
              nodes: kind < 0 ? this.behind(html, parent) : this.nodesOf(html, parent),
              parent,
            };
      if (parent !== outer) this.insert(island.nodes, null, parent);
      if (kind > 0) parent = island;
      return island;
    });
  }

  private nodesOf(html: string, parent: Island | undefined): ChildNode[] {
    const nodes = this.guard(parsed(this.document, this.contextOf(parent), html));
    return nodes.length > 0 ? nodes : [comment(this.document)];
  }

  /** The start of an element. One that may not be shown is kept with its content, outside of the page. */
  private started(html: string, parent: Island | undefined): Island {
    const found = html
      ? parsed(this.document, this.contextOf(parent), html)
      : [created(this.document, "tbody")];
    const element = found.find(isElement) ?? created(this.document, "div");
    const space = childrenOf(element);
    const nodes = this.guard(found);
    return {
      nesting: 1,
      nodes: nodes.length > 0 ? nodes : [comment(this.document)],
      parent,
      element,
      space,
      place: this.placeIn(element),
    };
  }

  /** The white space behind an end tag. */
  private behind(html: string, parent: Island | undefined): ChildNode[] {
    const space = html.slice(html.indexOf(">") + 1);
    return space ? this.guard(parsed(this.document, this.contextOf(parent), space)) : [];
  }

  /** Shows an island that takes the place of another one of its kind, and gives what is shown of it then. */
  private replace(island: Island, html: string): ChildNode[] {
    const { nesting, parent, nodes } = island;
    if (nesting < 0) {
      const space = this.behind(html, parent);
      const at = this.islands.indexOf(island);
      const next = this.islands[at + 1];
      this.remove(nodes, parent);
      this.insert(space, (next && next.nesting >= 0 && next.nodes[0]) || null, parent);
      island.nodes = space;
      return space;
    }
    if (nesting === 0) {
      island.nodes = this.replaced(nodes, this.nodesOf(html, parent), parent);
      return island.nodes;
    }
    const { element, space, place } = island as Required<Island>;
    const now = this.started(html, parent) as Required<Island>;
    const [first] = island.nodes;
    if (
      first === element &&
      !place &&
      now.nodes[0] === now.element &&
      nameOf(element) === nameOf(now.element)
    ) {
      reviseAttributes(element, now.element);
      for (const node of space) take(node);
      const content = firstOf(element);
      for (const node of now.space) insertInto(element, node, content);
      island.space = now.space;
      return [];
    }
    // Another element: what lies in the one of before lies in this one.
    for (const node of space) take(node);
    for (let child = firstOf(element); child; child = firstOf(element)) insertInto(now.element, child, null);
    this.insert(now.nodes, first ?? null, parent);
    this.remove(nodes, parent);
    island.nodes = now.nodes;
    island.element = now.element;
    island.place = now.place;
    island.space = now.space;
    return now.nodes;
  }

  private replaced(shown: ChildNode[], nodes: ChildNode[], parent: Island | undefined): ChildNode[] {
    if (revised(shown, nodes)) {
      this.revised = this.revised.concat(shown); // `push` takes so many arguments only
      return shown;
    }
    carryOver(shown, nodes);
    this.insert(nodes, shown[0] ?? null, parent);
    this.remove(shown, parent);
    return nodes;
  }
}
