// Random pages and what edits make of them: with what came taken out of a marked page it is the one before, with what went
// taken out it is the one of now.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type * as Marked from "../../src/page/compare/marked-page.ts";
import { fragments } from "../hostile/fragments.ts";
import { htmlGenerator } from "../random-html.mjs";
import { expect, test } from "./page.ts";

const firstSeed = Number(process.env.SEED ?? 1);
const pages = Number(process.env.PAGES ?? 150);

let script: string;
test.beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("../../src/page/compare/marked-page.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "marked",
    target: "es2022",
  });
  script = outputFiles[0]?.text ?? "";
});

interface Pair {
  before: string[];
  now: string[];
}

/** For each pair what is not as it should be. */
const faultsOf = (pairs: Pair[]) => {
  const { PageComparison } = (window as unknown as { marked: typeof Marked }).marked;
  const comparison = new PageComparison();
  const words = (node: Node) => {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    let text = "";
    while (walker.nextNode())
      if (!walker.currentNode.parentElement?.closest("script, style, template, noscript, title"))
        text += walker.currentNode.nodeValue;
    return text.replace(/\s+/g, "");
  };
  const parsed = (html: string) => new DOMParser().parseFromString(html, "text/html").body;
  const edge = { added: "#2e9e4f", removed: "#c8382f", moved: "#3a72d8" };
  const without = (html: string, selectors: string[]) => {
    const body = parsed(html);
    for (const selector of selectors)
      for (const one of Element.prototype.querySelectorAll.call(body, selector))
        one.parentNode?.removeChild(one);
    return words(body);
  };
  return pairs.map(({ before, now }) => {
    const { islands, changes } = comparison.mark(before, now);
    const html = islands.join("");
    const block = (kind: keyof typeof edge) => `[style*="0 0 ${edge[kind]}"]`;
    const isNow =
      without(html, ["del[data-livebars-change]", block("removed")]) === words(parsed(now.join("")));
    const isBefore =
      without(html, ["ins[data-livebars-change]", block("added"), block("moved")]) ===
      words(parsed(before.join("")));
    const numbers = new Set(
      [...html.matchAll(/ data-livebars-change="(\d+)"/g)].map(([, number]) => Number(number)),
    );
    const faults = [];
    if (!isNow) faults.push("not the page of now");
    if (!isBefore) faults.push("not the page before");
    if (numbers.size !== changes.length || [...numbers].some((number) => number >= changes.length))
      faults.push(`${changes.length} changes, ${numbers.size} numbers`);
    if (before.join("") === now.join("") && changes.length > 0) faults.push("equal pages differ");
    return faults.join(", ");
  });
};

test("a marked page holds the page before and the page of now", async ({ page }) => {
  await page.goto("about:blank");
  await page.addScriptTag({ content: script });
  const pairs: Pair[] = [];
  for (let seed = firstSeed; seed < firstSeed + pages; seed++) {
    const { page: made, edited, below } = htmlGenerator(seed);
    // Islands are balanced: what a parser makes of them alone.
    const islands = Array.from({ length: 1 + below(8) }, () => made(1 + below(3)));
    const now = islands.flatMap((island) => {
      const fate = below(8);
      return fate === 0 ? [] : fate === 1 ? [edited(island)] : fate === 2 ? [made(1), island] : [island];
    });
    if (below(4) === 0) now.push(...now.splice(0, 1));
    pairs.push({ before: islands, now });
  }
  const balanced = await page.evaluate(
    (pairs) =>
      pairs.map(({ before, now }) => {
        const sound = (html: string) => new DOMParser().parseFromString(html, "text/html").body.innerHTML;
        return { before: before.map(sound), now: now.map(sound) };
      }),
    pairs,
  );
  const faults = await page.evaluate(faultsOf, balanced);
  const found = faults.flatMap((fault, i) => (fault ? [`seed ${firstSeed + i}: ${fault}`] : []));
  expect(found).toEqual([]);
});

test("hostile pages are compared without a script of theirs", async ({ page }) => {
  await page.goto("about:blank");
  await page.addScriptTag({ content: script });
  const pairs = Object.values(fragments)
    .flat()
    .map((html) => ({ before: ["<p>before</p>"], now: [html, "<p>after</p>"] }));
  await page.evaluate((pairs) => {
    const { PageComparison } = (window as unknown as { marked: typeof Marked }).marked;
    for (const { before, now } of pairs) new PageComparison().mark(before, now);
    for (const { before, now } of pairs) new PageComparison().mark(now, before);
  }, pairs);
  expect(await page.evaluate(() => Object.keys(window).filter((name) => /attack/i.test(name)))).toEqual([]);
});

test("an edit of a long page costs what it changes: nothing else is parsed or compared anew", async ({
  page,
}) => {
  await page.goto("about:blank");
  await page.addScriptTag({ content: script });
  const parsed = await page.evaluate(() => {
    const { PageComparison } = (window as unknown as { marked: typeof Marked }).marked;
    const before = Array.from({ length: 20_000 }, (_, i) => `<p>Paragraph ${i} of a long page.</p>`);
    const now = [...before];
    for (const i of [10, 9_000, 19_000]) now[i] = `<p>Paragraph ${i} of a very long page.</p>`;
    const comparison = new PageComparison();
    let characters = 0;
    const { parseFromString } = DOMParser.prototype;
    DOMParser.prototype.parseFromString = function (html, type) {
      characters += html.length;
      return parseFromString.call(this, html, type);
    };
    const first = comparison.mark(before, now).changes.length;
    const all = characters;
    now[15_000] = "<p>Paragraph 15000 of a page.</p>";
    const second = comparison.mark(before, now).changes.length;
    return { first, second, all, more: characters - all };
  });
  expect(parsed).toMatchObject({ first: 3, second: 4 });
  expect(parsed.all).toBeLessThan(1000);
  expect(parsed.more).toBeLessThan(200);
});
