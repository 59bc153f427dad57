// The library in a page of one's own, and in a worker of one's own.

import type { createRenderer } from "../../src/library/contract.d.ts";
import { expect, test } from "./page.ts";
import { serve } from "./static-server.ts";

interface Library {
  createRenderer: typeof createRenderer;
}

for (const worker of [undefined, false])
  test(`dist/livebars.js in a page, worker: ${worker}`, async ({ page }) => {
    const workers: unknown[] = [];
    page.on("worker", (worker) => workers.push(worker));
    await page.goto("/livebars.d.ts"); // any document of the site, without the editor
    const answer = await page.evaluate(async (worker) => {
      const { createRenderer } = (await import("/livebars.js" as string)) as Library;
      const renderer = await createRenderer(worker === undefined ? {} : { worker });
      const { text, html } = await renderer.render({ template: "# {{a}}", data: { a: 1 } });
      const session = await renderer.open({ template: "{{a}}", data: { a: 1 } });
      const { splices } = await session.update({});
      renderer.close();
      return { text, html, splices };
    }, worker);
    expect(answer).toEqual({
      text: "# 1",
      html: '<h1 id="1">1</h1>\n',
      splices: [{ at: 0, remove: 0, insert: ["<p>1</p>\n"] }],
    });
    expect(workers).toHaveLength(worker === undefined ? 1 : 0);
    await expect.poll(() => page.workers(), "closed with its renderer").toHaveLength(0);
  });

test("dist/livebars.js in a worker", async ({ page }) => {
  await page.route("**/own-worker.js", (route) =>
    route.fulfill({
      contentType: "text/javascript",
      headers: { "Cross-Origin-Embedder-Policy": "credentialless" }, // as the page around
      body: `import { createRenderer } from "/livebars.js";
        const renderer = await createRenderer();
        const { text } = await renderer.render({ template: "{{a}}!", data: { a: 1 } });
        postMessage(text);`,
    }),
  );
  await page.goto("/livebars.d.ts");
  const text = await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const worker = new Worker("/own-worker.js", { type: "module" });
        worker.onmessage = (event) => resolve(event.data);
        worker.onerror = (event) => reject(new Error(event.message));
      }),
  );
  expect(text).toBe("1!");
});

test("in a page of another origin, the address of a worker's script is released", async ({ page }) => {
  const pages: Record<string, string> = {
    "/index.html": "<!doctype html><title>Another site</title>",
    "/helpers.js": "export const stuck = () => { for (;;); };",
  };
  const other = await serve((path) => pages[path]);
  await page.addInitScript(() => {
    const { createObjectURL, revokeObjectURL } = URL;
    const held = new Set<string>();
    URL.createObjectURL = (object) => {
      const address = createObjectURL.call(URL, object);
      held.add(address);
      return address;
    };
    URL.revokeObjectURL = (address) => {
      held.delete(address);
      revokeObjectURL.call(URL, address);
    };
    Object.assign(window, { held });
  });
  try {
    await page.goto(other.address);
    const left = await page.evaluate(async () => {
      const { held } = window as unknown as { held: Set<string> };
      const { createRenderer } = (await import("http://127.0.0.1:8199/livebars.js" as string)) as Library;
      const renderer = await createRenderer({ timeLimit: 100 });
      const rendered = held.size;
      // A worker that does not answer is ended, and another one takes its place.
      const { ok } = await renderer.render({ template: "{{stuck}}", helpersModule: "/helpers.js" });
      await renderer.render({ template: "next" });
      const replaced = held.size;
      const closedSoon = createRenderer();
      renderer.close();
      await closedSoon.then((renderer) => renderer.close());
      return { rendered, ok, replaced, closed: held.size };
    });
    expect(left).toEqual({ rendered: 0, ok: false, replaced: 0, closed: 0 });
  } finally {
    other.close();
  }
});
