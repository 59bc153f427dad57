// How long the answers take that an editor asks for while one types: each after an edit of a tag, at places all over the
// template, in Node.
import { createRenderer } from "../../dist/livebars.js";
import { largeCopies, median, page, smallCopies, templateOf } from "./documents.mjs";

const rounds = 30;

async function measure(renderer, copies) {
  const template = templateOf(copies);
  const session = await renderer.open({ template, data: page.data, dialect: page.dialect });
  await session.update({});
  const times = {};
  let seed = 1;
  const random = (n) => {
    seed = (seed * 48271) % 0x7fffffff;
    return seed % n;
  };
  for (let i = 0; i < rounds; i++) {
    const near = random(template.length);
    const at = template.indexOf("{{", near) < 0 ? template.indexOf("{{") : template.indexOf("{{", near);
    const place = at + 4;
    await session.update({ edits: [{ source: "template", from: place, to: place, insert: "x" }] });
    const questions = {
      complete: () => session.complete("template", place),
      hover: () => session.hover("template", place),
      definition: () => session.definition("template", place),
      references: () => session.references("template", place),
      symbols: () => session.symbols("template"),
      reveal: () => session.reveal("template", place),
      locate: () => session.locate({ island: random(30 * copies), from: 5 }),
      "complete in data": () => session.complete("data", random(page.data.length)),
    };
    for (const [name, ask] of Object.entries(questions)) {
      const start = performance.now();
      await ask();
      times[name] ??= [];
      times[name].push(performance.now() - start);
    }
    await session.update({ edits: [{ source: "template", from: place, to: place + 1, insert: "" }] });
  }
  session.close();
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
}

/** Medians in milliseconds, by question: at 27 KB and at 1 MB. */
export async function questionFigures() {
  const renderer = await createRenderer({ worker: false, timeLimit: 60_000 });
  const figures = {
    small: await measure(renderer, smallCopies),
    large: await measure(renderer, largeCopies),
  };
  renderer.close();
  return figures;
}
