// Chromium, by Playwright's page.
import type { Page } from "@playwright/test";
import { type Engine, expression } from "./engine.ts";

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
    async drag(from, to) {
      await mouse.move(from.x, from.y);
      await mouse.down();
      await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
      await mouse.move(to.x, to.y, { steps: 2 });
      await mouse.up();
    },
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
    screenshot: () => page.screenshot(),
    close: async () => {},
  };
}
