// The islands of a page lie in stretches. Browsers paint a stretch again where something in it has changed, and of a
// long page they skip those that are out of view: with a thousand islands of their own, finding out which ones are in
// view took longer than an edit.
import { isElement, parentOf, take } from "./dom.ts";

/**
 * Nodes of a new stretch: an island is mostly an element and a line end. One of twice as many is divided. The first
 * ones are short, so that pages of a common length have some.
 */
const shortStretch = 32;
const fullStretch = 80;
const shortStretches = 12;

/** Elements that begin on a line of their own: between two lines a page can be divided without a change to its look. */
const blocks = new Set(
  "address article aside blockquote details div dl figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul".split(
    " ",
  ),
);

const beginsLine = (node: Node): boolean => isElement(node) && blocks.has(node.localName);

export class Stretches {
  constructor(
    private readonly document: Document,
    private readonly page: HTMLElement,
  ) {}

  /** Puts the nodes of an island before a node of another one, or at the end. */
  insert(nodes: ChildNode[], before: ChildNode | null): void {
    const [first] = nodes;
    if (!first) return;
    const last = this.page.lastElementChild;
    let stretch = before ? (parentOf(before) as Element) : last;
    if (!stretch || (!before && stretch.childNodes.length >= this.size && beginsLine(first)))
      stretch = this.page.appendChild(this.make());
    for (const node of nodes) stretch.insertBefore(node, before);
    if (before) this.divide(stretch);
  }

  remove(nodes: ChildNode[]): void {
    for (const node of nodes) {
      const stretch = parentOf(node);
      take(node);
      if (stretch && !stretch.firstChild) take(stretch);
    }
  }

  private get size(): number {
    return this.page.childElementCount <= shortStretches ? shortStretch : fullStretch;
  }

  private make(): Element {
    const stretch = this.document.createElement("div");
    stretch.className = "livebars-stretch";
    return stretch;
  }

  private divide(stretch: Element): void {
    let whole: Element | undefined = stretch;
    const { size } = this;
    while (whole && whole.childNodes.length > 2 * size) {
      const nodes: ChildNode[] = [...whole.childNodes];
      const at = nodes.findIndex((node, i) => i >= size && beginsLine(node));
      if (at < 0) return;
      const rest = this.make();
      whole.after(rest);
      for (const node of nodes.slice(at)) move(node, rest);
      whole = rest;
    }
  }
}

/** Moves a node that is in the page, with its selection and scroll position where the browser can do that. */
function move(node: ChildNode, to: Element & { moveBefore?(node: Node, before: null): void }): void {
  if (to.moveBefore) to.moveBefore(node, null);
  else to.append(node);
}
