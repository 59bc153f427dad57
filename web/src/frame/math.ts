// Sets mathematics in a page: a file of its own, loaded when a page has any.
import { parsed } from "./dom.ts";
import { formula } from "./formula.ts";

/** Shows the TeX of an element as a formula; what cannot be read stays TeX. */
export function typeset(element: Element): void {
  const markup = formula(element.textContent ?? "", element.getAttribute("display") === "block");
  if (markup) element.replaceChildren(...parsed(element.ownerDocument, element, markup));
}
