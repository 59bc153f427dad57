// What a page and its worker say to each other.

import type { Changes, RenderRequest, RenderResult, Update } from "./contract.d.ts";
import type { DataQuestion } from "./data-reader.ts";
import type { Files } from "./files.ts";
import type { ModuleLimits } from "./limits.ts";

export type ToWorker =
  | {
      call: "start";
      /** Bytes where a compiled module does not get to: in a sealed realm. */
      module: WebAssembly.Module | ArrayBuffer;
      limits: ModuleLimits;
      files: Files;
      /** Memory for a SharedAnswer. */
      answers: SharedArrayBuffer | undefined;
    }
  | { call: "render"; id: number; request: RenderRequest }
  | { call: "update"; id: number; session: number; request: Changes; fresh: boolean }
  | { call: "text"; id: number; session: number }
  /** The answer is JSON, or "". */
  | { call: "ask"; id: number; session: number; question: string; args: (string | number)[] }
  /** The answer is JSON. */
  | { call: "data"; id: number; question: DataQuestion }
  | { call: "close"; session: number }
  /** Asks a sealed realm whether its helpers have come to an end. */
  | { call: "ping" };

export type FromWorker =
  | { event: "ready" }
  | { event: "failed"; message: string }
  | { event: "pong" }
  /** A module of helpers is on the way, which is no rendering, until it is there or cannot be had. */
  | { event: "loading"; id: number; address: string }
  | { event: "loaded"; id: number }
  | {
      event: "answer";
      id: number;
      /** Left out where it lies in the memory for answers. */
      result?: RenderResult | Update | string;
      /** Milliseconds of the worker's time. */
      took: number;
    };
