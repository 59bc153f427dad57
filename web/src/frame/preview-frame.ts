// The frame that shows the finished page. No script runs in it, for two reasons: its sandbox, and a
// Content-Security-Policy inside. HTML is parsed in the frame's own document only; in this one an
// `<img onerror>` would run before it ever reached the frame.
import type { Format, Splice } from "../library/contract.d.ts";
import { showAlerts } from "./alerts.ts";
import { attribute, classes, comment, find, isElement, named, nearest, parsed } from "./dom.ts";
import { enhance } from "./enhancers.ts";
import style from "./page.frame.css";
import { carryOver, remember } from "./reader-state.ts";
import { RenderChunks } from "./render-chunks.ts";
import { revised } from "./revise.ts";
import { sanitized } from "./sanitize.ts";

/** The layers of isolation between a page and its reader. No script passes any one of them: each is tested alone. */
export interface Isolation {
  sandbox: boolean;
  policy: boolean;
  sanitizer: boolean;
}

function policy(remoteImages: boolean): string {
  const media = remoteImages
    ? "img-src * data: blob:; media-src *"
    : "img-src data: blob:; media-src data: blob:";
  return `default-src 'none'; ${media}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
}

/** More islands than this at once are no edit that a mark would help to find. */
const maxMarkedIslands = 5;

/** Milliseconds from the last edit until its mark fades, and for the fading (page.frame.css). */
const markDelay = 600;
const markFadeTime = 500;

/** Of a page with more islands only what is in view is laid out. */
const longPageIslands = 150;

const same = (a: string[], b: string[]) => a.length === b.length && a.every((text, i) => text === b[i]);

/** Where links may lead, in a new tab. */
const linkProtocols = new Set(["http:", "https:", "mailto:"]);

export class PreviewFrame {
  readonly element: HTMLIFrameElement;
  /** Resolves when pages can be shown. */
  readonly ready: Promise<void>;
  private islands: { html: string; nodes: ChildNode[] }[] = [];
  /** What is shown is not of the session: its first update takes its place. */
  private provisional = false;
  private theme = "system";
  private format: Format = "markdown";
  private remoteImages = true;
  private fading: ReturnType<typeof setTimeout> | undefined;
  /** The frame's document, its root and where the islands are: taken before anything of the page could shadow them. */
  private document: Document | undefined;
  private root: HTMLElement | undefined;
  private page: HTMLElement | undefined;
  private chunks: RenderChunks | undefined;
  /** Called with the height of the whole page, in CSS pixels, whenever it changes. */
  onHeight: ((height: number) => void) | undefined;

  constructor(
    parent: Element | ShadowRoot,
    private readonly isolation: Isolation = { sandbox: true, policy: true, sanitizer: true },
  ) {
    this.element = document.createElement("iframe");
    this.element.title = "Preview";
    if (isolation.sandbox) this.element.setAttribute("sandbox", "allow-same-origin");
    this.element.srcdoc = this.skeleton();
    this.ready = new Promise((resolve) => {
      this.element.addEventListener("load", () => {
        this.prepare();
        resolve();
      });
    });
    parent.append(this.element);
  }

  private skeleton(): string {
    const policyTag = this.isolation.policy
      ? `<meta http-equiv="Content-Security-Policy" content="${policy(this.remoteImages)}">`
      : "";
    return `<!doctype html><html lang="en"><head><meta charset="utf-8">${policyTag}<meta name="referrer" content="no-referrer"></head><body><main class="livebars-page"></main></body></html>`;
  }

  /** Whether images and media of other sites may be loaded. The page is shown anew. */
  setRemoteImages(allowed: boolean): void {
    if (allowed === this.remoteImages) return;
    this.remoteImages = allowed;
    this.page = undefined;
    this.element.srcdoc = this.skeleton(); // `prepare` brings the islands back
  }

  /** The HTML of the page as it is shown. */
  html(): string {
    return this.islands.map((island) => island.html).join("");
  }

  async apply(splices: Splice[]): Promise<void> {
    await this.ready;
    if (this.provisional) {
      this.provisional = false;
      const first = splices[0]?.insert ?? [];
      if (
        splices.length <= 1 &&
        same(
          first,
          this.islands.map(({ html }) => html),
        )
      )
        return;
      this.splice({ at: 0, remove: this.islands.length, insert: [] });
    }
    for (const splice of splices) this.splice(splice);
  }

  /** Shows a page until the first update comes. */
  showProvisional(islands: string[]): void {
    this.provisional = true;
    void this.ready.then(() => {
      if (this.provisional) this.splice({ at: 0, remove: 0, insert: islands });
    });
  }

  /** Shows the start of the page: it is another page now. */
  scrollToTop(): void {
    this.root?.scrollTo({ top: 0, behavior: "instant" });
  }

  setTheme(theme: string): void {
    this.theme = theme;
    this.applySettings();
  }

  setFormat(format: Format): void {
    this.format = format;
    this.applySettings();
  }

  private splice({ at, remove, insert }: Splice): void {
    const { page, document, chunks } = this;
    if (!page || !document || !chunks) {
      // The frame has no document yet: the islands are kept as text.
      this.islands.splice(at, remove, ...insert.map((html) => ({ html, nodes: [] })));
      return;
    }
    const added = insert.map((html) => {
      const found = parsed(document, page, html);
      const nodes = this.isolation.sanitizer ? sanitized(found) : found;
      showAlerts(nodes);
      remember(nodes);
      if (nodes.length === 0) nodes.push(comment(document));
      return { html, nodes };
    });
    const removed = this.islands.splice(at, remove, ...added);
    if (removed.length > 0 && added.length <= maxMarkedIslands) {
      for (const node of added.flatMap(({ nodes }) => nodes))
        if (isElement(node)) classes(node).add("livebars-changed");
      this.fadeLater();
    }
    if (removed.length === added.length) {
      for (const [i, island] of added.entries())
        island.nodes = replaced(chunks, removed[i]?.nodes ?? [], island.nodes);
    } else {
      const before = this.islands[at + added.length]?.nodes[0] ?? null;
      for (const { nodes } of removed) chunks.remove(nodes);
      for (const { nodes } of added) chunks.insert(nodes, before);
    }
    classes(page).toggle("long", this.islands.length > longPageIslands);
    void enhance(added.flatMap((island) => island.nodes));
  }

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
    const page = document?.body?.firstElementChild as HTMLElement | null | undefined;
    if (!document || !page || page.className !== "livebars-page" || page.firstChild) {
      this.page = undefined;
      this.element.srcdoc = this.skeleton();
      return;
    }
    [this.document, this.root, this.page] = [document, document.documentElement, page];
    this.chunks = new RenderChunks(document, page);
    this.adoptStyle(document);
    this.applySettings();
    const kept = this.islands.map((island) => island.html);
    this.islands = [];
    for (const type of ["click", "auxclick"])
      document.addEventListener(type, (event) => this.follow(event as MouseEvent));
    document.addEventListener("submit", (event) => event.preventDefault());
    new ResizeObserver(() => this.onHeight?.(Math.ceil(page.getBoundingClientRect().height))).observe(page);
    if (kept.length > 0) this.splice({ at: 0, remove: 0, insert: kept });
  }

  /** A style sheet that is made by a script is allowed where a portal's policy forbids those in the page. */
  private adoptStyle(document: Document): void {
    const { CSSStyleSheet } = document.defaultView as Window & typeof globalThis;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
  }

  private applySettings(): void {
    if (!this.root) return;
    this.root.dataset.theme = this.theme;
    this.root.dataset.format = this.format;
  }

  /** Follows a link for the frame, which may not: anchors inside it, other pages in a new tab. */
  private follow(event: MouseEvent): void {
    if (event.type === "auxclick" && event.button !== 1) return;
    const target = event.target as Node | null;
    const link = target && isElement(target) && nearest(target, "a, area");
    const href = link && (attribute(link, "href") ?? attribute(link, "xlink:href"));
    if (href === null || href === false) return;
    event.preventDefault();
    if (href.startsWith("#")) {
      this.jump(href.slice(1));
      return;
    }
    let url: URL;
    try {
      url = new URL(href);
    } catch {
      return; // a relative address leads nowhere here
    }
    if (linkProtocols.has(url.protocol)) window.open(url.href, "_blank", "noopener,noreferrer");
  }

  /** Goes to a place. On a long page what is on the way gets its height only when it is shown, so it is scrolled to again. */
  private scrollTo(target: Element): void {
    if (!this.page || !classes(this.page).contains("long")) {
      target.scrollIntoView({ block: "start" });
      return;
    }
    let frames = 0;
    const seek = () => {
      target.scrollIntoView({ block: "start", behavior: "instant" });
      if (++frames < scrollFrames) requestAnimationFrame(seek);
    };
    seek();
  }

  private jump(fragment: string): void {
    const { document, page, root } = this;
    if (!document || !page || !root) return;
    for (const target of find([page], ".livebars-target")) classes(target).remove("livebars-target");
    if (fragment === "" || fragment === "top") {
      root.scrollIntoView();
      return;
    }
    const target = named(document, decoded(fragment));
    if (!target) return;
    this.scrollTo(target);
    classes(target).add("livebars-target");
    target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
  }
}

/** Shows the nodes of an island that takes the place of another one, and gives those that are shown then. */
function replaced(chunks: RenderChunks, shown: ChildNode[], nodes: ChildNode[]): ChildNode[] {
  if (revised(shown, nodes)) return shown;
  carryOver(shown, nodes);
  chunks.insert(nodes, shown[0] ?? null);
  chunks.remove(shown);
  return nodes;
}

/** Frames in which a place on a long page is scrolled to again. */
const scrollFrames = 3;

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
