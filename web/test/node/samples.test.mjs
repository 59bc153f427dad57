// Every sample of the site, and the published pages where they are present, against Handlebars.js.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { createRenderer } from "../../../dist/livebars.js";
import { renderWithHandlebars } from "../oracles/handlebars.mjs";

const root = new URL("../../../", import.meta.url);
const samples = JSON.parse(readFileSync(new URL("dist/samples.json", root), "utf8"));

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

for (const { id, template, data, partials, format, dialect } of samples) {
  test(`sample ${id}`, async () => {
    const request = { template, data, partials, format, dialect };
    const ours = await renderer.render(request);
    const theirs = renderWithHandlebars(request);
    assert.equal(theirs.error, undefined);
    assert.equal(ours.text, theirs.text);
    assert.deepEqual(ours.diagnostics, []);
    assert.ok(ours.html.length > 100);
    assert.doesNotMatch(ours.html, /\[object Object\]/);
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
    });
  }
}
