// A bar between two parts of the page that moves their boundary: by pointer, arrow keys, Home and End.

export interface SplitterOptions {
  label: string;
  /** The direction in which the parts follow each other; asked at each use, for it may change with the width. */
  axis: () => "x" | "y";
  before: HTMLElement;
  after: HTMLElement;
  /** The custom property that holds the share of a part; of `before` and `after`, or of `on` by two names. */
  property: string;
  /** Called when a person has moved the bar, with the share of `before`, 0 to 1. */
  onMove?: (share: number) => void;
  /** Sets the shares in another way than by `property` on both parts. */
  apply?: (share: number) => void;
}

const smallest = 0.08;
const step = 0.04;

export function splitter(options: SplitterOptions): HTMLElement {
  const bar = document.createElement("div");
  bar.className = "splitter";
  bar.role = "separator";
  bar.tabIndex = 0;
  bar.setAttribute("aria-label", options.label);
  bar.setAttribute("aria-valuemin", "0");
  bar.setAttribute("aria-valuemax", "100");

  const size = (part: HTMLElement) => (options.axis() === "x" ? part.offsetWidth : part.offsetHeight);
  const share = () => size(options.before) / Math.max(1, size(options.before) + size(options.after));
  const sum = () => {
    const of = (part: HTMLElement) => Number.parseFloat(part.style.getPropertyValue(options.property)) || 1;
    return of(options.before) + of(options.after);
  };
  const announce = () => {
    bar.setAttribute("aria-orientation", options.axis() === "x" ? "vertical" : "horizontal");
    bar.setAttribute("aria-valuenow", String(Math.round(share() * 100)));
  };
  const move = (to: number) => {
    const next = Math.min(1 - smallest, Math.max(smallest, to));
    if (options.apply) options.apply(next);
    else {
      const total = sum();
      options.before.style.setProperty(options.property, String(next * total));
      options.after.style.setProperty(options.property, String((1 - next) * total));
    }
    announce();
    options.onMove?.(next);
  };

  bar.addEventListener("pointerdown", (down) => {
    down.preventDefault();
    bar.focus();
    bar.setPointerCapture(down.pointerId);
    document.body.classList.add("resizing");
    const start = options.before.getBoundingClientRect();
    const total = size(options.before) + size(options.after);
    const follow = (event: PointerEvent) => {
      const way = options.axis() === "x" ? event.clientX - start.left : event.clientY - start.top;
      move(way / total);
    };
    const end = () => {
      document.body.classList.remove("resizing");
      bar.removeEventListener("pointermove", follow);
    };
    bar.addEventListener("pointermove", follow);
    bar.addEventListener("lostpointercapture", end, { once: true });
  });
  bar.addEventListener("keydown", (event) => {
    const [less, more] = options.axis() === "x" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    if (event.key === less) move(share() - step);
    else if (event.key === more) move(share() + step);
    else if (event.key === "Home") move(smallest);
    else if (event.key === "End") move(1 - smallest);
    else return;
    event.preventDefault();
  });
  new ResizeObserver(announce).observe(options.before);
  announce();
  return bar;
}
