// The module's code is slow at first: engines optimise it only where it has run some times. So a document that was
// opened is edited back and forth, in a copy that nobody sees, while the person does not type yet.
import type { RenderRequest } from "./contract.d.ts";
import type { Module, ModuleDocument } from "./module.ts";

/** Milliseconds from the first rendering: an editor may be on its way, which comes first. */
const delayMs = 300;

/** Milliseconds of work before the thread is given back, and in all. */
const sliceMs = 6;
const totalMs = 700;

/** A document whose first rendering took longer, in milliseconds, is left alone: its copy would take as long again. */
const longRenderingMs = 150;

/** UTF-16 units. In a longer template each edit takes long. */
const longTemplate = 200_000;

/** Warms up once, for the first document. */
export class WarmUp {
  private document: ModuleDocument | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private done = false;
  private spent = 0;
  private inserted = false;

  /** Begins soon, if the first rendering of the request was short: it took so many milliseconds. */
  schedule(module: Module, request: RenderRequest, took: number): void {
    const { helpersModule, helpers, helperSets, ...rest } = request;
    const { template } = rest;
    if (this.done || this.timer !== undefined) return;
    const hasHelpers = helpersModule || helpers || helperSets?.some((name) => name !== "comparisons");
    // Helpers are not the module's to call for nothing.
    if (took > longRenderingMs || hasHelpers || template.length > longTemplate) return;
    const place = middleOfProse(template);
    this.timer = setTimeout(() => {
      this.attempt(() => {
        this.document = module.open({ ...rest, ...(helperSets ? { helperSets } : {}) });
        this.document.update({});
      });
      this.continue(place);
    }, delayMs);
  }

  /** Stops for good, if it has begun or was about to. */
  stop(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.finish();
  }

  private continue(place: number): void {
    this.timer = setTimeout(() => {
      this.attempt(() => this.work(place));
      if (this.done) return;
      if (this.spent < totalMs) this.continue(place);
      else this.finish();
    });
  }

  private work(place: number): void {
    const start = performance.now();
    while (performance.now() - start < sliceMs) {
      const edit = this.inserted
        ? { from: place, to: place + 1, insert: "" }
        : { from: place, to: place, insert: "x" };
      this.inserted = !this.inserted;
      this.document?.update({ edits: [{ source: "template", ...edit }] });
    }
    this.spent += performance.now() - start;
  }

  /** A program that has ended is reported when the person needs it. */
  private attempt(work: () => void): void {
    try {
      if (!this.done) work();
    } catch {
      this.finish();
    }
  }

  private finish(): void {
    this.done = true;
    try {
      this.document?.close();
    } catch {
      // As above.
    }
    this.document = undefined;
  }
}

/** A place that is in no tag. */
function middleOfProse(template: string): number {
  const tag = template.indexOf("{{", template.length >> 1);
  const end = tag < 0 ? template.length : tag;
  const start = template.lastIndexOf("}}", end - 1);
  return start < 0 ? end >> 1 : Math.min(end, start + 3);
}
