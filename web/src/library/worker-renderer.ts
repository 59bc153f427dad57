// A renderer in a worker: a call queue, and sessions whose newest state replaces one that waits.

import { CallQueue } from "./call-queue.ts";
import type { Renderer, RendererOptions, RenderResult } from "./contract.d.ts";
import { sendable, WorkerSession } from "./worker-session.ts";

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
  const queue = new CallQueue(options, before);
  const ready = queue.start();
  let sessions = 0;
  const renderer: Renderer = {
    render: (request) =>
      queue.call((id) => ({ call: "render", id, request: sendable(request) })) as Promise<RenderResult>,
    open: async (request) => new WorkerSession(queue, ++sessions, request),
    close: () => queue.close(),
  };
  return { renderer, ready };
}
