// Links: what is decoded is what was encoded, old links open, and what is wrong with a link is said.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { deflateSync } from "node:zlib";
import { decodeLink, documentsOf, encodeLink, fileOf, isLink, largestState } from "../../../dist/share.js";
import { random } from "../random.mjs";

const base = {
  id: "task/page",
  template: "# {{title}}\n",
  data: '{"title":"Seals"}',
  partials: { note: "A note", "a/b": "x" },
  format: "markdown",
  dialect: "gfm",
  options: {},
};
const { id: _, ...draft } = base;
const bases = (id) => (id === base.id ? base : undefined);
const link = (payload, version = 1) => `${version}.${payload.length.toString(36)}.${payload}`;
const packed = (value) =>
  link(deflateSync(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url"));

const signs = [
  "a",
  "{{",
  "}}",
  "\n",
  "\r\n",
  "é",
  "😀",
  "\u0000",
  "\ud800x",
  '"',
  "\\",
  "#",
  "__proto__",
  "\u2028",
];

function randomState(pick) {
  const text = (most) => Array.from({ length: pick(most) }, () => signs[pick(signs.length)]).join("");
  const one = (all) => all[pick(all.length)];
  const well = (s) => s.toWellFormed();
  return {
    template: well(text(60)),
    data: well(text(30)),
    partials: Object.fromEntries(
      Array.from({ length: pick(4) }, () => [
        one(["note", "a/b", "__proto__", "constructor", well(text(3))]),
        well(text(9)),
      ]),
    ),
    format: one(["markdown", "html", "text"]),
    dialect: one(["gfm", "commonmark", "doc-builder"]),
    options: one([{}, { strict: true }, { data: false, knownHelpers: { x: true } }]),
    view: one(["page", "text", "html"]),
  };
}

test("a link brings back what it was made of, with and without a sample", async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e9);
  const pick = random(seed);
  for (let i = 0; i < 500; i++) {
    const state = randomState(pick);
    if (pick(3) === 0)
      Object.assign(state, pick(2) ? draft : { template: draft.template, partials: draft.partials });
    const from = pick(2) ? base : undefined;
    const fragment = await encodeLink(state, from);
    assert.match(fragment, /^1\.[0-9a-z]+\.[\w-]+$/);
    const opened = await decodeLink(fragment, bases);
    assert.deepEqual(opened.state, state, `seed ${seed}, state ${i}`);
    assert.equal(opened.base?.id, from?.id);
    assert.equal(opened.changed, false);
  }
});

test("a link to an untouched sample is short, and one to a changed sample repeats nothing else", async () => {
  const large = { ...base, template: "long ".repeat(5000), data: `{"a":"${"b".repeat(5000)}"}` };
  const whole = await encodeLink({ ...large, view: "page" }, large);
  assert.ok(whole.length < 100, whole);
  const own = await encodeLink({ ...large, data: "{}", view: "page" }, large);
  assert.ok(own.length < 130, own);
});

test("a sample that has changed is told", async () => {
  const fragment = await encodeLink({ ...draft, data: "1", view: "page" }, base);
  const { changed } = await decodeLink(fragment, () => ({ ...base, template: "other" }));
  assert.equal(changed, true);
});

test("a text behind a link does no harm", async () => {
  const fragment = await encodeLink({ ...draft, view: "page" });
  for (const behind of [".", ")", ",", "%20", "\u00a0see"])
    assert.equal((await decodeLink(fragment + behind, bases)).state.template, draft.template);
});

test("what is wrong with a link is said in a sentence", async () => {
  const sound = await encodeLink({ ...draft, view: "page" });
  const middle = sound.length >> 1;
  const swapped = `${sound.slice(0, middle)}${sound[middle] === "A" ? "B" : "A"}${sound.slice(middle + 1)}`;
  for (const [fragment, says] of [
    [sound.slice(0, -5), /^This link is incomplete: \d+ of its \d+ characters arrived/],
    [swapped, /^This link is damaged/],
    ["1.x", /^This link is (incomplete|damaged)/],
    ["1.!.abc", /^This link is damaged/],
    ["0.1.a", /^This link is damaged/],
    ["1.3.a%b", /^This link is damaged/],
    ["2.4.abcd", /newer Livebars/],
    ["99999999999999999999.4.abcd", /^This is not a link/],
    ["1.0.", /^This link is damaged/],
    [packed("[]"), /not a page of Livebars/],
    [packed("null"), /not a page of Livebars/],
    [packed("{"), /not a page of Livebars/],
    [packed({ template: 1 }), /not a page of Livebars/],
    [packed({ partials: { a: 1 } }), /not a page of Livebars/],
    [packed({ partials: [] }), /not a page of Livebars/],
    [packed({ format: "exe" }), /not a page of Livebars/],
    [packed({ options: { strict: "yes" } }), /not a page of Livebars/],
    [packed({ sample: "gone" }), /needs the sample “gone”, which is not here/],
    [packed({ sample: {} }), /which is not here/],
    [link(deflateSync(Buffer.from([0xff, 0xfe])).toString("base64url")), /not a page of Livebars/],
  ])
    await assert.rejects(decodeLink(fragment, bases), (error) => {
      assert.match(error.message, says, fragment);
      return true;
    });
});

test("a small link cannot fill the memory", async () => {
  const bomb = link(deflateSync(Buffer.alloc(400 * 1024 * 1024)).toString("base64url"));
  assert.ok(bomb.length < 600_000);
  const before = process.memoryUsage().rss;
  await assert.rejects(decodeLink(bomb, bases), /more than 16 MB/);
  assert.ok(process.memoryUsage().rss - before < 200 * 1024 * 1024);
  await assert.rejects(
    encodeLink({ ...draft, template: "x".repeat(largestState), view: "page" }),
    /too large/,
  );
});

test("a link of very many partials is refused: each would get an editor", async () => {
  const partials = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`p${i}`, ""]));
  const says = /more than 200 partials/;
  await assert.rejects(decodeLink(packed({ partials }), bases), says);
  await assert.rejects(encodeLink({ ...draft, partials, view: "page" }), says);
  const text = JSON.stringify({ livebars: 1, ...draft, partials });
  assert.throws(() => documentsOf([{ path: "a.livebars.json", text }]), says);
});

test("any fragment is opened or refused, nothing else", async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e9);
  const pick = random(seed);
  const sound = await encodeLink({ ...draft, view: "page" });
  for (let i = 0; i < 3000; i++) {
    const all = [...sound];
    for (let n = pick(4); n >= 0; n--) all.splice(pick(all.length), pick(3), String.fromCharCode(pick(300)));
    const fragment = all.join("");
    try {
      await decodeLink(fragment, bases);
    } catch (error) {
      assert.equal(error.constructor.name, (await refusal()).constructor.name, `seed ${seed}: ${fragment}`);
      assert.match(error.message, /^This /);
    }
  }
});

const refusal = () => decodeLink("", bases).catch((error) => error);

test("other fragments are no links", () => {
  for (const fragment of ["", "heading", "top", "v1", "1", "a.1.b"]) assert.equal(isLink(fragment), false);
});

const old = new URL("../links/", import.meta.url);
for (const name of readdirSync(old).filter((name) => name.endsWith(".json")))
  test(`the old link ${name} still opens`, async () => {
    const { link, sample, state } = JSON.parse(readFileSync(new URL(name, old), "utf8"));
    const opened = await decodeLink(link, (id) => (id === sample?.id ? sample : undefined));
    assert.deepEqual(opened.state, state);
    assert.equal(opened.changed, false);
  });

test("a file brings back what it was made of", () => {
  const state = { ...draft, view: "text", options: { strict: true } };
  const { documents } = documentsOf([{ path: "somewhere/mine.livebars.json", text: fileOf(state) }]);
  assert.deepEqual(documents, [{ ...state, title: "mine" }]);
  for (const text of ["", "{}", '{"livebars":9}', '{"livebars":1,"template":2}'])
    assert.throws(() => documentsOf([{ path: "a.livebars.json", text }]), /^ShareError|a\.livebars\.json/);
});

test("a folder of templates becomes documents with their data and partials", () => {
  const found = documentsOf([
    { path: "docs/templates/task/chat.handlebars", text: "{{> foot/note}}" },
    { path: "docs/templates/mail.html.hbs", text: "<p>" },
    { path: "docs/templates/partials/foot/note.hbs", text: "note" },
    { path: "docs/data/task/chat.json", text: "[1]" },
    { path: "docs/data/other.json", text: "[2]" },
    { path: "docs/logo.png", text: "" },
  ]);
  assert.deepEqual(
    found.documents.map(({ title, data, format, partials }) => [title, data, format, partials]),
    [
      ["docs/templates/mail.html.hbs", "{}\n", "html", {}],
      ["docs/templates/task/chat.handlebars", "[1]", "markdown", { "foot/note": "note" }],
    ],
  );
  assert.deepEqual(found.unknown, ["docs/logo.png"]);
  assert.deepEqual(documentsOf([{ path: "a.json", text: "[3]" }]).data, { data: "[3]", dataKind: "auto" });
  assert.deepEqual(documentsOf([{ path: "a.yml", text: "- 3" }]).data, { data: "- 3", dataKind: "yaml" });
  const [withYAML] = documentsOf([
    { path: "t/a.hbs", text: "x" },
    { path: "t/a.jsonc", text: "{} // c" },
  ]).documents;
  assert.deepEqual([withYAML.data, withYAML.dataKind], ["{} // c", "json5"]);
  assert.deepEqual(documentsOf([{ path: "partials/x.hbs", text: "y" }]).partials, { x: "y" });
  assert.equal(
    documentsOf([
      { path: "x.hbs", text: "y" },
      { path: "any.json", text: "[4]" },
    ]).documents[0].data,
    "[4]",
  );
});

test("links open where streams cannot be iterated, as in WebKit", async () => {
  const { prototype } = ReadableStream;
  const taken = [Symbol.asyncIterator, "values"].map((key) => [
    key,
    Object.getOwnPropertyDescriptor(prototype, key),
  ]);
  for (const [key] of taken) delete prototype[key];
  try {
    assert.equal(prototype[Symbol.asyncIterator], undefined);
    const state = { ...draft, view: "page" };
    assert.deepEqual((await decodeLink(await encodeLink(state), bases)).state, state);
    await assert.rejects(decodeLink(packed("x".repeat(largestState + 1)), bases), /more than 16 MB/);
    const { createRenderer } = await import("../../../dist/livebars.js");
    const renderer = await createRenderer({ worker: false });
    assert.equal((await renderer.render({ template: "*a*" })).html, "<p><em>a</em></p>\n");
    renderer.close();
  } finally {
    for (const [key, descriptor] of taken) Object.defineProperty(prototype, key, descriptor);
  }
});

test("a template that is opened from a file brings the partials that the build would give it", () => {
  const cases = JSON.parse(readFileSync(new URL("../partials.json", import.meta.url), "utf8"));
  const partials = {
    a: "{{~#> [odd name] x}}{{/[odd name]}}",
    "odd name": '{{> "b/c"}}',
    "b/c": "{{> a}}",
    d: "",
    e: "{{> (f)}}",
  };
  const files = Object.entries(partials).map(([name, text]) => ({ path: `partials/${name}.hbs`, text }));
  for (const { template, reached } of cases) {
    const { documents } = documentsOf([{ path: "page.hbs", text: template }, ...files]);
    assert.deepEqual(Object.keys(documents[0].partials).sort(), reached, template);
  }
});

test("several files become one document where one calls the others", () => {
  const found = documentsOf([
    { path: "page.html", text: "<h1>{{x}}</h1>{{> head}}{{> parts/foot}}" },
    { path: "head.hbs", text: "{{> inner}}" },
    { path: "inner.mustache", text: "in" },
    { path: "sub/parts/foot.hbs", text: "foot" },
    { path: "page.yaml", text: "x: 1" },
  ]);
  assert.deepEqual(
    found.documents.map(({ title, format, data, dataKind, partials }) => [
      title,
      format,
      data,
      dataKind,
      partials,
    ]),
    [["page.html", "html", "x: 1", "yaml", { head: "{{> inner}}", "parts/foot": "foot", inner: "in" }]],
  );
  // Two that call each other stay documents.
  const both = documentsOf([
    { path: "a.hbs", text: "{{> b}}" },
    { path: "b.hbs", text: "{{> a}}" },
  ]);
  assert.deepEqual(
    both.documents.map(({ title }) => title),
    ["a.hbs", "b.hbs"],
  );
  // What calls itself calls no other file.
  assert.equal(documentsOf([{ path: "a.hbs", text: "{{> a}}" }]).documents.length, 1);
});

test("HTML in a folder is a template if it says so", () => {
  const titles = (files) => documentsOf(files).documents.map(({ title }) => title);
  assert.deepEqual(titles([{ path: "out/index.html", text: "<p>built</p>" }]), []);
  assert.deepEqual(titles([{ path: "index.html", text: "<p>plain</p>" }]), ["index.html"]);
  assert.deepEqual(titles([{ path: "mail/a.htm", text: "<p>{{x}}</p>" }]), ["mail/a.htm"]);
});

test("data sets lie beside the data of a template", () => {
  const template = { path: "t/templates/a/b.hbs", text: "{{x}}" };
  const data = (name, text = name) => ({ path: `t/data/a/${name}`, text });
  const { documents, sources } = documentsOf([
    template,
    data("b.json", "{}"),
    data("b.guest.json"),
    data("b.long list.yaml"),
    data("b.schema.json", "{}"),
    data("bb.other.json"),
  ]);
  assert.deepEqual(documents[0].dataSets, {
    guest: { data: "b.guest.json", dataKind: "auto" },
    "long list": { data: "b.long list.yaml", dataKind: "yaml" },
  });
  assert.equal(sources[0].dataSets.guest, "t/data/a/b.guest.json");
  // Without data of its name the first set takes their place.
  const [only] = documentsOf([template, data("b.one.json"), data("b.two.json")]).documents;
  assert.equal(only.data, "b.one.json");
  assert.deepEqual(Object.keys(only.dataSets), ["two"]);
  // Data that are chosen together with one template are its data, whatever their names.
  const [chosen] = documentsOf([
    { path: "letter.hbs", text: "" },
    { path: "ada.json", text: "1" },
    { path: "bo.json", text: "2" },
  ]).documents;
  assert.deepEqual([chosen.data, chosen.dataSets], ["1", { bo: { data: "2", dataKind: "auto" } }]);
  const [named] = documentsOf([
    { path: "letter.hbs", text: "" },
    { path: "letter.json", text: "1" },
    { path: "letter.guest.json", text: "2" },
    { path: "other.json", text: "3" },
  ]).documents;
  assert.deepEqual([named.data, Object.keys(named.dataSets)], ["1", ["guest", "other"]]);
  // Data alone are data sets.
  assert.deepEqual(documentsOf([data("x.json", "1"), data("y.json", "2")]).dataSets, {
    x: { data: "1", dataKind: "auto" },
    y: { data: "2", dataKind: "auto" },
  });
});

test("a file of Livebars is known by what it holds", () => {
  const text = fileOf({ ...draft, view: "page" });
  for (const [path, title] of [
    ["page.livebars (1).json", "page"],
    ["page (2).json", "page"],
    ["anything.json", "anything"],
    ["x/page.livebars.json", "page"],
  ]) {
    const { documents } = documentsOf([{ path, text }]);
    assert.deepEqual(documents, [{ ...draft, view: "page", title }], path);
  }
  // Data that speak of Livebars are data.
  for (const data of ['{"a": 1, "livebars": 1}', '{"livebars": "x"}', "{}"])
    assert.equal(documentsOf([{ path: "a.json", text: data }]).data.data, data);
});

test("links hold data sets, and what of a sample's was taken away", async () => {
  const sets = { guest: { data: "{}", dataKind: "auto" }, long: { data: "a: 1", dataKind: "yaml" } };
  const state = { ...draft, dataSets: sets, dataSet: "long", view: "page" };
  assert.deepEqual((await decodeLink(await encodeLink(state), bases)).state, state);
  const sample = { ...draft, id: "with-sets", title: "", dataSets: sets };
  const baseOf = (id) => (id === "with-sets" ? sample : undefined);
  const changed = {
    ...draft,
    dataSets: { long: { data: "a: 2", dataKind: "yaml" }, new: { data: "1", dataKind: "auto" } },
    view: "page",
  };
  const link = await encodeLink(changed, sample);
  assert.deepEqual((await decodeLink(link, baseOf)).state, changed);
  await assert.rejects(
    encodeLink({
      ...state,
      dataSets: Object.fromEntries(Array.from({ length: 99 }, (_, i) => [`s${i}`, { data: "" }])),
    }),
    /too m(?:uch|any)/,
  );
});
