// A worker as its owner sees it, in a browser and in Node.
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

export async function startWorker(events: WorkerEvents): Promise<WorkerPort> {
  const url = new URL(WORKER_FILE, import.meta.url);
  if (typeof Worker === "function") {
    const worker = new Worker(ofThisOrigin(url), { type: "module", name: "livebars" });
    worker.onmessage = (event: MessageEvent<FromWorker>) => events.message(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      events.error(event.message || `its script ${url.href} cannot be loaded`);
    };
    return worker;
  }
  const { Worker: NodeWorker } = await import("node:worker_threads");
  const worker = new NodeWorker(url);
  worker.on("message", (message: FromWorker) => events.message(message));
  worker.on("error", (error) => events.error(error.message));
  return { postMessage: (message) => worker.postMessage(message), terminate: () => void worker.terminate() };
}

/** A worker's script must be of the page's origin: one of another origin is loaded by a script that only names it. */
function ofThisOrigin(url: URL): URL | string {
  if (url.origin === location.origin) return url;
  const script = new Blob([`import ${JSON.stringify(url.href)};`], { type: "text/javascript" });
  return URL.createObjectURL(script);
}
