// The frame that shows the finished page. No script runs in it, by two walls: its sandbox, and a
// Content-Security-Policy inside. HTML is parsed in the frame's own document only; in this one an
// `<img onerror>` would run before it ever reached the frame.
import type { Format, Splice } from "../library/contract.d.ts";
import { showAlerts } from "./alerts.ts";
import { carryOver } from "./keep.ts";
import { dress } from "./late.ts";
import style from "./page.frame.css";

const policy =
  "default-src 'none'; img-src * data: blob:; media-src *; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const skeleton = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer"><style>${style}</style></head><body><main class="livebars-page"></main></body></html>`;

/** More islands than this at once are no edit that a mark would help to find. */
const mostMarked = 5;

/** Of a page with more islands only what is in view is laid out. */
const longPage = 150;

const same = (a: string[], b: string[]) => a.length === b.length && a.every((text, i) => text === b[i]);

/** Where links may lead, in a new tab. */
const outward = new Set(["http:", "https:", "mailto:"]);

export class PreviewFrame {
  readonly element: HTMLIFrameElement;
  private ready: Promise<void>;
  private islands: { html: string; nodes: ChildNode[] }[] = [];
  /** What is shown is not of the session: its first update takes its place. */
  private provisional = false;
  private theme = "system";
  private format: Format = "markdown";

  constructor(parent: Element) {
    this.element = document.createElement("iframe");
    this.element.title = "Preview";
    this.element.setAttribute("sandbox", "allow-same-origin");
    this.element.srcdoc = skeleton;
    this.ready = new Promise((resolve) => {
      this.element.addEventListener("load", () => {
        this.prepare();
        resolve();
      });
    });
    parent.append(this.element);
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
  toTop(): void {
    this.element.contentDocument?.documentElement.scrollTo({ top: 0, behavior: "instant" });
  }

  setTheme(theme: string): void {
    this.theme = theme;
    this.dress();
  }

  setFormat(format: Format): void {
    this.format = format;
    this.dress();
  }

  private get page(): HTMLElement | null {
    return this.element.contentDocument?.querySelector(".livebars-page") ?? null;
  }

  private splice({ at, remove, insert }: Splice): void {
    const { page } = this;
    if (!page) return;
    const before = this.islands[at + remove]?.nodes[0] ?? null;
    const added = insert.map((html) => {
      const range = page.ownerDocument.createRange();
      range.selectNodeContents(page);
      const fragment = range.createContextualFragment(html);
      showAlerts(fragment);
      const nodes = [...fragment.childNodes];
      if (nodes.length === 0) nodes.push(page.ownerDocument.createComment(""));
      return { html, nodes };
    });
    const removed = this.islands.splice(at, remove, ...added);
    const edited = removed.length > 0 && added.length <= mostMarked;
    if (removed.length === added.length)
      for (const [i, island] of added.entries()) carryOver(removed[i]?.nodes ?? [], island.nodes);
    for (const island of removed) for (const node of island.nodes) node.remove();
    for (const island of added)
      for (const node of island.nodes) {
        if (edited && isElement(node)) node.classList.add("livebars-changed");
        page.insertBefore(node, before);
      }
    page.classList.toggle("long", this.islands.length > longPage);
    void dress(added.flatMap((island) => island.nodes.filter(isElement)));
  }

  /** Runs when the frame has its document: at first, and should it ever be led away. */
  private prepare(): void {
    const page = this.element.contentDocument;
    if (!page?.querySelector(".livebars-page")) {
      this.element.srcdoc = skeleton;
      return;
    }
    this.dress();
    const kept = this.islands.map((island) => island.html);
    this.islands = [];
    if (kept.length > 0) this.splice({ at: 0, remove: 0, insert: kept });
    for (const type of ["click", "auxclick"])
      page.addEventListener(type, (event) => this.follow(event as MouseEvent));
    page.addEventListener("submit", (event) => event.preventDefault());
  }

  private dress(): void {
    const root = this.element.contentDocument?.documentElement;
    if (!root) return;
    root.dataset.theme = this.theme;
    root.dataset.format = this.format;
  }

  /** Follows a link for the frame, which may not: anchors inside it, other pages in a new tab. */
  private follow(event: MouseEvent): void {
    if (event.type === "auxclick" && event.button !== 1) return;
    const link = (event.target as Element | null)?.closest?.("a, area");
    const href = link?.getAttribute("href") ?? link?.getAttribute("xlink:href");
    if (!link || href === null || href === undefined) return;
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
    if (outward.has(url.protocol)) window.open(url.href, "_blank", "noopener,noreferrer");
  }

  /** Goes to a place. On a long page what is on the way gets its height only when it is shown, so it is sought again. */
  private scrollTo(target: Element): void {
    if (!this.page?.classList.contains("long")) {
      target.scrollIntoView({ block: "start" });
      return;
    }
    let frames = 0;
    const seek = () => {
      target.scrollIntoView({ block: "start", behavior: "instant" });
      if (++frames < seekingFrames) requestAnimationFrame(seek);
    };
    seek();
  }

  private jump(fragment: string): void {
    const page = this.element.contentDocument;
    if (!page) return;
    for (const target of page.querySelectorAll(".livebars-target"))
      target.classList.remove("livebars-target");
    if (fragment === "" || fragment === "top") {
      page.documentElement.scrollIntoView();
      return;
    }
    const id = decoded(fragment);
    const target = page.getElementById(id) ?? page.getElementsByName(id)[0];
    if (!target) return;
    this.scrollTo(target);
    target.classList.add("livebars-target");
    target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
  }
}

/** The frame's elements are of another realm: `instanceof` does not know them. */
const isElement = (node: Node): node is Element & ChildNode => node.nodeType === Node.ELEMENT_NODE;

/** Frames in which a place on a long page is sought again. */
const seekingFrames = 3;

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
