// The page as the docs site publishes it: components, alerts, code, mathematics, and what its author is told.
import type { Locator } from "@playwright/test";
import { expect, LivebarsPage, test } from "./page.ts";

let livebars: LivebarsPage;
test.beforeEach(({ page }) => {
  livebars = new LivebarsPage(page);
});

test("options are tabs that work without script, by mouse and by keyboard", async ({ page }) => {
  await livebars.open("Provider page");
  const { preview } = livebars;
  await expect(preview.getByText("from heron import Client")).toBeVisible();
  await expect(preview.getByText("curl https://router")).toBeHidden();
  await preview.getByText("Shell", { exact: true }).click();
  await expect(preview.getByText("curl https://router")).toBeVisible();
  await expect(preview.getByText("from heron import Client")).toBeHidden();
  await preview.getByRole("radio", { name: "Shell" }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(preview.getByText("new Client")).toBeVisible();
});

test("a snippet lists its providers, a video is a link, mathematics is set", async () => {
  await livebars.open("Provider page");
  const { preview } = livebars;
  await expect(preview.getByRole("list", { name: "1 provider" }).first()).toContainText(
    "heron/plover-8b-chat",
  );
  await expect(preview.getByRole("link", { name: "A tour of Heron Inference on YouTube" })).toHaveAttribute(
    "href",
    "https://www.youtube.com/watch?v=h3r0n-t0ur",
  );
  await expect(preview.locator("doc-math math")).toHaveCount(5);
  await expect(preview.locator("doc-math[display=block] mfrac")).toHaveCount(1);
});

test("an alert has a title instead of its mark", async () => {
  await livebars.open("Provider page");
  const title = (alert: Locator) =>
    alert.evaluate((quote) => getComputedStyle(quote, "::before").getPropertyValue("content"));
  const important = livebars.preview.locator("blockquote[data-alert=important]");
  await expect(important).toHaveText(/^\s*Models marked/);
  expect(await title(important)).toBe('"Important"');
  await livebars.write(livebars.template, "> [!CAUTION]\n> **Stop** here.\n");
  const caution = livebars.preview.locator("blockquote[data-alert=caution]");
  await expect(caution).toHaveText(/^\s*Stop here\.\s*$/);
  expect(await title(caution)).toBe('"Caution"');
  await livebars.page.getByLabel("Flavor").selectOption("gfm");
  await livebars.write(livebars.template, '<blockquote class="caution">\n\nno alert\n\n</blockquote>\n');
  await expect(livebars.preview.getByText("no alert")).toBeVisible();
  expect(await title(livebars.preview.locator("blockquote"))).toBe("none");
});

test("code is coloured when the page has some, and not loaded before", async ({ page }) => {
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  await livebars.open("API reference from a schema");
  await livebars.page.getByLabel("Flavor").selectOption("gfm");
  await livebars.write(livebars.template, "just text");
  await expect(livebars.preview.getByText("just text")).toBeVisible();
  const before = loaded.filter((url) => url.includes("/highlight-")).length;
  await livebars.write(livebars.template, "```python\nimport os\n```\n");
  await expect(livebars.preview.locator(".hljs-keyword")).toHaveText("import");
  await livebars.write(livebars.template, "```python\nimport os as o\n```\n");
  await expect(livebars.preview.locator(".hljs-keyword")).toHaveCount(2);
  expect(before).toBe(0);
  expect(loaded.filter((url) => url.includes("/math-"))).toHaveLength(0);
});

test("warnings on the page lead to the template, a partial or the data", async ({ page }) => {
  await livebars.open("Start here");
  await page.getByLabel("Flavor").selectOption("gfm");
  await livebars.write(livebars.data, '{"note": "see ![](u.png)"}');
  await livebars.write(livebars.template, "# One\n\n### Three\n\n| a | b |\n| --- |\n\n{{{note}}}\n");
  await expect(livebars.problems).toContainText("Data 1:10");
  await expect(livebars.problems).toContainText("level 2 is left out");
  await expect(livebars.problems).toContainText("GitHub shows this as text");
  await livebars.problems.getByRole("button", { name: /no alternative text/ }).click();
  await expect(livebars.data).toBeFocused();
  await livebars.problems.getByRole("button", { name: /left out/ }).click();
  await expect(livebars.template).toBeFocused();
  await page.getByLabel("Flavor").selectOption("doc-builder");
  await livebars.write(livebars.template, "<Tip>\n\nopen\n\n## After\n");
  await expect(livebars.problems).toContainText("`<Tip>` is never closed".replaceAll("`", ""));
  await expect(livebars.heading("After")).toBeVisible();
});

test("another sample is shown from its start", async ({ page }) => {
  await livebars.open("Provider page");
  await livebars.preview
    .getByRole("heading", { name: "Prices" })
    .evaluate((element) => element.scrollIntoView());
  await livebars.choose("Task page: chat completion");
  await expect(livebars.heading("Chat Completion")).toBeInViewport();
  await expect(page.getByLabel("Flavor")).toHaveValue("doc-builder");
});
