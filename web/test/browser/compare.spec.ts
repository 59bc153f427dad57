// What is edited beside another version of it: pages with marks, and texts.
import { expect, LivebarsPage, test } from "./page.ts";

let livebars: LivebarsPage;
test.beforeEach(async ({ page }) => {
  livebars = new LivebarsPage(page);
});

const dialog = () => livebars.page.getByRole("dialog", { name: "Compare" });
const compared = () => livebars.page.frameLocator('iframe[title="Compared page"]');
const summary = () => dialog().getByRole("status");

async function open(): Promise<void> {
  await livebars.page.getByRole("button", { name: "File", exact: true }).click();
  await livebars.page.getByRole("button", { name: "Compare…" }).click();
  await expect(dialog()).toBeVisible();
}

/** A new document that began with a template. */
async function begin(template: string, data = "{}", format = "markdown"): Promise<void> {
  const { page } = livebars;
  await livebars.open("Start here");
  await page.getByLabel("Format").selectOption(format);
  await livebars.write(livebars.data, data);
  await livebars.write(livebars.template, template);
  await page.getByRole("button", { name: "File", exact: true }).click();
  await page.getByRole("button", { name: "Duplicate" }).click();
  await expect(page.getByLabel("Document").locator("option:checked")).toContainText("(copy)");
  await expect(livebars.template).not.toHaveText("");
}

const list =
  "# Title\n\nOne paragraph of words.\n\n- apple\n- pear\n\n[there](https://a.example/x)\n\n| a | b |\n| - | - |\n{{#each rows}}\n| {{a}} | {{b}} |\n{{/each}}\n\nThe last one.\n";
const rows = '{"rows": [{"a": "1", "b": "one"}, {"a": "2", "b": "two"}]}';

test("what came, went and changed is marked in place and summed up", async ({ page }) => {
  await begin(list, rows);
  await livebars.write(
    livebars.template,
    list
      .replace("One paragraph of words", "One long paragraph of signs")
      .replace("- pear\n", "- pear\n- plum\n")
      .replace("a.example/x", "a.example/y")
      .replace("The last one.\n", ""),
  );
  await livebars.write(livebars.data, rows.replace("]}", ', {"a": "3", "b": "three"}]}'));
  await open();
  await expect(summary()).toHaveText(
    "1 paragraph changed, 1 link now leads elsewhere, 1 list item added, 1 table row added, 1 paragraph removed.",
  );
  await expect(compared().locator("ins")).toHaveText(["long ", "signs"]);
  await expect(compared().locator("del")).toHaveText(["words"]);
  await expect(compared().locator("li[data-livebars-change]")).toHaveText("plum");
  await expect(compared().locator("tr[data-livebars-change]")).toContainText("three");
  await expect(compared().getByText("The last one.")).toBeVisible();
  // The next change by key.
  await page.keyboard.press("F7");
  await expect(dialog().getByText("1 of 5")).toBeVisible();
  await page.keyboard.press("Shift+F7");
  await expect(dialog().getByText("5 of 5")).toBeVisible();
  await dialog().getByRole("button", { name: "Next change" }).click();
  await expect(dialog().getByText("1 of 5")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog()).toHaveCount(0);
});

test("what moved counts once", async () => {
  await begin(
    "# A\n\nThe first paragraph, long enough.\n\nThe second paragraph, long enough.\n\nThe third paragraph, long enough.\n",
  );
  await livebars.write(
    livebars.template,
    "# A\n\nThe second paragraph, long enough.\n\nThe third paragraph, long enough.\n\nThe first paragraph, long enough.\n",
  );
  await open();
  await expect(summary()).toHaveText("1 paragraph moved.");
});

test.describe("with a clock of the test", () => {
  test.use({ ownPage: true });

  test("texts are side by side, and pieces of them are taken over", async ({ page }) => {
    await page.clock.setFixedTime(Date.now()); // no time between two changes: each is undone alone all the same
    await begin("# One\n\nkept\n\ngone\n", '{"a": 1}');
    await livebars.write(livebars.template, "# Two\n\nkept\n\nnew\n");
    await livebars.write(livebars.data, '{"a": 2}');
    await open();
    await dialog().getByText("Texts", { exact: true }).click();
    await expect(dialog().getByLabel("Source").locator("option")).toHaveText(["Template", "Data"]);
    await expect(dialog().getByRole("textbox", { name: "Template, before" })).toContainText("# One");
    await expect(dialog().getByRole("textbox", { name: "Template, now" })).toContainText("# Two");
    await dialog().getByRole("button", { name: "Use this text" }).first().click();
    await expect(dialog().getByRole("textbox", { name: "Template, now" })).toContainText("# One");
    await dialog().getByLabel("Source").selectOption({ label: "Data" });
    await expect(dialog().getByRole("textbox", { name: "Data, before" })).toContainText('{"a": 1}');
    await dialog().getByText("Pages", { exact: true }).click();
    await expect(summary()).toHaveText("1 paragraph changed.");
    await dialog().getByRole("button", { name: "Close" }).click();
    await expect(livebars.heading("One")).toBeVisible();
    await livebars.template.focus();
    await page.keyboard.press("ControlOrMeta+z");
    await expect(livebars.heading("Two")).toBeVisible();
  });

  test("an earlier state is compared with, and used", async ({ page }) => {
    await page.clock.install();
    await begin("# Start\n");
    await livebars.write(livebars.template, "# First\n");
    await expect(livebars.heading("First")).toBeVisible();
    await page.clock.runFor(2000);
    await page.clock.runFor(70_000);
    await livebars.write(livebars.template, "# Second\n");
    await expect(livebars.heading("Second")).toBeVisible();
    await page.clock.runFor(2000);
    await page.clock.resume();
    await open();
    const states = dialog().getByLabel("With").locator('optgroup[label="Earlier states"] option');
    await expect(states).toHaveCount(2);
    await dialog().getByLabel("With").selectOption({ index: 2 });
    await expect(compared().locator("del")).toHaveText("First");
    await dialog().getByRole("button", { name: "Use this version" }).click();
    await expect(livebars.heading("First")).toBeVisible();
    await open();
    await expect(
      dialog().getByLabel("With").locator("option", { hasText: "before another version was used" }),
    ).toHaveCount(1);
  });
});

test("another document, and a whole one of HTML, are compared", async ({ page }) => {
  await livebars.open("Release notes with partials");
  await open();
  await dialog().getByLabel("With").selectOption({ label: "Start here" });
  await expect(summary()).toContainText("heading");
  await page.keyboard.press("Escape");
  await begin("<!doctype html><title>T</title><body><h1>Big</h1><p>Some words here</p></body>", "{}", "html");
  await livebars.write(
    livebars.template,
    "<!doctype html><title>T</title><body><h1>Big</h1><p>Some other words here</p></body>",
  );
  await open();
  await expect(compared().locator("ins")).toHaveText("other ");
  await expect(summary()).toHaveText("1 paragraph changed.");
});

test("a version without a page is said, and the texts are there", async () => {
  await begin("# Fine\n");
  await livebars.write(livebars.template, "{{#if a}}");
  await open();
  await expect(summary()).toContainText("There is no page now:");
  await dialog().getByText("Texts", { exact: true }).click();
  await expect(dialog().getByRole("textbox", { name: "Template, before" })).toContainText("# Fine");
});
