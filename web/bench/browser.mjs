// In Chromium: from a keystroke to the painted page, in the real editor and with peers; the longest task; the load.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { draftOf, largeCopies, median, page as sample, smallCopies, templateOf } from "./documents.mjs";

const port = 8197;
const site = `http://127.0.0.1:${port}/`;
const scripts = [
  "handlebars/dist/handlebars.min.js",
  "marked/lib/marked.umd.js",
  "markdown-it/dist/browser/markdown-it.umd.min.js",
  "morphdom/dist/morphdom-umd.min.js",
];

/** Runs in a page: `painted()` is the time from the next input to the paint of what it changed. */
function stopwatch(find) {
  window.painted = () =>
    new Promise((resolve) => {
      let start = 0;
      addEventListener(
        "keydown",
        (event) => {
          start = event.timeStamp;
        },
        { once: true, capture: true },
      );
      const target =
        find === "frame"
          ? document.querySelector("iframe").contentDocument.body
          : document.getElementById("out");
      const observer = new MutationObserver(() => {
        observer.disconnect();
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - start);
          port2.postMessage(0);
        });
      });
      observer.observe(target, { childList: true, subtree: true, characterData: true });
    });
}

async function openLivebars(browser, copies) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const draft = draftOf(copies);
  await page.addInitScript((draft) => {
    localStorage.setItem("livebars:setting:sample", JSON.stringify("task/chat-completion"));
    if (!localStorage.getItem("livebars:draft:task/chat-completion"))
      localStorage.setItem("livebars:draft:task/chat-completion", JSON.stringify(draft));
  }, draft);
  await page.goto(site);
  await page.waitForSelector("html[data-rendered]", { timeout: 60_000 });
  await page.waitForTimeout(500);
  await page.evaluate(stopwatch, "frame");
  await page.getByRole("textbox", { name: "Template", exact: true }).focus();
  await page.keyboard.press("ControlOrMeta+Home");
  for (let i = 0; i < 7; i++) await page.keyboard.press("ArrowRight");
  return page;
}

async function openPeer(browser, copies, markdown, patch) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.setContent('<textarea id="in" rows="20" cols="80"></textarea><div id="out"></div>');
  for (const script of scripts)
    await page.addScriptTag({ path: fileURLToPath(new URL(`../node_modules/${script}`, import.meta.url)) });
  await page.evaluate(
    ({ template, data, markdown, patch }) => {
      const input = document.getElementById("in");
      const out = document.getElementById("out");
      const md = window.markdownit({ html: true });
      const make = (text) => (markdown === "marked" ? window.marked.parse(text) : md.render(text));
      const show = () => {
        const html = make(window.Handlebars.compile(input.value)(JSON.parse(data)));
        if (patch === "innerHTML") out.innerHTML = html;
        else window.morphdom(out, `<div id="out">${html}</div>`);
      };
      input.value = template;
      input.addEventListener("input", show);
      show();
      input.focus();
      input.setSelectionRange(7, 7);
    },
    { template: templateOf(copies), data: sample.data, markdown, patch },
  );
  await page.evaluate(stopwatch, "out");
  return page;
}

/** CodeMirror with the language of templates, and nothing that renders. */
async function openBare(browser, copies) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.setContent('<div id="out" style="height: 400px"></div>');
  const entry = fileURLToPath(new URL("../test/typing/bare.ts", import.meta.url));
  const bundle = await build({ entryPoints: [entry], bundle: true, write: false, format: "iife" });
  await page.addScriptTag({ content: bundle.outputFiles[0].text });
  await page.evaluate((text) => {
    window.openEditors([{ text, language: "template" }]);
    const editor = document.querySelector(".cm-editor");
    Object.assign(editor.parentElement.style, { left: "0", top: "0", width: "700px", height: "400px" });
    document.getElementById("out").append(editor.parentElement);
    editor.querySelector(".cm-content").focus();
  }, templateOf(copies));
  await page.keyboard.press("ControlOrMeta+Home");
  for (let i = 0; i < 7; i++) await page.keyboard.press("ArrowRight");
  await page.evaluate(stopwatch, "out");
  return page;
}

async function keystroke(page) {
  await page.evaluate(() => {
    window.measured = window.painted();
  });
  await page.keyboard.press("x");
  return page.evaluate(() => window.measured);
}

/** Milliseconds between two keys of somebody who types fast, and after another page was brought to the front. */
const betweenKeys = 60;
const afterSwitch = 300;

/** The pages take turns, a burst of keys each: nobody changes the page between two letters. The first turn warms. */
async function latency(browser, copies, { turns, burst }) {
  const peers = [
    ["marked", "innerHTML"],
    ["marked", "morphdom"],
    ["markdown-it", "innerHTML"],
    ["markdown-it", "morphdom"],
  ];
  const pages = [
    { name: "Livebars", page: await openLivebars(browser, copies), times: [] },
    ...(await Promise.all(
      peers.map(async ([markdown, patch]) => ({
        name: `${markdown} + ${patch}`,
        page: await openPeer(browser, copies, markdown, patch),
        times: [],
      })),
    )),
    { name: "bare CodeMirror", page: await openBare(browser, copies), times: [] },
  ];
  for (let turn = 0; turn <= turns; turn++)
    for (const { page, times } of pages) {
      await page.bringToFront();
      await page.waitForTimeout(afterSwitch);
      for (let key = 0; key < burst; key++) {
        await page.waitForTimeout(betweenKeys);
        const time = await keystroke(page);
        if (turn > 0) times.push(time);
      }
    }
  const [ours, ...theirs] = pages.map(({ name, times }) => ({ name, time: median(times) }));
  const bare = theirs.pop();
  for (const { page } of pages) await page.context().close();
  const best = theirs.toSorted((a, b) => a.time - b.time)[0];
  return { ours: ours.time, best: best.time, peer: best.name, bare: bare.time };
}

const scripted = new Set([
  "FunctionCall",
  "EventDispatch",
  "FireAnimationFrame",
  "TimerFire",
  "RunMicrotasks",
  "FireIdleCallback",
]);

/** The longest piece of script on the page's main thread while a person types. */
async function longestTask(browser) {
  const page = await openLivebars(browser, largeCopies);
  for (let i = 0; i < 5; i++) await keystroke(page);
  await page.waitForTimeout(500);
  const client = await page.context().newCDPSession(page);
  const events = [];
  client.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  await client.send("Tracing.start", {
    categories: "devtools.timeline,disabled-by-default-devtools.timeline",
    transferMode: "ReportEvents",
  });
  for (let i = 0; i < 25; i++) {
    await page.keyboard.press("y");
    await page.waitForTimeout(60);
  }
  const done = new Promise((resolve) => client.once("Tracing.tracingComplete", resolve));
  await client.send("Tracing.end");
  await done;
  const main = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  const durations = events
    .filter(
      ({ name, ph, pid, tid }) =>
        ph === "X" && scripted.has(name) && (main.size === 0 || main.has(`${pid}:${tid}`)),
    )
    .map(({ dur }) => dur / 1000);
  await page.context().close();
  return Math.max(0, ...durations);
}

/** Runs in a page: notes when the sample's page, the module and the first live rendering were there. */
function milestones() {
  if (window !== top) return;
  window.seen = {};
  const look = () => {
    const shown = document.querySelector("iframe")?.contentDocument?.querySelector("h1, h2");
    if (shown?.getBoundingClientRect().width > 0) window.seen.firstPage ??= performance.now();
    if ("live" in (document.documentElement?.dataset ?? {})) {
      window.seen.live = performance.now();
      const module = performance.getEntriesByType("resource").find(({ name }) => name.endsWith(".wasm"));
      window.seen.module = module?.responseEnd;
    } else requestAnimationFrame(look);
  };
  look();
}

async function load(browser, rounds) {
  const visits = [];
  for (let i = 0; i < rounds; i++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(milestones);
    await page.goto(site, { waitUntil: "commit" });
    await page.waitForFunction(() => window.seen?.live, undefined, { polling: 200 });
    visits.push(await page.evaluate(() => window.seen));
    await context.close();
  }
  const of = (name) => median(visits.map((visit) => visit[name] ?? Number.NaN));
  return { firstPage: of("firstPage"), module: of("module"), live: of("live") };
}

export async function browserFigures(browser) {
  const server = spawn("go", ["run", "./build", "serve", "-still", "-port", String(port)], {
    cwd: new URL("../..", import.meta.url),
    stdio: "ignore",
    detached: true,
  });
  try {
    for (let i = 0; i < 600; i++) {
      if (
        await fetch(site).then(
          (response) => response.ok,
          () => false,
        )
      )
        break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const loaded = await load(browser, 7);
    return {
      ...loaded,
      small: await latency(browser, smallCopies, { turns: 30, burst: 10 }),
      large: await latency(browser, largeCopies, { turns: 4, burst: 3 }),
      longest: await longestTask(browser),
    };
  } finally {
    process.kill(-server.pid);
  }
}
