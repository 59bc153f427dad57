// What both elements have in common: they load nothing before they come near what is in view, and follow their
// attributes, properties and children.

import type { Diagnostic } from "../library/contract.d.ts";
import { elements as words } from "../words/en.ts";
import type { State } from "./contract.d.ts";
import { ProblemList } from "./problem-list.ts";
import { defineProperties, observedAttributes, takeEarlyProperties } from "./properties.ts";
import { explained, watchPolicy } from "./refusals.ts";
import { type Held, isSource, stateOf } from "./source.ts";
import { followTheme, themeOf } from "./theme.ts";

/** How far from view an element is opened, and let go. */
const near = "800px";

const style = `
  :host { display: flex; flex-direction: column; position: relative; height: 24rem; }
  :host([height="auto"]) { height: auto; min-height: var(--page-height, 3rem); }
  :host([hidden]), [hidden] { display: none !important; }
  [part="page"] { flex: 1 1 auto; position: relative; min-height: 0; }
  iframe, ::slotted(iframe) { display: block !important; border: 0; width: 100%; height: 100% !important; }
  :host([height="auto"]) iframe { height: var(--page-height, 3rem) !important; }
  :host([height="auto"]) ::slotted(iframe) { height: var(--page-height, 24rem) !important; }
  :host([height="auto"]) [part="page"] { min-height: var(--page-height, 3rem); }
  .waiting { position: absolute; inset: 0; visibility: hidden; }
  [part="problems"] {
    flex: none; margin-bottom: 0.5rem; max-height: 10rem; overflow: auto; box-sizing: border-box; padding: 0.5rem 0.75rem;
    border-left: 3px solid #cf222e; background: #fff1f0; color: #82071e; font: 14px/1.45 system-ui, sans-serif;
  }
  [part="problems"].dark { border-color: #ff8078; background: #3a1513; color: #ffb4ab; }
  [part="problems"] p { margin: 0; overflow-wrap: anywhere; }
  [part="edit"] {
    position: absolute; z-index: 1; inset: 0.25rem 0.25rem auto auto; padding: 0.2rem 0.6rem; cursor: pointer;
    border: 1px solid #8888; border-radius: 0.35rem; background: #fffd; color: #1f2624; font: 13px system-ui, sans-serif;
  }
  [part="edit"].open { position: static; align-self: flex-end; margin-bottom: 0.25rem; }
`;

/** A server has no elements: there the classes can be loaded, and are of no use. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

let observer: IntersectionObserver | undefined;
let sheet: CSSStyleSheet | undefined;

function nearView(): IntersectionObserver {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect } of entries) {
        const { width, height } = boundingClientRect;
        // What is in a tab or `<details>` that is closed stays as it is, and is there at once when it is opened.
        const isClosed = width === 0 && height === 0;
        if (isIntersecting || !isClosed) (target as LivebarsElement).seen(isIntersecting);
      }
    },
    { rootMargin: near },
  );
  return observer;
}

function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
  }
  return sheet;
}

export abstract class LivebarsElement extends Base {
  static readonly observedAttributes = observedAttributes;

  /** What the last rendering found. */
  diagnostics: Diagnostic[] = [];
  /** Resolves with the first rendering, also for who asks after it. */
  readonly rendered: Promise<{ ok: boolean }>;
  private resolveRendered: (result: { ok: boolean }) => void = () => {};

  protected readonly root: ShadowRoot;
  protected readonly problemList = new ProblemList();
  private readonly heldValues: Held = {};
  private changes: Partial<State> = {};
  private state: Promise<State> | undefined;
  private stopFollowing: () => void = () => {};
  private readonly contentObserver: MutationObserver;
  /** The element came near. */
  protected shown = false;
  private isStale = false;

  constructor() {
    super();
    this.rendered = new Promise((resolve) => {
      this.resolveRendered = resolve;
    });
    this.root = this.attachShadow({ mode: "open" });
    this.root.adoptedStyleSheets = [styleSheet()];
    this.contentObserver = new MutationObserver((records) => {
      if (records.some(isSource)) this.refresh();
    });
  }

  /** Shows other texts or settings; what is not named stays. */
  async update(changes: Partial<State>): Promise<void> {
    this.take(changes);
    if (this.shown) await this.show(await this.current());
  }

  hold<K extends keyof Held>(name: K, value: Held[K]): void {
    this.heldValues[name] = value;
    this.refresh();
  }

  held(name: keyof Held): unknown {
    return this.heldValues[name];
  }

  connectedCallback(): void {
    takeEarlyProperties(this);
    watchPolicy();
    this.contentObserver.observe(this, {
      childList: true,
      characterData: true,
      subtree: true,
      attributes: true,
    });
    this.stopFollowing = followTheme(this, () => this.applyTheme());
    nearView().observe(this);
  }

  disconnectedCallback(): void {
    nearView().unobserve(this);
    this.stopFollowing();
    this.contentObserver.disconnect();
    this.seen(false);
  }

  attributeChangedCallback(name: string): void {
    if (name === "theme") this.applyTheme();
    else if (name === "height") this.size();
    else if (name === "problems") this.showProblems();
    else if (name === "images") {
      if (!this.shown) return;
      this.seen(false); // the frame that comes has another policy
      this.seen(true);
    } else this.refresh();
  }

  /** The element came near, or went far away. */
  seen(inView: boolean): void {
    if (inView === this.shown) return;
    this.shown = inView;
    if (inView) void this.display();
    else this.release();
  }

  /** What is shown has changed: all that changes in this task is shown at once. */
  protected refresh(): void {
    this.state = undefined;
    if (this.isStale) return;
    this.isStale = true;
    queueMicrotask(() => {
      this.isStale = false;
      if (this.shown) void this.display();
    });
  }

  protected current(): Promise<State> {
    this.state ??= stateOf(this, this.heldValues);
    return this.state.then((state) => ({ ...state, ...this.changes }));
  }

  /** Whether all that is shown stands in the markup. */
  protected get isAsWritten(): boolean {
    return Object.keys(this.changes).length + Object.keys(this.heldValues).length === 0;
  }

  /** Sets the height that the page needs, or that the attribute names. */
  protected size(needed = 0): void {
    const wanted = this.getAttribute("height");
    this.style.height = wanted === "auto" ? "" : (wanted ?? "");
    if (needed > 0) this.style.setProperty("--page-height", `${needed}px`);
  }

  protected report(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** Reports a rendering. */
  protected reportRendering(ok: boolean, diagnostics: Diagnostic[]): void {
    this.diagnostics = diagnostics;
    this.problemList.take(diagnostics);
    this.showProblems();
    this.resolveRendered({ ok });
    this.report("problems", diagnostics);
    this.report("rendered", { ok });
  }

  /** Says what went wrong where the page would be, or above the last one. */
  protected fail(message: string): void {
    this.problemList.takeFailure(words.noPreview(message));
    this.showProblems();
    const start = { offset: 0, line: 1, column: 1 };
    this.report("problems", [
      { severity: "error", code: "module", message, source: "template", from: start, to: start },
    ]);
  }

  private showProblems(): void {
    const isWanted = this.getAttribute("problems") !== "hide";
    this.problemList.show(isWanted ? this.root : undefined, themeOf(this));
  }

  private applyTheme(): void {
    if (!this.isConnected) return;
    const theme = themeOf(this);
    this.problemList.setTheme(theme);
    this.setTheme(theme);
  }

  /** Holds changes without showing them. */
  protected take(changes: Partial<State>): void {
    this.changes = { ...this.changes, ...changes };
  }

  protected display(): Promise<void> {
    return this.withState(async (state) => {
      if (this.shown) await this.show(state);
    });
  }

  /** Does something with what the element shows; says why, if that cannot be loaded. */
  protected async withState(work: (state: State) => Promise<void>): Promise<void> {
    const since = performance.now();
    try {
      await work(await this.current());
    } catch (error) {
      this.state = undefined; // it may be there the next time
      this.fail(await explained(error, since));
    }
  }

  protected abstract show(state: State): Promise<void>;
  protected abstract setTheme(theme: string): void;
  protected abstract release(): void;
}

if (globalThis.HTMLElement) defineProperties(LivebarsElement.prototype);
