// The islands of a page are grouped in chunks. Browsers paint a chunk again where something in it has changed, and of a
// long page they skip those that are out of view: with a thousand islands of their own, finding out which ones are in
// view took longer than an edit.
import { created, isElement, nameOf, parentOf, take } from "./dom.ts";

/**
 * Nodes of a new chunk: an island is mostly an element and a line end. One of twice as many is divided. The first
 * ones are short, so that pages of a common length have some.
 */
const shortChunk = 32;
const fullChunk = 80;
const shortChunks = 12;

/** Nodes of a chunk of a text page, which are some lines each. */
const linesChunk = 8;

/** Elements that begin on a line of their own: between two lines a page can be divided without a change to its look. */
const blocks = new Set(
  "address article aside blockquote details div dl figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul".split(
    " ",
  ),
);

export class RenderChunks {
  constructor(
    private readonly document: Document,
    private readonly page: Element,
    /** Each node begins on a line of its own. */
    private readonly isLines = false,
  ) {}

  get context(): Element {
    return this.page;
  }

  /** Puts the nodes of an island before a node of another one, or at the end. */
  insert(nodes: ChildNode[], before: ChildNode | null): void {
    const [first] = nodes;
    if (!first) return;
    const last = this.page.lastElementChild;
    let chunk = before ? (parentOf(before) as Element) : last;
    if (!chunk || (!before && chunk.childNodes.length >= this.size && this.beginsLine(first)))
      chunk = this.page.appendChild(this.make());
    for (const node of nodes) chunk.insertBefore(node, before);
    if (before) this.divide(chunk);
  }

  remove(nodes: ChildNode[]): void {
    for (const node of nodes) {
      const chunk = parentOf(node);
      take(node);
      if (chunk && !chunk.firstChild) take(chunk);
    }
  }

  private beginsLine(node: Node): boolean {
    return this.isLines || (isElement(node) && blocks.has(nameOf(node)));
  }

  private get size(): number {
    if (this.isLines) return linesChunk;
    return this.page.childElementCount <= shortChunks ? shortChunk : fullChunk;
  }

  private make(): Element {
    const chunk = created(this.document, "div");
    chunk.className = "livebars-chunk";
    return chunk;
  }

  private divide(chunk: Element): void {
    let whole: Element | undefined = chunk;
    const { size } = this;
    while (whole && whole.childNodes.length > 2 * size) {
      const nodes: ChildNode[] = [...whole.childNodes];
      const at = nodes.findIndex((node, i) => i >= size && this.beginsLine(node));
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
