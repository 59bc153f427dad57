// What people read is written in one file, web/src/words/en.ts: another language is then another file.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "acorn";
import { transformSync } from "esbuild";

const source = new URL("../../src/", import.meta.url);

/** Documents that are made for the person, and lists of names that the platform knows. */
const notShown = ["page/documents/starters.ts", "frame/allowed-attributes.ts"];

const files = ["page", "frame", "embed", "share"]
  .flatMap((folder) =>
    readdirSync(new URL(folder, source), { recursive: true }).map((name) => `${folder}/${name}`),
  )
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts") && !notShown.includes(name));

/** Where a text goes that is shown or read out. */
const shownProperties = new Set([
  "textContent",
  "innerText",
  "title",
  "placeholder",
  "ariaLabel",
  "alt",
  "label",
  "about",
  "detail",
  "group",
]);
const shownAttributes = new Set(["aria-label", "aria-description", "title", "placeholder", "alt"]);
const showing = new Set(["notice", "say", "Option", "confirmed", "askName", "choose", "pick"]);

const words = /\p{L}{2}/u;
/** Names that are the same in every language. */
const names = /^(?:if|unless|each|with|JSON5?|YAML)$/;
/** Several words that begin or end as a sentence or a label does. */
const sentence = /^\p{Lu}\p{Ll}+(?: [\p{L}“]+)+|\p{Ll} \p{Ll}+[.…?]$/u;
/** Text between tags, or in an attribute that is read out. */
const inMarkup = />\s*[^<>{}$]*\p{L}{2}[^<>{}$]*<|(?:aria-label|title|placeholder)="[^"$]/u;

const nameOf = (callee) => callee?.property?.name ?? callee?.name;

/** The texts of a script that are language, with what makes them so. */
function languageIn(script) {
  const found = [];
  const visit = (node, way) => {
    if (!node || typeof node.type !== "string") return;
    const parent = way.at(-1);
    // What is thrown to who writes the code, and what goes to the console.
    if (node.type === "NewExpression" && /^(?:Type|Range|DOM)?(?:Error|Exception)$/.test(nameOf(node.callee)))
      return;
    if (node.type === "CallExpression" && node.callee.object?.name === "console") return;
    if (
      /^(?:Import|Export\w*)Declaration$|^ImportExpression$/.test(node.type) &&
      node.source?.type === "Literal"
    )
      return;
    const texts =
      node.type === "Literal" && typeof node.value === "string"
        ? [node.value]
        : node.type === "TemplateLiteral"
          ? node.quasis.map(({ value }) => value.cooked)
          : [];
    for (const text of texts) {
      const property =
        parent.type === "Property" && parent.value === node
          ? (parent.key.name ?? parent.key.value)
          : undefined;
      const assigned =
        parent.type === "AssignmentExpression" && parent.right === node
          ? parent.left.property?.name
          : undefined;
      const isArgument = parent.arguments?.includes(node);
      const attribute =
        isArgument &&
        nameOf(parent.callee) === "setAttribute" &&
        parent.arguments[1] === node &&
        shownAttributes.has(parent.arguments[0].value);
      const call = isArgument && showing.has(nameOf(parent.callee)) && parent.arguments[0] !== node;
      const shown = shownProperties.has(property) || shownProperties.has(assigned) || attribute || call;
      if (
        (shown && words.test(text) && !names.test(text)) ||
        sentence.test(text) ||
        (/<\w/.test(text) && inMarkup.test(text))
      )
        found.push(text);
    }
    for (const key in node) {
      const value = node[key];
      for (const child of Array.isArray(value) ? value : [value])
        if (child && typeof child === "object") visit(child, [...way, node]);
    }
  };
  const { code } = transformSync(script, { loader: "ts", target: "esnext" });
  visit(parse(code, { ecmaVersion: "latest", sourceType: "module" }), [{}]);
  return found;
}

test("a scan finds what is language, and nothing else", () => {
  for (const script of [
    'element.textContent = "Saved"',
    'button.setAttribute("aria-label", "Close")',
    "notice(subject, `It is gone: $" + "{path}`)",
    'const fault = isTaken ? "There is one already." : ""',
    "dialog.innerHTML = `<h2>Share</h2>`",
    'const versions = [{ group: "Earlier" }]',
  ])
    assert.equal(languageIn(script).length, 1, script);
  for (const script of [
    'element.className = "panel head"',
    'throw new Error("This is for who writes the code.")',
    'element.style.outline = "1px solid var(--line)"',
    "dialog.innerHTML = `<h2>$" + "{words.title}</h2>`",
  ])
    assert.deepEqual(languageIn(script), [], script);
});

test("nothing that is shown is written in the scripts", () => {
  for (const file of files)
    assert.deepEqual(languageIn(readFileSync(new URL(file, source), "utf8")), [], file);
});

test("nothing that is shown is written in the page or its style", () => {
  const page = readFileSync(new URL("page/index.html", source), "utf8");
  const body = page
    .slice(page.indexOf("<body"))
    .replace(/%\w+%|<svg.*?<\/svg>|<kbd>.*?<\/kbd>|Livebars/gs, "");
  for (const [, text] of body.matchAll(/>([^<]*)</g)) assert.equal(text.trim(), "");
  for (const [, , value] of body.matchAll(/\b(aria-label|title|placeholder|alt)="([^"]*)"/g))
    assert.equal(value, "");
  const style = readFileSync(new URL("page/page.css", source), "utf8");
  for (const [, text] of style.matchAll(/content:\s*"([^"]*)"/g)) assert.doesNotMatch(text, words);
});

test("every word is used", () => {
  const all = [...files, "words/source-label.ts", "page/documents/starters.ts"]
    .map((file) => readFileSync(new URL(file, source), "utf8"))
    .join("\n");
  const page = readFileSync(new URL("page/index.html", source), "utf8");
  const file = readFileSync(new URL("words/en.ts", source), "utf8").replace(
    /^export const codeMirror .*?^};/ms,
    "",
  );
  // Those in an object of their own are chosen by what they are about.
  for (const [, name] of file.matchAll(/^ {2}(\w+):/gm))
    assert.ok(
      new RegExp(`\\.${name}\\b|\\[["']${name}`).test(all) || page.includes(`%${name}%`) || chosen.has(name),
      name,
    );
});

/** Words that are taken by a name that is a value: of a severity, of a source. */
const chosen = new Set([
  "error",
  "warning",
  "info",
  "template",
  "data",
  "helpers",
  "added",
  "removed",
  "changed",
  "moved",
]);

/** What CodeMirror shows in ways that the page does not use: a button that is ours, and the changes in one text. */
const otherWays = new Set(["Revert this chunk", "Accept", "Reject"]);

/** The texts that a script looks up by `phrase`. */
function phrasesOf(script) {
  const found = [];
  const visit = (node) => {
    if (node.type === "CallExpression" && nameOf(node.callee) === "phrase")
      for (const given of node.arguments)
        for (const { value } of [given, given.consequent, given.alternate].filter(Boolean))
          if (typeof value === "string") found.push(value);
    for (const child of Object.values(node).flat()) if (typeof child?.type === "string") visit(child);
  };
  visit(parse(script, { ecmaVersion: "latest", sourceType: "module" }));
  return found;
}

test("every text that CodeMirror shows has its word, and no other has", async () => {
  const packages = new URL("../../node_modules/@codemirror/", import.meta.url);
  const asked = readdirSync(packages).flatMap((name) =>
    phrasesOf(readFileSync(new URL(`${name}/dist/index.js`, packages), "utf8")),
  );
  const { code } = transformSync(readFileSync(new URL("words/en.ts", source), "utf8"), { loader: "ts" });
  const { codeMirror } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const wanted = new Set(asked.filter((text) => !otherWays.has(text)));
  assert.deepEqual(Object.keys(codeMirror).sort(), [...wanted].sort());
});
