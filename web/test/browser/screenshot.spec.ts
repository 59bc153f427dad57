// The README's picture: `make screenshot` writes it, every test run makes it.
import { expect, LivebarsPage, test } from "./page.ts";

test("the README's picture", async ({ page }, info) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const livebars = new LivebarsPage(page);
  await livebars.open("Task page: chat completion");
  await expect(livebars.heading("Chat Completion")).toBeVisible();
  const picture = await page.screenshot({
    path: process.env.LIVEBARS_SCREENSHOT ?? info.outputPath("editor.png"),
  });
  expect(picture.length).toBeGreaterThan(30_000);
});
