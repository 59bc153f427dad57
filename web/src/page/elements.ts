/** An element of index.html. */
export function byId<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html lacks #${id}`);
  return element as T;
}

/**
 * Makes nodes the children of an element. Those that are there already stay where they are: a click is lost when what was
 * pressed is taken out before it is released, and the focus with it.
 */
export function setChildren(element: Element, nodes: readonly Node[]): void {
  const wanted = new Set(nodes);
  for (const child of [...element.childNodes]) if (!wanted.has(child)) child.remove();
  let next = element.firstChild;
  for (const node of nodes) {
    if (node === next) next = node.nextSibling;
    else element.insertBefore(node, next);
  }
}
