// Links and files: the same page elsewhere, and nobody's own work lost to one.
import type { Page } from "@playwright/test";
import { expect, kept, LivebarsPage, test } from "./page.ts";

let livebars: LivebarsPage;
test.beforeEach(({ page }) => {
  livebars = new LivebarsPage(page);
});

/** The link that the dialog shows. */
async function linkOf(page: Page, kind: "The editor" | "Only the page" = "The editor"): Promise<string> {
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await dialog.getByText(kind).click();
  await expect(dialog.getByLabel("Link")).toHaveValue(
    kind === "The editor" ? /\/#1\./ : /\?view=preview#1\./,
  );
  const link = await dialog.getByLabel("Link").inputValue();
  await dialog.getByRole("button", { name: "Close" }).click();
  return link;
}

test("a link shows the same page to someone else", async ({ page, browser }) => {
  await livebars.open("Release notes with partials");
  await livebars.typeAtStart(livebars.template, "# From me {{product}} 😀\n\n");
  await livebars.write(livebars.partial("signature"), "yours, {{product}}");
  await page.getByLabel("Flavor").selectOption("commonmark");
  await page.getByRole("button", { name: "Options" }).click();
  await page.getByLabel("No escape").check();
  await page.keyboard.press("Escape");
  await livebars.view("HTML");
  const html = page.getByRole("textbox", { name: "HTML of the page" });
  await expect(html).toContainText("From me");
  const link = await linkOf(page);
  const other = await (await browser.newContext()).newPage();
  const theirs = new LivebarsPage(other);
  await other.goto(link);
  await theirs.rendered();
  await expect(theirs.template).toContainText("# From me");
  await expect(theirs.partial("signature")).toHaveText("yours, {{product}}");
  await expect(other.getByLabel("Flavor")).toHaveValue("commonmark");
  const shown = other.getByRole("textbox", { name: "HTML of the page" });
  await expect(shown).toContainText("From me");
  expect(await shown.textContent()).toBe(await html.textContent());
  await other.getByRole("button", { name: "Options" }).click();
  await expect(other.getByLabel("No escape")).toBeChecked();
  await other.context().close();
});

test("a preview link shows the page alone, and leads to the editor", async ({ page, context }) => {
  await livebars.open();
  await livebars.typeAtStart(livebars.template, "# Only this\n\n");
  await expect(livebars.heading("Only this")).toBeVisible();
  const alone = await context.newPage();
  await alone.goto(await linkOf(page, "Only the page"));
  const preview = alone.frameLocator('iframe[title="Preview"]');
  await expect(preview.getByRole("heading", { name: "Only this" })).toBeVisible();
  await expect(alone.getByRole("textbox")).toHaveCount(0);
  const [editor] = await Promise.all([
    context.waitForEvent("page"),
    alone.getByRole("link", { name: "Open in editor" }).click(),
  ]);
  await expect(new LivebarsPage(editor).template).toContainText("# Only this");
});

test("a link never touches a draft, and back leads to it", async ({ page }) => {
  await livebars.open("Start here");
  await livebars.typeAtStart(livebars.template, "# Sent\n\n");
  await expect(livebars.heading("Sent")).toBeVisible();
  const link = await linkOf(page);
  await livebars.typeAtStart(livebars.template, "# My own\n\n");
  await expect(livebars.heading("My own")).toBeVisible();
  await page.goto(link); // the same page, another fragment
  await expect(livebars.template).not.toContainText("# My own");
  await expect(livebars.heading("Sent")).toBeVisible();
  await expect(page.getByLabel("Document").locator("option:checked")).toHaveText("Start here (link)");
  await livebars.typeAtStart(livebars.template, "# Changed\n\n");
  await expect(livebars.heading("Changed")).toBeVisible();
  await page.goBack();
  await expect(livebars.template).toContainText("# My own");
  await page.goForward();
  await expect(livebars.template).toContainText("# Changed");
  await expect(livebars.problems).toContainText("You have changed this page since");
  await page.getByRole("button", { name: "Reset to link" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Reset" }).click();
  await expect(livebars.template).not.toContainText("# Changed");
  await livebars.choose("Start here");
  await expect(livebars.template).toContainText("# My own");
  expect(page.url()).not.toContain("#");
  await page.goBack();
  await expect(livebars.heading("Sent")).toBeVisible();
});

test("the address takes the link when asked, and stays otherwise", async ({ page }) => {
  await livebars.open();
  await livebars.typeAtStart(livebars.template, "# Kept here\n\n");
  const link = await linkOf(page);
  expect(page.url()).not.toContain("#");
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Show in address bar" }).click();
  expect(page.url()).toBe(link);
  await livebars.typeAtStart(livebars.template, "# More\n\n");
  await expect(livebars.heading("More")).toBeVisible();
  expect(page.url()).toBe(link);
  await page.reload();
  await expect(livebars.heading("Kept here")).toBeVisible();
  await expect(livebars.heading("More")).toHaveCount(0);
});

for (const [fault, spoil, says] of [
  ["cut", (link: string) => link.slice(0, -20), "This link is incomplete"],
  [
    "damaged",
    (link: string) => link.replace(/.{30}$/, (end) => `${"A".repeat(10)}${end.slice(10)}`),
    "damaged",
  ],
  ["of another program", () => "http://127.0.0.1:8199/#7.1.a", "newer Livebars"],
  ["hostile", () => `http://127.0.0.1:8199/#1.5.${"<img src=x onerror=parent.attacked=1>"}`, "damaged"],
] as const)
  test(`a link that is ${fault} is told, and the own draft is there`, async ({ page }) => {
    await livebars.open();
    await livebars.typeAtStart(livebars.template, "# Mine\n\n");
    await expect(livebars.heading("Mine")).toBeVisible();
    const link = spoil(await linkOf(page));
    const stored = () => kept(page, "draft");
    // A draft is kept some moments after the last key.
    await expect
      .poll(stored)
      .toMatchObject({ "start-here": { template: expect.stringMatching(/^# Mine\n\n#/) } });
    const before = await stored();
    await page.goto(link);
    await expect(livebars.problems).toContainText(says);
    await expect(livebars.problems).toContainText("Your own page is shown instead.");
    await page.reload();
    await expect(livebars.problems).toContainText(says);
    await livebars.rendered();
    await expect(livebars.template).toContainText("# Mine");
    expect(await stored()).toEqual(before);
    await livebars.typeAtStart(livebars.template, "# On\n\n");
    await expect(livebars.heading("On")).toBeVisible();
  });

test("a long link is warned of, and a file takes its place", async ({ page, browser }) => {
  await livebars.open();
  const words = Array.from({ length: 4000 }, (_, i) => ((i * 7919) % 104729).toString(36)).join(" ");
  await livebars.write(livebars.template, `# Long {{name}}\n\n${words}\n`);
  await expect(livebars.heading("Long Ada")).toBeVisible();
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await expect(dialog.getByRole("status")).toContainText("some chat programs cut long links");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Download file" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("Start-here.livebars.json");
  const file = await download.path();
  const other = await (await browser.newContext()).newPage();
  const theirs = new LivebarsPage(other);
  await theirs.open();
  const [chooser] = await Promise.all([
    other.waitForEvent("filechooser"),
    other.getByRole("button", { name: "Open…" }).click(),
  ]);
  const { readFileSync } = await import("node:fs");
  await chooser.setFiles({
    name: "Start-here.livebars.json",
    mimeType: "application/json",
    buffer: readFileSync(file),
  });
  await expect(theirs.heading("Long Ada")).toBeVisible();
  await other.reload();
  await expect(theirs.heading("Long Ada")).toBeVisible();
  await other.context().close();
});

/** Drops files onto an editor, as from a file manager. */
async function drop(page: Page, files: Record<string, string>): Promise<void> {
  await page.evaluate((files) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of Object.entries(files)) dataTransfer.items.add(new File([text], name));
    const target = document.querySelector(".cm-content") ?? document.body;
    const options = { dataTransfer, bubbles: true, cancelable: true };
    target.dispatchEvent(new DragEvent("dragover", options));
    target.dispatchEvent(new DragEvent("drop", options));
  }, files);
}

test("templates and data can be dropped onto the page", async ({ page }) => {
  await livebars.open();
  await drop(page, { "letter.md.hbs": "# Dear {{who}}\n", "letter.json": '{"who":"Noor"}' });
  await expect(livebars.heading("Dear Noor")).toBeVisible();
  await expect(page.getByLabel("Document").locator("option:checked")).toHaveText("letter.md.hbs");
  await drop(page, { "other.json": '{"who":"Ada"}' });
  await expect(livebars.heading("Dear Ada")).toBeVisible();
  await livebars.data.focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(livebars.heading("Dear Noor")).toBeVisible();
  await drop(page, { "picture.png": "x" });
  await expect(livebars.problems).toContainText("not picture.png");
  await drop(page, { "broken.livebars.json": "{" });
  await expect(livebars.problems).toContainText("broken.livebars.json is damaged");
  await expect(livebars.template).toContainText("# Dear");
});

test("images of other sites are asked for on a page from a link, and can be switched off", async ({
  page,
}) => {
  const asked: string[] = [];
  await page.context().route("http://images.example/**", (route) => {
    asked.push(route.request().url());
    return route.fulfill({ contentType: "image/svg+xml", body: '<svg xmlns="http://www.w3.org/2000/svg"/>' });
  });
  await livebars.open();
  await livebars.write(livebars.template, "# Seen\n\n![a](http://images.example/own.svg)");
  await expect.poll(() => asked.length).toBe(1); // a page of one's own
  const link = await linkOf(page);
  const alone = await linkOf(page, "Only the page");
  await page.goto(link);
  await page.reload();
  await expect(livebars.heading("Seen")).toBeVisible();
  await expect(page.getByText("has images from other sites")).toBeVisible();
  await livebars.typeAtStart(livebars.template, "# Two\n\n");
  await expect(livebars.heading("Two")).toBeVisible();
  expect(asked).toHaveLength(1);
  await page.getByRole("button", { name: "Load images" }).click();
  await expect.poll(() => asked.length).toBe(2);
  await expect(livebars.heading("Two")).toBeVisible();
  await page.goto(alone);
  const shown = page.frameLocator('iframe[title="Preview"]').getByRole("heading", { name: "Seen" });
  await expect(shown).toBeVisible();
  expect(asked).toHaveLength(2);
  await page.getByRole("button", { name: "Load images" }).click();
  await expect.poll(() => asked.length).toBe(3);
  await livebars.open("Start here");
  await expect.poll(() => asked.length).toBe(4);
  await page.getByRole("button", { name: "Options" }).click();
  await page.getByLabel("No remote images").check();
  await page.reload();
  await livebars.rendered();
  await expect(livebars.heading("Seen")).toBeVisible();
  expect(asked).toHaveLength(4);
});
