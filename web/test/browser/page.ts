// The page as a person meets it: by roles and labels.
import { test as base, expect, type FrameLocator, type Locator, type Page } from "@playwright/test";
import { ReusedPage } from "./reused-page.ts";

export { expect };

/** The page of a preview element of a portal. */
export const previewIn = (page: Page, element: string): FrameLocator =>
  page.locator(element).locator('iframe[title="Preview"]').contentFrame();

interface Options {
  /** The test changes what cannot be taken back (the clock, what device it is): no other test has its page. */
  ownPage: boolean;
}

/** Every test fails on a request that leaves this machine, but for images that a page shows. */
export const test = base.extend<Options & { onlyHere: undefined }, { reusedPage: ReusedPage }>({
  ownPage: [false, { option: true }],
  reusedPage: [
    async ({ browser }, use) => {
      const page = new ReusedPage(browser, "/icon.svg");
      await use(page);
      await page.drop();
    },
    { scope: "worker" },
  ],
  page: async ({ browser, ownPage, reusedPage, viewport, colorScheme, contextOptions }, use, info) => {
    if (ownPage) {
      const context = await browser.newContext();
      await use(await context.newPage());
      await context.close();
      return;
    }
    const { forcedColors = null } = contextOptions;
    await use(await reusedPage.take({ viewport, colorScheme, forcedColors }));
    if (info.status !== info.expectedStatus) await reusedPage.drop();
  },
  context: async ({ page }, use) => use(page.context()),
  onlyHere: [
    async ({ context }, use) => {
      const foreign: string[] = [];
      context.on("request", (request) => {
        const { protocol, hostname } = new URL(request.url());
        const ofPage = request.resourceType() === "image" || request.resourceType() === "media";
        if (/^(https?|wss?):$/.test(protocol) && hostname !== "127.0.0.1" && !ofPage)
          foreign.push(request.url());
      });
      await use(undefined);
      expect(foreign).toEqual([]);
    },
    { auto: true },
  ],
});

/** What the browser keeps of a table of the person's records, by id. */
export const kept = (
  page: Page,
  table: "draft" | "document" | "state" | "unsaved",
): Promise<Record<string, unknown>> =>
  page.evaluate(
    (table) =>
      new Promise<Record<string, unknown>>((resolve, reject) => {
        const opening = indexedDB.open("livebars");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          if (!db.objectStoreNames.contains(table)) {
            db.close();
            resolve({});
            return;
          }
          const all = db.transaction(table).objectStore(table).getAll();
          all.onsuccess = () => {
            db.close();
            resolve(Object.fromEntries((all.result as { id: string }[]).map((one) => [one.id, one])));
          };
        };
      }),
    table,
  );

export class LivebarsPage {
  readonly template: Locator;
  readonly data: Locator;
  readonly helpers: Locator;
  readonly problems: Locator;
  readonly preview: FrameLocator;
  readonly stale: Locator;

  constructor(readonly page: Page) {
    this.template = page.getByRole("textbox", { name: "Template", exact: true });
    this.data = page.getByRole("textbox", { name: "Data", exact: true });
    this.helpers = page.getByRole("textbox", { name: "Helpers", exact: true });
    this.problems = page.getByLabel("Problems");
    this.preview = page.frameLocator('iframe[title="Preview"]');
    this.stale = page.getByText("Last good page");
  }

  /** Opens the site and waits for the first page. */
  async open(sample?: string): Promise<void> {
    await this.page.goto("/");
    await this.rendered();
    if (sample) await this.choose(sample);
  }

  /** Waits until the page is there and no error is listed. */
  async rendered(): Promise<void> {
    await expect(this.page.locator("html")).toHaveAttribute("data-rendered", /\d/, { timeout: 30_000 });
    await expect(this.problems).not.toContainText("Error");
    await expect(this.stale).toBeHidden();
  }

  async choose(sample: string): Promise<void> {
    const root = this.page.locator("html");
    const select = this.page.getByLabel("Document");
    const before = await root.getAttribute("data-rendered");
    const chosen = await select.evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.label);
    if (chosen !== sample) {
      await select.selectOption({ label: sample });
      if (before !== null) await expect(root).not.toHaveAttribute("data-rendered", before);
    }
    await expect(this.problems).not.toContainText("Loading");
  }

  partial(name: string): Locator {
    return this.page.getByRole("textbox", { name: `Partial ${name}`, exact: true });
  }

  /** Replaces all that an editor holds, by keyboard. */
  async write(editor: Locator, text: string): Promise<void> {
    await editor.focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(text);
  }

  /** Puts the caret at the start of the text and types. */
  async typeAtStart(editor: Locator, text: string): Promise<void> {
    await editor.focus();
    await this.page.keyboard.press("ControlOrMeta+Home");
    await this.page.keyboard.type(text);
  }

  async view(name: "Page" | "Output" | "HTML"): Promise<void> {
    await this.page.getByRole("group", { name: "View" }).getByText(name, { exact: true }).click();
  }

  heading(name: string): Locator {
    return this.preview.getByRole("heading", { name, exact: true });
  }
}
