// The width at which the page is looked at: that of the window, of a phone, of a mail, or any that is dragged to.

import type { PreviewFrame } from "../frame/preview-frame.ts";
import { result as words } from "../words/en.ts";
import { byId } from "./elements.ts";

/** CSS pixels. */
const narrowest = 200;
const widest = 3000;
const keyStep = 10;

export function connectPageWidth(frame: PreviewFrame): void {
  const choice = byId<HTMLFieldSetElement>("page-width");
  const views = byId("views");
  const shown = byId<HTMLOutputElement>("page-size");
  const handle = document.createElement("div");
  handle.className = "page-handle";
  handle.role = "separator";
  handle.tabIndex = 0;
  handle.hidden = true;
  handle.setAttribute("aria-label", words.pageWidth);
  handle.setAttribute("aria-orientation", "vertical");
  handle.setAttribute("aria-valuemin", String(narrowest));
  handle.setAttribute("aria-valuemax", String(widest));
  frame.element.after(handle);
  let width: number | undefined;
  /** What the document asks a phone for, whose screen shows a page that is wider smaller. */
  let viewport: number | undefined;

  const set = (next: number | undefined) => {
    width = next === undefined ? undefined : Math.round(Math.min(widest, Math.max(narrowest, next)));
    views.classList.toggle("sized", width !== undefined);
    handle.hidden = shown.hidden = width === undefined;
    const laidOut = width !== undefined && viewport !== undefined && viewport > width ? viewport : width;
    frame.element.style.width = laidOut === undefined ? "" : `${laidOut}px`;
    frame.element.style.zoom =
      laidOut === undefined || laidOut === width ? "" : String((width ?? laidOut) / laidOut);
    if (width === undefined || laidOut === undefined) shown.textContent = "";
    else shown.textContent = laidOut === width ? words.pixels(width) : words.scaled(width, laidOut);
    handle.setAttribute("aria-valuenow", String(width ?? 0));
    for (const input of choice.querySelectorAll("input")) input.checked = input.value === String(width ?? "");
  };

  frame.onViewport = (asked) => {
    viewport = asked === undefined ? undefined : Math.min(asked, widest);
    set(width);
  };
  choice.addEventListener("change", (event) => {
    const { value } = event.target as HTMLInputElement;
    set(value === "" ? undefined : Number(value));
  });
  handle.addEventListener("pointerdown", (down) => {
    down.preventDefault();
    handle.focus();
    handle.setPointerCapture(down.pointerId);
    document.body.classList.add("resizing");
    const start = width ?? frame.element.offsetWidth;
    // The page stands in the middle, so that each side moves by half.
    const centred = frame.element.offsetWidth < views.clientWidth ? 2 : 1;
    const follow = (event: PointerEvent) => set(start + centred * (event.clientX - down.clientX));
    handle.addEventListener("pointermove", follow);
    handle.addEventListener(
      "lostpointercapture",
      () => {
        document.body.classList.remove("resizing");
        handle.removeEventListener("pointermove", follow);
      },
      { once: true },
    );
  });
  handle.addEventListener("keydown", (event) => {
    const steps: Record<string, number> = { ArrowLeft: -keyStep, ArrowRight: keyStep };
    const step = steps[event.key];
    if (step === undefined || width === undefined) return;
    event.preventDefault();
    set(width + step);
  });
}
