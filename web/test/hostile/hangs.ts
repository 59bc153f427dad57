// Pages that take a browser long: each is a few kilobytes as a link. They must be shown, or refused, while the editors are
// alive.
import { emptyDraft, type Shared } from "../../src/share/state.ts";

const html = (template: string): Partial<Shared> => ({ template, format: "html" });
const markdown = (template: string): Partial<Shared> => ({ template });

/** SVG in which each level draws the one below so many times. */
function nested(
  levels: number,
  width: number,
  draw: (id: string) => string,
  wrap = (s: string) => s,
): string {
  let text = '<g id="l0"><circle r="1"/></g>';
  for (let level = 1; level <= levels; level++)
    text += wrap(`<g id="l${level}">${draw(`l${level - 1}`).repeat(width)}</g>`);
  return `<svg width="100" height="100"><defs>${text}</defs>${draw(`l${levels}`)}</svg>`;
}

const use = (id: string) => `<use href="#${id}"/>`;

/** Patterns, masks and filters that use the one before them. */
function chained(kind: string, attribute: string, count: number): string {
  let text = "";
  for (let i = 1; i <= count; i++)
    text += `<${kind} id="c${i}" width="9" height="9" patternUnits="userSpaceOnUse"><rect width="9" height="9" ${attribute}="url(#c${i - 1})"/><rect width="9" height="9" ${attribute}="url(#c${i - 1})"/></${kind}>`;
  return `<svg width="100" height="100">${text}<rect width="100" height="100" ${attribute}="url(#c${count})"/></svg>`;
}

const attributes = "src=".repeat(100_000);

export const hangs: Record<string, Partial<Shared>> = {
  "nested use": html(nested(7, 10, use)),
  "nested use, through Markdown": markdown(nested(7, 10, use)),
  "nested use of xlink": html(nested(7, 10, (id) => `<use xlink:href="#${id}"/>`)),
  "nested use in a document": html(`<!doctype html><body>${nested(7, 10, use)}`),
  "nested use over islands": html(
    Array.from(
      { length: 8 },
      (_, i) =>
        `<svg width="9" height="9"><g id="l${i}">${i === 0 ? '<circle r="1"/>' : use(`l${i - 1}`).repeat(10)}</g></svg>`,
    ).join("\n"),
  ),
  "a long chain of use": html(
    `<svg>${Array.from({ length: 30_000 }, (_, i) => `<g id="u${i}"><use href="#u${i + 1}"/></g>`).join("")}</svg>`,
  ),
  "many uses of much": html(
    `<svg><g id="much">${"<circle r='1'/>".repeat(3000)}</g>${'<use href="#much"/>'.repeat(3000)}</svg>`,
  ),
  "patterns in patterns": html(chained("pattern", "fill", 40)),
  "masks in masks": html(chained("mask", "mask", 40)),
  "attributes without end": html(`<p ${attributes}`),
  "attributes without end, through Markdown": markdown(`<p ${attributes}`),
  "attributes in a tag that ends": html(`<p ${attributes}>x</p>`),
  "attributes with quotes": html(`<img ${'src="'.repeat(100_000)}`),
  "addresses in a style": html(`<style>${"url(".repeat(100_000)}</style>`),
  "addresses of images in text": markdown("image-set( ".repeat(60_000)),
  "line feeds": markdown("\n".repeat(200_000)),
  "blanks and line feeds": markdown(" \n".repeat(100_000)),
  "signs before a name": markdown("-".repeat(300_000)),
  "tags that do not end": html("<a ".repeat(100_000)),
  "tags that do not end, through Markdown": markdown("<a ".repeat(100_000)),
  "comments that do not end": html("<!--".repeat(100_000)),
  "declarations that do not end": html("<!x ".repeat(100_000)),
  "one long line": { ...html(`<p>${"word ".repeat(400_000)}</p>`), view: "html" },
  "one long line without blanks": { ...html(`<p>${"x".repeat(2_000_000)}</p>`), view: "html" },
  "one long line of tags": { ...html("<b>x</b>".repeat(250_000)), view: "html" },
  "one long line of text": { template: "word ".repeat(400_000), format: "text", view: "text" },
  "one long line of data": { template: "{{a}}", data: `{"a":"${"x ".repeat(500_000)}"}` },
  "many elements in one that is open": html(`<div>${"<i>x</i>".repeat(300_000)}`),
  "deep elements": html("<div>".repeat(50_000)),
  "deep tables": html("<table><tr><td>".repeat(5000)),
  "deep lists": html("<ul><li>".repeat(20_000)),
  "formatting that is not closed": html(`${"<b><i><u>".repeat(3000)}<p>${"</b><p>".repeat(3000)}`),
  "formatting in quotes": html("<font><p>".repeat(20_000)),
  "deep SVG": html(`<svg>${"<g>".repeat(50_000)}`),
  "deep flex boxes": html(
    '<div style="display:flex;flex-direction:column;height:50%;min-height:1px">'.repeat(300),
  ),
  "deep grids": html('<div style="display:grid;grid-template-columns:auto">'.repeat(200)),
  "wide spans of a table": html(`<table>${'<tr><td colspan="1000" rowspan="60000">x'.repeat(500)}</table>`),
  "many columns": html(`<table>${'<col span="1000">'.repeat(2000)}<tr><td>x</table>`),
  "variables in variables": html(
    `<style>:root{--v0:x x x x;${Array.from({ length: 60 }, (_, i) => `--v${i + 1}:var(--v${i}) var(--v${i}) var(--v${i});`).join("")}} p::after{content:"a";font-family:var(--v60)}</style><p>x`,
  ),
  "selectors that look far": html(
    `<style>${Array.from({ length: 300 }, (_, i) => `div:has(div div div div b.x${i}) i{color:red}`).join("")}</style>${"<div>".repeat(300)}${"<p>x".repeat(300)}`,
  ),
  "names in circles": html('<svg><g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>'),
};

export const hangingState = (state: Partial<Shared>): Shared => ({ ...emptyDraft(), view: "page", ...state });
