// The renderer's line of calls: what closing answers, helpers that take long to come, whole texts in place of edits.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createRenderer } from "../../../dist/livebars.js";
import { random } from "../random.mjs";
import { load } from "./typescript.mjs";

for (const worker of [true, false])
  test(`callers that wait when a session is closed are told so, ${worker ? "in a worker" : "here"}`, async () => {
    const renderer = await createRenderer({ worker });
    const session = await renderer.open({ template: "a" });
    const [first, second, third] = [
      session.update({}),
      session.update({ template: "b" }),
      session.update({ template: "c" }),
    ];
    session.close();
    await first; // it was under way
    for (const waiting of [second, third]) {
      const { ok, splices, diagnostics } = await waiting;
      assert.deepEqual([ok, splices, diagnostics[0]?.code], [false, [], "closed"]);
    }
    assert.equal((await session.update({})).diagnostics[0]?.code, "closed");
    assert.equal(await session.text(), "");
    session.close(); // twice is once
    const other = await renderer.open({ template: "other" });
    assert.equal((await other.update({})).ok, true);
    renderer.close();
  });

test("a session that is closed before its turn opens no document", async () => {
  const renderer = await createRenderer({ worker: true });
  const busy = await renderer.open({ template: "a" });
  const late = await renderer.open({ template: "b" });
  const answers = [busy.update({}), late.update({})];
  late.close();
  assert.deepEqual(
    (await Promise.all(answers)).map(({ ok }) => ok),
    [true, false],
  );
  renderer.close();
});

test("a renderer that is closed while it starts is not waited for", async () => {
  const { startWorkerRenderer } = await load("library/worker-renderer.ts");
  const { renderer, ready } = startWorkerRenderer({});
  const rendering = renderer.render({ template: "a" });
  renderer.close();
  await assert.rejects(ready, /This renderer is closed/);
  assert.equal((await rendering).diagnostics[0]?.code, "closed");
  const held = startWorkerRenderer({}, new Promise(() => {})); // what comes first never comes
  held.renderer.close();
  await assert.rejects(held.ready, /This renderer is closed/);
});

test("what is changed while the worker starts is applied once", async () => {
  const { startWorkerRenderer } = await load("library/worker-renderer.ts");
  let begin;
  const { renderer, ready } = startWorkerRenderer({}, new Promise((resolve) => (begin = resolve)));
  const session = await renderer.open({ template: "{{a}}", data: '{"a":1}' });
  const updates = [
    session.update({}),
    session.update({ edits: [{ source: "template", from: 0, to: 0, insert: "x" }] }),
    session.update({ data: '{"a":12}' }),
  ];
  begin();
  await ready;
  assert.deepEqual(
    (await Promise.all(updates)).map(({ ok }) => ok),
    [true, true, true],
  );
  assert.equal(await session.text(), "x12");
  renderer.close();
});

for (const worker of [true, false])
  test(`a module of helpers may take longer to come than a rendering, ${worker ? "in a worker" : "here"}`, async () => {
    const renderer = await createRenderer({ worker, timeLimit: 100 });
    const helpersModule = `data:text/javascript,await new Promise((r) => setTimeout(r, 1600)); export const shout = (s) => s.toUpperCase(); // ${worker}`;
    const session = await renderer.open({ template: "", ...(worker ? { helpersModule } : {}) });
    const first = session.update({ template: "{{shout 'a'}}", helpersModule });
    const second = session.update({ template: "{{shout 'b'}}" });
    assert.equal((await first).ok, true);
    assert.equal((await second).ok, true);
    assert.equal(await session.text(), "B");
    renderer.close();
  });

test("a session goes on after a request that was refused", async () => {
  for (const worker of [true, false]) {
    const renderer = await createRenderer({ worker });
    const session = await renderer.open({ template: "abc", data: "{}" });
    await session.update({});
    const missing = await session.update({ template: "xyz", helpersModule: "data:text/javascript,no js" });
    assert.equal(missing.diagnostics[0]?.code, "helpers-module");
    const edits = [{ source: "template", from: 3, to: 3, insert: "!" }];
    const helpersModule = "data:text/javascript,export const a = () => 1";
    assert.equal((await session.update({ edits, helpersModule })).ok, true);
    assert.equal(await session.text(), "xyz!");
    assert.equal((await session.update({ template: 5 })).diagnostics[0]?.code, "request");
    assert.equal((await session.update({ template: "back" })).ok, true);
    assert.equal(await session.text(), "back");
    renderer.close();
  }
});

const { applyChanges, asEdits, changedMiddle } = await load("library/changes.ts");

const signs = ["a", "b", "é", "😀", "😁", "🎀", "\n", "{{x}}", "\ud83d", "\ude00", "word ".repeat(300)];

test("whole texts become edits that make the same texts, and cut no pair of surrogates", () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e9);
  const pick = random(seed);
  const text = () => Array.from({ length: pick(9) }, () => signs[pick(signs.length)]).join("");
  for (let i = 0; i < 4000; i++) {
    const [start, end] = [text(), text()];
    const [before, now] = [start + text() + end, start + text() + end];
    const request = { template: before, data: before, partials: { p: before, q: end } };
    const given = {
      template: now,
      data: pick(3) ? now : { a: now },
      ...(pick(2) ? { partials: pick(3) ? { q: end, p: now } : { p: now } } : {}),
      edits: [{ source: "template", from: 0, to: 0, insert: "+" }],
    };
    const narrowed = asEdits(request, given);
    const results = [given, narrowed].map((changes) => {
      const result = { ...request };
      applyChanges(result, changes);
      return result;
    });
    assert.deepEqual(results[1], results[0], `seed ${seed}`);
    assert.equal(narrowed.template, undefined);
    const middle = changedMiddle(before, now);
    if (!middle) continue;
    const inPair = (text, at) =>
      /[\ud800-\udbff]/.test(text[at - 1] ?? "") && /[\udc00-\udfff]/.test(text[at] ?? "");
    const places = [
      [before, middle.from],
      [before, middle.to],
      [now, middle.from],
      [now, middle.from + middle.insert.length],
    ];
    for (const [text, at] of places)
      assert.ok(!inPair(text, at), `seed ${seed}: ${JSON.stringify([before, now])}`);
  }
});

test("whole texts give the page that edits give", async () => {
  for (const worker of [true, false]) {
    const renderer = await createRenderer({ worker });
    const start = { template: "# é😀 {{a}}\n\nwords\n\n{{> p}}", data: '{"a":"😀"}', partials: { p: "p" } };
    const session = await renderer.open(start);
    await session.update({});
    for (const changes of [
      { template: "# é😁 {{a}}\n\nwords\n\n{{> p}}" },
      { data: '{"a":"🎀"}', template: "# é🎀 {{a}}\n\nmore words\n\n{{> p}}" },
      { partials: { p: "**p**" } },
      { partials: { p: "**p**", q: "q" }, template: "{{> q}}" },
      { data: { a: "value" }, template: "{{a}}" },
      { data: '{"a":"text"}' },
      { data: '{"a":' },
      { data: '{"a":1}' },
    ]) {
      Object.assign(start, changes);
      const update = await session.update(changes);
      const whole = await renderer.render(start);
      assert.deepEqual([update.ok, update.diagnostics], [whole.ok, whole.diagnostics]);
      if (whole.ok) assert.equal(await session.text(), whole.text);
    }
    renderer.close();
  }
});

test("islands inside of elements are those of the page, and come and go with `nested`", async () => {
  const renderer = await createRenderer({ worker: false });
  const row = (i) => `<tr><td>Row ${i} of {{a}}</td></tr>\n`;
  const rows = Array.from({ length: 300 }, (_, i) => row(i)).join("");
  const templates = [
    `<table>\n${rows}</table>`,
    `<table class=x>\n${rows}</table>`,
    `<table class=x>\n${rows.replace(/Row 150/, "<b>Row")}</table>`,
    `<p>before</p>\n<table class=x>\n${rows}</table>`,
    `<!doctype html><html><head></head><body>\n<table>${rows}</table></body></html>`,
    "",
  ];
  const session = await renderer.open({ template: "", format: "html", nested: true, data: { a: 1 } });
  let islands = [];
  let most = 0;
  for (const template of templates)
    for (const changes of [
      { template },
      { nested: false },
      { nested: true },
      { data: { a: template.length } },
    ]) {
      const { ok, splices } = await session.update(changes);
      assert.ok(ok);
      for (const { at, remove, insert, nesting } of splices) {
        const now = insert.map((html, i) => ({ html, nesting: nesting?.[i] ?? 0 }));
        islands = islands.toSpliced(at, remove, ...now);
      }
      // Every start has its end.
      let depth = 0;
      for (const { nesting } of islands) {
        depth += nesting;
        assert.ok(depth >= 0);
      }
      assert.equal(depth, 0);
      most = Math.max(most, islands.filter(({ nesting }) => nesting > 0).length);
      if (changes.nested === false) assert.ok(islands.every(({ nesting }) => nesting === 0));
      assert.equal(islands.map(({ html }) => html).join(""), await session.text());
    }
  assert.ok(most >= 2);
  renderer.close();
});
