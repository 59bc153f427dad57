// What becomes of the result: printed, copied, and downloaded.

import { pageFile } from "../frame/page-file.ts";
import type { PreviewFrame } from "../frame/preview-frame.ts";
import { guardedHTML } from "../frame/whole-document.ts";
import { result as words } from "../words/en.ts";
import { download } from "./download.ts";
import { byId } from "./elements.ts";
import type { Model } from "./model.ts";
import type { Rendering } from "./rendering.ts";

/** Connects the buttons; printing by the keyboard prints the page alone as well. */
export function connectOutput(model: Model, rendering: Rendering, frame: PreviewFrame): void {
  const said = byId("output-said");
  const say = (text: string) => {
    said.textContent = text;
  };
  const title = () => frame.title || model.document.title;
  const file = () => pageFile(frame.html(), model.draft.format, title(), "light");

  const copy = async (text: Promise<string> | string, what: string) => {
    try {
      await navigator.clipboard.writeText(await text);
      say(words.copied(what));
    } catch {
      say(words.notCopied);
    }
  };
  const on = (id: string, act: () => void) => byId(id).addEventListener("click", act);
  on("copy-text", () => void copy(rendering.text(), words.outputName));
  on("copy-html", () => void copy(frame.html(), words.htmlName));
  on("download-text", async () => {
    const { format } = model.draft;
    const kinds = {
      markdown: [".md", "text/markdown"],
      html: [".html", "text/html"],
      text: [".txt", "text/plain"],
    } as const;
    const [ending, type] = kinds[format];
    download(await rendering.text(), title(), ending, type);
  });
  on("download-page", () => download(file(), title(), ".html", "text/html"));
  on("print", () => print(file(), frame.ownHead()));
  addEventListener("keydown", (event) => {
    if (
      !(event.ctrlKey || event.metaKey) ||
      event.altKey ||
      event.shiftKey ||
      event.key.toLowerCase() !== "p"
    )
      return;
    event.preventDefault();
    print(file(), frame.ownHead());
  });
  // From the browser's menu the page around is printed: it shows the page alone, as high as it is.
  addEventListener("beforeprint", () => {
    document.documentElement.style.setProperty("--printed-height", `${frame.contentHeight}px`);
  });
}

/**
 * Prints a page in a frame of its own: the browser divides it into sheets. No script runs in it, and it may load what the
 * preview may.
 */
function print(html: string, ownHead: string): void {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-same-origin allow-modals");
  frame.className = "printed";
  frame.title = words.printed;
  frame.setAttribute("aria-hidden", "true");
  frame.srcdoc = guardedHTML(html, ownHead);
  frame.addEventListener("load", () => {
    const inner = frame.contentWindow;
    if (!inner) return;
    inner.addEventListener("afterprint", () => frame.remove());
    inner.print();
    setTimeout(() => frame.remove(), 60_000); // where no event comes
  });
  document.body.append(frame);
}
