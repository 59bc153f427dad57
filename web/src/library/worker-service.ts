// What a worker does: it takes calls in their order, one at a time, and keeps the documents that are open.

import type { Changes, Diagnostic, RenderRequest, RenderResult, Update } from "./contract.d.ts";
import { askOfData } from "./data-reader.ts";
import { failureOf } from "./failure.ts";
import type { Files } from "./files.ts";
import type { Module, ModuleDocument } from "./module.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";
import { type Loading, withHelpers } from "./request-helpers.ts";
import { SharedAnswer } from "./shared-answer.ts";
import { WarmUp } from "./warm-up.ts";

/** The thread that started the worker. */
export interface Port {
  postMessage(message: FromWorker): void;
  listen(receive: (message: ToWorker) => void): void;
}

/** Where the helpers of requests come from. */
export interface HelperSource {
  /** Puts helpers in place of what a request says of them. */
  prepare<T extends Changes>(request: T, loading: Loading, files: Files): Promise<T>;
  /** The place in the text of the helpers where an error was thrown, as a diagnostic beside the one of the template. */
  placed(error: unknown): Diagnostic | undefined;
}

const fromModules: HelperSource = {
  prepare: (request, loading, { helperSets }) => withHelpers(request, helperSets, loading),
  placed: () => undefined,
};

type Start = Extract<ToWorker, { call: "start" }>;
type Close = Extract<ToWorker, { call: "close" }>;
type Call = Exclude<ToWorker, Start | Close | { call: "ping" }>;

export function serve(
  port: Port,
  startModule: (module: WebAssembly.Module) => Promise<Module>,
  helpers: HelperSource = fromModules,
): void {
  const documents = new Map<number, ModuleDocument>();
  /** Undefined as long as the module is not there, and if it cannot be loaded, which was reported to the port. */
  let module: Module | undefined;
  let files: Files = { dataKinds: "", helperSets: "" };
  let answers: SharedAnswer | undefined;
  const warmUp = new WarmUp();

  async function start(message: Start): Promise<void> {
    files = message.files;
    if (message.answers) answers = new SharedAnswer(message.answers);
    try {
      const { module: given } = message;
      module = await startModule(given instanceof ArrayBuffer ? await WebAssembly.compile(given) : given);
      module.configure(message.limits);
      port.postMessage({ event: "ready" });
    } catch (error) {
      port.postMessage({ event: "failed", message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** What a call is answered with. */
  async function answer(module: Module, call: Call): Promise<RenderResult | Update | string> {
    if (call.call === "text") return documents.get(call.session)?.text() ?? "";
    if (call.call === "ask") return documents.get(call.session)?.ask(call.question, ...call.args) ?? "";
    const { id } = call;
    const loading = {
      begins: (address: string) => port.postMessage({ event: "loading", id, address }),
      ends: () => port.postMessage({ event: "loaded", id }),
    };
    if (call.call === "data") return askOfData(call.question, files.dataKinds, loading);
    if (call.call === "render") return module.render(await helpers.prepare(call.request, loading, files));
    const request = await helpers.prepare(call.request, loading, files);
    let document = documents.get(call.session);
    if (!document || call.fresh) {
      document?.close();
      document = module.open(request as RenderRequest);
      documents.set(call.session, document);
    }
    return document.update(request);
  }

  function withPlace(result: RenderResult | Update | string, module: Module): typeof result {
    if (typeof result === "string" || result.ok) return result;
    const failed = result.diagnostics.some(({ code }) => code === "helper-failed");
    const place = failed ? helpers.placed(module.helperFailure()) : undefined;
    return place ? { ...result, diagnostics: [...result.diagnostics, place] } : result;
  }

  async function respond(module: Module, call: Call): Promise<void> {
    const { id } = call;
    const began = performance.now();
    let result: RenderResult | Update | string;
    try {
      result = withPlace(await answer(module, call), module);
    } catch (error) {
      result = failureOf(error);
    }
    const put = call.call === "update" ? answers?.put(id, result, began) : undefined;
    const took = performance.now() - began;
    if (put !== "polled")
      port.postMessage({ event: "answer", id, took, ...(put === "stored" ? {} : { result }) });
    // The answer comes first: what follows takes as long as the rendering did.
    const opened = call.call === "update" && call.fresh && typeof result === "object" && result.ok;
    if (opened) warmUp.schedule(module, call.request as RenderRequest, took);
  }

  async function receive(message: ToWorker): Promise<void> {
    if (message.call === "start") return start(message);
    if (message.call === "ping") {
      port.postMessage({ event: "pong" });
      return;
    }
    if (!module) return;
    if (message.call !== "close") {
      warmUp.stop(); // the person works: that warms as well
      return respond(module, message);
    }
    documents.get(message.session)?.close();
    documents.delete(message.session);
  }

  // A call that waits for its helpers is not overtaken by what came after it.
  let last: Promise<void> = Promise.resolve();
  port.listen((message) => {
    last = last.then(() => receive(message));
  });
}
