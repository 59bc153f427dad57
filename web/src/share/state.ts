// What a link, a file, a draft and a sample hold: everything that makes a page. What comes from outside is checked here,
// field by field.

import type { CompileOptions, HelperSet } from "../library/contract.d.ts";
import {
  compileSwitches,
  dataKinds,
  dialects,
  formats,
  helperSets,
  unknownHelpers,
} from "../library/formats.ts";
import { shared as words } from "../words/en.ts";
import type { Shared, DataSet as SharedDataSet } from "./contract.d.ts";

export type { Shared };

export type DataSet = Required<SharedDataSet>;

/** All that a person edits, with nothing left to defaults. */
export type Draft = Required<Omit<Shared, "view" | "dataSet" | "dataSets">> & {
  dataSets: Record<string, DataSet>;
};

/** The fields of a draft that are one text or setting each. */
export const fields = [
  "template",
  "data",
  "dataKind",
  "schema",
  "helpers",
  "format",
  "dialect",
  "options",
  "helperSets",
  "unknownHelpers",
] as const satisfies (keyof Draft)[];

/** The fields of a draft that have parts by name. */
export const namedFields = ["partials", "dataSets"] as const satisfies (keyof Draft)[];

/** Two parts of the same name. */
export const samePart = (a: string | DataSet | undefined, b: string | DataSet | undefined): boolean =>
  typeof a === "object" && typeof b === "object" ? a.data === b.data && a.dataKind === b.dataKind : a === b;

export type View = Shared["view"];

/** A link or a file that cannot be opened; the message says why, in a sentence for whoever opened it. */
export class ShareError extends Error {}

export const emptyDraft = (): Draft => ({
  template: "",
  data: "{}",
  dataKind: "auto",
  dataSets: {},
  schema: "",
  partials: {},
  helpers: "",
  helperSets: ["comparisons"],
  format: "markdown",
  dialect: "gfm",
  options: {},
  unknownHelpers: "error",
});

/** A draft of what names some of it: samples, links and drafts of other versions leave out what they do not know. */
export function draftFrom(state: Partial<Shared>): Draft {
  const draft: Draft = emptyDraft();
  for (const field of [...fields, "partials"] as const)
    if (state[field] !== undefined) Object.assign(draft, { [field]: state[field] });
  const dataSets = Object.entries(state.dataSets ?? {}).map(
    ([name, { data, dataKind = "auto" }]) => [name, { data, dataKind }] as const,
  );
  return {
    ...draft,
    partials: { ...draft.partials },
    dataSets: Object.fromEntries(dataSets),
    options: { ...draft.options },
  };
}

const views: View[] = ["page", "text", "html"];

export const isView = (value: unknown): value is View => views.some((view) => view === value);

/** Each partial gets an editor: a link of 100,000 would keep the page busy for minutes. */
export const maxPartials = 200;

/** Each data set is rendered. */
export const maxDataSets = 50;

/** More names of helpers in the options are no options. */
const maxKnownHelpers = 1000;

/** Refuses what would take too long to show. A draft of one's own may be larger. */
export function bounded<T extends Partial<Shared>>(state: T): T {
  if (Object.keys(state.partials ?? {}).length > maxPartials)
    throw new ShareError(words.tooManyPartials(maxPartials));
  if (Object.keys(state.dataSets ?? {}).length > maxDataSets)
    throw new ShareError(words.tooManyDataSets(maxDataSets));
  if (Object.keys(state.options?.knownHelpers ?? {}).length > maxKnownHelpers)
    throw new ShareError(words.tooManyHelpers(maxKnownHelpers));
  return state;
}

/** The fields that a record has; unknown ones are left out, so that later versions may add some. */
export function checked(record: unknown): Partial<Shared> {
  if (!isRecord(record)) throw new Error("no record");
  const out: Partial<Shared> = {};
  if (record.template !== undefined) out.template = text(record.template);
  if (record.data !== undefined) out.data = text(record.data);
  if (record.dataKind !== undefined) out.dataKind = oneOf(dataKinds, record.dataKind);
  if (record.dataSets !== undefined) out.dataSets = mapped(record.dataSets, dataSetOf);
  if (record.dataSet !== undefined) out.dataSet = text(record.dataSet);
  if (record.schema !== undefined) out.schema = text(record.schema);
  if (record.partials !== undefined) out.partials = mapped(record.partials, text);
  if (record.helpers !== undefined) out.helpers = text(record.helpers);
  if (record.helperSets !== undefined) out.helperSets = setsOf(record.helperSets);
  if (record.format !== undefined) out.format = oneOf(formats, record.format);
  if (record.dialect !== undefined) out.dialect = oneOf(dialects, record.dialect);
  if (record.options !== undefined) out.options = optionsOf(record.options);
  if (record.unknownHelpers !== undefined) out.unknownHelpers = oneOf(unknownHelpers, record.unknownHelpers);
  if (record.view !== undefined) out.view = oneOf(views, record.view);
  return out;
}

function dataSetOf(value: unknown): DataSet {
  if (!isRecord(value)) throw new Error("no record");
  const kind = value.dataKind === undefined ? "auto" : oneOf(dataKinds, value.dataKind);
  return { data: text(value.data), dataKind: kind };
}

function setsOf(value: unknown): HelperSet[] {
  if (!Array.isArray(value)) throw new Error("no list");
  return value.map((one) => oneOf(helperSets, one));
}

function optionsOf(value: unknown): CompileOptions {
  if (!isRecord(value)) throw new Error("no record");
  const out: CompileOptions = {};
  for (const name of compileSwitches) if (value[name] !== undefined) out[name] = flag(value[name]);
  if (value.knownHelpers !== undefined) out.knownHelpers = mapped(value.knownHelpers, flag);
  return out;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `fromEntries` makes a field of any name, `__proto__` too. */
const mapped = <T>(value: unknown, convert: (one: unknown) => T): Record<string, T> => {
  if (!isRecord(value)) throw new Error("no record");
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, convert(one)]));
};

function text(value: unknown): string {
  if (typeof value !== "string") throw new Error("no text");
  return value;
}

function flag(value: unknown): boolean {
  if (typeof value !== "boolean") throw new Error("no switch");
  return value;
}

function oneOf<T>(all: readonly T[], value: unknown): T {
  const found = all.find((one) => one === value);
  if (found === undefined) throw new Error("no such value");
  return found;
}

/** What of a document is looked at. */
export interface Looked {
  view: View;
  /** The name of a data set; "" is `data`. */
  dataSet: string;
}

/** What a program is given: settings that came later than the others are named where they are no default. */
export function sharedOf(draft: Draft, { view, dataSet }: Looked): Shared {
  const { dataKind, dataSets, schema, helpers, helperSets, unknownHelpers, ...rest } = draft;
  const standard = emptyDraft();
  return {
    ...rest,
    ...(dataKind === "auto" ? {} : { dataKind }),
    ...(Object.keys(dataSets).length === 0 ? {} : { dataSets }),
    ...(schema === "" ? {} : { schema }),
    ...(helpers === "" ? {} : { helpers }),
    ...(sameField(draft, standard, "helperSets") ? {} : { helperSets }),
    ...(unknownHelpers === "error" ? {} : { unknownHelpers }),
    ...(Object.hasOwn(dataSets, dataSet) ? { dataSet } : {}),
    view,
  };
}

/** The data set of a name; of one that is not there, `data`. */
export function dataOf({ data, dataKind, dataSets }: Draft, name: string): DataSet {
  const set = Object.hasOwn(dataSets, name) ? dataSets[name] : undefined;
  return set ?? { data, dataKind };
}

/** What a renderer is given of a draft: one data set of those that it has. */
export function requestOf(draft: Draft, dataSet: string): Omit<Draft, "dataSets"> {
  const { dataSets: _, ...rest } = draft;
  return { ...rest, ...dataOf(draft, dataSet) };
}

export const sameDraft = (a: Draft, b: Draft): boolean =>
  fields.every((field) => sameField(a, b, field)) && namedFields.every((field) => sameParts(a, b, field));

/** Whether all parts of a field are the same, in any order. */
export function sameParts(a: Draft, b: Draft, field: (typeof namedFields)[number]): boolean {
  const names = Object.keys(a[field]);
  return (
    names.length === Object.keys(b[field]).length &&
    names.every((name) => Object.hasOwn(b[field], name) && samePart(a[field][name], b[field][name]))
  );
}

export function sameField(a: Draft, b: Draft, field: (typeof fields)[number]): boolean {
  switch (field) {
    case "options":
      return sameOptions(a.options, b.options);
    case "helperSets":
      return [...a.helperSets].sort().join() === [...b.helperSets].sort().join();
    default:
      return a[field] === b[field];
  }
}

/** Options that are not named are off, but for `data`. */
function sameOptions(a: CompileOptions, b: CompileOptions): boolean {
  const set = (options: CompileOptions) =>
    Object.entries(options)
      .filter(([name, value]) => value !== (name === "data"))
      .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(set(a)) === JSON.stringify(set(b));
}
