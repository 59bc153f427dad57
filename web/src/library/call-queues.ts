// The call queues of a renderer: one for requests without helpers of their own, and one in a sealed realm for each text of
// helpers that is in use.

import { CallQueue } from "./call-queue.ts";
import type { RendererOptions } from "./contract.d.ts";
import { sealedRealm } from "./sealed-realm.ts";
import { besidePage } from "./worker-port.ts";

interface Sealed {
  queue: CallQueue;
  users: number;
}

export class CallQueues {
  private readonly plain: CallQueue;
  private readonly sealed = new Map<string, Sealed>();
  private closed = false;

  constructor(
    private readonly options: RendererOptions,
    private readonly before: Promise<unknown>,
  ) {
    this.plain = new CallQueue(options, besidePage(options, before));
  }

  /** Starts what renders requests without helpers of their own. */
  start(): Promise<void> {
    return this.plain.start();
  }

  /** The queue for requests with these helpers, in use until it is released. */
  take(helpers: string): CallQueue {
    if (helpers === "" || this.closed) return this.plain;
    let found = this.sealed.get(helpers);
    if (!found) {
      const queue = new CallQueue(this.options, sealedRealm(this.options, this.before));
      queue.start().catch(() => {}); // its calls report it
      found = { queue, users: 0 };
      this.sealed.set(helpers, found);
    }
    found.users++;
    return found.queue;
  }

  /** Ends a realm that nobody uses any more, whatever it is at. */
  release(queue: CallQueue): void {
    for (const [helpers, found] of this.sealed)
      if (found.queue === queue && --found.users === 0) {
        this.sealed.delete(helpers);
        queue.close();
      }
  }

  close(): void {
    this.closed = true;
    this.plain.close();
    for (const { queue } of this.sealed.values()) queue.close();
    this.sealed.clear();
  }
}
