// A renderer in the thread that calls it.

import type { Renderer, Session } from "./contract.d.ts";
import { closedFailure, type crashFailure, failureOf } from "./failure.ts";
import { withHelpersModule } from "./helpers-module.ts";
import type { ModuleLimits } from "./limits.ts";
import type { Module } from "./module.ts";

export function createLocalRenderer(module: Module, limits: ModuleLimits): Renderer {
  let closed = false;
  module.configure(limits);
  return {
    async render(request) {
      if (closed) return closedFailure();
      return safely(async () => module.render(await withHelpersModule(request)));
    },
    async open(request) {
      if (closed) throw new Error("This renderer is closed.");
      const document = module.open(await withHelpersModule(request));
      let open = true;
      const session: Session = {
        async update(changes) {
          if (closed || !open) return closedFailure();
          return safely(async () => document.update(await withHelpersModule(changes)));
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

/** The Go program answers for its own panics; this is for a program that has ended, and a module of helpers that is missing. */
async function safely<T>(call: () => Promise<T>): Promise<T | ReturnType<typeof crashFailure>> {
  try {
    return await call();
  } catch (error) {
    return failureOf(error);
  }
}
