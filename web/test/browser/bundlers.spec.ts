// The npm package in pages that bundlers make: the library and the elements find the module, the worker and all that is
// loaded later.
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, previewIn, test } from "./page.ts";
import { type StaticServer, serve } from "./static-server.ts";

const run = promisify(execFile);
const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const modules = file("../../node_modules/");

/** How a project is built into its folder `out`. */
const bundlers: Record<string, (project: string) => Promise<unknown>> = {
  async Vite(project) {
    await run(
      process.execPath,
      [`${modules}vite/bin/vite.js`, "build", "--outDir", "out", "--target", "es2022"],
      {
        cwd: project,
      },
    );
  },
  async webpack(project) {
    const config = `import webpack from ${JSON.stringify(`${modules}webpack/lib/index.js`)};
      const compiler = webpack({
        mode: "production", context: process.cwd(), entry: "./main.js", performance: false,
        optimization: { minimizeOptions: { html: false } }, // what seals helpers names the sum of its script
        experiments: { topLevelAwait: true }, output: { path: process.cwd() + "/out", filename: "main.js" },
      });
      compiler.run((error, stats) => {
        if (error ?? stats.compilation.errors.concat(stats.compilation.warnings)[0])
          throw new Error(error ?? stats.toString({ all: false, errors: true, warnings: true }));
      });`;
    await writeFile(join(project, "build.mjs"), config);
    await run(process.execPath, ["build.mjs"], { cwd: project });
    await cp(join(project, "index.html"), join(project, "out/index.html"));
  },
  // esbuild leaves addresses in scripts alone: the files are copied beside what it makes (EMBEDDING.md).
  async esbuild(project) {
    const args = ["main.js", "--bundle", "--format=esm", "--splitting", "--outdir=out"];
    await run(`${modules}.bin/esbuild`, args, { cwd: project });
    for (const folder of ["assets", "sealed"])
      await cp(join(project, "node_modules/livebars", folder), join(project, "out", folder), {
        recursive: true,
      });
    await cp(join(project, "index.html"), join(project, "out/index.html"));
  },
};

let server: StaticServer | undefined;
test.afterEach(() => server?.close());

for (const [name, build] of Object.entries(bundlers))
  test(`a page that ${name} bundles finds the module, the worker and what is loaded later`, async ({
    page,
  }) => {
    const project = await mkdtemp(join(tmpdir(), "livebars-bundled-"));
    await cp(file("../portals/bundled"), project, { recursive: true });
    const { stdout } = await run("npm", ["pack", file("../../../dist/"), "--json"], { cwd: project });
    const [{ filename }] = JSON.parse(stdout);
    await run("npm", ["install", "--no-audit", "--no-fund", "--offline", `./${filename}`], { cwd: project });
    await build(project);
    server = await serve(join(project, "out"));
    const missing: string[] = [];
    page.on("response", (response) => {
      if (!response.ok() && !response.url().endsWith("/favicon.ico")) missing.push(response.url());
    });
    await page.goto(server.address);
    await expect(page.locator("main")).toHaveText("Library in a page");
    const preview = previewIn(page, "#preview");
    await expect(preview.getByRole("heading", { name: "Element in A PAGE" })).toBeVisible();
    await expect(preview.locator(".hljs-keyword")).toHaveText("let");
    expect(missing).toEqual([]);
    expect(await readFile(join(project, "out/index.html"), "utf8")).toContain("livebars-preview");
  });
