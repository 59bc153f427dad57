// A renderer in a worker: calls wait in line, the newest state of a document replaces one that waits, and a
// watchdog ends a worker that is stuck and starts another.

import { applyChanges, joined } from "./changes.ts";
import { compileModule } from "./compile.ts";
import type {
  Changes,
  Renderer,
  RendererOptions,
  RenderRequest,
  RenderResult,
  Session,
  Update,
} from "./contract.d.ts";
import { closedFailure, crashFailure, failure, internalError } from "./failure.ts";
import { defaultTimeLimit, moduleLimits } from "./limits.ts";
import type { ToWorker } from "./protocol.ts";
import { SharedAnswer } from "./shared-answer.ts";
import { startWorker, type WorkerPort } from "./worker-port.ts";

/** Milliseconds beyond the time limit that a worker has to answer; the module itself stops at the limit. */
const grace = 1000;

/** Milliseconds that a page waits, in the keystroke itself, for the answer to an edit. */
const patience = 4;

type Answer = RenderResult | Update | string;

/** A call that waits for its turn or its answer. */
interface Task {
  id: number;
  /** Made when its turn comes, for the worker that is there then. */
  message(id: number): ToWorker;
  answer(result: Answer): void;
}

/** A renderer that takes calls while its module is on the way: they wait for it. */
export interface StartedRenderer {
  renderer: Renderer;
  /** Resolves when the module runs; rejects if it cannot be loaded, and the renderer is closed. */
  ready: Promise<void>;
}

export async function createWorkerRenderer(options: RendererOptions): Promise<Renderer> {
  const { renderer, ready } = startWorkerRenderer(options);
  await ready;
  return renderer;
}

/** The module is asked for when `before` has come about: what that needs comes first. */
export function startWorkerRenderer(
  options: RendererOptions,
  before: Promise<unknown> = Promise.resolve(),
): StartedRenderer {
  const line = new Line(options, before);
  const ready = line.start();
  let sessions = 0;
  const renderer: Renderer = {
    render: (request) =>
      line.call((id) => ({ call: "render", id, request: sendable(request) })) as Promise<RenderResult>,
    open: async (request) => new WorkerSession(line, ++sessions, request),
    close: () => line.close(),
  };
  return { renderer, ready };
}

/** The calls of a renderer: one is under way, the others wait. */
class Line {
  /** Counts the workers: a session notes in which one its document is open. */
  generation = 0;
  private worker: WorkerPort | undefined;
  /** Compiled once for all workers. */
  private module: Promise<WebAssembly.Module> | undefined;
  private ready = false;
  /** There was a module once; a renderer that never had one is closed. */
  private served = false;
  /** Why there is no module; the next call tries once more. */
  private broken: Error | undefined;
  private shared: SharedAnswer | undefined;
  /** The last answer took the worker so short a time that the next one is worth waiting for. */
  private prompt = false;
  /** What is sent now is looked for, so that no message need tell of it. */
  private looks = false;
  private readonly waiting: Task[] = [];
  private current: Task | undefined;
  private watchdog: ReturnType<typeof setTimeout> | undefined;
  private closed = false;
  private nextId = 0;

  constructor(
    private readonly options: RendererOptions,
    private readonly before: Promise<unknown>,
  ) {}

  /** Starts a worker and waits until its module runs. */
  start(): Promise<void> {
    const generation = ++this.generation;
    this.ready = false;
    this.broken = undefined;
    const { wasm, onProgress } = this.options;
    this.module ??= this.before.then(() => compileModule(wasm, onProgress));
    const { module } = this;
    const starting = new Promise<void>((resolve, reject) => {
      const worker = startWorker({
        message: (message) => {
          if (generation !== this.generation) return;
          if (message.event === "failed") reject(new Error(message.message));
          else if (message.event === "ready") {
            this.ready = true;
            this.served = true;
            this.watch();
            resolve();
          } else {
            const { id, took } = message;
            if (id !== this.current?.id) return; // it was taken before the message came
            this.prompt = took < patience;
            this.answered(message.result ?? (this.shared?.take(id)?.answer as Update));
          }
        },
        error: (reason) => {
          if (generation !== this.generation) return;
          if (this.ready) this.replace(crashFailure(reason));
          else reject(new Error(`The worker cannot be started: ${reason}.`));
        },
      });
      Promise.all([worker, module]).then(
        ([worker, module]) => {
          if (this.closed || generation !== this.generation) return worker.terminate();
          this.worker = worker;
          this.shared = SharedAnswer.make();
          const limits = moduleLimits(this.options);
          worker.postMessage({ call: "start", module, limits, answers: this.shared?.buffer });
          if (this.current) this.send(this.current);
        },
        (error: Error) => {
          worker.then((worker) => worker.terminate()).catch(() => {});
          reject(error);
        },
      );
    });
    return starting.catch((error: Error) => {
      this.module = undefined; // the next start loads it again
      if (generation === this.generation) {
        if (!this.served) this.close();
        this.broken = error;
        if (this.current) this.fail(this.current, error);
      }
      throw error;
    });
  }

  /** Puts a call in line. */
  call(message: Task["message"]): Promise<Answer> {
    if (this.closed) return Promise.resolve(closedFailure());
    return new Promise((resolve) => {
      this.waiting.push({ id: ++this.nextId, message, answer: resolve });
      this.next();
    });
  }

  /** Looks for the answer to a call that is sent now, when the caller has done what it is about to do. */
  lookSoon(): void {
    this.looks = true;
    queueMicrotask(() => this.look());
  }

  /**
   * Looks for the answer to the call under way where the worker puts it, and waits a little if it will be there
   * soon: what it brings is then painted with the keystroke that asked for it.
   */
  private look(): void {
    this.looks = false;
    const { current, shared } = this;
    if (!current || !shared) return;
    const until = performance.now() + (this.prompt ? patience : 0);
    let taken = shared.take(current.id);
    while (!taken && performance.now() < until) taken = shared.take(current.id);
    if (!taken && shared.leave()) taken = shared.take(current.id);
    this.prompt = taken !== undefined && taken.took < patience;
    if (taken) this.answered(taken.answer as Update);
  }

  /** Says something that has no answer. */
  tell(message: ToWorker): void {
    this.worker?.postMessage(message);
  }

  close(): void {
    this.closed = true;
    this.generation++;
    clearTimeout(this.watchdog);
    this.worker?.terminate();
    for (const task of [this.current, ...this.waiting]) task?.answer(closedFailure());
    this.current = undefined;
    this.waiting.length = 0;
  }

  private next(): void {
    if (this.current || this.closed) return;
    const task = this.waiting.shift();
    if (!task) return;
    this.current = task;
    const { broken } = this;
    if (broken) queueMicrotask(() => this.fail(task, broken));
    else if (this.worker) this.send(task); // at once: the caller may be about to work on
  }

  /** The worker answers when its module runs. */
  private send(task: Task): void {
    this.shared?.expect(this.looks);
    try {
      this.worker?.postMessage(task.message(task.id));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.settle(failure("request", `The request cannot be sent to the worker: ${reason}`));
      return;
    }
    if (this.ready) this.watch();
  }

  /** Ends the worker if it does not answer the call under way in time. */
  private watch(): void {
    if (!this.current) return;
    const limit = this.options.timeLimit ?? defaultTimeLimit;
    this.watchdog = setTimeout(() => {
      this.replace(
        failure(
          "time-limit",
          `Rendering took longer than ${limit / 1000} s and was stopped. The renderer was started anew.`,
        ),
      );
    }, limit + grace);
  }

  /** The module could not be loaded: the call fails, and the next one tries once more. */
  private fail(task: Task, error: Error): void {
    if (this.current !== task || this.closed) return;
    this.restart();
    this.settle(failure("module", error.message));
  }

  private answered(result: Answer): void {
    const broken = typeof result === "object" && !result.ok && result.diagnostics[0]?.code === internalError;
    if (broken) this.replace(result);
    else this.settle(result);
  }

  /** Ends the worker, answers the call that it was at, and starts another. */
  private replace(result: Answer): void {
    this.restart();
    this.settle(result);
  }

  private restart(): void {
    this.worker?.terminate();
    this.worker = undefined;
    this.start().catch(() => {}); // the next call reports it
  }

  private settle(result: Answer): void {
    clearTimeout(this.watchdog);
    const task = this.current;
    this.current = undefined;
    task?.answer(result);
    this.next();
  }
}

class WorkerSession implements Session {
  private state: RenderRequest;
  /** What the worker does not know yet, and who waits for it. */
  private changes: Changes | undefined;
  private callers: ((update: Update) => void)[] = [];
  private busy = false;
  private generation = -1;
  private islands = 0;
  private closed = false;

  constructor(
    private readonly line: Line,
    private readonly id: number,
    request: RenderRequest,
  ) {
    this.state = { ...request };
  }

  update(changes: Changes): Promise<Update> {
    if (this.closed) return Promise.resolve(closedFailure());
    try {
      applyChanges(this.state, changes);
    } catch (error) {
      return Promise.resolve(failure("request", (error as Error).message));
    }
    this.changes = joined(this.changes, changes);
    return new Promise((resolve) => {
      this.callers.push(resolve);
      if (changes.edits) this.line.lookSoon(); // when the editor has shown what was typed
      if (!this.busy) void this.work();
    });
  }

  async text(): Promise<string> {
    if (this.generation !== this.line.generation) await this.update({}); // a new worker knows no document
    const answer = await this.line.call((id) => ({ call: "text", id, session: this.id }));
    return typeof answer === "string" ? answer : ""; // no text of a renderer that is closed
  }

  close(): void {
    this.closed = true;
    this.line.tell({ call: "close", session: this.id });
  }

  private async work(): Promise<void> {
    this.busy = true;
    while (this.callers.length > 0) {
      const callers = this.callers;
      const changes = this.changes ?? {};
      this.callers = [];
      this.changes = undefined;
      let fresh = false;
      const update = (await this.line.call((id) => {
        // After a restart the document is gone: the new worker gets all of it.
        fresh = this.generation !== this.line.generation;
        this.generation = this.line.generation;
        return {
          call: "update",
          id,
          session: this.id,
          request: sendable(fresh ? this.state : changes),
          fresh,
        };
      })) as Update;
      if (update.diagnostics[0]?.code === "request") this.generation = -1; // the worker may not have the changes
      this.deliver(callers, update, fresh);
    }
    this.busy = false;
  }

  private deliver(callers: ((update: Update) => void)[], update: Update, fresh: boolean): void {
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
function sendable<T extends Changes>(request: T): T {
  if (request?.helpers && Object.keys(request.helpers).length > 0)
    throw new Error(
      "`helpers` are functions: name a `helpersModule`, or make a renderer with `worker: false`.",
    );
  return request?.helpersModule instanceof URL
    ? { ...request, helpersModule: request.helpersModule.href }
    : request;
}
