// Firefox, by puppeteer over WebDriver BiDi.
import { launch } from "puppeteer-core";
import { drag, type Engine, expression } from "./engine.ts";

type KeyName = Parameters<
  Awaited<ReturnType<Awaited<ReturnType<typeof launch>>["newPage"]>>["keyboard"]["press"]
>[0];

/** A busy machine may take long to load a page. */
const pageLoadMs = 80_000;

/** The hostile fragments are one call. */
const protocolMs = 600_000;

/** A page in the background gets no frames: windows that links open stay there. */
const extraPrefsFirefox = { "browser.tabs.loadDivertedInBackground": true };

export async function firefox(executablePath: string): Promise<Engine> {
  const browser = await launch({
    browser: "firefox",
    executablePath,
    headless: true,
    protocolTimeout: protocolMs,
    extraPrefsFirefox,
  });
  const [page = await browser.newPage()] = await browser.pages();
  await page.setViewport({ width: 1440, height: 900 });
  const { keyboard, mouse } = page;
  return {
    name: "Firefox",
    open: async (address) => void (await page.goto(address, { timeout: pageLoadMs })),
    run: (body, ...parameters) => page.evaluate(expression(body, parameters)) as Promise<never>,
    async press(keys) {
      const names = keys.split("+") as KeyName[];
      const last = names.pop() as KeyName;
      for (const name of names) await keyboard.down(name);
      await keyboard.press(last);
      for (const name of names.reverse()) await keyboard.up(name);
    },
    type: (text) => keyboard.type(text),
    async click({ x, y }, { control = false, count = 1 } = {}) {
      if (control) await keyboard.down("Control");
      await mouse.click(x, y, { count });
      if (control) await keyboard.up("Control");
    },
    drag: (from, to) => drag(mouse, from, to),
    dropsText: false,
    exactColumns: true,
    async closeOthers() {
      const others = (await browser.pages()).filter((other) => other !== page);
      await Promise.all(others.map((other) => other.close()));
      return others.length;
    },
    resize: (width, height) => page.setViewport({ width, height }),
    screenshot: async () => Buffer.from(await page.screenshot()),
    close: () => browser.close(),
  };
}
