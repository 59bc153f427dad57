// Pages that take a browser long: the editors stay alive, and a page that is never done is not opened again by itself.
import { encodeLink } from "../../src/share/link.ts";
import { emptyDraft } from "../../src/share/state.ts";
import { hangingState, hangs } from "../hostile/hangs.ts";
import { expect, LivebarsPage, test } from "./page.ts";

const all = Object.entries(hangs);
/** Cases of one test: a browser of its own for each would take longer than most of them. */
const ofTest = 10;

for (let from = 0; from < all.length; from += ofTest) {
  const cases = all.slice(from, from + ofTest);
  test(`the editors stay alive, part ${1 + from / ofTest}`, async ({ page }) => {
    test.setTimeout(cases.length * 30_000);
    for (const [name, state] of cases)
      await test.step(name, async () => {
        const livebars = new LivebarsPage(page);
        await page.goto("about:blank");
        await page.goto(`/#${await encodeLink(hangingState(state))}`);
        await expect(page.locator("html")).toHaveAttribute("data-rendered", /\d/, { timeout: 20_000 });
        // What is typed is shown, and so is another page.
        await livebars.write(livebars.data, '{ "alive": 1 }');
        await expect(livebars.data).toHaveText('{ "alive": 1 }');
        await livebars.write(livebars.template, "# Alive");
        await page.getByLabel("Format").selectOption("markdown");
        await livebars.view("Page");
        await expect(livebars.heading("Alive")).toBeVisible();
      });
  });
}

test("a page that was not shown to the end is offered, not opened", async ({ page }) => {
  const livebars = new LivebarsPage(page);
  await livebars.open("Release notes with partials");
  const unfinished = (id: string) =>
    page.evaluate((id) => localStorage.setItem("livebars:setting:unfinished", JSON.stringify(id)), id);
  const reopen = async (url: string) => {
    await page.goto("about:blank");
    await page.goto(url);
    await expect(page.locator("html")).toHaveAttribute("data-rendered", /\d/);
  };
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem("livebars:setting:unfinished")))
    .toBe(null);

  // As it is found after the tab was closed in the middle.
  const mark = async (id: string) => {
    await page.goto("/icon.svg");
    await unfinished(id);
  };
  await mark("notes/release");
  await reopen("/");
  await expect(livebars.problems).toContainText("“Release notes with partials” did not finish loading");
  await expect(page.getByLabel("Document")).toHaveValue("start-here");
  await livebars.choose("Release notes with partials");
  await expect(livebars.problems).not.toContainText("did not finish loading");
  await expect(livebars.preview.getByRole("heading").first()).toBeVisible();

  const link = await encodeLink({ ...emptyDraft(), template: "# From the link", view: "page" });
  await reopen(`/#${link}`);
  await expect(livebars.heading("From the link")).toBeVisible();
  const id = await page.getByLabel("Document").inputValue();
  await mark(id);
  await reopen(`/#${link}`);
  await expect(livebars.problems).toContainText("The page of this link did not finish loading");
  await expect(livebars.heading("From the link")).toHaveCount(0);
  await page.reload();
  await expect(livebars.heading("From the link")).toBeVisible();
});

test("a link with too many names of helpers is refused", async ({ page }) => {
  const knownHelpers = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`h${i}`, true]));
  const text = JSON.stringify({ options: { knownHelpers } });
  await page.goto("/");
  const fragment = await page.evaluate(async (text) => {
    const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate"));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    const payload = btoa(String.fromCharCode(...bytes))
      .replaceAll("+", "-")
      .replaceAll("/", "_")
      .replaceAll("=", "");
    return `1.${payload.length.toString(36)}.${payload}`;
  }, text);
  await page.goto("about:blank");
  await page.goto(`/#${fragment}`);
  const livebars = new LivebarsPage(page);
  await expect(livebars.problems).toContainText("more than 1000 known helpers");
});
