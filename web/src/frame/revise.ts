// An island that differs from the one before in texts and attributes only is revised in place. Browsers make less new
// for it than for new nodes, and what the reader has selected in it stays selected.
import { equal, isElement, isHTML } from "./dom.ts";

/** Elements that are what their attributes and children say: nothing that the reader does changes them. */
const plain = new Set(
  (
    "a abbr b blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 " +
    "hr i ins kbd li mark ol p pre q s samp section small span strong sub sup table tbody td tfoot th thead tr u ul var"
  ).split(" "),
);

/** Makes nodes of the page what others are. False if they are of another shape: then nothing was done. */
export function revised(shown: ArrayLike<Node>, now: ArrayLike<Node>): boolean {
  if (!alike(shown, now)) return false;
  revise(shown, now);
  return true;
}

// Properties are read of plain elements only: the fields of a form can take the place of its own.

function alike(shown: ArrayLike<Node>, now: ArrayLike<Node>): boolean {
  return shown.length === now.length && Array.from(shown).every((node, i) => sameShape(node, now[i] as Node));
}

function sameShape(shown: Node, now: Node): boolean {
  if (isPlain(shown) && isPlain(now))
    return shown.localName === now.localName && alike(shown.childNodes, now.childNodes);
  if (isElement(shown) || isElement(now)) return equal(shown, now);
  return shown.nodeType === now.nodeType;
}

const isPlain = (node: Node): node is Element => isElement(node) && isHTML(node) && plain.has(node.localName);

function revise(shown: ArrayLike<Node>, now: ArrayLike<Node>): void {
  for (const [i, node] of Array.from(shown).entries()) {
    const other = now[i] as Node;
    if (isPlain(node)) {
      reviseAttributes(node, other as Element);
      revise(node.childNodes, other.childNodes);
    } else if (!isElement(node)) reviseText(node as CharacterData, (other as CharacterData).data);
  }
}

/** Replaces what differs, so that a selection before and behind it holds. */
function reviseText(text: CharacterData, now: string): void {
  const old = text.data;
  if (old === now) return;
  let from = 0;
  while (from < old.length && old[from] === now[from]) from++;
  let end = 0;
  while (end < old.length - from && end < now.length - from && old.at(-1 - end) === now.at(-1 - end)) end++;
  text.replaceData(from, old.length - end - from, now.slice(from, now.length - end));
}

/** Attributes are copied as nodes: what a parser takes for a name, `=x` for one, `setAttribute` refuses. */
function reviseAttributes(shown: Element, now: Element): void {
  for (const attribute of now.attributes)
    if (shown.getAttribute(attribute.name) !== attribute.value)
      shown.setAttributeNode(attribute.cloneNode() as Attr);
  if (shown.attributes.length !== now.attributes.length)
    for (const { name } of [...shown.attributes]) if (!now.hasAttribute(name)) shown.removeAttribute(name);
}
