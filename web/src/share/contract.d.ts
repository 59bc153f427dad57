/** Links and files that hold a page of Livebars. */
import type {
  CompileOptions,
  DataKind,
  Dialect,
  Format,
  HelperSet,
  UnknownHelpers,
} from "../library/contract.d.ts";

/** Other data for the same template. */
export interface DataSet {
  data: string;
  dataKind?: DataKind | "auto";
}

export interface Shared {
  template: string;
  /** A text of the kind that `dataKind` says. */
  data: string;
  /** By default "auto": what the text looks like. */
  dataKind?: DataKind | "auto";
  /** More data sets by name, beside `data`; by default there are none. */
  dataSets?: Record<string, DataSet>;
  /** The name of the data set that is looked at; by default it is `data`. */
  dataSet?: string;
  /** A JSON Schema that the data are checked against; by default there is none. */
  schema?: string;
  partials: Record<string, string>;
  /** A script of helpers; by default there is none. */
  helpers?: string;
  /** By default ["comparisons"]. */
  helperSets?: HelperSet[];
  format: Format;
  dialect: Dialect;
  options?: CompileOptions;
  /** What the call of a helper that is not known does; by default it is an error. */
  unknownHelpers?: UnknownHelpers;
  view: "page" | "text" | "html";
}

/** A sample of the site, by its id in samples.json. */
export interface Base extends Omit<Shared, "view" | "dataSet"> {
  id: string;
}

/** The fragment of a link to a page; what equals the sample is left out. Rejects if it holds more than 16 MB. */
export function encodeLink(state: Shared, base?: Base): Promise<string>;

/** Opens a fragment. Rejects with an Error that says what is wrong with it. */
export function decodeLink<B extends Base>(
  fragment: string,
  baseOf: (id: string) => B | undefined,
): Promise<{ state: Shared; base: B | undefined; changed: boolean }>;

/** Whether a fragment was meant as a link of Livebars, sound or not. */
export function isLink(fragment: string): boolean;

/** The text of a `.livebars.json` file. */
export function fileOf(state: Shared): string;
