// Popovers open beside the button that opens them.

/** CSS pixels between a button and its popover, and between a popover and the edge of the window. */
const gap = 4;
const margin = 8;

export function placePopovers(): void {
  document.addEventListener(
    "click",
    ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      const popover = button?.popoverTargetElement;
      if (!button || !(popover instanceof HTMLElement)) return;
      const place = () => {
        const { left, bottom, top } = button.getBoundingClientRect();
        const { offsetWidth, offsetHeight } = popover;
        const x = Math.max(margin, Math.min(left, innerWidth - offsetWidth - margin));
        const below = bottom + gap;
        const isRoom = below + offsetHeight <= innerHeight - margin || top - gap - offsetHeight < margin;
        const y = isRoom ? below : top - gap - offsetHeight;
        popover.style.left = `${x}px`;
        popover.style.top = `${Math.max(margin, Math.min(y, innerHeight - offsetHeight - margin))}px`;
      };
      requestAnimationFrame(() => {
        if (popover.offsetWidth > 0) place();
      });
    },
    { capture: true },
  );
}
