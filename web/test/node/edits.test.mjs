// Edits of texts: what a session makes of them is what it makes of the whole texts, here and across a worker.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createRenderer } from "../../../dist/livebars.js";

/** A small generator of numbers, so that a failure can be repeated. */
function numbers(seed) {
  let state = seed;
  return (n) => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state % n;
  };
}

/** A place that is not inside of a pair of surrogates: no editor puts a caret there. */
const outsidePairs = (text, at) => (/[\uDC00-\uDFFF]/.test(text[at] ?? "") ? at - 1 : at);

const pieces = [
  "a",
  "é",
  "😀",
  "\n",
  "\n\n",
  "# ",
  "- ",
  "`",
  "**",
  "{{x}}",
  "{{",
  "}}",
  "> ",
  "| a |\n| - |\n",
  "<b>",
  "{{> p}}",
];
const start = {
  template: "# {{title}} 😀\n\n{{#each list}}\n- {{this}}\n{{/each}}\n\n{{> p}}\n\nlast",
  data: '{"title":"é","list":["one","two"],"x":"y"}',
  partials: { p: "a *partial* {{x}}" },
};

for (const worker of [false, true])
  for (const dialect of ["gfm", "doc-builder"])
    test(`random edits, ${dialect}, ${worker ? "in a worker" : "here"}`, async (t) => {
      const renderer = await createRenderer({ worker });
      t.after(() => renderer.close());
      const seed = Date.now() >>> 0;
      const random = numbers(seed);
      const state = { ...start, partials: { ...start.partials } };
      const session = await renderer.open({ ...start, dialect });
      const islands = [];
      const follow = ({ splices }) => {
        for (const { at, remove, insert } of splices) islands.splice(at, remove, ...insert);
      };
      follow(await session.update({}));
      let good = 0;
      for (let i = 0; i < 150; i++) {
        const source = ["template", "template", "template", "data", "partial:p"][random(5)];
        const text =
          source === "template" ? state.template : source === "data" ? state.data : state.partials.p;
        const from = outsidePairs(text, random(text.length + 1));
        const to = outsidePairs(text, Math.min(text.length, from + (random(3) === 0 ? random(5) : 0)));
        const insert = source === "data" ? "" : pieces[random(pieces.length)];
        const edited = source === "data" ? text : text.slice(0, from) + insert + text.slice(to);
        const edit =
          source === "data" ? { source, from, to: from, insert: "" } : { source, from, to, insert };
        if (source === "template") state.template = edited;
        else if (source !== "data") state.partials = { p: edited };
        const update = await session.update({ edits: [edit] });
        follow(update);
        const whole = await renderer.render({ ...state, dialect });
        assert.equal(update.ok, whole.ok, `seed ${seed}, edit ${i}`);
        assert.deepEqual(update.diagnostics, whole.diagnostics, `seed ${seed}, edit ${i}`);
        if (!update.ok) {
          state.template = start.template;
          state.partials = { ...start.partials };
          follow(await session.update({ template: state.template, partials: state.partials }));
          continue;
        }
        good++;
        assert.equal(islands.join(""), whole.html, `seed ${seed}, edit ${i}`);
        assert.equal(await session.text(), whole.text, `seed ${seed}, edit ${i}`);
      }
      assert.ok(good > 20, `only ${good} edits gave a page`);
    });

test("edits come after whole texts, in their order, and one that does not fit is refused", async (t) => {
  for (const worker of [false, true]) {
    const renderer = await createRenderer({ worker });
    t.after(() => renderer.close());
    const session = await renderer.open({ template: "a", data: {} });
    const edits = [
      { source: "template", from: 1, to: 1, insert: "c" },
      { source: "template", from: 2, to: 2, insert: "d" },
    ];
    assert.ok((await session.update({ template: "b", edits })).ok);
    assert.equal(await session.text(), "bcd");
    for (const edit of [
      { source: "template", from: 2, to: 9, insert: "" },
      { source: "template", from: 2, to: 1, insert: "" },
      { source: "partial:none", from: 0, to: 0, insert: "" },
      { source: "data", from: 5, to: 6, insert: "" },
    ]) {
      const update = await session.update({ edits: [edit] });
      assert.equal(update.ok, false);
      assert.equal(update.diagnostics[0].code, "request");
    }
    assert.ok((await session.update({ edits: [{ source: "template", from: 3, to: 3, insert: "e" }] })).ok);
    assert.equal(await session.text(), "bcde");
  }
});

test("updates that wait are joined: the last page is that of all of them", async (t) => {
  const renderer = await createRenderer({ worker: true });
  t.after(() => renderer.close());
  const session = await renderer.open({ template: "" });
  const type = (insert, at) => session.update({ edits: [{ source: "template", from: at, to: at, insert }] });
  const updates = [...'# typed "fast"'].map((letter, i) => type(letter, i));
  updates.push(session.update({ template: "over" }));
  updates.push(type("!", 4));
  const last = (await Promise.all(updates)).at(-1);
  assert.ok(last.ok);
  assert.equal(await session.text(), "over!");
});
