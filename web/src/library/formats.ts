// The formats, dialects and options that there are, as lists: the contract has them as types (contract.d.ts), and a test
// compares these lists with what the module knows.
import type { CompileOptions, DataKind, Dialect, Format, HelperSet, UnknownHelpers } from "./contract.d.ts";

export const formats = ["markdown", "html", "text"] as const satisfies Format[];

export const dialects = ["gfm", "commonmark", "doc-builder"] as const satisfies Dialect[];

export const dataKinds = ["auto", "json", "json5", "yaml"] as const satisfies (DataKind | "auto")[];

export const helperSets = ["comparisons", "common", "sendgrid"] as const satisfies HelperSet[];

export const unknownHelpers = ["error", "show"] as const satisfies UnknownHelpers[];

/** The options of Handlebars.compile that are on or off. */
export const compileSwitches = [
  "data",
  "compat",
  "noEscape",
  "strict",
  "assumeObjects",
  "preventIndent",
  "ignoreStandalone",
  "explicitPartialContext",
  "knownHelpersOnly",
] as const satisfies (keyof CompileOptions)[];

/** Fails to compile where a list lacks a member of its type. */
type Missing = Exclude<
  Format | Dialect | DataKind | HelperSet | UnknownHelpers | Exclude<keyof CompileOptions, "knownHelpers">,
  | (typeof formats)[number]
  | (typeof dialects)[number]
  | (typeof dataKinds)[number]
  | (typeof helperSets)[number]
  | (typeof unknownHelpers)[number]
  | (typeof compileSwitches)[number]
>;
const nothingIsMissing: Missing extends never ? true : Missing = true;
void nothingIsMissing;
