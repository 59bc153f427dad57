// `npx livebars embed`: what it writes into Markdown and HTML files, and what it leaves alone.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../../../dist/command.js", import.meta.url));

/** A folder with these files, and what calls the command in it. */
function folder(files) {
  const path = mkdtempSync(join(tmpdir(), "livebars-embed-"));
  mkdirSync(join(path, "public"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return {
    read: (name) => readFileSync(join(path, name), "utf8"),
    write: (name, text) => writeFileSync(join(path, name), text),
    run: (...args) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
        cwd: path,
        encoding: "utf8",
      });
      return { status, said: stdout + stderr };
    },
  };
}

/** The document in the frame of a text. */
const documentIn = (text) =>
  /srcdoc="([^"]*)"/
    .exec(text)?.[1]
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

const page = (text) => /<main class="livebars-page">([\s\S]*)<\/main>/.exec(documentIn(text))?.[1];

test("a page is put into an element of a Markdown file, and all else stays", () => {
  const text = `# Docs

Words \`<livebars-preview>\` in code.

\`\`\`html
<livebars-preview template="/gone.hbs"></livebars-preview>
\`\`\`

<!-- <livebars-preview template="/gone.hbs"></livebars-preview> -->

<livebars-preview template="/task.hbs" data="data.json" partials="note=/note.hbs" helpers="/own.js" height="auto"></livebars-preview>

The end.
`;
  const files = folder({
    "page.md": text,
    "data.json": '{ "title": "Seals & co" }',
    "public/task.hbs": "# {{title}}\n\n{{> note}} {{loud title}}\n\n```js\nlet x = 1;\n```\n\n[down](#end)",
    "public/note.hbs": "a *note*",
    "public/own.js": "exports.loud = (text) => text.toUpperCase();",
  });
  assert.deepEqual(files.run("embed", "--public", "public", "page.md"), {
    status: 0,
    said: "1 files, 1 changed\n",
  });
  const after = files.read("page.md");
  const [before, frame, end] = after.split(/(?=<iframe)|(?<=<\/iframe>)/);
  assert.equal(before, `${text.slice(0, text.lastIndexOf("</livebars-preview>"))}\n`);
  assert.equal(end, "\n</livebars-preview>\n\nThe end.\n");
  assert.ok(!/[\n{}*_`]/.test(frame));
  assert.match(
    page(frame),
    /^<h1 id="seals--co">Seals &amp; co<\/h1>\s+<p>a <em>note<\/em> SEALS &amp; CO<\/p>/,
  );
  assert.match(page(frame), /<span class="hljs-keyword">let<\/span>/);
  assert.match(page(frame), /<a href="about:srcdoc#end">/);
  assert.match(documentIn(frame), /Content-Security-Policy" content="default-src 'none'/);
  assert.match(frame, /sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"/);

  // Nothing has changed.
  assert.equal(files.run("embed", "--public", "public", "page.md").said, "1 files, 0 changed\n");
  assert.equal(files.run("embed", "--public", "public", "--check", "page.md").status, 0);
  assert.equal(files.read("page.md"), after);

  files.write("data.json", '{ "title": "Herons" }');
  const { status, said } = files.run("embed", "--public", "public", "--check", "page.md");
  assert.deepEqual([status, said.includes("page.md")], [1, true]);
  assert.equal(files.read("page.md"), after);
  files.run("embed", "--public", "public", "page.md");
  assert.match(page(files.read("page.md")), /^<h1 id="herons">/);
  assert.equal(files.read("page.md").match(/<iframe/g).length, 1);
});

test("elements with texts of their own in HTML, and MDX elements without an end tag", () => {
  const files = folder({
    "page.html": `<p>Before <livebars-preview format=html data-x='a > b'><script type="text/x-handlebars"><h1>{{a}}</h1></livebars-preview></script>
      <script type="application/yaml">a: of YAML</script></livebars-preview> behind</p>`,
    "page.mdx": '<livebars-preview templatetext="# A &lt;b&gt;" height="200px" />\n',
    "mail.html":
      '<livebars-preview format="html"><script type="text/x-handlebars"><!-- <head> --><!doctype html><html><head><title>T</title></head><body>{{x}}</body></html></script></livebars-preview>',
  });
  files.write(
    "formula.html",
    '<livebars-preview dialect="doc-builder" templatetext="Words\\n\\n$$\\nx^2\\n$$\\n"></livebars-preview>'.replaceAll(
      "\\n",
      "\n",
    ),
  );
  assert.equal(files.run("embed", "page.html", "page.mdx", "mail.html", "formula.html").status, 0);
  assert.match(page(files.read("formula.html")), /<math[^>]*>[\s\S]*<msup>/);
  const html = files.read("page.html");
  assert.match(page(html), /^<h1>of YAML<\/h1>/);
  assert.ok(html.startsWith("<p>Before <livebars-preview format=html data-x='a > b'><script"));
  assert.ok(html.endsWith("</livebars-preview> behind</p>"));
  const mdx = files.read("page.mdx");
  assert.match(mdx, /^<livebars-preview templatetext="# A &lt;b&gt;" height="200px">\n<iframe /);
  assert.match(mdx, / height="200" /);
  assert.match(page(mdx), /^<h1/);
  assert.match(
    documentIn(files.read("mail.html")),
    /^<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"/,
  );
});

test("line ends of Windows stay, and mean what they mean to a browser", () => {
  const element = (end) =>
    `<livebars-preview><script type="text/x-handlebars"># A${end}${end}b</script></livebars-preview>${end}`;
  const files = folder({ "lf.md": element("\n"), "crlf.md": element("\r\n") });
  files.run("embed", "lf.md", "crlf.md");
  const print = (name) => /data-fingerprint="(\w+)"/.exec(files.read(name))?.[1];
  assert.equal(print("crlf.md"), print("lf.md"));
  assert.ok(files.read("crlf.md").includes("# A\r\n\r\nb</script>"));
});

test("long and broken texts take no long time", () => {
  const files = folder({
    "spaces.md": `<livebars-preview${" ".repeat(100_000)}a`,
    "tags.md": "<livebars-preview a=b ".repeat(5_000),
    "open.html": '<livebars-preview templatetext="x">'.repeat(2_000),
  });
  assert.equal(files.run("embed", "spaces.md", "tags.md", "open.html").said, "3 files, 0 changed\n");
});

test("what is wrong is said with file and line, and nothing is written", () => {
  const text = "\n<livebars-preview template='gone.hbs'></livebars-preview>\n";
  const files = folder({
    "gone.md": text,
    "wrong.md": '<livebars-preview templatetext="{{#if a}}"></livebars-preview>',
  });
  const gone = files.run("embed", "gone.md");
  assert.equal(gone.status, 1);
  assert.match(gone.said, /^livebars: gone\.md, line 2: gone\.hbs cannot be read/);
  assert.equal(files.read("gone.md"), text);
  assert.match(
    files.run("embed", "wrong.md").said,
    /^livebars: wrong\.md, line 1: template, line 1: `\{\{#if\}\}`/,
  );
  assert.match(files.run("embed", "nowhere.md").said, /^livebars: nowhere\.md cannot be read/);
  const latin = Buffer.from("caf\xe9 <livebars-preview templatetext='x'></livebars-preview>", "latin1");
  files.write("latin.md", latin);
  assert.match(files.run("embed", "latin.md").said, /^livebars: latin\.md is not UTF-8/);
  assert.equal(files.run("embed").status, 2);
  assert.equal(files.run("--help").status, 0);
});
