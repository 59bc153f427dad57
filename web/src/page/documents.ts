// The documents of the page: samples of the site, and what was opened from links and files. Opened ones stay, beside
// the samples, until newer ones take their place; a draft of one never touches another.

import { checked, draftFrom, isRecord, type Shared } from "../share/state.ts";
import type { Sample } from "./samples.ts";
import { setting, store, stored } from "./storage.ts";

/** How many opened documents are kept. */
const maxOpened = 12;

/** A document that came from outside. */
export interface Opened extends Sample {
  /** The sample that it was made of. */
  base?: string;
  /** It came by a link, from whoever: images of other sites are asked for. */
  linked: boolean;
}

export class Documents {
  constructor(
    readonly samples: Sample[],
    private readonly select: HTMLSelectElement,
    private opened: Opened[] = readOpened(),
  ) {
    this.fill();
  }

  find(id: string | undefined): Sample | undefined {
    return [...this.samples, ...this.opened].find((one) => one.id === id);
  }

  /** The document that was shown last, or the first one. */
  last(): Sample {
    const found = this.find(setting("sample")) ?? this.samples[0];
    if (!found) throw new Error("There are no samples.");
    return found;
  }

  /** The sample of the site that a document was made of. */
  baseOf(document: Sample): Sample | undefined {
    const id = isOpened(document) ? document.base : document.id;
    return this.samples.find((sample) => sample.id === id);
  }

  add(document: Opened): void {
    this.opened = [document, ...this.opened.filter(({ id }) => id !== document.id)].slice(0, maxOpened);
    while (!store("opened", this.opened) && this.opened.length > 1) this.opened.pop();
    if (!this.opened.includes(document)) this.opened = [document];
    this.fill();
  }

  private fill(): void {
    const chosen = this.select.value;
    const option = ({ id, title }: Sample) => new Option(title, id);
    this.select.replaceChildren(...this.samples.map(option));
    if (this.opened.length > 0) {
      const group = document.createElement("optgroup");
      group.label = "From links and files";
      group.append(...this.opened.map(option));
      this.select.append(group);
    }
    this.select.value = chosen;
  }
}

export const isOpened = (document: Sample): document is Opened => "linked" in document;

/** Whether a document came by a link. */
export const isLinked = (document: Sample): boolean => isOpened(document) && document.linked;

export function openedOf(id: string, title: string, state: Shared, linked: boolean, base?: string): Opened {
  return { id, title, ...draftFrom(state), linked, ...(base === undefined ? {} : { base }) };
}

function readOpened(): Opened[] {
  const value = stored("opened");
  if (!Array.isArray(value)) return [];
  return value.flatMap((one) => {
    if (!isRecord(one) || typeof one.id !== "string" || typeof one.title !== "string") return [];
    try {
      const state = { view: "page" as const, ...draftFrom(checked(one)) };
      const base = typeof one.base === "string" ? one.base : undefined;
      return [openedOf(one.id, one.title, state, one.linked !== false, base)];
    } catch {
      return [];
    }
  });
}
