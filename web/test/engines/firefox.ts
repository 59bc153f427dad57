// Firefox, by puppeteer over WebDriver BiDi.
import { launch } from "puppeteer-core";
import { drag, type Engine, expression } from "./engine.ts";

type KeyName = Parameters<
  Awaited<ReturnType<Awaited<ReturnType<typeof launch>>["newPage"]>>["keyboard"]["press"]
>[0];

/** A busy machine may take long to load a page. */
const pageLoadMs = 20_000;

/** The hostile fragments are one call. */
const protocolMs = 600_000;

/** A page in the background gets no frames: windows that links open stay there. */
const preferences = { "browser.tabs.loadDivertedInBackground": true };

/** The colours of pages are never taken. */
const forcedColours = { "browser.display.document_color_use": 2 };

export async function firefox(
  executablePath: string,
  extraPrefsFirefox: Record<string, unknown> = preferences,
): Promise<Engine> {
  const browser = await launch({
    browser: "firefox",
    executablePath,
    headless: true,
    protocolTimeout: protocolMs,
    extraPrefsFirefox,
  });
  const newPage = async () => {
    const page = await browser.newPage();
    // A page with something that is not kept yet asks whether to leave it; nobody answers here.
    page.on("dialog", (dialog) => void dialog.accept().catch(() => {}));
    await page.setViewport({ width: 1440, height: 900 });
    return page;
  };
  const [first] = await browser.pages();
  let page = await newPage();
  await first?.close();
  return {
    name: "Firefox",
    // A step from a page to an isolated one can make another window of the same tab, of which the driver knows nothing: it
    // waits for ever. What is kept is the same in a new tab.
    open: async (address) => {
      try {
        await page.goto(address, { timeout: pageLoadMs });
      } catch {
        const lost = page;
        page = await newPage();
        await lost.close().catch(() => {});
        await page.goto(address, { timeout: 4 * pageLoadMs });
      }
    },
    run: (body, ...parameters) => page.evaluate(expression(body, parameters)) as Promise<never>,
    async press(keys) {
      const names = keys.split("+") as KeyName[];
      const last = names.pop() as KeyName;
      for (const name of names) await page.keyboard.down(name);
      await page.keyboard.press(last);
      for (const name of names.reverse()) await page.keyboard.up(name);
    },
    type: (text) => page.keyboard.type(text),
    async click({ x, y }, { control = false, count = 1 } = {}) {
      if (control) await page.keyboard.down("Control");
      await page.mouse.click(x, y, { count });
      if (control) await page.keyboard.up("Control");
    },
    drag: (from, to) => drag(page.mouse, from, to),
    dropsText: false,
    exactColumns: true,
    async closeOthers() {
      const others = (await browser.pages()).filter((other) => other !== page);
      await Promise.all(others.map((other) => other.close()));
      return others.length;
    },
    resize: (width, height) => page.setViewport({ width, height }),
    screenshot: async () => Buffer.from(await page.screenshot()),
    inForcedColours: () => firefox(executablePath, { ...preferences, ...forcedColours }),
    close: () => browser.close(),
  };
}
