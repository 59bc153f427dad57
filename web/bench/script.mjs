// Script time in Node: an edit in Livebars, and the whole rendering that it takes with Handlebars.js and marked.
import Handlebars from "handlebars";
import { marked } from "marked";
import { createRenderer } from "../../dist/livebars.js";
import { largeCopies, median, page, smallCopies, templateOf } from "./documents.mjs";

/** Edits that go on and on; each is what an editor would send, and the whole state for those who need it. */
const edits = {
  prose(document, i) {
    const at = document.template.indexOf("Chat Completion") + 4;
    return replaced(document, "template", at, i === 0 ? at : at + 1, "abcdefghij"[i % 10]);
  },
  tag(document, i) {
    const words = ["description", "id"];
    const at = document.template.indexOf(`{{this.${words[(i + 1) % 2]}}}`, 600) + 7;
    return replaced(document, "template", at, at + words[(i + 1) % 2].length, words[i % 2]);
  },
  /** A letter in a description comes and goes. */
  data(document) {
    const at = document.data.indexOf("Small and quick") < 0 ? document.data.indexOf("Smallx") + 5 : -1;
    return at < 0
      ? replaced(
          document,
          "data",
          document.data.indexOf("Small and") + 5,
          document.data.indexOf("Small and") + 5,
          "x",
        )
      : replaced(document, "data", at, at + 1, "");
  },
};

/** The same edit as that of prose; it is given as the whole text. */
edits.whole = edits.prose;

function replaced(document, source, from, to, insert) {
  document[source] = document[source].slice(0, from) + insert + document[source].slice(to);
  return { source, from, to, insert };
}

const theirs = ({ template, data }) => marked.parse(Handlebars.compile(template)(JSON.parse(data)));

/** Edits in one turn: most of what a side leaves to collect is collected in its own turn. */
const turn = 10;

async function measure(renderer, copies, kind, turns, warmUp) {
  const mine = { template: templateOf(copies), data: page.data };
  const other = { ...mine };
  const session = await renderer.open({ ...mine, dialect: page.dialect });
  await session.update({});
  const counts = { mine: 0, other: 0 };
  const edit = async () => {
    const change = edits[kind](mine, counts.mine++);
    const start = performance.now();
    const update = await session.update(kind === "whole" ? { template: mine.template } : { edits: [change] });
    if (!update.ok) throw new Error(update.diagnostics[0].message);
    return performance.now() - start;
  };
  const peer = () => {
    edits[kind](other, counts.other++);
    const start = performance.now();
    theirs(other);
    return performance.now() - start;
  };
  for (let i = 0; i < warmUp; i++) await edit();
  for (let i = 0; i < warmUp / copies; i++) peer();
  const ours = [];
  const peers = [];
  for (let i = 0; i < turns; i++) {
    for (let j = 0; j < turn; j++) ours.push(await edit());
    for (let j = 0; j < turn; j++) peers.push(peer());
  }
  session.close();
  return { ours: median(ours), theirs: median(peers) };
}

/** A page of 1,000 calls of a helper that looks at two fields, after a letter was typed. */
const people = {
  template: "# People\n\n{{#each people}}\n- {{full this}}\n{{/each}}\n",
  data: JSON.stringify({
    people: Array.from({ length: 1000 }, (_, i) => ({ first: `First ${i}`, last: `Last ${i}` })),
  }),
  helpers: { full: ({ first, last }) => `${first} ${last}` },
};

async function measureHelpers(renderer) {
  const { template, data, helpers } = people;
  const environment = Handlebars.create();
  environment.registerHelper(helpers);
  const sessions = {};
  for (const format of ["markdown", "text"]) {
    sessions[format] = await renderer.open({ template, data, helpers, format });
    await sessions[format].update({});
  }
  const times = { markdown: [], text: [], page: [], handlebars: [] };
  const timed = async (name, work) => {
    const start = performance.now();
    await work();
    times[name].push(performance.now() - start);
  };
  for (let i = 0; i < 60; i++) {
    const edit = { source: "template", from: 2, to: i === 0 ? 2 : 3, insert: "ab"[i % 2] };
    const edited = `# ${edit.insert}${template.slice(2)}`;
    const text = () => environment.compile(edited)(JSON.parse(data));
    await timed("markdown", () => sessions.markdown.update({ edits: [edit] }));
    await timed("text", () => sessions.text.update({ edits: [edit] }));
    await timed("page", () => marked.parse(text()));
    await timed("handlebars", text);
  }
  for (const session of Object.values(sessions)) session.close();
  const of = (name) => median(times[name]);
  return {
    page: { ours: of("markdown"), theirs: of("page") },
    text: { ours: of("text"), theirs: of("handlebars") },
  };
}

/** About 1 MB each: one table around everything, and lines of text. */
const row = (i) =>
  `<tr><td>${i}</td><td>A row of the table, <b>number ${i}</b></td><td><a href="https://a.example/${i}">{{a}}</a></td></tr>\n`;
const long = {
  html: `<table>\n${Array.from({ length: 9000 }, (_, i) => row(i)).join("")}</table>\n`,
  text: Array.from(
    { length: 15_000 },
    (_, i) => `Line ${i} of a report with {{a}} and a few words behind it.\n`,
  ).join(""),
};

/** Milliseconds of an edit inside of one long element, and of the text of the template with Handlebars.js alone. */
async function measureLong(renderer, format) {
  const template = long[format];
  const data = { a: "a value" };
  const session = await renderer.open({ template, data, format, nested: true });
  await session.update({});
  const at = template.indexOf(format === "html" ? "number 4000" : "Line 7000");
  const [ours, theirs] = [[], []];
  for (let i = 0; i < 60; i++) {
    const edit = { source: "template", from: at, to: i === 0 ? at : at + 1, insert: "ab"[i % 2] };
    let start = performance.now();
    await session.update({ edits: [edit] });
    ours.push(performance.now() - start);
    if (i % 6 > 0) continue;
    start = performance.now();
    Handlebars.compile(template.slice(0, at) + edit.insert + template.slice(at))(data);
    theirs.push(performance.now() - start);
  }
  session.close();
  return { ours: median(ours), theirs: median(theirs) };
}

export async function scriptFigures() {
  const renderer = await createRenderer({ timeLimit: 60_000 });
  const figures = async (copies, turns, warmUp) => ({
    prose: await measure(renderer, copies, "prose", turns, warmUp),
    tag: await measure(renderer, copies, "tag", turns, warmUp),
    data: await measure(renderer, copies, "data", turns, warmUp),
    whole: await measure(renderer, copies, "whole", turns, warmUp),
  });
  const small = await figures(smallCopies, 20, 300);
  const large = await figures(largeCopies, 4, 300);
  const helpers = await measureHelpers(renderer);
  const inElement = { html: await measureLong(renderer, "html"), text: await measureLong(renderer, "text") };
  const sizes = [];
  for (const copies of [smallCopies, 4, 12, 24, largeCopies]) {
    const { ours, theirs } = await measure(renderer, copies, "prose", copies > 8 ? 2 : 6, 60);
    const { text } = await renderer.render({ template: templateOf(copies), data: page.data });
    sizes.push({ kilobytes: Math.round(text.length / 1000), ours, theirs });
  }
  renderer.close();
  return { small, large, helpers, inElement, sizes };
}

/** Bytes in use after 1,000 and after 20,000 edits. */
export async function memoryFigures() {
  const renderer = await createRenderer();
  const document = { template: templateOf(smallCopies), data: page.data };
  const session = await renderer.open({ ...document, dialect: page.dialect });
  await session.update({});
  const used = () => {
    globalThis.gc?.();
    return process.memoryUsage().rss;
  };
  const counts = { data: 0, tag: 0, prose: 0 };
  let early = 0;
  for (let i = 0; i <= 20_000; i++) {
    const kind = i % 5 === 0 ? "data" : i % 7 === 0 ? "tag" : "prose";
    const edit = edits[kind](document, counts[kind]++);
    const update = await session.update({ edits: [edit] });
    if (!update.ok) throw new Error(update.diagnostics[0].message);
    if (i === 1000) early = used();
  }
  const late = used();
  renderer.close();
  return { early, late };
}
