// Data in JSON5 and YAML: what they are, where their parts stand, and as what a text is taken.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { parse } from "yaml";
import { createRenderer } from "../../../dist/livebars.js";
import { random } from "../random.mjs";
import { load } from "./typescript.mjs";

const assets = new URL("../../../dist/assets/", import.meta.url);
const file = readdirSync(assets).find((name) => /^data-kinds-.*\.js$/.test(name)) ?? "none";
const { readers, DataFault } = await import(new URL(file, assets).href);
const renderer = await createRenderer();

const { DataPlaces } = await load("library/data-places.ts");

const yaml = [
  "a: 1\nb: two\n",
  "# a comment\n---\nlist:\n  - heron\n  - name: wren\n    size: 9.5\n",
  "- 1\n- [2, 3]\n- {a: b, 'c d': \"e\\n\"}\n",
  "text: |\n  two\n  lines\nfolded: >-\n  one\n  line\n",
  "base: &b\n  x: 1\n  y: 2\nown:\n  <<: *b\n  y: 3\nagain: *b\n",
  "both:\n  <<: [{a: 1, b: 1}, {b: 2, c: 2}]\n  a: 0\n",
  "yes: yes\nno: No\ntrue: true\nnull: ~\nempty:\nnumber: 0x1F\noctal: 0o17\nfloat: 1e3\ndate: 2026-11-27\n",
  "1: one\n1.0: float\n~: none\ntrue: t\n",
  "inf: .inf\nminus: -.inf\nzero: -0\n",
  "quoted: 'it''s'\nunicode: \"\\u263a\"\n",
  "",
  "just text\n",
  "a: 1\na: 2\n",
  "deep: {a: {b: {c: [1, {d: e}]}}}\n",
  "key with spaces: v\n? complex\n: value\n",
];
for (const text of yaml)
  test(`YAML is what npm's yaml reads: ${JSON.stringify(text)}`, () => {
    const want = parse(text, { merge: true, uniqueKeys: false });
    assert.deepEqual(JSON.parse(readers.yaml(text).json), want);
  });

const json5 = [
  ["{ a: 1, \"b\": 2, 'c': 3, }", { a: 1, b: 2, c: 3 }],
  ["// c\n[1, /* d */ 2,]", [1, 2]],
  [
    "{ a: +1, b: .5, c: 0x1F, d: Infinity, e: -Infinity }",
    { a: 1, b: 0.5, c: 31, d: Infinity, e: -Infinity },
  ],
  ["{ 'it\\'s': 'a\\\nb' }", { "it's": "ab" }],
  ["null", null],
  ["{ a: NaN }", { a: null }],
  ['{ "a": { "b": [true, false, null, "x"] } }', { a: { b: [true, false, null, "x"] } }],
];
for (const [text, want] of json5)
  test(`JSON5: ${JSON.stringify(text)}`, () => {
    assert.deepEqual(JSON.parse(readers.json5(text).json), want);
  });

test("what is wrong is told with its place", () => {
  const faults = {
    json5: ["{ a: }", "[1 2]", "{ a: 'x }", ""],
    yaml: ["a: [1", "a: b: c\n", "a: *none\n", "? [a]\n: b\n", "'x"],
  };
  for (const [kind, texts] of Object.entries(faults))
    for (const text of texts)
      assert.throws(
        () => readers[kind](text),
        (error) =>
          error instanceof DataFault &&
          error.from >= 0 &&
          error.from <= error.to &&
          error.to <= text.length &&
          /\.$/.test(error.message),
        text,
      );
});

/** YAML of a few lines that is a thousand million texts. */
function bomb() {
  let text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n";
  for (let i = 1; i < 9; i++) {
    const name = String.fromCharCode(97 + i);
    const before = String.fromCharCode(96 + i);
    text += `${name}: &${name} [${Array(10).fill(`*${before}`).join(", ")}]\n`;
  }
  return text;
}

test("aliases that make too much are refused", () => {
  assert.throws(() => readers.yaml(bomb()), DataFault);
  assert.throws(() => readers.yaml("[".repeat(400)), DataFault);
  assert.throws(() => readers.json5("[".repeat(100_000)), Error);
});

test("data that cannot be read are named, and the page of before stays", async () => {
  for (const worker of [true, false]) {
    const renderer = await createRenderer({ worker });
    const session = await renderer.open({
      template: "{{a}}",
      data: "a: 1",
      dataKind: "yaml",
      format: "text",
    });
    assert.ok((await session.update({})).ok);
    assert.equal(await session.json(), '{"a":1}');
    for (const data of ["[".repeat(50_000), `${"- ".repeat(3000)}x`, bomb()]) {
      const update = await session.update({ data });
      assert.equal(update.ok, false);
      assert.deepEqual(update.splices, []);
      assert.ok(update.diagnostics[0].message.length > 10);
    }
    const update = await session.update({ data: "a: 2" });
    assert.ok(update.ok, JSON.stringify(update.diagnostics));
    assert.equal(await session.text(), "2");
    renderer.close();
  }
});

test("a place of a value leads to its JSON and back", () => {
  const next = random(5);
  for (let i = 0; i < 300; i++) {
    const names = ["a", "b c", "ü"].slice(0, 1 + next(3));
    const texts = names.map((name, k) => `${name}: w${i}-${k}\n`);
    const text = `# ${i}\n${texts.join("")}`;
    const { json, parts } = readers.yaml(text);
    const out = new DataPlaces(parts);
    names.forEach((_, k) => {
      const word = `w${i}-${k}`;
      const at = text.indexOf(word);
      const inJSON = json.indexOf(`"${word}"`);
      assert.equal(out.toJSON(at), inJSON);
      assert.equal(out.toText(inJSON), at);
      assert.equal(out.toText(inJSON + word.length + 2, true), at + word.length);
    });
  }
});

const render = (data, dataKind, template = "{{a}}") =>
  renderer.render({ template, data, dataKind, format: "text" });

test("a renderer reads what it is told, and without a word JSON", async () => {
  assert.equal((await render("a: 1", "yaml")).text, "1");
  assert.equal((await render("{a: 2}", "json5")).text, "2");
  assert.equal((await render('{"a":3}', "yaml")).text, "3");
  assert.equal((await render("a: 1", undefined)).ok, false);
  assert.equal((await render("{a: 2}", "json")).ok, false);
});

const auto = [
  ['{"a":1}', "1", "json"],
  ["a: 1", "1", "yaml"],
  ["---\na: 1\n", "1", "yaml"],
  ["# c\na: 1\n", "1", "yaml"],
  ['"a": 1\n', "1", "yaml"],
  ["- a", "", "yaml"],
  ['// c\n{"a":1}', "1", "json5"],
  ['{"a":1 /* c */}', "1", "json5"],
];
for (const [data, text, kind] of auto)
  test(`found by itself: ${JSON.stringify(data)} is ${kind}`, async () => {
    assert.equal((await render(data, "auto")).text, text);
    const session = await renderer.open({ template: "{{a}}", data, dataKind: "auto", format: "text" });
    const update = await session.update({});
    assert.equal(update.dataKind, kind);
    assert.equal(await session.text(), text);
  });

test("JSON that is broken is not taken for anything else", async () => {
  for (const data of ['{"a": }', '{"a":1,}', "{a:1}", "{'a':1}", '{"a":1', "[1,]", "word"]) {
    const { ok, diagnostics } = await render(data, "auto");
    assert.equal(ok, false, data);
    assert.equal(diagnostics[0].code, "data-syntax");
  }
});

test("a session follows edits from one kind to another, and places are those of the text", async () => {
  const session = await renderer.open({
    template: "{{a.b}} {{gone}}",
    data: "{}",
    dataKind: "auto",
    format: "text",
  });
  await session.update({});
  let data = "{}";
  const type = async (from, to, insert) => {
    data = data.slice(0, from) + insert + data.slice(to);
    return session.update({ edits: [{ source: "data", from, to, insert }] });
  };
  let update = await type(0, 2, "a:\n  b: seen\n");
  assert.equal(update.dataKind, "yaml");
  assert.equal(await session.text(), "seen ");
  update = await type(data.length, data.length, "  c: [\n");
  assert.equal(update.ok, false);
  const [fault] = update.diagnostics;
  assert.equal(fault.code, "data-syntax");
  assert.ok(fault.from.line >= 3, JSON.stringify(fault));
  update = await type(data.indexOf("  c: ["), data.length, "");
  assert.ok(update.ok);
  assert.deepEqual(await session.definition("template", 5), {
    source: "data",
    from: data.indexOf("seen"),
    to: data.indexOf("seen") + 4,
  });
  assert.equal((await session.references("data", data.indexOf("seen") + 1)).length, 1);
  update = await type(0, data.length, '{"a":{"b":"json"}}');
  assert.equal(update.dataKind, "json");
  assert.equal(await session.text(), "json ");
  await Promise.all([type(10, 10, ""), session.update({ dataKind: "json5", data: "{a:{b:'five'}}" })]);
  assert.equal(await session.text(), "five ");
  session.close();
});

test("updates that come while data are read are answered in their order", async () => {
  const session = await renderer.open({ template: "{{a}}", data: "a: 0", dataKind: "auto", format: "text" });
  const answers = [session.update({})];
  for (let i = 1; i <= 5; i++) {
    answers.push(session.update({ data: `a: ${i}` }));
    answers.push(session.update({ template: `${i}{{a}}` }));
  }
  assert.ok((await Promise.all(answers)).every(({ ok }) => ok));
  assert.equal(await session.text(), "55");
});

test("data that take too long are not read again at each edit", async () => {
  const slow = await createRenderer({ worker: true, timeLimit: 300 });
  const data = `a: [${"x, ".repeat(400_000)}x]`;
  const session = await slow.open({ template: "{{a.length}}", data, dataKind: "yaml", format: "text" });
  const update = await session.update({});
  assert.equal(update.ok, false);
  assert.equal(update.diagnostics[0].message, "Reading the data took too long.");
  const start = performance.now();
  for (const insert of "abc") {
    const next = await session.update({ edits: [{ source: "template", from: 0, to: 0, insert }] });
    assert.equal(next.ok, false);
  }
  assert.ok(performance.now() - start < 1500, "each edit waited for the limit");
  const next = await session.update({ data: "a: [1, 2]" });
  assert.ok(next.ok, JSON.stringify(next.diagnostics));
  assert.equal(await session.text(), "cba2");
  slow.close();
});

test("JSON without its first brace is JSON with a fault, and YAML may begin with a name in quotes", async () => {
  const session = await renderer.open({ template: "{{a}}", data: "{}", dataKind: "auto", format: "text" });
  let update = await session.update({ data: '\n  "a": 1,\n  "b": [1\n  ]\n}' });
  assert.deepEqual([update.ok, update.dataKind], [false, "json"]);
  update = await session.update({ data: '"a": 1\n"b": 2\n' });
  assert.deepEqual([update.ok, update.dataKind], [true, "yaml"]);
});

test("an edit that does not fit is refused, and the data stay", async () => {
  for (const dataKind of ["json", "auto", "yaml"]) {
    const data = dataKind === "yaml" ? "a: 1" : '{"a":1}';
    const session = await renderer.open({ template: "{{a}}", data, dataKind, format: "text" });
    await session.update({});
    const update = await session.update({ edits: [{ source: "data", from: 50, to: 60, insert: "x" }] });
    assert.deepEqual([update.ok, update.diagnostics[0].code], [false, "request"], dataKind);
    assert.ok((await session.update({ template: "{{a}}!" })).ok);
    assert.equal(await session.text(), "1!");
  }
});
