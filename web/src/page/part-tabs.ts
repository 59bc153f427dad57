// In a narrow window one part of the workspace is shown at a time: a text, or the page. Tabs choose which (WAI-ARIA
// Authoring Practices, "Tabs"); elsewhere all parts are shown, and what is chosen here has no effect.
import { isPartial, type Source } from "../library/sources.ts";
import { byId } from "./elements.ts";

export type Part = "folder" | "template" | "data" | "helpers" | "partials" | "page";

export const partOf = (source: Source): Part => (isPartial(source) ? "partials" : (source as Part));

export class PartTabs {
  private readonly tabs = [...byId("tabs").querySelectorAll<HTMLButtonElement>("[role=tab]")];

  constructor() {
    const list = byId("tabs");
    list.addEventListener("click", ({ target }) => {
      const tab = target instanceof Element ? target.closest<HTMLElement>("[role=tab]") : null;
      if (tab) this.show(tab.dataset.part as Part);
    });
    list.addEventListener("keydown", (event) => {
      const shown = this.tabs.filter((tab) => tab.offsetParent !== null);
      const at = shown.indexOf(document.activeElement as HTMLButtonElement);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: shown.length - 1 }[event.key];
      const next = to === undefined ? undefined : shown.at(to % shown.length);
      if (!next) return;
      event.preventDefault();
      this.show(next.dataset.part as Part);
      next.focus();
    });
  }

  show(part: Part): void {
    document.documentElement.dataset.part = part;
    for (const tab of this.tabs) {
      const isShown = tab.dataset.part === part;
      tab.setAttribute("aria-selected", String(isShown));
      tab.tabIndex = isShown ? 0 : -1;
    }
  }
}
