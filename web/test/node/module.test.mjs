// The module goes on from a snapshot, and without tables that only stack traces read (build/started, build/slim). If
// anything that it needs were missing, it would end with an internal error: random requests must meet none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createRenderer } from "../../../dist/livebars.js";
import { random } from "../random.mjs";

const pieces = [
  "{{name}}",
  "{{{html}}}",
  "{{#if a}}x{{else}}y{{/if}}",
  "{{#each list}}{{@index}}{{this}}{{/each}}",
  "{{#with o as |p|}}{{p.k}}{{/with}}",
  "{{lookup list 1}}",
  '{{log "x" level=1}}',
  "{{> part}}",
  "{{#> lay}}in{{/lay}}",
  '{{#*inline "i"}}in{{/inline}}{{> i}}',
  "{{~x~}}",
  "{{!-- c --}}",
  "{{{{raw}}}}{{x}}{{{{/raw}}}}",
  "{{#unless a}}u{{/unless}}",
  "{{shout name}}",
  "{{o.[x y]}}",
  "{{../a}}",
  "{{(sum 1 2)}}",
  "{{bad}}",
  "{{^list}}e{{/list}}",
  "{{",
  "}}",
  "{{#if}}",
  "{{/if}}",
  "{{#each o}}{{@key}}={{this}},{{/each}}",
  "{{true}}{{1.5}}{{null}}{{undefined}}",
  "# h\n\n",
  "## {{name}} [[x]]\n",
  "*em* **st** `c`",
  "- a\n  - b\n",
  "1. x\n",
  "> q\n> > r\n",
  "```js\nx\n```\n",
  "| a | b |\n|---|:-:|\n| 1 | 2 |\n",
  "<div>\n\nx\n\n</div>\n\n",
  "<details><summary>s</summary>\n",
  '[l](http://x.y "t")',
  "![i](a.png)",
  "[^1]\n\n[^1]: note\n",
  "- [x] u\n",
  "https://a.b/c",
  "a@b.cd",
  "&amp; &copy; &#x41; &nope;",
  '<hfoptions id="x">\n<hfoption id="A">\n\nz\n\n</hfoption>\n</hfoptions>\n',
  "<Tip warning={true}>\n\nhi\n\n</Tip>\n",
  "[[autodoc]] x.Y\n",
  "> [!NOTE]\n> n\n",
  "$x^2$",
  "\t",
  "\r\n",
  "\n\n",
  "😀",
  "é",
  "\u0000",
  "***\n",
  "===\n",
  "<!-- c -->",
  "<script>x</script>",
  '"quoted" -- ...',
  "    code\n",
];

const data = [
  '{"name":"A<b>","html":"<i>","a":1,"list":[1,"x",null,{"y":2}],"o":{"k":1,"x y":[1,2]},"b":1.5e300}',
  "{}",
  "[1,2]",
  "null",
  '{"a":',
  "1e400",
  '{"a":{"b":"\\ud83d\\ude00"},"__proto__":1}',
];

const helpers = {
  shout: (text) => String(text).toUpperCase(),
  sum: (a, b) => a + b,
  raw: (options) => options.fn(),
  bad() {
    throw new Error("of its own");
  },
};

test("random requests find all that they need in the module", async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e9);
  const pick = random(seed);
  const one = (list) => list[pick(list.length)];
  const flags = (...names) => Object.fromEntries(names.map((name) => [name, pick(4) === 0]));
  const text = () => Array.from({ length: 1 + pick(40) }, () => one(pieces)).join(one(["", " "]));
  const renderer = await createRenderer({ worker: false });
  const check = ({ diagnostics }, request) => {
    const fault = diagnostics.find(({ code }) => code === "internal-error");
    assert.equal(fault, undefined, `seed ${seed}: ${fault?.message} ${JSON.stringify(request)}`);
  };
  for (let i = 0; i < 1500; i++) {
    const request = {
      template: text(),
      data: one(data),
      partials: { part: text(), lay: "L{{> @partial-block}}" },
      format: one(["markdown", "html", "text"]),
      dialect: one(["gfm", "commonmark", "doc-builder"]),
      map: pick(4) === 0,
      options: flags("strict", "assumeObjects", "noEscape", "compat", "preventIndent", "ignoreStandalone"),
      ...(pick(3) > 0 ? { helpers } : {}),
    };
    check(await renderer.render(request), request);
    const session = await renderer.open(request);
    check(await session.update({}), request);
    check(
      await session.update({ edits: [{ source: "template", from: 0, to: pick(2), insert: one(pieces) }] }),
      request,
    );
    check(await session.update({ data: one(data) }), request);
    session.close();
  }
  renderer.close();
});
