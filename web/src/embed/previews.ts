// Loaded with the first preview that comes near: the frame, and the renderer that all previews of the page share.
import { PreviewFrame } from "../frame/preview-frame.ts";
import type { Renderer, Session, Update } from "../library/contract.d.ts";
import { createRenderer } from "../library/livebars.ts";
import type { State } from "./contract.d.ts";

export interface OpenPreview {
  update(state: State): Promise<Update>;
  setTheme(theme: string): void;
  setFitted(fitted: boolean): void;
  /** The height of the page, in CSS pixels. */
  height(): number;
  close(): void;
}

export interface PreviewSettings {
  theme: string;
  remoteImages: boolean;
  /** The frame is as high as its page, which needs no space of its own around it. */
  isFitted: boolean;
  /** Called with the height of the page, in CSS pixels. */
  onHeight(height: number): void;
}

let renderer: Promise<Renderer> | undefined;

function shared(): Promise<Renderer> {
  renderer ??= createRenderer();
  renderer.catch(() => {
    renderer = undefined; // the next preview tries again
  });
  return renderer;
}

/** Opens a preview in an element. Rejects if the renderer cannot be loaded. */
export async function openPreview(
  parent: Element | ShadowRoot,
  settings: PreviewSettings,
): Promise<OpenPreview> {
  const frame = new PreviewFrame(parent);
  frame.setTheme(settings.theme);
  frame.setRemoteImages(settings.remoteImages);
  frame.setFitted(settings.isFitted);
  frame.onHeight = settings.onHeight;
  let session: Session;
  try {
    session = await (await shared()).open({ template: "", nested: true });
  } catch (error) {
    frame.close();
    throw error;
  }
  return {
    async update(state) {
      const update = await session.update({ options: {}, ...state });
      frame.setFormat(state.format ?? "markdown");
      if (update.ok) await frame.apply(update.splices);
      return update;
    },
    setTheme: (theme) => frame.setTheme(theme),
    setFitted: (fitted) => frame.setFitted(fitted),
    height: () => frame.contentHeight,
    close() {
      session.close();
      frame.close();
    },
  };
}

export { PreviewFrame };
