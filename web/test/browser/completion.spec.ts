// What may be written is listed while one types and on Ctrl+Space, and taken by keyboard.
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
    await expect(list.getByRole("option", { name: option })).toBeVisible();
    await expect(list.locator("[aria-selected=true]")).toHaveCount(0); // Enter would be a line end
    for (let i = 0; i < 20; i++) {
      await page.keyboard.press("ArrowDown");
      const selected = list.locator("[aria-selected=true]");
      if (option.test((await selected.textContent()) ?? "")) break;
    }
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
  await expect(livebars.template).toHaveText("{{#each birds}}- {{name}}: {{[odd name]}} {{/each}}");
  await expect(livebars.preview.locator("main")).toContainText(/heron: 1\s+wren:/);
});

test("a list opens while one types; Enter is a line end, Tab takes the first choice", async ({ page }) => {
  await livebars.write(livebars.template, "");
  await page.keyboard.type("{{owner.");
  await expect(choices(page).getByRole("option")).toHaveText(['name"Ada"']);
  await page.keyboard.press("Escape");
  await expect(choices(page)).toBeHidden();
  await page.keyboard.type("n");
  await expect(choices(page)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(livebars.template).toHaveText("{{owner.n}}"); // the line end is no text
  await page.keyboard.press("Backspace");
  await page.keyboard.type("a");
  await expect(choices(page)).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(livebars.template).toHaveText("{{owner.name}}");
  await expect(livebars.template).toBeFocused();
  await expect(livebars.preview.locator("main")).toHaveText(/^\s*Ada\s*$/);
});

test("nothing opens in text, and nowhere when it is switched off", async ({ page }) => {
  await livebars.write(livebars.template, "");
  await page.keyboard.type("owner. na");
  await page.waitForTimeout(300);
  await expect(choices(page)).toBeHidden();
  await page.getByRole("button", { name: "Options" }).click();
  await page.getByRole("checkbox", { name: /^Suggest/ }).uncheck();
  await page.keyboard.press("Escape");
  await livebars.write(livebars.template, "");
  await page.keyboard.type("{{owner.");
  await page.waitForTimeout(300);
  await expect(choices(page)).toBeHidden();
  await page.keyboard.press("Control+Space");
  await expect(choices(page).getByRole("option", { selected: true })).toHaveText('name"Ada"');
});

test("names of JSON are those of the other elements", async ({ page }) => {
  await livebars.write(livebars.data, '{ "birds": [{ "name": "heron", "size": 90 }, { "na": 1 }] }');
  for (let i = 0; i < 9; i++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("a");
  await expect(choices(page).getByRole("option")).toHaveText([/^name/]);
  await page.keyboard.press("Tab");
  await expect(livebars.data).toContainText('{ "name": 1 }');
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
  await page.keyboard.press("Enter");
  await expect(livebars.template).toHaveText("ab{{#with owner}}{{name");
});

test("a partial is completed with what it is called with", async ({ page }) => {
  await livebars.write(livebars.template, "{{#with owner}}{{> signature}}{{/with}}");
  await livebars.write(livebars.partial("signature"), "{{");
  await page.keyboard.press("Control+Space");
  await expect(choices(page).getByRole("option").filter({ hasText: '"Ada"' }).first()).toContainText("name");
});
