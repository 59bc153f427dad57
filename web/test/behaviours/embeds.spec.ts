// The elements in a page of another origin.
import { type StaticServer, serve } from "../browser/static-server.ts";
import type { Point } from "../engines/engine.ts";
import { site } from "../engines/person.ts";
import { expect, test } from "../engines/test.ts";

const host = (body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>A portal</title>${body}<script type="module" src="${site}embed.js"></script>`;

let server: StaticServer | undefined;
test.afterEach(() => {
  server?.close();
  server = undefined;
});

/** In the page: what is written in a preview element. */
const shown =
  "(document.querySelector('livebars-preview')?.shadowRoot?.querySelector('iframe[title=Preview]')?.contentDocument?.body?.innerText ?? '').trim()";

test("a preview follows its properties, and helpers and YAML work in it", async ({ person }) => {
  server = await serve((path) =>
    path === "/index.html"
      ? host(`<livebars-preview height="auto"><script type="text/x-handlebars"># {{loud name}}</script>
          <script type="application/yaml">name: ada</script>
          <script type="text/x-handlebars-helpers">exports.loud = (text) => text.toUpperCase();</script></livebars-preview>`)
      : undefined,
  );
  await person.engine.open(server.address);
  const text = () => person.run<string>(`return ${shown}`);
  await expect.poll(text).toBe("ADA");
  const height = await person.run<number>("return document.querySelector('livebars-preview').offsetHeight");
  expect(height).toBeGreaterThan(20);
  expect(height).toBeLessThan(200);
  await person.run(
    "Object.assign(document.querySelector('livebars-preview'), { templateText: '# {{name}}', data: { name: 'Ben' }, helpersText: '' })",
  );
  await expect.poll(text).toBe("Ben");
});

test("blocks of code become previews, and an error is shown in the place of a page", async ({ person }) => {
  server = await serve((path) =>
    path === "/index.html"
      ? host(`<pre><code class="language-handlebars"># From a block</code></pre>
          <livebars-preview templatetext="{{#if}}"></livebars-preview>`)
      : undefined,
  );
  await person.engine.open(`${server.address}`);
  await expect
    .poll(() =>
      person.run(
        "return [...document.querySelectorAll('livebars-preview')].map(({ shadowRoot }) => shadowRoot?.querySelector('[part=problems]')?.textContent ?? '').join(' ')",
      ),
    )
    .toContain("line 1:");
});

test("an editor in another origin is typed in, and tells its host", async ({ person }) => {
  server = await serve((path) =>
    path === "/index.html"
      ? host(
          `<livebars-editor style="display:block;height:600px" templatetext="# {{x}}" datatext='{"x": 1}'></livebars-editor>`,
        )
      : undefined,
  );
  await person.engine.open(server.address);
  await person.run(`window.told = [];
    for (const type of ["ready", "rendered", "change"])
      document.querySelector("livebars-editor").addEventListener(type, ({ detail }) => told.push([type, detail]));`);
  await person.until("return told.some(([type]) => type === 'rendered')");
  const first = await person.run<Point>(
    "const { left, top } = document.querySelector('livebars-editor').getBoundingClientRect(); return { x: left + 300, y: top + 100 }",
  );
  await person.engine.click(first);
  await person.engine.press("Control+End");
  await person.engine.type("!");
  await person.until(
    "return told.some(([type, detail]) => type === 'change' && detail.template === '# {{x}}!')",
  );
});
