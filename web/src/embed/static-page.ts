// The page that the portal's build has put into an element (`npx livebars embed`): a frame with a document of its own,
// seen before any script runs. The live frame takes its place when something else is to be shown.
import { fingerprint } from "./fingerprint.ts";

export class StaticPage {
  /** Shows the frame, which stays where the build has put it. */
  readonly slot = document.createElement("slot");
  private readonly sizes = new ResizeObserver(() => this.measure());

  private constructor(
    private readonly element: HTMLElement,
    private readonly frame: HTMLIFrameElement,
    private readonly onHeight: (height: number) => void,
  ) {
    this.slot.name = "page";
    this.slot.setAttribute("part", "page");
    frame.addEventListener("load", () => this.follow());
  }

  /** The page of an element, if there is one. */
  static find(element: HTMLElement, onHeight: (height: number) => void): StaticPage | undefined {
    const frame = element.querySelector<HTMLIFrameElement>(":scope > iframe[slot=page]");
    return frame ? new StaticPage(element, frame, onHeight) : undefined;
  }

  /** Whether what the element shows is still what the page was made of. */
  get isFresh(): boolean {
    return this.frame.dataset.fingerprint === fingerprintOf(this.element);
  }

  setTheme(theme: string): void {
    const root = this.root;
    if (root) root.dataset.theme = theme;
  }

  remove(): void {
    this.sizes.disconnect();
    this.slot.remove();
    this.frame.remove();
  }

  private get root(): HTMLElement | undefined {
    return this.inDocument("documentElement");
  }

  private get page(): Element | null | undefined {
    return this.inDocument("body")?.firstElementChild;
  }

  /** Elements of a page may have the names of its document's fields: they are asked of the prototype. */
  private inDocument(name: "documentElement" | "body"): HTMLElement | undefined {
    const { contentDocument } = this.frame;
    return contentDocument ? Reflect.get(Document.prototype, name, contentDocument) : undefined;
  }

  /** Follows the height of the page, until `leave`. */
  follow(): void {
    const { page } = this;
    this.sizes.disconnect();
    if (page && this.frame.isConnected) this.sizes.observe(page);
  }

  /** The element is out of the page: an observer of sizes would keep the frame's document for ever. */
  leave(): void {
    this.sizes.disconnect();
  }

  private measure(): void {
    const height = Math.ceil(this.page?.getBoundingClientRect().height ?? 0);
    if (height > 0) this.onHeight(height);
  }
}

function fingerprintOf(element: HTMLElement): string {
  const attributes = new Map([...element.attributes].map(({ name, value }) => [name, value]));
  const scripts = [...element.querySelectorAll<HTMLScriptElement>(":scope > script")].map((script) => ({
    type: script.type,
    partial: script.dataset.partial,
    text: script.text,
  }));
  return fingerprint(attributes, scripts);
}
