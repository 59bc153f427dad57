// The width at which a page is looked at, its colours, and what becomes of it.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { encodeLink } from "../../src/share/link.ts";
import { emptyDraft } from "../../src/share/state.ts";
import { expect, LivebarsPage, test } from "./page.ts";

let livebars: LivebarsPage;
test.beforeEach(async ({ page }) => {
  livebars = new LivebarsPage(page);
  await livebars.open();
  await livebars.write(livebars.template, "# Report for {{name}}\n\n```js\nlet a;\n```\n");
  await expect(livebars.heading("Report for Ada")).toBeVisible();
});

const output = async (page: Page) => {
  await page.getByRole("button", { name: "Size & export" }).click();
  return page.getByRole("dialog", { name: "Size & export" });
};

const innerWidth = () =>
  livebars.preview.locator("html").evaluate((root) => root.ownerDocument.defaultView?.innerWidth);

test("the page is looked at as on a phone, in a mail, and at any width", async ({ page }) => {
  const dialog = await output(page);
  for (const [name, width] of [
    ["Phone", 375],
    ["Mail", 600],
    ["Tablet", 768],
  ] as const) {
    await dialog.getByText(name, { exact: true }).click();
    expect(await innerWidth()).toBe(width);
    await expect(page.getByText(`${width} px wide`)).toBeVisible();
  }
  await dialog.getByText("Mail", { exact: true }).click();
  await page.keyboard.press("Escape");
  const handle = page.getByRole("separator", { name: "Width of the page" });
  await handle.focus();
  await page.keyboard.press("ArrowLeft");
  expect(await innerWidth()).toBe(590);
  const box = await handle.boundingBox();
  if (!box) throw new Error("there is no handle");
  await page.mouse.move(box.x + 3, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x - 47, box.y + 100);
  await page.mouse.up();
  expect(await innerWidth()).toBe(490);
  await expect(handle).toHaveAttribute("aria-valuenow", "490");
  await livebars.view("Output");
  await expect(handle).toBeHidden();
  await livebars.view("Page");
  await (await output(page)).getByText("Full", { exact: true }).click();
  await expect(handle).toBeHidden();
  expect(await innerWidth()).toBeGreaterThan(600);
});

test("the page has colours of its own", async ({ page }) => {
  const ground = () =>
    livebars.preview.locator("html").evaluate((root) => getComputedStyle(root).backgroundColor);
  const editor = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const [light, around] = [await ground(), await editor()];
  const dialog = await output(page);
  await dialog.getByText("Dark", { exact: true }).click();
  expect(await ground()).not.toBe(light);
  expect(await editor()).toBe(around);
  await page.keyboard.press("Escape");
  await page.getByLabel("Theme").selectOption("light");
  expect(await ground()).not.toBe(light);
  await (await output(page)).getByText("Automatic", { exact: true }).click();
  expect(await ground()).toBe(light);
});

test("a document that knows dark colours has them apart from the editor's", async ({ page }) => {
  await page.getByLabel("Format").selectOption("html");
  await livebars.write(
    livebars.template,
    "<!doctype html><style>:root{color-scheme:light dark} body{background:rgb(250,250,250);color:light-dark(rgb(1,1,1),rgb(2,2,2))} @media (prefers-color-scheme:dark){body{background:rgb(9,9,9)}} @media (prefers-color-scheme: light) and (min-width: 1px){p{margin:7px}}</style><body><p>Ground</p>",
  );
  await expect(livebars.preview.getByText("Ground")).toBeVisible();
  const look = () =>
    livebars.preview.locator("body").evaluate((body) => {
      const { backgroundColor, color } = getComputedStyle(body);
      const p = body.querySelector("p");
      return [backgroundColor, color, p ? getComputedStyle(p).marginTop : ""].join(" ");
    });
  const [light, dark] = ["rgb(250, 250, 250) rgb(1, 1, 1) 7px", "rgb(9, 9, 9) rgb(2, 2, 2) 16px"];
  expect(await look()).toBe(light);
  const dialog = await output(page);
  await dialog.getByText("Dark", { exact: true }).click();
  expect(await look()).toBe(dark);
  await page.keyboard.press("Escape");
  await livebars.typeAtStart(livebars.template, "<!-- edited -->");
  await expect.poll(look).toBe(dark);
  await output(page);
  await dialog.getByText("Automatic", { exact: true }).click();
  expect(await look()).toBe(light);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await look()).toBe(dark);
  await dialog.getByText("Light", { exact: true }).click();
  expect(await look()).toBe(light);
});

test("text, HTML and page are copied and downloaded", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const dialog = await output(page);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await dialog.getByRole("button", { name: "Copy output" }).click();
  await expect.poll(clipboard).toMatch(/^# Report for Ada\n/);
  await expect(dialog.getByRole("status")).toHaveText("Output copied.");
  await dialog.getByRole("button", { name: "Copy HTML" }).click();
  await expect.poll(clipboard).toContain('<h1 id="report-for-ada">Report for Ada</h1>');
  const file = async (name: string) => {
    const download = page.waitForEvent("download");
    await dialog.getByRole("button", { name }).click();
    const found = await download;
    return { name: found.suggestedFilename(), text: readFileSync(await found.path(), "utf8") };
  };
  const text = await file("Download output");
  expect(text).toMatchObject({ name: "Start-here.md", text: expect.stringMatching(/^# Report for Ada\n/) });
  const whole = await file("Download page");
  expect(whole.name).toBe("Start-here.html");
  const other = await context.newPage();
  await other.setContent(whole.text);
  await expect(other.getByRole("heading", { name: "Report for Ada" })).toBeVisible();
  const look = (of: Page | typeof livebars.preview) =>
    of.locator("h1").evaluate((heading) => {
      const { fontSize, fontWeight, borderBottomStyle } = getComputedStyle(heading);
      return [fontSize, fontWeight, borderBottomStyle];
    });
  expect(await look(other)).toEqual(await look(livebars.preview));

  // A mail is what it is.
  await page.keyboard.press("Escape");
  await livebars.choose("Receipt with helpers");
  await expect(livebars.heading("Thank you, Noor de Wit")).toBeVisible();
  await output(page);
  const mail = await file("Download page");
  expect(mail.name).toBe("Receipt-2026-0417.html");
  expect(mail.text).toMatch(/^<!doctype html>\n<html lang="en">/);
});

/** The sheets of a PDF. */
const sheets = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;

test("the page is printed alone and whole", async ({ page }) => {
  await livebars.write(livebars.template, `# Long\n\n${"A paragraph of the page.\n\n".repeat(200)}`);
  await expect(livebars.heading("Long")).toBeVisible();
  const height = await livebars.preview
    .locator("main")
    .evaluate((main) => main.getBoundingClientRect().height);
  expect(height).toBeGreaterThan(5000);

  // By the button, and by the keyboard: a frame that holds nothing but the page is printed.
  await page.evaluate(() => {
    const printed: unknown[] = [];
    Object.assign(window, { printed });
    new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const node of addedNodes)
          if ((node as Element).className === "printed") {
            const frame = node as HTMLIFrameElement;
            frame.addEventListener(
              "load",
              () => {
                const inner = frame.contentWindow as Window;
                Object.assign(inner, {
                  print: () =>
                    printed.push([inner.document.body.children.length, inner.document.body.innerText.length]),
                });
              },
              { capture: true },
            );
          }
    }).observe(document.body, { childList: true });
  });
  const printed = () => page.evaluate(() => (window as unknown as { printed: number[][] }).printed);
  await (await output(page)).getByRole("button", { name: "Print" }).click();
  await expect.poll(async () => (await printed()).length).toBe(1);
  await page.keyboard.press("Escape");
  await livebars.template.focus();
  await page.keyboard.press("ControlOrMeta+p");
  await expect.poll(async () => (await printed()).length).toBe(2);
  for (const [children, length] of await printed()) {
    expect(children).toBe(1);
    expect(length).toBeGreaterThan(200 * 20);
  }

  // From the browser's menu: as many sheets as the page is long.
  await page.evaluate(() => {
    for (const frame of document.querySelectorAll(".printed")) frame.remove();
  });
  const pdf = await page.pdf({ format: "A4" });
  expect(sheets(pdf)).toBeGreaterThanOrEqual(Math.floor(height / 1200));
});

test("printing a page from a link asks for no more images than the preview", async ({ page }) => {
  const asked: string[] = [];
  await page.route("http://pictures.example/**", (route) => {
    asked.push(route.request().url());
    return route.fulfill({ status: 204 });
  });
  const link = await encodeLink({
    ...emptyDraft(),
    template: "# From a stranger\n\n![a](http://pictures.example/a.png)",
    view: "page",
  });
  await page.goto("about:blank");
  await page.goto(`/#${link}`);
  await expect(livebars.heading("From a stranger")).toBeVisible();
  await (await output(page)).getByRole("button", { name: "Print" }).click();
  const printed = page.locator("iframe.printed").contentFrame();
  await expect(printed.locator("h1")).toHaveText("From a stranger");
  await expect(printed.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveAttribute(
    "content",
    /img-src data: blob:;/,
  );
  expect(asked).toEqual([]);
});

test("a mail that asks a phone for a width is laid out at it, and shown smaller", async ({ page }) => {
  const dialog = await output(page);
  await page.keyboard.press("Escape");
  await page.getByLabel("Format").selectOption("html");
  const mail = (content: string) =>
    `<!doctype html><html><head><meta name="viewport" content="${content}"></head><body><p>Wide</p></body></html>`;
  await livebars.write(livebars.template, mail("width=640"));
  await page.getByRole("button", { name: "Size & export" }).click();
  await dialog.getByText("Phone", { exact: true }).click();
  await expect(page.getByText("375 px wide, laid out for 640 px")).toBeVisible();
  await expect.poll(innerWidth).toBe(640);
  const box = await page.locator("iframe[title=Preview]").boundingBox();
  expect(Math.round(box?.width ?? 0)).toBe(375);
  await dialog.getByText("Tablet", { exact: true }).click();
  await expect(page.getByText("768 px wide", { exact: true })).toBeVisible();
  await dialog.getByText("Phone", { exact: true }).click();
  await page.keyboard.press("Escape");
  await livebars.write(livebars.template, mail("width=device-width, initial-scale=1"));
  await expect(page.getByText("375 px wide", { exact: true })).toBeVisible();
  await expect.poll(innerWidth).toBe(375);
});
