// Every sample of the site, and the published pages where they are present, against Handlebars.js and doc-builder.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { createRenderer } from "../../../dist/livebars.js";
import { render as renderAsSite, tokensOf } from "../oracles/doc-builder.mjs";
import { renderWithHandlebars } from "../oracles/handlebars.mjs";
import { load } from "./typescript.mjs";

const root = new URL("../../../", import.meta.url);
const samples = JSON.parse(readFileSync(new URL("dist/samples.json", root), "utf8"));

const { loadScript } = await load("sealed/script.ts");

/** The helpers of a sample, as Livebars' own evaluation of their text has them. */
const helpersOf = async ({ helpers }) => (helpers ? (await loadScript(helpers)).helpers : {});

let renderer;
before(async () => {
  renderer = await createRenderer();
});
after(() => renderer.close());

test("there are samples of each kind", () => {
  const ids = samples.map(({ id }) => id);
  for (const id of [
    "start-here",
    "task/chat-completion",
    "provider/heron",
    "reference/messages",
    "notes/release",
  ])
    assert.ok(ids.includes(id), id);
});

for (const sample of samples) {
  const { id, template, data, partials, format, dialect } = sample;
  test(`sample ${id}`, async () => {
    const request = { template, data, partials, format, dialect, helpers: await helpersOf(sample) };
    const ours = await renderer.render(request);
    const theirs = renderWithHandlebars(request);
    assert.equal(theirs.error, undefined);
    assert.equal(ours.text, theirs.text);
    assert.deepEqual(ours.diagnostics, []);
    assert.ok(ours.html.length > 100);
    assert.doesNotMatch(ours.html, /\[object Object\]/);
  });
}

for (const sample of samples) {
  const { id, template, data, partials, format, dialect } = sample;
  test(`the source map of sample ${id}`, async () => {
    const helpers = await helpersOf(sample);
    const { text, map } = await renderer.render({
      template,
      data,
      partials,
      helpers,
      format,
      dialect,
      map: true,
    });
    const sources = {
      template,
      ...Object.fromEntries(Object.entries(partials).map(([name, text]) => [`partial:${name}`, text])),
    };
    let at = 0;
    let printed = 0;
    for (const [i, piece] of map.entries()) {
      assert.equal(piece.at, at, "there is a gap");
      at = map[i + 1]?.at ?? text.length;
      const shown = text.slice(piece.at, at);
      const origin = sources[piece.source].slice(piece.from, piece.to);
      if (piece.text) assert.equal(origin, shown);
      else assert.match(origin, /^\{\{[\s\S]*\}\}$/);
      if (!piece.path) continue;
      const value = piece.path.reduce((inner, name) => inner[name], JSON.parse(data));
      const escaped = renderWithHandlebars({ template: "{{v}}", data: { v: value } }).text;
      assert.ok(
        shown === String(value) || shown === escaped || shown.trim() !== "",
        `${origin} printed ${shown}`,
      );
      if (shown === String(value) || shown === escaped) printed++;
    }
    assert.equal(at, text.length);
    assert.ok(printed > 0, "no value of the data was found again");
  });
}

for (const { id, template, data, partials, dialect } of samples.filter(
  (sample) => sample.dialect === "doc-builder",
)) {
  test(`the page of sample ${id} is the site's`, async () => {
    const { text: markdown } = await renderer.render({ template, data, partials });
    const { html } = await renderer.render({
      template: "{{{text}}}",
      data: { text: markdown },
      dialect,
    });
    assert.deepEqual(tokensOf(html), tokensOf(await renderAsSite(markdown)));
  });
}

// Real pages lie beside the project on some machines; nothing depends on them.
const pages = new URL("../shared/pages/", root);
if (existsSync(pages)) {
  for (const { name } of readdirSync(pages, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    test(`published page ${name}`, async () => {
      const read = (file) => readFileSync(new URL(`${name}/${file}`, pages), "utf8");
      const ours = await renderer.render({ template: read("template.handlebars"), data: read("data.json") });
      assert.equal(ours.text, read("published.md"));
      const { html } = await renderer.render({
        template: read("template.handlebars"),
        data: read("data.json"),
        dialect: "doc-builder",
      });
      assert.deepEqual(tokensOf(html), tokensOf(await renderAsSite(ours.text)));
    });
  }
}
