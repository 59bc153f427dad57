// The worker: one module, and the documents that are open in it.

import type { RenderRequest } from "./contract.d.ts";
import { failureOf } from "./failure.ts";
import { withHelpersModule } from "./helpers-module.ts";
import { type Module, type ModuleDocument, startModule } from "./module.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";
import { SharedAnswer } from "./shared-answer.ts";
import { warmUp } from "./warm-up.ts";

/** The other end: `self` in a browser, the parent's port in Node. */
interface Port {
  postMessage(message: FromWorker): void;
  listen(receive: (message: ToWorker) => void): void;
}

async function connect(): Promise<Port> {
  const scope = globalThis as unknown as {
    postMessage?: (message: FromWorker) => void;
    addEventListener?: (type: "message", listener: (event: MessageEvent<ToWorker>) => void) => void;
  };
  if (scope.postMessage && scope.addEventListener) {
    const { postMessage, addEventListener } = scope;
    return {
      postMessage: (message) => postMessage(message),
      listen: (receive) => addEventListener("message", (event) => receive(event.data)),
    };
  }
  const { parentPort } = await import("node:worker_threads");
  if (!parentPort) throw new Error("This file runs in a worker.");
  return {
    postMessage: (message) => parentPort.postMessage(message),
    listen: (receive) => parentPort.on("message", receive),
  };
}

const documents = new Map<number, ModuleDocument>();
/** The module; undefined if it cannot be loaded, which was told then. */
let starting: Promise<Module | undefined> = Promise.resolve(undefined);
let answers: SharedAnswer | undefined;
let stopWarmUp: (() => void) | undefined;

async function answer(started: Module, message: Exclude<ToWorker, { call: "start" | "close" }>) {
  switch (message.call) {
    case "render":
      return started.render(await withHelpersModule(message.request));
    case "update": {
      const request = await withHelpersModule(message.request);
      let document = documents.get(message.session);
      if (!document || message.fresh) {
        document?.close();
        document = started.open(request as RenderRequest);
        documents.set(message.session, document);
        const first = document.update(request);
        if (first.ok && !request.helpersModule) stopWarmUp ??= warmUp(started, request as RenderRequest);
        return first;
      }
      stopWarmUp?.(); // the person types: that warms as well
      return document.update(request);
    }
    case "text":
      return documents.get(message.session)?.text() ?? "";
  }
}

async function start(message: Extract<ToWorker, { call: "start" }>): Promise<Module | undefined> {
  try {
    const module = await startModule(message.module);
    module.configure(message.limits);
    port.postMessage({ event: "ready" });
    return module;
  } catch (error) {
    port.postMessage({ event: "failed", message: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

const port = await connect();
port.listen(async (message) => {
  if (message.call === "start") {
    if (message.answers) answers = new SharedAnswer(message.answers);
    starting = start(message);
    return;
  }
  const module = await starting;
  if (!module) return;
  if (message.call === "close") {
    documents.get(message.session)?.close();
    documents.delete(message.session);
  } else {
    const { id } = message;
    const began = performance.now();
    let result: Extract<FromWorker, { event: "answer" }>["result"];
    try {
      result = await answer(module, message);
    } catch (error) {
      result = failureOf(error);
    }
    const put = message.call === "update" ? answers?.put(id, result, began) : undefined;
    if (put === "seen") return;
    const took = performance.now() - began;
    port.postMessage({ event: "answer", id, took, ...(put === "here" ? {} : { result }) });
  }
});
