// What both elements have in common: they load nothing before they come near what is in view, and read their texts
// from attributes or children.
import { type State, sourceAttributes, stateOf } from "./source.ts";
import { followTheme, themeOf } from "./theme.ts";

/** How far from view an element is opened, and let go. */
const near = "800px";

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) (target as LivebarsElement).seen(isIntersecting);
  },
  { rootMargin: near },
);

const sheet = new CSSStyleSheet();
sheet.replaceSync(
  ":host{display:block;position:relative;height:24rem}:host([height=auto]){height:auto;min-height:3rem}:host([hidden]){display:none}" +
    "iframe{display:block;border:0;width:100%;height:100%}p{font:14px/1.4 system-ui,sans-serif;margin:.5rem}",
);

export abstract class LivebarsElement extends HTMLElement {
  static readonly observedAttributes = [...sourceAttributes, "theme", "height", "images"];

  /** Each attribute is a property too, as with the elements of HTML. */
  static {
    for (const name of LivebarsElement.observedAttributes)
      Object.defineProperty(LivebarsElement.prototype, name, {
        get(this: HTMLElement) {
          return this.getAttribute(name);
        },
        set(this: HTMLElement, value: unknown) {
          if (value === null || value === undefined) this.removeAttribute(name);
          else this.setAttribute(name, String(value));
        },
        configurable: true,
        enumerable: true,
      });
  }

  protected readonly root: ShadowRoot;
  private changes: Partial<State> = {};
  private state: Promise<State> | undefined;
  private stopFollowing: (() => void) | undefined;
  private shown = false;

  constructor() {
    super();
    this.root = this.attachShadow({ mode: "open" });
    this.root.adoptedStyleSheets = [sheet];
  }

  /** Shows other texts or settings; what is not named stays. */
  async update(changes: Partial<State>): Promise<void> {
    this.changes = { ...this.changes, ...changes };
    if (this.shown) await this.show(await this.current());
  }

  connectedCallback(): void {
    observer.observe(this);
    this.stopFollowing = followTheme(() => this.dress(themeOf(this)));
  }

  disconnectedCallback(): void {
    observer.unobserve(this);
    this.stopFollowing?.();
    this.seen(false);
  }

  attributeChangedCallback(name: string): void {
    if (name === "theme") this.dress(themeOf(this));
    else if (name === "height") this.size();
    else if (name === "images") {
      if (!this.shown) return;
      this.seen(false); // the frame that comes has another policy
      this.seen(true);
    } else {
      this.state = undefined;
      if (this.shown) void this.display();
    }
  }

  /** The element came near, or went far away. */
  seen(inView: boolean): void {
    if (inView === this.shown) return;
    this.shown = inView;
    if (inView) void this.display();
    else this.release();
  }

  protected async current(): Promise<State> {
    this.state ??= stateOf(this);
    return { ...(await this.state), ...this.changes };
  }

  /** Sets the height that the page needs, or that the attribute names. */
  protected size(needed = 0): void {
    const wanted = this.getAttribute("height");
    if (wanted === "auto") {
      if (needed > 0) this.style.height = `${needed}px`;
    } else this.style.height = wanted ?? "";
  }

  protected report(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** Says what went wrong where the page would be. */
  protected fail(error: unknown): void {
    const p = document.createElement("p");
    p.setAttribute("role", "alert");
    p.textContent = `There is no preview. ${error instanceof Error ? error.message : String(error)}`;
    this.root.querySelector("p")?.remove();
    this.root.append(p);
    this.report("problems", [
      { severity: "error", code: "module", message: p.textContent, source: "template" },
    ]);
  }

  private async display(): Promise<void> {
    try {
      const state = await this.current();
      if (!this.shown) return;
      this.root.querySelector("p")?.remove();
      await this.show(state);
    } catch (error) {
      this.fail(error);
    }
  }

  protected abstract show(state: State): Promise<void>;
  protected abstract dress(theme: string): void;
  protected abstract release(): void;
}
