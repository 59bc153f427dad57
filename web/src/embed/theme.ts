// The theme of an element: what its attribute says, or what the page around it shows.

type Follower = () => void;

const followers = new Set<Follower>();
let watching = false;

/** Calls back whenever the page around may have turned light or dark. Gives the end of it. */
export function followTheme(follower: Follower): () => void {
  followers.add(follower);
  if (!watching) {
    watching = true;
    const report = () => {
      for (const follower of followers) follower();
    };
    const options = {
      attributes: true,
      attributeFilter: ["class", "style", "data-theme", "data-color-mode"],
    };
    const observer = new MutationObserver(report);
    for (const element of [document.documentElement, document.body]) observer.observe(element, options);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", report);
  }
  return () => followers.delete(follower);
}

export function themeOf(element: HTMLElement): string {
  const own = element.getAttribute("theme");
  if (own === "light" || own === "dark" || own === "system") return own;
  const scheme = getComputedStyle(element).colorScheme;
  const [light, dark] = [/\blight\b/.test(scheme), /\bdark\b/.test(scheme)];
  if (light && dark) return "system";
  return dark ? "dark" : "light";
}
