// All of it with the keyboard; panes, light and dark, small and large windows.
import { expect, LivebarsPage, test } from "./page.ts";

let livebars: LivebarsPage;
test.beforeEach(({ page }) => {
  livebars = new LivebarsPage(page);
});

test("every control is reached with Tab", async ({ page }) => {
  await livebars.open();
  const seen = new Set<string>();
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press("Tab");
    seen.add(
      await page.evaluate(() => {
        const element = document.activeElement as HTMLInputElement | null;
        return (
          element?.getAttribute("aria-label") ??
          element?.labels?.[0]?.textContent?.trim() ??
          element?.textContent ??
          ""
        );
      }),
    );
  }
  const all = [...seen].join("\n");
  for (const name of [
    "Document",
    "File",
    "Open…",
    "Share",
    "Options",
    "Theme",
    "Template",
    "Data",
    "Partial signature",
    "Add partial",
    "Resize",
    "Page",
    "Format",
    "Flavor",
  ])
    expect(all).toContain(name);
});

test("a whole edit without a mouse", async ({ page }) => {
  await livebars.open();
  await page.getByLabel("Document").focus();
  await page.keyboard.press("ArrowDown");
  await expect(livebars.heading("Chat Completion")).toBeVisible();
  await page.keyboard.press("F6");
  await expect(livebars.template).toBeFocused();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("{{#if");
  await expect(livebars.stale).toBeVisible();
  await page.keyboard.press("Shift+F6");
  await page.keyboard.press("Shift+F6");
  await expect(livebars.problems.getByRole("button").first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(livebars.template).toBeFocused();
  await page.keyboard.press("Delete");
  // Slow typing is undone in more than one step.
  await expect(async () => {
    await page.keyboard.press("ControlOrMeta+z");
    await expect(livebars.stale).toBeHidden({ timeout: 500 });
  }).toPass();
});

test("views are chosen with the arrow keys", async ({ page }) => {
  await livebars.open();
  await page.getByRole("radio", { name: "Page" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("textbox", { name: "Output of the template" })).toBeVisible();
});

test("panes are resized by keyboard and by pointer, and stay so", async ({ page }) => {
  await livebars.open();
  const bar = page.getByRole("separator", { name: "Resize editors and page" });
  const width = async () => (await page.getByRole("region", { name: "Editors" }).boundingBox())?.width ?? 0;
  const before = await width();
  await bar.focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  const narrower = await width();
  expect(narrower).toBeLessThan(before - 60);
  const box = await bar.boundingBox();
  if (!box) throw new Error("no bar");
  await page.mouse.move(box.x + 2, box.y + 300);
  await page.mouse.down();
  await page.mouse.move(900, 400, { steps: 5 });
  await page.mouse.up();
  expect(Math.abs((await width()) - 900)).toBeLessThan(12);
  await page.reload();
  await livebars.rendered();
  expect(Math.abs((await width()) - 900)).toBeLessThan(12);
  const height = async () =>
    (await livebars.template.locator("xpath=ancestor::section[1]").boundingBox())?.height ?? 0;
  const tall = await height();
  await page.getByRole("separator", { name: "Resize Data" }).focus();
  await page.keyboard.press("ArrowUp");
  expect(await height()).toBeLessThan(tall - 10);
});

for (const width of [760, 2560]) {
  test(`nothing is cut off at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 740 });
    await livebars.open("Task page: chat completion");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    for (const control of [page.getByLabel("Document"), page.getByLabel("Format"), livebars.template]) {
      await control.scrollIntoViewIfNeeded();
      const box = await control.boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= width + 1).toBe(true);
    }
    await livebars.typeAtStart(livebars.template, "# Narrow\n\n");
    await expect(livebars.heading("Narrow")).toBeVisible();
    const page_ = livebars.preview.locator("html");
    expect(await page_.evaluate((root) => root.scrollWidth <= root.clientWidth)).toBe(true);
  });
}

test("light and dark follow the system, or the person's choice", async ({ page }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const framed = () =>
    livebars.preview.locator("html").evaluate((root) => getComputedStyle(root).backgroundColor);
  await page.emulateMedia({ colorScheme: "dark" });
  await livebars.open();
  const dark = [await ground(), await framed()];
  await page.emulateMedia({ colorScheme: "light" });
  const light = [await ground(), await framed()];
  expect(light).not.toEqual(dark);
  await page.getByLabel("Theme").selectOption("dark");
  expect([await ground(), await framed()]).toEqual(dark);
  await page.reload();
  await livebars.rendered();
  expect([await ground(), await framed()]).toEqual(dark);
});

test("panels fold, and a problem opens one", async ({ page }) => {
  await livebars.open();
  await page.getByRole("button", { name: "Data", exact: true }).click();
  await expect(livebars.data).toBeHidden();
  await livebars.write(livebars.partial("signature"), "{{#if}}");
  await page.getByRole("button", { name: "Partial signature", exact: true }).click();
  await livebars.problems.getByRole("button").first().click();
  await expect(livebars.partial("signature")).toBeFocused();
});

test("several carets are drawn, and write at once", async ({ page }) => {
  await livebars.open("Start here");
  await livebars.write(livebars.template, "one\n\ntwo");
  const carets = livebars.template.locator("xpath=..").locator(".cm-cursor");
  await expect(carets).toHaveCount(0); // the browser draws one alone
  for (let i = 0; i < 2; i++) await page.keyboard.press("ControlOrMeta+Alt+ArrowUp");
  await expect(carets).toHaveCount(3);
  await page.keyboard.type("!");
  await expect(livebars.preview.locator("main")).toContainText("two!");
  await expect(livebars.preview.locator("main")).toContainText("one!");
  await page.keyboard.press("Escape");
  await expect(carets).toHaveCount(0);
});

test("text that is put in as a whole keeps its line ends, also after the last line", async ({ page }) => {
  await livebars.open("Start here");
  await livebars.write(livebars.template, "first\nsecond\n");
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText("\n\n| a |\n| - |\n");
  await livebars.view("Output");
  await expect(page.getByRole("textbox", { name: "Output of the template" }).locator(".cm-line")).toHaveText([
    "first",
    "second",
    "",
    "",
    "| a |",
    "| - |",
    "",
  ]);
});

test("what an input method composes is written once", async ({ page }) => {
  await livebars.open("Start here");
  await livebars.write(livebars.template, "# ");
  const client = await page.context().newCDPSession(page);
  for (const text of ["に", "にほ", "にほん"])
    await client.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  await client.send("Input.insertText", { text: "日本" });
  await expect(livebars.heading("日本")).toBeVisible();
  await page.keyboard.type("!");
  await expect(livebars.heading("日本!")).toBeVisible();
  await expect(livebars.template).toHaveText("# 日本!");
});

test("typing replaces what is selected, and is undone as one", async ({ page }) => {
  await livebars.open("Start here");
  await livebars.write(livebars.template, "# one two");
  await page.keyboard.press("ControlOrMeta+Shift+ArrowLeft");
  await page.keyboard.type("three");
  await expect(livebars.heading("one three")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(livebars.heading("one two")).toBeVisible();
});

test("text replaces what is selected on the page, also where the editor does not know of that yet", async ({
  page,
}) => {
  await livebars.open("Start here");
  await livebars.write(livebars.template, "# old\n\ntext");
  await livebars.template.evaluate((element) => {
    addEventListener("selectionchange", (event) => event.stopImmediatePropagation(), true);
    getSelection()?.selectAllChildren(element);
  });
  await page.keyboard.insertText("# new");
  await expect(livebars.heading("new")).toBeVisible();
  await expect(livebars.template).toHaveText("# new");
});

test("what is typed is in view", async ({ page }) => {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 700 });
    await livebars.open("Start here");
    if (width === 390) await page.getByRole("tab", { name: "Template" }).click();
    await livebars.write(livebars.template, "line\n\n".repeat(200));
    const scroller = livebars.template.locator("xpath=..");
    /** Whether the caret is between the edges of its editor and of the window. */
    const caretShown = () =>
      scroller.evaluate((element) => {
        const caret = getSelection()?.getRangeAt(0).getBoundingClientRect() ?? new DOMRect();
        const box = element.getBoundingClientRect();
        const top = Math.max(box.top, 0);
        return caret.height > 0 && caret.top >= top && caret.bottom <= Math.min(box.bottom, innerHeight);
      });
    await page.keyboard.type("x ".repeat(150)); // several lines at the lower edge
    await expect.poll(caretShown).toBe(true);
    await scroller.evaluate((element) => element.scrollTo(0, 0));
    await page.keyboard.type("y");
    await expect.poll(caretShown).toBe(true);
    await page.keyboard.press("ControlOrMeta+Home");
    await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.keyboard.type("z");
    await expect.poll(caretShown).toBe(true);
  }
});

test("a line's number stays beside it while words are typed that wrap", async ({ page }) => {
  await livebars.open();
  const long = "Words that go on for more than a row of the editor, with some iii and mmm. ".repeat(4);
  await livebars.write(livebars.template, `First line\n\n${long}\n\nLast line`);
  /** How many numbers are not beside their line, and how high the long line is. */
  const look = () =>
    livebars.template.evaluate(async (content) => {
      await new Promise(requestAnimationFrame); // the editor places the numbers before it is painted
      const boxes = (selector: string) =>
        [...(content.closest(".cm-editor")?.querySelectorAll<HTMLElement>(selector) ?? [])]
          .filter(({ style }) => style.visibility !== "hidden")
          .map((element) => element.getBoundingClientRect());
      const numbers = boxes(".cm-lineNumbers .cm-gutterElement");
      const lines = boxes(".cm-line");
      const misplaced = lines.filter(({ top }, i) => Math.abs(top - (numbers[i]?.top ?? 0)) > 1).length;
      return { misplaced, height: lines[2]?.height };
    });
  for (const keys of [["ControlOrMeta+Home", "ArrowDown", "ArrowDown", "Home"], ["End"]]) {
    for (const key of keys) await page.keyboard.press(key);
    const heights = new Set([(await look()).height]);
    for (const letter of "Some more words, mmm and iii, that make it longer by a row or two. ") {
      await page.keyboard.press(letter);
      const { misplaced, height } = await look();
      expect(misplaced).toBe(0);
      heights.add(height);
    }
    expect(heights.size, "no row was added").toBeGreaterThan(1);
  }
});

test("editors and page fill the window between the bars, also while something is explained", async ({
  page,
}) => {
  await livebars.open("Start here");
  const gap = async () => {
    const [workspace, editors, result] = await Promise.all(
      ["#workspace", "#editors", "#result"].map((selector) => page.locator(selector).boundingBox()),
    );
    return [editors, result].map((box) => (workspace?.height ?? 0) - (box?.height ?? 0));
  };
  expect(await gap()).toEqual([0, 0]);
  await livebars.typeAtStart(livebars.template, "{{na");
  await expect(page.getByRole("listbox")).toBeVisible();
  expect(await gap()).toEqual([0, 0]);
  await livebars.write(livebars.template, "{{name}}\n".repeat(2000));
  expect(await gap()).toEqual([0, 0]);
  // One row: a second one would take from the page.
  expect((await page.locator(".result-bar").boundingBox())?.height).toBeLessThan(50);
});
