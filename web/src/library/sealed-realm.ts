// Where workers run helpers that came as a text, from whoever: in a sandboxed frame of an opaque origin with a policy of its
// own, which allows no network and no storage (sealed/page.ts). What comes back from there is checked.
import { moduleBytes } from "./compile.ts";
import type { Diagnostic, Position, RendererOptions, RenderResult, Splice, Update } from "./contract.d.ts";
import { absolute } from "./files.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";
import type { WorkerEvents, WorkerHost, WorkerPort } from "./worker-port.ts";

/** Where the frame's document lies, relative to this file; set by the build. */
declare const SEALED_FILE: string;

/** Milliseconds that the frame's document may take to arrive. */
const loadingLimit = 20_000;

/** Milliseconds from its end, whatever has come instead, until the document should have said that it is there. */
const readyLimit = 1000;

/** Milliseconds within which a worker that has answered is ready for more: its helpers may go on with promises. */
const restLimit = 2000;

export function sealedRealm({ wasm }: RendererOptions, before: Promise<unknown>): WorkerHost {
  return {
    start: startSealedWorker,
    module: () => before.then(() => moduleBytes(wasm)),
    sharesMemory: false,
    isRequired: false,
  };
}

/** Starts a worker in a frame of its own; both end together. */
function startSealedWorker(events: WorkerEvents): Promise<WorkerPort> {
  const address = absolute(new URL(SEALED_FILE, import.meta.url)).href;
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  // In an isolated page a frame of another site has to be isolated as well, or to be without credentials.
  Object.assign(frame, { credentialless: true, hidden: true, src: address });
  const { port1: port, port2: theirs } = new MessageChannel();
  return new Promise((resolve, reject) => {
    let resting: ReturnType<typeof setTimeout> | undefined;
    const terminate = () => {
      clearTimeout(resting);
      removeEventListener("message", listen);
      clearTimeout(timer);
      port.close();
      frame.remove();
    };
    const refuse = () => {
      terminate();
      reject(new Error(`The realm of helpers, ${address}, cannot be loaded.`));
    };
    let timer = setTimeout(refuse, loadingLimit);
    let isReady = false;
    frame.addEventListener("load", () => {
      if (isReady) return;
      clearTimeout(timer);
      timer = setTimeout(refuse, readyLimit); // it is another document
    });
    const listen = ({ source, data }: MessageEvent) => {
      if (source !== frame.contentWindow) return;
      if (data !== "ready") {
        events.error(text((data as { failed?: unknown } | null)?.failed));
        return;
      }
      isReady = true;
      clearTimeout(timer);
      frame.contentWindow?.postMessage("port", "*", [theirs]);
      resolve({ postMessage: (message) => port.postMessage(message), terminate });
    };
    addEventListener("message", listen);
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      let message: FromWorker;
      try {
        message = checkedMessage(data);
      } catch {
        events.error("its answer is not of the shape that is agreed");
        return;
      }
      if (message.event === "pong") clearTimeout(resting);
      if (message.event === "answer") {
        clearTimeout(resting);
        resting = setTimeout(() => events.error("its helpers go on after the rendering"), restLimit);
        port.postMessage({ call: "ping" } satisfies ToWorker); // before another call takes its time
      }
      events.message(message);
    };
    document.documentElement.append(frame);
  });
}

/** A message of a worker that helpers may have changed: of the right shape, or an Error. */
export function checkedMessage(given: unknown): FromWorker {
  const message = record(given);
  switch (message.event) {
    case "ready":
    case "pong":
      return { event: message.event };
    case "failed":
      return { event: "failed", message: text(message.message) };
    case "answer": {
      const { id, took, result } = message;
      return { event: "answer", id: count(id), took: number(took), result: checkedResult(result) };
    }
    default:
      throw new Error("no such message");
  }
}

function checkedResult(given: unknown): RenderResult | Update | string {
  if (typeof given === "string") return given;
  const { ok, diagnostics, splices, ...rest } = record(given);
  const checked = { ok: flag(ok), diagnostics: list(diagnostics).map(checkedDiagnostic) };
  if (splices !== undefined) return { ...checked, splices: list(splices).map(checkedSplice) };
  const map = rest.map === undefined ? {} : { map: list(rest.map) as NonNullable<RenderResult["map"]> };
  return { ...checked, text: text(rest.text), html: text(rest.html), ...map };
}

function checkedDiagnostic(given: unknown): Diagnostic {
  const { severity, code, message, source, from, to } = record(given);
  if (severity !== "error" && severity !== "warning" && severity !== "info") throw new Error("no severity");
  return {
    severity,
    code: text(code) as Diagnostic["code"],
    message: text(message),
    source: text(source),
    from: checkedPosition(from),
    to: checkedPosition(to),
  };
}

function checkedPosition(given: unknown): Position {
  const { offset, line, column } = record(given);
  return { offset: count(offset), line: count(line), column: count(column) };
}

function checkedSplice(given: unknown): Splice {
  const { at, remove, insert, nesting } = record(given);
  const splice = { at: count(at), remove: count(remove), insert: list(insert).map(text) };
  if (nesting === undefined) return splice;
  const kinds = list(nesting);
  if (
    kinds.length !== splice.insert.length ||
    !kinds.every((kind) => kind === 0 || kind === 1 || kind === -1)
  )
    throw new Error("no nesting");
  return { ...splice, nesting: kinds as number[] };
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new Error("no record");
  return value as Record<string, unknown>;
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error("no list");
  return value;
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new Error("no text");
  return value;
}

function flag(value: unknown): boolean {
  if (typeof value !== "boolean") throw new Error("no flag");
  return value;
}

function number(value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new Error("no number");
  return value;
}

function count(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new Error("no count");
  return value as number;
}
