// What may be written at a place, through the library: in a worker's stead and in a worker.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createRenderer } from "../../../dist/livebars.js";

const renderers = {};
before(async () => {
  renderers.local = await createRenderer({ worker: false });
  renderers.worker = await createRenderer();
});
after(() => {
  for (const renderer of Object.values(renderers)) renderer.close();
});

const data = { birds: [{ name: "heron", "odd name": 1 }, { name: "wren" }], é: { ö: 1 } };
const labels = (found, kind) => found?.items.filter((item) => item.kind === kind).map(({ label }) => label);

for (const kind of ["local", "worker"]) {
  test(`a session knows what may be written, with what was typed last (${kind})`, async () => {
    const session = await renderers[kind].open({
      template: "",
      data: JSON.stringify(data),
      format: "markdown",
    });
    await session.update({});
    const template = "é {{#each birds}}{{";
    const update = session.update({ edits: [{ source: "template", from: 0, to: 0, insert: template }] });
    const found = await session.complete("template", template.length);
    assert.deepEqual(labels(found, "field"), ["name", "odd name"]);
    assert.deepEqual([found.from, found.to], [template.length, template.length]);
    assert.equal(found.items.find(({ label }) => label === "odd name").insert, "[odd name]");
    assert.equal(found.items.find(({ label }) => label === "name").detail, '"heron"');
    assert.equal((await update).ok, false); // the tag is not whole

    // Data that cannot be read are those of before.
    await session.update({ data: "{ broken" });
    assert.deepEqual(labels(await session.complete("template", template.length), "field"), [
      "name",
      "odd name",
    ]);
    assert.equal(await session.complete("template", template.length + 1), undefined);
    assert.equal(await session.complete("partial:none", 0), undefined);
    session.close();
    assert.equal(await session.complete("template", 2), undefined);
  });

  test(`fields of a partial are those of its call (${kind})`, async () => {
    const session = await renderers[kind].open({
      template: "{{#each birds}}{{> bird}}{{/each}}",
      data: JSON.stringify(data),
      partials: { bird: "{{name" },
    });
    await session.update({});
    const found = await session.complete("partial:bird", 4);
    assert.deepEqual(labels(found, "field"), ["name", "odd name"]);
    assert.deepEqual([found.from, found.to], [2, 4]);
    assert.deepEqual(labels(await session.complete("template", "{{#each birds}}{{> ".length), "partial"), [
      "bird",
      "@partial-block",
    ]);
    session.close();
  });
}

test("helpers of a host are listed", async () => {
  const session = await renderers.local.open({ template: "{{", data: {}, helpers: { shout: (x) => x } });
  await session.update({});
  assert.ok(labels(await session.complete("template", 2), "helper").includes("shout"));
  session.close();
});
