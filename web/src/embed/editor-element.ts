// <livebars-editor>: the whole editor in a frame of its own. What is written in it is reported by `change`; it reads and
// keeps no drafts of the site that it comes from.

import { elements as words } from "../words/en.ts";
import type { State } from "./contract.d.ts";
import { LivebarsElement } from "./element.ts";
import type { FrameMessage } from "./messages.ts";
import { isRefused } from "./refusals.ts";
import { ownSite, siteOf } from "./site.ts";
import { themeOf } from "./theme.ts";

/** Milliseconds that the editor may take until it answers. */
const answerLimitMs = 30_000;

export class LivebarsEditor extends LivebarsElement {
  private frame: HTMLIFrameElement | undefined;
  private opened: Promise<void> | undefined;
  private address = ownSite;
  private readonly listener = (event: MessageEvent<FrameMessage>) => this.receive(event);
  private resolveOpened: (() => void) | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What was written in the editor. */
  private written: Partial<State> = {};

  protected async show(state: State): Promise<void> {
    await this.open();
    this.send({ ...state, ...this.written, theme: themeOf(this) });
  }

  override async update(changes: Partial<State>): Promise<void> {
    this.written = {};
    await super.update(changes);
  }

  /** An editor has no height of its own: its panes scroll. */
  protected override size(): void {
    const wanted = this.getAttribute("height");
    this.style.height = wanted === "auto" ? "24rem" : (wanted ?? "");
  }

  protected setTheme(theme: string): void {
    if (this.frame) this.send({ theme });
  }

  protected release(): void {
    removeEventListener("message", this.listener);
    clearTimeout(this.timer);
    this.frame?.remove();
    this.frame = undefined;
    this.opened = undefined;
  }

  private open(): Promise<void> {
    this.opened ??= new Promise((resolve, reject) => {
      this.resolveOpened = resolve;
      addEventListener("message", this.listener);
      this.address = siteOf(this);
      const frame = document.createElement("iframe");
      frame.title = words.editor;
      frame.allow = "clipboard-write";
      frame.setAttribute("part", "page");
      frame.src = `${this.address.href}?view=editor&host=${encodeURIComponent(location.origin)}`;
      this.frame = frame;
      this.timer = setTimeout(() => reject(new Error(words.noAnswer(this.address.href))), answerLimitMs);
      const since = performance.now();
      frame.addEventListener("load", async () => {
        if (await isRefused("frame-src", since)) reject(new Error(words.notLoaded(this.address.href)));
      });
      this.root.append(frame);
    });
    return this.opened;
  }

  private send(state: Partial<State> & { theme?: string }): void {
    // Data that are no text are sent as one.
    const data =
      state.data === undefined || typeof state.data === "string"
        ? state.data
        : JSON.stringify(state.data, null, 2);
    const sent = data === undefined ? state : { ...state, data };
    this.frame?.contentWindow?.postMessage({ livebars: 1, call: "show", state: sent }, this.address.origin);
  }

  private receive({ source, origin, data }: MessageEvent<FrameMessage>): void {
    if (origin !== this.address.origin || source !== this.frame?.contentWindow || data?.livebars !== 1)
      return;
    if (data.event === "ready") {
      clearTimeout(this.timer);
      this.resolveOpened?.();
      this.report("ready");
    } else if (data.event === "rendered") this.report("rendered", { ok: data.ok });
    else if (data.event === "problems") this.report("problems", data.diagnostics);
    else if (data.event === "change") {
      this.written = data.state;
      this.report("change", data.state);
    }
  }
}
