// Small windows, fingers, and large text: a phone, a window at 400 %, a person who reads text at 200 %.
import { devices, type Locator, type Page } from "@playwright/test";
import { expect, LivebarsPage, test } from "./page.ts";

const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true });

/** No part of the page is wider than the window. */
async function fits(page: Page): Promise<void> {
  const [wide, width] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(wide).toBeLessThanOrEqual(width as number);
}

/** Whether an element can be scrolled to where it is seen as a whole. */
async function isReached(control: Locator): Promise<boolean> {
  await control.scrollIntoViewIfNeeded();
  return control.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return left >= -1 && right <= innerWidth + 1 && top >= -1 && bottom <= innerHeight + 1 && right > left;
  });
}

test("at any width each bar is one row, and what is in it is reached", async ({ page }) => {
  const livebars = new LivebarsPage(page);
  await livebars.open("Task page: chat completion");
  for (const width of [1920, 1440, 1366, 1280, 1152, 1024, 900, 768, 600, 480, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    for (const bar of [page.locator("header"), page.locator(".result-bar")])
      await expect.poll(async () => (await bar.boundingBox())?.height, `${width} px`).toBeLessThan(48);
    const [format, size] = [page.getByLabel("Format"), page.getByRole("button", { name: "Size & export" })];
    if (width >= 1280) expect(await format.isVisible(), `${width} px`).toBe(true);
    if (width >= 1440) expect(await size.isVisible(), `${width} px`).toBe(true);
    for (const one of [format, page.getByLabel("Flavor"), size]) {
      const isInMenu = !(await one.isVisible());
      if (isInMenu) await page.getByRole("button", { name: "Options" }).click();
      expect(await isReached(one), `${width} px`).toBe(true);
      if (isInMenu) await page.keyboard.press("Escape");
    }
  }
});

test.describe("360 px wide", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("each bar is one row, and tabs choose what is shown", async ({ page }) => {
    const livebars = new LivebarsPage(page);
    await livebars.open("Task page: chat completion");
    await fits(page);
    for (const bar of [page.locator("header"), page.locator(".result-bar"), page.locator("#tabs")])
      expect((await bar.boundingBox())?.height).toBeLessThan(48);
    await expect(tab(page, "Page")).toHaveAttribute("aria-selected", "true");
    const frame = await page.locator('iframe[title="Preview"]').boundingBox();
    expect(frame?.height).toBeGreaterThan(500);
    for (const name of ["Template", "Data", "Helpers"]) {
      await tab(page, name).click();
      const editor = page.getByRole("textbox", { name, exact: true });
      await expect(editor).toBeVisible();
      await expect(page.getByRole("textbox")).toHaveCount(1);
      await fits(page);
      expect((await editor.locator("xpath=ancestor::section[1]").boundingBox())?.height).toBeGreaterThan(500);
    }
    await tab(page, "Partials").click();
    await expect(page.getByRole("button", { name: "Add partial" })).toBeVisible();
    await page.keyboard.press("ArrowRight");
    await expect(tab(page, "Page")).toBeFocused();
    await expect(page.getByRole("textbox")).toHaveCount(0);
    await page.keyboard.press("Home");
    await expect(livebars.template).toBeVisible();
  });

  test("what is typed is on the page, and a problem leads to its text", async ({ page }) => {
    const livebars = new LivebarsPage(page);
    await livebars.open("Start here");
    await tab(page, "Template").click();
    await livebars.typeAtStart(livebars.template, "# Narrow\n\n");
    await tab(page, "Page").click();
    await expect(livebars.heading("Narrow")).toBeVisible();
    const width = await livebars.preview
      .locator("html")
      .evaluate((root) => root.scrollWidth <= root.clientWidth);
    expect(width).toBe(true);
    await tab(page, "Data").click();
    await livebars.write(livebars.data, '{"name": }');
    await tab(page, "Page").click();
    await livebars.problems.getByRole("button").first().click();
    await expect(livebars.data).toBeFocused();
    await expect(tab(page, "Data")).toHaveAttribute("aria-selected", "true");
  });

  test("what the bars have no room for is in their menus", async ({ page }) => {
    const livebars = new LivebarsPage(page);
    await livebars.open("Start here");
    await page.getByRole("button", { name: "File" }).click();
    for (const name of ["Reset to sample", "Open…"])
      expect(await isReached(page.getByRole("button", { name }))).toBe(true);
    await page.getByLabel("Theme").selectOption("dark");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Options" }).click();
    const isWhole = (menu: string) =>
      page
        .getByRole("dialog", { name: menu })
        .evaluate((element) => element.scrollWidth <= element.clientWidth);
    expect(await isWhole("Options")).toBe(true);
    await page.getByLabel("Format").selectOption("text");
    await expect(livebars.preview.locator("main")).toContainText("# Hello");
    await expect(page.getByLabel("Flavor")).toBeDisabled();
    await page.getByRole("button", { name: "Size & export" }).click();
    await expect(page.getByRole("button", { name: "Print" })).toBeVisible();
    expect(await isWhole("Size & export")).toBe(true);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    // In a wide window they are in the bars again.
    await page.setViewportSize({ width: 1200, height: 740 });
    await expect(page.getByLabel("Format")).toBeVisible();
    await expect(page.getByRole("button", { name: "Open…" })).toBeVisible();
  });

  test("F6 goes through the parts, and shows them", async ({ page }) => {
    const livebars = new LivebarsPage(page);
    await livebars.open("Start here");
    await page.getByLabel("Document").focus();
    for (const name of ["Template", "Data", "Helpers"]) {
      await page.keyboard.press("F6");
      await expect(page.getByRole("textbox", { name, exact: true })).toBeFocused();
      await expect(tab(page, name)).toHaveAttribute("aria-selected", "true");
    }
  });
});

test("at 400 % every control of a window of 1280 × 1024 is reached, and the page has height", async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 256 });
  const livebars = new LivebarsPage(page);
  await livebars.open("Task page: chat completion");
  await fits(page);
  expect((await page.locator('iframe[title="Preview"]').boundingBox())?.height).toBeGreaterThan(100);
  for (const control of [page.getByLabel("Document"), page.getByText("Output", { exact: true }).first()])
    expect(await isReached(control)).toBe(true);
  for (const menu of ["File", "Options"]) {
    await page.getByRole("button", { name: menu, exact: true }).click();
    const controls = page
      .getByRole("dialog", { name: menu })
      .locator("button:visible, select:visible, input:visible");
    for (const control of await controls.all())
      expect(
        await isReached(control),
        `${menu}: ${await control.evaluate((element) => element.outerHTML)}`,
      ).toBe(true);
    await page.keyboard.press("Escape");
  }
  for (const name of ["Template", "Data", "Helpers", "Partials"]) {
    await tab(page, name).click();
    for (const control of await page.locator("#editors button:visible, #editors select:visible").all())
      expect(await isReached(control), await control.innerText()).toBe(true);
    await fits(page);
  }
  await tab(page, "Template").click();
  await livebars.template.click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("x");
  const seen = await livebars.template.evaluate(() => {
    const caret = getSelection()?.getRangeAt(0).getBoundingClientRect();
    return caret && caret.top > 60 && caret.bottom < innerHeight;
  });
  expect(seen).toBe(true);
  for (const name of ["New…", "Rename…"]) {
    await page.getByRole("button", { name: "File", exact: true }).click();
    const button = page.getByRole("button", { name });
    if (await button.isDisabled()) continue;
    await button.click();
    for (const control of await page.locator("dialog[open] :is(button, input)").all())
      expect(await isReached(control)).toBe(true);
    await page.keyboard.press("Escape");
  }
});

test.describe("touch", () => {
  const { defaultBrowserType: _, ...pixel } = devices["Pixel 7"];
  test.use({ ...pixel, ownPage: true });

  /** The targets of a finger that are lower or narrower than 44 px, but for links in text. */
  const small = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("button, select, [role=tab], input, summary")].flatMap(
        (element) => {
          // A radio button or a switch is taken at its label.
          const target = element.closest("label") ?? element;
          if (!target.checkVisibility({ visibilityProperty: true }) || target.closest("[inert]")) return [];
          const { width, height } = target.getBoundingClientRect();
          return width < 44 || height < 44 ? [`${target.outerHTML.slice(0, 120)} ${width} × ${height}`] : [];
        },
      ),
    );

  test("targets have 44 px", async ({ page }) => {
    const livebars = new LivebarsPage(page);
    await livebars.open("Start here");
    expect(await small(page)).toEqual([]);
    for (const name of ["Template", "Data", "Helpers", "Partials"]) {
      await tab(page, name).tap();
      expect(await small(page), name).toEqual([]);
    }
    await tab(page, "Template").tap();
    await livebars.write(livebars.template, "{{#if}}");
    expect(await small(page), "problems").toEqual([]);
    await tab(page, "Page").tap();
    for (const menu of ["File", "Options"]) {
      await page.getByRole("button", { name: menu, exact: true }).tap();
      expect(await small(page), menu).toEqual([]);
      await page.keyboard.press("Escape");
    }
    await page.getByRole("button", { name: "Share" }).tap();
    expect(await small(page), "Share").toEqual([]);
  });

  test("what keys do at the caret is in a menu", async ({ page }) => {
    const livebars = new LivebarsPage(page);
    await livebars.open("Start here");
    await tab(page, "Template").tap();
    await livebars.write(livebars.template, "# {{name}}");
    const menu = page.getByRole("dialog", { name: "Actions of Template" });
    const choose = async (name: string) => {
      await page.getByRole("button", { name: "Actions of Template" }).tap();
      await menu.getByRole("button", { name }).tap();
    };
    await choose("Undo");
    await expect(livebars.template).toContainText("# Hello");
    await choose("Redo");
    await expect(livebars.template).toHaveText("# {{name}}");
    await page.keyboard.press("ControlOrMeta+Home");
    for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
    await choose("Show on the page");
    await expect(tab(page, "Page")).toHaveAttribute("aria-selected", "true");
    await expect(livebars.problems).toContainText("1 place on the page.");
    await tab(page, "Template").tap();
    await choose("Go to where it comes from");
    await expect(livebars.data).toBeFocused();
  });

  test("a long press on the page leads to what made it", async ({ page }) => {
    const livebars = new LivebarsPage(page);
    await livebars.open("Start here");
    // The driver presses for long, and this Chromium makes no menu of it: the event is sent as phones send it.
    await livebars.heading("Hello, Ada!").evaluate((heading) => {
      const { left, top } = heading.getBoundingClientRect();
      heading.dispatchEvent(
        new PointerEvent("contextmenu", {
          pointerType: "touch",
          clientX: left + 90,
          clientY: top + 10,
          bubbles: true,
          cancelable: true,
        }),
      );
    });
    await expect(tab(page, "Template")).toHaveAttribute("aria-selected", "true");
    await expect(livebars.template).toBeVisible();
  });

  test("a keyboard on the screen does not cover the caret", async ({ page }) => {
    const livebars = new LivebarsPage(page);
    await livebars.open("Start here");
    await expect(page.locator("meta[name=viewport]")).toHaveAttribute(
      "content",
      /interactive-widget=resizes-content/,
    );
    await tab(page, "Template").tap();
    await livebars.write(livebars.template, "line\n\n".repeat(60));
    // Safari tells of its keyboard by the visual viewport alone.
    await page.evaluate(() => {
      const { visualViewport } = window;
      if (!visualViewport) throw new Error("no visual viewport");
      Object.defineProperty(visualViewport, "height", { value: 400, configurable: true });
      visualViewport.dispatchEvent(new Event("resize"));
    });
    await expect.poll(async () => (await page.locator("body").boundingBox())?.height).toBe(400);
    const bottom = () =>
      livebars.template.evaluate(() => getSelection()?.getRangeAt(0).getBoundingClientRect().bottom ?? 0);
    await expect.poll(bottom).toBeLessThan(400);
    await page.keyboard.type("x");
    await expect.poll(bottom).toBeLessThan(400);
    await page.evaluate(() => {
      const { visualViewport } = window;
      if (!visualViewport) return;
      Reflect.deleteProperty(visualViewport, "height");
      visualViewport.dispatchEvent(new Event("resize"));
    });
    await expect.poll(async () => (await page.locator("body").boundingBox())?.height).toBeGreaterThan(700);
  });
});

test("text at 200 % is 200 % everywhere, and the window has room for it", async ({ page }) => {
  const livebars = new LivebarsPage(page);
  await livebars.open("Task page: chat completion");
  const sizes = () =>
    page.evaluate(() =>
      ["#share", "#document", ".panel-head h2", ".cm-content", ".problems"].map((selector) =>
        Number.parseFloat(getComputedStyle(document.querySelector(selector) as Element).fontSize),
      ),
    );
  const pageSize = () =>
    livebars.preview
      .locator("p")
      .first()
      .evaluate((p) => Number.parseFloat(getComputedStyle(p).fontSize));
  const [before, pageBefore] = [await sizes(), await pageSize()];
  const client = await page.context().newCDPSession(page);
  await client.send("Page.enable");
  await client.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
  await expect.poll(sizes).toEqual(before.map((size) => size * 2));
  expect(await pageSize()).toBe(pageBefore * 2);
  for (const width of [1440, 1100, 720]) {
    await page.setViewportSize({ width, height: 900 });
    await fits(page);
    await expect(tab(page, "Page")).toBeVisible({ visible: width <= 1200 });
  }
});

test("nothing moves for who asks for that", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const livebars = new LivebarsPage(page);
  await livebars.open("Start here");
  await livebars.typeAtStart(livebars.template, "# New\n\n");
  await expect(livebars.heading("New")).toBeVisible();
  const moving = () => document.getAnimations().length;
  for (let look = 0; look < 15; look++) {
    expect(await page.evaluate(moving)).toBe(0);
    expect(await livebars.preview.locator("html").evaluate(moving)).toBe(0);
    await page.waitForTimeout(100);
  }
});

test("a page that is written from right to left is laid out so", async ({ page }) => {
  const livebars = new LivebarsPage(page);
  await livebars.open("Start here");
  await livebars.write(
    livebars.template,
    '<div dir="rtl">\n\n> {{quote}}\n\n- {{item}}\n\n| {{head}} |\n| --- |\n| x |\n\n</div>',
  );
  await livebars.write(livebars.data, '{"quote": "اقتباس", "item": "بند", "head": "رأس"}');
  const sides = (selector: string, property: string) =>
    livebars.preview.locator(selector).evaluate((element, property) => {
      const style = getComputedStyle(element);
      return ["left", "right"].map((side) =>
        Number.parseFloat(style.getPropertyValue(property.replace("*", side))),
      );
    }, property);
  const [left, right] = await sides("blockquote", "border-*-width");
  expect(left).toBe(0);
  expect(right).toBeGreaterThan(0);
  const [before, after] = await sides("ul", "padding-*");
  expect(before).toBe(0);
  expect(after).toBeGreaterThan(0);
  await expect(livebars.preview.locator("th")).toHaveCSS("text-align", /^(?:start|right)$/);
});
