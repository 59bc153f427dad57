// The first script of the page. It sets the renderer going before the rest arrives: the editor takes longer to
// read than the module to start. It also shows the first page. What to show is in the address: the editor, or the page alone (`?view=preview`).
import { PreviewFrame } from "../frame/preview-frame.ts";
import type { Renderer } from "../library/contract.d.ts";
import { createRenderer } from "../library/livebars.ts";
import { setting } from "./drafts.ts";
import { showFirstPage } from "./first-page.ts";

/** Made by the build: the scripts beside this one. */
declare const EDITOR_FILE: string;
declare const PREVIEW_FILE: string;

/** The renderer on its way, and the frame that will show its pages. */
export interface Starting {
  renderer: Promise<Renderer>;
  /** Tells how much of the module has arrived, 0 to 1. */
  onProgress: (share: number) => void;
  frame: PreviewFrame;
}

/** What both scripts export. */
interface View {
  start(starting: Starting): void;
}

const alone = new URLSearchParams(location.search).get("view") === "preview";
if (alone) document.documentElement.dataset.view = "preview";
const views = document.getElementById("views");
if (!views) throw new Error("index.html lacks #views");
const frame = new PreviewFrame(views);
const starting: Starting = {
  renderer: createRenderer({ onProgress: (share) => starting.onProgress(share) }),
  onProgress: () => {},
  frame,
};
starting.renderer.catch(() => {}); // told by the view
if (!alone) {
  frame.setTheme(setting("theme") ?? "system");
  showFirstPage(frame);
}
const file = new URL(alone ? PREVIEW_FILE : EDITOR_FILE, import.meta.url);
const { start } = (await import(file.href)) as View;
start(starting);
