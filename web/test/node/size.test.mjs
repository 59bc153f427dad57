import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { test } from "node:test";

const assets = new URL("../../../dist/assets/", import.meta.url);

function sent(pattern) {
  return readdirSync(assets)
    .filter((name) => pattern.test(name))
    .reduce((sum, name) => sum + statSync(new URL(name, assets)).size, 0);
}

test("the module and the first view keep to their size, as they are sent (brotli)", () => {
  const module = sent(/^livebars-.*\.wasm\.br$/);
  assert.ok(module > 500_000 && module <= 1_215_000, `the module has ${module} bytes`);
  const page =
    statSync(new URL("../index.html.br", assets)).size + statSync(new URL("../samples.json.br", assets)).size;
  // What main imports when it needs it is no part of the first view.
  const main = readdirSync(assets).find((name) => /^main-.*\.js$/.test(name)) ?? "none";
  const parts = [...readFileSync(new URL(main, assets), "utf8").matchAll(/\bfrom"\.\/(chunk-[^"]*)"/g)];
  assert.ok(parts.length > 0, "main has parts");
  const chunks = parts.reduce((sum, [, name]) => sum + statSync(new URL(`${name}.br`, assets)).size, 0);
  const first = module + page + chunks + sent(/^(start|main|page|worker)-.*\.br$/);
  assert.ok(first <= 1_511_000, `the first view has ${first} bytes`);
});
