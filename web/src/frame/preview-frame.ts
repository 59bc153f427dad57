// The frame that shows the finished page. No script runs in it, for two reasons: its sandbox, and a
// Content-Security-Policy inside. HTML is parsed in the frame's own document only; in this one an
// `<img onerror>` would run before it ever reached the frame.

import type { Format, PagePlace, Splice } from "../library/contract.d.ts";
import { result as words } from "../words/en.ts";
import { setColourScheme } from "./colour-scheme.ts";
import { isDocument } from "./document-start.ts";
import {
  attribute,
  bodyOf,
  classes,
  find,
  isElement,
  listenTo,
  named,
  nearest,
  rootOf,
  scrollIntoView,
  setStyleSheets,
  titleOf,
} from "./dom.ts";
import { type Enhanceable, enhance, enhanceable } from "./enhancers.ts";
import { IslandTree } from "./island-tree.ts";
import { pageSandbox, policy } from "./isolation.ts";
import style from "./page.frame.css";
import { PagePlaces } from "./page-places.ts";
import { Pieces } from "./pieces.ts";
import { remember } from "./reader-state.ts";
import { boundReferences, refers } from "./references.ts";
import { RenderChunks } from "./render-chunks.ts";
import { sanitized } from "./sanitize.ts";
import { DocumentView } from "./whole-document.ts";

/** The layers of isolation between a page and its reader. No script passes any one of them: each is tested alone. */
export interface Isolation {
  sandbox: boolean;
  policy: boolean;
  sanitizer: boolean;
}

/** More islands than this at once are no edit that a mark would help to find. */
const maxMarkedIslands = 5;

/** Milliseconds from the last edit until its mark fades, and for the fading (page.frame.css). */
const markDelay = 600;
const markFadeTime = 500;

/** Of a page with more islands only what is in view is laid out. */
const longPageIslands = 150;

/** Milliseconds between two looks at whether the frame shows our document. */
const watchEveryMs = 500;

/** How often a page may grow right after its frame has, and within how many milliseconds that is. */
const maxGrowth = 20;
const growthMs = 100;

/** CSS pixels. A page whose height follows that of its frame would make it grow for ever. */
const maxHeight = 100_000;

const same = (a: string[], b: string[]) => a.length === b.length && a.every((text, i) => text === b[i]);

export class PreviewFrame {
  readonly element: HTMLIFrameElement;
  /** Resolves when the frame has a document in which pages can be shown. */
  ready: Promise<void> = Promise.resolve();
  private resolveReady: () => void = () => {};
  private readonly pieces = new Pieces();
  /** What is shown is not of the session: its first update takes its place. */
  private provisional = false;
  private theme = "system";
  private format: Format = "markdown";
  private remoteImages = true;
  private isFitted = false;
  private watching: ReturnType<typeof setInterval> | undefined;
  private sizes: ResizeObserver | undefined;
  private fading: ReturnType<typeof setTimeout> | undefined;
  /** The frame's document, its root and where the islands are: taken before anything of the page could shadow them. */
  private document: Document | undefined;
  private root: HTMLElement | undefined;
  private page: HTMLElement | undefined;
  /** Shows the islands of a page that is no document of its own. */
  private tree: IslandTree | undefined;
  /** The frame has, or will have, a document without an address, for a page that is a document of its own. */
  private isBlank = false;
  /** Shows a page that is a document of its own; undefined for any other page. */
  private whole: DocumentView | undefined;
  /** Called with the height of the whole page, in CSS pixels, whenever it changes. */
  onHeight: ((height: number) => void) | undefined;
  /** Called when references of SVG were taken out, for they would draw too much, and when there are none such any more. */
  onBounded: ((isBounded: boolean) => void) | undefined;
  /** Called with the width that a document asks a phone for, in CSS pixels, and with none. */
  onViewport: ((width: number | undefined) => void) | undefined;
  /** Called where the page is clicked with Alt: a point of the frame's window. WebKit listens to nothing in the frame. */
  onPick: ((x: number, y: number) => void) | undefined;
  /** Called with the keys that are pressed in the page, but in WebKit. */
  onKey: ((event: KeyboardEvent) => void) | undefined;
  /** Called when the page has been scrolled, but in WebKit. */
  onScroll: (() => void) | undefined;
  private viewport: number | undefined;
  private isBounded = false;
  /** New nodes have references that draw others. */
  private draws = false;
  /** What of new nodes can be made nicer. */
  private work: Enhanceable[] = [];
  private isSchemeSet = false;
  private wasConnected = false;
  private toldHeight = 0;
  private toldAt = 0;
  /** How often the page has grown as its frame did. */
  private grown = 0;

  constructor(
    parent: Element | ShadowRoot,
    private readonly isolation: Isolation = { sandbox: true, policy: true, sanitizer: true },
  ) {
    this.element = document.createElement("iframe");
    this.element.title = words.page;
    if (isolation.sandbox) this.element.setAttribute("sandbox", pageSandbox);
    this.awaitDocument();
    this.element.srcdoc = this.skeleton();
    this.element.addEventListener("load", () => this.prepare());
    parent.append(this.element);
    this.watch();
  }

  /**
   * A frame that was led away, by something that nobody thought of, is brought back: also before the other page has come,
   * whose `load` may never do.
   */
  private watch(): void {
    this.watching = setInterval(() => {
      if (!this.element.isConnected && this.wasConnected) clearInterval(this.watching);
      this.wasConnected = this.element.isConnected;
      if (this.document && this.element.isConnected && this.element.contentDocument !== this.document)
        this.reload();
    }, watchEveryMs);
  }

  private skeleton(): string {
    return `<!doctype html><html lang="en"><head><meta charset="utf-8">${this.ownHead()}</head><body><main class="livebars-page"></main></body></html>`;
  }

  /** What stands at the start of the head of a page: its policy, and no referrer. */
  ownHead(): string {
    const policyTag = this.isolation.policy
      ? `<meta http-equiv="Content-Security-Policy" content="${policy(this.remoteImages)}">`
      : "";
    return `${policyTag}<meta name="referrer" content="no-referrer">`;
  }

  get loadsRemoteImages(): boolean {
    return this.remoteImages;
  }

  /** Whether images and media of other sites may be loaded. The page is shown anew. */
  setRemoteImages(allowed: boolean): void {
    if (allowed === this.remoteImages) return;
    this.remoteImages = allowed;
    this.reload();
  }

  private awaitDocument(): void {
    const before = this.resolveReady;
    this.ready = new Promise((resolve) => {
      this.resolveReady = () => {
        before();
        resolve();
      };
    });
  }

  private documentReady(): void {
    const resolve = this.resolveReady;
    this.resolveReady = () => {};
    resolve();
  }

  /** Begins with an empty frame; `prepare` brings the islands back. */
  private reload(): void {
    this.awaitDocument();
    this.page = this.tree = this.whole = this.document = undefined;
    this.isBlank = false;
    this.element.srcdoc = this.skeleton();
  }

  /** Begins with an empty document that has no address: one of `srcdoc` is never shown in quirks mode. */
  private reloadBlank(): void {
    this.awaitDocument();
    this.page = this.tree = this.whole = this.document = undefined;
    this.isBlank = true;
    this.element.removeAttribute("srcdoc");
    this.element.src = "about:blank";
  }

  /** The title of a page that has one. */
  get title(): string {
    return (this.document && this.whole && titleOf(this.document)) ?? "";
  }

  /** How high the page is, in CSS pixels. */
  get contentHeight(): number {
    return this.whole?.height ?? Math.ceil(this.page?.getBoundingClientRect().height ?? 0);
  }

  /** Places of the page as it is shown now; undefined if it cannot be told where its islands are. */
  get places(): PagePlaces | undefined {
    const { tree } = this;
    const islands = this.whole
      ? this.whole.islands
      : tree && { count: tree.count, nodesOf: (island: number) => tree.shownBy(island) };
    return this.document && islands ? new PagePlaces(this.document, islands) : undefined;
  }

  /** Brings a place of the page into view, if it is not. */
  scrollToPlace(place: PagePlace, block: "center" | "start" = "center"): void {
    const [rect] = this.places?.rectsOf(place) ?? [];
    const { contentWindow, clientHeight } = this.element;
    if (!rect || !contentWindow) return;
    if (block === "center" && rect.top >= 0 && rect.bottom <= clientHeight) return;
    const top = block === "start" ? rect.top : rect.top - clientHeight / 2 + rect.height / 2;
    contentWindow.scrollBy({ top, behavior: "instant" });
  }

  /** The HTML of the page as it is shown. */
  html(): string {
    return this.pieces.html();
  }

  async apply(splices: Splice[]): Promise<void> {
    await this.ready;
    if (this.provisional) {
      this.provisional = false;
      if (splices.length <= 1 && same(splices[0]?.insert ?? [], this.pieces.splice().insert)) return;
      this.put([{ at: 0, remove: this.pieces.length, insert: [] }]);
    }
    this.put(splices);
    await this.ready; // it may need a frame of the other kind
  }

  /** Changes islands, and shows them as what they are now: a document of its own, or a page in our frame. */
  private put(splices: Splice[]): void {
    if (splices.length === 0) return;
    for (const splice of splices) this.pieces.change(splice);
    // A comment before the document may be an island.
    const isWhole = this.format === "html" && isDocument(this.pieces.start());
    if (!isWhole && this.isBlank) this.reload();
    else if (!isWhole) for (const splice of splices) this.splice(splice);
    else if (!this.isBlank) this.reloadBlank();
    else if (this.whole) this.showDocument(splices);
  }

  /** Shows all islands in a frame that is new. */
  private show(): void {
    if (this.format === "html" && isDocument(this.pieces.start())) this.reloadBlank();
    else this.splice(this.pieces.splice());
  }

  private showDocument(splices: Splice[]): void {
    if (!this.whole) return;
    this.tell(this.whole.show(this.pieces, splices));
    this.applyScheme();
    this.tellViewport(this.whole.viewportWidth);
  }

  private tellViewport(width: number | undefined): void {
    if (width !== this.viewport) this.onViewport?.(width);
    this.viewport = width;
  }

  /** A document of its own has begun in the frame. */
  private beginDocument(document: Document, view: DocumentView): void {
    setStyleSheets(document, []);
    this.root = rootOf(document);
    this.listen(document);
    this.applySettings();
    this.followSize(view.sized, () => this.whole === view && this.tellHeight(view.height));
  }

  private followSize(elements: Iterable<Element>, changed: () => void): void {
    this.sizes?.disconnect();
    this.sizes = new ResizeObserver(changed);
    for (const element of elements) this.sizes.observe(element);
  }

  /** Ends the frame. An observer of sizes would keep its document for ever. */
  close(): void {
    this.sizes?.disconnect();
    clearInterval(this.watching);
    clearTimeout(this.fading);
    this.element.remove();
  }

  /** Shows a whole document in light or dark colours, where the theme is not that of the system. */
  private applyScheme(): void {
    const { document, theme, isSchemeSet } = this;
    const scheme = theme === "light" || theme === "dark" ? theme : undefined;
    if (!document || !this.whole || (!scheme && !isSchemeSet)) return;
    this.isSchemeSet = scheme !== undefined;
    setColourScheme(document, scheme, this.element.contentWindow as Window & typeof globalThis);
  }

  /** Says that something of the page is left out, or no longer. */
  private tell(isBounded: boolean): void {
    if (isBounded !== this.isBounded) this.onBounded?.(isBounded);
    this.isBounded = isBounded;
  }

  /** Shows a page until the first update comes. */
  showProvisional(islands: string[]): void {
    this.provisional = true;
    void this.ready.then(() => {
      if (this.provisional) this.put([{ at: 0, remove: 0, insert: islands }]);
    });
  }

  /** Shows the start of the page: it is another page now. */
  scrollToTop(): void {
    this.element.contentWindow?.scrollTo({ top: 0, behavior: "instant" });
  }

  setTheme(theme: string): void {
    this.theme = theme;
    this.applySettings();
  }

  /** Whether the frame is as high as its page, in a page around it: then there is no space around the page's content. */
  setFitted(fitted: boolean): void {
    this.isFitted = fitted;
    this.applySettings();
  }

  setFormat(format: Format): void {
    this.format = format;
    this.applySettings();
  }

  private splice(splice: Splice): void {
    const { page, tree } = this;
    if (!page || !tree) return; // the frame has no document yet
    this.draws = false;
    this.work = [];
    const { nodes, revised, removed } = tree.splice(splice);
    if (removed > 0 && splice.insert.length <= maxMarkedIslands && nodes.some(({ length }) => length > 0)) {
      for (const node of nodes.flat()) if (isElement(node)) classes(node).add("livebars-changed");
      this.fadeLater();
    }
    classes(page).toggle("long", tree.placed > longPageIslands);
    if (this.draws) this.tell(boundReferences([page]));
    this.work.push(enhanceable(revised));
    void enhance({
      code: this.work.flatMap(({ code }) => code),
      formulas: this.work.flatMap(({ formulas }) => formulas),
    });
  }

  /** Makes new nodes what may be shown. */
  private readonly guard = (found: ChildNode[]): ChildNode[] => {
    const nodes = this.isolation.sanitizer ? sanitized(found, "about:srcdoc") : found;
    remember(nodes);
    // Asked of nodes in a page this would take much longer.
    this.draws ||= refers(nodes);
    this.work.push(enhanceable(nodes));
    return nodes;
  };

  /**
   * Marks stay as they are while edits come, and fade when the person pauses: as long as anything moves, browsers
   * make frames at a pace, and a keystroke waits for the next one.
   */
  private fadeLater(): void {
    clearTimeout(this.fading);
    this.fading = setTimeout(() => {
      const marked = this.page ? find([this.page], ".livebars-changed") : [];
      for (const element of marked) classes(element).add("livebars-fading");
      setTimeout(() => {
        for (const element of marked) classes(element).remove("livebars-changed", "livebars-fading");
      }, markFadeTime);
    }, markDelay);
  }

  /** Runs when the frame has its document: at first, and should it ever be led away. */
  private prepare(): void {
    const document = this.element.contentDocument;
    if (this.isBlank && document) {
      if (document === this.document) return; // it was written
      this.whole = undefined;
      if (isEmptyBlank(document)) {
        this.document = document;
        this.page = this.tree = undefined;
        const view: DocumentView = new DocumentView(document, this.ownHead(), this.isolation.sanitizer, () =>
          this.beginDocument(document, view),
        );
        this.whole = view;
        this.showDocument([]);
        this.documentReady();
      } else this.reloadBlank();
      return;
    }
    const body = document && bodyOf(document);
    const page = body?.firstElementChild as HTMLElement | null | undefined;
    if (!document || !page || page.className !== "livebars-page" || page.firstChild) {
      this.reload();
      return;
    }
    this.whole = undefined;
    this.tellViewport(undefined);
    [this.document, this.root, this.page] = [document, rootOf(document), page];
    this.tree = new IslandTree(document, new RenderChunks(document, page), this.guard, (element) =>
      this.format === "text" ? new RenderChunks(document, element, true) : undefined,
    );
    this.adoptStyle(document);
    this.applySettings();
    this.listen(document);
    this.followSize([page], () => this.tellHeight(Math.ceil(page.getBoundingClientRect().height)));
    if (this.pieces.length > 0) this.show();
    if (this.document) this.documentReady(); // else a frame of the other kind is on its way
  }

  /**
   * Tells the height of the page. Where it grows because its frame has grown to the height before (`min-height: calc(100vh +
   * 1px)`), it is told a few times only.
   */
  private tellHeight(height: number): void {
    const { clientHeight } = this.element;
    const now = performance.now();
    const follows =
      height > clientHeight && Math.abs(clientHeight - this.toldHeight) < 2 && now - this.toldAt < growthMs;
    this.grown = follows ? this.grown + 1 : 0;
    if (this.grown > maxGrowth) {
      if (this.grown === maxGrowth + 1)
        console.warn(
          `Livebars: this page grows whenever its frame does, as with a height in vh. Its frame stays ${this.toldHeight} px high.`,
        );
      return;
    }
    this.toldHeight = Math.min(height, maxHeight);
    this.toldAt = now;
    this.onHeight?.(this.toldHeight);
  }

  /** What stands before the anchors of the page itself. */
  private get anchors(): "" | "about:srcdoc" {
    return this.whole ? "" : "about:srcdoc";
  }

  private listen(document: Document): void {
    for (const type of ["click", "auxclick"])
      listenTo(document, type, (event) => this.follow(event as MouseEvent));
    listenTo(document, "keydown", (event) => this.onKey?.(event as KeyboardEvent));
    // A long press, where there is no Alt key.
    listenTo(document, "contextmenu", (event) => {
      const { pointerType, clientX, clientY } = event as PointerEvent;
      if (pointerType !== "touch" || !this.onPick || nearestLink(event.target)) return;
      event.preventDefault();
      this.onPick(clientX, clientY);
    });
    listenTo(document, "submit", (event) => event.preventDefault());
    listenTo(document, "scroll", () => this.onScroll?.());
  }

  /** A style sheet that is made by a script is allowed where a portal's policy forbids those in the page. */
  private adoptStyle(document: Document): void {
    const { CSSStyleSheet } = this.element.contentWindow as Window & typeof globalThis;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    setStyleSheets(document, [sheet]);
  }

  private applySettings(): void {
    const { style } = this.element;
    // A document is on the ground that a browser gives it; it may ask for a dark one.
    style.colorScheme = this.whole ? (this.theme === "dark" ? "dark" : "light") : "";
    style.background = this.whole ? "Canvas" : "";
    if (this.whole) this.applyScheme();
    if (!this.root || this.whole) return;
    this.root.dataset.theme = this.theme;
    this.root.dataset.format = this.format;
    this.root.toggleAttribute("data-fitted", this.isFitted);
  }

  /**
   * Links are followed by the browser (sanitize.ts). A link that could lead the frame away is not followed, should one ever
   * get here; and a place on a long page is looked for again when the page around it has got its height.
   */
  private follow(event: MouseEvent): void {
    if (event.altKey && this.onPick && event.type === "click") {
      event.preventDefault();
      this.onPick(event.clientX, event.clientY);
      return;
    }
    const link = nearestLink(event.target);
    const href = link && (attribute(link, "href") ?? attribute(link, "xlink:href"));
    if (!link || href === null) return;
    const fragment = href.startsWith(`${this.anchors}#`) ? href.slice(this.anchors.length + 1) : undefined;
    if (fragment !== undefined) this.seek(fragment);
    else if (attribute(link, "target") !== "_blank") event.preventDefault();
  }

  /** On a long page what is on the way to a place gets its height only when it is shown, so it is scrolled to again. */
  private seek(fragment: string): void {
    const { document, page } = this;
    const target = document && fragment !== "" && named(document, decoded(fragment));
    if (!target || !page || !classes(page).contains("long")) return;
    let frames = 0;
    const scroll = () => {
      scrollIntoView(target);
      if (++frames < scrollFrames) requestAnimationFrame(scroll);
    };
    requestAnimationFrame(scroll);
  }
}

/** The link that an event is in. */
const nearestLink = (target: EventTarget | null): Element | null =>
  target && isElement(target as Node) ? nearest(target as Element, "a, area") : null;

/** Whether a document is one that the frame has begun with. */
const isEmptyBlank = (document: Document): boolean =>
  document.URL === "about:blank" && !bodyOf(document).firstChild;

/** Frames in which a place on a long page is scrolled to again. */
const scrollFrames = 3;

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
