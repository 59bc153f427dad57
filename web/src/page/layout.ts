// How the parts of the page lie, and the way from one to the next by keyboard.
import { byId } from "./elements.ts";
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
  const narrow = matchMedia("(max-width: 760px)");
  const [before, after] = [byId("editors"), byId("result")];
  const bar = splitter({
    label: "Resize editors and page",
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
export function connectF6(editors: () => Stop[]): void {
  const others = ["#view input:checked", "#problems button", "#document"];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F6") return;
    event.preventDefault();
    const stops = [
      ...editors(),
      ...others.flatMap((selector): Stop[] => {
        const element = document.querySelector<HTMLElement>(selector);
        return element ? [{ element, focus: () => element.focus() }] : [];
      }),
    ].filter(({ element }) => element.offsetParent !== null);
    const at = stops.findIndex(({ element }) => element.contains(document.activeElement));
    stops[(at + (event.shiftKey ? -1 : 1) + stops.length) % stops.length]?.focus();
  });
}
