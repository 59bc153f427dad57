// Files of a person's own become documents: a template with its data, its partials and its helpers.

import { parsedFile } from "./file.ts";
import {
  type Data,
  dataOfFile,
  dataSuffix,
  formatOf,
  helperPath,
  isLivebarsFile,
  isTemplate,
  partialPath,
  schemaSuffix,
  type TextFile,
  templateSuffix,
} from "./file-kinds.ts";
import { joinHelperFiles } from "./helper-files.ts";
import { type DataSet, draftFrom, maxDataSets, maxPartials, type Shared, sharedOf } from "./state.ts";

export interface TitledDocument extends Shared {
  title: string;
}

/** The paths of the files that the parts of a document are in. */
export interface Sources {
  /** A file that holds all of the document. */
  whole?: string;
  template?: string;
  data?: string;
  schema?: string;
  dataSets: Record<string, string>;
  partials: Record<string, string>;
  helpers: Record<string, string>;
}

/** What files bring: whole documents, or parts for the document that is open. */
export interface Found {
  documents: TitledDocument[];
  /** For each document the files that it was made of. */
  sources: Sources[];
  /** Data alone. */
  data?: Data;
  /** Several data alone, by the names of their files. */
  dataSets: Record<string, DataSet>;
  /** A schema alone. */
  schema?: string;
  /** Partials alone. */
  partials: Record<string, string>;
  /** Helpers alone: the text of a file, or of a folder's files. */
  helpers?: string;
  /** What files that hold many documents have of them, unchecked. */
  backups: unknown[][];
  /** Files of other kinds. */
  unknown: string[];
}

interface Named extends TextFile {
  name: string;
}

interface DataFile extends Data {
  path: string;
}

/**
 * Makes documents of files. A template gets the data of its name (`task/chat.handlebars`, `task/chat.json`), or the
 * only data there are, more data sets (`task/chat.guest.json`), and the partials that it calls: files in a folder
 * `partials`, named by their path in it, and templates that another one calls. All get the helpers: `helpers.js`, and the
 * files of a folder `helpers`; a file of JavaScript alone is helpers whatever its name.
 */
export function documentsOf(files: TextFile[]): Found {
  const found: Found = {
    documents: [],
    sources: [],
    dataSets: {},
    partials: {},
    backups: [],
    unknown: [],
  };
  let templates: Named[] = [];
  const partials = new Map<string, TextFile>();
  const data = new Map<string, DataFile>();
  const schemas = new Map<string, TextFile>();
  const helpers: Named[] = [];
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const [, inFolder, alone] = helperPath.exec(file.path) ?? [];
    const helper =
      inFolder ?? alone ?? (files.length === 1 && /\.[cm]?js$/i.test(file.path) ? file.path : undefined);
    const suffix = dataSuffix.exec(file.path);
    const partial = partialPath.exec(file.path)?.[1];
    if (isLivebarsFile(file)) {
      const { documents, backup } = parsedFile(file);
      for (const document of documents) {
        found.documents.push(document);
        found.sources.push({ whole: file.path, dataSets: {}, partials: {}, helpers: {} });
      }
      if (backup) found.backups.push(backup);
    } else if (partial && templateSuffix.test(partial))
      partials.set(partial.replace(templateSuffix, ""), file);
    else if (isTemplate(file)) templates.push({ ...file, name: file.path.replace(templateSuffix, "") });
    else if (helper) helpers.push({ ...file, name: helper });
    else if (schemaSuffix.test(file.path)) schemas.set(file.path.replace(schemaSuffix, ""), file);
    else if (suffix)
      data.set(file.path.slice(0, suffix.index), {
        ...dataOfFile(suffix[1] ?? "", file.text),
        path: file.path,
      });
    else found.unknown.push(file.path);
  }
  templates = withoutPartials(templates, partials);
  found.partials = Object.fromEntries([...partials].map(([name, { text }]) => [name, text]));
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
    const sets = dataSetsOf(template.name, data);
    const own = [...data].find(([name]) => sameTail(name, template.name))?.[1];
    // Files that were chosen together belong together, whatever their names.
    const isAlone = templates.length === 1 && files.every(({ path }) => !path.includes("/"));
    const isUsed = (file: DataFile) => file === own || [...sets.values()].includes(file);
    if (isAlone)
      for (const [name, file] of [...data].slice(0, maxDataSets)) if (!isUsed(file)) sets.set(name, file);
    const [firstSet] = sets.keys();
    const main = own ?? (firstSet === undefined ? only : sets.get(firstSet));
    if (!own && firstSet !== undefined) sets.delete(firstSet);
    const schema = schemaOf(template.name, main?.data ?? "");
    const called = reached(template.text, partials);
    const draft = draftFrom({
      template: template.text,
      data: main?.data ?? "{}\n",
      dataKind: main?.dataKind ?? "auto",
      dataSets: setsOf(sets),
      ...(schema === undefined ? {} : { schema: schema.text }),
      partials: Object.fromEntries(called.map(([name, { text }]) => [name, text])),
      helpers: helpersText,
      format: formatOf(template.path),
    });
    found.documents.push({ ...sharedOf(draft, { view: "page", dataSet: "" }), title: template.path });
    found.sources.push({
      template: template.path,
      ...(main ? { data: main.path } : {}),
      ...(schema ? { schema: schema.path } : {}),
      dataSets: paths(sets),
      partials: paths(called),
      helpers: paths(helpers.map((file) => [file.name, file])),
    });
  }
  const [onlySchema] = schemas.values();
  if (templates.length === 0 && only !== undefined) found.data = { data: only.data, dataKind: only.dataKind };
  if (templates.length === 0 && data.size > 1)
    found.dataSets = setsOf([...data].map(([path, file]) => [path.split("/").at(-1) ?? path, file]));
  if (templates.length === 0 && onlySchema !== undefined) found.schema = onlySchema.text;
  if (templates.length === 0 && helpersText !== "") found.helpers = helpersText;
  return found;
}

const setsOf = (sets: Iterable<[string, DataFile]>): Record<string, DataSet> =>
  Object.fromEntries([...sets].map(([name, { data, dataKind }]) => [name, { data, dataKind }]));

const paths = (files: Iterable<[string, { path: string }]>): Record<string, string> =>
  Object.fromEntries([...files].map(([name, { path }]) => [name, path]));

/** The name in a tag that calls a partial; `(` where it is made while the template runs (build/samples.go has the same). */
const partialTag = /\{\{~?#?>\s*("[^"]*"|'[^']*'|\[[^\]]*\]|\(|[^\s~}]+)/g;

/** The names of the partials that a text calls; "(" for one that is made while it runs. */
export const calledIn = (text: string): string[] =>
  [...text.matchAll(partialTag)].map(([, tag = ""]) =>
    tag === "(" ? tag : tag.replace(/^["'[\]]+|["'[\]]+$/g, ""),
  );

/**
 * Takes templates that others call to the partials, by the name that they are called by. Where that would leave none, as
 * where two call each other, all of them stay documents as well.
 */
function withoutPartials(templates: Named[], partials: Map<string, TextFile>): Named[] {
  const byEnd = new Map<string, Named[]>();
  for (const template of templates) {
    const end = template.name.split("/").at(-1) ?? "";
    byEnd.set(end, [...(byEnd.get(end) ?? []), template]);
  }
  const taken = new Set<Named>();
  for (const file of [...templates, ...partials.values()])
    for (const name of calledIn(file.text)) {
      if (partials.has(name)) continue;
      const candidates = (byEnd.get(name.split("/").at(-1) ?? "") ?? []).filter(
        (one) => one.path !== file.path && (one.name === name || one.name.endsWith(`/${name}`)),
      );
      const called = candidates.find((one) => one.name === name) ?? candidates[0];
      if (!called) continue;
      partials.set(name, called);
      taken.add(called);
    }
  const rest = templates.filter((one) => !taken.has(one));
  return rest.length > 0 ? rest : templates;
}

/** The data sets of a template beside the one of its name: `chat.guest.json` is the set `guest` of `chat`. */
function dataSetsOf(template: string, data: Map<string, DataFile>): Map<string, DataFile> {
  const sets = new Map<string, DataFile>();
  for (const [path, file] of data) {
    const [, name = "", set] = /^(.+)\.([^./]+)$/.exec(path) ?? [];
    if (set !== undefined && sets.size < maxDataSets && sameTail(name, template)) sets.set(set, file);
  }
  return sets;
}

/** The partials that a template calls, and those that these call. One whose name is made while it runs may call any. */
function reached(template: string, partials: Map<string, TextFile>): [string, TextFile][] {
  const out = new Map<string, TextFile>();
  const texts = [template];
  for (let text = texts.pop(); text !== undefined; text = texts.pop())
    for (const name of calledIn(text)) {
      if (name === "(") return [...partials].slice(0, maxPartials);
      const partial = partials.get(name);
      if (partial === undefined || out.has(name)) continue;
      out.set(name, partial);
      texts.push(partial.text);
    }
  return [...out].slice(0, maxPartials);
}

/** `data/task/chat` belongs to `templates/task/chat`: the folders at the top may differ. */
function sameTail(a: string, b: string): boolean {
  const tail = (path: string) => path.replace(/^(?:.*\/)?(?:templates|data)\//, "");
  return tail(a) === tail(b) || (tail(a).split("/").at(-1) === tail(b).split("/").at(-1) && !a.includes("/"));
}
