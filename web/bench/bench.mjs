// Livebars beside its peers, in one run and by turns. Every figure is a ratio or a size with its goal; nothing here
// passes or fails. The last run is kept in last.json and drawn in latency.svg.
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { chromium } from "@playwright/test";
import { browserFigures } from "./browser.mjs";
import { drawLatency } from "./draw.mjs";
import { engineFigures } from "./engines.mjs";
import { questionFigures } from "./questions.mjs";
import { memoryFigures, scriptFigures } from "./script.mjs";
import { siteBytes } from "./site.mjs";

const started = new Date().toISOString().slice(0, 10);
const machine = `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;

const script = await scriptFigures();
const memory = await memoryFigures();
const questions = await questionFigures();
const executablePath = process.env.CHROMIUM;
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ["--no-sandbox", "--disable-background-networking"],
});
const page = await browserFigures(browser);
const engines = await engineFigures(browser);
const version = browser.version();
await browser.close();
const bytes = siteBytes();

const times = (n) => `${n.toFixed(1)} ×`;
const ms = (n) => `${n.toFixed(n < 10 ? 2 : 0)} ms`;
const mb = (n) => `${(n / 1e6).toFixed(2)} MB`;
const { small, large } = script;
const faster = (edit) => `${times(edit.theirs / edit.ours)} (${ms(edit.ours)} against ${ms(edit.theirs)})`;
const share = (figure) =>
  `${(figure.ours / figure.best).toFixed(2)} × (${ms(figure.ours)} against ${ms(figure.best)}, ${figure.peer})`;

const whole = ({ prose, whole }) =>
  `${times(whole.ours / prose.ours)} (${ms(whole.ours)} against ${ms(prose.ours)})`;
const cost = ({ ours, theirs }) => `${times(ours / theirs)} (${ms(ours)} against ${ms(theirs)})`;
const bare = (figure) =>
  `${(figure.bare / figure.best).toFixed(2)} × (${ms(figure.bare)}, CodeMirror that renders nothing)`;

const slowest = (times) => {
  const [[name, time]] = Object.entries(times).toSorted(([, a], [, b]) => b - a);
  return `${ms(time)} (${name})`;
};

const figures = [
  ["script time of a prose edit, 27 KB", "10 × faster", faster(small.prose)],
  ["script time of a prose edit, 1 MB", "40 × faster", faster(large.prose)],
  ["of an edit inside a tag, 27 KB", "4 × faster", faster(small.tag)],
  ["of an edit inside a tag, 1 MB", "5 × faster", faster(large.tag)],
  ["of an edit of the data, 27 KB", "3 × faster", faster(small.data)],
  ["of an edit of the data at 37 places, 1 MB", "5 × faster", faster(large.data)],
  ["of a whole text in place of an edit, 27 KB", "at most 2 ×", whole(small)],
  ["of a whole text in place of an edit, 1 MB", "at most 2 ×", whole(large)],
  ["1,000 calls of a helper, the page", "at most 2 ×", cost(script.helpers.page)],
  ["1,000 calls of a helper, its text alone", "at most 2 ×", cost(script.helpers.text)],
  ["of an edit inside one long table, 1 MB of HTML", "8 ms", faster(script.inElement.html)],
  ["of an edit in a text page, 1 MB", "3 ms", faster(script.inElement.text)],
  ["what is asked while one types, the slowest answer, 27 KB", "5 ms", slowest(questions.small)],
  ["what is asked while one types, the slowest answer, 1 MB", "15 ms", slowest(questions.large)],
  ["keystroke to painted page, 27 KB", "at most 0.75 ×", share(page.small)],
  ["keystroke to the bare editor's paint, 27 KB", "no goal", bare(page.small)],
  ["keystroke to painted page, 1 MB", "at most 0.1 ×", share(page.large)],
  ["longest task of our own while typing, 1 MB", "16 ms", ms(page.longest)],
  ["module, brotli", "1.06 MB", mb(bytes.module)],
  ["all bytes of the first view, brotli", "1.29 MB", mb(bytes.view)],
  [
    "cold load to the sample's page",
    "before the module",
    `${ms(page.firstPage)}, module after ${ms(page.module)}`,
  ],
  ["cold load to the first live rendering", "600 ms", ms(page.live)],
  ...engines.flatMap(({ name, load, small, large }) => [
    [
      `${name}: keystroke to the painted letter and page, 27 KB`,
      "16 ms",
      `${ms(small.letter)}, ${ms(small.page)}`,
    ],
    [
      `${name}: keystroke to the painted letter and page, 1 MB`,
      "no goal",
      `${ms(large.letter)}, ${ms(large.page)}`,
    ],
    [`${name}: cold load to the first live rendering`, "no goal", ms(load)],
  ]),
  ["growth: prose edit at 1 MB against 27 KB", "at most 4 ×", times(large.prose.ours / small.prose.ours)],
  [
    "memory after 20,000 edits against 1,000",
    "at most 1.1 ×",
    `${(memory.late / memory.early).toFixed(2)} × (${mb(memory.late)})`,
  ],
];

console.log(
  `${machine}, Chromium ${version}; medians, by turns; peers: Handlebars.js with marked or markdown-it\n`,
);
const widths = [0, 1].map((column) => Math.max(...figures.map((row) => row[column].length)));
for (const [figure, goal, today] of figures)
  console.log(`${figure.padEnd(widths[0])}  ${goal.padEnd(widths[1])}  ${today}`);

const result = { date: started, machine, chromium: version, figures, sizes: script.sizes };
writeFileSync(new URL("last.json", import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
writeFileSync(new URL("latency.svg", import.meta.url), drawLatency(script.sizes, `${started}, ${machine}`));
