// Helpers that a person writes beside the template.
import { readFileSync } from "node:fs";
import type { BrowserContext, Page } from "@playwright/test";
import { joinHelperFiles } from "../../src/share/helper-files.ts";
import { encodeLink } from "../../src/share/link.ts";
import { emptyDraft } from "../../src/share/state.ts";
import { expect, LivebarsPage, previewIn, test } from "./page.ts";
import { type StaticServer, serve } from "./static-server.ts";

const site = "http://127.0.0.1:8199/";

const loud = 'Handlebars.registerHelper("loud", function (text) {\n  return text.toUpperCase();\n});\n';

async function opened(page: Page, template: string, data: string): Promise<LivebarsPage> {
  const livebars = new LivebarsPage(page);
  await livebars.open();
  await livebars.write(livebars.data, data);
  await livebars.write(livebars.template, template);
  return livebars;
}

/** Counts the realms that a page has started. */
function realms(page: Page): () => number {
  let count = 0;
  page.on("worker", (worker) => {
    if (worker.url().startsWith("blob:")) count++;
  });
  return () => count;
}

test("helpers are written, broken and mended", async ({ page }) => {
  const livebars = await opened(page, "# {{loud name}}", '{ "name": "ada" }');
  await expect(livebars.problems).toContainText("Helper loud is not known.");
  await livebars.write(livebars.helpers, loud);
  await expect(livebars.heading("ADA")).toBeVisible();
  await expect(livebars.problems).not.toContainText("Error");

  // An error of syntax: the last good page stays, and the line is named and underlined.
  await livebars.write(livebars.helpers, loud.replace("return text", "return (text"));
  await expect(livebars.problems).toContainText("Helpers 2:");
  await expect(livebars.problems).toContainText("Unexpected token");
  await expect(livebars.stale).toBeVisible();
  await expect(livebars.heading("ADA")).toBeVisible();
  await expect(livebars.helpers.locator(".cm-lintRange-error")).toBeVisible();
  await livebars.write(livebars.template, "# Now {{loud name}}");
  await expect(livebars.problems).toContainText("Helpers 2:");

  await livebars.write(livebars.helpers, loud);
  await expect(livebars.heading("Now ADA")).toBeVisible();
  await expect(livebars.stale).toBeHidden();

  // An error while the template runs: both places are named.
  await livebars.write(livebars.helpers, loud.replace("text.toUpperCase()", "text.nothing.here"));
  await expect(livebars.problems).toContainText("Helper loud failed");
  await expect(livebars.problems).toContainText(/Helpers 2:\d+/);
  await livebars.problems.getByRole("button", { name: /Helpers 2:/ }).click();
  await expect(livebars.helpers).toBeFocused();
  await expect(livebars.heading("Now ADA")).toBeVisible();

  await livebars.write(livebars.helpers, "");
  await expect(livebars.problems).toContainText("Helper loud is not known.");
});

test("helpers are loaded when the person pauses, and for nothing else", async ({ page }) => {
  const livebars = await opened(page, "# {{loud name}}", '{ "name": "ada" }');
  const started = realms(page);
  await livebars.helpers.click();
  await page.keyboard.type("exports.loud = (text) => text + text.length;", { delay: 40 });
  await expect(livebars.heading("ada3")).toBeVisible();
  expect(started()).toBeLessThanOrEqual(3); // a slow machine may take a pause for one
  const before = started();
  await livebars.write(livebars.data, '{ "name": "grace" }');
  await expect(livebars.heading("grace5")).toBeVisible();
  await livebars.typeAtStart(livebars.template, "Typed\n\n");
  await expect(livebars.preview.getByText("Typed")).toBeVisible();
  expect(started()).toBe(before);
});

test("helpers that never end are ended, and the page works on", async ({ page }) => {
  const livebars = await opened(page, "# {{loud name}}", '{ "name": "ada" }');
  await livebars.write(livebars.helpers, loud);
  await expect(livebars.heading("ADA")).toBeVisible();
  await livebars.write(livebars.helpers, "exports.loud = () => { for (;;); };");
  await expect(livebars.problems).toContainText("Rendering took longer than 2 s");
  await expect(livebars.heading("ADA")).toBeVisible();
  await livebars.write(livebars.helpers, "exports.loud = (text) => text + '!';");
  await expect(livebars.heading("ada!")).toBeVisible();
});

test("a realm that cannot be loaded is said, and tried again", async ({ page }) => {
  await page.route("**/sealed/**", (route) => route.abort());
  const livebars = await opened(page, "# {{loud name}}", '{ "name": "ada" }');
  await livebars.write(livebars.helpers, loud);
  await expect(livebars.problems).toContainText("The realm of helpers");
  await expect(livebars.helpers).toContainText("toUpperCase");
  await page.unroute("**/sealed/**");
  await livebars.write(livebars.helpers, loud.replace("text.toUpperCase()", "text + '!'"));
  await expect(livebars.heading("ada!")).toBeVisible();
});

test("every form of helpers works", async ({ page }) => {
  const livebars = await opened(page, "# {{loud name}}", '{ "name": "ada" }');
  const forms: Record<string, string> = {
    script: `Handlebars.registerHelper("loud", (text) => text + " script");`,
    exports: `module.exports = { loud: (text) => text + " exports" };`,
    module: `export const loud = (text) => text + " module";\nexport default function (Handlebars) {}`,
    "default export": `export default { loud: (text) => text + " default export" };`,
    import: `import Handlebars, { SafeString } from "handlebars";\nexport const loud = (text) => new SafeString(text + " import" + (Handlebars.SafeString === SafeString ? "" : "!"));`,
    function: `(Handlebars) => {\n  Handlebars.registerHelper("loud", (text) => text + " function");\n}`,
    files: joinHelperFiles([
      { name: "a.js", text: `import { end } from "./lib/b.js";\nexport const loud = (text) => text + end;` },
      { name: "lib/b.js", text: `export const end = " files";` },
    ]),
    partial: `Handlebars.registerPartial("p", "x"); exports.loud = (text) => text + " partial";`,
  };
  for (const [name, helpers] of Object.entries(forms)) {
    await livebars.write(livebars.helpers, helpers);
    await expect(livebars.heading(`ada ${name}`)).toBeVisible();
  }
  const faults: [helpers: string, place: string, message: string][] = [
    ["export const loud = () => {\n  throw new Error('thrown');\n};", "Helpers 2:", "thrown"],
    ["\nimport _ from 'lodash';", "Helpers 2:15", "“lodash” cannot be imported"],
    ["\nexport const loud = ;", "Helpers 2:21", "Unexpected token"],
    ["\n\nexport const x = none;", "Helpers 3:18", "none is not defined"],
  ];
  for (const [helpers, place, message] of faults) {
    await livebars.write(livebars.helpers, helpers);
    await expect(livebars.problems).toContainText(message);
    await expect(livebars.problems).toContainText(place);
  }
});

test("helpers are kept with the draft, and belong to their document", async ({ page }) => {
  const livebars = await opened(page, "# {{loud name}}", '{ "name": "ada" }');
  await livebars.write(livebars.helpers, loud);
  await expect(livebars.heading("ADA")).toBeVisible();
  await page.reload();
  await livebars.rendered();
  await expect(livebars.heading("ADA")).toBeVisible();
  await expect(livebars.helpers).toContainText("toUpperCase");

  await livebars.choose("Release notes with partials");
  await expect(livebars.helpers).not.toContainText("loud");
  await livebars.write(livebars.template, "# {{loud name}}");
  await expect(livebars.problems).toContainText("Helper loud is not known.");
  await livebars.choose("Start here");
  await expect(livebars.heading("ADA")).toBeVisible();
  await page.getByRole("button", { name: "Reset to sample" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Reset" }).click();
  await expect(livebars.helpers).not.toContainText("loud");
});

test("an unknown helper is added to Helpers by its button", async ({ page }) => {
  const livebars = await opened(
    page,
    "# {{loud name}}\n\n{{#money price}}costs {{price}}{{/money}}",
    '{ "name": "ada", "price": 7 }',
  );
  const add = livebars.problems.getByRole("button", { name: "Add to Helpers" });
  await expect(add).toHaveCount(2);
  await add.first().click();
  await expect(livebars.helpers).toBeFocused();
  await expect(livebars.helpers).toContainText(
    'Handlebars.registerHelper("loud", function (name, options) {',
  );
  await expect(add).toHaveCount(1);
  await page.keyboard.insertText("name + '!'"); // what it gives back is selected
  await add.click();
  await expect(livebars.heading("ada!")).toBeVisible();
  await expect(livebars.preview.getByText("costs 7")).toBeVisible();
  await expect(livebars.helpers).toContainText("return options.fn(this);");
});

test("sets of helpers are chosen, travel with the document, and say what is theirs", async ({
  page,
  context,
}) => {
  const sets: string[] = [];
  page.on("request", (request) => {
    if (/helper-sets/.test(request.url())) sets.push(request.url());
  });
  const livebars = await opened(
    page,
    "# {{uppercase name}}\n\n{{#eq name 'ada'}}{{loud (join list '+')}}{{/eq}}",
    '{ "name": "ada", "list": [1, 2] }',
  );
  await livebars.write(livebars.helpers, loud.replace("text.toUpperCase()", "text + '!'"));
  await expect(livebars.problems).toContainText("Helper uppercase is not known.");
  expect(sets).toEqual([]);
  await page.getByRole("button", { name: "Options" }).click();
  const options = page.getByRole("dialog", { name: "Options" });
  await expect(options.getByLabel("Comparisons")).toBeChecked();
  await options.getByLabel("Common").check();
  await expect(options).toContainText("Used here: uppercase, eq, join");
  await expect(options).toContainText("Your own, used here: loud");
  await expect(livebars.heading("ADA")).toBeVisible();
  await expect(livebars.preview.getByText("1+2!")).toBeVisible();
  await page.keyboard.press("Escape");

  const other = new LivebarsPage(await elsewhere(context));
  await other.page.goto(await linkOf(page, "The editor"));
  await expect(other.heading("ADA")).toBeVisible();

  // Without helpers of the document's own the set is loaded beside the page.
  await livebars.write(livebars.template, "# {{uppercase name}}");
  await livebars.write(livebars.helpers, "");
  await expect(livebars.heading("ADA")).toBeVisible();
  await livebars.choose("Release notes with partials");
  await page.getByRole("button", { name: "Options" }).click();
  await expect(options.getByLabel("Common")).not.toBeChecked();
});

test("a sample of the site has helpers", async ({ page }) => {
  const livebars = new LivebarsPage(page);
  await livebars.open("Receipt with helpers");
  await expect(livebars.preview.getByText("Receipt 2026-0417 of 25 November 2026, 3 items")).toBeVisible();
  await expect(livebars.preview.getByText("€1,181.10")).toBeVisible();
  await expect(livebars.preview.getByText("9 December 2026")).toBeVisible();
  await expect(livebars.problems).not.toContainText("Error");
});

/** The link of the Share dialog. */
async function linkOf(page: Page, kind: "The editor" | "Only the page"): Promise<string> {
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByText(kind).click();
  const link = page.getByRole("textbox", { name: "Link" });
  await expect(link).toHaveValue(/#1\./);
  const address = await link.inputValue();
  await page.getByRole("button", { name: "Close" }).click();
  return address;
}

/** A browser of somebody else. */
async function elsewhere(context: BrowserContext): Promise<Page> {
  const other = await context.browser()?.newContext();
  if (!other) throw new Error("there is no browser");
  return other.newPage();
}

test("helpers travel in links and files", async ({ page, context }) => {
  const livebars = await opened(page, "# {{loud name}}", '{ "name": "ada" }');
  await livebars.write(livebars.helpers, loud);
  await expect(livebars.heading("ADA")).toBeVisible();

  const editor = new LivebarsPage(await elsewhere(context));
  await editor.page.goto(await linkOf(page, "The editor"));
  await expect(editor.heading("ADA")).toBeVisible();
  await expect(editor.helpers).toContainText("toUpperCase");

  const alone = await elsewhere(context);
  await alone.goto(await linkOf(page, "Only the page"));
  await expect(
    alone.frameLocator('iframe[title="Preview"]').getByRole("heading", { name: "ADA" }),
  ).toBeVisible();

  await page.getByRole("button", { name: "Share" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download file" }).click();
  const path = await (await download).path();
  const file = new LivebarsPage(await elsewhere(context));
  await file.open();
  const chooser = file.page.waitForEvent("filechooser");
  await file.page.getByRole("button", { name: "Open…" }).click();
  await (await chooser).setFiles({
    name: "mine.livebars.json",
    mimeType: "application/json",
    buffer: readFileSync(path),
  });
  await expect(file.heading("ADA")).toBeVisible();
});

test("a folder brings its helpers, and a file alone becomes the helpers", async ({ page }) => {
  const livebars = new LivebarsPage(page);
  await livebars.open();
  const text = (name: string, content: string) => ({
    name,
    mimeType: "text/plain",
    buffer: Buffer.from(content),
  });
  const choose = async (...files: ReturnType<typeof text>[]) => {
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Open…" }).click();
    await (await chooser).setFiles(files);
  };
  await choose(
    text("letter.hbs", "# {{loud name}}"),
    text("letter.json", '{"name":"ada"}'),
    text("helpers.js", loud),
  );
  await expect(livebars.heading("ADA")).toBeVisible();
  await choose(text("mine.js", "exports.loud = (text) => text + '?'"));
  await expect(livebars.heading("ada?")).toBeVisible();
});

let server: StaticServer | undefined;
test.afterEach(() => {
  server?.close();
  server = undefined;
});

test("elements and frames of a portal have helpers", async ({ page }) => {
  const link = await encodeLink({
    ...emptyDraft(),
    template: "# {{loud n}}",
    data: '{"n":"frame"}',
    helpers: loud,
    view: "page",
  });
  const html = `<!doctype html><title>Portal</title><script type="module" src="${site}embed.js"></script>
    <livebars-preview id="addressed" helpers="/own.js" template="/page.hbs"></livebars-preview>
    <livebars-preview id="inline"><script type="text/x-handlebars"># {{loud "inline"}}</script>
      <script type="text/x-handlebars-helpers">${loud}</script></livebars-preview>
    <livebars-editor id="editor"><script type="text/x-handlebars"># {{loud "editor"}}</script>
      <script type="text/x-handlebars-helpers">${loud}</script></livebars-editor>
    <iframe id="plain" title="Plain" src="${site}?view=preview#${link}"></iframe>`;
  const files: Record<string, string> = {
    "/index.html": html,
    "/own.js": "export const loud = (text) => text + '!';",
    "/page.hbs": '# {{loud "addressed"}}',
  };
  server = await serve((path) => files[path], { "access-control-allow-origin": "*" });
  await page.goto(server.address);
  await expect(previewIn(page, "#addressed").getByRole("heading", { name: "addressed!" })).toBeVisible();
  await expect(previewIn(page, "#inline").getByRole("heading", { name: "INLINE" })).toBeVisible();
  const editor = page.locator("#editor").locator('iframe[title="Livebars"]').contentFrame();
  await page.locator("#editor").scrollIntoViewIfNeeded();
  await expect(
    editor.frameLocator('iframe[title="Preview"]').getByRole("heading", { name: "EDITOR" }),
  ).toBeVisible();
  await expect(editor.getByRole("textbox", { name: "Helpers", exact: true })).toContainText("toUpperCase");
  await expect(
    page
      .frameLocator("#plain")
      .frameLocator('iframe[title="Preview"]')
      .getByRole("heading", { name: "FRAME" }),
  ).toBeVisible();
  await page.locator("#inline").evaluate((element) =>
    (element as HTMLElement & { update(s: object): Promise<void> }).update({
      helpers: "exports.loud = (text) => text + ' anew'",
    }),
  );
  await expect(previewIn(page, "#inline").getByRole("heading", { name: "inline anew" })).toBeVisible();
  await page.locator("#inline").evaluate((element) =>
    (element as HTMLElement & { update(s: object): Promise<void> }).update({
      helpers: "",
      template: "# without",
    }),
  );
  await expect(previewIn(page, "#inline").getByRole("heading", { name: "without" })).toBeVisible();
});

test("two documents with the same helpers and partials show both", async ({ page }) => {
  const livebars = new LivebarsPage(page);
  await livebars.open();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Open…" }).click();
  const files = {
    "one.hbs": "# {{loud 'one'}}\n\n{{> foot}}",
    "two.hbs": "# {{loud 'two'}}\n\n{{> foot}}",
    "foot.hbs": "the foot",
    "helpers.js": "exports.loud = (text) => text.toUpperCase();",
  };
  await (await chooser).setFiles(
    Object.entries(files).map(([name, text]) => ({
      name,
      mimeType: "text/plain",
      buffer: Buffer.from(text),
    })),
  );
  await expect(livebars.heading("ONE")).toBeVisible();
  for (const name of ["two", "one", "two"]) {
    await livebars.choose(`${name}.hbs`);
    await expect(livebars.heading(name.toUpperCase())).toBeVisible();
    await expect(livebars.preview.getByText("the foot")).toBeVisible();
  }
});
