// Documents of a person's own: made, named, found, deleted and brought back, and kept in the browser.
import { readFile } from "node:fs/promises";
import type { Download, Page } from "@playwright/test";
import { expect, kept, LivebarsPage, test } from "./page.ts";

let livebars: LivebarsPage;
test.beforeEach(({ page }) => {
  livebars = new LivebarsPage(page);
});

async function file(page: Page, action: string): Promise<void> {
  await page.getByRole("button", { name: "File", exact: true }).click();
  await page.getByRole("dialog", { name: "File" }).getByRole("button", { name: action }).click();
}

async function begin(page: Page, kind: string, name: string): Promise<void> {
  await file(page, "New…");
  const dialog = page.getByRole("dialog", { name: "New document" });
  await dialog.getByRole("radio", { name: kind }).check();
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(chosen(page)).toHaveText(name);
}

const chosen = (page: Page) => page.getByLabel("Document").locator("option:checked");

const titles = (page: Page, group: string) =>
  page.getByLabel("Document").locator(`optgroup[label="${group}"] option`).allTextContents();

test("new documents begin with what was chosen, and are there after a reload", async ({ page }) => {
  await livebars.open();
  await begin(page, "Empty", "Nothing");
  await expect(livebars.template).toHaveText("");
  await expect(page.getByText("Write a template, and its page")).toBeVisible();
  await page.getByRole("button", { name: "Insert an example" }).click();
  await expect(livebars.heading("Set up the printer")).toBeVisible();
  await expect(page.getByText("Write a template, and its page")).toBeHidden();
  await begin(page, "Markdown", "Handbook");
  await expect(livebars.heading("Set up the printer")).toBeVisible();
  await begin(page, "Mail", "Parcel");
  await expect(livebars.preview.getByRole("link", { name: "Follow it" })).toBeVisible();
  await expect(page.getByLabel("Format")).toHaveValue("html");
  await begin(page, "Page with a list", "Books");
  await expect(livebars.preview.getByRole("row")).toHaveCount(4);
  expect(await titles(page, "Yours")).toEqual(["Books", "Parcel", "Handbook", "Nothing"]);
  expect((await titles(page, "Samples"))[0]).toBe("Start here");
  await livebars.typeAtStart(livebars.template, "# Mine\n\n");
  await expect(livebars.heading("Mine")).toBeVisible();
  await expect.poll(async () => JSON.stringify(await kept(page, "draft"))).toContain("# Mine");
  await page.reload();
  await expect(livebars.heading("Mine")).toBeVisible();
  await expect(chosen(page)).toHaveText("Books");
  await expect(page).toHaveTitle("Books · Livebars");
});

test("a document is renamed, duplicated and deleted, and comes back", async ({ page }) => {
  await livebars.open();
  await file(page, "Duplicate");
  await expect(chosen(page)).toHaveText("Start here (copy)");
  await livebars.typeAtStart(livebars.template, "# Copied\n\n");
  await expect(livebars.heading("Copied")).toBeVisible();
  await file(page, "Rename…");
  await page.getByRole("dialog").getByLabel("Name").fill("My start");
  await page.keyboard.press("Enter");
  await expect(chosen(page)).toHaveText("My start");
  await file(page, "Delete");
  await expect(chosen(page)).toHaveText("Start here");
  await expect(livebars.template).not.toContainText("# Copied");
  expect(await titles(page, "Yours")).toEqual([]);
  await livebars.problems.getByRole("button", { name: "Undo" }).click();
  await expect(chosen(page)).toHaveText("My start");
  await expect(livebars.template).toContainText("# Copied");
  await file(page, "Delete");
  await page.reload();
  await livebars.rendered();
  await file(page, "Restore deleted…");
  await page.getByRole("combobox", { name: "Deleted document" }).fill("my");
  await page.keyboard.press("Enter");
  await expect(livebars.template).toContainText("# Copied");
  await page.getByRole("button", { name: "File", exact: true }).click();
  await expect(page.getByRole("button", { name: "Restore deleted…" })).toBeHidden();
});

test("documents are found by name, from the keyboard", async ({ page }) => {
  await livebars.open();
  await begin(page, "Empty", "A letter to Noor");
  await livebars.template.focus();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("release notes");
  await page.keyboard.press("Enter");
  await expect(chosen(page)).toHaveText("Release notes with partials");
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("noor");
  await page.keyboard.press("Enter");
  await expect(chosen(page)).toHaveText("A letter to Noor");
});

test("history, caret and scrolling of the editors survive a look at another document", async ({ page }) => {
  await livebars.open();
  await begin(page, "Empty", "One");
  await livebars.write(livebars.template, `first\n${"line\n".repeat(200)}last`);
  await page.keyboard.type("!");
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("ArrowRight");
  await livebars.data.focus();
  await livebars.write(livebars.data, '{"a": 1}');
  await livebars.choose("Release notes with partials");
  await expect(livebars.template).toContainText("{{product}}");
  await livebars.typeAtStart(livebars.template, "# Other\n");
  await livebars.choose("One");
  await expect(livebars.template).toContainText("first");
  await livebars.template.focus();
  await page.keyboard.type("X");
  await expect(livebars.template).toContainText("fXirst");
  await page.keyboard.press("ControlOrMeta+z");
  await expect(livebars.template).not.toContainText("X");
  await livebars.data.focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(livebars.data).toHaveText("{}");
  await livebars.choose("Release notes with partials");
  await livebars.template.focus();
  for (const _ of ["the line end", "the words"]) await page.keyboard.press("ControlOrMeta+z");
  await expect(livebars.template).not.toContainText("# Other");
});

test("what is typed while another document is being opened is kept with the one that it was typed in", async ({
  page,
}) => {
  await livebars.open();
  await begin(page, "Empty", "First");
  await livebars.write(livebars.template, "# First");
  await expect(livebars.heading("First")).toBeVisible();
  await livebars.template.focus();
  await page.evaluate(() => {
    const list = document.querySelector<HTMLSelectElement>("#document");
    if (!list) throw new Error("no list");
    list.value = "start-here";
    list.dispatchEvent(new Event("change", { bubbles: true }));
    document.execCommand("insertText", false, " and more");
  });
  await expect(livebars.heading("Hello, Ada!")).toBeVisible();
  await page.waitForTimeout(1000); // more than it takes to keep a draft
  expect(Object.keys(await kept(page, "draft"))).not.toContain("start-here");
  await livebars.choose("First");
  await expect(livebars.heading("First and more")).toBeVisible();
  await page.reload();
  await expect(livebars.heading("First and more")).toBeVisible();
});

test("a reset can be undone", async ({ page }) => {
  await livebars.open();
  await livebars.typeAtStart(livebars.template, "# Mine\n\n");
  await expect(livebars.heading("Mine")).toBeVisible();
  await page.getByRole("button", { name: "Reset to sample" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Reset" }).click();
  await expect(livebars.heading("Mine")).toHaveCount(0);
  await livebars.template.focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(livebars.heading("Mine")).toBeVisible();
});

const textOf = async (download: Download) => readFile(await download.path(), "utf8");

test("everything goes out and in as one file, and replaces nothing", async ({ page, browser }) => {
  await livebars.open();
  await begin(page, "Markdown", "Handbook");
  await livebars.typeAtStart(livebars.template, "# Changed\n\n");
  await expect(livebars.heading("Changed")).toBeVisible();
  await livebars.choose("Start here");
  await livebars.typeAtStart(livebars.template, "# My start\n\n");
  await expect(livebars.heading("My start")).toBeVisible();
  await page.getByRole("button", { name: "File", exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Back up all documents" }).click(),
  ]);
  const text = await textOf(download);
  const other = await (await browser.newContext()).newPage();
  const theirs = new LivebarsPage(other);
  await theirs.open("Start here");
  const bring = async (name: string) => {
    const [chooser] = await Promise.all([
      other.waitForEvent("filechooser"),
      other.getByRole("button", { name: "Open…" }).click(),
    ]);
    await chooser.setFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  };
  await bring("livebars-documents (1).json");
  await expect(theirs.problems).toContainText("2 documents were restored.");
  await theirs.choose("Handbook");
  await expect(theirs.heading("Changed")).toBeVisible();
  await theirs.choose("Start here");
  await expect(theirs.heading("My start")).toBeVisible();
  await bring("again.json");
  await expect(theirs.problems).toContainText("0 documents were restored. 2 were here already.");
  await theirs.typeAtStart(theirs.template, "# Theirs\n\n");
  await expect(theirs.heading("Theirs")).toBeVisible();
  await expect.poll(async () => JSON.stringify(await kept(other, "draft"))).toContain("# Theirs");
  await bring("again.json");
  await expect(theirs.problems).toContainText("1 document was restored. 1 was here already.");
  await expect(theirs.template).toContainText("# Theirs");
  expect(await titles(other, "Yours")).toContain("Start here (from the file)");
  await other.context().close();
});

test("what earlier versions kept in localStorage is taken over", async ({ page }) => {
  const draft = { template: "# Draft {{a}}", data: '{"a":1}', partials: {} };
  const opened = [
    { id: "link:x", title: "Theirs (link)", template: "# Link", data: "{}", linked: true },
    { id: "file:letter.hbs", title: "letter.hbs", template: "# Letter", data: "{}", linked: false },
  ];
  await page.goto("/icon.svg");
  await page.evaluate(
    ([draft, opened]) => {
      localStorage.setItem("livebars:draft:file:letter.hbs", JSON.stringify(draft));
      localStorage.setItem("livebars:opened", JSON.stringify(opened));
      localStorage.setItem("livebars:setting:sample", '"file:letter.hbs"');
    },
    [draft, opened] as const,
  );
  await page.goto("/");
  await expect(livebars.heading("Draft 1")).toBeVisible();
  await livebars.choose("Theirs (link)");
  await expect(livebars.heading("Link")).toBeVisible();
  await expect
    .poll(async () => Object.keys(await kept(page, "document")).sort())
    .toEqual(["file:letter.hbs", "link:x"]);
  expect(await page.evaluate(() => Object.keys(localStorage))).not.toContain("livebars:opened");
  expect(await page.evaluate(() => Object.keys(localStorage))).not.toContain(
    "livebars:draft:file:letter.hbs",
  );
  await page.reload();
  await livebars.choose("letter.hbs");
  await expect(livebars.heading("Draft 1")).toBeVisible();
});

test("a document as long as localStorage never was is kept", async ({ page }) => {
  test.slow();
  await livebars.open();
  await begin(page, "Empty", "Long");
  await page.getByLabel("Format").selectOption("text");
  await livebars.data.evaluate((element) => element.focus());
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(`{"text": "${"é".repeat(6_000_000)}"}`);
  await livebars.write(livebars.template, "Length {{text.length}}");
  await expect(livebars.problems).not.toContainText("does not fit");
  await expect
    .poll(
      async () =>
        Object.values(await kept(page, "draft")).map((one) => (one as { data: string }).data.length),
      {
        timeout: 30_000,
      },
    )
    .toContain(6_000_012);
  await page.reload();
  await expect(livebars.preview.getByText("Length 6000000")).toBeVisible({ timeout: 30_000 });
});

test("a tab that crashes loses nothing of a new document and its data sets", async ({ page, context }) => {
  await livebars.open();
  await begin(page, "Empty", "Fragile");
  await livebars.write(livebars.template, "# Kept {{x}}");
  await page.getByRole("button", { name: "Sets", exact: true }).click();
  await page.getByRole("button", { name: "Add…" }).click();
  await page.getByRole("dialog", { name: "Add data set" }).getByLabel("Name").fill("guest");
  await page.keyboard.press("Enter");
  await livebars.write(livebars.data, '{"x": "for the guest"}');
  await expect(livebars.heading("Kept for the guest")).toBeVisible();
  await expect.poll(async () => JSON.stringify(await kept(page, "draft"))).toContain("for the guest");
  const crashed = page.waitForEvent("crash");
  await Promise.all([crashed, page.goto("chrome://crash").catch(() => {})]);
  const again = new LivebarsPage(await context.newPage());
  await again.open();
  await expect(chosen(again.page)).toHaveText("Fragile");
  await again.page.getByLabel("Data set", { exact: true }).selectOption({ label: "guest" });
  await expect(again.heading("Kept for the guest")).toBeVisible();
});

test("a page that goes right after a key loses nothing", async ({ page }) => {
  await livebars.open();
  await begin(page, "Empty", "Quick");
  await livebars.write(livebars.template, "# Start");
  await expect(livebars.heading("Start")).toBeVisible();
  for (const letter of "abc") {
    await livebars.template.focus();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.press(letter);
    await page.reload();
    await expect(livebars.template).toContainText(letter);
  }
  await expect(livebars.template).toHaveText("# Startabc");
});

test("two tabs: documents and data sets of the one are in the other, and a deleted one comes back", async ({
  page,
  context,
}) => {
  await livebars.open();
  const other = new LivebarsPage(await context.newPage());
  await other.open();
  await begin(page, "Markdown", "Shared");
  await other.choose("Shared");
  await expect(other.heading("Set up the printer")).toBeVisible();
  await page.getByRole("button", { name: "Sets", exact: true }).click();
  await page.getByRole("button", { name: "Add…" }).click();
  await page.getByRole("dialog", { name: "Add data set" }).getByLabel("Name").fill("second");
  await page.keyboard.press("Enter");
  await livebars.write(livebars.data, '{"title": "Second"}');
  await other.page.getByLabel("Data set", { exact: true }).selectOption({ label: "second" });
  await expect(other.heading("Second")).toBeVisible();
  await other.typeAtStart(other.template, "# Theirs\n\n");
  await expect(livebars.heading("Theirs")).toBeVisible();
  await file(page, "Delete");
  await expect(other.problems).toContainText("“Shared” was deleted in another tab.");
  await other.typeAtStart(other.template, "# Still typed\n\n");
  await other.problems.getByRole("button", { name: "Restore it" }).click();
  await expect(page.getByLabel("Document").locator("option", { hasText: "Shared" })).toHaveCount(1);
  await livebars.choose("Shared");
  await expect(livebars.template).toContainText("# Still typed");
});

test.describe("with a clock of the test", () => {
  test.use({ ownPage: true });

  test("states go on in their order where the clock is set back", async ({ page }) => {
    const noon = new Date("2026-05-03T12:00:00");
    await page.clock.setFixedTime(noon);
    await livebars.open();
    await begin(page, "Empty", "Times");
    await livebars.write(livebars.template, "# Earlier");
    const states = async () =>
      Object.values(await kept(page, "state")).map(
        (one) => (one as { draft: { template: string } }).draft.template,
      );
    await expect.poll(states).toEqual(["# Earlier"]);
    await page.clock.setFixedTime(new Date(noon.getTime() - 3_600_000));
    await page.reload();
    await expect(livebars.template).toContainText("# Earlier");
    await livebars.write(livebars.template, "# Later");
    await expect.poll(states).toEqual(["# Earlier", "# Later"]);
  });
});

test("a full storage loses older states before it loses what is typed", async ({ page }) => {
  await livebars.open();
  await begin(page, "Empty", "Crowded");
  await livebars.write(livebars.template, "# One");
  await expect.poll(async () => Object.keys(await kept(page, "state")).length).toBe(1);
  // There is no room for drafts as long as there are states.
  await page.evaluate(() => {
    const { prototype } = IDBObjectStore;
    const { put } = prototype;
    let isFull = true;
    const remove = prototype.delete;
    prototype.delete = function (key) {
      if (this.name === "state") isFull = false;
      return remove.call(this, key);
    };
    prototype.put = function (value, key) {
      if (isFull && this.name === "draft")
        throw new DOMException("The storage is full.", "QuotaExceededError");
      return key === undefined ? put.call(this, value) : put.call(this, value, key);
    };
  });
  await livebars.write(livebars.template, "# Two");
  await expect.poll(async () => JSON.stringify(await kept(page, "draft"))).toContain("# Two");
  await expect(livebars.problems).not.toContainText("does not fit");
});

test("what a file would replace of one's own is asked about, and comes back", async ({ page }) => {
  await livebars.open();
  const bring = async (name: string, text: string) => {
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByRole("button", { name: "Open…" }).click(),
    ]);
    await chooser.setFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  };
  await bring("other.json", '{"name": "Untouched"}'); // the sample's data are nobody's
  await expect(livebars.heading("Hello, Untouched!")).toBeVisible();
  await livebars.write(livebars.data, '{"name": "Mine"}');
  await bring("next.json", '{"name": "File"}');
  const dialog = page.getByRole("dialog", { name: "Replace" });
  await expect(dialog).toContainText("The file replaces what you wrote in Data.");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(livebars.heading("Hello, Mine!")).toBeVisible();
  await bring("next.json", '{"name": "File"}');
  await dialog.getByRole("button", { name: "Replace" }).click();
  await expect(livebars.heading("Hello, File!")).toBeVisible();
  await livebars.problems.getByRole("button", { name: "Undo" }).click();
  await expect(livebars.heading("Hello, Mine!")).toBeVisible();
});
