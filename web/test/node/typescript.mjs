// Modules of web/src for tests in Node: bundled as the build does it.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const dist = new URL("../../../dist/assets/", import.meta.url);
const asset = (pattern) => new URL(readdirSync(dist).find((name) => pattern.test(name)) ?? "none", dist).href;

/** The exports of a module, named by its path below web/src. */
export async function load(path) {
  const folder = mkdtempSync(join(tmpdir(), "livebars-test-"));
  try {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL(`../../src/${path}`, import.meta.url))],
      bundle: true,
      write: false,
      format: "esm",
      platform: "node",
      define: {
        WASM_FILE: JSON.stringify(asset(/^livebars-.*\.wasm$/)),
        WASM_SIZE: "1",
        SEALED_FILE: JSON.stringify("none"),
        DATA_KINDS_FILE: JSON.stringify(asset(/^data-kinds-.*\.js$/)),
        HELPER_SETS_FILE: JSON.stringify(asset(/^helper-sets-.*\.js$/)),
        WORKER_FILE: JSON.stringify(asset(/^worker-.*\.js$/)),
      },
    });
    const file = join(folder, "module.mjs");
    writeFileSync(file, outputFiles[0].text);
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
