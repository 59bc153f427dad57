// JSON Schema beside the data: what does not fit, what is completed and explained, in all kinds of data.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createRenderer } from "../../../dist/livebars.js";

const schema = JSON.stringify({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  required: ["birds"],
  properties: {
    birds: {
      type: "array",
      description: "All birds that were seen.",
      items: { $ref: "#/$defs/bird" },
    },
    kind: { enum: ["list", "table"] },
  },
  additionalProperties: false,
  $defs: {
    bird: {
      type: "object",
      required: ["name"],
      properties: {
        name: { type: "string", description: "Its common name.", minLength: 2 },
        size: { type: "number", minimum: 1 },
        rare: { type: "boolean" },
      },
    },
  },
});

const renderer = await createRenderer({ worker: true });

async function findings(data, dataKind = "auto", given = schema) {
  const session = await renderer.open({ template: "x", data, dataKind, schema: given });
  const { ok, diagnostics } = await session.update({});
  session.close();
  assert.ok(ok);
  return diagnostics
    .filter(({ code }) => code === "schema")
    .map(({ severity, source, message, from, to }) => {
      assert.deepEqual([severity, source], ["warning", "data"]);
      return `${data.slice(from.offset, to.offset)}: ${message}`;
    });
}

const cases = [
  ['{"birds":[]}', []],
  ['{"birds":[{"name":"heron","size":90}],"kind":"table"}', []],
  ['{"birds":[{"name":1}]}', ["1: This is of the type number; the schema wants string."]],
  ['{"birds":[{}]}', ["{: `name` is missing here: the schema requires it."]],
  ["{}", ["{: `birds` is missing here: the schema requires it."]],
  ['{"birds":[],"kind":"x"}', ['"x": The schema allows ["list","table"] here.']],
  ['{"birds":[{"name":"a","size":0}]}', ["2 findings"]],
  ["birds:\n  - name: 5\n", ["5: This is of the type number; the schema wants string."]],
  ['{ "birds": [{ "name": 5 }] } // c', ["5: This is of the type number; the schema wants string."]],
];
for (const [data, want] of cases)
  test(`what does not fit: ${JSON.stringify(data)}`, async () => {
    const found = await findings(data);
    if (want[0] === "2 findings") assert.equal(found.length, 2, found.join("\n"));
    else assert.deepEqual(found, want);
  });

test("a name that the schema does not know is named", async () => {
  const [found] = await findings('{"birds":[],"other":1}');
  assert.match(found, /other/);
});

test("a schema that cannot be used is said, and the page is shown", async () => {
  for (const given of [
    "{",
    '{"$ref":"https://elsewhere.example/x.json"}',
    '{"properties":{"birds":{"$ref":"#/none"}}}',
  ]) {
    const [found] = await findings('{"birds":1}', "auto", given);
    assert.match(found ?? "", /The schema cannot be used/, given);
  }
  assert.deepEqual(await findings('{"birds":1}', "auto", "true"), []);
});

test("a pattern that takes for ever is left", async () => {
  const slow = await createRenderer({ worker: true, timeLimit: 500 });
  const given = '{"properties":{"a":{"pattern":"^(a+)+$"}}}';
  const data = JSON.stringify({ a: `${"a".repeat(40)}!` });
  const session = await slow.open({ template: "{{a}}", data, dataKind: "auto", schema: given });
  const update = await session.update({});
  assert.match(update.diagnostics.map(({ message }) => message).join(), /took too long/);
  const start = performance.now();
  const next = await session.update({ data: '{"a":"b"}' });
  assert.ok(next.ok && performance.now() - start < 5000);
  slow.close();
});

test("findings follow edits, and stay where the data stay", async () => {
  const session = await renderer.open({ template: "x", data: '{"birds":1}', dataKind: "auto", schema });
  const count = ({ diagnostics }) => diagnostics.filter(({ code }) => code === "schema").length;
  assert.equal(count(await session.update({})), 1);
  assert.equal(
    count(await session.update({ edits: [{ source: "template", from: 0, to: 1, insert: "y" }] })),
    1,
  );
  assert.equal(
    count(await session.update({ edits: [{ source: "data", from: 9, to: 10, insert: "[]" }] })),
    0,
  );
  assert.equal(count(await session.update({ edits: [{ source: "data", from: 9, to: 11, insert: "2" }] })), 1);
  assert.equal(count(await session.update({ schema: "" })), 0);
  session.close();
});

test("names and values of the schema are completed, with what it says of them", async () => {
  for (const [data, dataKind, labels] of [
    ['{"birds":[{"name":"heron","§', "auto", ["size", "rare"]],
    ['{"§', "auto", ["birds", "kind"]],
    ['{"birds":[{"rare":§', "auto", ["true", "false"]],
    ['{"kind":"§', "auto", ["list", "table"]],
    ["birds:\n  - name: x\n    §", "yaml", ["size", "rare"]],
    ["kind: §", "yaml", ["list", "table"]],
  ]) {
    const at = data.indexOf("§");
    const text = data.replace("§", "");
    const session = await renderer.open({ template: "x", data: text, dataKind, schema });
    await session.update({});
    const found = await session.complete("data", at);
    assert.deepEqual(
      found?.items.map(({ label }) => label),
      labels,
      data,
    );
    session.close();
  }
  const session = await renderer.open({
    template: "x",
    data: '{"birds":[{"name":"heron"}]}',
    dataKind: "auto",
    schema,
  });
  await session.update({});
  const about = await session.hover("data", 13);
  assert.ok(about?.lines.includes("Its common name."), JSON.stringify(about));
  session.close();
});

test("a schema that refers to itself in many ways is asked once", async () => {
  const given = JSON.stringify({
    allOf: Array(12).fill({ $ref: "#" }),
    anyOf: Array(12).fill({ $ref: "#" }),
    properties: { a: {} },
  });
  const session = await renderer.open({ template: "x", data: '{ "', dataKind: "auto", schema: given });
  await session.update({});
  const found = await session.complete("data", 3);
  assert.deepEqual(
    found?.items.map(({ label }) => label),
    ["a"],
  );
});

test("a rendering alone is checked too", async () => {
  const result = await renderer.render({ template: "x", data: "birds: 1", dataKind: "yaml", schema });
  assert.equal(result.diagnostics.filter(({ code }) => code === "schema").length, 1);
  renderer.close();
});
