// Each bar is one row: where there is no room, what is needed less often is in a menu of the bar.
import { byId } from "./elements.ts";

/** Gives what puts elements into a menu, and back to where they were; `put` says where in the menu. */
function movable(ids: string[], put: (elements: HTMLElement[]) => void): (intoMenu: boolean) => void {
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
    if (intoMenu) put(places.map(({ element }) => element));
    else for (const { element, place } of places) place.after(element);
  };
}

/** Moves as many groups of a bar as it has no room for, in their order; all of them where room is scarce anyway. */
function keepOneRow(
  bar: HTMLElement,
  groups: ((intoMenu: boolean) => void)[],
  isScarce: () => boolean = () => false,
): void {
  const all = [...bar.querySelectorAll<HTMLElement>(":scope > :not([popover])")];
  const row = () =>
    all.filter(({ parentElement, offsetHeight }) => parentElement === bar && offsetHeight > 0);
  const isOneRow = () => {
    const [first, ...others] = row();
    const end = first ? first.offsetTop + first.offsetHeight : 0;
    return bar.scrollWidth <= bar.clientWidth && others.every(({ offsetTop }) => offsetTop < end);
  };
  // Not for each change of a height: a list that is open would close.
  const widths = () => [bar, ...row()].map(({ offsetWidth }) => offsetWidth).join();
  let last = "";
  const lay = () => {
    if (widths() === last) return;
    const focused = document.activeElement;
    for (const move of groups) move(false);
    for (const move of groups) if (isScarce() || !isOneRow()) move(true);
    if (focused instanceof HTMLElement && focused !== document.activeElement) focused.focus();
    last = widths();
  };
  const observer = new ResizeObserver(lay);
  for (const element of [bar, ...all]) observer.observe(element);
}

export function connectNarrowBars(): void {
  const [file, settings] = [byId("file"), byId("more-settings")];
  keepOneRow(
    byId("header"),
    [
      movable(["theme-field"], (theme) => file.append(...theme)),
      // The menu has them before the theme, which is moved first.
      movable(["reset", "open"], (actions) => byId("theme-field").before(...actions)),
    ],
    () => matchMedia("(max-width: 50em)").matches,
  );
  keepOneRow(byId("result-bar"), [
    movable(["output-button"], (size) => settings.append(...size)),
    movable(["format-field", "dialect-field"], (fields) => settings.prepend(...fields)),
  ]);
}
