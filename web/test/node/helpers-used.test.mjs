// Which helpers a document calls, the stubs of those that it lacks, and the sets to choose.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import Handlebars from "handlebars";
import { createRenderer } from "../../../dist/livebars.js";
import { load } from "./typescript.mjs";

const { helpersUsed } = await load("page/helpers-used.ts");
const { callAt, withStub } = await load("page/helper-stub.ts");
const { sets } = await load("helper-sets/sets.ts");
const { loadScript } = await load("sealed/script.ts");

const names = {
  comparisons: ["eq", "ne", "lt", "gt", "lte", "gte", "and", "or"],
  common: Object.keys(sets.common),
  sendgrid: Object.keys(sets.sendgrid),
};

let renderer;
before(async () => {
  renderer = await createRenderer();
});
after(() => renderer.close());

const used = (template, more = {}) =>
  helpersUsed({ template, partials: {}, helpers: "", helperSets: ["comparisons"], ...more }, names);

test("the helpers in use are named with their sets", () => {
  const template =
    "{{#if (eq a (join b))}}{{upper c}}{{else if (gt d 1)}}{{/if}}{{~formatDate e~}}{{{loud f}}}{{name}}{{^or g}}{{/or}}{{! ne }}{{!-- {{lt}} --}}\\{{lte a}}{{h.ne}}{{this.and}}{{> gte}}";
  assert.deepEqual(used(template).sets, { comparisons: ["eq", "gt", "or"], common: [], sendgrid: [] });
  const both = used(template, { helperSets: ["comparisons", "common", "sendgrid"] });
  assert.deepEqual(both.sets, {
    comparisons: [],
    common: ["eq", "join", "upper", "gt"],
    sendgrid: ["formatDate", "or"],
  });
  assert.deepEqual(used("x", { partials: { p: "{{eq a b}}" } }).sets.comparisons, ["eq"]);
});

test("helpers of the document come before those of sets, in every form", () => {
  for (const helpers of [
    `Handlebars.registerHelper("eq", (a) => a);`,
    `Handlebars.registerHelper('eq', function () {});`,
    `exports.eq = (a) => a;`,
    `module.exports["eq"] = (a) => a;`,
    `module.exports = { other, eq };`,
    `module.exports = {\n  eq(a, b) {\n    return a;\n  },\n};`,
    `export default { "eq": (a) => a }`,
    `export const eq = 1;`,
    `export function eq() {}`,
  ]) {
    const { own, sets } = used("{{eq a b}} {{name}}", { helpers });
    assert.deepEqual([own, sets.comparisons], [["eq"], []], helpers);
  }
  const { own, sets } = used("{{eq a b}} {{name}}", {
    helpers: `exports.x = (name, eq) => \`\${name}\` + eq(1);`,
  });
  assert.deepEqual([own, sets.comparisons], [[], ["eq"]]);
});

/** template: the call of \`f\` in it. */
const stubs = {
  "{{f name}}": [["name"], "name"],
  "{{#f total.sum 3 \"x\" currency='EUR' deep=(lookup a b)}}x{{/f}}": [["sum", "number", "text"], "x"],
  "{{f (g 1 (h 2)) a.[b c].d ../e @index this true}}": [
    ["value", "d", "e", "index", "value2", "flag"],
    undefined,
  ],
  "{{#if (f a a)}}yes{{/if}}": [["a", "a2"], "yes"],
  "{{#each list as |x y|}}{{#f x as |z|}}{{z}}{{/f}}{{/each}}": [["x"], undefined],
  "{{f}}": [[], ""],
  "{{~f class.new~}}": [["value"], ""],
  "{{f a}b": [["a"], undefined],
};

for (const [template, [parameters, text]] of Object.entries(stubs))
  test(`the stub for ${template}`, async () => {
    const from = template.search(/\bf\b/);
    const call = callAt(template, from, from + 1);
    assert.deepEqual(call.parameters, parameters);
    for (const before of ["", "// mine\n", "module.exports = { g: () => 1 };\n"]) {
      const stub = withStub(before, call);
      assert.ok(stub.text.startsWith(before.trimEnd()));
      assert.match(stub.text.split("\n")[stub.line - 1], /^ {2}return .*;$/);
      const { helpers } = await loadScript(stub.text);
      assert.equal(typeof helpers.f, "function");
      if (text === undefined) continue;
      const data = { name: "name", a: 1, total: { sum: 2 }, class: {} };
      const result = await renderer.render({ template, data, helpers, format: "text" });
      assert.equal(result.text.trim(), text);
    }
  });

test("a stub in a module of ES is exported", () => {
  const stub = withStub("export const g = 1;\n", callAt("{{f a}}", 2, 3));
  assert.equal(stub.text, "export const g = 1;\n\nexport function f(a, options) {\n  return a;\n}\n");
  const odd = withStub("export const g = 1;\n", callAt("{{[odd name] a}}", 2, 12));
  assert.match(odd.text, /\nHandlebars\.registerHelper\("odd name", function \(a, options\) \{\n/);
});

const data = {
  name: "Ada Lovelace",
  camel: "someName here",
  html: "a <b>\nc",
  n: 1234567.891,
  three: 3,
  list: [3, 1, 2, 2],
  people: [
    { name: "Noor", age: 41, home: { town: "Ghent" } },
    { name: "Ada", age: 36, home: { town: "Lille" } },
  ],
  object: { b: 1, a: 2 },
  none: null,
  empty: [],
  day: "2026-11-05",
  moment: "2026-11-05T17:04:09Z",
};

/** What each set makes of a call. */
const examples = {
  common: {
    "{{uppercase name}} {{upper name}} {{lowercase name}} {{capitalize camel}} {{capitalizeAll camel}}":
      "ADA LOVELACE ADA LOVELACE ada lovelace SomeName here SomeName Here",
    "{{titleize camel}}|{{camelcase name}}|{{pascalcase name}}|{{snakecase camel}}|{{dashcase camel}}|{{slugify 'Crème brûlée!'}}":
      "Some Name Here|adaLovelace|AdaLovelace|some_name_here|some-name-here|creme-brulee",
    "{{truncate name 3}}|{{truncate name 6 '…'}}|{{truncate name 99 '…'}}|{{truncateWords 'a b c d' 2}}|{{trim ' x '}}":
      "Ada|Ada L…|Ada Lovelace|a b…|x",
    "{{replace name 'a' '$&'}}|{{remove name 'a'}}|{{#each (split 'a,b')}}[{{this}}]{{/each}}|{{substring name 4 8}}|{{concat 1 'a' none}}":
      "Ad$&amp; Lovel$&amp;ce|Ad Lovelce|[a][b]|Love|1a",
    "{{append 'a' '.b'}} {{prepend 'a' '.b'}} {{#startsWith 'Ada' name}}yes{{else}}no{{/startsWith}} {{endsWith 'Ada' name}} {{padStart three 3 '0'}} {{padEnd three 2 '.'}}":
      "a.b .ba yes false 003 3.",
    "{{nl2br html}}|{{encodeURI 'a b&c'}}|{{json object}}|{{stringify list}}|{{pluralize 1 'bird'}} {{pluralize 2 'bird'}} {{pluralize 0 'goose' 'geese'}}":
      'a &lt;b&gt;<br>\nc|a%20b%26c|{"b":1,"a":2}|[3,1,2,2]|bird birds geese',
    "{{ordinalize 1}} {{ordinalize 12}} {{ordinalize 23}} {{ordinalize 111}}": "1st 12th 23rd 111th",
    "{{add 1 2 '3'}} {{plus 1 2}} {{subtract 5 2}} {{minus 5 2}} {{multiply 2 3}} {{times 2 3}} {{divide 7 2}} {{modulo 7 4}} {{mod 7 4}}":
      "6 3 3 3 6 6 3.5 3 3",
    "{{math 7 '+' 2}} {{math 7 '%' 2}} {{inc 1}} {{dec 1}} {{abs -2}} {{round 2.5}} {{floor 2.5}} {{ceil 2.1}} {{min 2 1}} {{max list}} {{sum list}} {{avg list}}":
      "9 1 2 0 2 3 2 3 1 3 8 2",
    "{{toFixed n 1}} {{addCommas n}} {{formatNumber n}} {{formatNumber n 2}} {{formatCurrency n 'EUR'}} {{percent 0.256 1}}":
      "1234567.9 1,234,567.891 1,234,567.891 1,234,567.89 €1,234,567.89 25.6%",
    "{{#eq three 3}}a{{else}}b{{/eq}}{{#if (eq three '3')}}a{{else}}b{{/if}}{{#ifEquals three 3}}a{{/ifEquals}}{{#is three '3'}}a{{/is}}{{#isnt three '3'}}a{{else}}b{{/isnt}}{{#unlessEq three 3}}a{{else}}b{{/unlessEq}}":
      "abaabb",
    "{{#compare three '>' 2}}a{{else}}b{{/compare}}{{#ifCond three '==' '3'}}a{{/ifCond}}{{#gt three 3}}a{{else}}b{{/gt}}{{#gte three 3}}a{{/gte}}{{#lt 1 2}}a{{/lt}}{{#lte 2 1}}a{{else}}b{{/lte}}{{#ne 1 2}}a{{/ne}}":
      "aabaaba",
    "{{#and 1 0}}a{{else}}b{{/and}}{{#or 0 1}}a{{/or}}{{not 1}} {{#contains list 2}}a{{/contains}}{{#includes name 'Ada'}}a{{/includes}}{{inArray list 9}} {{isEmpty empty}} {{isArray list}} {{isString n}} {{#ifEven three}}a{{else}}b{{/ifEven}}{{#ifOdd three}}a{{/ifOdd}}":
      "bafalse aafalse true true false ba",
    "{{default none 'x'}} {{default '' none 'y'}} {{coalesce none 0}} {{ternary three 'a' 'b'}}": "x y 0 a",
    "{{first list}} {{last list}} {{first list 2}} {{last name 3}} {{length list}} {{size name}} {{count object}} {{join list}} {{join list '-'}} {{join (pluck people 'home.town')}}":
      "3 2 3,1 ace 4 12 2 3, 1, 2, 2 3-1-2-2 Ghent, Lille",
    "{{reverse list}} {{reverse 'abc'}} {{sort list}} {{join (pluck (sortBy people 'age') 'name')}} {{unique list}} {{#each (where people 'age' 36)}}{{name}}{{/each}} {{slice list 1 3}} {{itemAt list 1}} {{range 1 4}} {{keys object}} {{values object}}":
      "2,2,1,3 cba 1,2,2,3 Ada, Noor 3,1,2 Ada 1,2 1 1,2,3,4 b,a 1,2",
    "{{formatDate day}} {{formatDate day 'D MMMM YYYY'}} {{dateFormat moment 'dddd Do MMM YY, hh:mm a'}} {{date moment 'HH:mm:ss.SSS Z'}} {{formatDate none}} {{formatDate 'soon'}} {{formatDate 0 '[of] YYYY'}}":
      "2026-11-05 5 November 2026 Thursday 5th Nov 26, 05:04 pm 17:04:09.000 +00:00  soon of 1970",
  },
  sendgrid: {
    "{{insert name 'default=Customer'}} {{insert none 'default=Customer'}} {{insert 'default=x'}}":
      "Ada Lovelace Customer x",
    "{{formatDate moment 'MMMM DD, YYYY h:mm:ss A' '-0800'}} {{formatDate moment 'YYYY-MM-DDTHH:mm:ssZZ' '+0530'}}":
      "November 05, 2026 9:04:09 AM 2026-11-05T22:34:09+0530",
    "{{#equals three 3}}a{{else}}b{{/equals}}{{#notEquals three 3}}a{{else}}b{{/notEquals}}{{#greaterThan three 2}}a{{/greaterThan}}{{#lessThan three 2}}a{{else}}b{{/lessThan}}{{#greaterThan (length list) 3}}a{{/greaterThan}}{{#and 1 three}}a{{/and}}{{#or 0 none}}a{{else}}b{{/or}}{{not 1}}":
      "ababaabfalse",
  },
};

for (const [set, all] of Object.entries(examples)) {
  for (const [template, text] of Object.entries(all))
    test(`the set ${set}: ${template}`, async () => {
      const result = await renderer.render({ template, data, helperSets: [set], format: "text" });
      assert.deepEqual(
        result.diagnostics.filter(({ severity }) => severity === "error"),
        [],
      );
      assert.equal(result.text, text);
      // The same functions in Handlebars.js.
      const env = Handlebars.create();
      env.registerHelper(sets[set]);
      assert.equal(env.compile(template)(data), text);
    });
  test(`each helper of the set ${set} has an example`, () => {
    const text = Object.keys(all).join(" ");
    const exempt = ["now", "year"]; // they change
    const aliases = ["upcase", "toUpperCase", "lower", "downcase", "toLowerCase", "if_eq", "unless_eq"];
    const missing = Object.keys(sets[set]).filter((name) => !new RegExp(`[{( #]${name}[ }]`).test(text));
    assert.deepEqual(
      missing.filter((name) => !exempt.includes(name) && !aliases.includes(name)),
      [],
    );
  });
}

test("sets come and go in a session, and the document's helpers come before them", async () => {
  const template = "{{#if (eq a 1)}}one{{/if}} {{upper a}}";
  const session = await renderer.open({
    template,
    data: { a: 1 },
    format: "text",
    helperSets: ["comparisons", "common"],
  });
  const shown = async (changes) => {
    const { ok, diagnostics } = await session.update(changes);
    return ok ? session.text() : diagnostics[0].code;
  };
  assert.equal(await shown({}), "one 1");
  assert.equal(await shown({ helpers: { upper: () => "own" } }), "one own");
  assert.equal(await shown({ helperSets: ["comparisons"] }), "one own");
  assert.equal(await shown({ helpers: {} }), "unknown-helper");
  assert.equal(await shown({ helperSets: ["common"] }), "one 1");
  assert.equal(await shown({ helperSets: [], template: "{{eq 1 1}}" }), "unknown-helper");
  assert.equal(await shown({ helperSets: ["none"] }), "request");
  session.close();
});

test("HELPERS.md names the helpers of all sets, and no others", () => {
  const document = readFileSync(new URL("../../../HELPERS.md", import.meta.url), "utf8");
  const rows = document.split("\n").filter((line) => /^\| `/.test(line));
  const named = (set) =>
    rows
      .filter((row) => row.split("|").at(-2).includes(set))
      .flatMap((row) => [...row.split("|")[1].matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  for (const set of Object.keys(names)) assert.deepEqual(named(set).toSorted(), names[set].toSorted(), set);
});
