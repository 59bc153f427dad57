// The frame that `embed` puts into an element: the finished page as a document of its own, with the style, the policy and
// the sandbox of the live frame.

import { coloured } from "../frame/code-colours.ts";
import { isDocument } from "../frame/document-start.ts";
import { formula } from "../frame/formula.ts";
import { pageSandbox, policy } from "../frame/isolation.ts";
import style from "../frame/page.frame.css";
import type { Format } from "../library/contract.d.ts";
import { decoded } from "./elements.ts";
import { sanitizedHTML } from "./sanitized-html.ts";

export interface StaticPage {
  html: string;
  format: Format;
  /** The attributes of the element. */
  height: string | undefined;
  images: string | undefined;
  theme: string | undefined;
  fingerprint: string;
}

/** The height that is reserved, in CSS pixels, for one that a browser has to find out. */
const reservedHeight = 384;

/** The frame on one line, in which nothing means anything to Markdown, MDX, Vue or Liquid. */
export function staticFrame(page: StaticPage): string {
  const pixels = /^(\d+)px$/.exec(page.height ?? "")?.[1] ?? reservedHeight;
  return (
    `<iframe slot="page" title="Preview" data-fingerprint="${page.fingerprint}" width="100%" height="${pixels}" ` +
    `frameborder="0" loading="lazy" sandbox="${pageSandbox}" srcdoc="${inAttribute(documentOf(page))}"></iframe>`
  );
}

function documentOf({ html, format, height, images, theme }: StaticPage): string {
  const head =
    `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy(images !== "none")}">` +
    '<meta name="referrer" content="no-referrer">';
  if (format === "html" && isDocument(html)) {
    const clean = sanitizedHTML(html, true);
    // A head may begin without its tag: what the document says of it itself belongs to it as well.
    const [start = "", doctype = ""] = /^(?:\s|<!--[\s\S]*?-->)*(<!doctype[^>]*>)?/i.exec(clean) ?? [];
    return doctype + head + clean.slice(start.length);
  }
  const fitted = height === "auto" ? " data-fitted" : "";
  return (
    `<!doctype html><html lang="en" data-format="${format}" data-theme="${theme ?? "system"}"${fitted}><head>${head}` +
    `<style>${style.replace(/\s+/g, " ")}</style></head><body><main class="livebars-page">${enhanced(sanitizedHTML(html, false))}</main></body></html>`
  );
}

/** What the live frame makes of code and formulas. */
const enhanced = (html: string): string =>
  html
    .replace(
      /(<pre><code class="language-([^"\s]+)[^"]*">)([^<]*)(?=<\/code>)/g,
      (whole, start, language, code) => {
        const colours = coloured(decoded(code), language);
        return colours === undefined ? whole : start + colours;
      },
    )
    .replace(/(<doc-math(?: display="(block)")?>)([^<]*)(?=<\/doc-math>)/g, (whole, start, display, tex) => {
      const markup = formula(decoded(tex), display !== undefined);
      return markup === undefined ? whole : start + markup;
    });

const references: Record<string, string> = {
  "&": "&amp;",
  '"': "&quot;",
  "<": "&lt;",
  ">": "&gt;",
  "\n": "&#10;",
  "{": "&#123;",
  "}": "&#125;",
  "`": "&#96;",
  "*": "&#42;",
  _: "&#95;",
  "\\": "&#92;",
  $: "&#36;",
};

const inAttribute = (text: string): string =>
  text.replace(/\r/g, "").replace(/[&"<>\n{}`*_\\$]/g, (character) => references[character] as string);
