// Hostile fragments in pages that were rendered in advance. What they do in a live page is in ../behaviours.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { casesAt } from "../hostile/in-page.ts";
import { serve } from "./static-server.ts";

const foreign = "http://foreign.example/";
const { cases } = casesAt(foreign);

test("hostile fragments do nothing in pages that the build has put into elements", async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  const folder = await mkdtemp(join(tmpdir(), "livebars-hostile-"));
  const script = (text: string) => JSON.stringify({ x: text }).replaceAll("<", "\\u003c");
  const elements = cases.map(
    ({ fragment }) =>
      `<livebars-preview format="html" height="60px"><script type="text/x-handlebars">{{{x}}}</script><script type="application/json">${script(fragment)}</script></livebars-preview>`,
  );
  const file = join(folder, "index.html");
  await writeFile(file, `<!doctype html><title>Host</title>${elements.join("\n")}`);
  const command = fileURLToPath(new URL("../../../dist/command.js", import.meta.url));
  await promisify(execFile)(process.execPath, [command, "embed", file]);
  // All of them at once: none waits until it is near.
  const html = (await readFile(file, "utf8")).replaceAll(' loading="lazy"', "");
  expect(html.split("<iframe").length - 1).toBe(cases.length);
  const host = await serve((path) => (path === "/index.html" ? html : undefined));
  const asked: string[] = [];
  await context.route(`${foreign}**`, (route) => {
    const request = route.request();
    if (!["image", "media"].includes(request.resourceType()))
      asked.push(`${request.resourceType()} ${request.url()}`);
    return route.fulfill({ status: 204 });
  });
  await page.goto(host.address);
  await page.waitForTimeout(2000);
  const faults = await page.evaluate(() => {
    const faults: string[] = [];
    const addressOf = Object.getOwnPropertyDescriptor(Document.prototype, "URL")?.get as () => string;
    if ("attacked" in window) faults.push("a script ran");
    document.querySelectorAll("iframe").forEach((frame, i) => {
      if (frame.contentWindow && "attacked" in frame.contentWindow) faults.push(`a script ran in ${i}`);
      // Elements of a page may have the names of its document's fields.
      if (addressOf.call(frame.contentDocument) !== "about:srcdoc") faults.push(`${i} was led away`);
      const content = frame.contentWindow as Window & typeof globalThis;
      const inside = Document.prototype.querySelectorAll.call(frame.contentDocument, "body *");
      for (const element of inside)
        if (!Element.prototype.closest.call(element, "a, area"))
          // those open windows
          element.dispatchEvent(
            new content.MouseEvent("click", { bubbles: true, cancelable: true, view: content }),
          );
    });
    return faults;
  });
  await page.waitForTimeout(500);
  expect(faults).toEqual([]);
  expect(await page.evaluate(() => "attacked" in window)).toBe(false);
  expect(page.url()).toBe(host.address);
  expect(asked).toEqual([]);
  host.close();
});

test("there are enough fragments", () => {
  expect(new Set(cases.map(({ fragment }) => fragment)).size).toBeGreaterThanOrEqual(390);
});
