// Each portal with Livebars in it, built as its owners would build it: a preview is seen, follows `update` and the theme, and
// leaves nothing when the reader goes on, under the policy that such a portal has.
import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { CDPSession, Page } from "@playwright/test";
import { expect, previewIn, test } from "../browser/page.ts";
import { serve } from "../browser/static-server.ts";

const site = "http://127.0.0.1:8199/";
const here = fileURLToPath(new URL(".", import.meta.url));
const dist = fileURLToPath(new URL("../../../dist/", import.meta.url));
const run = promisify(execFile);

const template = "# {{title}}\n\n{{#each kinds}}- {{this}}\n{{/each}}";
const data = '{ "title": "Seals", "kinds": ["grey", "harbour"] }';

/** A folder for the files of a site. */
const output = (name: string) => mkdtempSync(join(tmpdir(), `livebars-${name}-`));

const call = (folder: string, file: string, args: string[], env = {}) =>
  run(file, args, {
    cwd: join(here, folder),
    env: {
      ...process.env,
      LIVEBARS: site,
      HUGO_LIVEBARS: site,
      ASTRO_TELEMETRY_DISABLED: "1",
      NEXT_TELEMETRY_DISABLED: "1",
      ...env,
    },
  }).catch((error: { stdout: string; stderr: string }) => {
    throw new Error(`${file} ${args.join(" ")}:\n${error.stdout}${error.stderr}`);
  });

/** A program of a portal's own packages. */
const bin = (folder: string, name: string) => join(here, folder, "node_modules/.bin", name);

/** Puts the package of Livebars into a project, as npm would. */
async function install(folder: string): Promise<void> {
  const target = join(here, folder, "node_modules/livebars");
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const { stdout } = await run("npm", ["pack", dist, "--json", "--pack-destination", target], {
    cwd: target,
  });
  const [{ filename }] = JSON.parse(stdout);
  await run("tar", ["xzf", filename, "--strip-components=1"], { cwd: target });
}

/** Copies the pages of a portal that needs no build, with the address of Livebars. */
function copied(folder: string): string {
  const to = output(folder);
  for (const name of readdirSync(join(here, folder)).filter((name) => /\.(html|md)$/.test(name)))
    writeFileSync(
      join(to, name),
      readFileSync(join(here, folder, name), "utf8").replaceAll("%LIVEBARS%", site),
    );
  return to;
}

interface Portal {
  /** Builds the site; gives its folder. */
  build(): Promise<string>;
  path?: string;
  /** Which of the page's previews are looked at; by default those of a block of code and of an element. */
  previews?: string[];
  /** Makes the site dark. */
  darken(page: Page): Promise<unknown>;
  /** Gives data with another title to the preview as the portal's own code would. */
  rename?(page: Page): Promise<unknown>;
}

const button = (name: string | RegExp) => (page: Page) => page.getByRole("button", { name }).first().click();

let framework: Promise<string> | undefined;

/** React, Vue and Svelte in one project of Vite. */
function frameworks(): Promise<string> {
  framework ??= (async () => {
    const to = output("frameworks");
    await install("frameworks");
    await call("frameworks", bin("frameworks", "vue-tsc"), ["-p", "."]);
    await call("frameworks", bin("frameworks", "svelte-check"), ["--tsconfig", "tsconfig.svelte.json"]);
    await call("frameworks", bin("frameworks", "vite"), ["build", "--outDir", to]);
    return to;
  })();
  return framework;
}

const ofFrameworks = (name: string): Portal => ({
  build: frameworks,
  path: `${name}.html`,
  previews: ["livebars-preview"],
  darken: button("Theme"),
  rename: button("Rename"),
});

const portals: Record<string, Portal> = {
  "Vite with React": ofFrameworks("react"),
  "Vite with Vue": ofFrameworks("vue"),
  "Vite with Svelte": ofFrameworks("svelte"),
  Next: {
    async build() {
      await install("next");
      await call("next", bin("next", "next"), ["build"]);
      const to = output("next");
      cpSync(join(here, "next/out"), to, { recursive: true });
      return to;
    },
    previews: ["livebars-preview"],
    darken: button("Theme"),
    rename: button("Rename"),
  },
  VitePress: {
    async build() {
      const to = output("vitepress");
      const cli = fileURLToPath(new URL("../../node_modules/vitepress/bin/vitepress.js", import.meta.url));
      await call("vitepress", process.execPath, [cli, "build", ".", "--outDir", to]);
      return to;
    },
    path: "tasks.html",
    darken: (page) => page.getByRole("switch").first().click(),
  },
  Docusaurus: {
    async build() {
      const to = output("docusaurus");
      await call("docusaurus", bin("docusaurus", "docusaurus"), ["build", "--out-dir", to]);
      return to;
    },
    async darken(page) {
      const root = page.locator("html");
      while ((await root.getAttribute("data-theme")) !== "dark") await button(/dark and light mode/)(page);
    },
  },
  "Astro Starlight": {
    async build() {
      const to = output("starlight");
      await call("starlight", bin("starlight", "astro"), ["build", "--outDir", to]);
      return to;
    },
    darken: (page) => page.getByLabel("Select theme").first().selectOption("dark"),
  },
  Hugo: {
    async build() {
      const to = output("hugo");
      await call("hugo", "hugo", ["--destination", to, "--cacheDir", output("hugo-cache")]);
      return to;
    },
    darken: button("Theme"),
  },
  docsify: {
    async build() {
      const to = copied("docsify");
      cpSync(join(here, "docsify/node_modules/docsify/dist/docsify.min.js"), join(to, "docsify.js"));
      return to;
    },
    darken: button("Theme"),
  },
  "MkDocs Material": { build: async () => copied("mkdocs"), darken: button("Theme") },
};

/** What such portals send: their own scripts, also within the page, and Livebars (EMBEDDING.md). */
const policy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline' ${site} 'wasm-unsafe-eval'`,
  `worker-src 'self' blob: ${site}`,
  `connect-src 'self' ${site}`,
  `frame-src 'self' ${site}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src * data:",
  "font-src 'self' data:",
].join("; ");

/** What the page holds, after all that nobody needs is gone. */
async function held(client: CDPSession): Promise<Record<string, number>> {
  for (let i = 0; i < 3; i++) await client.send("HeapProfiler.collectGarbage");
  const { metrics } = await client.send("Performance.getMetrics");
  const names = ["Documents", "Frames", "JSEventListeners", "WorkerGlobalScopes"];
  return Object.fromEntries(
    metrics.filter(({ name }) => names.includes(name)).map(({ name, value }) => [name, value]),
  );
}

for (const [name, portal] of Object.entries(portals))
  test(`${name}: a preview is seen, follows, and leaves nothing`, async ({ page }) => {
    test.skip(name === "Hugo" && !existsSync("/usr/bin/hugo"), "Hugo is not installed");
    const folder = await portal.build();
    for (const [file, text] of Object.entries({
      "tasks.hbs": template,
      "tasks.json": data,
    }))
      writeFileSync(join(folder, file), text);
    const server = await serve(folder, { "content-security-policy": policy });
    const refused: string[] = [];
    page.on("console", (message) => {
      if (/Content Security Policy|Refused/.test(message.text())) refused.push(message.text());
    });
    const client = await page.context().newCDPSession(page);
    await client.send("Performance.enable");
    await page.goto(`${server.address}${portal.path ?? ""}`);

    const selectors = portal.previews ?? ["livebars-preview >> nth=0", "livebars-preview >> nth=1"];
    const isShown = async (title: string) => {
      for (const selector of selectors) {
        const preview = previewIn(page, selector);
        await expect(preview.getByRole("heading", { name: title, exact: true })).toBeVisible();
        await expect(preview.getByRole("listitem")).toHaveText(["grey", "harbour"]);
      }
      await expect(page.getByText("{{title}}")).toBeHidden();
    };
    await isShown("Seals");
    const [first = ""] = selectors;
    await page
      .locator(first)
      .evaluate((element) =>
        (element as HTMLElement & { update(s: object): Promise<void> }).update({ template: "## Changed" }),
      );
    await expect(previewIn(page, first).getByRole("heading", { name: "Changed" })).toBeVisible();
    await portal.darken(page);
    await expect(previewIn(page, first).locator("html")).toHaveAttribute("data-theme", "dark");

    let before: Record<string, number> = {};
    for (let i = 0; i < 7; i++) {
      await page.getByText("Away", { exact: true }).click();
      await expect(page.getByText("Another page").first()).toBeVisible();
      await expect(page.locator("livebars-preview")).toHaveCount(0);
      if (i === 1) before = await held(client); // the first time a portal may keep things for the next
      if (i === 6)
        await expect
          .poll(async () => {
            const now = await held(client);
            return Object.entries(now).filter(([key, value]) => value > (before[key] ?? 0));
          })
          .toEqual([]);
      expect(page.workers().length).toBeLessThanOrEqual(1);
      await page.getByText("Back", { exact: true }).click();
      await isShown("Seals");
    }
    if (portal.rename) {
      await portal.rename(page);
      await isShown("Herons");
    }
    await expect(page.locator("output:not(:has-text('ready'))")).toHaveCount(0);
    expect(refused).toEqual([]);
    server.close();
  });
