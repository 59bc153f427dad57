import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
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
  const first = module + page + sent(/^(start|main|chunk|page|worker)-.*\.br$/);
  assert.ok(first <= 1_515_000, `the first view has ${first} bytes`);
});
