// The library in Node, without a worker and with one.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { createRenderer } from "../../../dist/livebars.js";
import { renderWithHandlebars } from "../oracles/handlebars.mjs";
import { load } from "./typescript.mjs";

const dist = new URL("../../../dist/", import.meta.url);

/** Runs a test with a renderer in this thread, and with one in a worker. */
function both(name, options, run) {
  for (const worker of [false, true]) {
    test(`${name}, ${worker ? "in a worker" : "without a worker"}`, async () => {
      const renderer = await createRenderer({ ...options, worker });
      try {
        await run(renderer);
      } finally {
        renderer.close();
      }
    });
  }
}

both("renders text, page and diagnostics", {}, async (renderer) => {
  const result = await renderer.render({ template: "# {{a}}\n{{log a}}", data: { a: "x<" } });
  assert.equal(result.ok, true);
  assert.equal(result.text, "# x&lt;\n");
  assert.equal(result.html, '<h1 id="x">x&lt;</h1>\n');
  assert.deepEqual(result.diagnostics, [
    {
      severity: "info",
      code: "log",
      message: "Log: x<",
      source: "template",
      from: { offset: 8, line: 2, column: 1 },
      to: { offset: 17, line: 2, column: 10 },
    },
  ]);
});

both("takes data as text, value, null and nothing", {}, async (renderer) => {
  const text = async (data) => (await renderer.render({ template: "[{{this}}{{a}}]", data })).text;
  assert.equal(await text('{"a":1}'), "[[object Object]1]");
  assert.equal(await text({ a: 2 }), "[[object Object]2]");
  assert.equal(await text([1, 2]), "[1,2]");
  assert.equal(await text(null), "[]");
  assert.equal(await text(undefined), "[]");
});

both("lists with holes are as in Handlebars.js", {}, async (renderer) => {
  // biome-ignore lint/suspicious/noSparseArray: that is the point
  const data = { l: [1, , 3], m: [[, 2]], e: new Array(2) };
  const template =
    "{{#each l}}{{@index}}{{this}}{{@last}};{{/each}}{{#each m}}{{#each this}}{{@first}}{{this}}{{/each}}{{/each}}{{l}} {{l.length}}{{#each e}}x{{else}}none{{/each}}";
  const theirs = renderWithHandlebars({ template, data });
  assert.equal(theirs.error, undefined);
  assert.equal((await renderer.render({ template, data, format: "text" })).text, theirs.text);
});

both("passes options, @-variables, formats and dialects on", {}, async (renderer) => {
  const render = (request) => renderer.render({ data: { a: "<b>" }, ...request });
  assert.equal((await render({ template: "{{a}}", options: { noEscape: true } })).text, "<b>");
  assert.equal((await render({ template: "{{x}}", options: { strict: true } })).ok, false);
  assert.equal((await render({ template: "{{@level}}", runtime: { data: { level: 3 } } })).text, "3");
  assert.equal((await render({ template: "a\n\nb", format: "html" })).html, "a\n\nb");
  assert.equal((await render({ template: "~~a~~", dialect: "commonmark" })).html, "<p>~~a~~</p>\n");
  assert.equal((await render({ template: "x", format: "pdf" })).diagnostics[0].code, "request");
  assert.equal((await render({ template: "x", dialect: "pdf" })).diagnostics[0].code, "request");
});

test("the lists of formats and dialects are those that the module knows", async () => {
  const { dialects, formats } = await load("library/formats.ts");
  const renderer = await createRenderer();
  for (const [name, list] of Object.entries({ format: formats, dialect: dialects })) {
    for (const value of list)
      assert.equal((await renderer.render({ template: "x", [name]: value })).ok, true);
    const { message } = (await renderer.render({ template: "x", [name]: "pdf" })).diagnostics[0];
    const known = /: (.*) are known/.exec(message)?.[1]?.split(/, | and /);
    assert.deepEqual(known?.sort(), [...list].sort());
  }
  renderer.close();
});

both("answers requests that make no sense", {}, async (renderer) => {
  for (const request of [{}, { template: 5 }, { template: "{{> p}}", partials: { p: 5 } }, null]) {
    const result = await renderer.render(request);
    if (result.ok) assert.equal(result.text, "");
    else assert.equal(result.diagnostics[0].code, "request");
  }
});

both("says what cannot be written as JSON", {}, async (renderer) => {
  const loop = {};
  loop.loop = loop;
  const result = await renderer.render({ template: "x", data: loop });
  assert.equal(result.ok, false);
  assert.match(result.diagnostics[0].message, /data/);
});

both("opens sessions that never meet", {}, async (renderer) => {
  const one = await renderer.open({ template: "{{a}}", data: { a: 1 } });
  const two = await renderer.open({ template: "two {{a}}", data: { a: 2 } });
  assert.deepEqual((await one.update({})).splices, [{ at: 0, remove: 0, insert: ["<p>1</p>\n"] }]);
  assert.deepEqual((await two.update({})).splices, [{ at: 0, remove: 0, insert: ["<p>two 2</p>\n"] }]);
  assert.deepEqual((await one.update({ data: { a: 3 } })).splices, [
    { at: 0, remove: 1, insert: ["<p>3</p>\n"] },
  ]);
  assert.deepEqual((await one.update({ template: "{{a" })).splices, []);
  assert.equal(await one.text(), "3");
  assert.equal(await two.text(), "two 2");
  one.close();
  assert.equal((await one.update({})).ok, false);
  assert.deepEqual((await two.update({ template: "x" })).splices, [
    { at: 0, remove: 1, insert: ["<p>x</p>\n"] },
  ]);
});

both("splices of many updates at once make the page of the last", {}, async (renderer) => {
  const session = await renderer.open({ template: "start" });
  const islands = [];
  const updates = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      session.update({ template: `text ${i} {{#if`.slice(0, i === 20 ? 99 : -6) }),
    ),
  );
  for (const update of updates)
    for (const { at, remove, insert } of update.splices) islands.splice(at, remove, ...insert);
  assert.equal(islands.join(""), "<p>text 39</p>\n");
});

// Bad input: a clear diagnostic in time, and the renderer alive after it.
const nested = "{{#a}}".repeat(200_000);
const bad = {
  "a broken template": [{ template: "{{#if a}}" }, "unclosed-block"],
  "broken data": [{ template: "x", data: "{" }, "data-syntax"],
  "a partial that calls itself": [{ template: "{{> p}}", partials: { p: "{{> p}}" } }, "depth-limit"],
  "a loop without end": [
    {
      template: "{{#each l}}{{> p}}{{/each}}",
      partials: { p: "{{#each @root.l}}{{> p}}{{/each}}" },
      data: { l: Array(50).fill(1) },
    },
    /depth-limit|time-limit|step-limit/,
  ],
  "200,000 nested blocks": [{ template: nested }, "depth-limit"],
  "200,000 nested blocks that close": [{ template: nested + "{{/a}}".repeat(200_000) }, "depth-limit"],
  "200,000 nested arrays": [{ template: "x", data: "[".repeat(200_000) }, "depth-limit"],
  "a text that goldmark is slow on": [{ template: "[a](".repeat(100_000) }, "time-limit"],
  "link definitions": [{ template: "[a]: b\n".repeat(100_000) }, /time-limit|page-limit/],
  "nested lists": [
    { template: Array.from({ length: 3000 }, (_, i) => `${"  ".repeat(i)}- a\n`).join("") },
    /depth-limit|time-limit/,
  ],
};
for (const [name, [request, code]] of Object.entries(bad)) {
  both(name, { timeLimit: 2000 }, async (renderer) => {
    const start = performance.now();
    const result = await renderer.render(request);
    assert.match(result.diagnostics[0].code, typeof code === "string" ? new RegExp(`^${code}$`) : code);
    assert.ok(performance.now() - start < 8000, "far beyond the time limit"); // without limits: minutes
    assert.equal((await renderer.render({ template: "{{a}}", data: { a: 1 } })).text, "1");
  });
}

both("10 MB of data", { timeLimit: 20_000 }, async (renderer) => {
  const row = JSON.stringify({ name: "value", list: [1, 2, 3], text: "x".repeat(60) });
  const data = `[${Array(Math.ceil(10e6 / row.length))
    .fill(row)
    .join(",")}]`;
  const result = await renderer.render({ template: "{{this.[7].name}}", data });
  assert.deepEqual([result.ok, result.text], [true, "value"]);
});

both("limits are options", { limits: { output: 100, depth: 3, steps: 50, data: 40 } }, async (renderer) => {
  const code = async (request) => (await renderer.render(request)).diagnostics[0]?.code;
  assert.equal(await code({ template: "x".repeat(200) }), "output-limit");
  assert.equal(await code({ template: "{{#a}}{{#a}}{{#a}}{{#a}}{{/a}}{{/a}}{{/a}}{{/a}}" }), "depth-limit");
  assert.equal(
    await code({ template: "{{#each a}}{{/each}}", data: { a: Array(20).fill(0) } }),
    "data-limit",
  );
  assert.equal(await code({ template: "{{x}}".repeat(60) }), "step-limit");
});

test("a module that is missing is named", async () => {
  for (const worker of [false, true])
    await assert.rejects(
      createRenderer({ worker, wasm: new URL("no.wasm", dist) }),
      /no\.wasm cannot be read/,
    );
});

test("a module that is damaged is an error", async () => {
  await assert.rejects(createRenderer({ wasm: new Uint8Array([0, 97, 115, 109, 9, 9]) }), /WebAssembly/);
});

test("a module that is another program is an error", async () => {
  for (const worker of [false, true])
    await assert.rejects(
      createRenderer({ worker, wasm: new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]) }),
      /The module is not Livebars\./,
    );
});

test("the module can be given as bytes", async () => {
  const file = readdirSync(new URL("assets/", dist)).find((name) => name.endsWith(".wasm"));
  const renderer = await createRenderer({ wasm: readFileSync(new URL(`assets/${file}`, dist)) });
  assert.equal((await renderer.render({ template: "a{{b}}", data: { b: 1 } })).text, "a1");
  renderer.close();
});

for (const worker of [true, false])
  test(`two renderers are two programs, ${worker ? "in workers" : "in one thread"}`, async () => {
    const [one, two] = await Promise.all([
      createRenderer({ worker, limits: { output: 5 } }),
      createRenderer({ worker }),
    ]);
    assert.equal((await one.render({ template: "longer than five" })).ok, false);
    assert.equal((await two.render({ template: "longer than five" })).ok, true);
    one.close();
    assert.equal((await one.render({ template: "x" })).diagnostics[0].code, "closed");
    assert.equal((await two.render({ template: "x" })).ok, true);
    two.close();
  });

test("a program that uses the library ends by itself", () => {
  const script = `
    import { createRenderer } from ${JSON.stringify(new URL("livebars.js", dist).href)};
    const renderer = await createRenderer();
    console.log((await renderer.render({ template: "a{{b}}", data: { b: 1 } })).text);`;
  const out = execFileSync(process.execPath, ["--input-type=module", "-e", script], { timeout: 20_000 });
  assert.equal(String(out), "a1\n");
});

test("the types fit the library", () => {
  const types = readFileSync(new URL("livebars.d.ts", dist), "utf8");
  assert.match(types, /export function createRenderer/);
  assert.ok(fileURLToPath(dist));
});

test("the text of a session outlives its worker", async () => {
  // The helper never returns: the watchdog ends the worker, and another takes the session over.
  const helpers = "data:text/javascript,export function stick(x) { while (x) {} return 'fine' }";
  const renderer = await createRenderer({ worker: true, timeLimit: 200 });
  const session = await renderer.open({ template: "{{stick x}}!", data: { x: 0 }, helpersModule: helpers });
  assert.equal((await session.update({})).ok, true);
  const stuck = await session.update({ data: { x: 1 } });
  assert.match(stuck.diagnostics[0].message, /longer than 0\.2 s and was stopped/);
  const again = await session.update({ data: { x: 0 } });
  assert.deepEqual(again.splices, [{ at: 0, remove: 1, insert: ["<p>fine!</p>\n"] }]);
  await session.update({ data: { x: 1 } });
  session.update({ data: { x: 0 } });
  assert.equal(await session.text(), "fine!");
  renderer.close();
});
