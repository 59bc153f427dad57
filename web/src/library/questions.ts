// What a session can be asked about its document, and the answers on their way from the module: JSON, or "" for none.
// Helpers of a document may have changed the realm that an answer comes from, so its shape is checked.
import type {
  Completion,
  Completions,
  Diagnostic,
  DocumentSymbol,
  Fix,
  Hover,
  Origins,
  PagePlace,
  PagePoint,
  Place,
  Questions,
  TextChange,
  TextSource,
} from "./contract.d.ts";

type Check<T> = (value: unknown) => T;

const text: Check<string> = (value) => {
  if (typeof value !== "string") throw new Error("no text");
  return value;
};

const integer: Check<number> = (value) => {
  if (!Number.isSafeInteger(value)) throw new Error("no number");
  return value as number;
};

const listOf =
  <T>(item: Check<T>): Check<T[]> =>
  (value) => {
    if (!Array.isArray(value)) throw new Error("no list");
    return value.map(item);
  };

const oneOf =
  <T extends string>(...words: T[]): Check<T> =>
  (value) => {
    if (!words.includes(value as T)) throw new Error("no such word");
    return value as T;
  };

const optional =
  <T>(check: Check<T>): Check<T | undefined> =>
  (value) =>
    value === undefined ? undefined : check(value);

/** An object of these fields; those that are not there are left out. */
const record =
  <T>(fields: { [K in keyof T]-?: Check<T[K]> }): Check<T> =>
  (value) => {
    if (typeof value !== "object" || value === null) throw new Error("no object");
    const entries = Object.entries<Check<unknown>>(fields)
      .map(([name, check]) => [name, check((value as Record<string, unknown>)[name])] as const)
      .filter(([, field]) => field !== undefined);
    return Object.fromEntries(entries) as T;
  };

const completions = record<Completions>({
  from: integer,
  to: integer,
  items: listOf(
    record<Completion>({
      label: text,
      kind: oneOf(
        "field",
        "parameter",
        "variable",
        "helper",
        "partial",
        "block",
        "component",
        "mark",
        "argument",
        "key",
        "value",
      ),
      insert: optional(text) as Check<string>,
      detail: optional(text) as Check<string>,
      info: optional(text) as Check<string>,
    }),
  ),
});
const hover = record<Hover>({ from: integer, to: integer, lines: listOf(text) });
const place = record<Place>({ source: text as Check<Place["source"]>, from: integer, to: integer });
const change = record<TextChange>({
  source: text as Check<Place["source"]>,
  from: integer,
  to: integer,
  insert: text,
});
const fix = record<Fix>({
  label: text,
  edits: listOf(change),
  addPartial: optional(text) as Check<string>,
});
const symbol = record<DocumentSymbol>({
  kind: oneOf("block", "heading"),
  name: text,
  level: integer,
  from: integer,
  to: integer,
  tags: listOf(integer),
});
const origins = record<Origins>({
  tag: place,
  data: optional(place) as Check<Place>,
  path: optional(listOf(text)) as Check<string[]>,
});
const dataPath = record<DataPath>({
  path: listOf(text),
  names: listOf(text),
  isName: integer,
  from: integer,
  to: integer,
});
const pagePlace = record<PagePlace>({ island: integer, from: integer, to: integer });

/** The way to a value in data: in an object the names that stand there, and 1 where one is to be written. */
export interface DataPath {
  path: string[];
  names: string[];
  isName: number;
  from: number;
  to: number;
}

/** A session's answers to questions about its document. */
export abstract class Answering implements Questions {
  /** Asks the module: the name of a question and its arguments (wasm/questions.go). */
  protected abstract ask(question: string, args: (string | number)[]): Promise<unknown>;

  private async answer<T>(check: Check<T>, question: string, ...args: (string | number)[]) {
    const json = await this.ask(question, args);
    if (typeof json !== "string" || json === "") return undefined;
    try {
      return check(JSON.parse(json));
    } catch {
      return undefined;
    }
  }

  private async answers<T>(check: Check<T>, question: string, ...args: (string | number)[]) {
    return (await this.answer(listOf(check), question, ...args)) ?? [];
  }

  complete = (source: TextSource, offset: number) => this.answer(completions, "complete", source, offset);
  /** What may stand in a text of the data that is written otherwise than the module has them. */
  completeData = (data: string, kind: "json" | "yaml", offset: number) =>
    this.answer(completions, "complete data", data, kind, offset);
  /** The way to the value at a place of a text of data. */
  dataPath = (data: string, kind: "json" | "yaml", offset: number) =>
    this.answer(dataPath, "data path", data, kind, offset);
  hover = (source: TextSource, offset: number) => this.answer(hover, "hover", source, offset);
  definition = (source: TextSource, offset: number) => this.answer(place, "definition", source, offset);
  references = (source: TextSource, offset: number) => this.answers(place, "references", source, offset);
  calls = (partial: string) => this.answers(place, "calls", partial);
  rename = (partial: string, name: string) => this.answers(change, "rename", partial, name);
  sampleData = () => this.answer(text, "sample");
  symbols = (source: TextSource) => this.answers(symbol, "symbols", source);
  fixes = ({ source, code, from, to }: Diagnostic) =>
    this.answers(fix, "fixes", source, code, from.offset, to.offset);
  locate = ({ island, from, word = "", attribute = "" }: PagePoint) =>
    this.answer(origins, "locate", island, from, word, attribute);
  reveal = (source: TextSource, offset: number) => this.answers(pagePlace, "reveal", source, offset);
}
