// The preview frame: no script runs in it, links are followed for it.
import { expect, LivebarsPage, test } from "./page.ts";

let livebars: LivebarsPage;
test.beforeEach(({ page }) => {
  livebars = new LivebarsPage(page);
});

test("the frame is sandboxed and has a policy of its own", async ({ page }) => {
  await livebars.open();
  await expect(page.locator("iframe")).toHaveAttribute(
    "sandbox",
    "allow-same-origin allow-popups allow-popups-to-escape-sandbox",
  );
  await expect(page.locator("iframe")).toHaveAttribute("title", "Preview");
  const policy = livebars.preview.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute("content", /^default-src 'none';/);
});

test("scripts of a rendered page do not run, here or there", async ({ page }) => {
  await livebars.open();
  await page.evaluate(() => Object.assign(window, { attacked: 0 }));
  await page.getByLabel("Format").selectOption("html");
  const attack = "parent.attacked = 1; top.attacked = 1; window.attacked = 1";
  await livebars.write(
    livebars.template,
    `<p>after</p><script>${attack}</script><img src="data:," onerror="${attack}"><svg onload="${attack}"></svg>
     <iframe srcdoc="<script>${attack}</script>"></iframe><a href="javascript:${attack}">click</a>
     <form action="javascript:${attack}"><button>send</button></form><details open ontoggle="${attack}">x</details>`,
  );
  await expect(livebars.preview.getByText("after")).toBeVisible();
  await livebars.preview.getByText("click").click();
  await livebars.preview.getByRole("button", { name: "send" }).click();
  await livebars.write(livebars.template, "<p>next</p>");
  await expect(livebars.preview.getByText("next")).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { attacked: number }).attacked)).toBe(0);
});

test("links open in a new tab, anchors stay in the frame, others lead nowhere", async ({ page, context }) => {
  await livebars.open();
  const filler = "text\n\n".repeat(80);
  await livebars.write(
    livebars.template,
    `[out](http://127.0.0.1:8199/icon.svg) [down](#deep-down) [near](./other-page) [odd](ftp://x.example)\n\n${filler}# Deep down\n\n${filler}`,
  );
  const [tab] = await Promise.all([
    context.waitForEvent("page"),
    livebars.preview.getByRole("link", { name: "out" }).click(),
  ]);
  expect(tab.url()).toContain("/icon.svg");
  expect(await tab.evaluate(() => window.opener)).toBeNull();
  await tab.close();
  await livebars.preview.getByText("near").click();
  await livebars.preview.getByText("odd").click();
  expect(context.pages()).toHaveLength(1);
  await livebars.preview.getByRole("link", { name: "down" }).click();
  await expect(livebars.heading("Deep down")).toBeInViewport();
  expect(page.url()).not.toContain("#");
});

test("a page keeps its place while it is edited", async () => {
  await livebars.open("Task page: chat completion");
  const root = livebars.preview.locator("html");
  await root.evaluate((element) => element.scrollTo({ top: 1500, behavior: "instant" }));
  await livebars.typeAtStart(livebars.template, "## More words\n\n");
  await expect(livebars.heading("More words")).toHaveCount(1);
  expect(await root.evaluate((element) => element.scrollTop)).toBeGreaterThan(1000);
});

test("wide tables scroll in themselves", async () => {
  await livebars.open();
  await livebars.write(
    livebars.template,
    `|${"column|".repeat(40)}\n|${"-|".repeat(40)}\n|${"cell|".repeat(40)}\n`,
  );
  const table = livebars.preview.getByRole("table");
  await expect(table).toContainText("column");
  expect(await table.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true);
  expect(
    await livebars.preview.locator("html").evaluate((root) => root.scrollWidth <= root.clientWidth),
  ).toBe(true);
});

test("footnotes lead there and back", async () => {
  await livebars.open();
  await livebars.write(livebars.template, `A claim[^1].\n\n${"text\n\n".repeat(60)}[^1]: The proof.`);
  await livebars.preview.locator("sup a").click();
  await expect(livebars.preview.getByText("The proof.")).toBeInViewport();
  await livebars.preview.getByRole("link", { name: "Back to reference 1" }).click();
  await expect(livebars.preview.getByText("A claim")).toBeInViewport();
});
