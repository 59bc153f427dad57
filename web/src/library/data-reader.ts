// Reads data that are not JSON and asks schemas, where the module runs: a text from whoever may take long.
import type { DataKind, RenderResult, Update } from "./contract.d.ts";
import { LoadingError } from "./failure.ts";
import type { Loading } from "./request-helpers.ts";

type Kinds = typeof import("../data-kinds/kinds.ts");
export type Violation = ReturnType<Kinds["violations"]>[number];
export type Described = ReturnType<Kinds["described"]>;

export type OtherKind = Exclude<DataKind, "json">;

/** What is asked about data, and its arguments. Each is answered with JSON. */
export type DataQuestion =
  /** A ReadData. */
  | [question: "read", text: string, kind: OtherKind]
  /** A list of Violation, or a Fault of the schema. */
  | [question: "check", json: string, schema: string]
  /** A Described. */
  | [question: "describe", schema: string, path: string[]];

/** Asks about data where the module runs; a failure if that takes too long. */
export type DataCall = (question: DataQuestion) => Promise<string | Update | RenderResult>;

/** What comes of reading: JSON text with its places (JSONWriter), or what is wrong. */
export type ReadData = { json: string; parts: number[] } | { fault: Violation };

/** Why a schema cannot be used. */
export interface Fault {
  fault: string;
}

let kinds: Promise<Kinds> | undefined;

async function loaded(address: string, loading: Loading | undefined): Promise<Kinds> {
  if (kinds) return kinds;
  const found = (import(address) as Promise<Kinds>).catch((error: Error) => {
    throw new LoadingError(`What reads these data, ${address}, cannot be loaded: ${error.message}`);
  });
  kinds = found;
  found.catch(() => {
    kinds = undefined; // it may be there the next time
  });
  loading?.begins(address);
  await found.catch(() => {}).finally(() => loading?.ends());
  return found;
}

/**
 * The answer as a text, which crosses to another thread at one go. Rejects if the readers cannot be loaded from their
 * address.
 */
export async function askOfData(question: DataQuestion, address: string, loading?: Loading): Promise<string> {
  const found = await loaded(address, loading);
  return JSON.stringify(answerOf(found, question));
}

function answerOf(kinds: Kinds, question: DataQuestion): ReadData | Violation[] | Fault | Described {
  const { readers, DataFault, violations, described } = kinds;
  try {
    if (question[0] === "check") return violations(question[1], question[2]);
    if (question[0] === "describe") return described(question[1], question[2]);
    const { json, parts } = readers[question[2]](question[1]);
    return { json, parts };
  } catch (error) {
    if (question[0] !== "read") return { fault: (error as Error).message };
    const { message, from, to } =
      error instanceof DataFault ? error : new DataFault(unread, 0, question[1].length);
    return { fault: { message, from, to } };
  }
}

const unread = "This cannot be read: is it nested too deeply?";
