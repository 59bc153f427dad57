// A page whose elements are put together of islands is the page that the browser makes of all its HTML at once.
import type { Page } from "@playwright/test";
import type * as Previews from "../../src/embed/previews.ts";
import type * as Library from "../../src/library/livebars.ts";
import { fragments } from "../hostile/fragments.ts";
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

/** Two frames: one shows the islands of a session, the other all HTML as one. */
async function openFrames(page: Page): Promise<void> {
  await page.goto(server.address);
  await page.evaluate(
    async ({ site }) => {
      const { PreviewFrame } = (await import(`${site}previews.js`)) as typeof Previews;
      const { createRenderer } = (await import(`${site}livebars.js`)) as typeof Library;
      const renderer = await createRenderer({ worker: false });
      const frames = [new PreviewFrame(document.body), new PreviewFrame(document.body)];
      const [islands, whole] = frames as [Previews.PreviewFrame, Previews.PreviewFrame];
      for (const frame of frames) frame.setFormat("html");
      let lengths = [0, 0];
      /** The page as the frame shows it, without what only we know of. */
      const shown = (frame: Previews.PreviewFrame) => {
        const inner = frame.element.contentDocument as Document;
        // Elements with a name may stand for methods of their document.
        const page: Element | null = Document.prototype.querySelector.call(inner, "main.livebars-page");
        const all = Document.prototype.querySelector.call(inner, ":root") as Element;
        const root = Element.prototype.cloneNode.call(page ?? all, true) as Element;
        for (const chunk of root.querySelectorAll(".livebars-chunk")) chunk.replaceWith(...chunk.childNodes);
        for (const marked of root.querySelectorAll(".livebars-changed, .livebars-fading")) {
          const classes = (Element.prototype.getAttribute.call(marked, "class") as string).split(" ");
          const own = classes.filter((name) => name !== "livebars-changed" && name !== "livebars-fading");
          if (own.length) Element.prototype.setAttribute.call(marked, "class", own.join(" "));
          else Element.prototype.removeAttribute.call(marked, "class");
        }
        Element.prototype.removeAttribute.call(root, "class");
        const comments = document.createNodeIterator(root, NodeFilter.SHOW_COMMENT);
        for (let node = comments.nextNode(); node; node = comments.nextNode())
          if (node.nodeValue === "") (node as Comment).remove();
        Node.prototype.normalize.call(root);
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
    { site },
  );
}

type Found = { nested: number } | { at: number; ours: string; wanted: string };

/** Shows texts one after the other in both frames, and answers how many islands lay inside of elements. */
async function compare(page: Page, texts: string[], name: string): Promise<number> {
  const found = await page.evaluate(
    (texts) => (globalThis as unknown as { show(texts: string[]): Promise<Found> }).show(texts),
    texts,
  );
  if ("nested" in found) return found.nested;
  const at = [...found.ours].findIndex((c, i) => c !== found.wanted[i]);
  const near = (text: string) => text.slice(Math.max(0, at - 200), at + 300);
  expect(`…${near(found.ours)}`, `${name}, text ${found.at}`).toBe(`…${near(found.wanted)}`);
  expect(found.ours, `${name}, text ${found.at}`).toBe(found.wanted);
  throw new Error(`${name}, text ${found.at}: another tree`);
}

for (const kind of ["page", "document"] as const)
  test(`a ${kind} of islands inside of elements is what its HTML is at once`, async ({ page }) => {
    test.setTimeout(120_000);
    await openFrames(page);
    let nested = 0;
    for (let seed = firstSeed; seed < firstSeed + seeds; seed++) {
      const html = htmlGenerator(seed);
      const texts = [html[kind](6000)];
      for (let i = 0; i < editsOfPage; i++) texts.push(html.edited(texts.at(-1) as string));
      nested += await compare(page, texts, `seed ${seed}`);
    }
    expect(nested).toBeGreaterThan(seeds);
  });

test("hostile fragments inside a long element lose what they lose as one", async ({ page }) => {
  test.setTimeout(240_000);
  await openFrames(page);
  const filler = "<p>Some words of a page, so that the element is a long one.</p>\n".repeat(50);
  const all = Object.values(fragments).flat();
  let nested = 0;
  for (const [i, fragment] of all.entries()) {
    const armed = fragment
      .replaceAll("ATTACK", "parent.attacked=1")
      .replaceAll("FOREIGN", `${server.address}x/`);
    // By turns in a page and in a document.
    const [start, end] =
      i % 2 ? ["<!doctype html><html><head><title>x</title></head><body>", "</body></html>"] : ["", ""];
    const text = (inner: string) => `${start}<div>\n${filler}${inner}\n${filler}</div>${end}`;
    nested += await compare(page, [text("<p>sound</p>"), text(armed)], fragment.slice(0, 80));
  }
  expect(nested).toBeGreaterThan(all.length);
  expect(await page.evaluate(() => "attacked" in window)).toBe(false);
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
