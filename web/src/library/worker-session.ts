// A document in a worker. While an update is under way, later changes are joined to one.

import type { CallQueue } from "./call-queue.ts";
import type { CallQueues } from "./call-queues.ts";
import { applyChanges, asEdits, joined } from "./changes.ts";
import type { Changes, RenderRequest, Splice, Update } from "./contract.d.ts";
import type { JSONSession } from "./data-kinds.ts";
import { closedFailure, crashFailure, failure } from "./failure.ts";
import { Answering } from "./questions.ts";
import { scriptRefusal, withAllHelperFields } from "./request-helpers.ts";

/** Codes of answers after which the worker does not hold what it was sent. */
const notRendered = new Set(["request", "helpers-module", "helpers-script"]);

/** Sealed realms are frames of a page. */
const canSeal = typeof document === "object";

type Caller = (update: Update) => void;

export class WorkerSession extends Answering implements JSONSession {
  /** All that the document is made of, for a worker that knows nothing of it. */
  private state: RenderRequest;
  /** What the worker does not know yet, and who waits for it. */
  private changes: Changes | undefined;
  private callers: Caller[] = [];
  private busy = false;
  /** The updates that are under way. */
  private working: Promise<void> | undefined;
  /** The queue for the helpers that the document has, once it has been rendered, and the text of these. */
  private queue: CallQueue | undefined;
  private helpers = "";
  /** The worker of the queue in which the document is open. */
  private generation = -1;
  private islands = 0;
  private closed = false;

  constructor(
    private readonly queues: CallQueues,
    private readonly id: number,
    request: RenderRequest,
  ) {
    super();
    this.state = { ...request };
  }

  update(given: Changes): Promise<Update> {
    if (this.closed) return Promise.resolve(closedFailure());
    let changes: Changes;
    try {
      changes = asEdits(this.state, given);
      applyChanges(this.state, changes);
    } catch (error) {
      return Promise.resolve(failure("request", (error as Error).message));
    }
    this.changes = joined(this.changes, changes);
    const queue = this.currentQueue();
    return new Promise((resolve) => {
      this.callers.push(resolve);
      if (changes.edits) queue.pollSoon(); // when the editor has shown what was typed
      if (!this.busy) this.working = this.work();
    });
  }

  async text(): Promise<string> {
    if (this.closed) return "";
    if (this.generation !== this.currentQueue().generation) await this.update({}); // a new worker knows no document
    const answer = await this.currentQueue().call((id) =>
      this.closed ? undefined : { call: "text", id, session: this.id },
    );
    return typeof answer === "string" ? answer : ""; // no text of a session that is closed
  }

  protected override async ask(question: string, args: (string | number)[]): Promise<unknown> {
    await this.working; // the module has all changes then
    const { queue } = this;
    if (this.closed || !queue || this.generation !== queue.generation) return undefined;
    return queue.call((id) =>
      this.closed ? undefined : { call: "ask", id, session: this.id, question, args },
    );
  }

  /** Ends the document. An update that is under way is still answered; callers that wait are answered "closed". */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const caller of this.callers) caller(closedFailure());
    this.callers = [];
    this.leaveQueue();
  }

  /** The queue for the helpers that the document has now. */
  private currentQueue(): CallQueue {
    const helpers = helpersText(this.state);
    if (!this.queue || helpers !== this.helpers) {
      this.leaveQueue();
      this.queue = this.queues.take(helpers);
      this.helpers = helpers;
    }
    return this.queue;
  }

  private leaveQueue(): void {
    const { queue } = this;
    if (!queue) return;
    if (this.generation === queue.generation) queue.post({ call: "close", session: this.id });
    this.generation = -1;
    this.queue = undefined;
    this.queues.release(queue);
  }

  private async work(): Promise<void> {
    this.busy = true;
    while (this.callers.length > 0) {
      const callers = this.callers;
      const changes = this.changes ?? {};
      this.callers = [];
      this.changes = undefined;
      let fresh = false;
      const queue = this.currentQueue();
      const update = (await queue.call((id) => {
        if (this.closed || queue !== this.queue) return undefined;
        // After a restart, and in another realm, the document is not there: the worker gets all of it.
        fresh = this.generation !== queue.generation;
        this.generation = queue.generation;
        if (fresh) this.changes = undefined; // what came while the call waited is in the state already
        return {
          call: "update",
          id,
          session: this.id,
          request: sendable(fresh ? this.state : withAllHelperFields(this.state, changes)),
          fresh,
        };
      })) as Update;
      if (queue !== this.queue && !this.closed) {
        // Other helpers have come in the meantime: the answer is for a state that is gone.
        this.callers = [...callers, ...this.callers];
        continue;
      }
      const [fault] = update.diagnostics;
      if (fault && notRendered.has(fault.code)) this.generation = -1; // the worker may not have the changes
      this.deliver(callers, update, fresh);
    }
    this.busy = false;
  }

  private deliver(callers: Caller[], update: Update, fresh: boolean): void {
    let { splices } = update;
    const islands = fresh ? 0 : this.islands;
    if (!fit(splices, islands)) {
      this.generation = -1;
      for (const caller of callers) caller(crashFailure("the answer does not fit the page"));
      return;
    }
    if (fresh && update.ok && this.islands > 0) {
      // A new document does not know what its page shows; its first splice, if any, is all of its own.
      const { insert = [], nesting } = splices[0] ?? {};
      splices = [{ at: 0, remove: this.islands, insert, ...(nesting ? { nesting } : {}) }];
    }
    for (const { remove, insert } of splices) this.islands += insert.length - remove;
    callers.forEach((caller, i) => {
      const newest = i === callers.length - 1;
      caller({ ok: update.ok, splices: newest ? splices : [], diagnostics: update.diagnostics });
    });
  }
}

/** Whether splices are for a page of so many islands. */
function fit(splices: Splice[], islands: number): boolean {
  for (const { at, remove, insert } of splices) {
    if (at + remove > islands) return false;
    islands += insert.length - remove;
  }
  return true;
}

/** The helpers of a request that are a text; "" if they are none. */
export const helpersText = (request: Changes): string =>
  typeof request?.helpers === "string" ? request.helpers : "";

/** A request as it goes to a worker: addresses as text, and no functions. */
export function sendable<T extends Changes>(request: T): T {
  if (helpersText(request) !== "" && !canSeal) throw new Error(scriptRefusal);
  if (typeof request?.helpers === "object" && Object.keys(request.helpers).length > 0)
    throw new Error(
      "`helpers` are functions: name a `helpersModule`, or make a renderer with `worker: false`.",
    );
  return request?.helpersModule instanceof URL
    ? { ...request, helpersModule: request.helpersModule.href }
    : request;
}
