// The npm package: packed, installed into an empty project, used by a Node script and by a typed one.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../../../dist/", import.meta.url));
const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));

test("the package works in a Node script, and with types", { timeout: 180_000 }, () => {
  const project = mkdtempSync(join(tmpdir(), "livebars-package-"));
  const run = (file, ...args) => {
    try {
      return execFileSync(file, args, { cwd: project, encoding: "utf8", stdio: "pipe" });
    } catch (error) {
      throw new Error(`${args.join(" ")}: ${error.stdout}${error.stderr}`);
    }
  };
  const [packed] = JSON.parse(run("npm", "pack", dist, "--json"));
  assert.ok(packed.files.some(({ path }) => path === "livebars.d.ts"));
  assert.ok(!packed.files.some(({ path }) => /\.(br|gz)$/.test(path)));
  writeFileSync(join(project, "package.json"), '{ "name": "empty", "private": true, "type": "module" }');
  run("npm", "install", "--no-audit", "--no-fund", "--offline", `./${packed.filename}`);

  writeFileSync(
    join(project, "script.mjs"),
    `import { createRenderer } from "livebars";
     import { decodeLink, encodeLink } from "livebars/share.js";
     const renderer = await createRenderer();
     const { html } = await renderer.render({ template: "# {{shout a}}", data: { a: "hi" }, helpers: { shout: (s) => s.toUpperCase() } });
     const inWorker = await (await createRenderer({ worker: true })).render({ template: "{{a}}", data: '{"a":1}', format: "text" });
     const link = await encodeLink({ template: "x", data: "{}", partials: {}, format: "text", dialect: "gfm", view: "page" });
     console.log(html.trim(), inWorker.text, (await decodeLink(link, () => undefined)).state.template);
     process.exit();`,
  );
  assert.equal(run(process.execPath, "script.mjs"), '<h1 id="hi">HI</h1> 1 x\n');

  writeFileSync(
    join(project, "typed.ts"),
    `import { createRenderer, type RenderResult } from "livebars";
     import { encodeLink } from "livebars/share.js";
     const result: RenderResult = await (await createRenderer({ timeLimit: 500 })).render({ template: "x" });
     // @ts-expect-error there is no such dialect
     await (await createRenderer()).render({ template: "x", dialect: "latin" });
     export const link: string = await encodeLink({ template: result.text, data: "", partials: {}, format: "html", dialect: "gfm", view: "page" });`,
  );
  run(
    process.execPath,
    tsc,
    "--noEmit",
    "--strict",
    "--module",
    "nodenext",
    "--target",
    "es2022",
    "typed.ts",
  );
});
