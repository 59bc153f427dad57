// Light, dark, or as the system has it: for the page and the preview.
import type { PreviewFrame } from "../frame/preview-frame.ts";
import { byId } from "./elements.ts";
import { storeSetting } from "./storage.ts";

/** Connects the choice of a theme; the result sets one. */
export function connectTheme(frame: PreviewFrame): (theme: string) => void {
  const choice = byId<HTMLSelectElement>("theme");
  const set = (theme: string) => {
    choice.value = theme;
    document.documentElement.dataset.theme = theme;
    frame.setTheme(theme);
  };
  choice.addEventListener("change", () => {
    set(choice.value);
    storeSetting("theme", choice.value);
  });
  return set;
}
