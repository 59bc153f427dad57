// The calls of a renderer to its worker: one is under way, the others wait. A watchdog ends a worker that does not
// answer in time, and another takes its place.

import type { RendererOptions, RenderResult, Update } from "./contract.d.ts";
import { closedFailure, crashFailure, failure, internalError, rendererClosed } from "./failure.ts";
import { filesOfPage } from "./files.ts";
import { defaultTimeLimit, helpersModuleTimeLimit, moduleLimits } from "./limits.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";
import { SharedAnswer } from "./shared-answer.ts";
import type { WorkerHost, WorkerPort } from "./worker-port.ts";

/** Milliseconds beyond the time limit that a worker has to answer; the module itself stops at the limit. */
const watchdogGraceMs = 1000;

/** Milliseconds that a page waits, in the task of the keystroke itself, for the answer to an edit. */
const answerWaitMs = 4;

type Answer = RenderResult | Update | string;

/** A call that waits for its turn or for its answer. */
interface Call {
  id: number;
  /** The message is made when its turn comes, for the worker that is there then; nothing if the caller has gone. */
  message(id: number): ToWorker | undefined;
  answer(result: Answer): void;
}

export class CallQueue {
  /** Counts the workers: a session remembers in which one its document is open. */
  generation = 0;
  private worker: WorkerPort | undefined;
  /** The worker that is on its way, or was. */
  private startingWorker: Promise<WorkerPort> | undefined;
  /** Loaded once for all workers. */
  private module: ReturnType<WorkerHost["module"]> | undefined;
  private workerReady = false;
  /** A worker was ready once. A renderer that never had one is closed when its module cannot be loaded. */
  private wasReady = false;
  /** Why there is no module; the next call tries once more. */
  private startError: Error | undefined;
  private rejectStart: ((error: Error) => void) | undefined;
  private shared: SharedAnswer | undefined;
  /** The last answer took the worker so little time that the next one is worth waiting for. */
  private answersFast = false;
  /** The page will poll for the answer to what is sent now, so that the worker need not send a message. */
  private willPoll = false;
  private readonly waiting: Call[] = [];
  private current: Call | undefined;
  private watchdog: ReturnType<typeof setTimeout> | undefined;
  private closed = false;
  private nextId = 0;

  constructor(
    private readonly options: RendererOptions,
    private readonly host: WorkerHost,
  ) {}

  /** Starts a worker and resolves when its module runs. Rejects if it cannot be started, or if the queue is closed. */
  start(): Promise<void> {
    const generation = ++this.generation;
    this.workerReady = false;
    this.startError = undefined;
    const { host } = this;
    this.module ??= host.module();
    const { module } = this;
    const starting = new Promise<void>((resolve, reject) => {
      this.rejectStart = reject;
      const isCurrent = () => generation === this.generation;
      const worker = host.start({
        message: (message) => {
          if (!isCurrent()) return;
          if (message.event === "failed") reject(new Error(message.message));
          else if (message.event === "ready") {
            this.workerReady = true;
            this.wasReady = true;
            this.startWatchdog();
            resolve();
          } else if (message.event !== "pong") this.receive(message);
        },
        error: (reason) => {
          if (!isCurrent()) return;
          if (this.workerReady) this.replaceWorker(crashFailure(reason));
          else reject(new Error(`The worker cannot be started: ${reason}.`));
        },
      });
      this.startingWorker = worker;
      Promise.all([worker, module]).then(
        ([worker, module]) => {
          if (this.closed || !isCurrent()) return worker.terminate();
          this.worker = worker;
          this.shared = host.sharesMemory ? SharedAnswer.make() : undefined;
          const limits = moduleLimits(this.options);
          const answers = this.shared?.buffer;
          worker.postMessage({ call: "start", module, limits, files: filesOfPage(), answers });
          if (this.current) this.send(this.current);
        },
        (error: Error) => {
          worker.then((worker) => worker.terminate()).catch(() => {});
          reject(error);
        },
      );
    });
    return starting.catch((error: Error) => {
      if (this.closed) throw error;
      this.module = undefined; // the next start loads it again
      if (generation === this.generation) {
        if (!this.wasReady && this.host.isRequired) this.close();
        this.startError = error;
        if (this.current) this.fail(this.current, error);
      }
      throw error;
    });
  }

  /** Adds a call to the queue. It is answered "closed" if the renderer is closed, or if its message is not there. */
  call(message: Call["message"]): Promise<Answer> {
    if (this.closed) return Promise.resolve(closedFailure());
    return new Promise((resolve) => {
      this.waiting.push({ id: ++this.nextId, message, answer: resolve });
      this.next();
    });
  }

  /** Polls for the answer to a call that is sent now, when the caller has finished its task. */
  pollSoon(): void {
    this.willPoll = true;
    queueMicrotask(() => this.poll());
  }

  /**
   * Takes the answer to the call under way from shared memory, and waits a little if it will be there soon: what it
   * changes is then painted in the frame of the keystroke that asked for it.
   */
  private poll(): void {
    this.willPoll = false;
    const { current, shared } = this;
    if (!current || !shared) return;
    const until = performance.now() + (this.answersFast ? answerWaitMs : 0);
    let taken = shared.take(current.id);
    while (!taken && performance.now() < until) taken = shared.take(current.id);
    if (!taken && shared.stopPolling()) taken = shared.take(current.id);
    this.answersFast = taken !== undefined && taken.took < answerWaitMs;
    if (taken) this.finish(taken.answer as Update);
  }

  /** Sends a message that has no answer. */
  post(message: ToWorker): void {
    this.worker?.postMessage(message);
  }

  close(): void {
    this.closed = true;
    this.generation++;
    clearTimeout(this.watchdog);
    this.startingWorker?.then((worker) => worker.terminate()).catch(() => {});
    this.rejectStart?.(new Error(rendererClosed));
    for (const call of [this.current, ...this.waiting]) call?.answer(closedFailure());
    this.current = undefined;
    this.waiting.length = 0;
  }

  private receive(message: Extract<FromWorker, { id: number }>): void {
    if (message.id !== this.current?.id) return; // its answer was taken from shared memory
    switch (message.event) {
      case "loading":
        this.startLoadingWatchdog(message.address);
        break;
      case "loaded":
        this.startWatchdog();
        break;
      case "answer":
        this.answersFast = message.took < answerWaitMs;
        this.finish(message.result ?? (this.shared?.take(message.id)?.answer as Update));
    }
  }

  private next(): void {
    if (this.current || this.closed) return;
    const call = this.waiting.shift();
    if (!call) return;
    this.current = call;
    const { startError } = this;
    if (startError) queueMicrotask(() => this.fail(call, startError));
    else if (this.worker) this.send(call); // at once: the caller's task may go on for a while
  }

  /** The worker answers when its module runs. */
  private send(call: Call): void {
    this.shared?.expect(this.willPoll);
    try {
      const message = call.message(call.id);
      if (!message) {
        this.settle(closedFailure());
        return;
      }
      this.worker?.postMessage(message);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.settle(failure("request", `The request cannot be sent to the worker: ${reason}`));
      return;
    }
    if (this.workerReady) this.startWatchdog();
  }

  /** Ends the worker if it does not answer the call under way in time. */
  private startWatchdog(): void {
    const limit = this.options.timeLimit ?? defaultTimeLimit;
    this.endWorkerAfter(limit + watchdogGraceMs, () =>
      failure(
        "time-limit",
        `Rendering took longer than ${limit / 1000} s and was stopped. The renderer was started anew.`,
      ),
    );
  }

  /** The download of a module of helpers is no rendering: it has a time limit of its own. */
  private startLoadingWatchdog(address: string): void {
    this.endWorkerAfter(helpersModuleTimeLimit, () =>
      failure(
        "helpers-module",
        `The helpers ${address} cannot be loaded: after ${helpersModuleTimeLimit / 1000} s they were not there.`,
      ),
    );
  }

  private endWorkerAfter(milliseconds: number, answer: () => Answer): void {
    clearTimeout(this.watchdog);
    if (this.current) this.watchdog = setTimeout(() => this.replaceWorker(answer()), milliseconds);
  }

  /** The module could not be loaded: the call fails, and the next one tries once more. */
  private fail(call: Call, error: Error): void {
    if (this.current !== call || this.closed) return;
    this.restart();
    this.settle(failure("module", error.message));
  }

  private finish(result: Answer): void {
    const crashed = typeof result === "object" && !result.ok && result.diagnostics[0]?.code === internalError;
    if (crashed) this.replaceWorker(result);
    else this.settle(result);
  }

  /** Ends the worker, answers the call that it was at, and starts another. */
  private replaceWorker(result: Answer): void {
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
    const call = this.current;
    this.current = undefined;
    call?.answer(result);
    this.next();
  }
}
