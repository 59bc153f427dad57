// A template from elsewhere, whose helpers are not here.
import { expect, LivebarsPage, test } from "./page.ts";

const template = "# {{upper name}}\n\n{{#money 3}}costs {{price}}{{/money}} {{lookpu . 'name'}}\n";

test("all unknown helpers are named, and can be shown as text", async ({ page, context }) => {
  const livebars = new LivebarsPage(page);
  await livebars.open();
  await livebars.write(livebars.data, '{ "name": "Ada", "price": 7 }');
  await livebars.write(livebars.template, template);
  for (const problem of [
    "Helper upper is not known.",
    "Helper money is not known.",
    "Helper lookpu is not known; did you mean lookup?",
  ])
    await expect(livebars.problems).toContainText(problem);
  await expect(livebars.stale).toBeVisible();

  await page.getByRole("button", { name: "Options" }).click();
  await page.getByLabel("Show unknown helpers").check();
  await page.keyboard.press("Escape");
  await expect(livebars.stale).toBeHidden();
  await expect(livebars.preview.locator("code.unknown-helper")).toHaveText([
    "{{upper name}}",
    "{{lookpu . 'name'}}",
  ]);
  await expect(livebars.preview.getByText("costs 7")).toBeVisible();
  await expect(livebars.problems).not.toContainText("Error");
  await expect(livebars.problems).toContainText("Helper money is not known.");

  // It is a setting of the document: it is kept with the draft, and does not reach another one.
  await page.reload();
  await livebars.rendered();
  await expect(livebars.preview.getByText("costs 7")).toBeVisible();
  await livebars.choose("Release notes with partials");
  await livebars.write(livebars.template, "{{upper product}}");
  await expect(livebars.problems).toContainText("Error");
  await livebars.choose("Start here");
  await expect(livebars.preview.getByText("costs 7")).toBeVisible();

  // A link has it as well.
  await page.getByRole("button", { name: "Share" }).click();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  const other = new LivebarsPage(await context.newPage());
  await other.page.goto(link);
  await expect(other.preview.getByText("costs 7")).toBeVisible();
});
