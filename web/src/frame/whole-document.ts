// A page that is a document of its own (`<!doctype html>`, `<html>`, `<head>`, `<body>`): the frame's document is that
// document, with its doctype, its root and its body, and nothing of ours between them.
import type { Splice } from "../library/contract.d.ts";
import {
  attribute,
  bodyOf,
  childrenOf,
  doctypeOf,
  find,
  headOf,
  insertInto,
  isElement,
  reviseAttributes,
  rewrite,
  rootOf,
  take,
} from "./dom.ts";
import { IslandTree, type Place } from "./island-tree.ts";
import type { Islands } from "./page-places.ts";
import type { Pieces } from "./pieces.ts";
import { boundReferences, refers } from "./references.ts";
import { reviseChildren } from "./revise.ts";
import { sanitized } from "./sanitize.ts";

/** A doctype as text; "" for none, which browsers show in quirks mode. */
function textOf(doctype: DocumentType | null): string {
  if (!doctype) return "";
  const { name, publicId, systemId } = doctype;
  const quoted = (text: string) => {
    const clean = text.replace(/[<>]/g, "");
    return clean.includes('"') ? `'${clean.replaceAll("'", "")}'` : `"${clean}"`;
  };
  const named = `<!DOCTYPE ${/^[\w.-]+$/.test(name) ? name : "html"}`;
  if (publicId) return `${named} PUBLIC ${quoted(publicId)}${systemId ? ` ${quoted(systemId)}` : ""}>`;
  return systemId ? `${named} SYSTEM ${quoted(systemId)}>` : `${named}>`;
}

/** HTML as a document that no window shows: nothing of it runs or is loaded. */
interface ParsedDocument {
  doctype: string;
  tree: Document;
}

function parsedDocument(html: string): ParsedDocument {
  const tree = new DOMParser().parseFromString(html, "text/html");
  return { doctype: textOf(doctypeOf(tree)), tree };
}

/** HTML of a whole document without what a page may not have, with more at the start of its head. */
export function guardedHTML(html: string, ownHead: string): string {
  const { doctype, tree } = parsedDocument(html);
  const root = rootOf(tree);
  sanitized([root], "about:srcdoc");
  boundReferences([root]);
  headOf(tree).insertAdjacentHTML("afterbegin", ownHead);
  return `${doctype}${root.outerHTML}`;
}

/** Stands for the content of a body where the document around it is parsed alone. */
const contentMark = "livebars-content";

/** The nodes of a body that are not of its content's islands: white space before them, and what stands behind. */
interface Around {
  before: ChildNode[];
  behind: ChildNode[];
}

/**
 * What is around the content of a body: undefined if the content is not just what the body holds, as where an element is open
 * at its start or stands behind its end.
 */
function aroundContent(body: HTMLElement): Around | undefined {
  const nodes = childrenOf(body);
  const at = nodes.findIndex((node) => node.nodeType === Node.COMMENT_NODE && node.nodeValue === contentMark);
  if (at < 0 || nodes.some(isElement)) return undefined;
  (nodes[at] as ChildNode).remove();
  return { before: nodes.slice(0, at), behind: nodes.slice(at + 1) };
}

/** The content of a body, with nothing of ours between. */
class BodyPlace implements Place {
  constructor(
    readonly context: HTMLElement,
    public around: Around,
  ) {}

  insert(nodes: ChildNode[], before: ChildNode | null): void {
    for (const node of nodes) insertInto(this.context, node, before ?? this.around.behind[0] ?? null);
  }

  remove(nodes: ChildNode[]): void {
    for (const node of nodes) take(node);
  }
}

/** The content of a body, shown by its islands. */
interface Content {
  place: BodyPlace;
  tree: IslandTree;
  /** Where the content begins and ends in the list of islands. */
  from: number;
  to: number;
}

/** The document of the frame as it shows a whole document. */
export class DocumentView {
  doctype: string | undefined;
  /** How many nodes at the start of the head are ours, and stay. */
  private own = 0;
  private content: Content | undefined;
  private isBounded = false;
  /** New nodes have references that draw others. */
  private draws = false;

  /** `ownHead` is HTML that stays at the start of the head: the policy. `began` is called when the document is a new one. */
  constructor(
    private readonly document: Document,
    private readonly ownHead: string,
    private readonly isGuarded: boolean,
    private readonly began: () => void,
  ) {}

  /** Shows pieces of HTML; `splices` are what is new of them. Tells whether references were taken out that would draw too much. */
  show(pieces: Pieces, splices: Splice[]): boolean {
    if (!this.showContent(pieces, splices)) this.showWhole(parsedDocument(pieces.html()));
    return this.isBounded;
  }

  private showWhole(parsed: ParsedDocument): void {
    this.content = undefined;
    this.begin(parsed.doctype);
    const root = rootOf(parsed.tree);
    this.guard([root]);
    this.isBounded = refers([root]) && boundReferences([root]);
    this.reviseAround(parsed.tree);
    reviseChildren(bodyOf(this.document), bodyOf(parsed.tree));
  }

  /** A document with another doctype is another document. */
  private begin(doctype: string): void {
    if (doctype === this.doctype) return;
    this.doctype = doctype;
    this.content = undefined;
    rewrite(this.document, `${doctype}<html><head>${this.ownHead}</head><body></body></html>`);
    this.own = headOf(this.document).childNodes.length;
    this.began();
  }

  private readonly guard = (found: ChildNode[]): ChildNode[] => {
    const nodes = this.isGuarded ? sanitized(found, "") : found;
    this.draws ||= refers(nodes); // asked of nodes in a page it would take much longer
    return nodes;
  };

  private reviseAround(tree: Document): void {
    reviseAttributes(rootOf(this.document), rootOf(tree));
    reviseChildren(headOf(this.document), headOf(tree), this.own);
    reviseAttributes(bodyOf(this.document), bodyOf(tree));
  }

  /** Shows a document whose body has islands, of which only what is new is parsed. False for any other one. */
  private showContent(pieces: Pieces, splices: Splice[]): boolean {
    const range = pieces.bodyContent();
    if (!range) return false;
    const { from, to } = range;
    const isInside = (splice: Splice) => {
      const { content } = this;
      return content && splice.at >= content.from && splice.at + splice.remove <= content.to;
    };
    let inside: Splice[] = splices;
    if (!this.content || !splices.every(isInside)) {
      const isOutside = ({ at, remove, insert }: Splice) =>
        remove === insert.length && (at + remove <= from || at >= to);
      const isSame = this.content?.from === from && this.content.to === to;
      const parsed = parsedDocument(`${pieces.html(0, from)}<!--${contentMark}-->${pieces.html(to)}`);
      this.guard([rootOf(parsed.tree)]);
      const around = aroundContent(bodyOf(parsed.tree));
      if (!around) return false;
      this.begin(parsed.doctype);
      this.reviseAround(parsed.tree);
      if (this.content && isSame && splices.every((splice) => isInside(splice) || isOutside(splice))) {
        this.putAround(this.content.place, around);
        inside = splices.filter(isInside);
      } else {
        const body = bodyOf(this.document);
        for (const node of childrenOf(body)) take(node);
        const place = new BodyPlace(body, { before: [], behind: [] });
        this.putAround(place, around);
        this.content = { place, tree: new IslandTree(this.document, place, this.guard), from, to };
        this.isBounded = false;
        inside = [pieces.splice(from, to)];
      }
    }
    const { content } = this;
    if (!content) return false;
    this.draws = false;
    for (const splice of inside) {
      content.tree.splice({ ...splice, at: splice.at - content.from });
      content.to += splice.insert.length - splice.remove;
    }
    if (this.draws) this.isBounded = boundReferences([rootOf(this.document)]);
    return true;
  }

  private putAround(place: BodyPlace, now: Around): void {
    const { around, context } = place;
    for (const node of [...around.before, ...around.behind]) take(node);
    const first = childrenOf(context)[0] ?? null;
    for (const node of now.before) insertInto(context, node, first);
    for (const node of now.behind) insertInto(context, node, null);
    place.around = now;
  }

  /** The islands of the body, if what is shown was made of them. */
  get islands(): Islands | undefined {
    const { content } = this;
    if (!content) return undefined;
    const { tree, from } = content;
    return { count: from + tree.count, nodesOf: (island) => tree.shownBy(island - from) };
  }

  /** The width, in CSS pixels, at which a phone is asked to lay the page out; undefined for its own. */
  get viewportWidth(): number | undefined {
    const [meta] = find([headOf(this.document)], "meta[name=viewport i]");
    const asked = /(?:^|[,;\s])width\s*=\s*(\d{1,5})(?![\w.])/i.exec(
      (meta && attribute(meta, "content")) ?? "",
    );
    return asked ? Number(asked[1]) : undefined;
  }

  /** The height of the page, in CSS pixels. */
  get height(): number {
    const [root, body] = [rootOf(this.document), bodyOf(this.document)];
    // In quirks mode the root is as high as the frame.
    if (this.doctype) return Math.ceil(root.getBoundingClientRect().height);
    const { marginTop, marginBottom } = getComputedStyle(body);
    return Math.ceil(body.offsetHeight + Number.parseFloat(marginTop) + Number.parseFloat(marginBottom));
  }

  /** The elements whose sizes make the height. */
  get sized(): Element[] {
    return [rootOf(this.document), bodyOf(this.document)];
  }
}
