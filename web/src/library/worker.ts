// The worker's script: connects the module to the thread that started the worker.
import { startModule } from "./module.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";
import { type Port, serve } from "./worker-service.ts";

/** The other end: `self` in a browser, the parent's port in Node. */
function connect(): Port {
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
  const { parentPort } = process.getBuiltinModule("node:worker_threads");
  if (!parentPort) throw new Error("This file runs in a worker.");
  return {
    postMessage: (message) => parentPort.postMessage(message),
    listen: (receive) => parentPort.on("message", receive),
  };
}

serve(connect(), startModule);
