// What may be written is listed on Ctrl+Space, and taken by keyboard.
import { expect, LivebarsPage, test } from "./page.ts";

let livebars: LivebarsPage;
test.beforeEach(async ({ page }) => {
  livebars = new LivebarsPage(page);
  await page.goto("/");
  await livebars.rendered();
  await livebars.write(
    livebars.data,
    '{ "birds": [{ "name": "heron", "odd name": 1 }, { "name": "wren" }], "owner": { "name": "Ada" } }',
  );
});

const choices = (page: LivebarsPage["page"]) => page.getByRole("listbox", { name: "Completions" });

test("a list is written with completion alone", async ({ page }) => {
  await livebars.write(livebars.template, "");
  const list = choices(page);
  const take = async (typed: string, option: RegExp) => {
    await page.keyboard.type(typed);
    await page.keyboard.press("Control+Space");
    await expect(list.getByRole("option", { name: option })).toBeVisible();
    for (let i = 0; i < 20; i++) {
      const selected = list.locator("[aria-selected=true]");
      if (option.test((await selected.textContent()) ?? "")) break;
      await page.keyboard.press("ArrowDown");
    }
    await page.waitForTimeout(100); // CodeMirror takes no choice in the first moments of a list
    await page.keyboard.press("Enter");
    await expect(list).toBeHidden();
  };
  await take("{{#", /^each/);
  await take(" b", /^birds/);
  await page.keyboard.type("}}- ");
  await take("{{", /^name/);
  await page.keyboard.type("}}: ");
  await take("{{", /^odd name/);
  await page.keyboard.type("}} ");
  await take("{{", /^\/each/);
  await expect(livebars.template).toHaveText("{{#each birds}}- {{name}}: {{[odd name]}} {{/each}}");
  await expect(livebars.preview.locator("main")).toContainText("heron: 1 - wren:");
});

test("a choice shows a value, Escape closes, and nothing opens while one types", async ({ page }) => {
  await livebars.write(livebars.template, "");
  await page.keyboard.type("{{owner.");
  await expect(choices(page)).toBeHidden();
  await page.keyboard.press("Control+Space");
  await expect(choices(page).getByRole("option")).toHaveText(['name"Ada"']);
  await page.keyboard.press("Escape");
  await expect(choices(page)).toBeHidden();
  await page.keyboard.type("name}}");
  await expect(livebars.preview.locator("main")).toHaveText(/^\s*Ada\s*$/);
});

test("in a text with the line ends of Windows the place is the right one", async ({ page }) => {
  const text = "a\r\nb\r\n{{#with owner}}\r\n{{na";
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open…" }).click();
  await (await chooser).setFiles({ name: "windows.hbs", mimeType: "text/plain", buffer: Buffer.from(text) });
  await expect(livebars.template).toContainText("{{na");
  await livebars.write(livebars.data, '{ "owner": { "name": "Ada" } }');
  await livebars.template.focus();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.press("Control+Space");
  await expect(choices(page).getByRole("option")).toHaveText(['name"Ada"']);
  await page.waitForTimeout(100);
  await page.keyboard.press("Enter");
  await expect(livebars.template).toHaveText("ab{{#with owner}}{{name");
});

test("a partial is completed with what it is called with", async ({ page }) => {
  await livebars.write(livebars.template, "{{#with owner}}{{> signature}}{{/with}}");
  await livebars.write(livebars.partial("signature"), "{{");
  await page.keyboard.press("Control+Space");
  await expect(choices(page).getByRole("option").filter({ hasText: '"Ada"' }).first()).toContainText("name");
});
