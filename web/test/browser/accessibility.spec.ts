// What axe finds on each view, menu, dialog and element, in light, dark and forced colours. The page inside the frame runs
// no script, and so none of axe: it is checked from outside, as a copy.
import type { Page } from "@playwright/test";
import { encodeLink } from "../../src/share/link.ts";
import { emptyDraft } from "../../src/share/state.ts";
import { violations } from "./axe.ts";
import { expect, LivebarsPage, previewIn, test } from "./page.ts";
import { type StaticServer, serve } from "./static-server.ts";

/** What is shown in the preview frame, as a page of its own. */
async function framed(page: Page, copy: Page): Promise<void> {
  const html = await page.evaluate(() => {
    const document_ =
      window.document.querySelector<HTMLIFrameElement>("iframe[title=Preview]")?.contentDocument;
    if (!document_) throw new Error("no page");
    const style = document_.adoptedStyleSheets.flatMap(({ cssRules }) =>
      [...cssRules].map(({ cssText }) => cssText),
    );
    return `<!doctype html>${document_.documentElement.outerHTML.replace("</head>", `<title>Copy</title><style>${style.join("\n")}</style></head>`)}`;
  });
  await copy.setContent(html.replace(/<meta http-equiv[^>]*>/, ""));
}

const site = "http://127.0.0.1:8199/";
const looks = [
  { name: "light", colorScheme: "light", forcedColors: "none" },
  { name: "dark", colorScheme: "dark", forcedColors: "none" },
  { name: "forced colours", colorScheme: "dark", forcedColors: "active" },
] as const;

/** The states in which the editor is checked; each begins with the sample “Start here”. */
const states: readonly (readonly [
  name: string,
  act: (livebars: LivebarsPage, page: Page) => Promise<void>,
])[] = [
  ["the page", async () => {}],
  ["the output", (livebars) => livebars.view("Output")],
  ["the HTML", (livebars) => livebars.view("HTML")],
  [
    "an error, with the last good page",
    async (livebars) => {
      await livebars.write(livebars.template, "{{#if}}\n{{nmae}}");
      await expect(livebars.stale).toBeVisible();
    },
  ],
  [
    "an empty template",
    async (livebars, page) => {
      await livebars.write(livebars.template, "");
      await expect(page.getByRole("button", { name: "Insert an example" })).toBeVisible();
    },
  ],
  ...["File", "Options", "Size & export", "Sets", "Actions of Template"].map(
    (name) =>
      [
        `the menu “${name}”`,
        async (_: LivebarsPage, page: Page) => {
          await page.getByRole("button", { name, exact: true }).click();
          await expect(page.locator("[popover]:popover-open")).toBeVisible();
        },
      ] as const,
  ),
  ...["New…", "Find…", "Compare…"].map(
    (name) =>
      [
        `the dialog “${name}”`,
        async (_: LivebarsPage, page: Page) => {
          await page.getByRole("button", { name: "File", exact: true }).click();
          await page.getByRole("button", { name }).click();
          await expect(page.getByRole("dialog")).toBeVisible();
          if (name === "Compare…") await expect(page.locator("#compare-summary")).toContainText("same");
        },
      ] as const,
  ),
  [
    "the dialog “Share”",
    async (_, page) => {
      await page.getByRole("button", { name: "Share" }).click();
      await expect(page.getByLabel("Link", { exact: true })).toHaveValue(/#/);
    },
  ],
  [
    "a name that is asked for, and is wrong",
    async (_, page) => {
      await page.getByRole("button", { name: "Add partial" }).click();
      await page.keyboard.press("Enter");
      await expect(page.getByRole("alert")).toContainText("Enter a name");
    },
  ],
  [
    "two data sets side by side",
    async (_, page) => {
      await page.getByRole("button", { name: "Sets", exact: true }).click();
      await page.getByRole("button", { name: "Add…" }).click();
      await page.getByRole("dialog").getByLabel("Name").fill("trial");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Sets", exact: true }).click();
      await page.getByLabel("Side by side").check();
      await page.keyboard.press("Escape");
      await expect(page.locator('iframe[title^="Preview of"]')).toBeVisible();
    },
  ],
  [
    "a list of completions",
    async (livebars, page) => {
      await livebars.typeAtStart(livebars.template, "{{na");
      await expect(page.getByRole("listbox")).toBeVisible();
    },
  ],
  [
    "an explanation",
    async (livebars, page) => {
      await livebars.typeAtStart(livebars.template, "{{name}} ");
      await page.keyboard.press("ControlOrMeta+Home");
      for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowRight");
      await page.keyboard.press("F1");
      await expect(page.locator(".cm-explanation")).toBeVisible();
    },
  ],
  [
    "find and replace",
    async (livebars, page) => {
      await livebars.template.focus();
      await page.keyboard.press("ControlOrMeta+f");
      await expect(page.locator(".cm-search")).toBeVisible();
    },
  ],
  [
    "finding the source",
    async (_, page) => {
      await page.getByRole("button", { name: "Find source" }).click();
      await expect(page.getByLabel("Words of the page")).toBeFocused();
    },
  ],
  [
    "a phone's tabs",
    async (livebars, page) => {
      await page.setViewportSize({ width: 360, height: 740 });
      await page.getByRole("tab", { name: "Data" }).click();
      await expect(livebars.data).toBeVisible();
    },
  ],
];

for (const { name, colorScheme, forcedColors } of looks)
  test.describe(name, () => {
    test.use({ colorScheme, contextOptions: { forcedColors } });

    for (const part of [0, 1, 2])
      test(`axe finds nothing in the editor, part ${part + 1}`, async ({ page }) => {
        test.setTimeout(180_000);
        const livebars = new LivebarsPage(page);
        for (const [state, act] of states.filter((_, i) => i % 3 === part))
          await test.step(state, async () => {
            await page.setViewportSize({ width: 1440, height: 900 });
            await page.goto("/icon.svg");
            await page.evaluate(async () => {
              localStorage.clear();
              for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name);
            });
            await livebars.open("Start here");
            await act(livebars, page);
            expect.soft(await violations(page), state).toEqual([]);
          });
      });

    test("axe finds nothing in the pages of the samples", async ({ page, context }) => {
      test.setTimeout(180_000);
      const livebars = new LivebarsPage(page);
      await livebars.open();
      const copy = await context.newPage();
      const samples = await page.getByLabel("Document").getByRole("option").allTextContents();
      for (const sample of samples) {
        await livebars.choose(sample);
        await expect(livebars.problems).not.toContainText("Error");
        await framed(page, copy);
        const format = await page.getByLabel("Format").inputValue();
        const off = { enabled: false };
        // What the author decides: how a page is divided, and what its tables hold. Browsers themselves let the keyboard
        // scroll what can be scrolled, and force the colours of a document, which no style tells.
        const authors = {
          region: off,
          "landmark-one-main": off,
          "page-has-heading-one": off,
          "empty-table-header": off,
        };
        const browsers = {
          "scrollable-region-focusable": off,
          "color-contrast": { enabled: format !== "html" || forcedColors === "none" },
        };
        expect.soft(await violations(copy, { rules: { ...authors, ...browsers } }), sample).toEqual([]);
      }
    });

    test("axe finds nothing in a preview by link and in the elements", async ({ page }) => {
      const link = await encodeLink({
        ...emptyDraft(),
        template: "# {{x}}\n\n![](https://a.example/x.png)",
        data: '{"x":1}',
        view: "page",
      });
      await page.goto(`${site}?view=preview#${link}`);
      await expect(page.getByRole("button", { name: "Load images" })).toBeVisible();
      expect(await violations(page)).toEqual([]);
      const server: StaticServer = await serve(
        () => `<!doctype html><html lang="en"><title>A portal</title><meta name="color-scheme" content="light dark">
          <main><h1>A portal</h1>
          <livebars-preview editable templatetext="## {{x}}" datatext='{"x": 1}'></livebars-preview>
          <livebars-preview templatetext="{{#if}}"></livebars-preview>
          <livebars-editor templatetext="# {{x}}" datatext='{"x": 2}'></livebars-editor></main>
          <script type="module" src="${site}embed.js"></script>`,
      );
      try {
        await page.goto(server.address);
        await expect(
          previewIn(page, "livebars-preview >> nth=0").getByRole("heading", { name: "1" }),
        ).toBeVisible();
        await expect(page.getByText(/line 1:/)).toBeVisible();
        expect(await violations(page)).toEqual([]);
        await page.locator("livebars-editor").scrollIntoViewIfNeeded();
        const editor = page.locator("livebars-editor iframe").contentFrame();
        await expect(editor.getByRole("textbox", { name: "Template" })).toBeVisible();
        const inner = page.frames().find((frame) => frame.url().startsWith(site));
        if (!inner) throw new Error("no frame of the editor");
        expect(await violations(inner)).toEqual([]);
      } finally {
        server.close();
      }
    });
  });

test.describe("forced colours", () => {
  test.use({ colorScheme: "dark", contextOptions: { forcedColors: "active" } });

  test("what is chosen, what has the focus and what divides is seen", async ({ page }) => {
    const livebars = new LivebarsPage(page);
    await livebars.open("Start here");
    const ground = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).backgroundColor);
    const [chosen, other, page_] = [
      await ground("#view input:checked + span"),
      await ground("#view input:not(:checked) + span"),
      await ground("body"),
    ];
    expect(chosen).not.toBe(other);
    // On a ground of our own the browser would lay another one behind the text, of the text's colour.
    const laidBehind = await page.evaluate(() => {
      const probe = document.body.appendChild(document.createElement("mark"));
      probe.style.cssText = "forced-color-adjust: none; background: Highlight";
      const ground = getComputedStyle(probe).backgroundColor;
      probe.remove();
      return [...document.querySelectorAll("button, .choice span, [role=tab]")]
        .filter((element) => {
          const { backgroundColor, forcedColorAdjust } = getComputedStyle(element) as CSSStyleDeclaration & {
            forcedColorAdjust: string;
          };
          return backgroundColor === ground && forcedColorAdjust !== "none";
        })
        .map(({ outerHTML }) => outerHTML);
    });
    expect(laidBehind).toEqual([]);
    expect(await ground(".splitter")).not.toBe(page_);
    const outline = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => {
          const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
          return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 ? outlineColor : undefined;
        });
    const bar = page.getByRole("separator", { name: "Resize editors and page" });
    await bar.focus();
    await page.keyboard.press("ArrowLeft");
    expect(await outline(".workspace > .splitter")).toBeTruthy();
    await page.getByRole("radio", { name: "Page" }).focus();
    await page.keyboard.press("F6");
    await expect(page.locator('iframe[title="Preview"]')).toBeFocused();
    await expect.poll(() => outline('iframe[title="Preview"]')).toBeTruthy();
  });
});

test("F6 reaches the page, shows that, and leads on from there", async ({ page }) => {
  const livebars = new LivebarsPage(page);
  await livebars.open("Start here");
  const frame = page.locator('iframe[title="Preview"]');
  await page.getByRole("radio", { name: "Page" }).focus();
  await page.keyboard.press("F6");
  await expect(frame).toBeFocused();
  await expect(frame).toHaveCSS("outline-style", "solid");
  const scrolled = () => livebars.preview.locator("html").evaluate(() => scrollY);
  await page.keyboard.press("PageDown");
  await expect.poll(scrolled).toBeGreaterThan(0);
  await page.keyboard.press("F6");
  await expect(frame).not.toBeFocused();
  await page.keyboard.press("Shift+F6");
  await expect(frame).toBeFocused();
});

test("every view has headings that name its parts", async ({ page }) => {
  const livebars = new LivebarsPage(page);
  await livebars.open("Start here");
  const headings = () => page.getByRole("heading").allTextContents();
  for (const view of ["Page", "Output", "HTML"] as const) {
    await livebars.view(view);
    expect(await headings()).toEqual(
      expect.arrayContaining([
        "Livebars",
        "Template",
        "Data",
        "Helpers",
        "Partial signature",
        "Result",
        "Problems",
      ]),
    );
  }
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await headings()).toEqual(expect.arrayContaining(["Livebars", "Result", "Problems"]));
});
