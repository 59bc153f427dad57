// Popovers open beside the button that opens them.

/** CSS pixels between a button and its popover, and between a popover and the edge of the window. */
const gap = 4;
const margin = 8;

export function placePopovers(): void {
  let button: HTMLButtonElement | null = null;
  const place = (popover: HTMLElement) => {
    if (!button || popover.offsetWidth === 0) return;
    const { left, bottom, top } = button.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = popover;
    const x = Math.max(margin, Math.min(left, innerWidth - offsetWidth - margin));
    const below = bottom + gap;
    const isRoom = below + offsetHeight <= innerHeight - margin || top - gap - offsetHeight < margin;
    const y = isRoom ? below : top - gap - offsetHeight;
    popover.style.left = `${x}px`;
    popover.style.top = `${Math.max(margin, Math.min(y, innerHeight - offsetHeight - margin))}px`;
  };
  const capture = { capture: true };
  document.addEventListener(
    "click",
    ({ target }) => {
      button = target instanceof Element ? target.closest("button") : null;
      const popover = button?.popoverTargetElement;
      if (popover instanceof HTMLElement) requestAnimationFrame(() => place(popover));
    },
    capture,
  );
  // WebKit may show it after the next frame only.
  document.addEventListener(
    "toggle",
    ({ target }) => {
      if (target instanceof HTMLElement && target === button?.popoverTargetElement) place(target);
    },
    capture,
  );
}
