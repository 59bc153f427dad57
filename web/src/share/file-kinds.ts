// What a file is, by its path and its text.
import type { Shared } from "./contract.d.ts";

/** A file with its path below the folder that was opened. */
export interface TextFile {
  path: string;
  text: string;
}

export const fileSuffix = ".livebars.json";

export const templateSuffix =
  /(?:\.(?:md|mdx|html?|txt))?\.(?:handlebars|hbs|mustache)$|\.(?:md|mdx|html?)$/i;

export const dataSuffix = /\.(json|jsonc|json5|yaml|yml)$/i;

export const schemaSuffix = /\.schema\.json$/i;

/** `helpers.js`, or a file in a folder `helpers`, with its path in it. */
export const helperPath = /(?:^|\/)(?:helpers\/(.+\.[cm]?js)|(helpers\.[cm]?js))$/i;

/** A file in a folder `partials`, with its path in it. */
export const partialPath = /(?:^|\/)partials\/(.+)$/;

/** Whether a file is one that may be opened; a folder may hold anything. */
export const isOurs = (path: string): boolean =>
  templateSuffix.test(path) || dataSuffix.test(path) || helperPath.test(path);

/** Characters of a file in which it says that it is of Livebars. */
const head = 200;

/** Whether Livebars has written a file, whatever its name has become (`page.livebars (1).json`). */
export const isLivebarsFile = ({ path, text }: TextFile): boolean =>
  path.toLowerCase().endsWith(fileSuffix) ||
  (path.toLowerCase().endsWith(".json") && /^\s*\{\s*"livebars"\s*:\s*\d/.test(text.slice(0, head)));

/** HTML in a folder may be what was built of the templates; a template says so itself. */
export const isTemplate = ({ path, text }: TextFile): boolean =>
  templateSuffix.test(path) && (!/[^.]\.html?$/i.test(path) || !path.includes("/") || text.includes("{{"));

export function formatOf(path: string): Shared["format"] {
  if (/\.html?(?:\.(?:handlebars|hbs|mustache))?$/i.test(path)) return "html";
  return /\.txt\.[a-z]+$/i.test(path) ? "text" : "markdown";
}

/** Data and how they are written. */
export type Data = Pick<Shared, "data"> & Required<Pick<Shared, "dataKind">>;

export function dataOfFile(suffix: string, data: string): Data {
  if (/^ya?ml$/i.test(suffix)) return { data, dataKind: "yaml" };
  return { data, dataKind: suffix.toLowerCase() === "json" ? "auto" : "json5" };
}
