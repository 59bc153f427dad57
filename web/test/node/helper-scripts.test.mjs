// Texts of helpers in the forms that people have them in: evaluated by Livebars, and as a build with Handlebars.js does it.
// (Modules of ES come from addresses that only a browser makes: browser/helpers.spec.ts.)
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import Handlebars from "handlebars";
import { createRenderer } from "../../../dist/livebars.js";
import { documentsOf } from "../../../dist/share.js";
import { load } from "./typescript.mjs";

const { loadScript } = await load("sealed/script.ts");
const { joinHelperFiles, helperFilesOf } = await load("share/helper-files.ts");

let renderer;
before(async () => {
  renderer = await createRenderer();
});
after(() => renderer.close());

/** What a build makes of a script: it runs as CommonJS, and what it exports is registered. */
function withHandlebars(script, template, data) {
  const env = Handlebars.create();
  const module = { exports: {} };
  globalThis.Handlebars = env;
  const run = new Function("module", "exports", "require", script);
  run.call(module.exports, module, module.exports, () => env);
  const { exports } = module;
  if (typeof exports === "function") exports(env);
  else for (const [name, helper] of Object.entries(exports)) env.registerHelper(name, helper);
  return env.compile(template)(data);
}

async function withLivebars(script, template, data) {
  const { helpers, partials } = await loadScript(script);
  const result = await renderer.render({
    template,
    data,
    helpers,
    partials,
    format: "text",
    helperSets: [],
  });
  assert.deepEqual(result.diagnostics, []);
  return result.text;
}

const data = { name: "<Ada>", n: 3, list: ["a", "b"], object: { x: 1, y: 2 }, none: [], zero: 0, html: "&" };

/** name: [script, template] */
const scripts = {
  "a script of the playground": [
    `Handlebars.registerHelper("loud", function (text) { return text.toUpperCase(); });
     Handlebars.registerHelper({ twice: (n) => n * 2 });
     Handlebars.registerPartial("greeting", "Dear {{loud name}}");
     Handlebars.registerPartial({ end: "{{twice n}}" });`,
    "{{> greeting}} {{> end}}",
  ],
  "a single call": [`Handlebars.registerHelper("loud", (text) => text + "!")`, "{{loud name}}"],
  "module.exports": [
    `module.exports = { loud: (text) => text + "!", n: 3 }`.replace(", n: 3", ""),
    "{{loud name}}",
  ],
  exports: [
    `exports.loud = (text) => text + "!";\nexports.quiet = (text) => text.toLowerCase();`,
    "{{loud name}}{{quiet name}}",
  ],
  "one export and nothing else": [`exports.loud = (text) => text + "!"`, "{{loud name}}"],
  "a function that gets Handlebars": [
    `module.exports = function (Handlebars) {
       Handlebars.registerHelper("bold", (text) => new Handlebars.SafeString("<b>" + Handlebars.escapeExpression(text) + "</b>"));
     };`,
    "{{bold name}}",
  ],
  "Handlebars by require": [
    `const Handlebars = require("handlebars");
     exports.bold = (text) => new Handlebars.SafeString("<b>" + Handlebars.Utils.escapeExpression(text) + "</b>");`,
    "{{bold name}}",
  ],
  "this in sloppy and in strict functions": [
    `exports.sloppy = function () { return typeof this; };
     exports.strict = function () { "use strict"; return typeof this; };`,
    "{{#each list}}{{sloppy}} {{strict}} {{/each}}",
  ],
  "built-in helpers that are called": [
    `const h = Handlebars.helpers;
     const last = (args) => args[args.length - 1];
     Handlebars.registerHelper("every", function (list) { return h.each.call(this, list, last(arguments)); });
     Handlebars.registerHelper("when", function (value) { return h.if.call(this, value, last(arguments)); });
     Handlebars.registerHelper("never", function (value) { return h.unless.call(this, value, last(arguments)); });
     Handlebars.registerHelper("inside", function (value) { return h.with.call(this, value, last(arguments)); });
     Handlebars.registerHelper("at", function (value, name) { return h.lookup(value, name, last(arguments)); });
     Handlebars.registerHelper("block", function (value) { return h.blockHelperMissing.call(this, value, last(arguments)); });`,
    `{{#every list as |v k|}}{{@index}}{{@first}}{{@last}}{{v}}{{k}}{{this}};{{/every}}
     {{#every object as |v k|}}{{@key}}{{@index}}{{@last}}{{v}}{{k}};{{/every}}{{#every none}}x{{else}}none{{/every}}{{#every n}}x{{else}}n{{/every}}
     {{#when n}}yes{{else}}no{{/when}}{{#when zero}}yes{{else}}no{{/when}}{{#when zero includeZero=true}}yes{{/when}}{{#when none}}x{{else}}no{{/when}}
     {{#never zero}}yes{{else}}no{{/never}}{{#never n}}yes{{else}}no{{/never}}
     {{#inside object as |o|}}{{x}}{{o.y}}{{../n}}{{else}}no{{/inside}}{{#inside none}}x{{else}}no{{/inside}}
     {{at object "x"}}{{at list 1}}{{at none "x"}}
     {{#block list}}{{this}}{{/block}}{{#block true}}{{n}}{{/block}}{{#block false}}x{{else}}no{{/block}}{{#block object}}{{x}}{{/block}}{{#block none}}x{{else}}no{{/block}}`,
  ],
  "frames and block parameters": [
    `exports.count = function (n, options) {
       let text = "";
       for (let i = 0; i < n; i++) {
         const data = Handlebars.createFrame(options.data);
         data.i = i;
         text += options.fn(this, { data, blockParams: Handlebars.Utils.blockParams([i], ["p"]) });
       }
       return text;
     };`,
    "{{#count n as |p|}}{{@i}}{{p}}{{name}} {{/count}}",
  ],
  "Utils and escapeExpression": [
    `const { Utils, escapeExpression } = Handlebars;
     exports.all = (value) => [
       Utils.isEmpty(value), Utils.isArray(value), Utils.isFunction(value), Utils.toString.call(value),
       escapeExpression(value), escapeExpression(null), escapeExpression(0), escapeExpression(false),
       escapeExpression({ toHTML: () => "<i>" }), escapeExpression("a=\`'\\"&<>"),
       Utils.indexOf(["x", "y"], "y"), Utils.appendContextPath("a", 1), Utils.appendContextPath("", 1),
       JSON.stringify(Utils.extend({}, { a: 1 }, { b: 2 })),
     ].join("|");`,
    "{{{all list}}} {{{all none}}} {{{all zero}}} {{{all html}}} {{{all undefined}}}",
  ],
  "a helper taken back": [
    `Handlebars.registerHelper("name", () => "helper"); Handlebars.unregisterHelper("name");`,
    "{{name}}",
  ],
  "a helper in place of a built-in one": [
    `Handlebars.registerHelper("if", (value, options) => "[" + options.fn(value) + "]");`,
    "{{#if n}}{{this}}{{/if}}",
  ],
  helperMissing: [
    `Handlebars.registerHelper("helperMissing", function () { return "no " + arguments[arguments.length - 1].name; });`,
    "{{nothing 1}} {{other}}",
  ],
};

for (const [name, [script, template]] of Object.entries(scripts))
  test(`as in a build: ${name}`, async () => {
    const copy = () => structuredClone(data);
    assert.equal(await withLivebars(script, template, copy()), withHandlebars(script, template, copy()));
  });

/** Forms that Node's `require` does not know: what they register. */
const others = {
  "an arrow function": [`(Handlebars) => { Handlebars.registerHelper("a", () => 1); }`, ["a"]],
  "a function without a name": [`function (Handlebars) { Handlebars.registerHelper("a", () => 1); }`, ["a"]],
  "an object": [`({ a: () => 1, b() { return 2; } })`, ["a", "b"]],
  "an object without brackets": [`{ a: () => 1, "b-c": function () {} }`, ["a", "b-c"]],
  "helpers by name": [
    `module.exports = { name: "ours", helpers: { a: () => 1 }, partials: { p: "x" } }`,
    ["a"],
    ["p"],
  ],
  register: [
    `exports.register = function (Handlebars, options) { Handlebars.registerHelper("a", () => 1); }`,
    ["a"],
  ],
  "an environment of its own": [
    `const own = require("handlebars").create(); own.registerHelper("a", () => 1); module.exports = own;`,
    ["a"],
  ],
  "Handlebars itself": [`Handlebars.registerHelper("a", () => 1); module.exports = Handlebars;`, ["a"]],
  "a comment alone": ["// nothing yet", []],
  nothing: ["", []],
  "several files": [
    joinHelperFiles([
      { name: "a.js", text: "const n = 1; exports.a = () => n + require('./lib/b').n;" },
      { name: "lib/b.js", text: "const n = 2; exports.n = n; exports.b = () => n;\n\n" },
    ]),
    ["a", "b"],
  ],
};

for (const [name, [script, helpers, partials = []]] of Object.entries(others))
  test(`what is registered: ${name}`, async () => {
    const found = await loadScript(script);
    assert.deepEqual(Object.keys(found.helpers), helpers);
    assert.deepEqual(Object.keys(found.partials), partials);
  });

/** text: [message, line, column] */
const faults = {
  "\n\nfoo(;": [/Unexpected token/, 3, 5],
  "exports.a = () => {\n  if (x {\n  }\n}": [/Unexpected token/, 2, 9],
  "function (H) {\n  H.registerHelper('a',\n}": [/Unexpected token/, 3, 1],
  "exports.a = 'x": [/Unterminated string/, 1, 13],
  "export const a = ;": [/Unexpected token/, 1, 18],
  "\nthrow new Error('at the top')": [/at the top/, 2, 7],
  "const x = 1;\nx.y.z": [/undefined/, 2, 5],
  "require('lodash')": [/“lodash” cannot be loaded/, 1, 1],
  "Handlebars.compile('x')": [/Handlebars.compile is not available/, 1, undefined],
  "\nHandlebars.registerHelper('a')": [/register a helper as undefined/, 2, undefined],
  "// ---- a.js ----\nexports.a = 1;\n// ---- b.js ----\n\nfoo(;": [/Unexpected token/, 5, 5],
  "// ---- a.js ----\nexports.a = 1;\n// ---- b.js ----\n\n\nnone()": [/none is not defined/, 6, 1],
};

for (const [text, [message, line, column]] of Object.entries(faults))
  test(`where it is wrong: ${JSON.stringify(text)}`, async () => {
    const error = await loadScript(text).then(
      () => assert.fail("it is no error"),
      (error) => error,
    );
    assert.match(error.message, message);
    assert.equal(error.place?.line, line);
    if (column) assert.equal(error.place.column, column);
  });

test("an error while a template runs has its place", async () => {
  const script = await loadScript(
    "// ---- a.js ----\n\nexports.a = () => {\n  throw new Error('here');\n};\n",
  );
  try {
    script.helpers.a();
    assert.fail();
  } catch (error) {
    assert.deepEqual(script.placeOf(error), { line: 4, column: 9 });
  }
  assert.equal(script.placeOf(new Error("of somebody else")), undefined);
  assert.equal(script.placeOf(null), undefined);
});

test("files of helpers are one text, and files again", () => {
  const files = [
    { name: "a.js", text: "1\n" },
    { name: "b/c.mjs", text: "2\n\n// ---- no headline\n3\n" },
  ];
  const text = joinHelperFiles(files);
  assert.deepEqual(
    helperFilesOf(text).map(({ name, text }) => ({ name, text: text.trimEnd() })),
    files.map(({ name, text }) => ({ name, text: text.trimEnd() })),
  );
  for (const { text: own, linesBefore } of helperFilesOf(text))
    assert.ok(text.split("\n").slice(linesBefore).join("\n").startsWith(own.trimEnd()));
  assert.equal(joinHelperFiles([{ name: "x.js", text: "one" }]), "one");
});

test("a folder's helpers are those of the build", () => {
  const folder = new URL("../../../templates/helpers/", import.meta.url);
  const files = readdirSync(folder).map((name) => ({
    path: `templates/helpers/${name}`,
    text: readFileSync(new URL(name, folder), "utf8"),
  }));
  const samples = JSON.parse(readFileSync(new URL("../../../dist/samples.json", import.meta.url), "utf8"));
  const { documents } = documentsOf([{ path: "templates/a.hbs", text: "{{a}}" }, ...files]);
  assert.equal(documents[0].helpers, samples.find(({ id }) => id === "mail/receipt").helpers);
});
