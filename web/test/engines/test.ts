// One suite for three engines: a test is given a person at a browser, whichever that is. Playwright's projects choose it.
import { test as base } from "@playwright/test";
import { chromium } from "./chromium.ts";
import type { Engine } from "./engine.ts";
import { firefox } from "./firefox.ts";
import { type EngineName, programOf } from "./installed.ts";
import { Person } from "./person.ts";
import { webkit } from "./webkit.ts";

export { expect } from "@playwright/test";

/** Chromium may be started by a test, the others take seconds: one browser serves all tests of a worker. */
export const test = base.extend<{ person: Person }, { engineName: EngineName; engine: Engine | undefined }>({
  engineName: ["Chromium", { option: true, scope: "worker" }],
  engine: [
    async ({ engineName, browser }, use) => {
      const open = async (): Promise<Engine | undefined> => {
        if (engineName === "Chromium") {
          const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
          return chromium(await context.newPage());
        }
        const program = programOf(engineName);
        if (!program) return undefined;
        return engineName === "Firefox" ? firefox(program) : webkit(program);
      };
      const engine = await open();
      await use(engine);
      await engine?.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  person: async ({ engine, engineName }, use, info) => {
    base.skip(!engine, `${engineName} is not installed`);
    if (!engine) return;
    await use(new Person(engine));
    if (info.status === info.expectedStatus) return;
    const body = await engine.screenshot().catch(() => undefined); // a driver may be what has failed
    if (body) await info.attach("screenshot", { body, contentType: "image/png" });
  },
});
