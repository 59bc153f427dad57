/** Divides the page between editors and result: the share of the editors, 0 to 1. */
export function split(share: number): void {
  const { style } = document.getElementById("workspace") as HTMLElement;
  style.setProperty("--left", `${share}fr`);
  style.setProperty("--right", `${1 - share}fr`);
}
