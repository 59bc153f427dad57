// Outlines above the page: the page itself stays as it is.

import type { PreviewFrame } from "../frame/preview-frame.ts";
import type { PagePlace } from "../library/contract.d.ts";
import { finding as words } from "../words/en.ts";

/** Outlines that are drawn at most. */
const mostRects = 300;

/** Milliseconds between two looks at whether the page was scrolled: WebKit does not tell. */
const lookEveryMs = 250;

export class PageMarks {
  /** Lies above the page, and takes the pointer when it is asked to. */
  readonly layer = document.createElement("div");
  private places: PagePlace[] = [];
  private looking: ReturnType<typeof setInterval> | undefined;
  private seen = "";

  constructor(private readonly frame: PreviewFrame) {
    this.layer.className = "page-marks";
    this.layer.setAttribute("role", "application");
    this.layer.setAttribute("aria-label", words.words);
    this.layer.inert = true;
    frame.element.after(this.layer);
    new ResizeObserver(() => this.place()).observe(frame.element);
  }

  takePointer(on: boolean): void {
    this.layer.classList.toggle("taking", on);
    this.layer.inert = !on;
    this.layer.tabIndex = on ? 0 : -1;
  }

  show(places: PagePlace[]): void {
    if (places.length === 0 && this.places.length === 0) return;
    this.places = places;
    clearInterval(this.looking);
    if (places.length > 0)
      this.looking = setInterval(() => {
        const { contentWindow } = this.frame.element;
        const now = `${contentWindow?.scrollX},${contentWindow?.scrollY}`;
        if (now !== this.seen) this.place();
        this.seen = now;
      }, lookEveryMs);
    this.place();
  }

  /** Draws the outlines where their places are now. */
  place(): void {
    const { element } = this.frame;
    if (this.places.length === 0 || element.hidden) {
      this.layer.replaceChildren();
      return;
    }
    const found = this.frame.places;
    const zoom = Number(element.style.zoom) || 1;
    const [left, top] = [element.offsetLeft, element.offsetTop];
    const rects = this.places.flatMap((place) => found?.rectsOf(place) ?? []);
    const boxes: HTMLElement[] = [];
    for (const rect of rects) {
      if (rect.bottom < 0 || rect.top > element.clientHeight || boxes.length === mostRects) continue;
      const box = document.createElement("div");
      box.style.left = `${left + rect.left * zoom - 2}px`;
      box.style.top = `${top + rect.top * zoom - 2}px`;
      box.style.width = `${rect.width * zoom + 4}px`;
      box.style.height = `${rect.height * zoom + 4}px`;
      boxes.push(box);
    }
    this.layer.replaceChildren(...boxes);
  }

  /** A point of this window as one of the frame's. */
  inFrame(x: number, y: number): { x: number; y: number } {
    const { element } = this.frame;
    const { left, top } = element.getBoundingClientRect();
    const zoom = Number(element.style.zoom) || 1;
    return { x: (x - left) / zoom, y: (y - top) / zoom };
  }
}
