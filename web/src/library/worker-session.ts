// A document in a worker. While an update is under way, later changes are joined to one.

import type { CallQueue } from "./call-queue.ts";
import { applyChanges, asEdits, joined } from "./changes.ts";
import type { Changes, RenderRequest, Session, Update } from "./contract.d.ts";
import { closedFailure, failure } from "./failure.ts";

/** Codes of answers after which the worker does not hold what it was sent. */
const notRendered = new Set(["request", "helpers-module"]);

type Caller = (update: Update) => void;

export class WorkerSession implements Session {
  /** All that the document is made of, for a worker that knows nothing of it. */
  private state: RenderRequest;
  /** What the worker does not know yet, and who waits for it. */
  private changes: Changes | undefined;
  private callers: Caller[] = [];
  private busy = false;
  /** The worker in which the document is open. */
  private generation = -1;
  private islands = 0;
  private closed = false;

  constructor(
    private readonly queue: CallQueue,
    private readonly id: number,
    request: RenderRequest,
  ) {
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
    return new Promise((resolve) => {
      this.callers.push(resolve);
      if (changes.edits) this.queue.pollSoon(); // when the editor has shown what was typed
      if (!this.busy) void this.work();
    });
  }

  async text(): Promise<string> {
    if (this.closed) return "";
    if (this.generation !== this.queue.generation) await this.update({}); // a new worker knows no document
    const answer = await this.queue.call((id) =>
      this.closed ? undefined : { call: "text", id, session: this.id },
    );
    return typeof answer === "string" ? answer : ""; // no text of a session that is closed
  }

  /** Ends the document. An update that is under way is still answered; callers that wait are answered "closed". */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    for (const caller of this.callers) caller(closedFailure());
    this.callers = [];
    if (this.generation === this.queue.generation) this.queue.post({ call: "close", session: this.id });
  }

  private async work(): Promise<void> {
    this.busy = true;
    while (this.callers.length > 0) {
      const callers = this.callers;
      const changes = this.changes ?? {};
      this.callers = [];
      this.changes = undefined;
      let fresh = false;
      const update = (await this.queue.call((id) => {
        if (this.closed) return undefined;
        // After a restart the document is gone: the new worker gets all of it.
        fresh = this.generation !== this.queue.generation;
        this.generation = this.queue.generation;
        if (fresh) this.changes = undefined; // what came while the call waited is in the state already
        return {
          call: "update",
          id,
          session: this.id,
          request: sendable(fresh ? this.state : changes),
          fresh,
        };
      })) as Update;
      const [fault] = update.diagnostics;
      if (fault && notRendered.has(fault.code)) this.generation = -1; // the worker may not have the changes
      this.deliver(callers, update, fresh);
    }
    this.busy = false;
  }

  private deliver(callers: Caller[], update: Update, fresh: boolean): void {
    let { splices } = update;
    if (fresh && update.ok && this.islands > 0)
      // a new document does not know what its page shows
      splices = [{ at: 0, remove: this.islands, insert: splices.flatMap(({ insert }) => insert) }];
    for (const { remove, insert } of splices) this.islands += insert.length - remove;
    callers.forEach((caller, i) => {
      const newest = i === callers.length - 1;
      caller({ ok: update.ok, splices: newest ? splices : [], diagnostics: update.diagnostics });
    });
  }
}

/** A request as it goes to a worker: addresses as text, and no functions. */
export function sendable<T extends Changes>(request: T): T {
  if (request?.helpers && Object.keys(request.helpers).length > 0)
    throw new Error(
      "`helpers` are functions: name a `helpersModule`, or make a renderer with `worker: false`.",
    );
  return request?.helpersModule instanceof URL
    ? { ...request, helpersModule: request.helpersModule.href }
    : request;
}
