// Livebars beside Handlebars.js + marked, in one run and by turns: script time of a rendering after one character
// of a heading, of a tag, or of the data was changed. Medians, and their ratio: above 1 Livebars is faster.
import { readFileSync } from "node:fs";
import Handlebars from "handlebars";
import { marked } from "marked";
import { createRenderer } from "../../dist/livebars.js";

const samples = JSON.parse(readFileSync(new URL("../../dist/samples.json", import.meta.url), "utf8"));
const page = samples.find(({ id }) => id === "task/chat-completion");

/** The task page, and many copies of it in one template. */
const documents = [1, 37].map((copies) => ({
  copies,
  template: page.template.repeat(copies),
  data: page.data,
}));

const edits = {
  "a heading": ({ template, data }, i) => ({ template: template.replace("## Chat", `## Chat ${i}`), data }),
  "a tag": ({ template, data }, i) => ({
    template: template.replace(
      "{{this.description}}",
      i % 2 ? "{{this.description}} {{@index}}" : "{{@key}}",
    ),
    data,
  }),
  "the data": ({ template, data }, i) => ({
    template,
    data: data.replace("Small and quick", `Small and quick ${i}`),
  }),
};

const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

function theirs({ template, data }) {
  return marked.parse(Handlebars.compile(template)(JSON.parse(data)));
}

const renderer = await createRenderer({ timeLimit: 60_000 });
console.log(`node ${process.version}, ${process.platform} ${process.arch}`);
console.log("document   edit of     Livebars   Handlebars.js + marked   ratio");
for (const document of documents) {
  const session = await renderer.open({ template: document.template, data: document.data, dialect: "gfm" });
  const size = (await session.update({})).ok ? (await session.text()).length : 0;
  const rounds = document.copies > 1 ? 9 : 60;
  for (const [name, edit] of Object.entries(edits)) {
    const times = { ours: [], theirs: [] };
    for (let i = 0; i < rounds; i++) {
      const edited = edit(document, i);
      let start = performance.now();
      const update = await session.update(edited);
      times.ours.push(performance.now() - start);
      if (!update.ok) throw new Error(update.diagnostics[0].message);
      start = performance.now();
      theirs(edited);
      times.theirs.push(performance.now() - start);
    }
    const [a, b] = [median(times.ours), median(times.theirs)];
    const kb = `${Math.round(size / 1000)} KB`;
    console.log(
      `${kb.padEnd(10)} ${name.padEnd(11)} ${`${a.toFixed(1)} ms`.padEnd(10)} ${`${b.toFixed(1)} ms`.padEnd(24)} ${(b / a).toFixed(2)}`,
    );
  }
}
renderer.close();
