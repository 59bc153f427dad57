// What the editors know of the template: explanations, ways from one place to another, blocks, fixes.
import { expect, LivebarsPage, test } from "./page.ts";

let livebars: LivebarsPage;
test.beforeEach(async ({ page }) => {
  livebars = new LivebarsPage(page);
  await page.goto("/");
  await livebars.rendered();
  await livebars.write(
    livebars.data,
    '{ "birds": [{ "name": "heron", "size": 90 }, { "name": "wren", "size": null }],\n"owner": { "name": "Ada" } }',
  );
});

/** Puts the caret into a text of an editor, behind its beginning. */
async function caretIn(editor: LivebarsPage["template"], text: string, behind = 1): Promise<void> {
  await editor.evaluate(
    (element, { text, behind }) => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const lines = [...element.querySelectorAll(".cm-line")];
      const line = lines.find(({ textContent }) => textContent?.includes(text));
      let at = (line?.textContent ?? "").indexOf(text) + behind;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!line?.contains(node)) continue;
        const { length } = node as Text;
        if (at <= length) {
          (element as HTMLElement).focus();
          getSelection()?.collapse(node, at);
          return;
        }
        at -= length;
      }
    },
    { text, behind },
  );
  await editor.page().waitForTimeout(50); // CodeMirror reads the selection
}

const selected = (page: LivebarsPage["page"]) => page.evaluate(() => getSelection()?.toString());

test("F1 says what a word is, and a pointer that rests on it", async ({ page }) => {
  await livebars.write(livebars.template, "{{#each birds}}{{size}}{{/each}} {{owner.name}}");
  const tooltip = page.getByRole("tooltip");
  await caretIn(livebars.template, "size");
  await page.keyboard.press("F1");
  await expect(tooltip).toContainText("Number: 90");
  await expect(tooltip).toContainText("null in 1 of 2");
  await page.keyboard.press("Escape");
  await expect(tooltip).toBeHidden();
  await caretIn(livebars.template, "each");
  await page.keyboard.press("F1");
  await expect(tooltip).toContainText("Runs its block for each element.");
  await expect(tooltip).toContainText("run 2 times");
  await page.keyboard.type(" ");
  await expect(tooltip).toBeHidden();
  await livebars.template.getByText("owner.name").hover();
  await expect(tooltip).toContainText('"Ada"');
});

test("F12 leads to the value, to the partial and to the start of a block", async ({ page }) => {
  await livebars.write(livebars.template, "{{#each birds}}{{> signature}}{{/each}} {{owner.name}}");
  await caretIn(livebars.template, "owner.name", 8);
  await page.keyboard.press("F12");
  await expect(livebars.data).toBeFocused();
  expect(await selected(page)).toBe('"Ada"');
  await caretIn(livebars.template, "signature");
  await page.keyboard.press("F12");
  await expect(livebars.partial("signature")).toBeFocused();
  await caretIn(livebars.template, "/each", 2);
  await page.keyboard.press("F12");
  await expect(livebars.template).toBeFocused();
  await expect.poll(() => selected(page)).toBe("{{#each birds}}");
});

test("Shift+F12 lists the calls of a partial", async ({ page }) => {
  await livebars.write(livebars.template, "{{> signature owner}}\n\ntwice: {{> signature}}\n");
  await caretIn(livebars.template, "signature");
  await page.keyboard.press("Shift+F12");
  const uses = page.getByRole("dialog", { name: "Where it is used" });
  await expect(uses.getByRole("option")).toHaveText([/signature owner.*Template/, /twice.*Template/]);
  await page.keyboard.type("twice");
  await expect(uses.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(livebars.template).toBeFocused();
  await expect.poll(() => selected(page)).toBe("{{> signature}}");
});

test("a partial is renamed wherever it is called", async ({ page }) => {
  await livebars.write(livebars.template, "{{> signature owner}} {{#> signature}}x{{/signature}}");
  await caretIn(livebars.template, "signature");
  await page.keyboard.press("F2");
  const dialog = page.getByRole("dialog", { name: "Rename partial" });
  await dialog.getByLabel("Name").fill("sign off");
  await page.keyboard.press("Enter");
  await expect(livebars.template).toHaveText("{{> [sign off] owner}} {{#> [sign off]}}x{{/[sign off]}}");
  await expect(livebars.partial("sign off")).toBeVisible();
  await livebars.rendered();
});

test("headings and blocks are listed, and lead to their places", async ({ page }) => {
  await livebars.write(livebars.template, "# One\n\n{{#if owner}}\n## Two\n{{/if}}\n");
  await page.keyboard.press("ControlOrMeta+Shift+O");
  const list = page.getByRole("dialog", { name: "Headings and blocks" });
  await expect(list.getByRole("option")).toHaveText([
    "# One line 1",
    "{{#if owner}} line 3",
    "## Two line 4",
  ]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => selected(page)).toBe("{{#if owner}}");
});

test("blocks are folded, and the tags of a block are marked together", async ({ page }) => {
  await livebars.write(livebars.template, "{{#if owner}}\nyes\n{{else}}\nno\n{{/if}}\n");
  const fold = page.locator("section.panel").first().getByTitle("Fold", { exact: true });
  await caretIn(livebars.template, "else");
  await expect(livebars.template.locator(".cm-tag-of-block")).toHaveText([
    "{{#if owner}}",
    "{{else}}",
    "{{/if}}",
  ]);
  await fold.first().click();
  await expect(livebars.template).not.toContainText("yes");
  await expect(livebars.template).toContainText("{{/if}}");
});

test("a block is put around what is selected, and a comment on and off", async ({ page }) => {
  await livebars.write(livebars.template, "word");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+Shift+B");
  await page.keyboard.type("with");
  await page.keyboard.press("Enter");
  await expect(livebars.template).toHaveText("{{#with }}word{{/with}}");
  await page.keyboard.type("owner");
  await expect(livebars.template).toHaveText("{{#with owner}}word{{/with}}");
  await livebars.write(livebars.template, "**seen**");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+/");
  await expect(livebars.template).toHaveText("{{!-- **seen** --}}");
  await page.keyboard.press("ControlOrMeta+/");
  await expect(livebars.template).toHaveText("**seen**");
});

test("a problem is mended by its button, and by keyboard", async ({ page }) => {
  await livebars.write(livebars.template, "{{#each birds}}\n- {{nmae}}\n");
  const mend = livebars.problems.getByRole("button", { name: "Close with {{/each}}" });
  await mend.click();
  await expect(livebars.template).toContainText("{{/each}}");
  await expect(livebars.problems).toContainText("did you mean");
  await caretIn(livebars.template, "nmae");
  await page.keyboard.press("ControlOrMeta+.");
  await expect(livebars.template).toContainText("- {{name}}");
  await livebars.rendered();
  await expect(livebars.preview.locator("main")).toContainText("heron");
});

test("a partial that is missing is added", async () => {
  await livebars.write(livebars.template, "{{> fresh}}");
  await livebars.problems.getByRole("button", { name: "Add the partial fresh" }).click();
  await expect(livebars.partial("fresh")).toBeFocused();
  await livebars.rendered();
});

test("what is typed is not called wrong at once, and equal findings are one row", async ({ page }) => {
  await livebars.write(livebars.template, "");
  await page.keyboard.type("{{owner");
  await page.keyboard.press("Delete");
  await page.keyboard.press("Delete");
  await page.keyboard.type(".");
  await page.waitForTimeout(100);
  expect(await livebars.problems.innerText()).not.toContain("Error");
  await expect(livebars.problems).toContainText("Error");
  await livebars.write(livebars.template, "{{gone}}\n\n{{gone}} {{gone}}\n");
  const rows = livebars.problems.getByRole("listitem").filter({ hasText: "gone" });
  await expect(rows).toHaveCount(1);
  await expect(livebars.problems.getByRole("status")).toContainText("4 warnings");
  await rows.getByRole("button", { name: "Template 3:12, the same" }).click();
  await expect.poll(() => selected(page)).toBe("gone");
});

test("a click with Alt in the page marks the tag and the value", async ({ page }) => {
  await livebars.write(livebars.template, "# Birds\n\n{{#each birds}}\n- {{name}}\n{{/each}}\n");
  await expect(livebars.preview.locator("li")).toHaveCount(2);
  await livebars.preview.getByText("wren").click({ modifiers: ["Alt"] });
  await expect(livebars.template).toBeFocused();
  await expect.poll(() => selected(page)).toBe("{{name}}");
  await expect(livebars.data.locator(".cm-pointed")).toHaveText('"wren"');
});

test("words of the page are chosen by keyboard", async ({ page }) => {
  await livebars.write(livebars.template, "# Birds\n\n{{#each birds}}\n- {{name}}\n{{/each}}\n");
  await expect(livebars.preview.locator("li")).toHaveCount(2);
  await page.getByRole("button", { name: "Find source" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("application", { name: "Words of the page" })).toBeFocused();
  await expect(livebars.problems).toContainText("Birds: Template, # Birds");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await expect(livebars.problems).toContainText("wren: Template, - {{name}}");
  await page.keyboard.press("Enter");
  await expect(livebars.template).toBeFocused();
  await expect.poll(() => selected(page)).toBe("{{name}}");
  await expect(page.getByRole("button", { name: "Find source" })).toHaveAttribute("aria-pressed", "false");
});

test("the page outlines what the caret is on", async ({ page }) => {
  await livebars.write(
    livebars.template,
    "# Birds\n\n{{#each birds}}\n- {{name}}\n{{/each}}\n\n{{owner.name}}\n",
  );
  await expect(livebars.preview.locator("li")).toHaveCount(2);
  const outlines = page.locator(".page-marks > div");
  await caretIn(livebars.template, "{{name", 3);
  await expect(outlines).toHaveCount(2);
  await caretIn(livebars.data, '"Ada"', 2);
  await expect(outlines).toHaveCount(1);
  const word = await livebars.preview.getByText("Ada").boundingBox();
  const box = await outlines.boundingBox();
  expect(Math.abs((word?.y ?? 0) - (box?.y ?? 99))).toBeLessThan(6);
  await page.keyboard.press("F9");
  await expect(livebars.problems).toContainText("1 place on the page.");
});

test("own helpers are listed and explained with their arguments", async ({ page }) => {
  await livebars.write(
    livebars.helpers,
    "exports.join = (list, separator, options) => list.join(separator);\n",
  );
  await livebars.write(livebars.template, "{{join birds ', '}}");
  await livebars.rendered();
  await caretIn(livebars.template, "join");
  await expect(async () => {
    await page.keyboard.press("F1");
    await expect(page.getByRole("tooltip")).toContainText("join list separator", { timeout: 1000 });
  }).toPass();
  await livebars.write(livebars.template, "");
  await page.keyboard.type("{{jo");
  const option = page.getByRole("listbox", { name: "Completions" }).getByRole("option", { name: /^join/ });
  await expect(option).toContainText("list separator");
});

test("page and editor are scrolled together, if that is chosen", async ({ page }) => {
  const template = Array.from({ length: 60 }, (_, i) => `## Part ${i}\n\nText of {{owner.name}} ${i}\n`).join(
    "\n",
  );
  await livebars.write(livebars.template, template);
  await expect(livebars.preview.getByText("Text of Ada 59")).toBeAttached();
  await page.getByRole("button", { name: "Options" }).click();
  await page.getByRole("checkbox", { name: /^Scroll together/ }).check();
  await page.keyboard.press("Escape");
  const scroller = page.locator("section.panel .cm-scroller").first();
  const pageTop = () => livebars.preview.locator("html").evaluate(() => scrollY);
  await scroller.evaluate((element) => element.scrollTo(0, 0));
  await page.waitForTimeout(500);
  await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
  await expect.poll(pageTop).toBeGreaterThan(1000);
  await page.waitForTimeout(500);
  const before = await scroller.evaluate(({ scrollTop }) => scrollTop);
  await livebars.preview.locator("html").evaluate(() => scrollTo(0, 0));
  await expect.poll(() => scroller.evaluate(({ scrollTop }) => scrollTop)).toBeLessThan(before / 2);
});

test("the list of the task page is written from nothing, with completion alone", async ({ page }) => {
  await livebars.choose("Task page: chat completion");
  const list = page.getByRole("listbox", { name: "Completions" });
  const first = async (typed: string) => {
    await page.keyboard.type(typed);
    await expect(list.getByRole("option").first()).toBeVisible();
    await page.waitForTimeout(150); // the list follows the last key
    await page.keyboard.press("Tab");
    await expect(list).toBeHidden();
  };
  await livebars.write(livebars.template, "x");
  await page.keyboard.press("Backspace");
  await first("{{#ea");
  await first(" re");
  await first(".");
  await page.keyboard.type("}}");
  await page.keyboard.press("Enter");
  await page.keyboard.type("- [");
  await first("{{i");
  await page.keyboard.type("}}](https://example.com/");
  await first("{{i");
  await page.keyboard.type("}}): ");
  await first("{{des");
  await expect(livebars.template.locator(".cm-line")).toHaveText([
    "{{#each recommendedModels.chat-completion}}",
    "- [{{id}}](https://example.com/{{id}}): {{description}}",
    "{{/each}}",
  ]);
  await livebars.rendered();
  expect(await livebars.preview.locator("li").count()).toBeGreaterThan(2);
});

test("what is typed just before a fix is pressed stays, and the fix is made where it belongs", async () => {
  await livebars.write(livebars.template, "{{owner.nam}} a {{/if}} b");
  const removal = livebars.problems.getByRole("button", { name: "Remove the tag" });
  await expect(removal).toBeVisible();
  await livebars.typeAtStart(livebars.template, "yes ");
  await removal.evaluate((button: HTMLElement) => button.click()); // no pause: the list still names the places of before
  await expect(livebars.template).toHaveText("yes {{owner.nam}} a  b");
});

test("a press on a problem that moves while it is held leads to it", async ({ page }) => {
  await livebars.write(livebars.template, "# A\n\n{{> missing}}");
  const row = livebars.problems.getByRole("button", { name: /There is no partial/ });
  await expect(row).toContainText("3:");
  const box = await row.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 10, (box?.y ?? 0) + 5);
  await livebars.typeAtStart(livebars.template, "a\n");
  await page.mouse.down();
  await expect(row).toContainText("4:");
  await page.mouse.up();
  await expect(livebars.template).toBeFocused();
  expect(await selected(page)).toContain("missing");
});
