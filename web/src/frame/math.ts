// Mathematics as MathML, made of TeX by Temml: a file of its own, loaded when a page has any.
import temml from "temml";
import { parsed } from "./dom.ts";

/** Shows the TeX of an element as a formula; what Temml cannot read stays TeX. */
export function typeset(element: Element): void {
  const tex = element.textContent ?? "";
  let markup: string;
  try {
    markup = temml.renderToString(tex, {
      displayMode: element.getAttribute("display") === "block",
      throwOnError: true,
      trust: false,
      maxSize: [20, 200],
      maxExpand: 500,
    });
  } catch {
    return;
  }
  element.replaceChildren(...parsed(element.ownerDocument, element, markup));
}
