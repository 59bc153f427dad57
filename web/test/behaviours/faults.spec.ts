// What goes wrong is said, and the page goes on.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type StaticServer, serve } from "../browser/static-server.ts";
import { expect, test } from "../engines/test.ts";

const dist = fileURLToPath(new URL("../../../dist/", import.meta.url));

test("a template that takes too long is stopped, and the next one is shown", async ({ person }) => {
  await person.begin({
    template: "# Sound",
    data: JSON.stringify({ list: Array.from({ length: 400 }, (_, i) => i) }),
  });
  await expect.poll(() => person.page()).toBe("Sound");
  const [open, close] = ["{{#each @root.list}}", "{{/each}}"].map((tag) => tag.repeat(3));
  await person.write("Template", `${open}x${close}`);
  await expect
    .poll(() => person.problems(), { timeout: 30_000 })
    .toMatch(/too long|longer than|limit|larger/);
  await person.write("Template", "# Sound again");
  await expect.poll(() => person.page()).toBe("Sound again");
});

test("nesting without end is an error with a place", async ({ person }) => {
  await person.begin({ template: "{{> a}}", partials: { a: "{{> a}}" } });
  await expect.poll(() => person.problems()).toMatch(/Error/);
  await person.write("Template", "# Sound");
  await expect.poll(() => person.page()).toBe("Sound");
});

test.describe("a site whose renderer cannot be loaded", () => {
  let server: StaticServer;
  test.afterEach(() => server.close());

  for (const [what, module] of [
    ["is missing", undefined],
    ["is cut", (all: Buffer) => all.subarray(0, 100_000)],
  ] as const)
    test(`says so where the module ${what}, and keeps what is typed`, async ({ person }) => {
      server = await serve((path) => {
        const file = readFileSync(join(dist, path));
        return path.endsWith(".wasm") ? module?.(file) : file;
      });
      await person.engine.open(`${server.address}icon.svg`);
      await person.engine.open(server.address);
      await expect
        .poll(() => person.problems(), { timeout: 30_000 })
        .toContain("The renderer could not be loaded.");
      await person.enter("Template");
      await person.engine.type("typed");
      await expect.poll(() => person.text("Template")).toContain("typed");
    });
});

test("a full storage is said, and typing goes on", async ({ person }) => {
  await person.begin({ template: "# Full\n\n" });
  await person.run(`
    const full = () => { throw new DOMException("full", "QuotaExceededError"); };
    Storage.prototype.setItem = full;
    IDBObjectStore.prototype.put = full;`);
  await person.enter("Template");
  await person.engine.type("more");
  await expect.poll(() => person.page()).toContain("more");
  await expect.poll(() => person.problems()).toContain("does not fit into the browser's storage");
});
