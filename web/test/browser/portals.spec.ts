// Livebars inside other sites: a VitePress portal, and a page with a strict policy, both of other origins.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { FrameLocator, Page } from "@playwright/test";
import { encodeLink } from "../../src/share/link.ts";
import { emptyDraft } from "../../src/share/state.ts";
import { expect, kept, previewIn, test } from "./page.ts";
import { type StaticServer, serve } from "./static-server.ts";

const site = "http://127.0.0.1:8199/";
const portals = fileURLToPath(new URL("../portals/", import.meta.url));

let server: StaticServer | undefined;
test.afterEach(() => {
  server?.close();
  server = undefined;
});

const editorIn = (page: Page, element: string): FrameLocator =>
  page.locator(element).locator('iframe[title="Livebars"]').contentFrame();

/** The directives that EMBEDDING.md names for pages with previews, an editor, and plain frames. */
const strictPolicy = [
  "default-src 'none'",
  `script-src ${site} 'wasm-unsafe-eval'`,
  `worker-src blob: ${site}`,
  `connect-src ${site}`,
  `frame-src ${site}`,
].join("; ");

async function strictPage(page: Page, policy = strictPolicy): Promise<string[]> {
  const link = await encodeLink({
    ...emptyDraft(),
    template: "# Plain {{n}}\n\nwords",
    data: '{"n":1}',
    view: "page",
  });
  const html = readFileSync(join(portals, "strict/index.html"), "utf8");
  const text = html.replaceAll("%LIVEBARS%", site).replace("%PLAIN%", `${site}?view=preview#${link}`);
  server = await serve((path) => (path === "/index.html" ? text : undefined), {
    "content-security-policy": policy,
  });
  const refused: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy|Refused/.test(message.text())) refused.push(message.text());
  });
  await page.goto(server.address);
  return refused;
}

test("a strict page shows previews, an editor and a plain frame, and they follow edits", async ({ page }) => {
  const refused = await strictPage(page);
  const preview = previewIn(page, "#inline");
  await expect(preview.getByRole("heading", { name: "Dear Ada" })).toBeVisible();
  await expect(preview.getByText("yours, Noor")).toBeVisible();
  await page.locator("#inline").evaluate((element) =>
    (element as HTMLElement & { update(s: object): Promise<void> }).update({
      data: { name: "Ben", from: "Cy" },
    }),
  );
  await expect(preview.getByRole("heading", { name: "Dear Ben" })).toBeVisible();
  const plain = page.frameLocator("#plain").frameLocator('iframe[title="Preview"]');
  await expect(plain.getByRole("heading", { name: "Plain 1" })).toBeVisible();
  const editor = editorIn(page, "#editor");
  await page.evaluate(() => {
    Object.assign(window, { told: [] as unknown[] });
    document.getElementById("editor")?.addEventListener("change", (event) => {
      (window as unknown as { told: unknown[] }).told.push((event as CustomEvent).detail);
    });
  });
  await page.locator("#editor").evaluate((element) => element.setAttribute("height", "auto"));
  expect((await page.locator("#editor").boundingBox())?.height).toBeGreaterThan(300);
  await page.locator("#editor").scrollIntoViewIfNeeded();
  await editor.getByRole("textbox", { name: "Template", exact: true }).focus();
  await page.keyboard.insertText("# Typed here");
  await expect(
    editor.frameLocator('iframe[title="Preview"]').getByRole("heading", { name: "Typed here" }),
  ).toBeVisible();
  await expect
    .poll(() =>
      page.evaluate(() => (window as unknown as { told: { template: string }[] }).told.at(-1)?.template),
    )
    .toBe("# Typed here");
  expect(refused).toEqual([]);
});

test("a preview is as high as its page, and takes the theme of the page around", async ({ page }) => {
  await strictPage(page);
  const preview = page.locator("#inline");
  await expect(previewIn(page, "#inline").getByRole("heading", { name: "Dear Ada" })).toBeVisible();
  const height = async () => (await preview.boundingBox())?.height ?? 0;
  await expect.poll(height).toBeGreaterThan(60);
  const before = await height();
  await preview.evaluate((element) =>
    (element as HTMLElement & { update(s: object): Promise<void> }).update({
      template: "line\n\n".repeat(30),
    }),
  );
  await expect.poll(height).toBeGreaterThan(before + 500);
  const property = (name: string, value: string | null) =>
    preview.evaluate(
      (element, [name, value]) => Object.assign(element, { [name as string]: value }),
      [name, value],
    );
  await property("format", "text");
  await expect(previewIn(page, "#inline").locator("pre")).toContainText("line");
  await expect(preview).toHaveAttribute("format", "text");
  await property("format", null);
  await expect(previewIn(page, "#inline").getByRole("paragraph").first()).toHaveText("line");
  const theme = () => previewIn(page, "#inline").locator("html").getAttribute("data-theme");
  expect(await theme()).toBe("light");
  await page.evaluate(() => document.documentElement.style.setProperty("color-scheme", "dark"));
  await expect.poll(theme).toBe("dark");
});

test("a page that grows with its frame stays at a height, and the console says so", async ({ page }) => {
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  await strictPage(page, `${strictPolicy}; style-src 'unsafe-inline'`);
  const preview = page.locator("#inline");
  await expect(previewIn(page, "#inline").getByRole("heading", { name: "Dear Ada" })).toBeVisible();
  await preview.evaluate((element) => {
    element.setAttribute("height", "auto");
    (element as HTMLElement & { update(s: object): Promise<void> }).update({
      format: "html",
      template: "<style>main { min-height: calc(100vh + 100px) }</style><p>Text</p>",
    });
  });
  await expect.poll(() => said.some((text) => text.includes("grows whenever its frame does"))).toBe(true);
  const height = async () => (await preview.boundingBox())?.height ?? 0;
  const before = await height();
  await page.waitForTimeout(500);
  expect(await height()).toBe(before);
});

test("a plain frame tells its height to the page around", async ({ page }) => {
  const link = await encodeLink({ ...emptyDraft(), template: "line\n\n".repeat(40), view: "page" });
  server = await serve((path) =>
    path === "/index.html"
      ? `<iframe src="${site}?view=preview#${link}"></iframe><script>addEventListener("message", (e) => { if (e.origin + "/" === "${site}" && e.data.event === "height") document.title = e.data.height; else document.body.dataset.more = JSON.stringify(e.data); })</script>`
      : undefined,
  );
  await page.goto(server.address);
  await expect.poll(async () => Number(await page.title())).toBeGreaterThan(1000);
  expect(await page.locator("body").getAttribute("data-more")).toBeNull(); // and nothing else
});

test("a host drives a frame whose address names it, and nobody else does", async ({ page }) => {
  const around = (host: string) => `<iframe src="${site}?view=preview&host=${host}"></iframe>
    <iframe id="other" srcdoc="<script>onmessage=()=>{};parent.siblingPosts=0;setInterval(()=>{parent.frames[0].postMessage({livebars:1,call:'show',state:{template:'# sibling'}},'*');parent.siblingPosts++},20)</script>"></iframe>
    <script>const log=[];addEventListener("message",(e)=>{log.push(e.data);if(e.data.event==="ready")e.source.postMessage({livebars:1,call:"show",state:{template:"# From {{x}}",data:'{"x":"the host"}'}},"*");for(const odd of [null,1,"x",{},{livebars:1},{livebars:1,call:"show"},{livebars:1,call:"show",state:{template:1}},{livebars:1,call:"eval",state:"x"}])frames[0].postMessage(odd,"*")})</script>`;
  server = await serve((path) =>
    path === "/index.html"
      ? around(encodeURIComponent((server as StaticServer).address.slice(0, -1)))
      : path === "/hostile/index.html"
        ? around("https://docs.example")
        : undefined,
  );
  await page.goto(server.address);
  const preview = page.frameLocator("iframe >> nth=0").frameLocator('iframe[title="Preview"]');
  await expect(preview.getByRole("heading", { name: "From the host" })).toBeVisible();
  // What the sibling posts is delivered in order: when the host's next message is shown, ten of them were refused.
  const siblingPosted = (count: number) =>
    page.waitForFunction(
      (count) => (window as unknown as { siblingPosts: number }).siblingPosts >= count,
      count,
    );
  await siblingPosted(10);
  await page.evaluate(() =>
    frames[0]?.postMessage({ livebars: 1, call: "show", state: { template: "# Again from {{x}}" } }, "*"),
  );
  await expect(preview.getByRole("heading", { name: "Again from the host" })).toBeVisible();
  await page.goto(`${server.address}hostile/`);
  await expect(page.frameLocator("iframe >> nth=0").getByText("Open in editor")).toBeAttached(); // its script has run
  const before = await page.evaluate("siblingPosts");
  await siblingPosted(Number(before) + 10);
  await expect(preview.getByRole("heading")).toHaveCount(0);
  expect(await page.evaluate("log.filter((message) => message.event !== 'height')")).toEqual([]);
});

test("an editor in a frame shows nothing of the site's own drafts", async ({ page }) => {
  await page.goto(site);
  await page.evaluate(() =>
    localStorage.setItem("livebars:draft:start", JSON.stringify({ template: "# Secret draft", data: "{}" })),
  );
  const stored = await page.evaluate(() => ({ ...localStorage }));
  server = await serve((path) =>
    path === "/index.html"
      ? `<iframe src="${site}?view=editor&host=x" width="900" height="600"></iframe>`
      : undefined,
  );
  await page.goto(server.address);
  const editor = page.frameLocator("iframe");
  await editor.getByRole("textbox", { name: "Template", exact: true }).fill("# Other");
  await expect(
    editor.frameLocator('iframe[title="Preview"]').getByRole("heading", { name: "Other" }),
  ).toBeVisible();
  await page.goto(site);
  expect(await page.evaluate(() => ({ ...localStorage }))).toMatchObject(stored);
  expect(JSON.stringify(await page.evaluate(() => ({ ...localStorage })))).not.toContain("# Other");
  expect(JSON.stringify(await kept(page, "draft"))).not.toContain("# Other");
});

test("nothing is loaded before a preview comes near, and 500 of them share one worker", async ({ page }) => {
  const one = (
    i: number,
  ) => `<livebars-preview height="200px"><script type="text/x-handlebars"># Preview ${i} {{a}}</script>
    <script type="application/json">{"a":"of many"}</script></livebars-preview>`;
  server = await serve((path) =>
    path === "/index.html"
      ? `<!doctype html><script type="module" src="${site}embed.js"></script><div style="height:4000px">far</div>${Array.from({ length: 500 }, (_, i) => one(i)).join("")}`
      : undefined,
  );
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(server.address);
  await page.waitForFunction(() => customElements.get("livebars-preview"));
  await page.waitForLoadState("networkidle");
  expect(asked.filter((url) => !url.endsWith("/favicon.ico"))).toEqual([server.address, `${site}embed.js`]);
  for (const i of [0, 100, 250, 499, 3]) {
    await page.locator("livebars-preview").nth(i).scrollIntoViewIfNeeded();
    const preview = page.locator("livebars-preview").nth(i).locator("iframe").contentFrame();
    await expect(preview.getByRole("heading", { name: `Preview ${i} of many` })).toBeVisible();
  }
  // All of them, one after the other: those far from view are let go.
  await page.evaluate(async () => {
    const shown = () =>
      [...document.querySelectorAll("livebars-preview")].every((preview) => {
        const { top, bottom } = preview.getBoundingClientRect();
        return bottom <= 0 || top >= innerHeight || preview.shadowRoot?.querySelector("iframe");
      });
    for (let y = 4000; y < document.body.scrollHeight; y += 1500) {
      scrollTo(0, y);
      while (!shown()) await new Promise(requestAnimationFrame);
    }
  });
  const last = page.locator("livebars-preview").last().locator("iframe").contentFrame();
  await expect(last.getByRole("heading", { name: "Preview 499 of many" })).toBeVisible();
  expect(asked.filter((url) => url.endsWith(".wasm"))).toHaveLength(1);
  expect(page.workers()).toHaveLength(1);
  expect(page.frames().length).toBeLessThan(30);
});

test("an embedder can switch images of other sites off", async ({ page, context }) => {
  const asked: string[] = [];
  await context.route("http://images.example/**", (route) => {
    asked.push(route.request().url().slice(-5));
    return route.fulfill({ status: 204 });
  });
  const preview = (attributes: string, image: string) =>
    `<livebars-preview ${attributes}><script type="text/x-handlebars"># ${image}\n\n![x](http://images.example/${image})</script></livebars-preview>`;
  server = await serve((path) =>
    path === "/index.html"
      ? `<script type="module" src="${site}embed.js"></script>${preview('images="none"', "1.png")}${preview("", "2.png")}`
      : undefined,
  );
  await page.goto(server.address);
  const heading = (i: number) =>
    page.locator("livebars-preview").nth(i).locator("iframe").contentFrame().getByRole("heading");
  await expect(heading(0)).toHaveText("1.png");
  await expect(heading(1)).toHaveText("2.png");
  await expect.poll(() => asked).toEqual(["2.png"]);
  await page
    .locator("livebars-preview")
    .first()
    .evaluate((element) => element.removeAttribute("images"));
  await expect.poll(() => asked).toEqual(["2.png", "1.png"]);
});

test("an address that cannot be loaded is named in the element's place", async ({ page }) => {
  server = await serve((path) =>
    path === "/index.html"
      ? `<script type="module" src="${site}embed.js"></script><livebars-preview template="/gone.hbs"></livebars-preview>`
      : undefined,
  );
  await page.goto(server.address);
  await expect(page.getByRole("alert")).toContainText("/gone.hbs cannot be loaded: the server answered 404");
});

test("a VitePress portal shows a preview and an editor", async ({ page }) => {
  const out = await mkdtemp(join(tmpdir(), "livebars-portal-"));
  const cli = fileURLToPath(new URL("../../node_modules/vitepress/bin/vitepress.js", import.meta.url));
  await promisify(execFile)(process.execPath, [cli, "build", join(portals, "vitepress"), "--outDir", out], {
    env: { ...process.env, LIVEBARS: site },
  });
  server = await serve(out);
  await page.goto(server.address);
  const preview = previewIn(page, "livebars-preview");
  await expect(preview.getByRole("heading", { name: "Seals" })).toBeVisible();
  await expect(preview.getByText("A note on Seals.")).toBeVisible();
  await expect(preview.getByRole("listitem")).toHaveText(["grey", "harbour"]);
  const editor = editorIn(page, "livebars-editor");
  await editor.getByRole("textbox", { name: "Data", exact: true }).fill('{ "title": "Herons" }');
  await expect(
    editor.frameLocator('iframe[title="Preview"]').getByRole("heading", { name: "Herons" }),
  ).toBeVisible();
  await page
    .locator("livebars-preview")
    .evaluate((element) =>
      (element as HTMLElement & { update(s: object): Promise<void> }).update({ template: "## Changed" }),
    );
  await expect(preview.getByRole("heading", { name: "Changed" })).toBeVisible();
});
