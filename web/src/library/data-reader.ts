// Reads data that are not JSON, where the module runs: a text from whoever may take long.
import type { DataKind } from "./contract.d.ts";
import type { Loading } from "./request-helpers.ts";

/** Where the readers lie, relative to this file; set by the build. */
declare const DATA_KINDS_FILE: string;

type Kinds = typeof import("../data-kinds/kinds.ts");

export type OtherKind = Exclude<DataKind, "json">;

/** What comes of it: JSON text with its places (JSONWriter), or what is wrong. */
export type ReadData =
  | { json: string; parts: number[] }
  | { fault: { message: string; from: number; to: number } };

let kinds: Promise<Kinds> | undefined;

/** The answer as a text, which crosses to another thread at one go. Rejects if the readers cannot be loaded. */
export async function readData(text: string, kind: OtherKind, loading?: Loading): Promise<string> {
  if (!kinds) {
    const address = new URL(DATA_KINDS_FILE, import.meta.url).href;
    kinds = import(address) as Promise<Kinds>;
    kinds.catch(() => {
      kinds = undefined; // it may be there the next time
    });
    loading?.begins(address);
    await kinds.catch(() => {}).finally(() => loading?.ends());
  }
  const { readers, DataFault } = await (kinds as Promise<Kinds>);
  let answer: ReadData;
  try {
    const { json, parts } = readers[kind](text);
    answer = { json, parts };
  } catch (error) {
    const { message, from, to } = error instanceof DataFault ? error : new DataFault(unread, 0, text.length);
    answer = { fault: { message, from, to } };
  }
  return JSON.stringify(answer);
}

const unread = "This cannot be read: is it nested too deeply?";
