// The same state at four widths, in light, dark and forced colours: nothing is cut off, and page and texts have room.
// SCREENSHOTS names a folder for what is seen.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "../engines/engine.ts";
import { Person } from "../engines/person.ts";
import { expect, test } from "../engines/test.ts";

const folder = process.env.SCREENSHOTS;

const widths = [
  [360, 740],
  [768, 1024],
  [1440, 900],
  [2560, 1300],
] as const;

/** Looks at a sample at all widths; `look` names the files of the screenshots. */
async function lookAt(person: Person, theme: string, look: string): Promise<void> {
  const { engine } = person;
  await person.begin();
  await person.choose("Document", "Task page: chat completion");
  await expect.poll(() => person.page()).toContain("Chat Completion");
  await person.choose("Theme", theme);
  try {
    for (const [width, height] of widths) {
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
      writeFileSync(join(folder, `${engine.name}-${width}-${look}.png`), await engine.screenshot());
    }
  } finally {
    await engine.resize(1440, 900);
  }
}

for (const theme of ["Light", "Dark"])
  test(`${theme.toLowerCase()}, from 360 to 2560 px: nothing is cut off`, async ({ person }) => {
    test.setTimeout(120_000);
    await lookAt(person, theme, theme.toLowerCase());
  });

/** The colours of the element that is drawn for a choice, whether it is chosen or not. */
const coloursOf = (choice: string) =>
  `(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.querySelector('#view ${choice} + span')))`;

test("forced colours, from 360 to 2560 px: nothing is cut off, and what is chosen is seen", async ({
  person: { engine },
}) => {
  test.setTimeout(120_000);
  test.skip(!engine.inForcedColours, "the engine has no forced colours");
  const forced = (await engine.inForcedColours?.()) as Engine;
  try {
    const person = new Person(forced);
    await lookAt(person, "System", "forced");
    expect(await person.run("return matchMedia('(forced-colors: active)').matches")).toBe(true);
    const [chosen, other] = await person.run<string[][]>(
      `return [${coloursOf("input:checked")}, ${coloursOf("input:not(:checked)")}]`,
    );
    expect(new Set(chosen).size).toBe(2); // the word is seen on its ground
    expect(new Set(other).size).toBe(2);
    expect(chosen).not.toEqual(other);
  } finally {
    await forced.close();
  }
});
