// Each bar is one row: where there is no room, what is needed less often is in a menu of the bar.
import { byId } from "./elements.ts";

/** CSS pixels of the result, at the usual size of text, below which its bar has no room for all. */
const roomForResult = 560;
const usualTextSize = 15;

/** Gives what puts elements into a menu, and back to where they were. */
function movable(ids: string[], menu: string): (intoMenu: boolean) => void {
  const target = byId(menu);
  const places = ids.map((id) => {
    const element = byId(id);
    const place = document.createComment(id);
    element.before(place);
    return { element, place };
  });
  let isInMenu = false;
  return (intoMenu) => {
    if (intoMenu === isInMenu) return;
    isInMenu = intoMenu;
    for (const { element, place } of places)
      if (intoMenu) target.append(element);
      else place.after(element);
  };
}

export function connectNarrowBars(): void {
  const window_ = matchMedia("(max-width: 50em)");
  const moveHeader = movable(["reset", "open", "theme-field"], "file");
  const layHeader = () => moveHeader(window_.matches);
  window_.addEventListener("change", layHeader);
  layHeader();

  const moveSettings = movable(["format-field", "dialect-field", "output-button"], "more-settings");
  new ResizeObserver(([entry]) => {
    const textSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const width = entry?.contentRect.width ?? 0;
    if (width > 0) moveSettings(width < (roomForResult * textSize) / usualTextSize);
  }).observe(byId("result"));
}
