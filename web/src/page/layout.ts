// How the parts of the page lie, and the way from one to the next by keyboard. Up to 600 px tabs choose one of them, up to
// 760 px editors and page lie above each other, and else beside each other (page.css has the same limits).

import type { PreviewFrame } from "../frame/preview-frame.ts";
import { panels as words } from "../words/en.ts";
import { byId } from "./elements.ts";
import type { PartTabs } from "./part-tabs.ts";
import { split } from "./split.ts";
import { splitter } from "./splitter.ts";
import { storeSetting } from "./storage.ts";

/** A part of the page that F6 leads to. */
export interface Stop {
  element: HTMLElement;
  focus(): void;
}

/** Puts the bar between editors and page; where the window is narrow, they lie above each other. */
export function divideWorkspace(): void {
  const narrow = matchMedia("(max-width: 47.5em)");
  const [before, after] = [byId("editors"), byId("result")];
  const bar = splitter({
    label: words.resizeWorkspace,
    axis: () => (narrow.matches ? "y" : "x"),
    before,
    after,
    property: "",
    apply: split,
    onMove: (share) => storeSetting("split", share.toFixed(3)),
  });
  before.after(bar);
}

/** F6 goes round the parts of the page, as in a desktop program. */
export function connectF6(editors: () => Stop[], tabs: PartTabs, frame: PreviewFrame): void {
  const inPage = (element: HTMLElement | null): Stop[] =>
    element
      ? [
          {
            element,
            focus() {
              tabs.show("page");
              element.focus();
            },
          },
        ]
      : [];
  const of = (selector: string): Stop[] => {
    const element = document.querySelector<HTMLElement>(selector);
    return element ? [{ element, focus: () => element.focus() }] : [];
  };
  const go = (event: KeyboardEvent) => {
    if (event.key !== "F6") return;
    event.preventDefault();
    const stops = [
      ...editors(),
      ...inPage(document.querySelector("#view input:checked")),
      ...inPage(frame.element.hidden ? null : frame.element),
      ...of("#problems button"),
      ...of("#document"),
    ].filter(({ element }) => element.offsetParent !== null);
    const at = stops.findIndex(({ element }) => element.contains(document.activeElement));
    stops[(at + (event.shiftKey ? -1 : 1) + stops.length) % stops.length]?.focus();
  };
  document.addEventListener("keydown", go);
  frame.onKey = go;
  // An element whose content has the focus is the active one, and matches no selector for that.
  const views = byId("views");
  const mark = () => views.classList.toggle("focused", document.activeElement === frame.element);
  document.addEventListener("focusin", mark);
  addEventListener("focus", mark);
  addEventListener("blur", () => setTimeout(mark));
}
