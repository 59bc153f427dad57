// Files that hold a page (`NAME.livebars.json`), and files of a person's own: templates, partials and data become
// documents.
import { joinHelperFiles } from "./helper-files.ts";
import {
  bounded,
  checked,
  draftFrom,
  isRecord,
  maxPartials,
  type Shared,
  ShareError,
  sharedOf,
} from "./state.ts";

const version = 1;

export const fileSuffix = ".livebars.json";

/** Bytes of all the files that are opened at one go. */
export const largestOpening = 64 * 1024 * 1024;

export function fileOf(state: Shared): string {
  return `${JSON.stringify({ livebars: version, ...state }, null, 2)}\n`;
}

/** A file with its path below the folder that was opened. */
export interface TextFile {
  path: string;
  text: string;
}

interface Document extends Shared {
  title: string;
}

/** What files bring: whole documents, or parts for the document that is open. */
export interface Found {
  documents: Document[];
  /** Data alone. */
  data?: Data;
  /** A schema alone. */
  schema?: string;
  /** Partials alone. */
  partials: Record<string, string>;
  /** Helpers alone: the text of a file, or of a folder's files. */
  helpers?: string;
  /** Files of other kinds. */
  unknown: string[];
}

const templateSuffix = /(?:\.(?:md|mdx|html?|txt))?\.(?:handlebars|hbs|mustache)$|\.(?:md|mdx)$/i;

const dataSuffix = /\.(json|jsonc|json5|yaml|yml)$/i;

const schemaSuffix = /\.schema\.json$/i;

/** Data and how they are written. */
type Data = Pick<Shared, "data"> & Required<Pick<Shared, "dataKind">>;

function dataOf(suffix: string, data: string): Data {
  if (/^ya?ml$/i.test(suffix)) return { data, dataKind: "yaml" };
  return { data, dataKind: suffix.toLowerCase() === "json" ? "auto" : "json5" };
}

/** `helpers.js`, or a file in a folder `helpers`, with its path in it. */
const helperPath = /(?:^|\/)(?:helpers\/(.+\.[cm]?js)|(helpers\.[cm]?js))$/i;

/** Whether a file is one that may be opened; a folder may hold anything. */
export const isOurs = (path: string): boolean =>
  templateSuffix.test(path) || dataSuffix.test(path) || helperPath.test(path);

/**
 * Makes documents of files. A template gets the data of its name (`task/chat.handlebars`, `task/chat.json`), or the
 * only data there are, and all partials: files in a folder `partials`, named by their path in it. All get the helpers:
 * `helpers.js`, and the files of a folder `helpers`; a file of JavaScript alone is helpers whatever its name.
 */
export function documentsOf(files: TextFile[]): Found {
  const found: Found = { documents: [], partials: {}, unknown: [] };
  const templates: (TextFile & { name: string })[] = [];
  const data = new Map<string, Data>();
  const schemas = new Map<string, string>();
  const helpers: { name: string; text: string }[] = [];
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const [, inFolder, alone] = helperPath.exec(file.path) ?? [];
    const helper =
      inFolder ?? alone ?? (files.length === 1 && /\.[cm]?js$/i.test(file.path) ? file.path : undefined);
    const suffix = dataSuffix.exec(file.path);
    const partial = /(?:^|\/)partials\/(.+)$/.exec(file.path)?.[1];
    if (file.path.toLowerCase().endsWith(fileSuffix)) found.documents.push(parsed(file));
    else if (partial && templateSuffix.test(partial))
      found.partials[partial.replace(templateSuffix, "")] = file.text;
    else if (templateSuffix.test(file.path))
      templates.push({ ...file, name: file.path.replace(templateSuffix, "") });
    else if (helper) helpers.push({ name: helper, text: file.text });
    else if (schemaSuffix.test(file.path)) schemas.set(file.path.replace(schemaSuffix, ""), file.text);
    else if (suffix) data.set(file.path.slice(0, suffix.index), dataOf(suffix[1] ?? "", file.text));
    else found.unknown.push(file.path);
  }
  const helpersText = joinHelperFiles(helpers);
  const only = data.size === 1 ? [...data.values()][0] : undefined;
  /** The schema that data name, else the one of a template's name, else the only one. */
  const schemaOf = (name: string, text: string) => {
    const named = /["']?\$schema["']?\s*:\s*["']?([^"'\s,]+)/.exec(text)?.[1]?.split("/").at(-1);
    const all = [...schemas];
    const found =
      all.find(([path]) => named !== undefined && `${path.split("/").at(-1)}.schema.json` === named) ??
      all.find(([path]) => sameTail(path, name));
    return found?.[1] ?? (all.length === 1 ? all[0]?.[1] : undefined);
  };
  for (const template of templates) {
    const own = [...data].find(([name]) => sameTail(name, template.name))?.[1];
    const schema = schemaOf(template.name, (own ?? only)?.data ?? "");
    const draft = draftFrom({
      template: template.text,
      ...(own ?? only ?? { data: "{}\n" }),
      ...(schema === undefined ? {} : { schema }),
      partials: reached(template.text, found.partials),
      helpers: helpersText,
      format: formatOf(template.path),
    });
    found.documents.push({ ...sharedOf(draft, "page"), title: template.path });
  }
  const [onlySchema] = schemas.values();
  if (templates.length === 0 && only !== undefined) found.data = only;
  if (templates.length === 0 && onlySchema !== undefined) found.schema = onlySchema;
  if (templates.length === 0 && helpersText !== "") found.helpers = helpersText;
  return found;
}

/** The name in a tag that calls a partial; `(` where it is made while the template runs (build/samples.go has the same). */
const partialTag = /\{\{~?#?>\s*("[^"]*"|'[^']*'|\[[^\]]*\]|\(|[^\s~}]+)/g;

/** The partials that a template calls, and those that these call. One whose name is made while it runs may call any. */
function reached(template: string, partials: Record<string, string>): Record<string, string> {
  const out = new Map<string, string>();
  const texts = [template];
  for (let text = texts.pop(); text !== undefined; text = texts.pop())
    for (const [, tag = ""] of text.matchAll(partialTag)) {
      if (tag === "(") return few(Object.entries(partials));
      const name = tag.replace(/^["'[\]]+|["'[\]]+$/g, "");
      const partial = Object.hasOwn(partials, name) ? partials[name] : undefined;
      if (partial === undefined || out.has(name)) continue;
      out.set(name, partial);
      texts.push(partial);
    }
  return few([...out]);
}

const few = (partials: [string, string][]) => Object.fromEntries(partials.slice(0, maxPartials));

/** `data/task/chat` belongs to `templates/task/chat`: the folders at the top may differ. */
function sameTail(a: string, b: string): boolean {
  const tail = (path: string) => path.replace(/^(?:.*\/)?(?:templates|data)\//, "");
  return tail(a) === tail(b) || (tail(a).split("/").at(-1) === tail(b).split("/").at(-1) && !a.includes("/"));
}

function formatOf(path: string): Shared["format"] {
  if (/\.html?\.[a-z]+$/i.test(path)) return "html";
  return /\.txt\.[a-z]+$/i.test(path) ? "text" : "markdown";
}

/** Reads a file that `fileOf` made. */
function parsed({ path, text }: TextFile): Document {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ShareError(`${path} is damaged: it is no JSON.`);
  }
  const number = isRecord(value) ? value.livebars : undefined;
  if (typeof number !== "number") throw new ShareError(`${path} is no file of Livebars.`);
  if (number > version) throw new ShareError(`${path} was made by a newer Livebars.`);
  try {
    const title = path.slice((path.lastIndexOf("/") + 1) | 0, -fileSuffix.length);
    const state = bounded(checked(value));
    return { ...sharedOf(draftFrom(state), state.view ?? "page"), title: title || path };
  } catch (error) {
    if (error instanceof ShareError) throw error;
    throw new ShareError(`${path} is damaged: it holds something that is no page of Livebars.`);
  }
}
