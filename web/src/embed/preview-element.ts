// <livebars-preview>: a finished page inside another one. All of a page's previews share one renderer and its worker.
import { LivebarsElement } from "./element.ts";
import type { OpenPreview } from "./previews.ts";
import type { State } from "./source.ts";
import { themeOf } from "./theme.ts";

/** Made by the build: what is loaded when the first preview comes near, beside this script. */
declare const PREVIEWS_FILE: string;

let previews: Promise<typeof import("./previews.ts")> | undefined;

function load(): Promise<typeof import("./previews.ts")> {
  previews ??= import(new URL(PREVIEWS_FILE, import.meta.url).href);
  previews.catch(() => {
    previews = undefined; // the next preview tries again
  });
  return previews;
}

export class LivebarsPreview extends LivebarsElement {
  private preview: Promise<OpenPreview> | undefined;
  private ready = false;

  protected async show(state: State): Promise<void> {
    this.preview ??= load().then(({ openPreview }) =>
      openPreview(this.root, {
        theme: themeOf(this),
        remoteImages: this.getAttribute("images") !== "none",
        onHeight: (height) => this.size(height),
      }),
    );
    const opening = this.preview;
    let preview: OpenPreview;
    try {
      preview = await opening;
    } catch (error) {
      this.preview = undefined;
      throw error;
    }
    const update = await preview.update(state);
    if (this.preview !== opening) return; // let go in the meantime
    if (!this.ready) this.report("ready");
    this.ready = true;
    this.report("problems", update.diagnostics);
    this.report("rendered", { ok: update.ok });
  }

  protected dress(theme: string): void {
    void this.preview?.then((preview) => preview.setTheme(theme)).catch(() => {});
  }

  protected release(): void {
    const { preview } = this;
    this.preview = undefined;
    void preview?.then((open) => open.close()).catch(() => {});
  }
}
