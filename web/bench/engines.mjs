// In each engine that is installed: from a keystroke to the painted letter and to the painted page, and the cold load. The
// drivers are those of the tests.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { draftOf, largeCopies, median, smallCopies } from "./documents.mjs";

const port = 8196;
const site = `http://127.0.0.1:${port}/`;
const inWeb = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The drivers are TypeScript. */
async function drivers() {
  const folder = inWeb("node_modules/.cache/");
  mkdirSync(folder, { recursive: true });
  const outfile = `${folder}livebars-engines.mjs`;
  const contents = ["chromium", "firefox", "webkit", "installed"]
    .map((name) => `export * from "./${name}.ts";`)
    .join("\n");
  await build({
    stdin: { contents, resolveDir: inWeb("test/engines") },
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outfile,
  });
  return import(outfile);
}

/** How to start each engine; each start is a cold one. */
async function starts(browser) {
  const { chromium, firefox, webkit, programOf } = await drivers();
  const all = {
    Chromium: async () => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const engine = await chromium(await context.newPage());
      return { ...engine, close: () => context.close() };
    },
  };
  for (const [name, start] of [
    ["Firefox", firefox],
    ["WebKit", webkit],
  ]) {
    const program = programOf(name);
    if (program) all[name] = () => start(program);
  }
  return all;
}

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(engine, body) {
  while (!(await engine.run(body).catch(() => false))) await wait(5);
}

/** Milliseconds of the page's own clock until its first live rendering. */
async function coldLoad(engine) {
  await engine.open(site);
  await until(engine, "return 'live' in document.documentElement.dataset");
  return engine.run("return performance.now()");
}

/**
 * In the page: waits for a key, and gives the milliseconds from it to the end of the frame with its letter, and of the frame
 * with what it changed on the page.
 */
const watching = `
  window.watch = () => {
    let pressed = 0;
    const framed = (done) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - pressed)));
    addEventListener("keydown", ({ timeStamp }) => { pressed = timeStamp; }, { once: true, capture: true });
    const letter = new Promise((done) => addEventListener("input", () => framed(done), { once: true, capture: true }));
    const page = new Promise((done) => {
      const observer = new MutationObserver(() => { observer.disconnect(); framed(done); });
      observer.observe(document.querySelector("iframe").contentDocument.body, { childList: true, subtree: true, characterData: true });
    });
    window.painted = Promise.all([letter, page]);
  };`;

/** Milliseconds between two keys of somebody who types fast. */
const betweenKeys = 60;
const warmUp = 5;

async function keystrokes(engine, copies, count) {
  const draft = draftOf(copies);
  await engine.open(`${site}icon.svg`);
  await engine.run(
    `localStorage.clear();
    localStorage.setItem("livebars:setting:sample", JSON.stringify("task/chat-completion"));
    localStorage.setItem("livebars:draft:task/chat-completion", arguments[0]);`,
    JSON.stringify(draft),
  );
  await engine.open(site);
  await until(engine, "return document.documentElement.dataset.rendered !== undefined");
  await wait(1000);
  await engine.run(watching);
  await engine.run("document.querySelector('[role=textbox][aria-label=Template]').focus()");
  await engine.press("Control+Home");
  for (let i = 0; i < 7; i++) await engine.press("ArrowRight");
  const times = [];
  for (let i = 0; i < warmUp + count; i++) {
    await wait(betweenKeys);
    await engine.run("watch()");
    await engine.press("x");
    const time = await engine.run("return painted");
    if (i >= warmUp) times.push(time);
  }
  return { letter: median(times.map(([letter]) => letter)), page: median(times.map(([, page]) => page)) };
}

/** What each engine takes, by its name. The engines take turns. */
export async function engineFigures(browser, { rounds = 3, keys = 30 } = {}) {
  const server = spawn("go", ["run", "./build", "serve", "-still", "-port", String(port)], {
    cwd: inWeb(".."),
    stdio: "ignore",
    detached: true,
  });
  try {
    for (let i = 0; i < 600 && !(await fetch(site).catch(() => undefined))?.ok; i++) await wait(200);
    const all = Object.entries(await starts(browser));
    const seen = Object.fromEntries(all.map(([name]) => [name, { load: [], small: [], large: [] }]));
    for (let round = 0; round < rounds; round++)
      for (const [name, start] of all) {
        const engine = await start();
        try {
          seen[name].load.push(await coldLoad(engine));
          seen[name].small.push(await keystrokes(engine, smallCopies, keys));
          seen[name].large.push(await keystrokes(engine, largeCopies, keys / 3));
        } finally {
          await engine.close();
        }
      }
    const middle = (list) => ({
      letter: median(list.map(({ letter }) => letter)),
      page: median(list.map(({ page }) => page)),
    });
    return all.map(([name]) => ({
      name,
      load: median(seen[name].load),
      small: middle(seen[name].small),
      large: middle(seen[name].large),
    }));
  } finally {
    process.kill(-server.pid);
  }
}
