// The page of the first sample, which the build has rendered: it is there before editor and renderer are.
import type { PreviewFrame } from "../frame/preview-frame.ts";
import { isLink } from "../share/link.ts";
import { loadDraft, setting } from "./drafts.ts";

/** Shows it, if it is what the person will see: not where a draft, another sample, a link or another view is next. */
export function showFirstPage(frame: PreviewFrame): void {
  const stored = document.getElementById("first-page");
  const view = setting("view") ?? "page";
  if (!stored || location.search || isLink(location.hash.slice(1)) || view !== "page") return;
  const { id, islands } = JSON.parse(stored.textContent ?? "") as { id: string; islands: string[] };
  if ((setting("sample") ?? id) !== id || loadDraft(id)) return;
  frame.showProvisional(islands);
  document.getElementById("loading")?.classList.add("beside");
}
