// In a narrow window each bar is one row: what is needed less often is in a menu of the bar.
import { byId } from "./elements.ts";

/** What goes into which menu. */
const moves: readonly (readonly [id: string, menu: string])[] = [
  ["reset", "file"],
  ["open", "file"],
  ["theme-field", "file"],
  ["format-field", "more-settings"],
  ["dialect-field", "more-settings"],
  ["output-button", "more-settings"],
];

export function connectNarrowBars(isNarrow: MediaQueryList): void {
  const places = moves.map(([id, menu]) => {
    const element = byId(id);
    const place = document.createComment(id);
    element.before(place);
    return { element, place, menu: byId(menu) };
  });
  const lay = () => {
    for (const { element, place, menu } of places)
      if (isNarrow.matches) menu.append(element);
      else place.after(element);
  };
  isNarrow.addEventListener("change", lay);
  lay();
}
