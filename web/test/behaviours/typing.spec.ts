// What is typed is what stands there: random work in the editors of the page, beside bare CodeMirror editors with the
// same keys and pointer. SEQUENCES is how many (30 in `make test`), SEED is the first one (1 in `make test`).
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type StaticServer, serve } from "../browser/static-server.ts";
import type { Engine, Point } from "../engines/engine.ts";
import { Person } from "../engines/person.ts";
import { expect, test } from "../engines/test.ts";
import { random } from "../random.mjs";
import type { BareEditor } from "../typing/bare.ts";
import type { EditorState, Reading } from "../typing/probe.ts";
import { nextStep, type Step } from "../typing/steps.ts";

const sequences = Number(process.env.SEQUENCES ?? 30);
const stepsOfSequence = 25;
const firstSeed = Number(process.env.SEED ?? 1);

const draft = {
  template: '# Hello, {{name}}\n\n{{#each birds}}\n- {{this}}, ("{{@index}}")\n{{/each}}\n',
  data: '{\n  "name": "Ada",\n  "birds": ["heron", "wren"]\n}\n',
  partials: { note: "> a [note](#x)\n" },
  format: "markdown",
  dialect: "gfm",
  helpers: "exports.loud = (text) => {\n  return text + '!';\n};\n",
};

const bundled = async (file: string) => {
  const entryPoints = [fileURLToPath(new URL(`../typing/${file}`, import.meta.url))];
  const { outputFiles } = await build({
    entryPoints,
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
  });
  return outputFiles[0]?.text ?? "";
};

/** The languages of the first editors: template, data and helpers. */
const languages: BareEditor["language"][] = ["template", "json", "javascript"];

let probe: string;
let bare: StaticServer;
test.beforeAll(async () => {
  probe = await bundled("probe.ts");
  const script = await bundled("bare.ts");
  const pages: Record<string, string> = {
    "/index.html": '<!doctype html><meta charset="utf-8"><body><script src="bare.js"></script>',
    "/bare.js": script,
  };
  bare = await serve((path) => pages[path]);
});
test.afterAll(() => bare.close());

/** Opens the site with the draft, and the probe in it. */
async function openSite(engine: Engine): Promise<void> {
  await new Person(engine).begin(draft);
  // A list of problems that grows moves the editors, and a tooltip may lie over one: a click would land elsewhere.
  await engine.run(
    "document.head.appendChild(document.createElement('style')).textContent = '#problems, .cm-tooltip { display: none !important }'",
  );
  await engine.run(probe);
}

async function openBare(engine: Engine, editors: BareEditor[]): Promise<void> {
  await engine.open(bare.address);
  await engine.run("openEditors(arguments[0])", editors);
  await engine.run(probe);
}

/** What stands in the editors, when they and the screen have come together. */
async function states(engine: Engine): Promise<EditorState[]> {
  const end = Date.now() + 2000;
  for (;;) {
    const { states, fault } = await engine.run<Reading>("return probe.read()");
    if (!fault) return states;
    if (Date.now() > end) throw new Error(fault);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const pointAt = (engine: Engine, ...place: [editor: number, position: number, margin?: number]) =>
  engine.run<Point | null>("return probe.pointAt(...arguments) ?? null", ...place);

/** Does a step. Of a change by F6 the bare page only needs to know where it led. */
async function perform(engine: Engine, step: Step): Promise<void> {
  const point = async (editor: number, position: number) => {
    const at = await pointAt(engine, editor, position);
    if (!at) throw new Error(`${engine.name}: position ${position} of editor ${editor} is out of view`);
    return at;
  };
  switch (step.do) {
    case "click":
      return engine.click(await point(step.editor, step.at), step);
    case "drag":
      return engine.drag(await point(step.editor, step.from), await point(step.editor, step.to));
    case "press":
      for (const keys of step.keys) await engine.press(keys);
      return;
    case "type":
      return engine.type(step.text);
    case "compose":
      return engine.compose?.(step.text);
    case "switch":
      await engine.press("F6");
      for (let i = 0; (await engine.run("return probe.focused()")) === -1 && i < 10; i++)
        await engine.press("F6");
      return;
  }
}

/** Puts the caret into the first editor, and its text into the clipboard. */
async function begin(engine: Engine): Promise<void> {
  await perform(engine, { do: "click", editor: 0, at: 2 });
  await perform(engine, { do: "press", keys: ["Control+a", "Control+c", "Home"] });
}

/** What two editors must have in common. */
const written = ({ text, selections, focused }: EditorState) => ({ text, selections, focused });

const lookAs = (engine: Engine, states: EditorState[]) =>
  engine.run(
    "probe.look(arguments[0])",
    states.map(({ look }) => look),
  );

/** CSS pixels from the edge of an editor: two editors may be scrolled a little differently. */
const margin = 12;

interface Done {
  step: Step;
  before: EditorState[];
  after: EditorState[];
}

/** Works in the site at random, and does the same in the bare page: both must be equal after each step. */
async function compare(engine: Engine, seed: number): Promise<void> {
  const pick = random(seed);
  await openSite(engine);
  const first = await states(engine);
  const visible = async (editor: number, position: number) =>
    (await pointAt(engine, editor, position, margin)) !== null;
  const { dropsText, exactColumns } = engine;
  const abilities = { composes: engine.compose !== undefined, dropsText, exactColumns };
  const done: Done[] = [];
  const told = () => `${engine.name}, seed ${seed}, after ${JSON.stringify(done.map(({ step }) => step))}`;
  await begin(engine);
  let before = await states(engine);
  while (done.length < stepsOfSequence) {
    const step = await nextStep(before, pick, visible, abilities);
    if (!step) continue;
    await perform(engine, step);
    const after = await states(engine).catch((error: Error) => {
      throw new Error(`${told()} and ${JSON.stringify(step)}: ${error.message}`);
    });
    done.push({ step, before, after });
    before = after;
  }
  await openBare(
    engine,
    first.map(({ text }, i) => ({ text, language: languages[i] ?? "template" })),
  );
  await lookAs(engine, first);
  await begin(engine);
  for (const [i, { step, before, after }] of done.entries()) {
    await lookAs(engine, before);
    if (step.do === "switch")
      await engine.run(
        "probe.focus(arguments[0])",
        after.findIndex((one) => one.focused),
      );
    else await perform(engine, step);
    const wanted = (await states(engine)).map(written);
    const told = `${engine.name}, seed ${seed}, step ${i}: ${JSON.stringify(done.slice(0, i + 1).map(({ step }) => step))}`;
    expect(after.map(written), told).toEqual(wanted);
  }
}

async function compareAll(engine: Engine, seeds: number[]): Promise<void> {
  console.log(`${engine.name}: sequences of typing with the seeds ${seeds[0]} to ${seeds.at(-1)}`);
  try {
    for (const seed of seeds) await compare(engine, seed);
  } catch (error) {
    await test.info().attach("screenshot", { body: await engine.screenshot(), contentType: "image/png" });
    throw error;
  }
}

/** After typing in the template, all of the data is replaced by what begins with a bracket or a quote. */
async function replaceData(engine: Engine): Promise<void> {
  for (const text of ['{"n": 1, "b": [2, 3]}', "[1, 2]", '"word"', "7"]) {
    await openSite(engine);
    await perform(engine, { do: "click", editor: 0, at: 2 });
    await perform(engine, { do: "press", keys: ["Control+Home"] });
    await typeSlowly(engine, "# Zeta {{name}}");
    await perform(engine, { do: "press", keys: ["Enter", "Enter"] });
    await perform(engine, { do: "click", editor: 1, at: 1 });
    await perform(engine, { do: "press", keys: ["Control+a"] });
    await typeSlowly(engine, text);
    const [template, data] = await states(engine);
    expect(template?.text).toBe(`# Zeta {{name}}\n\n${draft.template}`);
    expect({ text: data?.text, caret: data?.selections }).toEqual({
      text,
      caret: [[text.length, text.length]],
    });
  }
}

async function typeSlowly(engine: Engine, text: string): Promise<void> {
  for (const character of text) {
    await engine.type(character);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

test("what replaces the data stands there as it was typed", async ({ person }) => {
  test.setTimeout(120_000);
  await replaceData(person.engine);
});

test("a text composed over a selection is undone apart from what was composed before", async ({ person }) => {
  const { engine } = person;
  test.skip(!engine.compose, "no text can be composed by this driver");
  await openSite(engine);
  await perform(engine, { do: "click", editor: 1, at: 1 });
  await perform(engine, { do: "press", keys: ["Control+a"] });
  await perform(engine, { do: "compose", text: "é" });
  await states(engine); // time passes
  await perform(engine, { do: "press", keys: ["Shift+Home"] });
  await perform(engine, { do: "compose", text: "한글" });
  for (const keys of [["Control+z"], ["Control+y", "Control+z"]]) {
    await perform(engine, { do: "press", keys });
    const [, data] = await states(engine);
    expect(data).toMatchObject({ text: "é", selections: [[1, 0]] });
  }
});

/** Outside of Chromium a step takes longer: of so many sequences one. */
const elsewhere = 5;

test.describe("at random", () => {
  test.describe.configure({ mode: "parallel" });
  for (const half of [0, 1])
    test(`what is typed stands there as in bare CodeMirror, part ${half + 1}`, async ({ person }) => {
      const { name } = person.engine;
      const count = name === "Chromium" ? sequences : Math.ceil(sequences / elsewhere);
      const seeds = Array.from({ length: count }, (_, i) => firstSeed + i).filter((_, i) => i % 2 === half);
      test.setTimeout(120_000 + seeds.length * 30_000);
      await compareAll(person.engine, seeds);
    });
});
