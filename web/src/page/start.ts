// The first script of the page: it shows the first page and sets the renderer going, and then the editor. What to show
// is in the address: the editor, or the preview only (`?view=preview`).
import { PreviewFrame } from "../frame/preview-frame.ts";
import type { Session } from "../library/contract.d.ts";
import { type StartedRenderer, startWorkerRenderer } from "../library/worker-renderer.ts";
import { loadSamples, type Sample } from "./documents/samples.ts";
import { type OpenedPage, openFirstPage } from "./first-page.ts";
import { split } from "./split.ts";
import { setting } from "./storage.ts";

/** Made by the build: the scripts beside this one. */
declare const EDITOR_FILE: string;
declare const PREVIEW_FILE: string;
/** The scripts that these import at once. */
declare const EDITOR_PARTS: string[];
declare const PREVIEW_PARTS: string[];

/** The renderer, which is being loaded, and the frame that will show its pages. */
export interface Starting extends StartedRenderer {
  /** The session that renders the first page, if that is what is shown. */
  session: Promise<Session> | undefined;
  samples: Promise<Sample[]>;
  /** Called with the share of the module that has arrived, 0 to 1. */
  onProgress: (share: number) => void;
  frame: PreviewFrame;
}

/** What both scripts export. */
interface View {
  completePlatform(): Promise<void>;
  start(starting: Starting): void;
}

// The page comes before the editor, for on a machine of two cores each would slow the other down: where half of
// the module has arrived soon after the editor's script, the script waits for the page. Times are in milliseconds.
const firstPageWait = 100;
const halfOfModule = 0.5;
const longFirstPageWait = 400;

const view = new URLSearchParams(location.search).get("view");
const previewOnly = view === "preview";
if (previewOnly) document.documentElement.dataset.view = "preview";
const views = document.getElementById("views");
if (!views) throw new Error("index.html lacks #views");
/** How much of the module has arrived, 0 to 1. */
let arrived = 0;
const frame = new PreviewFrame(views);
const onProgress = (share: number) => {
  arrived = share;
  starting.onProgress(share);
};
const started = startWorkerRenderer({ onProgress }, frame.ready);
started.ready.catch(() => {}); // the view shows it
const samples = loadSamples();
samples.catch(() => {}); // the view shows it
const starting: Starting = { ...started, session: undefined, samples, onProgress: () => {}, frame };
let first: OpenedPage | undefined;
if (!previewOnly) {
  if (view === null && parent === window)
    document.documentElement.dataset.theme = setting("theme") ?? "system";
  const share = Number(setting("split"));
  if (share > 0 && share < 1) split(share);
  frame.setTheme(setting("theme") ?? "system");
  first = openFirstPage(frame, started.renderer);
  starting.session = first?.session;
}
const file = new URL(previewOnly ? PREVIEW_FILE : EDITOR_FILE, import.meta.url);
for (const part of previewOnly ? PREVIEW_PARTS : EDITOR_PARTS) void preloaded(new URL(part, import.meta.url));
void startView();

/**
 * A function, for no module of the page may wait itself: when the page is left meanwhile, WebKit 2.50 asks for ever whether
 * the module goes on, and the tab hangs.
 */
async function startView(): Promise<void> {
  if (first) {
    await preloaded(file);
    await Promise.race([first.live, after(firstPageWait)]);
    if (arrived > halfOfModule) await Promise.race([first.live, after(longFirstPageWait)]);
  }
  const { completePlatform, start } = (await import(file.href)) as View;
  await completePlatform();
  start(starting);
}

/** Resolves when a script can run at once, or cannot be loaded. */
function preloaded(file: URL): Promise<unknown> {
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.href = file.href;
  if (!link.relList.supports("modulepreload")) return Promise.resolve(); // no event would come
  return new Promise((resolve) => {
    link.onload = resolve;
    link.onerror = resolve; // the import says what is wrong
    document.head.append(link);
  });
}

function after(milliseconds: number): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
