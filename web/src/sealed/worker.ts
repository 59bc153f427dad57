// The worker of a sealed realm. It hears and answers the page by a port that no script of helpers can reach.
import { startModule } from "../library/module.ts";
import type { FromWorker, ToWorker } from "../library/protocol.ts";
import { serve } from "../library/worker-service.ts";
import { sealGlobals } from "./globals.ts";
import { ScriptHelpers } from "./script-helpers.ts";

/** Scripts may change prototypes: what the worker goes on using is taken before. */
const dataOf = Function.prototype.call.bind(
  Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data")?.get as () => unknown,
) as (event: MessageEvent) => ToWorker;

self.onmessage = ({ ports: [port] }) => {
  if (!port) return;
  self.onmessage = null;
  const send = port.postMessage.bind(port) as (message: FromWorker) => void;
  serve(
    {
      postMessage: send,
      listen: (receive) => {
        port.onmessage = (event) => receive(dataOf(event));
      },
    },
    async (module) => {
      const started = await startModule(module);
      sealGlobals();
      return started;
    },
    new ScriptHelpers(),
  );
};
