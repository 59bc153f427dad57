// Alerts of the doc-builder dialect. The mark `[!TIP]` is part of the published text, so it is in the renderer's
// HTML; on the page it becomes a title.
import { created, find } from "./dom.ts";

const titles: Record<string, string> = {
  note: "Note",
  tip: "Tip",
  important: "Important",
  warning: "Warning",
  caution: "Caution",
};

/** Puts a title where a quote begins with a mark. */
export function showAlerts(nodes: Node[]): void {
  for (const quote of find<HTMLElement>(nodes, "blockquote[data-alert]")) {
    const title = titles[quote.dataset.alert ?? ""];
    const first = quote.querySelector("p");
    const mark = first?.firstChild;
    if (!title || !first || mark?.nodeType !== Node.TEXT_NODE) continue;
    mark.nodeValue = (mark.nodeValue ?? "").replace(/^\s*\[![A-Za-z]+\]\s*/, "");
    const heading = created(quote.ownerDocument, "p");
    heading.className = "alert-title";
    heading.textContent = title;
    first.before(heading);
    if (first.childNodes.length === 1 && mark.nodeValue === "") first.remove();
  }
}
