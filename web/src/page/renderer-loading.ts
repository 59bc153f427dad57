// The renderer on its way: how much of it has arrived, and what is said if it never does.
import { renderer as words } from "../words/en.ts";
import { byId } from "./elements.ts";
import type { Notice } from "./problems.ts";
import type { Starting } from "./start.ts";

/** Shows the progress of the download. */
export function showProgress(starting: Starting, notice: Notice): void {
  notice("renderer", words.loading);
  starting.onProgress = (share) => {
    const bar = document.getElementById("loading-progress") as HTMLProgressElement | null;
    if (bar) bar.value = share;
  };
}

/** Resolves when the renderer runs, or when it was said that it cannot be loaded. */
export async function rendererLoaded(starting: Starting, notice: Notice): Promise<void> {
  const loading = byId("loading");
  try {
    await starting.ready;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    loading.classList.add("failed");
    byId("loading-text").textContent = words.noPreview;
    notice("renderer", words.notLoaded(reason));
    return;
  }
  loading.remove();
  notice("renderer", "");
}
