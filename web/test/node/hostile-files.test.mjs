// Files and links that hold what no Livebars has written: they are refused, or hold nothing but what is known.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { decodeLink, documentsOf } from "../../../dist/share.js";
import { load } from "./typescript.mjs";

const { checked } = await load("share/state.ts");

const file = (value) => [
  {
    path: "x.livebars.json",
    text: typeof value === "string" ? value : JSON.stringify({ livebars: 1, ...value }),
  },
];
const link = (value) => {
  const payload = deflateSync(JSON.stringify(value)).toString("base64url");
  return `1.${payload.length.toString(36)}.${payload}`;
};

/** name: fields of a state that are not as they should be */
const wrong = {
  "a template that is no text": { template: 1 },
  "a template that is a list": { template: ["a"] },
  "data that are an object": { data: { a: 1 } },
  "partials that are a list": { partials: ["a"] },
  "a partial that is no text": { partials: { a: { b: 1 } } },
  "a format that there is not": { format: "pdf" },
  "a format of a prototype": { format: "toString" },
  "a dialect that there is not": { dialect: "../gfm" },
  "options that are a text": { options: "strict" },
  "an option that is no switch": { options: { strict: "yes" } },
  "known helpers that are a list": { options: { knownHelpers: ["a"] } },
  "a view that there is not": { view: "admin" },
  "helpers that are an object": { helpers: { a: "b" } },
  "sets that are a text": { helperSets: "common" },
  "a set that there is not": { helperSets: ["common", "evil"] },
  "what to do with unknown helpers": { unknownHelpers: "run" },
  "data sets that are a list": { dataSets: [{ data: "" }] },
  "a data set that is a text": { dataSets: { a: "{}" } },
  "a data set of a kind that there is not": { dataSets: { a: { data: "", dataKind: "xml" } } },
  "too many data sets": {
    dataSets: Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`s${i}`, { data: "" }])),
  },
  "too many partials": { partials: Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`p${i}`, ""])) },
  "too many known helpers": {
    options: { knownHelpers: Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`h${i}`, true])) },
  },
};

for (const [name, state] of Object.entries(wrong))
  test(`refused: ${name}`, async () => {
    assert.throws(() => documentsOf(file(state)), /damaged|too m(?:uch|any)/);
    await assert.rejects(
      decodeLink(link(state), () => undefined),
      /not a page of Livebars|too m(?:uch|any)/,
    );
  });

for (const text of [
  "",
  "null",
  "[]",
  "1",
  '"x"',
  "{",
  '{"livebars":"1"}',
  '{"livebars":99}',
  "\u0000",
  "<script>",
])
  test(`refused: a file that holds ${JSON.stringify(text)}`, () => {
    assert.throws(() => documentsOf(file(text)), /damaged|not a file of Livebars|newer/);
  });

test("prototype keys are fields like any other, and change nothing", async () => {
  const text =
    '{"livebars":1,"template":"t","__proto__":{"template":"polluted"},"partials":{"__proto__":"p","constructor":"c"}}';
  const [found] = documentsOf([{ path: "x.livebars.json", text }]).documents;
  assert.equal(found.template, "t");
  assert.deepEqual(Object.entries(found.partials), [
    ["__proto__", "p"],
    ["constructor", "c"],
  ]);
  assert.equal({}.template, undefined);
  assert.equal(Object.getPrototypeOf(found.partials), Object.prototype);
});

test("what only a host may say does not come by a link or a file", async () => {
  const more = {
    helpersModule: "https://evil.example/helpers.mjs",
    runtime: { data: { a: 1 } },
    map: true,
    wasm: "https://evil.example/x.wasm",
    worker: false,
    edits: [{ source: "template", from: 0, to: 0, insert: "x" }],
    theme: "dark",
    host: "https://evil.example",
  };
  for (const name of Object.keys(more))
    assert.equal(name in checked({ template: "a", ...more }), false, name);
  const { state } = await decodeLink(link({ template: "a", ...more }), () => undefined);
  for (const name of Object.keys(more)) assert.equal(name in state, false, name);
  const [found] = documentsOf(file({ template: "a", ...more })).documents;
  for (const name of Object.keys(more)) assert.equal(name in found, false, name);
});

test("names of files are titles and names, whatever they look like", () => {
  const paths = [
    "../../etc/passwd.hbs",
    "<img src=x onerror=alert(1)>.hbs",
    "a/partials/../../x.hbs",
    "C:\\x.hbs",
  ];
  for (const path of paths) {
    const { documents, partials } = documentsOf([{ path, text: "t" }]);
    if (documents.length > 0) assert.equal(documents[0].title, path);
    else assert.deepEqual(Object.values(partials), ["t"]);
  }
});
