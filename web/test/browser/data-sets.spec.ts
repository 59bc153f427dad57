// Several data sets for one template: each checked, chosen, shown beside the others, and shared.
import { expect, LivebarsPage, test } from "./page.ts";

let livebars: LivebarsPage;
test.beforeEach(async ({ page }) => {
  livebars = new LivebarsPage(page);
  await livebars.open();
  await livebars.write(livebars.template, "# Dear {{name}}\n\n{{#each items}}- {{this}}\n{{/each}}");
  await livebars.write(livebars.data, '{"name": "Ada", "items": ["a", "b"]}');
  await expect(livebars.heading("Dear Ada")).toBeVisible();
});

async function add(name: string, data: string): Promise<void> {
  const { page } = livebars;
  await page.getByRole("button", { name: "Sets", exact: true }).click();
  await page.getByRole("button", { name: "Add…" }).click();
  await page.getByRole("dialog", { name: "Add data set" }).getByLabel("Name").fill(name);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Data set", { exact: true })).toHaveValue(name);
  await livebars.write(livebars.data, data);
}

const menu = async (action: string) => {
  await livebars.page.getByRole("button", { name: "Sets", exact: true }).click();
  await livebars.page.getByRole("dialog", { name: "Data sets" }).getByText(action).click();
};

test("a set is added, chosen, named anew and removed; each has its own history", async ({ page }) => {
  await add("guest", '{"name": "you", "items": []}');
  await expect(livebars.heading("Dear you")).toBeVisible();
  const sets = page.getByLabel("Data set", { exact: true });
  await sets.selectOption({ label: "Main" });
  await expect(livebars.heading("Dear Ada")).toBeVisible();
  await expect(livebars.data).toContainText("Ada");
  await livebars.write(livebars.data, '{"name": "Bo"}');
  await expect(livebars.heading("Dear Bo")).toBeVisible();
  await sets.selectOption({ label: "guest" });
  await livebars.data.focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(livebars.heading("Dear Ada")).toBeVisible(); // the guest's data began as a copy
  await sets.selectOption({ label: "Main" });
  await expect(livebars.heading("Dear Bo")).toBeVisible();
  await sets.selectOption({ label: "guest" });
  await menu("Rename…");
  await page.getByRole("dialog", { name: "Rename data set" }).getByLabel("Name").fill("visitor");
  await page.keyboard.press("Enter");
  await expect(sets).toHaveValue("visitor");
  await page.reload();
  await expect(livebars.heading("Dear Bo")).toBeVisible();
  await sets.selectOption({ label: "visitor" });
  await expect(livebars.heading("Dear Ada")).toBeVisible();
  await menu("Remove");
  await page.getByRole("dialog", { name: "Remove data set" }).getByRole("button", { name: "Remove" }).click();
  await expect(sets).toBeHidden();
  await expect(livebars.heading("Dear Bo")).toBeVisible();
});

test("all sets are checked, and a problem says in which it is", async ({ page }) => {
  await add("broken", '{"name": ');
  await expect(livebars.problems).toContainText("Data 1:");
  await page.getByLabel("Data set", { exact: true }).selectOption({ label: "Main" });
  await expect(livebars.heading("Dear Ada")).toBeVisible();
  await expect(livebars.problems).toContainText("broken: Data 1:");
  await livebars.problems
    .getByRole("button", { name: /broken: Data/ })
    .first()
    .click();
  await expect(page.getByLabel("Data set", { exact: true })).toHaveValue("broken");
  await expect(livebars.data).toBeFocused();
  await livebars.write(livebars.data, '{"name": "C"}');
  await expect(livebars.problems).not.toContainText("broken");
  // What is wrong with the template in every set is said once.
  await livebars.write(livebars.template, "{{#if a}}");
  await expect(livebars.problems).toContainText("1 error");
  await page.waitForTimeout(1000);
  await expect(livebars.problems).toContainText("1 error");
});

test("the pages of all sets are side by side, and follow the template", async ({ page }) => {
  await add("guest", '{"name": "you"}');
  await add("long list", `{"name": "all", "items": [${Array.from({ length: 40 }, (_, i) => i)}]}`);
  await menu("Side by side");
  await page.keyboard.press("Escape");
  const other = (name: string) => page.frameLocator(`iframe[title="Preview of ${name}"]`);
  await expect(livebars.heading("Dear all")).toBeVisible();
  await expect(other("Main").getByRole("heading", { name: "Dear Ada" })).toBeVisible();
  await expect(other("guest").getByRole("heading", { name: "Dear you" })).toBeVisible();
  await livebars.typeAtStart(livebars.template, "# New for {{name}}\n\n");
  await expect(other("Main").getByRole("heading", { name: "New for Ada" })).toBeVisible();
  await expect(other("guest").getByRole("heading", { name: "New for you" })).toBeVisible();
  await page.getByRole("region", { name: "Page of guest" }).getByRole("button", { name: "guest" }).click();
  await expect(livebars.heading("New for you")).toBeVisible();
  await expect(other("long list").getByRole("listitem")).toHaveCount(40);
  await page.getByLabel("Theme").selectOption("dark");
  expect(await other("Main").locator("html").getAttribute("data-theme")).toBe(
    await livebars.preview.locator("html").getAttribute("data-theme"),
  );
});

test("a link opens the set that was looked at, with all others", async ({ page }) => {
  await add("guest", '{"name": "you"}');
  await page.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  await expect(dialog.getByLabel("Link")).toHaveValue(/#1\./);
  const link = await dialog.getByLabel("Link").inputValue();
  await dialog.getByText("Only the page").click();
  const alone = await dialog.getByLabel("Link").inputValue();
  await page.goto(link);
  await page.reload();
  await expect(livebars.heading("Dear you")).toBeVisible();
  await page.getByLabel("Data set", { exact: true }).selectOption({ label: "Main" });
  await expect(livebars.heading("Dear Ada")).toBeVisible();
  await page.goto(alone);
  await expect(livebars.heading("Dear you")).toBeVisible();
});
