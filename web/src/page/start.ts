// The first script of the page. It sets the renderer going before the rest arrives: the editor takes longer to
// read than the module to start. What to show is in the address: the editor, or the page alone (`?view=preview`).
import type { Renderer } from "../library/contract.d.ts";
import { createRenderer } from "../library/livebars.ts";

/** Made by the build: the scripts beside this one. */
declare const EDITOR_FILE: string;
declare const PREVIEW_FILE: string;

/** The renderer on its way. */
export interface Starting {
  renderer: Promise<Renderer>;
  /** Tells how much of the module has arrived, 0 to 1. */
  onProgress: (share: number) => void;
}

/** What both scripts export. */
interface View {
  start(starting: Starting): void;
}

const starting: Starting = {
  renderer: createRenderer({ onProgress: (share) => starting.onProgress(share) }),
  onProgress: () => {},
};
starting.renderer.catch(() => {}); // told by the view
const alone = new URLSearchParams(location.search).get("view") === "preview";
if (alone) document.documentElement.dataset.view = "preview";
const file = new URL(alone ? PREVIEW_FILE : EDITOR_FILE, import.meta.url);
const { start } = (await import(file.href)) as View;
start(starting);
