// One page serves the tests of a worker, one after the other. A new page costs three seconds of work: another process, the
// module compiled, the scripts parsed. Before each test the page is emptied, and all that the last one set is taken back.
import type { Browser, BrowserContext, CDPSession, Disposable, Page } from "@playwright/test";

/** What is emulated for a test: it may differ from one to the next. */
export interface Emulated {
  viewport: { width: number; height: number } | null;
  colorScheme: "light" | "dark" | "no-preference" | null;
  forcedColors: "active" | "none" | null;
}

const pageEvents = [
  "console",
  "crash",
  "dialog",
  "download",
  "filechooser",
  "frameattached",
  "framedetached",
  "framenavigated",
  "pageerror",
  "popup",
  "request",
  "requestfailed",
  "requestfinished",
  "response",
  "websocket",
  "worker",
] as const;
const contextEvents = [
  "console",
  "dialog",
  "page",
  "request",
  "requestfailed",
  "requestfinished",
  "response",
  "weberror",
] as const;

export class ReusedPage {
  private taken: { context: BrowserContext; page: Page; client: CDPSession } | undefined;
  /** What a test has added, and what takes it back. */
  private added: (() => Promise<unknown>)[] = [];
  private isCrashed = false;

  constructor(
    private readonly browser: Browser,
    /** A small file of the site, in whose place no script runs. */
    private readonly emptyAddress: string,
  ) {}

  /** The page, as a new one would be. */
  async take(emulated: Emulated): Promise<Page> {
    if (this.isCrashed || this.taken?.page.isClosed()) await this.drop();
    if (this.taken) await this.empty(emulated);
    else await this.open();
    const { page } = this.taken as NonNullable<typeof this.taken>;
    page.on("crash", () => {
      this.isCrashed = true;
    });
    return page;
  }

  /** Ends the page: one that a test has left in a state that nobody knows serves no other. */
  async drop(): Promise<void> {
    const { taken } = this;
    this.taken = undefined;
    this.added = [];
    this.isCrashed = false;
    await taken?.context.close();
  }

  private async open(): Promise<void> {
    const context = await this.browser.newContext();
    const page = await context.newPage();
    const client = await context.newCDPSession(page);
    for (const owner of [context, page]) {
      const addInitScript = owner.addInitScript.bind(owner) as (...script: unknown[]) => Promise<Disposable>;
      owner.addInitScript = (async (...script: unknown[]) => {
        const disposable = await addInitScript(...script);
        this.added.push(() => disposable.dispose());
        return disposable;
      }) as typeof owner.addInitScript;
    }
    const newSession = context.newCDPSession.bind(context);
    context.newCDPSession = async (of) => {
      const session = await newSession(of);
      this.added.push(() => session.detach().catch(() => {})); // its page may be closed
      return session;
    };
    this.taken = { context, page, client };
  }

  private async empty({ viewport, colorScheme, forcedColors }: Emulated): Promise<void> {
    if (!this.taken) return;
    const { context, page, client } = this.taken;
    for (const event of pageEvents) page.removeAllListeners(event);
    for (const event of contextEvents) context.removeAllListeners(event);
    await Promise.all(context.pages().map((other) => (other === page ? undefined : other.close())));
    await Promise.all([
      page.unrouteAll(),
      context.unrouteAll(),
      context.clearPermissions(),
      context.clearCookies(),
    ]);
    for (const remove of this.added.splice(0)) await remove();
    await page.goto(this.emptyAddress);
    const { origin } = new URL(page.url());
    await client.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
    await page.evaluate(() => {
      sessionStorage.clear();
      window.name = "";
    });
    await page.mouse.move(0, 0);
    await page.emulateMedia({ media: null, reducedMotion: null, contrast: null, colorScheme, forcedColors });
    if (viewport) await page.setViewportSize(viewport);
  }
}
