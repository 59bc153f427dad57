// The worker's side: calls in their order, the answer before any warming up, documents that are closed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./typescript.mjs";

const { serve } = await load("library/worker-service.ts");

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A worker with a module that renders nothing, but notes what it is asked; `renderingMs` is how long it takes. */
function worker({ renderingMs = 0 } = {}) {
  const log = [];
  let opened = 0;
  let receive;
  const module = {
    configure: () => {},
    render: () => ({ ok: true, text: "", html: "", diagnostics: [] }),
    open() {
      const number = ++opened;
      log.push(`open ${number}`);
      return {
        update() {
          const end = performance.now() + renderingMs;
          while (performance.now() < end);
          log.push(`update ${number}`);
          return { ok: true, splices: [], diagnostics: [] };
        },
        text: () => "text",
        close: () => log.push(`close ${number}`),
      };
    },
  };
  const port = {
    postMessage: ({ event, id }) => log.push(id === undefined ? event : `${event} ${id}`),
    listen(listener) {
      receive = listener;
    },
  };
  serve(port, async () => module);
  receive({
    call: "start",
    module: undefined,
    limits: {},
    files: { dataKinds: "", helperSets: "" },
    answers: undefined,
  });
  const update = (id, request, session = 1, fresh = false) =>
    receive({ call: "update", id, session, request, fresh });
  return { log, send: receive, update, settled: () => pause(50) };
}

test("the first answer is sent before the module is warmed up", async () => {
  const { log, update } = worker();
  update(1, { template: "a" }, 1, true);
  await pause(20);
  assert.deepEqual(log, ["ready", "open 1", "update 1", "answer 1"]);
  await pause(500);
  assert.equal(log[4], "open 2"); // a copy, which nobody sees
  assert.ok(log.filter((entry) => entry === "update 2").length > 1);
  assert.ok(!log.includes("answer 2"));
  update(2, { template: "b" });
  await pause(50);
  assert.ok(log.includes("close 2"), "the copy is closed when the person works");
  const after = log.slice(log.lastIndexOf("answer 2"));
  await pause(50);
  assert.deepEqual(log.slice(log.lastIndexOf("answer 2")), after, "nothing goes on after that");
});

test("warming up ends by itself, and comes once", async () => {
  const { log, update } = worker({ renderingMs: 5 });
  update(1, { template: "a" }, 1, true);
  await pause(2000);
  const closed = log.indexOf("close 2");
  assert.ok(closed > 0);
  assert.equal(log.length, closed + 1);
  update(2, { template: "b" }, 2, true);
  await pause(500);
  assert.deepEqual(log.slice(closed + 1), ["open 3", "update 3", "answer 2"]);
});

test("after a long first rendering nothing is warmed up: it would take as long again", async () => {
  const { log, update } = worker({ renderingMs: 200 });
  update(1, { template: "a" }, 1, true);
  await pause(900);
  assert.deepEqual(log, ["ready", "open 1", "update 1", "answer 1"]);
});

test("a document is closed after what was asked of it before", async () => {
  const slow = `data:text/javascript,await new Promise((r) => setTimeout(r, 100)); export const a = () => 1; // ${Math.random()}`;
  const { log, update, send } = worker();
  update(1, { template: "a", helpersModule: slow }, 1, true);
  send({ call: "close", session: 1 });
  update(2, { template: "b" }, 2, true);
  await pause(250);
  assert.deepEqual(log.slice(0, 9), [
    "ready",
    "loading 1",
    "loaded 1",
    "open 1",
    "update 1",
    "answer 1",
    "close 1",
    "open 2",
    "update 2",
  ]);
});
