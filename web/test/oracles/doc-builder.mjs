// The site beside us, which is mdsvex with its steps: reads { markdown, html }, a JSON object a line, and answers
// each with what is different between our page and the site's: null, { at, ours,
// theirs }, or { error } if mdsvex cannot read the text.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { compile } from "mdsvex";
import { parseFragment } from "parse5";
import { renderWith } from "./site-steps.mjs";

/** The elements that count; of all others what is in them. */
const ELEMENTS = new Set(
  `a abbr b blockquote br code dd del details div dl doc-math dt em h1 h2 h3 h4 h5 h6 hr i iframe img input ins kbd li mark ol p pre s
  section small span strong sub summary sup svg path table tbody td tfoot th thead tr u ul video`.split(
    /\s+/,
  ),
);

/** What is no text of the page: scripts, heads, and what our cards say of their components. */
const ASIDE = new Set(
  "script style title template svelte:head doc-name doc-attribute doc-pipeline doc-providers doc-video label".split(
    " ",
  ),
);

/** What a page says: its tags with the attributes that matter, and its text without regard to white space. */
export function tokensOf(html) {
  const tokens = [];
  const visit = (parent) => {
    for (const child of parent.childNodes) {
      if (child.nodeName === "#text") {
        const words = child.value.split(/[ \t\r\n]+/).filter(Boolean);
        if (words.length === 0) continue;
        if (tokens.at(-1)?.startsWith("=")) tokens[tokens.length - 1] += ` ${words.join(" ")}`;
        else tokens.push(`=${words.join(" ")}`);
      } else if (ELEMENTS.has(child.nodeName) && !ofOption(child)) {
        tokens.push(`<${child.nodeName}${attributesOf(child)}>`);
        visit(child);
        tokens.push(`</${child.nodeName}>`);
      } else if (child.childNodes && !ASIDE.has(child.nodeName)) visit(child);
    }
  };
  visit(parseFragment(html));
  return tokens;
}

/** Whether an element stands for an option: the site writes none. */
const ofOption = ({ nodeName, parentNode }) =>
  nodeName === "section" && parentNode.parentNode?.nodeName === "doc-options";

function attributesOf({ nodeName, attrs }) {
  const get = (name) => attrs.find((a) => a.name === name)?.value;
  const show = (name, value) => (value === undefined ? "" : ` ${name}=${value}`);
  if (nodeName === "a") return show("href", decoded(get("href")));
  if (nodeName === "img") return show("src", decoded(get("src")));
  if (/^h[1-6]$/.test(nodeName)) return show("id", get("id") || undefined);
  if (nodeName === "td" || nodeName === "th") return show("align", get("align"));
  return "";
}

function decoded(address) {
  try {
    return address && decodeURI(address);
  } catch {
    return address;
  }
}

/** HTML knows no component that ends itself; mdsvex's page goes to Svelte, which does. */
const closed = (html) =>
  html.replace(
    /<([A-Z][\w.]*|hfoptions?)((?:\{(?:[^{}]|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})*\}|"[^"]*"|'[^']*'|[^<>"'{}])*)\/>/g,
    "<$1></$1>",
  );

export async function render(markdown) {
  return closed(await renderWith(compile, markdown));
}

async function compare({ markdown, html }) {
  let theirs;
  try {
    theirs = tokensOf(await render(markdown));
  } catch (error) {
    return { error: String(error.message) };
  }
  const ours = tokensOf(html);
  for (let at = 0; at < Math.max(ours.length, theirs.length); at++) {
    if (ours[at] !== theirs[at]) {
      const around = (list) => list.slice(Math.max(0, at - 3), at + 4).join(" ");
      return { at, ours: around(ours), theirs: around(theirs) };
    }
  }
  return null;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log = console.warn = () => {};
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await compare(JSON.parse(line)))}\n`);
  }
}
