// Light, dark, or as the system has it: for the page and the preview.
import type { PreviewFrame } from "../frame/preview-frame.ts";
import { byId } from "./elements.ts";
import { storeSetting } from "./storage.ts";

/** Connects the choices of a theme, and of another one for the page; the result sets one. */
export function connectTheme(frame: PreviewFrame): (theme: string) => void {
  const choice = byId<HTMLSelectElement>("theme");
  const ofPage = byId<HTMLFieldSetElement>("page-theme");
  const own = () => ofPage.querySelector<HTMLInputElement>("input:checked")?.value;
  const set = (theme: string) => {
    choice.value = theme;
    document.documentElement.dataset.theme = theme;
    frame.setTheme(own() || theme);
  };
  ofPage.addEventListener("change", () => frame.setTheme(own() || choice.value));
  choice.addEventListener("change", () => {
    set(choice.value);
    storeSetting("theme", choice.value);
  });
  return set;
}
