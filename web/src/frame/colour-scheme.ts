// A document that asks for light or dark colours follows the system. To be seen in the other ones, its conditions are
// answered here: the same rules with another condition in their place.
import { rootOf, setStyleSheets, styleSheetsOf } from "./dom.ts";

type Scheme = "light" | "dark" | undefined;

const condition = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi;

/** What lists of media were before; one that is new is as its author has written it. */
const written = new WeakMap<MediaList, string>();

/** Shows a document of the frame in a scheme; undefined is that of the system. */
export function setColourScheme(page: Document, scheme: Scheme, frame: Window & typeof globalThis): void {
  for (const sheet of styleSheetsOf(page)) {
    answer(sheet.media, scheme);
    answerRules(sheet.cssRules, scheme);
  }
  setStyleSheets(page, []);
  // `light-dark()` and the colours of the browser itself: only of a document that knows both.
  if (!scheme || !/dark/.test(frame.getComputedStyle(rootOf(page)).colorScheme)) return;
  const own = new frame.CSSStyleSheet();
  own.replaceSync(`:root { color-scheme: ${scheme} !important; }`);
  setStyleSheets(page, [own]);
}

function answerRules(rules: CSSRuleList, scheme: Scheme): void {
  for (const rule of rules) {
    const { media, cssRules } = rule as CSSMediaRule;
    if (media) answer(media, scheme);
    if (cssRules) answerRules(cssRules, scheme);
  }
}

function answer(media: MediaList, scheme: Scheme): void {
  const own = written.get(media) ?? media.mediaText;
  if (own.search(condition) < 0) return;
  written.set(media, own);
  const text = scheme
    ? own.replace(condition, (_, asked: string) =>
        asked.toLowerCase() === scheme ? "(min-width: 0px)" : "(max-width: 0px)",
      )
    : own;
  if (media.mediaText !== text) media.mediaText = text;
}
