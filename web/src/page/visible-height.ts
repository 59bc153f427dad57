// The page is as high as what is seen of it. A virtual keyboard covers the lower part of a window: Chromium and Firefox
// make the window lower (`interactive-widget` in index.html), Safari tells of it by the visual viewport alone.

export function followVisibleHeight(): void {
  const { visualViewport } = window;
  if (!visualViewport) return;
  const follow = () => {
    // A page that is enlarged by two fingers stays as it is laid out.
    const isCovered = visualViewport.scale === 1 && visualViewport.height < innerHeight - 1;
    const { style } = document.documentElement;
    if (isCovered) style.setProperty("--visible-height", `${visualViewport.height}px`);
    else style.removeProperty("--visible-height");
    if (isCovered) scrollTo(0, 0); // Safari has scrolled the window to the caret, beyond its end
  };
  visualViewport.addEventListener("resize", follow);
  follow();
}
