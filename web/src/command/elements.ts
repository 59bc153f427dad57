// Finds `<livebars-preview>` elements in the text of a Markdown or HTML file, and puts a page into each. All else of the
// file stays as it is.
import type { SourceScript } from "../embed/fingerprint.ts";

/** An element in a text. */
export interface FoundElement {
  attributes: Map<string, string>;
  scripts: SourceScript[];
  /** Line of its start, from 1. */
  line: number;
}

/** Gives the text with what `pageOf` makes of each element in it, in the place of what an earlier call has put there. */
export async function withPages(
  text: string,
  isMarkdown: boolean,
  pageOf: (element: FoundElement) => Promise<string>,
): Promise<string> {
  const parts: string[] = [];
  let from = 0;
  const skipped = notElements(text, isMarkdown);
  for (const start of text.matchAll(startTag)) {
    const [tag, attributeText = "", slash] = start;
    const { index } = start;
    if (index < from || skipped.some(([begin, end]) => index >= begin && index < end)) continue;
    const inner = index + tag.length;
    const end = slash ? inner : endOf(text, inner);
    if (end === undefined) continue; // it never ends: the file's author will see that
    const content = text.slice(inner, slash ? inner : end - endTag.length);
    const own = content.replace(earlierPage, "");
    const page = await pageOf({
      attributes: attributesOf(attributeText),
      scripts: scriptsOf(own),
      line: text.slice(0, index).split("\n").length,
    });
    // A tag alone on its line begins a block of HTML (CommonMark 0.31 §4.6), which ends at a blank line.
    parts.push(
      text.slice(from, index),
      slash ? `${tag.replace(/\s*\/>$/, "")}>` : tag,
      own.trimEnd(),
      `\n${page}\n${endTag}`,
    );
    from = end;
  }
  return parts.join("") + text.slice(from);
}

const startTag =
  /<livebars-preview((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*(\/?)>/g;
const endTag = "</livebars-preview>";
const earlierPage = /\s*<iframe slot="page"[^>]*><\/iframe>/g;
const script = /<script\b([^>]*)>([\s\S]*?)<\/script\s*>/gi;

/** Parts of a text in which no elements stand: comments, and the blocks of code of Markdown. */
function notElements(text: string, isMarkdown: boolean): [from: number, to: number][] {
  const found: [number, number][] = [];
  const add = (pattern: RegExp) => {
    for (const { 0: match, index } of text.matchAll(pattern)) found.push([index, index + match.length]);
  };
  add(/<!--[\s\S]*?(?:-->|$)/g);
  if (isMarkdown) {
    add(/^([ \t]*)(`{3,}|~{3,})[^\n]*\n(?:[\s\S]*?\n)??[ \t]*\2[`~]*[ \t]*$/gm);
    add(/(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g);
  }
  return found;
}

/** Behind the end tag of an element; what stands in its scripts is none. */
function endOf(text: string, from: number): number | undefined {
  const next = /<script\b[^>]*>[\s\S]*?<\/script\s*>|<\/livebars-preview>/gi;
  next.lastIndex = from;
  for (let match = next.exec(text); match; match = next.exec(text))
    if (match[0].toLowerCase() === endTag) return match.index + endTag.length;
  return undefined;
}

function attributesOf(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = "", double, single, plain] of text.matchAll(
    /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g,
  ))
    found.set(name.toLowerCase(), decoded(withLineFeeds(double ?? single ?? plain ?? "")));
  return found;
}

function scriptsOf(content: string): SourceScript[] {
  return [...content.matchAll(script)].map(([, attributeText = "", text = ""]) => {
    const attributes = attributesOf(attributeText);
    return {
      type: attributes.get("type") ?? "",
      partial: attributes.get("data-partial"),
      text: withLineFeeds(text),
    };
  });
}

/** Line ends as a browser reads them (HTML §13.2.3.5). */
const withLineFeeds = (text: string) => text.replace(/\r\n?/g, "\n");

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

/** Character references of an attribute, those that people write. */
export const decoded = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    return named[name] ?? whole;
  });
