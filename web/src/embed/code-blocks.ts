// Previews that are written as blocks of code, the one form that every Markdown leaves alone: a block of Handlebars that
// begins with a comment `{{! livebars }}`, or whose language is followed by `livebars`, and behind it blocks of its data
// and partials. The preview is shown in their place.
//
//     ```handlebars
//     {{! livebars height=auto }}
//     # Dear {{name}}
//     ```
//     ```json
//     { "name": "Ada" }
//     ```

const marker = /^\s*\{\{!(?:--)?\s*livebars(?![\w-])([^}]*?)(?:--)?\}\}/;
const partialMarker = /^\s*\{\{!(?:--)?\s*livebars-partial\s+(\S+?)\s*(?:--)?\}\}\s*?\n?/;

/** What portals put around a block of code, with its tools. */
const frames =
  "figure, .highlight, .expressive-code, .code-block, .codehilite, [class*='language-'], [class*='codeBlockContainer']";

const ownAttributes = new Set([
  "height",
  "format",
  "dialect",
  "theme",
  "images",
  "problems",
  "helpers",
  "editable",
]);

/** Finds previews in the page as it is, and in what comes into it. */
export function followCodeBlocks(): void {
  let isScheduled = false;
  const look = () => {
    isScheduled = false;
    // A framework may have taken away the one or the other.
    for (const [preview, blocks] of shown)
      if (![preview, ...blocks].every(({ isConnected }) => isConnected)) close(preview, blocks);
    for (const block of document.querySelectorAll("pre")) if (!seen.has(block)) open(block);
  };
  const schedule = () => {
    if (isScheduled) return;
    isScheduled = true;
    // A framework may be about to take the page over, and compares it with what it would write.
    if ("requestIdleCallback" in globalThis) requestIdleCallback(look, { timeout: longestWaitMs });
    else setTimeout(look, shortWaitMs);
  };
  const begin = () => {
    new MutationObserver(schedule).observe(document.body, { childList: true, subtree: true });
    schedule();
  };
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin, { once: true });
}

/** Milliseconds until new blocks are looked for, where the browser is busy, and where it does not say. */
const longestWaitMs = 300;
const shortWaitMs = 50;

const seen = new WeakSet<Element>();

/** The previews, with the blocks in whose place they are. */
const shown = new Map<Element, HTMLElement[]>();

/** Takes a preview away. A framework has made some of its blocks anew: those that are left are looked at again. */
function close(preview: Element, blocks: HTMLElement[]): void {
  shown.delete(preview);
  preview.remove();
  for (const block of blocks) {
    block.style.removeProperty("display");
    for (const code of [block, ...block.querySelectorAll("pre")]) seen.delete(code);
  }
}

/** How often a preview is put in the place of a block: a framework may take it away each time. */
const mostTries = 5;
const tries = new WeakMap<Element, number>();

function open(block: HTMLElement): void {
  seen.add(block);
  const count = (tries.get(block) ?? 0) + 1;
  tries.set(block, count);
  if (count > mostTries) return;
  const template = textOf(block);
  const classes = `${block.className} ${block.querySelector("code")?.className ?? ""} ${block.dataset.lang ?? ""}`;
  const settings = marker.exec(template)?.[1] ?? (/\blivebars\b/.test(classes) ? "" : undefined);
  if (settings === undefined) return;
  const preview = document.createElement("livebars-preview");
  preview.setAttribute("height", "auto");
  for (const [, name = "", quoted, plain] of settings.matchAll(/([a-z]+)(?:=(?:"([^"]*)"|(\S+)))?/g))
    if (ownAttributes.has(name) && !(name === "helpers" && isForeign(quoted ?? plain ?? "")))
      preview.setAttribute(name, quoted ?? plain ?? "");
  const own = [outermost(block)];
  const partials: Record<string, string> = {};
  let data: string | undefined;
  for (
    let next = blockBehind(own[0] as HTMLElement);
    next;
    next = blockBehind(own[own.length - 1] as HTMLElement)
  ) {
    const text = textOf(next);
    const name = partialMarker.exec(text)?.[1];
    if (marker.test(text) || (name === undefined && data !== undefined)) break;
    if (name !== undefined) partials[name] = text.replace(partialMarker, "");
    else if (/json|ya?ml/i.test(languageOf(next))) data = text;
    else break;
    seen.add(next);
    own.push(outermost(next));
  }
  Object.assign(preview, {
    templateText: template,
    partials,
    ...(data === undefined ? {} : { dataText: data }),
  });
  for (const element of own) element.style.setProperty("display", "none", "important");
  (own[own.length - 1] as HTMLElement).after(preview);
  shown.set(preview, own);
}

/** How many elements portals put around a block. */
const mostFrames = 4;

/** Whether an address is of another origin: a block may be a stranger's, as in a comment, and asks nobody else for anything. */
const isForeign = (address: string): boolean =>
  !URL.canParse(address, document.baseURI) || new URL(address, document.baseURI).origin !== location.origin;

/** The outermost element that is there for a block alone. */
function outermost(block: HTMLElement): HTMLElement {
  let found = block;
  let around = block.parentElement;
  for (let i = 0; i < mostFrames && around && around.querySelectorAll("pre").length === 1; i++) {
    if (around.matches(frames)) found = around;
    around = around.parentElement;
  }
  return found;
}

/** The block of code right behind an element. */
function blockBehind(element: HTMLElement): HTMLElement | undefined {
  const next = element.nextElementSibling;
  if (!(next instanceof HTMLElement)) return undefined;
  if (next.nodeName === "PRE") return next;
  const [block, more] = next.querySelectorAll("pre");
  return block && !more && outermost(block) === next ? block : undefined;
}

const languageOf = (block: HTMLElement): string => {
  const named = [block, block.querySelector("code"), block.closest("[class*='language-']")].map(
    (element) =>
      `${element?.className ?? ""} ${element?.getAttribute("data-lang") ?? ""} ${element?.getAttribute("data-language") ?? ""}`,
  );
  return named.join(" ");
};

/** The text of a block. Some portals make an element of each line, with no line end between. */
function textOf(block: HTMLElement): string {
  const code = block.querySelector("code") ?? block;
  let text = "";
  const walk = (node: Node) => {
    if (node.nodeType === Node.TEXT_NODE) text += node.nodeValue;
    else if (node.nodeName === "BR") text += "\n";
    else {
      for (const child of node.childNodes) walk(child);
      const isLine = node.nodeName === "DIV" && node.parentNode === code;
      if (isLine && !text.endsWith("\n")) text += "\n";
    }
  };
  for (const child of code.childNodes) walk(child);
  return text;
}
