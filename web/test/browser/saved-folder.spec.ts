// The folder of `build serve -save`: a person's day in it, other pages that want to write, and every engine.
import { expect, LivebarsPage, test } from "./page.ts";
import { type SavingServer, savingServer } from "./saving-server.ts";
import { serve } from "./static-server.ts";

test.describe.configure({ mode: "serial" });

let server: SavingServer;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  server = await savingServer({});
});
test.afterAll(() => server.close());

test("a person's day: a new folder, three templates, two data sets, helpers, compare, save, link", async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  const livebars = new LivebarsPage(page);
  const folder = page.getByRole("navigation", { name: "Folder" });
  const begin = async (kind: string, name: string) => {
    await page.getByRole("button", { name: "File", exact: true }).click();
    await page.getByRole("button", { name: "New…" }).click();
    const dialog = page.getByRole("dialog", { name: "New document" });
    await dialog.getByRole("radio", { name: kind }).check();
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByRole("button", { name: "Create" }).click();
    await expect(page.getByLabel("Document").locator("option:checked")).toContainText(`templates/${name}.`);
  };
  await page.goto(server.address);
  await livebars.rendered();
  await expect(folder).toBeVisible();

  // Three templates; two of them share a partial.
  await begin("Page with a list", "books");
  await expect(livebars.preview.getByRole("row")).toHaveCount(4);
  await page.getByRole("button", { name: "Add partial" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("foot");
  await page.keyboard.press("Enter");
  await expect(livebars.partial("foot")).toBeFocused();
  await page.keyboard.insertText("*The library, {{date}}*\n");
  await livebars.template.focus();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText("\n{{> foot}}\n");
  await expect(livebars.preview.getByText("The library, 3 May")).toBeVisible();
  await begin("Mail", "reminder");
  await expect(livebars.preview.getByRole("link", { name: "Follow it" })).toBeVisible();
  await begin("Empty", "notice");
  await livebars.write(livebars.template, "# {{loud title}}\n\n{{> foot}}\n");
  await livebars.write(livebars.data, '{"title": "Closed", "date": "1 May"}');

  // Helpers, and a second data set.
  await livebars.write(livebars.helpers, "exports.loud = (text) => text.toUpperCase();\n");
  await expect(livebars.heading("CLOSED")).toBeVisible();
  await expect(livebars.preview.getByText("The library, 1 May")).toBeVisible();
  await page.getByRole("button", { name: "Sets", exact: true }).click();
  await page.getByRole("button", { name: "Add…" }).click();
  await page.getByRole("dialog", { name: "Add data set" }).getByLabel("Name").fill("summer");
  await page.keyboard.press("Enter");
  await livebars.write(livebars.data, '{"title": "Open late", "date": "1 July"}');
  await expect(livebars.heading("OPEN LATE")).toBeVisible();

  // Save everything.
  await page.keyboard.press("ControlOrMeta+Shift+s");
  await expect(folder.getByRole("img", { name: "not saved" })).toHaveCount(0);
  expect(server.read("templates/notice.md.hbs")).toBe("# {{loud title}}\n\n{{> foot}}\n");
  expect(server.read("templates/partials/foot.hbs")).toBe("*The library, {{date}}*\n");
  expect(server.read("data/notice.summer.json")).toBe('{"title": "Open late", "date": "1 July"}');
  expect(server.read("templates/helpers.js")).toContain("exports.loud");
  expect(server.read("templates/reminder.html.hbs")).toContain("{{subject}}");
  expect(server.read("templates/books.md.hbs")).toMatch(/as of \{\{date\}\}\.\n\n\{\{> foot\}\}\n$/);
  expect(server.read("data/books.json")).toContain("Bread without haste");

  // Another program writes; then a change is compared with the disk, and saved.
  server.write("data/notice.json", '{"title": "Closed all day", "date": "1 May"}');
  await page.getByLabel("Data set", { exact: true }).selectOption({ label: "Main" });
  await expect(livebars.heading("CLOSED ALL DAY")).toBeVisible();
  await livebars.template.focus();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText("\nCome back soon.\n");
  await page.getByRole("button", { name: "File", exact: true }).click();
  await page.getByRole("button", { name: "Compare…" }).click();
  const compare = page.getByRole("dialog", { name: "Compare" });
  await expect(compare.getByRole("status")).toHaveText("1 paragraph added.");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+s");
  await expect(livebars.problems).toContainText("templates/notice.md.hbs saved.");
  expect(server.read("templates/notice.md.hbs")).toContain("Come back soon.");

  // A link shows a colleague the same page.
  await page.getByRole("button", { name: "Share" }).click();
  const link = page.getByRole("dialog", { name: "Share" }).getByLabel("Link");
  await expect(link).toHaveValue(/#1\./);
  const address = await link.inputValue();
  const colleague = await (await browser.newContext()).newPage();
  await colleague.goto(address);
  const theirs = new LivebarsPage(colleague);
  await expect(theirs.heading("CLOSED ALL DAY")).toBeVisible();
  await expect(theirs.preview.getByText("Come back soon.")).toBeVisible();
  await colleague.context().close();

  // The next morning all of it is there.
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(livebars.heading("CLOSED ALL DAY")).toBeVisible();
  for (const name of ["books.md.hbs", "reminder.html.hbs", "notice.md.hbs", "foot.hbs", "helpers.js"])
    await expect(folder.getByRole("button", { name, exact: true })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("books");
  await page.keyboard.press("Enter");
  await expect(livebars.preview.getByText("The library, 3 May")).toBeVisible();
});

test("pages of other origins read and write nothing", async ({ page }) => {
  server.write("templates/mine.hbs", "mine");
  const hostile = await serve((path) => (path === "/index.html" ? "<!doctype html><body>" : undefined));
  await page.goto(hostile.address);
  const attempts = await page.evaluate(async (site) => {
    const outcome = async (act: () => Promise<Response>) => {
      try {
        const response = await act();
        return response.type === "opaque" ? "opaque" : `${response.status} ${await response.text()}`;
      } catch {
        return "refused";
      }
    };
    const file = `${site}folder/templates/mine.hbs`;
    const put = { method: "PUT", body: "evil", headers: { "If-None-Match": "*" } };
    return [
      await outcome(() => fetch(site)),
      await outcome(() => fetch(`${site}folder`)),
      await outcome(() => fetch(`${site}folder`, { mode: "no-cors" })),
      await outcome(() => fetch(file, put)),
      await outcome(() => fetch(file, { method: "POST", body: "evil", mode: "no-cors" })),
      await outcome(() => fetch(file, { ...put, headers: { ...put.headers, "X-Livebars-Token": "guess" } })),
    ];
  }, server.address);
  for (const attempt of attempts) expect(["refused", "opaque"]).toContain(attempt);
  // A form needs no leave to send.
  await page.evaluate((site) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = `${site}folder/templates/mine.hbs`;
    document.body.append(form);
    form.submit();
  }, server.address);
  await expect(page.locator("body")).toContainText("This is for the page of this site only.");
  expect(server.read("templates/mine.hbs")).toBe("mine");
  hostile.close();
});
