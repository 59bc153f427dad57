// A renderer in the thread that calls it.

import type { Renderer, Session } from "./contract.d.ts";
import { closedFailure, crashFailure } from "./failure.ts";
import type { ModuleLimits } from "./limits.ts";
import type { Module } from "./module.ts";

export function createLocalRenderer(module: Module, limits: ModuleLimits): Renderer {
  let closed = false;
  module.configure(limits);
  return {
    async render(request) {
      if (closed) return closedFailure();
      return safely(() => module.render(request));
    },
    async open(request) {
      if (closed) throw new Error("This renderer is closed.");
      const document = module.open(request);
      let open = true;
      const session: Session = {
        async update(changes) {
          if (closed || !open) return closedFailure();
          return safely(() => document.update(changes));
        },
        text: async () => (open ? document.text() : ""),
        close() {
          if (open) document.close();
          open = false;
        },
      };
      return session;
    },
    close() {
      closed = true;
    },
  };
}

/** The Go program answers for its own panics; this is for a program that has ended. */
function safely<T>(call: () => T): T | ReturnType<typeof crashFailure> {
  try {
    return call();
  } catch (error) {
    return crashFailure(String(error));
  }
}
