// What a person can do: choose, edit, see, break, mend, come back.
import type { Page } from "@playwright/test";
import { expect, kept, LivebarsPage, test } from "./page.ts";

let livebars: LivebarsPage;
test.beforeEach(({ page }) => {
  livebars = new LivebarsPage(page);
});

test("the page follows the template and the data as they are typed", async () => {
  await livebars.open("Task page: chat completion");
  await expect(livebars.heading("Chat Completion")).toBeVisible();
  await expect(livebars.preview.getByRole("link", { name: "heron/plover-8b-chat" })).toBeVisible();
  await expect(livebars.preview.getByRole("table")).toHaveCount(4);
  await livebars.typeAtStart(livebars.template, "## New words\n\n");
  await expect(livebars.heading("New words")).toBeVisible();
  await livebars.write(
    livebars.data,
    '{"recommendedModels":{"chat-completion":[{"id":"a/b","description":"changed"}]}}',
  );
  await expect(livebars.preview.getByText("a/b: changed")).toBeVisible();
  await expect(livebars.preview.getByRole("table")).toHaveCount(0);
});

test("every sample shows a page and no problem", async ({ page }) => {
  await livebars.open();
  const titles = await page.getByLabel("Document").getByRole("option").allInnerTexts();
  expect(titles.length).toBeGreaterThanOrEqual(5);
  for (const title of titles) {
    await livebars.choose(title);
    await expect(livebars.problems).toHaveText("No problems");
    await expect(livebars.preview.getByRole("heading").first()).toBeVisible();
    await expect(livebars.stale).toBeHidden();
  }
});

test("three views show the page, the text and the HTML", async ({ page }) => {
  await livebars.open();
  await livebars.write(livebars.template, "# {{name}}\n\n{{{markup}}}");
  await expect(livebars.heading("Ada")).toBeVisible();
  await livebars.view("Output");
  await expect(page.getByRole("textbox", { name: "Output of the template" })).toContainText("# Ada");
  await livebars.view("HTML");
  await expect(page.getByRole("textbox", { name: "HTML of the page" })).toContainText(
    '<h1 id="ada">Ada</h1>',
  );
  await expect(page.getByRole("textbox", { name: "HTML of the page" })).toContainText("<p><b>bold</b></p>");
  await livebars.typeAtStart(livebars.template, "# More\n");
  await expect(page.getByRole("textbox", { name: "HTML of the page" })).toContainText(
    '<h1 id="more">More</h1>',
  );
  await livebars.view("Page");
  await expect(livebars.heading("More")).toBeVisible();
});

test("the HTML of a long page has its colours", async ({ page }) => {
  await livebars.open("Task page: chat completion");
  await livebars.view("HTML");
  const html = page.getByRole("textbox", { name: "HTML of the page" });
  await expect(html.locator("span", { hasText: '"chat-completion"' }).first()).toBeVisible();
});

test("format and dialect decide what the page is", async ({ page }) => {
  await livebars.open();
  await livebars.write(livebars.template, "~~a~~ www.example.com\n\n> [!TIP]\n> b");
  await expect(livebars.preview.locator("del")).toHaveText("a");
  await expect(livebars.preview.locator(".markdown-alert-tip")).toContainText("b");
  await page.getByLabel("Flavor").selectOption("commonmark");
  await expect(livebars.preview.locator("del")).toHaveCount(0);
  await expect(livebars.preview.locator("blockquote")).toContainText("[!TIP]");
  await page.getByLabel("Format").selectOption("text");
  await expect(livebars.preview.locator("pre")).toContainText("~~a~~ www.example.com");
  await expect(page.getByLabel("Flavor")).toBeDisabled();
  await livebars.write(livebars.template, "<p>One <em>{{name}}</em></p>");
  await page.getByLabel("Format").selectOption("html");
  await expect(livebars.preview.locator("p > em")).toHaveText("Ada");
});

test("a text is shown with the empty lines that it begins with", async ({ page }) => {
  await livebars.open("Start here");
  await page.getByLabel("Format").selectOption("text");
  for (const text of ["\n\nfirst", "one\n", "\n"]) {
    await livebars.write(livebars.template, text);
    await expect
      .poll(() => livebars.preview.locator("pre").evaluate((element) => element.textContent))
      .toBe(text);
  }
});

test("a fault is named, underlined and reached by a click; the last good page stays", async ({ page }) => {
  await livebars.open();
  await livebars.write(livebars.template, "# Good {{name}}");
  await expect(livebars.heading("Good Ada")).toBeVisible();
  await livebars.write(livebars.template, "# Bad\n\n{{#if name}}\nx\n{{/each}}\n");
  await expect(livebars.problems).toContainText("{{#if}} opened on line 3 closes as {{/each}} on line 5.");
  await expect(livebars.stale).toBeVisible();
  await expect(livebars.heading("Good Ada")).toBeVisible();
  await expect(page.locator(".cm-lintRange-error")).toHaveText("{{/each}}");
  await page.keyboard.press("ControlOrMeta+Home");
  await livebars.problems.getByRole("button").first().click();
  await page.keyboard.type("{{/if}}");
  await expect(livebars.heading("Bad")).toBeVisible();
  await expect(livebars.stale).toBeHidden();
  await livebars.rendered();
  await expect(page.locator(".cm-lintRange-error")).toHaveCount(0);
});

test("a misspelt name is warned of, and the page is shown all the same", async ({ page }) => {
  await livebars.open("Task page: chat completion");
  await livebars.typeAtStart(livebars.template, "{{specs.chat-completion.inptu}}\n");
  await expect(livebars.problems).toContainText(
    "specs.chat-completion.inptu is not in the data; did you mean input?",
  );
  await expect(livebars.problems).toContainText("Warning");
  await expect(page.locator(".cm-lintRange-warning")).toHaveText("specs.chat-completion.inptu");
  await expect(livebars.stale).toBeHidden();
});

test("faults of data and partials are shown in their own editors", async ({ page }) => {
  await livebars.open();
  const panel = (name: string) =>
    page.locator(".panel", { has: page.getByRole("button", { name, exact: true }) });
  await livebars.write(livebars.data, '{\n  "name": "Ada",\n}');
  await expect(livebars.problems).toContainText("Data 2:16");
  await expect(livebars.problems).toContainText("Take away the comma before }");
  await expect(panel("Data").locator(".cm-lintRange-error")).toHaveText(",");
  await livebars.write(livebars.data, '{"name":"Ada"}');
  await livebars.rendered();
  await livebars.write(livebars.partial("signature"), "{{#if greeting}}");
  await expect(livebars.problems).toContainText("Partial signature 1:1");
  await expect(panel("Partial signature").locator(".cm-lintRange-error")).toHaveText("{{#if greeting}}");
  await livebars.problems.getByRole("button").first().click();
  await expect(livebars.partial("signature")).toBeFocused();
});

test("partials can be added, renamed and removed", async ({ page }) => {
  await livebars.open();
  await livebars.write(livebars.template, "{{> greeting/short}}");
  await expect(livebars.problems).toContainText("There is no partial named greeting/short.");
  await page.getByRole("button", { name: "Add partial" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("signature");
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText("There is already a partial with this name.");
  await dialog.getByLabel("Name").fill("greeting/long");
  await page.keyboard.press("Enter");
  await expect(livebars.partial("greeting/long")).toBeFocused();
  await page.keyboard.type("*Hello {{name}}*");
  await page.getByRole("button", { name: "Rename partial greeting/long" }).click();
  await dialog.getByLabel("Name").fill("greeting/short");
  await dialog.getByRole("button", { name: "Rename partial" }).click();
  await expect(livebars.preview.locator("em")).toHaveText("Hello Ada");
  await page.getByRole("button", { name: "Remove partial greeting/short" }).click();
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(livebars.partial("greeting/short")).toHaveCount(0);
  await expect(livebars.problems).toContainText("There is no partial named greeting/short.");
});

test("each editor has an undo and a search of its own", async ({ page }) => {
  await livebars.open();
  await livebars.write(livebars.template, "# First");
  await livebars.write(livebars.data, '{"a":1}');
  await livebars.template.click();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(livebars.template).toContainText("# Hello,");
  await expect(livebars.data).toHaveText('{"a":1}');
  await page.keyboard.press("ControlOrMeta+f");
  await page.getByRole("textbox", { name: "Find" }).click();
  await page.keyboard.type("birds");
  await page.keyboard.press("Enter");
  await expect(page.locator(".cm-searchMatch-selected")).toHaveText("birds");
});

test("brackets match and syntax has colours", async ({ page }) => {
  await livebars.open();
  await livebars.write(livebars.template, "# Title {{#if (eq a 1)}}*x*{{/if}}");
  const colour = (text: string) =>
    livebars.template
      .getByText(text, { exact: true })
      .first()
      .evaluate((node) => getComputedStyle(node).color);
  expect(new Set([await colour("if"), await colour("1"), await colour("Title")]).size).toBe(3);
  await page.keyboard.press("ControlOrMeta+Home");
  for (let i = 0; i < "# Title {{#if ".length; i++) await page.keyboard.press("ArrowRight");
  await expect(page.locator(".cm-focused .cm-matchingBracket")).toHaveCount(2);
});

test("a reload finds everything as it was, and Reset brings the sample back", async ({ page }) => {
  await livebars.open("Release notes with partials");
  await livebars.typeAtStart(livebars.template, "# Mine\n\n");
  await livebars.write(livebars.partial("signature"), "by {{name}}");
  await page.getByLabel("Flavor").selectOption("commonmark");
  await livebars.view("Output");
  await page.reload();
  await livebars.rendered();
  await expect(page.getByLabel("Document").locator("option:checked")).toHaveText(
    "Release notes with partials",
  );
  await expect(livebars.template).toContainText("# Mine");
  await expect(livebars.partial("signature")).toHaveText("by {{name}}");
  await expect(page.getByLabel("Flavor")).toHaveValue("commonmark");
  await expect(page.getByRole("textbox", { name: "Output of the template" })).toContainText("# Mine");
  await livebars.choose("Start here");
  await expect(livebars.template).toContainText("# Hello,");
  await livebars.choose("Release notes with partials");
  await expect(livebars.template).toContainText("# Mine");
  await page.getByRole("button", { name: "Reset to sample" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Reset" }).click();
  await expect(livebars.template).not.toContainText("# Mine");
  await expect(page.getByLabel("Flavor")).toHaveValue("gfm");
  await expect(page.getByRole("button", { name: "Reset to sample" })).toBeDisabled();
  await page.reload();
  await expect(livebars.template).toContainText("{{product}}");
});

test("a tab that crashes loses nothing that was kept", async ({ page, context }) => {
  await livebars.open();
  await livebars.typeAtStart(livebars.template, "# Kept\n\n");
  await expect(livebars.heading("Kept")).toBeVisible();
  await expect.poll(async () => JSON.stringify(await kept(page, "draft"))).toContain("# Kept");
  const crashed = page.waitForEvent("crash");
  await Promise.all([crashed, page.goto("chrome://crash").catch(() => {})]);
  const again = new LivebarsPage(await context.newPage());
  await again.open();
  await expect(again.template).toContainText("# Kept");
});

/** From now on there is no room for what this page writes. */
const fill = (page: Page) =>
  page.evaluate(() => {
    const { prototype } = IDBObjectStore;
    const { put } = prototype;
    Object.assign(window, { put });
    prototype.put = () => {
      throw new DOMException("The storage is full.", "QuotaExceededError");
    };
  });

const empty = (page: Page) =>
  page.evaluate(() => {
    IDBObjectStore.prototype.put = (window as unknown as { put: IDBObjectStore["put"] }).put;
  });

test("a draft that does not fit is said to be lost", async ({ page }) => {
  await livebars.open();
  await fill(page);
  await livebars.typeAtStart(livebars.template, "# Long\n\n");
  await expect(livebars.problems).toContainText("does not fit into the browser's storage");
  await empty(page);
  await page.keyboard.type("more");
  await livebars.rendered();
});

test("a long template has its colours wherever it is looked at, and after edits", async ({ page }) => {
  await livebars.open("Start here");
  const line = "word {{name}} and **more**\n\n";
  await livebars.write(livebars.template, line.repeat(4000));
  const coloured = () =>
    livebars.template.evaluate((content) => {
      const box = (content.closest(".cm-scroller") as HTMLElement).getBoundingClientRect();
      const lines = [...content.querySelectorAll(".cm-line")].filter((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return one.textContent?.includes("word") && bottom > box.top && top < box.bottom;
      });
      return lines.length > 3 && lines.every((one) => one.querySelectorAll("span").length >= 4);
    });
  await expect.poll(coloured).toBe(true); // the caret is at the end
  const [home, end] = ["ControlOrMeta+Home", "ControlOrMeta+End"];
  for (const key of [home, end, home, "PageDown", "PageDown", end, "PageUp"]) {
    await page.keyboard.press(key);
    await expect.poll(coloured, { message: key }).toBe(true);
    await page.keyboard.type("x");
    await expect.poll(coloured, { message: `an edit after ${key}` }).toBe(true);
  }
  const scroller = livebars.template.locator("xpath=..");
  for (const share of [0.2, 0.5, 0.8, 0.1]) {
    await scroller.evaluate((element, share) => element.scrollTo(0, element.scrollHeight * share), share);
    await expect.poll(coloured, { message: `at ${share}` }).toBe(true);
  }
});

test("what a mark says is not cut off by its editor", async ({ page }) => {
  await livebars.open("Start here");
  await livebars.write(livebars.data, '{"a": }');
  await page.locator(".cm-lintRange-error").hover();
  const words = page.locator(".cm-tooltip");
  await expect(words).toContainText("value");
  const cut = await words.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const corners = [left + 2, right - 2].flatMap((x) => [top + 2, bottom - 2].map((y) => [x, y] as const));
    return corners.some(([x, y]) => !element.contains(document.elementFromPoint(x, y)));
  });
  expect(cut).toBe(false);
});
