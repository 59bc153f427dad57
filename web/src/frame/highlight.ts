// Colours code in a page: a file of its own, loaded when a page has code.
import { coloured } from "./code-colours.ts";
import { parsed } from "./dom.ts";

/** Colours an element of code whose class names a language that is known here. */
export function colour(element: Element): void {
  const language = /(?:^|\s)language-([\w+#-]+)/.exec(element.className)?.[1]?.toLowerCase();
  const html = language && coloured(element.textContent ?? "", language);
  if (html) element.replaceChildren(...parsed(element.ownerDocument, element, html));
}
