// Hostile fragments, with all layers of the isolation of the preview frame, and with some of them only.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, type Page, type Request, test } from "@playwright/test";
import type * as Previews from "../../src/embed/previews.ts";
import type { Isolation } from "../../src/frame/preview-frame.ts";
import type * as Library from "../../src/library/contract.d.ts";
import { fragments, hostileData } from "../hostile/fragments.ts";
import { type StaticServer, serve } from "./static-server.ts";

const site = "http://127.0.0.1:8199/";
const foreign = "http://foreign.example/";
const attack = "parent.attacked=top.attacked=self.attacked=1";

const armed = (text: string) => text.replaceAll("ATTACK", attack).replaceAll("FOREIGN", foreign);

interface Case {
  technique: string;
  fragment: string;
}

const cases: Case[] = Object.entries(fragments).flatMap(([technique, all]) =>
  all.map((fragment) => ({ technique, fragment: armed(fragment) })),
);

let server: StaticServer;
test.beforeAll(async () => {
  server = await serve((path) =>
    path === "/index.html"
      ? "<!doctype html><title>Host</title><h1>Host</h1><div id=stage></div>"
      : undefined,
  );
});
test.afterAll(() => server.close());

/** Shows each fragment in a frame with the given isolation, clicks what it offers, and returns what went wrong. */
async function run(page: Page, isolation: Isolation, chosen = cases): Promise<string[]> {
  await page.goto(server.address);
  return page.evaluate(
    async ({ cases, data, isolation, site }) => {
      const { PreviewFrame } = (await import(`${site}previews.js`)) as typeof Previews;
      const { createRenderer } = (await import(`${site}livebars.js`)) as typeof Library;
      const scope = window as unknown as Record<string, unknown>;
      const opened: string[] = [];
      scope.open = (url: string) => {
        opened.push(url);
        return null;
      };
      const stage = document.getElementById("stage") as HTMLElement;
      const frame = new PreviewFrame(stage, isolation);
      const renderer = await createRenderer();
      const session = await renderer.open({ template: "" });
      const before = document.documentElement.outerHTML;
      const names = Object.keys(window).join();
      const faults: string[] = [];
      // Animations have begun, and images have arrived or failed, if they do so soon.
      const framePainted = async () => {
        const end = performance.now() + 60;
        const images = () => Array.from(frame.element.contentDocument?.images ?? []);
        do await new Promise(requestAnimationFrame);
        while (performance.now() < end && !images().every((image) => image.complete));
      };
      // Events and navigations that a click has led to are tasks that are queued before this one.
      const tasksDone = () => new Promise((resolve) => setTimeout(resolve));
      const show = async (request: Library.Changes) => {
        const update = await session.update(request);
        await frame.apply(update.splices);
        return update;
      };
      for (const { technique, fragment } of cases)
        for (const format of ["html", "markdown"] as const) {
          const fault = (what: string) => faults.push(`${what} (${technique}, ${format}): ${fragment}`);
          try {
            await show({
              template: fragment,
              data,
              format,
              dialect: "commonmark",
              partials: { evil: "<img src=x onerror=parent.attacked=1>" },
            });
            await framePainted();
            const content = frame.element.contentWindow as Window & typeof globalThis;
            const root = Document.prototype.querySelectorAll.call(frame.element.contentDocument, "body *");
            for (const element of root)
              if (
                /click me/.test(element.textContent ?? "") ||
                /^(area|button|input)$/.test(element.localName)
              )
                element.dispatchEvent(
                  new content.MouseEvent("click", { bubbles: true, cancelable: true, view: content }),
                );
            await tasksDone();
            await show({ template: "<p>sound</p>", format: "html" });
            const text = frame.element.contentDocument?.body.textContent;
            if (!/^\s*sound\s*$/.test(text ?? "")) fault(`the next page is ${text?.slice(0, 40)}`);
          } catch (error) {
            fault(`${(error as Error).message}`);
          }
          if (
            "attacked" in scope ||
            (frame.element.contentWindow && "attacked" in frame.element.contentWindow)
          ) {
            fault("a script ran");
            delete scope.attacked;
          }
          if (document.documentElement.outerHTML !== before) fault("the page around has changed");
          if (Object.keys(window).join() !== names) fault("a name in the page around has changed");
        }
      for (const url of opened) if (!/^(https?|mailto):/.test(url)) faults.push(`opened ${url}`);
      renderer.close();
      return faults;
    },
    { cases: chosen, data: armed(hostileData), isolation, site },
  );
}

const alone = { sandbox: false, policy: false, sanitizer: false };

/** Requests that a wall lets pass when it stands alone; nothing passes all of them. */
const passing: [name: string, isolation: Isolation, requests: RegExp][] = [
  ["all layers", { sandbox: true, policy: true, sanitizer: true }, /^$/],
  // A sandbox keeps scripts, forms and windows in, not requests.
  ["the sandbox alone", { ...alone, sandbox: true }, /^(document|stylesheet|script|font|other) /],
  // A policy cannot forbid a page to lead itself away, nor Chromium to fetch a link ahead.
  [
    "the policy alone",
    { ...alone, policy: true },
    /^(document \S+\/refresh\d?|other \S+\/(?:link-)?prefetch)$/,
  ],
];

/** Half of the cases take as long as all other tests of this file. */
const parts = [0, 1].map((part) => cases.filter((_, i) => i % 2 === part));

for (const [name, isolation, requests, part, chosen] of passing.flatMap((one) =>
  parts.map((chosen, part) => [...one, part, chosen] as const),
))
  test(`${chosen.length} hostile fragments do nothing: ${name}, part ${part + 1}`, async ({
    page,
    context,
  }) => {
    test.setTimeout(240_000);
    const asked: string[] = [];
    // A link of the page opens in a window of its own, as the reader wants it who clicks: that is no request of the page.
    const ofWindow = (request: Request) => {
      try {
        return request.isNavigationRequest() && request.frame().page() !== page;
      } catch {
        return true; // the window has gone, or is not there yet
      }
    };
    const openers: Promise<unknown>[] = [];
    context.on("page", (other) => {
      openers.push(other.evaluate(() => window.opener).catch(() => null));
      setTimeout(() => void other.close().catch(() => {}), 300);
    });
    await context.route(`${foreign}**`, (route) => {
      const request = route.request();
      if (ofWindow(request)) return route.fulfill({ status: 204 });
      if (!["image", "media"].includes(request.resourceType()))
        asked.push(`${request.resourceType()} ${request.url()}`);
      return route.fulfill({ status: 204 });
    });
    expect(await run(page, isolation, chosen)).toEqual([]);
    expect(page.url()).toBe(server.address);
    expect((await Promise.all(openers)).filter(Boolean)).toEqual([]);
    expect(asked.filter((request) => !requests.test(request))).toEqual([]);
  });

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

test("without a wall the fragments do run: the test would see it", async ({ page }) => {
  const some = cases.filter(({ technique }) => technique === "event attributes");
  const faults = await run(page, alone, some);
  expect(faults.filter((fault) => fault.startsWith("a script ran")).length).toBeGreaterThan(20);
});

test("there are enough fragments", () => {
  expect(new Set(cases.map(({ fragment }) => fragment)).size).toBeGreaterThanOrEqual(390);
});
