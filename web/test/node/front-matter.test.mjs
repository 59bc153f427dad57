// Front matter as GitHub shows it: a table of what a YAML package reads. doc-builder's site shows nothing of it.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { parseDocument, stringify } from "yaml";
import { createRenderer } from "../../../dist/livebars.js";
import { random } from "../random.mjs";

const renderer = await createRenderer();
after(() => renderer.close());

const pages = Number(process.env.PAGES ?? 400);
const firstSeed = Number(process.env.SEED ?? 1);

const escaped = (text) =>
  text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);

/** The table of a value: keys above their values, the items of a list beside each other. */
function table(value) {
  if (value === null) return "";
  if (typeof value !== "object") return escaped(String(value));
  const cells = [...value.values()].map((item) => `<td><div>${table(item)}</div></td>`);
  const keys = [...value.keys()].map((key) => `<th>${escaped(String(key ?? ""))}</th>`);
  const head = Array.isArray(value) ? "" : `<thead><tr>${keys.join("")}</tr></thead>`;
  return `<table>${head}<tbody><tr>${cells.join("")}</tr></tbody></table>`;
}

async function shown(yaml, dialect) {
  const { ok, html, diagnostics } = await renderer.render({
    template: "{{{t}}}",
    data: { t: `---\n${yaml}---\n\n# Title\n` },
    dialect,
  });
  assert.ok(ok, JSON.stringify(diagnostics));
  return { html, codes: diagnostics.map(({ code }) => code) };
}

const texts = [
  "a text",
  "with: colon",
  "# hash",
  "a #b",
  "<b> & 'c' \"d\"",
  "two\nlines",
  "a\n\n\nb\n",
  " space ",
  "",
  "- x",
  "[x]",
  "x: ",
  "ü 𝄞",
  "true",
  "12",
  "a, b",
  "*star*",
  "a very long text that is folded where a line of eighty characters would end, and goes on behind it",
];

function generator(seed) {
  const below = random(seed);
  const of = (list) => list[below(list.length)];
  const value = (depth) =>
    of([
      () => of(texts),
      () => of(texts),
      () => of([true, false, null, 0, 7, -12, 1.5]),
      () => (depth > 0 ? Array.from({ length: below(4) }, () => value(depth - 1)) : of(texts)),
      () => (depth > 0 ? object(depth - 1) : of(texts)),
    ])();
  function object(depth) {
    const entries = Array.from({ length: 1 + below(4) }, (_, i) => [
      of(["a", "b c", "d-x", "f:g"]) + i,
      value(depth),
    ]);
    return Object.fromEntries(entries);
  }
  const yaml = () =>
    stringify(object(3), {
      version: "1.1",
      aliasDuplicateObjects: false,
      indent: of([2, 4]),
      lineWidth: of([0, 40, 80]),
      indentSeq: of([true, false]),
      collectionStyle: of(["any", "any", "block", "flow"]),
      defaultStringType: of([
        "PLAIN",
        "PLAIN",
        "QUOTE_DOUBLE",
        "QUOTE_SINGLE",
        "BLOCK_LITERAL",
        "BLOCK_FOLDED",
      ]),
      flowCollectionPadding: of([true, false]),
    });
  /** Loses, doubles or moves a few characters. */
  const damaged = (text) => {
    const at = below(text.length);
    return text.slice(0, at) + of([" ", "\n", ": ", "- ", "'", "#", "", "  "]) + text.slice(at + below(3));
  };
  return { yaml, damaged, below };
}

test(`tables of front matter are those of a YAML package, from seed ${firstSeed} on`, async () => {
  let [read, refused] = [0, 0];
  for (let seed = firstSeed; seed < firstSeed + pages; seed++) {
    const { yaml, damaged, below } = generator(seed);
    let text = yaml();
    const isDamaged = below(3) === 0;
    if (isDamaged) text = damaged(text).toWellFormed();
    if (!text.endsWith("\n")) text += "\n";
    // The package writes an empty list below its key at the start of a line, and reads it as a key; `1.` is no 1.0 to it.
    if (/^---\s*$/m.test(text) || /^\s*[[{]/m.test(text) || /\d\.(?!\d)/.test(text)) continue;
    const document = parseDocument(text, { version: "1.1", uniqueKeys: false, logLevel: "silent" });
    const hasOther = document.errors.length > 0 || /[&*!?]/.test(text.replace(/"[^"]*"|'[^']*'/g, ""));
    const { html, codes } = await shown(text, "gfm");
    const isCode = codes.includes("front-matter");
    if (isDamaged && (hasOther || isCode)) {
      refused++; // what GitHub cannot read is shown as it stands; so is what this reader leaves out
      continue;
    }
    const value = document.toJS({ mapAsMap: true });
    if (typeof value !== "object" || value === null || Array.isArray(value)) continue;
    const start = html.slice(0, html.indexOf("<h1"));
    assert.equal(start.trim(), table(value), `seed ${seed}\n${text}`);
    read++;
  }
  assert.ok(read > pages / 2, `${read} were read, ${refused} refused`);
});

test("what is no front matter is the Markdown that it is, and faults are said at their place", async () => {
  for (const yaml of ["plain text\n", "- a list\n", "# a comment\n", ""]) {
    const { html, codes } = await shown(yaml, "gfm");
    assert.match(html, /^<hr \/>/, yaml);
    assert.deepEqual(codes.includes("front-matter"), false);
  }
  const { html, codes } = await shown("a: [b\n<i>\n", "gfm");
  assert.match(html, /^<pre><code class="language-yaml">a: \[b\n&lt;i&gt;\n<\/code><\/pre>/);
  assert.deepEqual(codes, ["front-matter"]);
  const plain = await shown("a: b\n", "commonmark");
  assert.match(plain.html, /^<hr \/>\n<h2>a: b<\/h2>/);
});

test("doc-builder's site shows nothing of front matter", async () => {
  const page = async (text) => {
    const { html } = await renderer.render({
      template: "{{{t}}}",
      data: { t: text },
      dialect: "doc-builder",
    });
    return html.trim();
  };
  const title = await page("# Title\n");
  for (const front of [
    "---\na: b\n---\n",
    "---\na: [b\n---\n",
    "---\nplain\n---\n",
    "---\n---\n",
    "\n---\na: b\n--- \n",
    "---\r\na: b\r\n---\r\n",
  ])
    assert.equal(await page(`${front}# Title\n`), title, front);
  for (const text of [
    "--- \na: b\n---\n\n# Title\n",
    "---\na: b\n\n# Title\n",
    "----\na: b\n----\n\n# Title\n",
  ])
    assert.match(await page(text), /^<hr/, text);
});

test("an edit of front matter, into it and out of it leaves the page that is made anew", async () => {
  const body = "\n# Title\n\n[a](#title)\n\n- one\n- two\n";
  const texts = [
    "---\na: b\n---\n",
    "---\na: bc\n---\n",
    "---\na: bc\nd: e\n---\n",
    "---\na: bc\nd: [e\n---\n",
    "---\na: bc\nd: [e]\n--\n",
    "x\n---\na: b\n---\n",
    "",
    "---\na: b\n---\n",
  ];
  for (const dialect of ["gfm", "doc-builder", "commonmark"]) {
    const session = await renderer.open({ template: "", dialect });
    const islands = [];
    for (const front of texts)
      for (const end of [body, `${body}more\n`]) {
        const { splices } = await session.update({ template: front + end });
        for (const { at, remove, insert } of splices) islands.splice(at, remove, ...insert);
        const { html } = await renderer.render({ template: front + end, dialect });
        assert.equal(islands.join(""), html, `${dialect}: ${front}`);
      }
    session.close();
  }
});
