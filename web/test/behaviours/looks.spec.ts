// The same state at four widths, in light and in dark: nothing is cut off, and page and texts have room. SCREENSHOTS names a
// folder for what is seen.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../engines/test.ts";

const folder = process.env.SCREENSHOTS;

for (const theme of ["Light", "Dark"])
  test(`${theme.toLowerCase()}, from 360 to 2560 px: nothing is cut off`, async ({ person }) => {
    test.setTimeout(120_000);
    const { engine } = person;
    await person.begin();
    await person.choose("Document", "Task page: chat completion");
    await expect.poll(() => person.page()).toContain("Chat Completion");
    await person.choose("Theme", theme);
    try {
      for (const [width, height] of [
        [360, 740],
        [768, 1024],
        [1440, 900],
        [2560, 1300],
      ] as const) {
        await engine.resize(width, height);
        // The window of WebKit's browser cannot be made narrower than 447 px.
        const least = engine.name === "WebKit" ? 450 : 0;
        await person.until("return Math.abs(innerWidth - arguments[0]) < 4", Math.max(width, least));
        const { overflow, framed, pageOverflow } = await person.run<Record<string, number>>(
          `const frame = document.querySelector('iframe[title=Preview]');
          const root = frame.contentDocument.documentElement;
          return {
            overflow: document.documentElement.scrollWidth - innerWidth,
            framed: Math.min(frame.clientWidth, frame.clientHeight),
            pageOverflow: root.scrollWidth - root.clientWidth,
          };`,
        );
        expect(overflow, `${width} px`).toBeLessThanOrEqual(0);
        expect(framed, `${width} px`).toBeGreaterThan(300);
        expect(pageOverflow, `${width} px`).toBeLessThanOrEqual(0);
        if (!folder) continue;
        mkdirSync(folder, { recursive: true });
        writeFileSync(
          join(folder, `${engine.name}-${width}-${theme.toLowerCase()}.png`),
          await engine.screenshot(),
        );
      }
    } finally {
      await engine.resize(1440, 900);
    }
  });
