// Answers that the page finds in memory which it shares with its worker.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createRenderer } from "../../../dist/livebars.js";

test("an edit is answered before the thread that asked is given back", async () => {
  const renderer = await createRenderer({ worker: true });
  const session = await renderer.open({ template: "# Title\n\nSome words.\n" });
  assert.equal((await session.update({})).ok, true);
  let atOnce = 0;
  for (let i = 0; i < 200; i++) {
    let turned = false;
    setImmediate(() => {
      turned = true;
    });
    const edit = { source: "template", from: 2, to: 2, insert: "x" };
    const { splices } = await session.update({ edits: [edit] });
    assert.equal(splices[0].insert.length, 1);
    if (!turned) atOnce++;
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.ok(atOnce > 0, "each answer came as a message");
  assert.equal(await session.text(), `# ${"x".repeat(200)}Title\n\nSome words.\n`);
  renderer.close();
});

test("answers of all sizes arrive whole, also half signs", async () => {
  const renderer = await createRenderer({ worker: true });
  const session = await renderer.open({ template: "", format: "html" });
  await session.update({});
  let text = "";
  for (const insert of ["é😀", "\ud800", "b".repeat(300_000), "\udc00", "c"]) {
    const { splices } = await session.update({
      edits: [{ source: "template", from: text.length, to: text.length, insert }],
    });
    text += insert;
    assert.equal(splices.at(-1).insert.join(""), text.toWellFormed());
  }
  renderer.close();
});

test("each edit has one answer, whether it is looked for in time or told of later", async () => {
  const renderer = await createRenderer({ worker: true });
  const session = await renderer.open({ template: "", data: { list: [] }, format: "html" });
  let template = "{{#each list}}{{this}}, {{/each}}";
  await session.update({ template });
  let turned = 0;
  for (let i = 0; i < 60; i++) {
    const length = i % 3 === 0 ? 30_000 : 2; // the long ones take longer than an edit is waited for
    const insert = `${i} `;
    const edit = { source: "template", from: template.length, to: template.length, insert };
    template += insert;
    const list = Array.from({ length }, (_, k) => k);
    let later = false;
    setImmediate(() => {
      later = true;
    });
    const { ok } = await session.update({ data: { list }, edits: [edit] });
    if (later) turned++;
    assert.equal(ok, true);
    const text = await session.text();
    assert.ok(text.startsWith("0, 1, ") && text.endsWith(` ${insert}`), `edit ${i}`);
  }
  assert.ok(turned > 0 && turned < 60, `${turned} of 60 were told of`);
  renderer.close();
});
