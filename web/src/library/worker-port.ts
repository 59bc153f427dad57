// A worker as its owner sees it, and where it runs: beside the page, in a browser and in Node.
import { compileModule } from "./compile.ts";
import type { RendererOptions } from "./contract.d.ts";
import { absolute } from "./files.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";

/** Where the worker's script lies, relative to this file; set by the build. */
declare const WORKER_FILE: string;

export interface WorkerPort {
  postMessage(message: ToWorker): void;
  terminate(): void;
}

export interface WorkerEvents {
  message(message: FromWorker): void;
  /** The worker ended, or never started. */
  error(reason: string): void;
}

/** Where workers run. */
export interface WorkerHost {
  start(events: WorkerEvents): Promise<WorkerPort>;
  /** The module as a worker there takes it. */
  module(): Promise<WebAssembly.Module | ArrayBuffer>;
  /** Whether workers there may share memory with their owner. */
  readonly sharesMemory: boolean;
  /** Whether a renderer without it can do nothing: it is closed then. Otherwise the call that needs it fails. */
  readonly isRequired: boolean;
}

/** Workers of the page's own origin, and of Node. The module is fetched when `before` has resolved: what that stands for comes first. */
export function besidePage({ wasm, onProgress }: RendererOptions, before: Promise<unknown>): WorkerHost {
  return {
    start: startWorker,
    module: () => before.then(() => compileModule(wasm, onProgress)),
    sharesMemory: true,
    isRequired: true,
  };
}

async function startWorker(events: WorkerEvents): Promise<WorkerPort> {
  const url = absolute(new URL(WORKER_FILE, import.meta.url));
  if (typeof Worker === "function") {
    const script = scriptAddress(url);
    const worker = new Worker(script.address, { type: "module", name: "livebars" });
    worker.onmessage = (event: MessageEvent<FromWorker>) => {
      script.release(); // it has been loaded
      events.message(event.data);
    };
    worker.onerror = (event) => {
      script.release();
      event.preventDefault();
      events.error(event.message || `its script ${url.href} cannot be loaded`);
    };
    return {
      postMessage: (message) => worker.postMessage(message),
      terminate() {
        script.release();
        worker.terminate();
      },
    };
  }
  // Imports of Node's modules stop bundlers that make scripts for browsers.
  const { Worker: NodeWorker } = process.getBuiltinModule("node:worker_threads");
  const worker = new NodeWorker(url);
  worker.on("message", (message: FromWorker) => events.message(message));
  worker.on("error", (error) => events.error(error.message));
  return { postMessage: (message) => worker.postMessage(message), terminate: () => void worker.terminate() };
}

/**
 * The address of a worker's script. It must be of the page's origin: a script of another origin is loaded by one that
 * only names it, whose blob is released when the worker has it.
 */
function scriptAddress(url: URL): { address: URL | string; release: () => void } {
  if (url.origin === location.origin) return { address: url, release: () => {} };
  const script = new Blob([`import ${JSON.stringify(url.href)};`], { type: "text/javascript" });
  const address = URL.createObjectURL(script);
  return { address, release: () => URL.revokeObjectURL(address) };
}
