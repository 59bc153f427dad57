// A renderer in workers: call queues, and sessions whose newest state replaces one that waits.

import { CallQueues } from "./call-queues.ts";
import type { Renderer, RendererOptions, RenderResult } from "./contract.d.ts";
import { type JSONRenderer, withDataKinds } from "./data-kinds.ts";
import type { DataCall } from "./data-reader.ts";
import { helpersText, sendable, WorkerSession } from "./worker-session.ts";

/** A renderer that takes calls while its module is on the way: they wait for it. */
export interface StartedRenderer {
  renderer: Renderer;
  /** Resolves when the module runs. Rejects if it cannot be loaded, or the renderer is closed before it is. */
  ready: Promise<void>;
}

export async function createWorkerRenderer(options: RendererOptions): Promise<Renderer> {
  const { renderer, ready } = startWorkerRenderer(options);
  await ready;
  return renderer;
}

/** The module is fetched when `before` has resolved: what that stands for comes first. */
export function startWorkerRenderer(
  options: RendererOptions,
  before: Promise<unknown> = Promise.resolve(),
): StartedRenderer {
  const queues = new CallQueues(options, before);
  const ready = queues.start();
  let sessions = 0;
  const renderer: JSONRenderer = {
    async render(request) {
      const queue = queues.take(helpersText(request));
      const answer = queue.call((id) => ({ call: "render", id, request: sendable(request) }));
      return (await answer.finally(() => queues.release(queue))) as RenderResult;
    },
    open: async (request) => new WorkerSession(queues, ++sessions, request),
    close: () => queues.close(),
  };
  const ask: DataCall = (question) => queues.take("").call((id) => ({ call: "data", id, question }));
  return { renderer: withDataKinds(renderer, ask), ready };
}
