// What makes a page nicer and need not be there at once: colours of code, and mathematics. The libraries are loaded when a
// page first has something for them; until then code is plain and mathematics is TeX.
import { find } from "./dom.ts";

/** Made by the build: the files beside this script. Bundlers look for texts in imports: the names become such. */
declare const HIGHLIGHT_FILE: string;
declare const MATH_FILE: string;

type Highlight = typeof import("./highlight.ts");
type MathModule = typeof import("./math.ts");

let highlight: Highlight | undefined;
let math: MathModule | undefined;

/** Longer code is not coloured: it would be felt while typing. */
const longestCode = 20_000;

/** What of a page can be made nicer. */
export interface Enhanceable {
  code: Element[];
  formulas: Element[];
}

/** Looks through new nodes. In a long page, to look through those that are shown takes a hundred times as long. */
export const enhanceable = (nodes: Node[]): Enhanceable => ({
  code: find(nodes, "pre > code[class*='language-']").filter(
    (element) => (element.textContent?.length ?? 0) <= longestCode,
  ),
  formulas: find(nodes, "doc-math"),
});

/** Colours code and sets mathematics. */
export async function enhance({ code, formulas }: Enhanceable): Promise<void> {
  // What is loaded already is put to work before the page is painted.
  if (code.length > 0) {
    highlight ??= await loaded<Highlight>(() => import(HIGHLIGHT_FILE));
    for (const element of code) highlight?.colour(element);
  }
  if (formulas.length > 0) {
    math ??= await loaded<MathModule>(() => import(MATH_FILE));
    for (const element of formulas) math?.typeset(element);
  }
}

async function loaded<T>(load: () => Promise<T>): Promise<T | undefined> {
  try {
    return await load();
  } catch {
    return undefined; // the page is readable without
  }
}
