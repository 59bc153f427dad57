// The theme of an element: what its attribute says, else what the page around it shows. Portals say it in ways of their
// own, on any element around; where none does, the colours behind the element tell.

const marks = ["data-theme", "data-bs-theme", "data-md-color-scheme", "data-color-mode", "data-mode"];

/** What portals write there: Material for MkDocs calls its dark scheme "slate". */
const meanings: Record<string, "light" | "dark"> = {
  light: "light",
  default: "light",
  dark: "dark",
  slate: "dark",
};

/** "light", "dark" or "system". */
export function themeOf(element: HTMLElement): string {
  const own = element.getAttribute("theme");
  if (own === "light" || own === "dark" || own === "system") return own;
  return markedTheme(element) ?? schemeOf(element) ?? themeBehind(element);
}

function markedTheme(element: Element): string | undefined {
  for (const around of [element, ...ancestors(element)]) {
    for (const mark of marks) {
      const meaning = meanings[around.getAttribute(mark)?.toLowerCase() ?? ""];
      if (meaning) return meaning;
    }
    if (around.classList.contains("dark")) return "dark";
    if (around.classList.contains("light")) return "light";
  }
  return undefined;
}

/** What the style of the page says; undefined if it leaves that to the browser. */
function schemeOf(element: Element): string | undefined {
  const scheme = getComputedStyle(element).colorScheme;
  const [light, dark] = [/\blight\b/.test(scheme), /\bdark\b/.test(scheme)];
  if (light && dark) return "system";
  if (dark) return "dark";
  return light ? "light" : undefined;
}

/** By the brightness of the nearest background that covers what is behind it. */
function themeBehind(element: Element): string {
  for (const around of [element, ...ancestors(element)]) {
    const brightness = brightnessOf(getComputedStyle(around).backgroundColor);
    if (brightness !== undefined) return brightness < 0.5 ? "dark" : "light";
  }
  return "light";
}

/** 0 to 1 (perceived, ITU-R BT.601); undefined for a colour that lets more through than it covers. */
function brightnessOf(colour: string): number | undefined {
  const [, name, values = ""] = /^(rgba?|color)\((.*)\)$/.exec(colour) ?? [];
  const [red, green, blue, opacity = 1] = (values.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  if (red === undefined || green === undefined || blue === undefined || opacity < 0.5) return undefined;
  return (0.299 * red + 0.587 * green + 0.114 * blue) / (name === "color" ? 1 : 255);
}

/** Elements around, also those of the trees in whose shadow an element stands. */
function ancestors(element: Element): Element[] {
  const found: Element[] = [];
  for (let node: Node | null = element.parentNode; node; node = parentOf(node))
    if (node instanceof Element) found.push(node);
  return found;
}

const parentOf = (node: Node): Node | null => (node instanceof ShadowRoot ? node.host : node.parentNode);

/** Calls back whenever what is around an element may have turned light or dark. Gives the end of it. */
export function followTheme(element: HTMLElement, changed: () => void): () => void {
  let frame = 0;
  // Styles that the change brings are there in the next frame.
  const later = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(changed);
  };
  const observer = new MutationObserver(() => {
    changed();
    later();
  });
  for (const around of ancestors(element))
    observer.observe(around, { attributes: true, attributeFilter: ["class", "style", ...marks] });
  // Portals with a style sheet for each theme.
  observer.observe(document.head, {
    attributes: true,
    attributeFilter: ["href", "media", "disabled"],
    childList: true,
    subtree: true,
  });
  const system = matchMedia("(prefers-color-scheme: dark)");
  const faded = ({ propertyName, target }: TransitionEvent) => {
    if (propertyName === "background-color" && target instanceof Node && target.contains(element)) changed();
  };
  system.addEventListener("change", later);
  document.addEventListener("transitionend", faded);
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
    system.removeEventListener("change", later);
    document.removeEventListener("transitionend", faded);
  };
}
