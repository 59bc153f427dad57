// What axe finds in a page.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Frame, Page } from "@playwright/test";
import type axe from "axe-core";

const axeScript = readFileSync(fileURLToPath(import.meta.resolve("axe-core")), "utf8");

/** The rules of WCAG 2.2 AA and axe's best practices that a page breaks, each with its first elements. */
export async function violations(page: Page | Frame, options: axe.RunOptions = {}): Promise<string[]> {
  await page.evaluate(axeScript);
  const found = await page.evaluate(
    async (options) =>
      (await (window as unknown as { axe: typeof axe }).axe.run(document, options)).violations,
    { iframes: false, resultTypes: ["violations"], ...options } as axe.RunOptions,
  );
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).slice(0, 3)}`,
  );
}
