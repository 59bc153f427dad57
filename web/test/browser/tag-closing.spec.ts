// Tags and blocks close themselves, and who types all of a template gets what was typed.
import { expect, LivebarsPage, test } from "./page.ts";

let livebars: LivebarsPage;
test.beforeEach(async ({ page }) => {
  livebars = new LivebarsPage(page);
  await page.goto("/");
  await livebars.rendered();
});

/** The text of the editor, line by line. */
const text = () =>
  livebars.template.evaluate((element) =>
    [...element.querySelectorAll(".cm-line")].map(({ textContent }) => textContent).join("\n"),
  );

/** Types as people do: lists of suggestions are left alone. */
async function type(typed: string): Promise<void> {
  const { page } = livebars;
  for (const [i, line] of typed.split("\n").entries()) {
    if (i > 0) await page.keyboard.press("Enter");
    await page.keyboard.type(line);
  }
}

const whole = [
  "{{name}}",
  "a {{name}} b {{{raw}}} c {{&amp}}",
  "{{#if a}}yes{{/if}}",
  "{{#if a}}yes{{else}}no{{/if}}",
  "{{#if a}}yes{{else if b}}perhaps{{else}}no{{/if}}!",
  "{{#each list}}\n- {{name}}\n{{/each}}\nbehind",
  "{{#each list as |item i|}}\n{{#if item}}{{item}}{{/if}}\n{{/each}}",
  "{{#each a}}{{#each b}}{{x}}{{/each}}{{/each}}",
  "{{#if a}}{{#if b}}{{#if c}}x{{/if}}{{/if}}{{/if}}",
  '{{#> layout}}body{{/layout}} {{> card title="a"}}',
  "{{#*inline 'x'}}y{{/inline}}{{> x}}",
  "{{!-- a comment {{with}} tags --}}x",
  "{{! short }}y",
  "{{^a}}none{{/a}}",
  "{{~#if a~}} x {{~/if~}} y",
  "{{#with (lookup a 'b')}}{{../c}}{{/with}}",
  "\\{{escaped}} {a} {{b}}",
  "text { and } and }} too",
  "| a | b |\n| {{a}} | {{b}} |",
  "{{#a.[b c]}}x{{/a.[b c]}}",
  "{{#if a}}\nx {{/if}} y",
  "{{{{raw}}}} {{x}} {{{{/raw}}}}",
];
for (const template of whole)
  test(`typed whole: ${JSON.stringify(template)}`, async () => {
    await livebars.write(livebars.template, "");
    await type(template);
    expect(await text()).toBe(template);
  });

const begun: [typed: string, wanted: string][] = [
  ["{{", "{{}}"],
  ["{{{", "{{{}}}"],
  ["{{#if a}}", "{{#if a}}\n{{/if}}"],
  ["{{#each a}}\n- x", "{{#each a}}\n- x\n{{/each}}"],
  ["  {{#each a}}\n- x", "  {{#each a}}\n  - x\n  {{/each}}"],
  ["x {{#*inline 'i'}}", "x {{#*inline 'i'}}{{/inline}}"],
  ["{{#if a}}x{{/unless}}", "{{#if a}}x{{/unless}}"],
  ["{{#> a}}", "{{#> a}}\n{{/a}}"],
  ["x {{#> a}}", "x {{#> a}}{{/a}}"],
];
for (const [typed, wanted] of begun)
  test(`begun: ${JSON.stringify(typed)}`, async () => {
    await livebars.write(livebars.template, "");
    await type(typed);
    expect(await text()).toBe(wanted);
  });

test("what stands there already is not closed again", async ({ page }) => {
  await livebars.write(livebars.template, " a}}x{{/if}} name}}");
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("{{#if");
  expect(await text()).toBe("{{#if a}}x{{/if}} name}}");
  await livebars.write(livebars.template, "{{#if a}x{{/if}}");
  await page.keyboard.press("ControlOrMeta+Home");
  for (let i = 0; i < 8; i++) await page.keyboard.press("ArrowRight");
  await page.keyboard.type("}");
  expect(await text()).toBe("{{#if a}}x{{/if}}");
});

test("Backspace takes the braces back, and one undo takes a typed block back", async ({ page }) => {
  await livebars.write(livebars.template, "a ");
  await page.keyboard.type("{{");
  await page.keyboard.press("Backspace");
  expect(await text()).toBe("a {");
  await page.getByRole("button", { name: "Options" }).click();
  await page.getByRole("checkbox", { name: /^Close tags/ }).uncheck();
  await page.keyboard.press("Escape");
  await livebars.write(livebars.template, "x");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("{{#if a}}");
  expect(await text()).toBe("{{#if a}}");
});

test("a text with the line ends of Windows keeps them", async ({ page }) => {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open…" }).click();
  await (await chooser).setFiles({
    name: "w.hbs",
    mimeType: "text/plain",
    buffer: Buffer.from("a\r\nb\r\n"),
  });
  await expect(livebars.template).toContainText("b");
  await livebars.template.focus();
  await page.keyboard.press("ControlOrMeta+End");
  await type("{{#if a}}\nx {{/if}}");
  expect(await text()).toBe("a\nb\n{{#if a}}\nx {{/if}}");
  await type("\n{{#each b}}");
  expect(await text()).toBe("a\nb\n{{#if a}}\nx {{/if}}\n{{#each b}}\n{{/each}}");
  await type("\ny");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("ControlOrMeta+Shift+B");
  await page.keyboard.type("if");
  await page.keyboard.press("Enter");
  await expect.poll(text).toContain("{{#if }}\na\nb\n");
  await page.getByRole("radio", { name: "Output" }).check();
  await page.getByRole("button", { name: "Share" }).click();
  const link = await page.getByRole("dialog").getByRole("textbox").first().inputValue();
  const template = await page.evaluate(
    async (fragment) => {
      const { decodeLink } = await import(`${location.origin}/share.js`);
      return (await decodeLink(fragment, () => undefined)).state.template as string;
    },
    link.slice(link.indexOf("#") + 1),
  );
  expect(template).not.toMatch(/[^\r]\n/);
});
