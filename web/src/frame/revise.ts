// An island that differs from the one before in texts and attributes only is revised in place. Browsers make less new
// for it than for new nodes, and what the reader has selected in it stays selected.
import { equal, isElement, isHTML, nameOf, reviseAttributes, take } from "./dom.ts";
import { carryOver } from "./reader-state.ts";

/** Elements that are what their attributes and children say: nothing that the reader does changes them. */
const plain = new Set(
  (
    "a abbr address article aside b big blockquote br caption center cite code col colgroup dd del dfn div dl dt em " +
    "figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li main mark nav ol p pre q s samp section " +
    "small span strike strong style sub sup table tbody td tfoot th thead title tr tt u ul var"
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

const isPlain = (node: Node): node is Element => isElement(node) && isHTML(node) && plain.has(nameOf(node));

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

/** Makes the children of an element what those of another one are, from one on; what is equal stays. */
export function reviseChildren(shown: Element, now: Element, from = 0): void {
  const before = [...shown.childNodes].slice(from);
  const after = [...now.childNodes];
  const shorter = Math.min(before.length, after.length);
  let first = 0;
  while (first < shorter && equal(before[first] as Node, after[first] as Node)) first++;
  let last = 0;
  while (last < shorter - first && equal(before.at(-1 - last) as Node, after.at(-1 - last) as Node)) last++;
  // What is of one kind is revised in place; from the first that is not, all is new.
  const end = shorter - last;
  while (first < end && isOfKind(before[first] as Node, after[first] as Node)) {
    reviseNode(before[first] as ChildNode, after[first] as ChildNode);
    first++;
  }
  const old = before.slice(first, before.length - last);
  const fresh = after.slice(first, after.length - last);
  const behind = before[before.length - last] ?? null;
  carryOver(old, fresh);
  for (const node of fresh) shown.insertBefore(node, behind);
  for (const node of old) take(node);
}

const isOfKind = (shown: Node, now: Node): boolean =>
  isPlain(shown) && isPlain(now)
    ? shown.localName === now.localName
    : !isElement(shown) && !isElement(now) && shown.nodeType === now.nodeType;

function reviseNode(shown: ChildNode, now: ChildNode): void {
  if (!isPlain(shown)) {
    reviseText(shown as unknown as CharacterData, (now as unknown as CharacterData).data);
    return;
  }
  reviseAttributes(shown, now as unknown as Element);
  reviseChildren(shown, now as unknown as Element);
}
