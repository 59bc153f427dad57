// <livebars-preview>: a finished page inside another one. All of a page's previews share one renderer and its worker.
import { elements as words } from "../words/en.ts";
import type { LivebarsEditor, State } from "./contract.d.ts";
import { LivebarsElement } from "./element.ts";
import type { OpenPreview } from "./previews.ts";
import { StaticPage } from "./static-page.ts";
import { themeOf } from "./theme.ts";

/** Made by the build, beside this script: what is loaded when the first preview comes near. */
declare const PREVIEWS_FILE: string;

/** Milliseconds until an editor has reported all that was written in it. */
const lastReportMs = 250;

let previews: Promise<typeof import("./previews.ts")> | undefined;

function load(): Promise<typeof import("./previews.ts")> {
  previews ??= import(PREVIEWS_FILE) as Promise<typeof import("./previews.ts")>;
  previews.catch(() => {
    previews = undefined; // the next preview tries again
  });
  return previews;
}

export class LivebarsPreview extends LivebarsElement {
  private preview: Promise<OpenPreview> | undefined;
  private ready = false;
  /** The page that the portal's build has put into the element, as long as it is shown. */
  private staticPage: StaticPage | undefined;
  private editor: LivebarsEditor | undefined;
  private editButton: HTMLButtonElement | undefined;
  /** Holds the live page. */
  private live: HTMLElement | undefined;

  override connectedCallback(): void {
    this.staticPage ??= StaticPage.find(this, (height) => this.size(height));
    if (this.staticPage) {
      this.root.append(this.staticPage.slot);
      this.staticPage.setTheme(themeOf(this));
      this.staticPage.follow();
    }
    super.connectedCallback();
    this.offerEditing();
  }

  override attributeChangedCallback(name: string): void {
    if (name === "editable") this.offerEditing();
    else if (name === "height") {
      this.size();
      void this.preview?.then((preview) => preview.setFitted(this.isFitted)).catch(() => {});
    } else super.attributeChangedCallback(name);
  }

  override seen(inView: boolean): void {
    if (!inView && this.editor) return; // it is being written in
    super.seen(inView);
  }

  override disconnectedCallback(): void {
    this.endEditing();
    this.staticPage?.leave();
    super.disconnectedCallback();
  }

  protected override async display(): Promise<void> {
    const { staticPage } = this;
    if (staticPage?.isFresh && this.isAsWritten) {
      if (!this.ready) this.reportStatic();
      return;
    }
    await super.display();
  }

  private reportStatic(): void {
    this.ready = true;
    this.report("ready");
    this.reportRendering(true, []);
  }

  protected async show(state: State): Promise<void> {
    const { editor } = this;
    if (editor) {
      await editor.update(state);
      return;
    }
    this.preview ??= this.openLive();
    const opening = this.preview;
    let preview: OpenPreview;
    try {
      preview = await opening;
    } catch (error) {
      this.preview = undefined;
      this.live?.remove();
      throw error;
    }
    const update = await preview.update(state);
    if (this.preview !== opening) return; // let go in the meantime
    if (update.ok) this.takeOver(preview.height());
    if (!this.ready) this.report("ready");
    this.ready = true;
    this.reportRendering(update.ok, update.diagnostics);
  }

  /** The element is as high as its page. */
  private get isFitted(): boolean {
    return this.getAttribute("height") === "auto";
  }

  private async openLive(): Promise<OpenPreview> {
    const { openPreview } = await load();
    const live = document.createElement("div");
    live.setAttribute("part", "page");
    if (this.staticPage) live.className = "waiting";
    this.live?.remove();
    this.live = live;
    this.root.append(live);
    return openPreview(live, {
      theme: themeOf(this),
      isFitted: this.isFitted,
      remoteImages: this.getAttribute("images") !== "none",
      // Of a page that nobody sees yet no height is needed.
      onHeight: (height) => {
        if (this.ready && !this.staticPage) this.size(height);
      },
    });
  }

  /** The live page is seen from now on. */
  private takeOver(height: number): void {
    this.size(height);
    this.live?.classList.remove("waiting");
    this.staticPage?.remove();
    this.staticPage = undefined;
  }

  /** Shows or takes away the button that opens the editor in this place. */
  private offerEditing(): void {
    if (!this.hasAttribute("editable")) {
      this.editButton?.remove();
      this.endEditing();
      return;
    }
    if (!this.editButton) {
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("part", "edit");
      button.addEventListener("click", async () => {
        button.disabled = true;
        await (this.editor ? this.closeEditor() : this.withState((state) => this.openEditor(state)));
        button.disabled = false;
      });
      this.editButton = button;
    }
    this.editButton.textContent = this.editor ? words.done : words.edit;
    this.editButton.classList.toggle("open", this.editor !== undefined); // above the editor, which has buttons there
    this.root.prepend(this.editButton);
  }

  private async openEditor(state: State): Promise<void> {
    const editor = document.createElement("livebars-editor");
    // As high as the page is, but high enough to write in.
    editor.style.height = `max(28rem, ${this.offsetHeight}px)`;
    for (const name of ["theme", "images", "site"]) {
      const value = this.getAttribute(name);
      if (value !== null) editor.setAttribute(name, value);
    }
    editor.addEventListener("change", ({ detail }) => this.take(detail));
    this.editor = editor;
    this.setPageHidden(true);
    this.root.append(editor);
    this.offerEditing();
    void editor.update(state).catch(() => {}); // the editor says itself what is in its way
  }

  private async closeEditor(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, lastReportMs));
    this.endEditing();
    this.offerEditing();
    this.refresh();
  }

  private endEditing(): void {
    this.editor?.remove();
    this.editor = undefined;
    this.setPageHidden(false);
  }

  private setPageHidden(hidden: boolean): void {
    if (this.live) this.live.hidden = hidden;
    if (this.staticPage) this.staticPage.slot.hidden = hidden;
  }

  protected setTheme(theme: string): void {
    this.staticPage?.setTheme(theme);
    void this.preview?.then((preview) => preview.setTheme(theme)).catch(() => {});
  }

  protected release(): void {
    const { preview } = this;
    this.preview = undefined;
    void preview?.then((open) => open.close()).catch(() => {});
  }
}
