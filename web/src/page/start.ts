// The first script of the page. It sets the renderer going before the rest arrives: the editor takes longer to
// read than the module to start. It also shows the first page. What to show is in the address: the editor, or the page alone (`?view=preview`).
import { PreviewFrame } from "../frame/preview-frame.ts";
import type { Session } from "../library/contract.d.ts";
import { type StartedRenderer, startWorkerRenderer } from "../library/worker-renderer.ts";
import { divide } from "./divide.ts";
import { setting } from "./drafts.ts";
import { openFirstPage } from "./first-page.ts";
import { loadSamples, type Sample } from "./samples.ts";

/** Made by the build: the scripts beside this one. */
declare const EDITOR_FILE: string;
declare const PREVIEW_FILE: string;

/** The renderer on its way, and the frame that will show its pages. */
export interface Starting extends StartedRenderer {
  /** The session that renders the first page, if that is what is shown. */
  session: Promise<Session> | undefined;
  samples: Promise<Sample[]>;
  /** Tells how much of the module has arrived, 0 to 1. */
  onProgress: (share: number) => void;
  frame: PreviewFrame;
}

/** What both scripts export. */
interface View {
  start(starting: Starting): void;
}

const view = new URLSearchParams(location.search).get("view");
const alone = view === "preview";
if (alone) document.documentElement.dataset.view = "preview";
const views = document.getElementById("views");
if (!views) throw new Error("index.html lacks #views");
const started = startWorkerRenderer({ onProgress: (share) => starting.onProgress(share) });
started.ready.catch(() => {}); // told by the view
const frame = new PreviewFrame(views);
const samples = loadSamples();
samples.catch(() => {}); // told by the view
const starting: Starting = { ...started, session: undefined, samples, onProgress: () => {}, frame };
if (!alone) {
  if (view === null) document.documentElement.dataset.theme = setting("theme") ?? "system";
  const share = Number(setting("split"));
  if (share > 0 && share < 1) divide(share);
  frame.setTheme(setting("theme") ?? "system");
  starting.session = openFirstPage(frame, started.renderer);
}
const file = new URL(alone ? PREVIEW_FILE : EDITOR_FILE, import.meta.url);
const { start } = (await import(file.href)) as View;
start(starting);
