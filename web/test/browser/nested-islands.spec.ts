// A page whose elements are put together of islands is the page that the browser makes of all its HTML at once.
import { readdirSync } from "node:fs";
import type * as Previews from "../../src/embed/previews.ts";
import type * as Library from "../../src/library/livebars.ts";
import { htmlGenerator } from "../random-html.mjs";
import { expect, LivebarsPage, test } from "./page.ts";
import { type StaticServer, serve } from "./static-server.ts";

const site = "http://127.0.0.1:8199/";
const firstSeed = Number(process.env.SEED ?? 1);
const seeds = Number(process.env.PAGES ?? 60);
const editsOfPage = 6;

let server: StaticServer;
test.beforeAll(async () => {
  server = await serve((path) => (path === "/index.html" ? "<!doctype html><body>" : undefined));
});
test.afterAll(() => server.close());

for (const kind of ["page", "document"] as const)
  test(`a ${kind} of islands inside of elements is what its HTML is at once`, async ({ page }) => {
    test.setTimeout(120_000);
    const assets = new URL("../../../dist/assets/", import.meta.url);
    const previews = readdirSync(assets).find((name) => /^previews-\w+\.js$/.test(name));
    await page.goto(server.address);
    await page.evaluate(
      async ({ previews, site }) => {
        const { PreviewFrame } = (await import(`${site}assets/${previews}`)) as typeof Previews;
        const { createRenderer } = (await import(`${site}livebars.js`)) as typeof Library;
        const renderer = await createRenderer({ worker: false });
        const frames = [new PreviewFrame(document.body), new PreviewFrame(document.body)];
        const [islands, whole] = frames as [Previews.PreviewFrame, Previews.PreviewFrame];
        for (const frame of frames) frame.setFormat("html");
        let lengths = [0, 0];
        /** The page as the frame shows it, without what only we know of. */
        const shown = (frame: Previews.PreviewFrame) => {
          const inner = frame.element.contentDocument as Document;
          const root = (inner.querySelector("main.livebars-page") ?? inner.documentElement).cloneNode(
            true,
          ) as Element;
          for (const chunk of root.querySelectorAll(".livebars-chunk"))
            chunk.replaceWith(...chunk.childNodes);
          for (const marked of root.querySelectorAll(".livebars-changed, .livebars-fading")) {
            marked.classList.remove("livebars-changed", "livebars-fading");
            if (!marked.classList.length) marked.removeAttribute("class");
          }
          root.removeAttribute("class");
          const comments = inner.createNodeIterator(root, NodeFilter.SHOW_COMMENT);
          for (let node = comments.nextNode(); node; node = comments.nextNode())
            if (node.nodeValue === "") (node as Comment).remove();
          root.normalize();
          return root;
        };
        Object.assign(globalThis, {
          /** Shows texts one after the other; answers with what differs, and how many islands lay inside of elements. */
          async show(texts: string[]) {
            const session = await renderer.open({ template: "", format: "html", nested: true });
            let [first, nested] = [true, 0];
            for (const [i, text] of texts.entries()) {
              const update = await session.update({ template: "{{{t}}}", data: { t: text } });
              if (!update.ok) return { at: i, ours: JSON.stringify(update.diagnostics), wanted: "" };
              const splices = first
                ? [{ ...update.splices[0], at: 0, remove: lengths[0] as number }]
                : update.splices;
              first = false;
              for (const { remove, insert, nesting } of splices as typeof update.splices) {
                lengths = [(lengths[0] as number) + insert.length - remove, 1];
                nested += nesting?.filter((n) => n > 0).length ?? 0;
              }
              await islands.apply(splices as typeof update.splices);
              await whole.apply([{ at: 0, remove: i === 0 && !whole.html() ? 0 : 1, insert: [text] }]);
              const [ours, wanted] = [shown(islands), shown(whole)];
              if (!ours.isEqualNode(wanted)) return { at: i, ours: ours.outerHTML, wanted: wanted.outerHTML };
            }
            session.close();
            return { nested };
          },
        });
      },
      { previews, site },
    );
    let nested = 0;
    for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
      const html = htmlGenerator(seed);
      const texts = [html[kind](6000)];
      for (let i = 0; i < editsOfPage; i++) texts.push(html.edited(texts.at(-1) as string));
      const found = await page.evaluate(
        (texts) =>
          (
            globalThis as unknown as {
              show(
                texts: string[],
              ): Promise<{ nested: number } | { at: number; ours: string; wanted: string }>;
            }
          ).show(texts),
        texts,
      );
      if ("ours" in found) {
        const at = [...found.ours].findIndex((c, i) => c !== found.wanted[i]);
        const near = (text: string) => text.slice(Math.max(0, at - 200), at + 300);
        expect(`…${near(found.ours)}`, `seed ${seed}, text ${found.at}`).toBe(`…${near(found.wanted)}`);
        expect(found.ours, `seed ${seed}, text ${found.at}`).toBe(found.wanted);
        throw new Error(`seed ${seed}, text ${found.at}: another tree`);
      } else nested += found.nested;
    }
    expect(nested).toBeGreaterThan(seeds);
  });

test("a text page has its lines, and they are copied as they are", async ({ page }) => {
  const livebars = new LivebarsPage(page);
  await page.goto("/");
  await page.getByLabel("Format").selectOption("text");
  const line = (i: number) => `${i % 7 === 0 ? "" : `Line ${i} <b> &amp; {{{a}}}`}\n`;
  const template = Array.from({ length: 2000 }, (_, i) => line(i)).join("");
  await livebars.write(livebars.data, '{ "a": "x  y" }');
  await livebars.write(livebars.template, template);
  const text = template.replaceAll("{{{a}}}", "x  y");
  const shown = () =>
    page.evaluate(() => {
      const { contentDocument } = document.querySelector("iframe[title=Preview]") as HTMLIFrameElement;
      const pre = contentDocument?.querySelector("pre") as HTMLElement;
      const selection = contentDocument?.getSelection() as Selection;
      selection.selectAllChildren(pre);
      const copied = selection.toString();
      selection.removeAllRanges();
      return [pre.textContent, copied.trimEnd()];
    });
  await expect.poll(async () => (await shown())[0]).toBe(text);
  expect((await shown())[1]).toBe(text.trimEnd());
  // Lines come, go and are joined.
  await livebars.write(livebars.data, '{ "a": "one\\ntwo\\n\\nthree" }');
  const longer = template.replaceAll("{{{a}}}", "one\ntwo\n\nthree");
  await expect.poll(async () => (await shown())[0]).toBe(longer);
  expect((await shown())[1]).toBe(longer.trimEnd());
});
