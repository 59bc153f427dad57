// The page of what is edited, with what has changed in it since another version: it follows each edit.

import { attribute, bodyOf, find, scrollIntoView, setAttributeOf } from "../../frame/dom.ts";
import { PreviewFrame } from "../../frame/preview-frame.ts";
import type { Renderer, Session, Splice, Update } from "../../library/contract.d.ts";
import { type Draft, requestOf } from "../../share/state.ts";
import { compare as words } from "../../words/en.ts";
import { PageComparison } from "./marked-page.ts";
import { markName, type PageChange } from "./page-changes.ts";

const currentStyle = "outline:3px solid #3a72d8;outline-offset:3px";

/** A version that cannot be rendered. */
export class UnrenderedError extends Error {}

export class ComparedPages {
  private readonly frame: PreviewFrame;
  private readonly comparison = new PageComparison();
  private before: string[] = [];
  private readonly now: string[] = [];
  private session: Session | undefined;
  /** The islands that are shown. */
  private shown: string[] = [];
  private at = -1;
  private marked: { element: Element; style: string }[] = [];
  changes: PageChange[] = [];

  constructor(
    parent: HTMLElement,
    private readonly renderer: Renderer,
    { theme, remoteImages }: { theme: string; remoteImages: boolean },
  ) {
    this.frame = new PreviewFrame(parent);
    this.frame.element.title = words.page;
    this.frame.setTheme(theme);
    this.frame.setRemoteImages(remoteImages);
  }

  /** Takes a version to compare with. Rejects with an UnrenderedError if it has no page. */
  async compareWith(draft: Draft, dataSet: string): Promise<void> {
    const session = await this.renderer.open(requestOf(draft, dataSet));
    try {
      this.before = spliced([], pageOf(await session.update({})));
    } finally {
      session.close();
    }
  }

  /** Shows the page as it is now. */
  async update(draft: Draft, dataSet: string): Promise<void> {
    const request = requestOf(draft, dataSet);
    this.session ??= await this.renderer.open(request);
    spliced(this.now, pageOf(await this.session.update(request)));
    const { islands, changes } = this.comparison.mark(this.before, this.now);
    this.changes = changes;
    this.frame.setFormat(draft.format);
    this.unmark();
    await this.frame.apply(spliceOf(this.shown, islands));
    this.shown = islands;
    this.at = Math.min(this.at, changes.length - 1);
  }

  /** Leads to the next change, or the one before; gives its number, from 1. */
  step(by: 1 | -1): number {
    const count = this.changes.length;
    if (count === 0) return 0;
    this.at = this.at < 0 ? (by > 0 ? 0 : count - 1) : (this.at + by + count) % count;
    this.unmark();
    const page = this.frame.element.contentDocument;
    const elements = page ? find([bodyOf(page)], `[${markName}="${this.at}"]`) : [];
    for (const element of elements) {
      const style = attribute(element, "style") ?? "";
      this.marked.push({ element, style });
      setAttributeOf(element, "style", `${style};${currentStyle}`);
    }
    const [first] = elements;
    if (first) scrollIntoView(first);
    return this.at + 1;
  }

  close(): void {
    this.session?.close();
    this.frame.close();
  }

  private unmark(): void {
    for (const { element, style } of this.marked) setAttributeOf(element, "style", style);
    this.marked = [];
  }
}

function pageOf({ ok, splices, diagnostics }: Update): Splice[] {
  const error = diagnostics.find(({ severity }) => severity === "error");
  if (!ok) throw new UnrenderedError(error?.message ?? words.unrendered);
  return splices;
}

function spliced(islands: string[], splices: Splice[]): string[] {
  for (const { at, remove, insert } of splices) {
    const behind = islands.splice(at).slice(remove);
    for (const island of insert) islands.push(island);
    for (const island of behind) islands.push(island);
  }
  return islands;
}

/** What makes the one list the other one. */
function spliceOf(before: string[], now: string[]): Splice[] {
  let at = 0;
  while (at < before.length && at < now.length && before[at] === now[at]) at++;
  let end = 0;
  while (end < before.length - at && end < now.length - at && before.at(-1 - end) === now.at(-1 - end)) end++;
  const splice = { at, remove: before.length - at - end, insert: now.slice(at, now.length - end) };
  return splice.remove === 0 && splice.insert.length === 0 ? [] : [splice];
}
