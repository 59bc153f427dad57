// What scripts of helpers try, in the sealed realm; and each attempt outside of it, where it gets through.
import type { Page } from "@playwright/test";
import type * as Library from "../../src/library/contract.d.ts";
import { checkedMessage } from "../../src/library/sealed-realm.ts";
import { type Attempt, attempts } from "../hostile/helpers.ts";
import { expect, test } from "./page.ts";
import { type StaticServer, serve } from "./static-server.ts";

const site = "http://127.0.0.1:8199/";

/** A worker as one would write it who trusts his helpers: what it does shows the attempts on its port. */
const trustingWorker = (code: string) => `
  let calls = 0, waiting;
  const answered = (during = () => {}) => new Promise((resolve) => { waiting = { during, resolve }; });
  onmessage = function ({ ports: [port] }) {
    port.onmessage = function (event) {
      waiting?.during();
      port.postMessage.call(port, event.data);
      if (++calls === 3) waiting?.resolve();
    };
  };
  (async () => {${code}})().then((result) => postMessage({ result }), (error) => postMessage({ result: String(error) }));
`;

/** A text of helpers: \`{{attempt}}\` says how far it has come. */
const script = (code: string) => `
  let calls = 0, result = "pending";
  const waiting = [];
  const answered = (during = () => {}) => new Promise((resolve) => waiting.push({ during, resolve, at: calls + 3 }));
  (async () => {${code}})().then((value) => { result = value; }, (error) => { result = "refused: " + error; });
  exports.attempt = () => {
    calls++;
    for (const { during, resolve, at } of waiting) { during(); if (calls >= at) resolve(); }
    return result;
  };
`;

let asked: string[] = [];
let control = "";
let server: StaticServer;
test.beforeAll(async () => {
  server = await serve(
    (path) => {
      asked.push(path);
      if (path === "/index.html") return "<!doctype html><title>Host</title>";
      if (path === "/control.js") return control;
      return "try { postMessage(1) } catch {} self.onconnect = ({ ports: [port] }) => port.postMessage(1);";
    },
    { "access-control-allow-origin": "*" },
  );
});
test.afterAll(() => server.close());
test.beforeEach(async ({ page }) => {
  await page.goto(server.address);
  asked = [];
});

const codeOf = ({ code }: Attempt) => code.replaceAll("SERVER", server.address.replace(/\/$/, ""));

/** Opens a session with helpers; `step` renders and gives the text. Messages that the page gets are kept. */
async function seal(page: Page): Promise<void> {
  await page.evaluate(async (site) => {
    const { createRenderer } = (await import(`${site}livebars.js` as string)) as typeof Library;
    const renderer = await createRenderer();
    const session = await renderer.open({ template: "{{attempt}}", format: "text" });
    const messages: unknown[] = [];
    addEventListener("message", ({ data }) => messages.push(data));
    new BroadcastChannel("attack").onmessage = ({ data }) => messages.push(data);
    Object.assign(window, {
      messages,
      async step(changes: Library.Changes = {}) {
        const { ok, diagnostics } = await session.update(changes);
        return ok
          ? await session.text()
          : diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n");
      },
    });
  }, site);
}

interface Scope {
  messages: unknown[];
  step(changes?: Library.Changes): Promise<string>;
}

const step = (page: Page, changes: Library.Changes = {}) =>
  page.evaluate((changes) => (window as unknown as Scope).step(changes), changes);

test("scripts of helpers reach nothing in the sealed realm, and all of it outside", async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  expect(Object.keys(attempts).length).toBeGreaterThanOrEqual(40);
  await seal(page);
  const faults: string[] = [];
  for (const [name, attempt] of Object.entries(attempts)) {
    asked = [];
    let result = await step(page, { helpers: script(codeOf(attempt)) });
    for (let i = 0; i < 20 && result === "pending"; i++) {
      await page.waitForTimeout(i < 8 ? 5 : 50);
      result = await step(page);
    }
    if (!/^(refused|pending)/.test(result)) faults.push(`${name}: ${result}`);
    if (asked.length > 0) faults.push(`${name}: the server was asked for ${asked}`);
  }
  expect(faults).toEqual([]);
  const messages = await page.evaluate(() => (window as unknown as Scope).messages);
  expect(messages.filter((message) => message !== "ready")).toEqual([]);
  expect(context.pages()).toHaveLength(1);
  expect(await step(page, { helpers: "exports.attempt = () => 'sound'" })).toBe("sound");
});

test("the same attempts get through where nothing holds them", async ({ page }) => {
  test.setTimeout(240_000);
  const faults: string[] = [];
  for (const [name, attempt] of Object.entries(attempts)) {
    asked = [];
    const code = codeOf(attempt);
    control = trustingWorker(code);
    const result =
      attempt.control === "page"
        ? await page.evaluate((code) => {
            const run = Object.getPrototypeOf(async () => {}).constructor(code) as () => Promise<string>;
            return run().catch(String);
          }, code)
        : await page.evaluate(async () => {
            const worker = new Worker("/control.js");
            const { port1, port2 } = new MessageChannel();
            worker.postMessage(0, [port2]);
            port1.onmessage = () => {};
            const sending = setInterval(() => port1.postMessage(1), 5);
            const result = await new Promise((resolve) => {
              worker.onmessage = ({ data }) => data.result && resolve(data.result);
              setTimeout(() => resolve("no answer"), 5000);
            });
            clearInterval(sending);
            worker.terminate();
            return result;
          });
    if (result !== "reached") faults.push(`${name}: ${result}`);
    if (attempt.asks) await expect.poll(() => asked, name).toContain(attempt.asks);
  }
  expect(faults).toEqual([]);
});

/** Helpers that would not end, and what is said of each. */
const endless: Record<string, [helpers: string, said: RegExp]> = {
  "a loop": ["exports.attempt = () => { for (;;); }", /time-limit/],
  "a loop when it is loaded": ["for (;;);", /time-limit/],
  "an await when it is loaded": ["await new Promise(() => {});\nexport const attempt = 1;", /time-limit/],
  "a chain of promises": [
    "const on = () => Promise.resolve().then(on); exports.attempt = () => { on(); return 'first'; }",
    /first|^$/,
  ],
  recursion: ["exports.attempt = function again() { return again(); }", /helper-failed.*(stack|recursion)/],
  text: ["exports.attempt = () => 'x'.repeat(40e6)", /output-limit|time-limit/],
  memory: [
    "exports.attempt = () => { const all = []; for (;;) all.push(new Array(1e6).fill(all.length)); }",
    /time-limit|internal-error|helper-failed/,
  ],
  "memory outside of the heap": [
    "exports.attempt = () => { const all = []; for (;;) all.push(new Uint8Array(1e8).fill(1)); }",
    /time-limit|internal-error|helper-failed/,
  ],
};

for (const [name, [helpers, said]] of Object.entries(endless))
  test(`helpers that do not end are ended: ${name}`, async ({ page }) => {
    await seal(page);
    expect(await step(page, { helpers })).toMatch(said);
    expect(await step(page, { helpers: "exports.attempt = () => 'sound'" })).toBe("sound");
    expect(await step(page, { helpers: "", template: "without" })).toBe("without");
  });

test("what helpers change in their realm ends with them", async ({ page }) => {
  await seal(page);
  const changes = `
    Object.prototype.polluted = "yes"; Array.prototype.push = () => { throw new Error("patched"); };
    JSON.parse = () => ({ stolen: true }); globalThis.left = "yes"; Handlebars.left = "yes";
    String.prototype.toUpperCase = () => "patched"; Promise.prototype.then = undefined;
    exports.attempt = () => "changed";`;
  await step(page, { helpers: changes });
  const look = `exports.attempt = () => [{}.polluted, globalThis.left, Handlebars.left, "a".toUpperCase(), [1].push(2), JSON.parse("3")].join()`;
  expect(await step(page, { helpers: look })).toBe(",,,A,2,3");
  expect(await step(page, { helpers: "", template: "{{a}}{{polluted}}", data: '{"a":1}' })).toBe("1");
  expect(
    await page.evaluate(() => [
      "polluted" in {},
      [1].push(2),
      JSON.stringify(JSON.parse("[3]")),
      "a".toUpperCase(),
    ]),
  ).toEqual([false, 2, "[3]", "A"]);
});

test("messages of a realm that are not as agreed are refused", () => {
  const answer = (result: unknown, more = {}) => ({ event: "answer", id: 1, took: 1, result, ...more });
  const place = { offset: 0, line: 1, column: 1 };
  const diagnostic = {
    severity: "error",
    code: "syntax",
    message: "m",
    source: "template",
    from: place,
    to: place,
  };
  const sound = [
    { event: "ready" },
    { event: "failed", message: "m" },
    answer("text"),
    answer({ ok: true, splices: [{ at: 0, remove: 0, insert: ["<p>"] }], diagnostics: [] }),
    answer({
      ok: true,
      splices: [{ at: 0, remove: 0, insert: ["<p>", "a", "</p>"], nesting: [1, 0, -1] }],
      diagnostics: [],
    }),
    answer({ ok: false, text: "", html: "", diagnostics: [diagnostic] }),
  ];
  for (const message of sound) expect(checkedMessage(message)).toEqual(message);
  const more = { ...diagnostic, more: 1 };
  expect(checkedMessage(answer({ ok: false, splices: [], diagnostics: [more] }))).toEqual(
    answer({ ok: false, splices: [], diagnostics: [diagnostic] }),
  );
  const wrong = [
    null,
    "ready",
    {},
    { event: "loading", id: 1, address: "x" },
    answer(undefined),
    answer({}),
    answer("text", { id: -1 }),
    answer("text", { took: Number.NaN }),
    answer({ ok: "yes", splices: [], diagnostics: [] }),
    answer({ ok: true, splices: {}, diagnostics: [] }),
    answer({ ok: true, splices: [{ at: 0, remove: 1.5, insert: [] }], diagnostics: [] }),
    answer({ ok: true, splices: [{ at: 0, remove: 0, insert: [1] }], diagnostics: [] }),
    answer({ ok: true, splices: [{ at: 0, remove: 0, insert: ["a"], nesting: [2] }], diagnostics: [] }),
    answer({ ok: true, splices: [{ at: 0, remove: 0, insert: ["a"], nesting: [] }], diagnostics: [] }),
    answer({ ok: true, splices: [], diagnostics: [{ ...diagnostic, severity: "fatal" }] }),
    answer({ ok: true, splices: [], diagnostics: [{ ...diagnostic, from: { ...place, line: "1" } }] }),
    answer({ ok: true, splices: [], diagnostics: [{ ...diagnostic, message: { toString: "x" } }] }),
  ];
  for (const message of wrong) expect(() => checkedMessage(message), JSON.stringify(message)).toThrow();
});
