// The elements in a page of another origin: what frameworks give them, what is around them, and what they say.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { expect, previewIn, test } from "./page.ts";
import { type StaticServer, serve } from "./static-server.ts";

const site = "http://127.0.0.1:8199/";
const script = `<script type="module" src="${site}embed.js"></script>`;

let server: StaticServer | undefined;
test.afterEach(() => {
  server?.close();
  server = undefined;
});

/** Opens a page with this body, and other files by path. */
async function open(
  page: Page,
  body: string,
  files: Record<string, string> = {},
  headers = {},
): Promise<void> {
  server = await serve(
    (path) => (path === "/index.html" ? `<!doctype html><html><head></head>${body}</html>` : files[path]),
    headers,
  );
  await page.goto(server.address);
}

const heading = (page: Page, name: string, element = "livebars-preview") =>
  previewIn(page, element).getByRole("heading", { name, exact: true });

test("properties take texts, addresses, objects and what was set before the script came", async ({
  page,
}) => {
  await open(
    page,
    `<body><livebars-preview height="auto"></livebars-preview><script>
      const element = document.querySelector("livebars-preview");
      window.seen = [];
      for (const type of ["ready", "rendered", "problems"]) element.addEventListener(type, () => seen.push(type));
      element.templateText = "# Dear {{name}}\\n\\n{{> sign}}{{loud}}";
      element.data = { name: "Ada" };
      element.partials = { sign: "yours" };
    </script>${script}</body>`,
    { "/own.hbs": "# Of a file: {{name}}", "/own.json": '{"name":"Noor"}' },
  );
  await expect(heading(page, "Dear Ada")).toBeVisible();
  await expect(previewIn(page, "livebars-preview").getByText("yours")).toBeVisible();
  expect(await page.evaluate("seen")).toEqual(["ready", "problems", "rendered"]);
  const element = page.locator("livebars-preview");
  const set = (properties: object) => element.evaluate((one, given) => Object.assign(one, given), properties);
  await set({ data: { name: "Ben" } });
  await expect(heading(page, "Dear Ben")).toBeVisible();
  await set({ templateText: null, data: "/own.json", template: "/own.hbs" });
  await expect(heading(page, "Of a file: Noor")).toBeVisible();
  expect(await element.getAttribute("template")).toBe("/own.hbs");
  // As Vue gives them.
  await element.evaluate((one) =>
    Object.assign(one, {
      options: new Proxy({ knownHelpers: new Proxy({}, {}) }, {}),
      helperSets: new Proxy(["common"], {}),
    }),
  );
  await expect(heading(page, "Of a file: Noor")).toBeVisible();
  await set({ dataText: "name: Cy" });
  await expect(heading(page, "Of a file: Cy")).toBeVisible();
  // As React 18 sets them: attributes in small letters.
  await element.evaluate((one) => one.setAttribute("templatetext", "# Attribute {{name}}"));
  await expect(heading(page, "Attribute Cy")).toBeVisible();
  await set({ dataText: null });
  await element.evaluate((one) => one.setAttribute("data", "[object Object]"));
  await expect(page.getByRole("alert")).toContainText("cannot hold an object");
  // Who asks late is told as well.
  expect(
    await element.evaluate((one) => (one as HTMLElement & { rendered: Promise<object> }).rendered),
  ).toEqual({ ok: true });
});

test("what stands in an element is followed", async ({ page }) => {
  await open(
    page,
    `<body>${script}<livebars-preview><script type="text/x-handlebars"># One {{n}}</script><script type="application/json">{"n":1}</script></livebars-preview></body>`,
  );
  await expect(heading(page, "One 1")).toBeVisible();
  await page.evaluate(() => {
    const data = document.querySelector("script[type='application/json']") as HTMLElement;
    data.textContent = '{"n":2}';
  });
  await expect(heading(page, "One 2")).toBeVisible();
  await page.evaluate(() => {
    const template = document.querySelector("script[type='text/x-handlebars']") as HTMLElement;
    (template.firstChild as Text).data = "# Two {{n}}{{> p}}";
    const partial = Object.assign(document.createElement("script"), {
      type: "text/x-handlebars",
      textContent: "!",
    });
    partial.dataset.partial = "p";
    template.after(partial);
  });
  await expect(heading(page, "Two 2!")).toBeVisible();
});

test("a block of code is a preview, in the shape of each portal", async ({ page }) => {
  const line = (text: string) => `<div class="ec-line"><div class="code"><span>${text}</span></div></div>`;
  await open(
    page,
    `<body>${script}
    <section id="docsify"><pre v-pre data-lang="handlebars livebars"><code class="lang-handlebars livebars"># {{t}} one

text</code></pre>
    <pre data-lang="json"><code class="lang-json">{"t":"docsify"}</code></pre><p>behind</p></section>
    <section id="hugo"><div class="highlight"><pre tabindex="0"><code class="language-handlebars" data-lang="handlebars"><span><span>{{! livebars format=html }}
</span></span><span><span>&lt;h1&gt;{{t}}&lt;/h1&gt;{{> p}}
</span></span></code></pre></div>
    <div class="highlight"><pre><code class="language-yaml">t: Hugo</code></pre></div>
    <div class="highlight"><pre><code class="language-handlebars">{{! livebars-partial p }}
&lt;h2&gt;partial&lt;/h2&gt;</code></pre></div></section>
    <section id="starlight"><div class="expressive-code"><figure class="frame"><pre data-language="handlebars"><code>${line("{{!-- livebars --}}")}${line("# {{t}} lines")}${line("\n")}${line("text")}</code></pre><button>Copy</button></figure></div>
    <div class="expressive-code"><figure class="frame"><pre data-language="json"><code>${line("{")}${line('"t": "Starlight"')}${line("}")}</code></pre></figure></div></section>
    <section id="docusaurus"><div class="language-handlebars codeBlockContainer_x"><div><pre class="prism-code language-handlebars"><code><span class="token-line">{{! livebars }}<br></span><span class="token-line"># {{t}}<br></span></code></pre></div></div>
    <div class="language-json codeBlockContainer_x"><div><pre class="prism-code language-json"><code><span class="token-line">{ "t": "Docusaurus" }<br></span></code></pre></div></div></section>
    <pre><code class="language-handlebars"># {{left}} alone</code></pre></body>`,
  );
  await expect(heading(page, "docsify one", "#docsify livebars-preview")).toBeVisible();
  await expect(previewIn(page, "#docsify livebars-preview").getByText("text")).toBeVisible();
  await expect(page.locator("#docsify pre").first()).toBeHidden();
  await expect(page.getByText("behind")).toBeVisible();
  await expect(heading(page, "Hugo", "#hugo livebars-preview")).toBeVisible();
  await expect(heading(page, "partial", "#hugo livebars-preview")).toBeVisible();
  await expect(heading(page, "Starlight lines", "#starlight livebars-preview")).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy" })).toBeHidden();
  await expect(heading(page, "Docusaurus", "#docusaurus livebars-preview")).toBeVisible();
  await expect(page.getByText("# {{left}} alone")).toBeVisible();
  // What a portal without page loads brings later.
  await page.evaluate(() => {
    document.body.innerHTML = `<pre><code class="language-handlebars">{{! livebars }}\n# Later</code></pre>`;
  });
  await expect(heading(page, "Later")).toBeVisible();
  // A framework that takes away what is not its own.
  await page.locator("livebars-preview").evaluate((element) => element.remove());
  await expect(heading(page, "Later")).toBeVisible();
  await expect(page.locator("pre")).toBeHidden();
});

test("a block of code from a stranger asks no other site for helpers", async ({ page, context }) => {
  const asked: string[] = [];
  await context.route("http://foreign.example/**", (route) => {
    asked.push(route.request().url());
    return route.fulfill({ body: "exports.x = () => 1;", headers: { "access-control-allow-origin": "*" } });
  });
  await open(
    page,
    `<body>${script}<pre><code class="language-handlebars">{{! livebars helpers=http://foreign.example/x.js }}
# Seen</code></pre></body>`,
  );
  await expect(heading(page, "Seen")).toBeVisible();
  expect(asked).toEqual([]);
});

test("the theme is that of the page around, however the portal says it", async ({ page }) => {
  await open(
    page,
    `<body><div id="around"><livebars-preview><script type="text/x-handlebars"># Theme</script></livebars-preview></div>${script}</body>`,
  );
  await expect(heading(page, "Theme")).toBeVisible();
  const theme = previewIn(page, "livebars-preview").locator("html");
  await expect(theme).toHaveAttribute("data-theme", "light");
  for (const [name, dark, light] of [
    ["data-theme", "dark", "light"],
    ["data-bs-theme", "dark", "light"],
    ["data-md-color-scheme", "slate", "default"],
    ["class", "page dark", "page"],
    ["style", "background: #101412", "background: white"],
    ["style", "color-scheme: dark", "color-scheme: light"],
  ] as const)
    for (const selector of ["html", "body", "#around"] as const) {
      const set = (value: string) =>
        page
          .locator(selector)
          .evaluate((one, [name, value]) => one.setAttribute(name, value), [name, value] as [string, string]);
      await set(dark);
      await expect(theme, `${name} of ${selector}`).toHaveAttribute("data-theme", "dark");
      await set(light);
      await expect(theme, `${name} of ${selector}`).toHaveAttribute("data-theme", "light");
      await page.locator(selector).evaluate((one, name) => one.removeAttribute(name), name);
    }
  // A portal with a style sheet for each theme.
  await page.evaluate(() => {
    const style = document.createElement("style");
    style.textContent = "body { background: rgb(20 24 22); transition: background-color 0.2s }";
    document.head.append(style);
  });
  await expect(theme).toHaveAttribute("data-theme", "dark");
});

test("height=auto is the height of the content, from the first time on, also where it was hidden", async ({
  page,
}) => {
  await open(
    page,
    `<body><livebars-preview id="one" height="auto"><script type="text/x-handlebars">A line.</script></livebars-preview>
    <details><summary>More</summary><livebars-preview id="two" height="auto"><script type="text/x-handlebars">{{#each rows}}row {{this}}

{{/each}}</script><script type="application/json">{"rows":[1,2,3,4,5,6,7,8]}</script></livebars-preview></details>
    <script>
      window.heights = {};
      new ResizeObserver((entries) => {
        for (const { target, contentRect } of entries) (heights[target.id] ??= []).push(Math.round(contentRect.height));
      }).observe(one);
    </script>${script}</body>`,
  );
  await expect(previewIn(page, "#one").getByText("A line.")).toBeVisible();
  const content = (id: string) =>
    previewIn(page, id)
      .locator("main")
      .evaluate((main) => {
        const last = main.querySelector("p:last-of-type") as HTMLElement;
        return Math.ceil(main.getBoundingClientRect().bottom - last.getBoundingClientRect().bottom);
      });
  expect(await content("#one")).toBe(0);
  const paragraph = await previewIn(page, "#one").locator("p").boundingBox();
  expect((await page.locator("#one").boundingBox())?.height).toBe(Math.ceil(paragraph?.height ?? 0));
  // Nothing, the height that is reserved, and that of the page: nothing between.
  const reserved = 48;
  const heights = await page.evaluate<number[]>("heights.one");
  expect(heights.filter((height) => height !== 0 && height !== reserved)).toEqual([
    Math.ceil(paragraph?.height ?? 0),
  ]);
  await page.getByText("More").click();
  await expect(previewIn(page, "#two").getByText("row 8")).toBeVisible();
  const height = async () => Math.round((await page.locator("#two").boundingBox())?.height ?? 0);
  await expect.poll(height).toBeGreaterThan(200);
  const before = await height();
  await page.getByText("More").click();
  await expect(page.locator("#two")).toBeHidden();
  await page.getByText("More").click();
  expect(await height()).toBe(before);
  await expect(previewIn(page, "#two").getByText("row 8")).toBeVisible();
});

test("what is wrong is said in the element, above the last page that was right", async ({ page }) => {
  await open(
    page,
    `<body><livebars-preview height="auto"><script type="text/x-handlebars"># Right</script></livebars-preview>${script}</body>`,
  );
  await expect(heading(page, "Right")).toBeVisible();
  const element = page.locator("livebars-preview");
  const update = (changes: object) =>
    element.evaluate(
      (one, given) => (one as HTMLElement & { update(s: object): Promise<void> }).update(given),
      changes,
    );
  await update({ template: "# Wrong\n\n{{#if a}}" });
  const said = element.getByRole("status");
  await expect(said).toHaveText(/^Template, line 3: `\{\{#if\}\}`/);
  await expect(heading(page, "Right")).toBeVisible();
  await element.evaluate((one) => one.setAttribute("problems", "hide"));
  await expect(said).toHaveCount(0);
  await element.evaluate((one) => one.removeAttribute("problems"));
  await expect(said).toBeVisible();
  await update({ template: "# Mended", data: "{" });
  await expect(said).toHaveText(/^Data, line 1/);
  await update({ data: "{}" });
  await expect(heading(page, "Mended")).toBeVisible();
  await expect(said).toHaveCount(0);
});

for (const [what, policy, needed] of [
  [
    "the module",
    `script-src ${site} 'unsafe-inline'; connect-src *; worker-src blob: ${site}`,
    "script-src 'wasm-unsafe-eval'",
  ],
  [
    "the worker",
    `script-src ${site} 'wasm-unsafe-eval'; connect-src *; worker-src 'none'`,
    `worker-src blob: ${site}`,
  ],
  [
    "fetching",
    `script-src ${site} 'wasm-unsafe-eval'; connect-src 'self'; worker-src blob: ${site}`,
    `connect-src ${site}`,
  ],
] as const)
  test(`a policy that forbids ${what} is named, with what to write`, async ({ page }) => {
    await open(
      page,
      `<body>${script}<livebars-preview><script type="text/x-handlebars"># Never</script></livebars-preview></body>`,
      {},
      { "content-security-policy": policy },
    );
    await expect(page.getByRole("alert")).toContainText(`\`${needed}\``, { timeout: 40_000 });
    await expect(page.getByRole("alert")).toContainText("Content-Security-Policy");
  });

test("a server that shares nothing with other origins is named, with the header that it lacks", async ({
  page,
}) => {
  const other = await serve((path) => (path === "/template.hbs" ? "# Never" : undefined));
  await open(
    page,
    `<body>${script}<livebars-preview template="${other.address}template.hbs"></livebars-preview></body>`,
  );
  await expect(page.getByRole("alert")).toContainText(
    `Access-Control-Allow-Origin: ${(server as StaticServer).address.slice(0, -1)}`,
  );
  other.close();
});

test("an editor that the page's policy forbids says so", async ({ page }) => {
  await open(
    page,
    `<body>${script}<livebars-editor></livebars-editor></body>`,
    {},
    {
      "content-security-policy": `script-src ${site} 'wasm-unsafe-eval'; frame-src 'none'`,
    },
  );
  await expect(page.getByRole("alert")).toContainText(`\`frame-src ${site}\``);
});

test("a reader opens the editor in a preview's place, and sees afterwards what was written", async ({
  page,
}) => {
  await open(
    page,
    `<body>${script}<livebars-preview editable height="auto"><script type="text/x-handlebars"># Before</script></livebars-preview></body>`,
  );
  await expect(heading(page, "Before")).toBeVisible();
  await page.getByRole("button", { name: "Edit" }).click();
  const editor = page.locator("livebars-editor iframe[title=Livebars]").contentFrame();
  await expect(editor.getByRole("button", { name: "Share" })).toBeVisible();
  await editor.getByRole("textbox", { name: "Template", exact: true }).fill("# Written");
  await expect(
    editor.frameLocator("iframe[title=Preview]").getByRole("heading", { name: "Written" }),
  ).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(heading(page, "Written")).toBeVisible();
  await expect(page.locator("livebars-editor")).toHaveCount(0);
});

/** A page whose elements have got their pages as a portal's build puts them there. */
async function embedded(html: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "livebars-static-"));
  await writeFile(join(folder, "index.html"), html);
  const command = fileURLToPath(new URL("../../../dist/command.js", import.meta.url));
  await promisify(execFile)(process.execPath, [command, "embed", join(folder, "index.html")], {
    cwd: folder,
  });
  return readFile(join(folder, "index.html"), "utf8");
}

test("pages that the build has made are there without the module, and are taken over when something changes", async ({
  page,
}) => {
  const one = (i: number) =>
    `<livebars-preview id="p${i}" height="auto" editable><script type="text/x-handlebars"># Page {{n}}

{{#each rows}}- row {{this}}
{{/each}}

\`\`\`js
let x = ${i};
\`\`\`
</script><script type="application/json">{"n":${i},"rows":[1,2,3]}</script></livebars-preview>`;
  const html = await embedded(`${script}${Array.from({ length: 20 }, (_, i) => one(i)).join("")}`);
  // One of them was changed afterwards.
  const stale = html.replace('{"n":19,', '{"n":"19, changed",');
  await open(page, `<body>${stale}</body>`);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.reload();
  await page.waitForFunction(() => customElements.get("livebars-preview"));
  const first = page.locator("#p0 iframe");
  await expect(first.contentFrame().getByRole("heading", { name: "Page 0" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  const address = (server as StaticServer).address;
  expect(asked.filter((url) => !url.endsWith("/favicon.ico"))).toEqual([address, `${site}embed.js`]);
  expect(page.workers()).toHaveLength(0);
  const look = () =>
    page.locator("#p0").evaluate((element) => {
      const { top, height } = element.getBoundingClientRect();
      const frame = (element.querySelector("iframe") ??
        element.shadowRoot?.querySelector("iframe")) as HTMLIFrameElement;
      const main = frame.contentDocument?.querySelector("main") as HTMLElement;
      const boxes = [...main.querySelectorAll("h1, li, pre, .hljs-keyword")].map((one) => {
        const box = one.getBoundingClientRect();
        const { color, font } = (frame.contentWindow as Window).getComputedStyle(one);
        return [box.left, box.top, box.width, box.height, color, font];
      });
      return { top, height, width: frame.clientWidth, boxes };
    });
  await expect.poll(async () => (await look()).height).toBeGreaterThan(200);
  const before = await look();
  // The theme is followed without the module, too.
  await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
  await expect(first.contentFrame().locator("html")).toHaveAttribute("data-theme", "dark");
  await page.evaluate(() => document.documentElement.setAttribute("data-theme", "light"));
  // The live page is what the static one was, to the pixel.
  await page
    .locator("#p0")
    .evaluate((element) =>
      (element as HTMLElement & { update(s: object): Promise<void> }).update({ options: {} }),
    );
  await expect(page.locator("#p0 > iframe")).toHaveCount(0);
  await expect(previewIn(page, "#p0").locator(".hljs-keyword")).toHaveText("let");
  expect(await look()).toEqual(before);
  expect(page.workers()).toHaveLength(1);
  // So is one whose markup changes.
  await page
    .locator("#p1")
    .evaluate((element) => element.setAttribute("templatetext", "# Of an attribute {{n}}"));
  await expect(page.locator("#p1 > iframe")).toHaveCount(0);
  await expect(heading(page, "Of an attribute 1", "#p1")).toBeVisible();
  // A stale one is rendered when it comes near.
  await page.locator("#p19").scrollIntoViewIfNeeded();
  await expect(page.locator("#p19 > iframe")).toHaveCount(0);
  await expect(heading(page, "Page 19, changed", "#p19")).toBeVisible();
  // A reader edits another.
  await page.locator("#p5").scrollIntoViewIfNeeded();
  await page.locator("#p5").getByRole("button", { name: "Edit" }).click();
  const editor = page.locator("#p5 livebars-editor iframe[title=Livebars]").contentFrame();
  await expect(editor.getByRole("textbox", { name: "Template", exact: true })).toContainText("# Page {{n}}");
  await editor.getByRole("textbox", { name: "Template", exact: true }).fill("# Own");
  await page.locator("#p5").getByRole("button", { name: "Done" }).click();
  await expect(page.locator("#p5 > iframe")).toHaveCount(0);
  await expect(heading(page, "Own", "#p5")).toBeVisible();
});

test("a static page runs no script, and is seen without any", async ({ browser }) => {
  const hostile =
    '<p>seen</p><script>parent.hurt = 1</script><img src=x onerror="parent.hurt = 2"><a id=a href="javascript:parent.hurt = 3">link</a></main><iframe srcdoc="<script>top.hurt = 4</script>"></iframe><meta http-equiv=refresh content="0;url=/away">';
  const html = await embedded(
    `<livebars-preview format="html"><script type="text/x-handlebars">{{{x}}}</script><script type="application/json">${JSON.stringify({ x: hostile }).replaceAll("</script", "<\\/script")}</script></livebars-preview>`,
  );
  for (const javaScriptEnabled of [true, false]) {
    const page = await browser.newPage({ javaScriptEnabled });
    await open(page, `<body>${html}${script}</body>`);
    const frame = page.locator("iframe[slot=page]").contentFrame();
    await expect(frame.getByText("seen")).toBeVisible();
    await frame.getByText("link").click();
    await expect(frame.getByText("seen")).toBeVisible();
    if (javaScriptEnabled) {
      await page.waitForTimeout(500);
      expect(await page.evaluate("window.hurt")).toBeUndefined();
    }
    await page.close();
  }
});

test("an element that is taken out of the page leaves nothing behind", async ({ page }) => {
  await open(page, `<body><main></main>${script}</body>`);
  await page.waitForFunction(() => customElements.get("livebars-preview"));
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable");
  const held = async () => {
    for (let i = 0; i < 3; i++) await client.send("HeapProfiler.collectGarbage");
    const { metrics } = await client.send("Performance.getMetrics");
    const names = ["Documents", "Frames", "JSEventListeners", "Nodes"];
    return metrics.filter(({ name }) => names.includes(name));
  };
  const round = (format: string, template: string) =>
    page.evaluate(
      async ([format, template]) => {
        const element = document.createElement("livebars-preview");
        Object.assign(element, { format, templateText: template, height: "auto" });
        document.querySelector("main")?.append(element);
        await (element as HTMLElement & { rendered: Promise<object> }).rendered;
        await new Promise((resolve) => setTimeout(resolve, 50));
        element.remove();
      },
      [format, template] as const,
    );
  await round("markdown", "# A {{b}}");
  await expect.poll(async () => (await held()).find(({ name }) => name === "Documents")?.value).toBe(1);
  const before = await held();
  for (let i = 0; i < 3; i++) {
    await round("markdown", "# A {{b}}");
    await round("html", "<!doctype html><html><body><p>A document</p></body></html>");
  }
  await expect.poll(held).toEqual(before);
});
