// Light, dark, or as the system has it: for the page and the preview.
import { byId } from "./elements.ts";
import { storeSetting } from "./storage.ts";

/** Connects the choices of a theme, and of another one for rendered pages, which `setTheme` sets; the result sets both. */
export function connectTheme(setTheme: (theme: string) => void): (theme: string) => void {
  const choice = byId<HTMLSelectElement>("theme");
  const ofPage = byId<HTMLFieldSetElement>("page-theme");
  const own = () => ofPage.querySelector<HTMLInputElement>("input:checked")?.value;
  const set = (theme: string) => {
    choice.value = theme;
    document.documentElement.dataset.theme = theme;
    setTheme(own() || theme);
  };
  ofPage.addEventListener("change", () => setTheme(own() || choice.value));
  choice.addEventListener("change", () => {
    set(choice.value);
    storeSetting("theme", choice.value);
  });
  return set;
}
