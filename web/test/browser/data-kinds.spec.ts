// Data as people have them: YAML and JSON5, JSON formatted, and sample data for a template that has none.
import { expect, LivebarsPage, test } from "./page.ts";

let livebars: LivebarsPage;
test.beforeEach(async ({ page }) => {
  livebars = new LivebarsPage(page);
  await page.goto("/");
  await livebars.rendered();
  await livebars.write(livebars.template, "{{#each birds}}\n- {{name}}\n{{/each}}\n");
});

const kind = (page: LivebarsPage["page"]) => page.getByRole("combobox", { name: "Kind" });

test("YAML is found, shown and turned into JSON", async ({ page }) => {
  await livebars.write(livebars.data, "birds:\n  - name: heron\n  - name: wren # small\n");
  await expect(livebars.preview.locator("li")).toHaveText(["heron", "wren"]);
  await expect(kind(page).locator("option:checked")).toHaveText("Auto: YAML");
  await livebars.preview.getByText("wren").click({ modifiers: ["Alt"] });
  await expect(livebars.data.locator(".cm-pointed")).toHaveText("wren");
  await page.getByRole("button", { name: "To JSON" }).click();
  await expect(livebars.data).toHaveText('{  "birds": [    { "name": "heron" },    { "name": "wren" }  ]}');
  await expect(livebars.preview.locator("li")).toHaveText(["heron", "wren"]);
  await expect(page.getByRole("button", { name: "To JSON" })).toBeHidden();
});

test("what is typed while the data are being turned into JSON is in them", async ({ page }) => {
  const numbers = Array.from({ length: 120 }, (_, i) => i).join(", ");
  await livebars.write(livebars.data, `name: wren\nl: [${numbers}]\n`);
  await livebars.write(
    livebars.template,
    "{{name}} {{#each l}}{{#each ../l}}{{#each ../../l}}{{/each}}{{/each}}{{/each}}",
  );
  await livebars.rendered();
  await livebars.typeAtStart(livebars.data, "b: 2\n"); // the answer comes after the page of this, which takes a while
  await page.getByRole("button", { name: "To JSON" }).evaluate((button: HTMLElement) => button.click());
  await livebars.typeAtStart(livebars.data, "a: 1\n");
  await expect(livebars.data).toContainText('"name": "wren"', { timeout: 30_000 });
  await expect(livebars.data).toContainText(/a"?: 1/); // in the JSON, or before it if the answer was there by then
});

test("a fault of YAML stands at its line, and the page stays", async () => {
  await livebars.write(livebars.data, "birds:\n  - name: heron\n");
  await expect(livebars.preview.locator("li")).toHaveText(["heron"]);
  await livebars.write(livebars.data, "birds:\n  - name: [heron\n");
  await expect(livebars.problems).toContainText("Error");
  await expect(livebars.problems.getByRole("button", { name: /Data [23]:/ }).first()).toBeVisible();
  await expect(livebars.preview.locator("li")).toHaveText(["heron"]);
});

test("JSON with comments is read as JSON5, broken JSON is not", async ({ page }) => {
  await livebars.write(livebars.data, '{ "birds": [{ "name": "heron" }] } // all');
  await expect(livebars.preview.locator("li")).toHaveText(["heron"]);
  await expect(kind(page).locator("option:checked")).toHaveText("Auto: JSON5");
  await livebars.write(livebars.data, '{ "birds": [{ "name": "heron" },] }');
  await expect(livebars.problems).toContainText("Take away the comma");
  await kind(page).selectOption({ label: "JSON5" });
  await livebars.rendered();
});

test("the kind goes along in a link", async ({ page, context }) => {
  await livebars.write(livebars.data, "{ birds: [{ name: 'heron' }] }");
  await kind(page).selectOption({ label: "JSON5" });
  await livebars.rendered();
  await page.getByRole("button", { name: "Share" }).click();
  const link = await page.getByRole("dialog").getByRole("textbox").first().inputValue();
  const other = new LivebarsPage(await context.newPage());
  await other.page.goto(link);
  await expect(other.preview.locator("li")).toHaveText(["heron"]);
});

test("JSON is formatted by a key, and undone by one", async ({ page }) => {
  await livebars.write(livebars.data, '{"birds":[{"name":"heron","n":1.0}],"a":{"b":[1,[2]]}}');
  await page.keyboard.press("Shift+Alt+F");
  await expect(livebars.data.locator(".cm-line")).toHaveText([
    "{",
    '  "birds": [',
    '    { "name": "heron", "n": 1.0 }',
    "  ],",
    '  "a": {',
    '    "b": [',
    "      1,",
    "      [2]",
    "    ]",
    "  }",
    "}",
    "",
  ]);
  await page.keyboard.press("ControlOrMeta+z");
  await expect(livebars.data).toHaveText('{"birds":[{"name":"heron","n":1.0}],"a":{"b":[1,[2]]}}');
});

test("where there are no data, some are made of the template", async ({ page }) => {
  await livebars.write(livebars.data, "{}");
  await page.getByRole("button", { name: "Make sample" }).click();
  await expect(livebars.preview.locator("li")).toHaveText(["name 1", "name 2"]);
  await expect(page.getByRole("button", { name: "Make sample" })).toBeHidden();
});

test("a JSON Schema from a file checks and completes the data", async ({ page }) => {
  const schema = {
    properties: { birds: { items: { properties: { name: { type: "string" }, size: { type: "number" } } } } },
  };
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open…" }).click();
  await (await chooser).setFiles({
    name: "birds.schema.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(schema)),
  });
  await livebars.write(livebars.data, '{"birds":[{"name":5}]}');
  await expect(livebars.problems).toContainText("the schema wants string");
  await livebars.write(livebars.data, '{"birds":[{"name":"heron",');
  await page.keyboard.type('"');
  await expect(page.getByRole("listbox", { name: "Completions" }).getByRole("option")).toHaveText([
    "sizenumber",
  ]);
  await page.keyboard.press("Tab");
  await page.keyboard.type('": 90}]}');
  await livebars.rendered();
  await expect(livebars.preview.locator("li")).toHaveText(["heron"]);
  await livebars.write(livebars.data, '{"birds":[{"name":5}]}');
  await page.getByRole("button", { name: "Drop schema" }).click();
  await expect(livebars.problems).not.toContainText("schema");
});
