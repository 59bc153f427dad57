// Helpers of the host: the same functions, called by Handlebars.js and by Livebars.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { createFrame, createRenderer, SafeString } from "../../../dist/livebars.js";
import { renderWithHandlebars } from "../oracles/handlebars.mjs";

let renderer;
before(async () => {
  renderer = await createRenderer();
});
after(() => renderer.close());

const data = {
  a: 1,
  name: "<Ada>",
  list: [
    { n: 1, tags: ["x", "y"] },
    { n: 2, tags: [] },
  ],
  obj: { b: { c: "deep" }, 2: "two", z: null },
  empty: [],
  text: "text",
};

const show = (value) => JSON.stringify(value);

/** name: [helpers, template, what else the request says] */
const cases = {
  "arguments and options": [
    { all: (...args) => args.slice(0, -1).map(show).join("|") },
    '{{all a "s" 2.5 true null undefined name obj.b.c}} {{all}}',
  ],
  "the hash": [
    { h: ({ hash }) => `${Object.keys(hash)} ${show(hash)}` },
    '{{{h x=1 y="s" z=list.[0].n}}} {{{h}}} {{{h o=obj}}}',
  ],
  "this is the context": [
    {
      me: function () {
        return this.n ?? this.a;
      },
    },
    "{{me}}{{#each list}}{{me}}{{/each}}{{#with obj.b}}{{me}}{{/with}}",
  ],
  "this that is a plain value": [
    {
      type: function () {
        return `${typeof this} ${this}`;
      },
    },
    "{{#each list.[0].tags}}{{type}} {{/each}}{{#with a}}{{type}}{{/with}}{{#with text}}{{type}}{{/with}}",
  ],
  "objects are looked into": [
    {
      look: (o) =>
        [
          o.b.c,
          Object.keys(o),
          "b" in o,
          "toString" in o,
          o.nope,
          Object.hasOwn(o, "z"),
          show(o),
          show({ ...o }),
        ].join(" "),
      list: (l) =>
        [
          Array.isArray(l),
          l.length,
          l.map((x) => x.n),
          l[1].n,
          [...l].length,
          l.slice(1)[0].n,
          show(l),
          5 in l,
        ].join(" "),
    },
    "{{{look obj}}} {{{list list}}}",
  ],
  "what is equal stays equal": [
    { same: (a, b) => a === b },
    "{{same obj obj}} {{same obj.b obj}} {{same list list}} {{#with obj}}{{same this ../obj}}{{/with}}",
  ],
  "plain returns": [
    { give: (what) => ({ s: "<s>", n: 1.5, t: true, f: false, u: undefined, l: null, z: 0, e: "" })[what] },
    '{{give "s"}}{{{give "s"}}}{{give "n"}}{{give "t"}}{{give "f"}}[{{give "u"}}{{give "l"}}{{give "e"}}]{{give "z"}}',
  ],
  "numbers are added up": [{ one: () => 1 }, "{{{one}}}{{{one}}}{{one}}"],
  "arrays and objects returned": [
    { arr: () => [1, [2, { k: "v" }], "<"], o: () => ({ k: "v", 1: "one", inner: { x: [1] } }) },
    "{{arr}} {{o}} {{#each (arr)}}{{this}};{{/each}}{{#each (o)}}{{@key}}={{this}};{{/each}}{{lookup (o) 'k'}}{{#with (o)}}{{inner.x.[0]}}{{/with}}",
  ],
  "a value handed back": [
    { pass: (v) => v, first: (l) => l[0] },
    "{{#with (pass obj)}}{{b.c}}{{/with}}{{#each (pass list)}}{{n}}{{/each}}{{#with (first list)}}{{n}}{{tags}}{{/with}}{{eq (pass obj) obj}}",
  ],
  "an object with a text of its own": [
    { when: () => new Date(0).toISOString(), url: () => new URL("http://a.b/?c=1&d") },
    "{{when}} {{url}} {{{url}}}",
  ],
  "safe strings": [
    { safe: (s) => new SafeString(`<b>${s}</b>`), html: () => ({ toHTML: () => "<i>" }) },
    "{{safe name}}{{{safe 1}}}{{html}}{{#if (safe '')}}true{{/if}}",
  ],
  blocks: [
    {
      wrap: function ({ fn }) {
        return `<${fn(this)}>`;
      },
      twice: (o) => o.fn(data.list[0]) + o.fn({ n: 9 }),
      not: function (v, { fn, inverse }) {
        return v ? inverse(this) : fn(this);
      },
    },
    "{{#wrap}}a{{a}}{{name}}{{/wrap}}{{#twice}}[{{n}}]{{/twice}}{{#not a}}x{{else}}y{{/not}}{{#not empty.length}}x{{/not}}{{#not a}}x{{/not}}",
  ],
  "blocks in blocks": [
    {
      box: function ({ fn }) {
        return `(${fn(this)})`;
      },
      each2: (l, { fn }) => l.map((x) => fn(x)).join(","),
    },
    "{{#box}}{{#box}}{{#each2 list}}{{#box}}{{n}}{{../a}}{{#each2 tags}}{{this}}{{../n}}{{/each2}}{{/box}}{{/each2}}{{/box}}{{/box}}",
  ],
  "a block as a parameter of itself": [
    { rec: (n, { fn, data: d }) => (n > 0 ? `${n}${fn({ n: n - 1 }, { data: d })}` : ".") },
    "{{#*inline 'r'}}{{#rec n}}{{> r}}{{/rec}}{{/inline}}{{> r n=20}}",
  ],
  "block parameters": [
    {
      pair: (l, { fn }) => l.map((x, i) => fn(x, { blockParams: [x, i * 10] })).join(""),
      count: ({ fn }) => fn.blockParams,
    },
    "{{#pair list as |v i|}}{{v.n}}:{{i}}:{{n}} {{/pair}}{{#count as |a b|}}{{/count}}{{#count}}{{/count}}",
  ],
  "block parameters around": [
    { around: ({ blockParams }) => show(blockParams) },
    "{{{around}}}{{#each list as |v i|}}{{{around}}}{{v.n}}{{{around}}}{{#if v}}{{{around}}}{{i}}{{/if}}{{/each}}",
  ],
  "@-variables": [
    {
      loop: (l, { fn, data: d }) =>
        l.map((x, i) => fn(x, { data: { ...createFrame(d), i, index: i * 2 } })).join(""),
      root: ({ data: d }) => d.root.text,
      key: ({ data: d }) => `${d.key} ${d.index} ${d.first} ${d.last} ${d._parent?.index}`,
    },
    "{{#loop list}}{{@i}}{{@index}}{{@root.a}}{{@../index}}{{/loop}}{{root}}{{#each list}}{{key}};{{#each tags}}{{key}}{{/each}}{{/each}}",
  ],
  "@-variables that stand alone": [
    { bare: ({ fn }) => fn({}, { data: { x: 1 } }) },
    "{{#bare}}{{@x}}{{@root}}{{@index}}{{/bare}}",
  ],
  "partial blocks survive a helper": [
    {
      keep: function ({ fn, data: d }) {
        return fn(this, { data: createFrame(d) });
      },
    },
    "{{#> layout}}body {{a}}{{/layout}}",
    { partials: { layout: "<{{#keep}}{{> @partial-block}}{{/keep}}>" } },
  ],
  "names and places": [
    { who: ({ name, loc }) => `${name} ${show(loc)}`, "odd-name": ({ name }) => name },
    "{{{who}}}\n  {{{who}}} {{odd-name}} {{[odd-name]}} {{lookup (who) 'length'}}",
  ],
  lookupProperty: [
    { own: (o, k, { lookupProperty }) => String(lookupProperty(o, k)) },
    "{{own obj 'z'}} {{own list 'length'}} {{own list 'map'}} {{own text 'length'}} {{own obj 'constructor'}}",
  ],
  "before the built-in ones": [
    { if: () => "mine", eq: () => "eq", lookup: (o, k) => `${o[k]}!` },
    "{{if a}}{{eq 1 1}}{{lookup obj 2}}{{#if a}}x{{/if}}",
  ],
  "before the data": [{ a: () => "helper" }, "{{a}}{{this.a}}{{./a}}"],
  "in subexpressions and hashes": [
    { up: (s) => String(s).toUpperCase() },
    "{{up (up text)}}{{> p t=(up text)}}{{#if (eq (up text) 'TEXT')}}y{{/if}}",
    { partials: { p: "[{{t}}]" } },
  ],
  "names of partials": [{ which: () => "p" }, "{{> (which)}}", { partials: { p: "P" } }],
  "missing ones": [
    { helperMissing: (...args) => `no ${args.at(-1).name} ${args.length - 1}` },
    "{{nope}} {{nope 1 2}} {{#nope}}x{{/nope}} {{a}} {{deep.nope}}",
  ],
  "missing blocks": [
    {
      blockHelperMissing: function (v, { fn }) {
        return `${show(v)}${fn(this)}`;
      },
    },
    "{{#a}}x{{a}}{{/a}}{{#nope}}y{{/nope}}",
  ],
  errors: [
    {
      fail: () => {
        throw new Error("no such thing");
      },
    },
    "a\n {{fail}}",
  ],
  "errors in blocks": [
    {
      box: function ({ fn }) {
        return fn(this);
      },
    },
    "{{#box}}{{nope 1}}{{/box}}",
  ],
  "errors caught": [
    {
      attempt: function ({ fn }) {
        try {
          return fn(this);
        } catch {
          return "caught";
        }
      },
    },
    "{{#attempt}}{{nope 1}}{{/attempt}}{{#attempt}}fine{{/attempt}}{{a}}",
  ],
  strict: [{ a: () => 1 }, "{{a}}{{x}}", { options: { strict: true } }],
  known: [{ k: () => 1 }, "{{k}}", { options: { knownHelpers: { k: true }, knownHelpersOnly: true } }],
  "a value that is no block": [{ raw: ({ fn }) => fn({ n: 5 }) }, "{{{{raw}}}} {{n}} {{{{/raw}}}}"],
  "the same object": [
    {
      make: (() => {
        const made = { a: 1 };
        return () => made;
      })(),
      same: (a, b) => a === b,
      given: ({ hash }) => hash.x === hash.y,
    },
    "{{same (make) (make)}}{{given x=(make) y=(make)}}{{#with (make)}}{{same this (make)}}{{same (lookup this 'a') 1}}{{/with}}",
  ],
  "what is changed is seen": [
    {
      set(name, value) {
        this[name] = value;
      },
      push: (list, value) => void list.push(value),
      root({ data: d }) {
        d.root.late = "late";
      },
      variable({ data: d }) {
        d.mine = "mine";
      },
    },
    "{{set 'a' 2}}{{a}}{{push empty 'x'}}{{empty}}{{empty.length}}{{root}}{{late}}{{variable}}{{@mine}}{{#each list}}{{set 'n' @index}}{{n}}{{/each}}{{list.[1].n}}",
  ],
  "iterables, functions, large numbers": [
    {
      map: () =>
        new Map([
          ["k", 1],
          ["l", 2],
        ]),
      steps: function* () {
        yield 1;
        yield 2;
      },
      fn: () => () => "called",
      big: () => 2n ** 70n,
      zero: () => Object.is(-0, JSON.parse("[-0]")[0]),
    },
    "{{#each (map)}}{{@key}}{{this}} {{/each}}{{#each (steps)}}{{this}}{{/each}}{{#with (fn)}}{{this}}{{/with}}{{#if (fn)}}y{{/if}}{{big}}{{{big}}}{{zero}}",
  ],
  "what a helper receives can be copied": [
    { copies: (o) => show([structuredClone(o), { ...o }, Object.keys(o), Array.isArray(o.l)]) },
    "{{{copies obj}}}{{{copies list}}}",
  ],
  "where a call stands": [
    { at: ({ loc }) => show(loc), box: ({ loc, fn }) => show(loc) + fn({}), pass: (v) => v },
    "{{{at}}}\n {{{pass (at)}}}{{#box}}\nx{{else}}y{{/box}}{{#if nope}}{{else box}}z{{/if}} é😀{{{at}}}",
  ],
  "the order of pairs": [
    { pairs: ({ hash }) => show(hash) },
    "{{{pairs a=1 b=2 a=3}}}{{{pairs z=1 y=2 1=3}}}",
  ],
  "no context": [
    {
      t: function () {
        return show(this);
      },
    },
    "{{{t}}}",
    { data: null },
  ],
};

for (const [name, [helpers, template, more]] of Object.entries(cases)) {
  test(name, async () => {
    const request = { template, data, helpers, ...more };
    const theirs = renderWithHandlebars({ ...request, data: structuredClone(request.data) }); // it lets helpers change it
    const ours = await renderer.render({ ...request, format: "text" });
    if (theirs.error !== undefined) assert.equal(ours.ok, false, theirs.error);
    else
      assert.deepEqual(
        { ok: ours.ok, text: ours.text },
        { ok: true, text: theirs.text },
        ours.diagnostics[0]?.message,
      );
  });
}

test("the caller's data stay as they are", async () => {
  const own = { list: [1], deep: { a: 1 } };
  const helpers = {
    change() {
      this.list.push(2);
      this.deep.a = 2;
      this.more = 1;
    },
  };
  const { text } = await renderer.render({
    template: "{{change}}{{list}} {{deep.a}}",
    data: own,
    helpers,
    format: "text",
  });
  assert.equal(text, "1,2 2");
  assert.deepEqual(own, { list: [1], deep: { a: 1 } });
});

test("a plain Handlebars.js has no helpers for comparisons", async () => {
  const request = { template: "{{#if (eq a 1)}}one{{/if}}", data: { a: 1 }, format: "text" };
  assert.equal((await renderer.render(request)).text, "one");
  const plain = await renderer.render({ ...request, helperSets: [] });
  assert.equal(plain.diagnostics[0].code, "unknown-helper");
  const wrong = await renderer.render({ ...request, helperSets: ["all"] });
  assert.equal(wrong.diagnostics[0].code, "request");
});

for (const worker of [false, true])
  test(`unknown helpers are errors or shown, as a document says, worker: ${worker}`, async () => {
    const own = await createRenderer({ worker });
    const session = await own.open({ template: "a {{upper x}} b", data: { x: 1 }, format: "text" });
    assert.equal((await session.update({})).diagnostics[0].code, "unknown-helper");
    assert.equal((await session.update({ unknownHelpers: "show" })).ok, true);
    assert.equal(await session.text(), "a {{upper x}} b");
    const insert = { source: "template", from: 0, to: 0, insert: "z" };
    assert.equal((await session.update({ edits: [insert] })).diagnostics[0].severity, "warning");
    assert.equal(await session.text(), "za {{upper x}} b");
    assert.equal((await session.update({ unknownHelpers: "error" })).ok, false);
    const { diagnostics } = await session.update({ unknownHelpers: "some" });
    assert.equal(diagnostics[0].code, "request");
    own.close();
  });

test("an answer of any length", async () => {
  const texts = [1000, 4090, 4096, 5000, 100_000].map((length) => "é".repeat(length));
  const helpers = { text: (i) => texts[i], pass: ({ fn }) => fn({}) };
  for (const i of texts.keys()) {
    const template = `{{text ${i}}}{{#pass}}{{text ${i}}}{{/pass}}{{{text ${i}}}}`;
    const { text } = await renderer.render({ template, helpers, format: "text" });
    assert.equal(text, texts[i].repeat(3));
  }
});

test("a helper that throws is named at its tag", async () => {
  const helpers = {
    fail: () => {
      throw new TypeError("no such thing");
    },
  };
  const { ok, diagnostics } = await renderer.render({
    template: "a\n  {{#if a}}{{fail 1}}{{/if}}",
    data,
    helpers,
  });
  assert.equal(ok, false);
  const { code, message, source, from, to } = diagnostics[0];
  assert.deepEqual(
    [code, message, source],
    ["helper-failed", "Helper `fail` failed: no such thing", "template"],
  );
  assert.deepEqual([from.line, from.column, to.column], [2, 12, 22]);
});

test("a promise is an error", async () => {
  const { diagnostics } = await renderer.render({ template: "{{later}}", helpers: { later: async () => 1 } });
  assert.match(diagnostics[0].message, /returns a promise; a helper must answer at once/);
});

test("a value may hold itself", async () => {
  const loop = { n: 1 };
  loop.loop = loop;
  const template = "{{loop}}{{#with (loop)}}{{loop.loop.n}}{{/with}}";
  const { text } = await renderer.render({ template, helpers: { loop: () => loop }, format: "text" });
  assert.equal(text, "[object Object]1");
});

test("a block that is run too late is an error for who runs it", async () => {
  let kept;
  const helpers = {
    keep: ({ fn }) => {
      kept = fn;
      return "x";
    },
  };
  assert.equal(
    (await renderer.render({ template: "{{#keep}}a{{/keep}}", helpers, format: "text" })).text,
    "x",
  );
  assert.throws(() => kept({}));
  let value;
  await renderer.render({
    template: "{{k obj}}",
    data,
    helpers: {
      k: (o) => {
        value = o;
      },
    },
  });
  assert.equal(value.b.c, "deep", "a value outlives its rendering");
  assert.equal((await renderer.render({ template: "{{a}}", data, format: "text" })).text, "1");
});

test("a large context is not copied for a helper that looks at one field", async () => {
  const large = {
    title: "t",
    rows: Array.from({ length: 100_000 }, (_, i) => ({ i, text: "x".repeat(60) })),
  };
  const { defineProperty } = Object;
  let defined = 0;
  Object.defineProperty = (...args) => {
    defined++;
    return defineProperty(...args);
  };
  try {
    const helpers = {
      title: function () {
        return this.title;
      },
    };
    const { text } = await renderer.render({
      template: "{{title}}{{title}}",
      data: JSON.stringify(large),
      helpers,
      format: "text",
    });
    assert.equal(text, "tt");
    assert.ok(defined < 50, `${defined} properties were carried over`);
  } finally {
    Object.defineProperty = defineProperty;
  }
});

test("sessions call helpers, and take others", async () => {
  const session = await renderer.open({ template: "{{h}}", helpers: { h: () => "one" }, format: "html" });
  assert.deepEqual((await session.update({})).splices[0].insert, ["one"]);
  assert.deepEqual((await session.update({ helpers: { h: () => "two" } })).splices[0].insert, ["two"]);
  session.close();
});

test("a module of helpers, in a worker and without one", async () => {
  const folder = mkdtempSync(join(tmpdir(), "livebars-"));
  try {
    const file = join(folder, "helpers.mjs");
    writeFileSync(
      file,
      'export const up = (s) => s.toUpperCase();\nexport const box = ({ fn }) => "[" + fn({ n: 1 }) + "]";\nexport const version = 3;\n',
    );
    for (const worker of [false, true]) {
      const own = await createRenderer({ worker });
      const request = {
        template: "{{up 'a'}}{{#box}}{{n}}{{/box}}",
        helpersModule: pathToFileURL(file),
        format: "html",
      };
      assert.equal((await own.render(request)).text, "A[1]");
      const session = await own.open(request);
      assert.deepEqual((await session.update({})).splices[0].insert, ["A[1]"]);
      const missing = await own.render({
        template: "x",
        helpersModule: pathToFileURL(join(folder, "no.mjs")).href,
      });
      assert.equal(missing.diagnostics[0].code, "helpers-module");
      assert.equal((await own.render(request)).text, "A[1]");
      own.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("functions do not go to a worker", async () => {
  const own = await createRenderer({ worker: true });
  const { diagnostics } = await own.render({ template: "{{h}}", helpers: { h: () => 1 } });
  assert.match(diagnostics[0].message, /name a `helpersModule`/);
  assert.equal((await own.render({ template: "a" })).ok, true);
  own.close();
});

test("a helper that is no function is a value, as in Handlebars.js", async () => {
  const values = {
    n: 5,
    zero: 0,
    text: "<t>",
    no: null,
    list: [1, 2],
    obj: { k: "v", toString: () => "own" },
  };
  const templates = [
    "{{n}}{{{text}}}{{text}}{{zero}}{{no}}|{{list}}|{{obj}}",
    "{{#n}}block{{else}}other{{/n}}|{{#zero}}zero{{else}}other{{/zero}}|{{#list}}x{{/list}}|{{^n}}y{{/n}}",
    "{{#if n}}data{{/if}}{{#each list}}{{this}}{{/each}}{{n.k}}{{obj.k}}{{this.n}}",
    "{{#with obj}}{{n}}{{k}}{{/with}}",
    "{{n 1}}",
    "{{zero 1}}",
    "{{#n 1}}x{{/n}}",
    "{{#if (n)}}x{{/if}}",
    "{{lookup obj n}}",
  ];
  const data = { zero: "data", list: ["d"], obj: { k: "data" }, no: "given" };
  for (const template of templates)
    for (const options of [{}, { knownHelpers: { n: true } }, { compat: true }]) {
      const request = { template, data, helpers: values, options };
      const theirs = renderWithHandlebars({ ...request, data: structuredClone(request.data) }); // it lets helpers change it
      const ours = await renderer.render({ ...request, format: "text" });
      assert.equal(ours.ok ? ours.text : undefined, theirs.text, `${template} ${JSON.stringify(options)}`);
    }
  const hidden = { template: "{{#if a}}x{{/if}}", data: { a: 1 }, helpers: { if: 5 } };
  assert.ok(renderWithHandlebars(hidden).error);
  const { diagnostics } = await renderer.render(hidden);
  assert.equal(diagnostics[0].code, "not-a-helper");
});
