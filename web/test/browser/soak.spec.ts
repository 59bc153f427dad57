// Long work in the real page: random typing, samples, settings, links. Nothing typed may be lost, and at each rest
// the page must be the one that a fresh renderer makes. SOAK is the time in minutes; SEED repeats a run.
import type { Renderer } from "../../src/library/contract.d.ts";
import { random } from "../random.mjs";
import { expect, kept, LivebarsPage, test } from "./page.ts";

const minutes = Number(process.env.SOAK ?? 1);
const seed = Number(process.env.SEED ?? Date.now() % 1e9);

const pieces = [
  "word ",
  "# ",
  "\n\n",
  "- item\n",
  "> quote\n",
  "**",
  "`",
  "```\n",
  "| a | b |\n| - | - |\n",
  "{{name}}",
  "{{#if a}}",
  "{{/if}}",
  "{{! note }}",
  "<div>\n\n",
  "</div>\n\n",
  "😀",
  "é",
  "[x](#y)",
  "[^1]",
  "[^1]: note\n",
  "\\",
  "{{{",
  "}}",
];

const samples = ["Start here", "Release notes with partials", "Mail in HTML"];

interface Kept {
  template: string;
  data: string;
  dataSets?: Record<string, { data: string }>;
  partials: Record<string, string>;
  format: "markdown" | "html" | "text";
  dialect: "gfm" | "commonmark";
}

test("random work for a while loses nothing", async ({ page }) => {
  test.setTimeout((minutes + 2) * 60_000);
  const { createRenderer } = (await import(new URL("../../../dist/livebars.js", import.meta.url).href)) as {
    createRenderer(options?: object): Promise<Renderer>;
  };
  const renderer = await createRenderer({ timeLimit: 20_000 });
  const pick = random(seed);
  const one = <T>(all: readonly T[]): T => all[pick(all.length)] as T;
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("crash", () => faults.push("the page crashed"));
  const livebars = new LivebarsPage(page);
  await livebars.open();
  const options = await page.getByLabel("Document").locator("option").allTextContents();
  const known = samples.filter((sample) => options.includes(sample));
  const heap = async () => {
    await page.requestGC();
    return page.evaluate(
      () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
    );
  };
  const typed = new Map<string, { text: string; id: string }>();
  let edits = 0;
  let rests = 0;
  let links = 0;
  let early = 0;
  let documents = 0;
  const open = async (sample: string) => {
    await livebars.choose(sample);
    await livebars.rendered().catch(() => {}); // a draft may hold a fault by now
  };
  let sample = "Start here";

  /** Waits until all is rendered and kept, and looks at both. */
  const rest = async () => {
    const id = await page.getByLabel("Document").inputValue();
    const state = async () => (await kept(page, "draft"))[id] as Kept | undefined;
    const want = typed.get(id)?.text;
    if (want !== undefined)
      await expect
        .poll(async () => (await state())?.template, { message: `seed ${seed}: typed text` })
        .toBe(want);
    const stored = await state();
    if (!stored) return;
    // The page is of the data set that is looked at.
    const set = await page.getByLabel("Data set", { exact: true }).inputValue();
    const result = await renderer.render({ ...stored, data: stored.dataSets?.[set]?.data ?? stored.data });
    await expect(livebars.stale).toBeVisible({ visible: !result.ok });
    rests++;
    if (!result.ok) return;
    await expect
      .poll(
        () =>
          page.evaluate((html) => {
            const shown =
              document.querySelector<HTMLIFrameElement>('iframe[title="Preview"]')?.contentDocument;
            const fresh = new DOMParser().parseFromString(html, "text/html").body;
            for (const gone of fresh.querySelectorAll("script, base, meta, link, iframe, object, embed"))
              gone.remove();
            const words = (text: string | null | undefined) => text?.replace(/\s+/g, " ").trim();
            return words(shown?.body.textContent) === words(fresh.textContent);
          }, result.html),
        { message: `seed ${seed}: the page after ${edits} edits` },
      )
      .toBe(true);
  };

  const end = Date.now() + minutes * 60_000;
  while (Date.now() < end) {
    const id = await page.getByLabel("Document").inputValue();
    for (let burst = 3 + pick(12); burst > 0; burst--) {
      const before = typed.get(id)?.text ?? (await templateOf(id));
      const text = `${one(pieces)}${one(pieces)}t${edits} `;
      const atStart = pick(2) === 0;
      await livebars.template.focus();
      await page.keyboard.press(atStart ? "ControlOrMeta+Home" : "ControlOrMeta+End");
      await page.keyboard.insertText(text);
      typed.set(id, { id, text: atStart ? text + before : before + text });
      edits++;
    }
    const next = pick(8);
    if (next === 0)
      await page
        .getByLabel("Flavor")
        .selectOption(one(["gfm", "commonmark"]), { force: true })
        .catch(() => {});
    if (next === 1) await livebars.view(one(["Page", "Output", "HTML"] as const));
    await rest();
    if (next === 2) {
      sample = one(known.filter((other) => other !== sample));
      await open(sample);
    }
    if (next === 3) {
      // The link of what is shown, opened in the same tab, and back.
      await page.getByRole("button", { name: "Share" }).click();
      const link = page.getByRole("dialog", { name: "Share" }).getByLabel("Link");
      await expect(link).toHaveValue(/#1\./);
      const address = await link.inputValue();
      await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
      await page.goto(address);
      await expect(page.getByLabel("Document").locator("option:checked")).toContainText("(link)");
      links++;
      await page.goBack();
      await expect(page.getByLabel("Document")).toHaveValue(id);
    }
    if (next === 5) {
      // A document of one's own, with a second data set; the others are there behind it.
      await page.getByRole("button", { name: "File", exact: true }).click();
      await page.getByRole("button", { name: "New…" }).click();
      const dialog = page.getByRole("dialog", { name: "New document" });
      await dialog.getByLabel("Name").fill(`Soak ${edits}`);
      await dialog.getByRole("button", { name: "Create" }).click();
      await expect(page.getByLabel("Document").locator("option:checked")).toHaveText(`Soak ${edits}`);
      typed.set(await page.getByLabel("Document").inputValue(), { id, text: "" });
      await page.getByRole("button", { name: "Sets", exact: true }).click();
      await page.getByRole("button", { name: "Add…" }).click();
      await page.getByRole("dialog", { name: "Add data set" }).getByLabel("Name").fill("other");
      await page.keyboard.press("Enter");
      await livebars.write(livebars.data, `{"name": "${edits}"}`);
      known.push(`Soak ${edits}`);
      documents++;
    }
    if (next === 6) {
      await page.getByRole("button", { name: "File", exact: true }).click();
      await page.getByRole("button", { name: "Compare…" }).click();
      const compare = page.getByRole("dialog", { name: "Compare" });
      await expect(compare.getByRole("status")).toHaveText(/\.$|no page/);
      await page.keyboard.press("F7");
      await page.keyboard.press("Escape");
      await expect(compare).toHaveCount(0);
    }
    if (next === 4) {
      await page.reload();
      await expect(page.locator("html")).toHaveAttribute("data-rendered", /\d/);
    }
    early ||= await heap();
  }
  await rest();
  const late = await heap();
  renderer.close();
  console.log(
    `soak, seed ${seed}: ${edits} edits, ${rests} rests, ${links} links, ${documents} documents, ${faults.length} faults; heap ${Math.round(early / 1e6)} MB, then ${Math.round(late / 1e6)} MB`,
  );
  expect(faults).toEqual([]);
  expect(edits).toBeGreaterThan(20 * minutes);

  async function templateOf(id: string): Promise<string> {
    const draft = (await kept(page, "draft"))[id] as Kept | undefined;
    if (draft) return draft.template;
    return page.evaluate(async (id) => {
      const samples = (await (await fetch("samples.json")).json()) as (Kept & { id: string })[];
      return samples.find((sample) => sample.id === id)?.template ?? "";
    }, id);
  }
});
