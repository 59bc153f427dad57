// The module's code is slow at first: engines compile it well only where it has run some times. So a document that
// was opened is edited to and fro, out of sight, while the person does not type yet.
import type { RenderRequest } from "./contract.d.ts";
import type { Module } from "./module.ts";

/** Milliseconds from the first rendering: an editor may be on its way, which comes first. */
const rest = 300;

/** Milliseconds of work at one go, and in all. */
const slice = 6;
const most = 700;

/** Starts warming up; the result stops it. */
export function warmUp(module: Module, request: RenderRequest): () => void {
  let stopped = false;
  let spent = 0;
  const { template } = request;
  if (typeof template !== "string" || template.length > 200_000) return () => {};
  const document = module.open(request);
  document.update({});
  const place = middleOfProse(template);
  let inserted = false;
  const work = () => {
    const start = performance.now();
    while (!stopped && performance.now() - start < slice) {
      const edit = inserted
        ? { from: place, to: place + 1, insert: "" }
        : { from: place, to: place, insert: "x" };
      inserted = !inserted;
      document.update({ edits: [{ source: "template", ...edit }] });
    }
    spent += performance.now() - start;
    if (!stopped && spent < most) setTimeout(go);
    else document.close();
  };
  const go = () => {
    try {
      work();
    } catch {
      stopped = true; // a program that has ended is told of when the person needs it
    }
  };
  setTimeout(go, rest);
  return () => {
    stopped = true;
  };
}

/** A place that is in no tag. */
function middleOfProse(template: string): number {
  const tag = template.indexOf("{{", template.length >> 1);
  const end = tag < 0 ? template.length : tag;
  const start = template.lastIndexOf("}}", end - 1);
  return start < 0 ? end >> 1 : Math.min(end, start + 3);
}
