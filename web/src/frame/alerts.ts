// Alerts of the doc-builder dialect. The mark `[!TIP]` is part of the published text, so it is in the renderer's
// HTML; on the page it becomes a title.

const titles: Record<string, string> = {
  note: "Note",
  tip: "Tip",
  important: "Important",
  warning: "Warning",
  caution: "Caution",
};

/** Puts a title where a quote begins with a mark. */
export function showAlerts(root: ParentNode): void {
  for (const quote of root.querySelectorAll<HTMLElement>("blockquote[data-alert]")) {
    const title = titles[quote.dataset.alert ?? ""];
    const first = quote.querySelector("p");
    const mark = first?.firstChild;
    if (!title || !first || mark?.nodeType !== Node.TEXT_NODE) continue;
    mark.nodeValue = (mark.nodeValue ?? "").replace(/^\s*\[![A-Za-z]+\]\s*/, "");
    const heading = quote.ownerDocument.createElement("p");
    heading.className = "alert-title";
    heading.textContent = title;
    first.before(heading);
    if (first.childNodes.length === 1 && mark.nodeValue === "") first.remove();
  }
}
