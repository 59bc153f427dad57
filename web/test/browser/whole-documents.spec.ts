// HTML that is a document of its own is shown as a browser shows it.
import { readdirSync, readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type * as Previews from "../../src/embed/previews.ts";
import { expect, LivebarsPage, test } from "./page.ts";
import { type StaticServer, serve } from "./static-server.ts";

const site = "http://127.0.0.1:8199/";
const folder = new URL("../documents/", import.meta.url);
const documents = readdirSync(folder).sort();
const textOf = (name: string) => readFileSync(new URL(name, folder), "utf8");
const widths = [375, 600, 1200];
const height = 700;

let server: StaticServer;
test.beforeAll(async () => {
  const pages = new Map(documents.map((name) => [`/${name}`, textOf(name)]));
  pages.set("/index.html", "<!doctype html><style>body{margin:0}</style><body id=stage></body>");
  server = await serve((path) => pages.get(path));
});
test.afterAll(() => server.close());

/** Shows HTML in a preview frame that fills the window. */
async function preview(page: Page, texts: string[]): Promise<void> {
  await page.goto(server.address);
  await page.evaluate(
    async ({ texts, site }) => {
      const { PreviewFrame } = (await import(`${site}previews.js`)) as typeof Previews;
      const frame = new PreviewFrame(document.body);
      frame.element.style.cssText += ";display:block;border:0;width:100vw;height:100vh";
      frame.setFormat("html");
      let islands = 0;
      for (const text of texts) {
        await frame.apply([{ at: 0, remove: islands, insert: [text] }]);
        islands = 1;
      }
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    },
    { texts, site },
  );
}

for (const colorScheme of ["light", "dark"] as const)
  for (const name of documents)
    test(`${name} looks as in the browser, ${colorScheme}`, async ({ page, context }) => {
      await page.emulateMedia({ colorScheme });
      const shown = await context.newPage();
      await shown.emulateMedia({ colorScheme });
      for (const width of widths) {
        await page.setViewportSize({ width, height });
        await shown.setViewportSize({ width, height });
        await page.goto(server.address + name);
        await preview(shown, [textOf(name)]);
        const [wanted, found] = [await page.screenshot(), await shown.screenshot()];
        if (!wanted.equals(found)) {
          await test.info().attach(`${width} wanted`, { body: wanted, contentType: "image/png" });
          await test.info().attach(`${width} found`, { body: found, contentType: "image/png" });
        }
        expect(wanted.equals(found), `${width} px`).toBe(true);
      }
    });

test("an edit of a document leaves it as it would be at once, and what is not changed stays", async ({
  page,
}) => {
  for (const name of documents) {
    const text = textOf(name);
    const changed = text
      .replace(/<\/(h1|b|p|td|title)>/, " and more</$1>")
      .replace(/<body/i, '<body data-x="1"');
    await preview(page, [text, changed, text]);
    const shown = () =>
      page.evaluate(() => {
        const { contentDocument } = document.querySelector("iframe") as HTMLIFrameElement;
        return [contentDocument?.documentElement.outerHTML, contentDocument?.compatMode];
      });
    const after = await shown();
    await preview(page, [text]);
    expect(after, name).toEqual(await shown());
  }
});

test("a mail on the page: its own body, and edits in place", async ({ page }) => {
  const livebars = new LivebarsPage(page);
  await livebars.open("Receipt with helpers");
  const body = livebars.preview.locator("body");
  await expect(body).toHaveCSS("background-color", "rgb(242, 244, 243)");
  await expect(body.locator("> *").first()).toHaveClass("sheet");
  const title = () =>
    page.evaluate(
      () => document.querySelector<HTMLIFrameElement>("iframe[title=Preview]")?.contentDocument?.title,
    );
  expect(await title()).toBe("Receipt 2026-0417");
  await livebars.heading("Thank you, Noor de Wit").evaluate((heading) => Object.assign(heading, { mark: 1 }));
  await livebars.write(
    livebars.data,
    '{ "customer": { "name": "Ada" }, "items": [], "date": "2026-01-02", "number": "7", "shop": {} }',
  );
  await expect(livebars.heading("Thank you, Ada")).toBeVisible();
  expect(await livebars.heading("Thank you, Ada").evaluate((heading) => "mark" in heading)).toBe(true);
  expect(await title()).toBe("Receipt 7");

  // Another format, and back: the frame is a page of ours in between.
  await page.getByLabel("Format").selectOption("markdown");
  await expect(livebars.preview.locator("main.livebars-page")).toBeVisible();
  await page.getByLabel("Format").selectOption("html");
  await expect(body.locator("> *").first()).toHaveClass("sheet");
  await livebars.write(livebars.template, "<p>A fragment</p>");
  await expect(livebars.preview.locator("main.livebars-page")).toHaveText("A fragment");
  await livebars.write(livebars.template, "<body bgcolor=red><p>No doctype");
  await expect(livebars.preview.getByText("No doctype")).toBeVisible();
  expect(
    await page.evaluate(
      () => document.querySelector<HTMLIFrameElement>("iframe[title=Preview]")?.contentDocument?.compatMode,
    ),
  ).toBe("BackCompat");
});
