// A renderer in the thread that calls it.

import { applyChanges, asEdits } from "./changes.ts";
import type { Changes, RenderRequest, RenderResult, Update } from "./contract.d.ts";
import type { JSONRenderer, JSONSession } from "./data-kinds.ts";
import { closedFailure, failure, failureOf, rendererClosed } from "./failure.ts";
import { filesOfPage } from "./files.ts";
import type { ModuleLimits } from "./limits.ts";
import type { Module, ModuleDocument } from "./module.ts";
import { Answering } from "./questions.ts";
import { withAllHelperFields, withHelpers } from "./request-helpers.ts";

export function createLocalRenderer(module: Module, limits: ModuleLimits): JSONRenderer {
  let closed = false;
  module.configure(limits);
  return {
    async render(request) {
      if (closed) return closedFailure();
      return safely(async () => module.render(await withHelpers(request, filesOfPage().helperSets)));
    },
    async open(request) {
      if (closed) throw new Error(rendererClosed);
      const document = module.open(await withHelpers(request, filesOfPage().helperSets));
      return new LocalSession(document, { ...request }, () => closed);
    },
    close() {
      closed = true;
    },
  };
}

class LocalSession extends Answering implements JSONSession {
  private closed = false;
  /** Updates come in their order, also where one waits for its helpers. */
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  /** The module has not got changes that are in `state`: it gets all of it the next time. */
  private refused = false;

  constructor(
    private readonly document: ModuleDocument,
    private readonly state: RenderRequest,
    private readonly rendererClosed: () => boolean,
  ) {
    super();
  }

  update(changes: Changes): Promise<Update> {
    this.waiting++;
    const work = () => safely(() => this.work(changes));
    const answer = this.waiting === 1 ? work() : this.last.then(work);
    this.last = answer.finally(() => this.waiting--);
    return answer;
  }

  private async work(given: Changes): Promise<Update> {
    if (this.closed || this.rendererClosed()) return closedFailure();
    let changes: Changes;
    try {
      changes = asEdits(this.state, given);
      applyChanges(this.state, changes);
    } catch (error) {
      return failure("request", (error as Error).message);
    }
    if (this.refused) changes = { ...this.state };
    this.refused = true;
    const complete = withAllHelperFields(this.state, changes);
    if (complete !== changes) {
      changes = await withHelpers(complete, filesOfPage().helperSets);
      if (this.closed || this.rendererClosed()) return closedFailure();
    }
    const update = this.document.update(changes);
    this.refused = update.diagnostics[0]?.code === "request";
    return update;
  }

  async text(): Promise<string> {
    return this.closed ? "" : this.document.text();
  }

  protected override async ask(question: string, args: (string | number)[]): Promise<unknown> {
    await this.last; // what was changed before
    return this.closed || this.rendererClosed() ? "" : this.document.ask(question, ...args);
  }

  close(): void {
    if (!this.closed) this.document.close();
    this.closed = true;
  }
}

/** The Go program answers for its own panics; this is for a program that has ended, and a module of helpers that is missing. */
async function safely<T extends RenderResult | Update>(
  call: () => Promise<T>,
): Promise<T | ReturnType<typeof closedFailure>> {
  try {
    return await call();
  } catch (error) {
    return failureOf(error);
  }
}
