// Chromium, by Playwright's page.
import type { Page } from "@playwright/test";
import { drag, type Engine, expression } from "./engine.ts";

export async function chromium(page: Page): Promise<Engine> {
  const client = await page.context().newCDPSession(page);
  const { keyboard, mouse } = page;
  return {
    name: "Chromium",
    open: async (address) => void (await page.goto(address)),
    run: (body, ...parameters) => page.evaluate(expression(body, parameters)),
    press: (keys) => keyboard.press(keys),
    type: (text) => keyboard.type(text),
    async click({ x, y }, { control = false, count = 1 } = {}) {
      if (control) await keyboard.down("Control");
      await mouse.click(x, y, { clickCount: count });
      if (control) await keyboard.up("Control");
    },
    drag: (from, to) => drag(mouse, from, to),
    async compose(text) {
      for (let length = 1; length <= text.length; length++) {
        const part = text.slice(0, length);
        await client.send("Input.imeSetComposition", {
          text: part,
          selectionStart: length,
          selectionEnd: length,
        });
      }
      await client.send("Input.insertText", { text });
    },
    dropsText: true,
    exactColumns: true,
    async closeOthers() {
      const others = page
        .context()
        .pages()
        .filter((other) => other !== page);
      for (const other of others)
        if (await other.evaluate(() => window.opener !== null).catch(() => false))
          throw new Error(`${other.url()} knows the window that opened it`);
      await Promise.all(others.map((other) => other.close()));
      return others.length;
    },
    resize: (width, height) => page.setViewportSize({ width, height }),
    screenshot: () => page.screenshot(),
    async inForcedColours() {
      const context = await page
        .context()
        .browser()
        ?.newContext({ forcedColors: "active", colorScheme: "dark" });
      if (!context) throw new Error("Chromium: the page has no browser");
      return chromium(await context.newPage());
    },
    close: () => page.context().close(),
  };
}
