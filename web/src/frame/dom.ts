// Calls on documents and elements of a rendered page. `<img name="getElementById">` or an `<input name="remove">` in
// a form takes the place of a method of its document or form, so methods are called from the prototypes.

const { scrollIntoView: scroll } = Element.prototype;
const { querySelectorAll, closest, getAttribute, setAttribute, setAttributeNode, removeAttribute, matches } =
  Element.prototype;
const { createRange, createComment, createElement, getElementById, getElementsByName } = Document.prototype;
const { open, write, close } = Document.prototype;
const documentElement = getter(Document.prototype, "documentElement");
const head = getter(Document.prototype, "head");
const body = getter(Document.prototype, "body");
const styleSheets = getter(Document.prototype, "styleSheets");
const title = getter(Document.prototype, "title");
const doctype = getter(Document.prototype, "doctype");
const { removeChild, insertBefore, isEqualNode, cloneNode } = Node.prototype;
const outerHTML = getter(Element.prototype, "outerHTML");
const textContent = getter(Node.prototype, "textContent");
const childNodes = getter(Node.prototype, "childNodes");
const firstChild = getter(Node.prototype, "firstChild");
const { addEventListener } = EventTarget.prototype;
const adoptedStyleSheets = Object.getOwnPropertyDescriptor(Document.prototype, "adoptedStyleSheets");
const nodeType = getter(Node.prototype, "nodeType");
const parentNode = getter(Node.prototype, "parentNode");
const classList = getter(Element.prototype, "classList");
const namespaceURI = getter(Element.prototype, "namespaceURI");
const localName = getter(Element.prototype, "localName");
const attributes = getter(Element.prototype, "attributes");

function getter<T extends object, K extends keyof T>(prototype: T, name: K): (this: T) => T[K] {
  const { get } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
  if (!get) throw new Error(`no getter ${String(name)}`);
  return get as (this: T) => T[K];
}

/** The frame's elements are of another realm: `instanceof` does not know them. */
export const isElement = (node: Node): node is Element & ChildNode =>
  nodeType.call(node) === Node.ELEMENT_NODE;

const html = "http://www.w3.org/1999/xhtml";

export const isMathML = (element: Element): boolean =>
  namespaceURI.call(element) === "http://www.w3.org/1998/Math/MathML";

export const isHTML = (element: Element): boolean => namespaceURI.call(element) === html;

export const nameOf = (element: Element): string => localName.call(element);

export const equal = (a: Node, b: Node): boolean => isEqualNode.call(a, b);

/** The elements that a selector finds in others, and those that it matches themselves. */
export function find<T extends Element = Element>(nodes: Iterable<Node>, selector: string): T[] {
  const found: T[] = [];
  for (const node of nodes) {
    if (!isElement(node)) continue;
    if (matches.call(node, selector)) found.push(node as unknown as T);
    for (const inner of querySelectorAll.call(node, selector)) found.push(inner as T);
  }
  return found;
}

export const nearest = (element: Element, selector: string): Element | null =>
  closest.call(element, selector);

/** Shows the start of an element, at once. */
export const scrollIntoView = (element: Element): void =>
  scroll.call(element, { block: "start", behavior: "instant" });

export const attribute = (element: Element, name: string): string | null => getAttribute.call(element, name);

export const setAttributeOf = (element: Element, name: string, value: string): void =>
  setAttribute.call(element, name, value);

export const dropAttribute = (element: Element, name: string): void => removeAttribute.call(element, name);

/** Makes the attributes of an element what those of another one are. */
export function reviseAttributes(shown: Element, now: Element): void {
  const wanted = attributes.call(now);
  // They are copied as nodes: what a parser takes for a name, `=x` for one, `setAttribute` refuses.
  for (const attribute of wanted)
    if (getAttribute.call(shown, attribute.name) !== attribute.value)
      setAttributeNode.call(shown, attribute.cloneNode() as Attr);
  if (attributes.call(shown).length === wanted.length) return;
  for (const name of attributeNames(shown)) if (!wanted.getNamedItem(name)) removeAttribute.call(shown, name);
}

export const attributeNames = (element: Element): string[] =>
  [...attributes.call(element)].map(({ name }) => name);

export const classes = (element: Element): DOMTokenList => classList.call(element);

export const parentOf = (node: Node): Node | null => parentNode.call(node);

/** Takes a node of any kind out of the page. */
export function take(node: Node): void {
  const parent = parentOf(node);
  if (parent) removeChild.call(parent, node);
}

export const insertInto = (parent: Element, node: Node, before: Node | null): void => {
  insertBefore.call(parent, node, before);
};

export const childrenOf = (node: Node): ChildNode[] => [...childNodes.call(node)];

export const firstOf = (node: Node): ChildNode | null => firstChild.call(node);

/** One for each document: until a range is collected, browsers adjust it at each change of what it could contain. */
const parsers = new WeakMap<Document, Range>();

/** The nodes of a piece of HTML, made by the document that will show them. */
export function parsed(page: Document, context: Element, html: string): ChildNode[] {
  const range = parsers.get(page) ?? createRange.call(page);
  parsers.set(page, range);
  range.setStart(context, 0); // its end would cost a count of the children
  range.collapse(true);
  return [...range.createContextualFragment(html).childNodes];
}

/** The parts of a document; an image named `body` would take the place of its property. */
export const rootOf = (page: Document): HTMLElement => documentElement.call(page);
export const headOf = (page: Document): HTMLHeadElement => head.call(page);
export const styleSheetsOf = (page: Document): StyleSheetList => styleSheets.call(page);
export const titleOf = (page: Document): string => title.call(page);
export const bodyOf = (page: Document): HTMLElement => body.call(page);
export const doctypeOf = (page: Document): DocumentType | null => doctype.call(page);

/** Style sheets that are none of the page's own. */
export const setStyleSheets = (page: Document, sheets: CSSStyleSheet[]): void =>
  adoptedStyleSheets?.set?.call(page, sheets);

export const listenTo = (page: Document, type: string, listener: (event: Event) => void): void =>
  addEventListener.call(page, type, listener);

/** Makes a document what a text is. */
export function rewrite(page: Document, html: string): void {
  (open as (this: Document) => Document).call(page);
  write.call(page, html);
  close.call(page);
}

/** An element or a text as HTML; anything else is "". */
export const htmlOf = (node: Node): string =>
  isElement(node) ? outerHTML.call(node) : isText(node) ? (textContent.call(node) ?? "") : "";

export const isText = (node: Node): node is Text & ChildNode => nodeType.call(node) === Node.TEXT_NODE;

export const wordsOf = (node: Node): string => textContent.call(node) ?? "";

export const copied = <T extends Node>(node: T): T => cloneNode.call(node, true) as T;

export const comment = (page: Document): Comment => createComment.call(page, "");

export const created = (page: Document, tag: string): HTMLElement => createElement.call(page, tag);

export const named = (page: Document, name: string): HTMLElement | null =>
  getElementById.call(page, name) ?? getElementsByName.call(page, name)[0] ?? null;
