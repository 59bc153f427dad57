// No script of the site waits at its top level: when a page is left meanwhile, WebKit 2.50 asks for ever whether the module
// goes on, and the tab hangs.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "acorn";

const site = new URL("../../../dist/", import.meta.url);

const isNode = (value) => typeof value?.type === "string";

/** Whether a node waits, functions in it left aside. */
function waits(node) {
  if (/Function/.test(node.type) || node.type === "PropertyDefinition") return false;
  if (node.type === "AwaitExpression" || (node.type === "ForOfStatement" && node.await)) return true;
  return Object.values(node).flat().filter(isNode).some(waits);
}

const waitsAtTop = (script) =>
  waits(parse(script, { ecmaVersion: "latest", sourceType: "module", allowAwaitOutsideFunction: true }));

test("no script of the site waits at its top level", () => {
  for (const script of ["await 1", "if (a) { const { b } = await import(c) }", "for await (const a of b);"])
    assert.ok(waitsAtTop(script), script);
  for (const script of ["async () => { await 1 }", "class A { async b() { await 1 } }"])
    assert.ok(!waitsAtTop(script), script);
  const scripts = readdirSync(site, { recursive: true }).filter((name) => /\.m?js$/.test(name));
  assert.ok(scripts.length > 10);
  assert.deepEqual(
    scripts.filter((name) => waitsAtTop(readFileSync(new URL(name, site), "utf8"))),
    [],
  );
});
