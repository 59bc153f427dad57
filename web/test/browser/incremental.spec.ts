// An edit changes on the page what it changes, and nothing else.
import type * as Previews from "../../src/embed/previews.ts";
import { random } from "../random.mjs";
import { expect, LivebarsPage, test } from "./page.ts";

let livebars: LivebarsPage;
test.beforeEach(({ page }) => {
  livebars = new LivebarsPage(page);
});

test("what an edit does not change stays the same element", async ({ page }) => {
  await livebars.open("Provider page");
  const { preview } = livebars;
  await preview.locator("h2, table, pre").evaluateAll((elements) => {
    for (const element of elements) Object.assign(element, { kept: true });
  });
  await preview.getByText("Shell", { exact: true }).click();
  await livebars.typeAtStart(livebars.template, "# Before\n\n");
  await expect(livebars.heading("Before")).toBeVisible();
  const kept = await preview
    .locator("h2, table, pre")
    .evaluateAll((elements) => elements.filter((element) => "kept" in element).length);
  expect(kept).toBe(await preview.locator("h2, table, pre").count());
  await expect(preview.getByText("curl https://router")).toBeVisible();
  expect(await page.locator("iframe").count()).toBe(1);
});

test("open details, a chosen tab and a place in a table survive an edit inside of them", async () => {
  await livebars.open("Start here");
  await livebars.page.getByLabel("Flavor").selectOption("doc-builder");
  const wide = `| ${"a very wide cell | ".repeat(40)}\n|${" - |".repeat(40)}\n| ${"x | ".repeat(40)}`;
  const source = (word: string) =>
    `<details>\n<summary>More</summary>\n\nHidden ${word}\n\n</details>\n\n<hfoptions id="x">\n<hfoption id="One">\n\nfirst\n\n</hfoption>\n<hfoption id="Two">\n\nsecond ${word}\n\n</hfoption>\n</hfoptions>\n\n${wide} ${word} |\n`;
  await livebars.write(livebars.template, source("a"));
  const { preview } = livebars;
  await preview.getByText("More").click();
  await preview.getByText("Two", { exact: true }).click();
  await preview.locator("table").evaluate((table) => table.scrollTo(150, 0));
  await livebars.write(livebars.template, source("b"));
  await expect(preview.getByText("Hidden b")).toBeVisible();
  await expect(preview.getByText("second b")).toBeVisible();
  expect(await preview.locator("table").evaluate((table) => table.scrollLeft)).toBe(150);
  await livebars.write(livebars.template, source("c").replace("<summary>More", "<summary>More of it"));
  await expect(preview.getByText("Hidden c")).toBeVisible();
});

test("an image that has arrived stays in an edited paragraph, and a long page is not laid out whole", async () => {
  await livebars.open("Start here");
  const { preview } = livebars;
  const image = "![dot](data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=)";
  const source = (words: string) => `${image} ${words}\n\n${"A paragraph.\n\n".repeat(400)}`;
  await livebars.write(livebars.template, source("one"));
  await preview.locator("img").evaluate((element) => Object.assign(element, { kept: true }));
  for (const words of ["two", "two *and three*"]) {
    await livebars.write(livebars.template, source(words));
    await expect(preview.locator("p").first()).toContainText(words.replaceAll("*", ""));
    expect(await preview.locator("img").evaluate((element) => "kept" in element)).toBe(true);
  }
  const last = preview.locator(".livebars-chunk").last();
  expect(await last.evaluate((element) => getComputedStyle(element).contentVisibility)).toBe("auto");
});

test("the template opens and closes details that the reader has left alone", async () => {
  await livebars.open("Start here");
  const { preview } = livebars;
  for (const state of ["", " open", "", " open"]) {
    const source = `<details${state}>\n<summary>More${state}</summary>\n\nHidden\n\n</details>\n`;
    await livebars.write(livebars.template, source);
    await expect(preview.getByText(`More${state}`, { exact: true })).toBeVisible();
    await expect(preview.getByText("Hidden")).toBeVisible({ visible: state !== "" });
  }
});

test("the first page is there before the module", async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/livebars-.*\.wasm/, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/");
  await expect(livebars.heading("Hello, Ada!")).toBeVisible();
  await expect(livebars.problems).toContainText("Loading");
  await livebars.heading("Hello, Ada!").evaluate((element) => Object.assign(element, { kept: true }));
  await livebars.data.focus(); // the editor is there, too, and what is typed waits
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(" ");
  release();
  await livebars.rendered();
  expect(await livebars.heading("Hello, Ada!").evaluate((element) => "kept" in element)).toBe(true);
  await livebars.typeAtStart(livebars.template, "# New\n\n");
  await expect(livebars.heading("New")).toBeVisible();
});

test("the first page is there before the editor and the module", async ({ page }) => {
  await page.route(/main-.*\.js|\.wasm/, () => {}); // neither comes
  await page.goto("/");
  await expect(livebars.heading("Hello, Ada!")).toBeVisible();
});

test("a draft is rendered before the editor is there", async ({ page }) => {
  await page.route(/main-.*\.js/, () => {}); // never comes
  await page.addInitScript(() => {
    localStorage.setItem(
      "livebars:draft:start-here",
      JSON.stringify({ template: "# My {{a}}", data: '{"a":"own"}' }),
    );
  });
  await page.goto("/");
  await expect(livebars.heading("My own")).toBeVisible();
});

test("an edit is marked for a moment, unless motion is to be reduced", async ({ page }) => {
  await livebars.open();
  const mark = (heading: string) =>
    livebars.heading(heading).evaluate((element) => getComputedStyle(element, "::after").content);
  await livebars.typeAtStart(livebars.template, "# X\n\n");
  await expect(livebars.heading("X")).toBeVisible();
  expect(await mark("X")).toBe('""');
  await expect(livebars.preview.locator(".livebars-changed")).toHaveCount(0); // nothing of the mark stays
  await page.emulateMedia({ reducedMotion: "reduce" });
  await livebars.typeAtStart(livebars.template, "# Y\n\n");
  await expect(livebars.heading("Y")).toBeVisible();
  expect(await mark("Y")).toBe("none");
});

test("many quick edits of all texts end at the right page", async ({ page }) => {
  await livebars.open("Start here");
  await livebars.write(livebars.template, "{{a}}\n\n");
  await livebars.write(livebars.data, '{"a": ""}');
  await livebars.template.focus();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("# A **bold** [link](https://x.example) and `code`\n\n- one\n\n\ntwo 😀 é", {
    delay: 0,
  });
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.type("start ");
  await livebars.data.focus();
  await page.keyboard.press("ControlOrMeta+End");
  for (let i = 0; i < 2; i++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("value");
  await expect(livebars.preview.getByText("start value")).toBeVisible();
  await expect(livebars.preview.locator("main")).toContainText("two 😀 é");
  await expect(livebars.preview.getByRole("heading", { name: "A bold link and code" })).toBeVisible();
});

test("a page of any length has its pieces in order after any edits", async () => {
  const seed = Date.now() % 1e9;
  const pick = random(seed);
  await livebars.open("Start here");
  await livebars.write(livebars.template, "{{#each a}}\n\n## {{this}}\n\ntext\n\n{{/each}}\n");
  let names: number[] = [];
  for (let i = 0, next = 0; i < 25; i++) {
    const at = pick(names.length + 1);
    const added = Array.from({ length: pick(3) === 0 ? pick(400) : pick(5) }, () => next++);
    names.splice(at, pick(3) === 0 ? pick(names.length + 1) : pick(3), ...added);
    if (i === 12) names = []; // from nothing, too
    names.push(next++);
    await livebars.write(livebars.data, JSON.stringify({ a: names }));
    const message = `seed ${seed}, step ${i}`;
    await expect(livebars.preview.getByRole("heading").last(), message).toHaveText(String(names.at(-1)));
    expect(await livebars.preview.locator("h2").allTextContents(), message).toEqual(names.map(String));
  }
});

test("the page is painted with the keystroke that changes it", async ({ page }) => {
  await livebars.open("Start here");
  await livebars.write(livebars.template, "# A");
  await expect(livebars.heading("A")).toBeVisible();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  // What the page shows when the first frame after a keystroke is made.
  await page.evaluate(() => {
    const shown: string[] = [];
    Object.assign(window, { shown });
    addEventListener(
      "beforeinput",
      () =>
        requestAnimationFrame(() =>
          shown.push(
            document.querySelector("iframe")?.contentDocument?.querySelector("h1")?.textContent ?? "",
          ),
        ),
      true,
    );
  });
  let typed = "A";
  let atOnce = 0;
  for (let i = 0; i < 40; i++) {
    await page.keyboard.type("x");
    typed += "x";
    await expect(livebars.heading(typed)).toBeVisible();
    if ((await page.evaluate(() => (window as unknown as { shown: string[] }).shown.at(-1))) === typed)
      atOnce++;
  }
  expect(atOnce).toBeGreaterThan(0); // a busy machine may miss some
});

test("an element whose text changes stays, and what is selected in it", async ({ page }) => {
  await livebars.open("Start here");
  await livebars.write(livebars.template, "# Words\n\n## Then *these* {{name}}\n");
  await livebars.write(livebars.data, '{"name": "one"}');
  const heading = livebars.heading("Then these one");
  await heading.evaluate((element) => {
    Object.assign(element, { kept: true });
    const emphasis = element.querySelector("em") as Element;
    element.ownerDocument.getSelection()?.selectAllChildren(emphasis);
  });
  await livebars.write(livebars.data, '{"name": "two"}');
  const changed = livebars.heading("Then these two");
  await expect(changed).toBeVisible();
  expect(await changed.evaluate((element) => "kept" in element)).toBe(true);
  expect(await changed.getAttribute("id")).toBe("then-these-two");
  expect(await changed.evaluate((element) => String(element.ownerDocument.getSelection()))).toBe("these");
  expect(page.url()).not.toContain("#");
});

/** Pieces of HTML in which texts, attributes and elements vary; equal shapes are common. */
function island(pick: (below: number) => number, depth = 0): string {
  const word = () => ["one", "two &amp; three", "é😀", "", "&lt;b&gt;"][pick(5)] ?? "";
  const inner = () =>
    Array.from({ length: pick(3) }, () => (depth < 3 ? island(pick, depth + 1) : "x")).join("");
  const attributes = () =>
    [` id="a${pick(3)}"`, ` class="c${pick(3)}"`, ` style="color: red"`, "", "", ""][pick(6)] ?? "";
  const kinds = [
    () => `<p${attributes()}>${word()}</p>\n`,
    () => `<p${attributes()}>${word()}<em>${word()}</em>${inner()}</p>`,
    () => `<h2 id="h${pick(9)}">${word()}</h2>\n`,
    () => `<div${attributes()}>${inner()}${word()}</div>`,
    () => `<ul><li>${word()}</li><li${attributes()}>${inner()}</li></ul>`,
    () => `<details${pick(2) ? " open" : ""}><summary>${word()}</summary>${inner()}</details>`,
    () => `<a href="#${word()}" onclick="x()">${word()}</a>`,
    () => `<img src="data:,${pick(2)}" alt="${word()}">`,
    () => `<label><input type="radio" name="r${pick(2)}"> ${word()}</label>`,
    () =>
      `<form name="f${pick(2)}"><input name="${["firstChild", "localName", "nextSibling"][pick(3)]}"></form>`,
    () => `<svg viewBox="0 0 ${pick(3) + 1} 1"><a href="#x"><text>${word()}</text></a></svg>`,
    () => `<table><tr><td${attributes()}>${word()}</td></tr></table>`,
    () => `<blockquote class="tip" data-alert="tip"><p>\n${word()}</p></blockquote>`,
    () => `<pre><code class="language-js">let ${word()} = ${pick(3)};\n</code></pre>`,
    () => `<pre><code class="language-none">${word()}</code></pre>`,
    () => `<!-- ${word()} -->`,
    () => word(),
    () => `<div>${word()}<form><input name="nextSibling"></form><b>${word()}</b></div>`,
    () => `<p =x="${pick(3)}" "y${pick(2)}">${word()}</p>`,
    () => `<custom-element a="${pick(3)}">${inner()}</custom-element>`,
  ];
  return (kinds[pick(kinds.length)] as () => string)();
}

test("a page after any edits is the page made anew", async ({ page }) => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e9);
  const pick = random(seed);
  let islands: string[] = [];
  const steps = Array.from({ length: 400 }, () => {
    const at = pick(islands.length + 1);
    const remove = pick(Math.min(4, islands.length - at + 1));
    const again = pick(3) > 0; // most edits change words or numbers of what is there
    const insert = again
      ? islands
          .slice(at, at + remove)
          .map((html) =>
            pick(4) ? html.replace(/one|two|\d/, (old) => (old === "1" ? "2" : "1")) : island(pick),
          )
      : Array.from({ length: pick(4) }, () => island(pick));
    islands = islands.toSpliced(at, remove, ...insert);
    return { at, remove, insert, islands };
  });
  await page.goto("/");
  const faults = await page.evaluate(
    async ({ steps, script }) => {
      const { PreviewFrame } = (await import(script)) as typeof Previews;
      const [edited, anew] = [new PreviewFrame(document.body), new PreviewFrame(document.body)];
      const shown = ({ element }: InstanceType<typeof PreviewFrame>) =>
        [...(element.contentDocument?.querySelectorAll(".livebars-chunk") ?? [])]
          .map((chunk) => chunk.innerHTML)
          .join("")
          .replaceAll(/ ?livebars-(changed|fading)/g, "")
          .replaceAll(' class=""', "");
      const code = { at: 0, remove: 0, insert: ['<pre><code class="language-js">let a;</code></pre>'] };
      await edited.apply([code]);
      while (!shown(edited).includes("hljs")) await new Promise((resolve) => setTimeout(resolve, 20));
      await edited.apply([{ at: 0, remove: 1, insert: [] }]);
      let before = 0;
      const faults: string[] = [];
      for (const [i, { islands, ...splice }] of steps.entries()) {
        await edited.apply([splice]);
        await anew.apply([
          { at: 0, remove: before, insert: [] },
          { at: 0, remove: 0, insert: islands },
        ]);
        before = islands.length;
        if (shown(edited) !== shown(anew))
          faults.push(`step ${i}: ${JSON.stringify(splice)}\n${shown(edited)}\n${shown(anew)}`);
      }
      return faults;
    },
    { steps, script: "/previews.js" },
  );
  expect(faults.slice(0, 2), `seed ${seed}`).toEqual([]);
});
