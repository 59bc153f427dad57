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
export function revised(shown: ChildNode[], now: ChildNode[]): boolean {
  if (shown.length !== now.length || !shown.every((node, i) => alike(node, now[i] as ChildNode)))
    return false;
  for (const [i, node] of shown.entries()) revise(node, now[i] as ChildNode);
  return true;
}

function alike(shown: Node, now: Node): boolean {
  if (!isElement(shown)) return shown.nodeType === now.nodeType;
  if (!isElement(now) || shown.localName !== now.localName) return false;
  if (!isHTML(shown) || !isHTML(now) || !plain.has(shown.localName)) return equal(shown, now);
  let a = shown.firstChild;
  let b = now.firstChild;
  while (a && b && alike(a, b)) [a, b] = [a.nextSibling, b.nextSibling];
  return !a && !b;
}

function revise(shown: Node, now: Node): void {
  if (!isElement(shown) || !isElement(now)) reviseText(shown as CharacterData, (now as CharacterData).data);
  else if (plain.has(shown.localName)) {
    reviseAttributes(shown, now);
    for (let a = shown.firstChild, b = now.firstChild; a && b; [a, b] = [a.nextSibling, b.nextSibling])
      revise(a, b);
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

function reviseAttributes(shown: Element, now: Element): void {
  for (const { name, value } of now.attributes)
    if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  if (shown.attributes.length !== now.attributes.length)
    for (const { name } of [...shown.attributes]) if (!now.hasAttribute(name)) shown.removeAttribute(name);
}
