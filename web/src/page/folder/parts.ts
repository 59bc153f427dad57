// Which files of a folder the parts of a document are in.
import type { Sources } from "../../share/documents.ts";
import { fileOf, parsedFile } from "../../share/file.ts";
import { templateSuffix } from "../../share/file-kinds.ts";
import { helperFilesOf, joinHelperFiles } from "../../share/helper-files.ts";
import { type Draft, draftFrom, sharedOf } from "../../share/state.ts";

/** The text of a file by its path; none if there is no such file. */
export type TextOf = (path: string) => string | undefined;

/** The texts of a document by the paths of their files. */
export function textsOf(draft: Draft, sources: Sources): Map<string, string> {
  const texts = new Map<string, string>();
  if (sources.whole !== undefined) {
    texts.set(sources.whole, fileOf(sharedOf(draft, { view: "page", dataSet: "" })));
    return texts;
  }
  const put = (path: string | undefined, text: string | undefined) => {
    if (path !== undefined && text !== undefined) texts.set(path, text);
  };
  put(sources.template, draft.template);
  put(sources.data, draft.data);
  put(sources.schema, draft.schema);
  for (const [name, path] of Object.entries(sources.dataSets)) put(path, draft.dataSets[name]?.data);
  for (const [name, path] of Object.entries(sources.partials)) put(path, draft.partials[name]);
  const helpers = Object.entries(sources.helpers);
  const [only] = helpers;
  if (helpers.length === 1 && only) put(only[1], draft.helpers);
  if (helpers.length > 1)
    for (const { name, text } of helperFilesOf(draft.helpers)) put(sources.helpers[name], withoutGap(text));
  return texts;
}

/** Files of helpers are joined with an empty line between. */
const withoutGap = (text: string): string => text.replace(/\n+$/, "\n");

/** A document with the texts of its files; what has no file stays. */
export function withTexts(draft: Draft, sources: Sources, textOf: TextOf): Draft {
  if (sources.whole !== undefined) {
    const text = textOf(sources.whole);
    try {
      const [document] = text === undefined ? [] : parsedFile({ path: sources.whole, text }).documents;
      return document ? draftFrom(document) : draft;
    } catch {
      return draft; // it is being written elsewhere
    }
  }
  const of = (path: string | undefined, otherwise: string) =>
    (path === undefined ? undefined : textOf(path)) ?? otherwise;
  const helpers = Object.entries(sources.helpers).map(([name, path]) => ({ name, text: of(path, "") }));
  const dataSets = Object.entries(sources.dataSets).map(([name, path]) => {
    const set = draft.dataSets[name] ?? { data: "", dataKind: "auto" as const };
    return [name, { ...set, data: of(path, set.data) }] as const;
  });
  const partials = Object.entries(sources.partials).map(
    ([name, path]) => [name, of(path, draft.partials[name] ?? "")] as const,
  );
  return {
    ...draft,
    template: of(sources.template, draft.template),
    data: of(sources.data, draft.data),
    schema: of(sources.schema, draft.schema),
    helpers: helpers.length > 0 ? joinHelperFiles(helpers) : draft.helpers,
    dataSets: { ...draft.dataSets, ...Object.fromEntries(dataSets) },
    partials: { ...draft.partials, ...Object.fromEntries(partials) },
  };
}

const endings = { markdown: ".md.hbs", html: ".html.hbs", text: ".txt.hbs" } as const;

/** The files of a document that has none yet. `paths` are those of its folder. */
export function newSources(name: string, draft: Draft, paths: string[]): Sources {
  const clean = name.replace(/[^\p{L}\p{N}_./-]+/gu, "-").replace(/^[-./]+|[-./]+$/g, "") || "page";
  const folder = paths.some((path) => path.startsWith("templates/")) ? "templates/" : "";
  let bare = folder + clean;
  for (let i = 2; paths.some((path) => path.startsWith(`${bare}.`)); i++) bare = `${folder}${clean}-${i}`;
  const sources: Sources = {
    template: `${bare}${endings[draft.format]}`,
    dataSets: {},
    partials: {},
    helpers: {},
    ...(draft.schema ? { schema: `${bare}.schema.json` } : {}),
  };
  placeNewParts(draft, sources, paths);
  return sources;
}

/** Gives files to parts that have none yet: beside those that the folder has. Tells whether there were such. */
export function placeNewParts(draft: Draft, sources: Sources, paths: string[]): boolean {
  const { template } = sources;
  if (template === undefined) return false;
  const folder = template.slice(0, template.lastIndexOf("/") + 1);
  const bare = template.replace(templateSuffix, "");
  const ending = /\.(?:handlebars|hbs|mustache)$/i.exec(template)?.[0] ?? ".hbs";
  const hasData = template.startsWith("templates/") || paths.some((path) => /(?:^|\/)data\//.test(path));
  const dataBase = hasData ? bare.replace(/(^|\/)templates\//, "$1data/") : bare;
  const kind = (name: "auto" | "json" | "json5" | "yaml") => (name === "auto" ? "json" : name);
  let isPlaced = false;
  const place = (list: Record<string, string>, name: string, path: string) => {
    list[name] = path;
    isPlaced = true;
  };
  if (sources.data === undefined && !/^\s*(?:\{\s*\})?\s*$/.test(draft.data)) {
    sources.data = `${dataBase}.${kind(draft.dataKind)}`;
    isPlaced = true;
  }
  const beside = sources.data?.replace(/\.[^./]+$/, "") ?? dataBase;
  for (const [name, { dataKind }] of Object.entries(draft.dataSets))
    if (!Object.hasOwn(sources.dataSets, name))
      place(sources.dataSets, name, `${beside}.${name}.${kind(dataKind)}`);
  const anyPartial = paths.find((path) => /(?:^|\/)partials\//.test(path));
  const root = /^(.*?(?:^|\/)templates\/)/.exec(template)?.[1] ?? (template.includes("/") ? folder : "");
  const partials = anyPartial?.replace(/^(.*?(?:^|\/)partials\/).*$/, "$1") ?? `${root}partials/`;
  for (const name of Object.keys(draft.partials))
    if (!Object.hasOwn(sources.partials, name)) place(sources.partials, name, `${partials}${name}${ending}`);
  if (Object.keys(sources.helpers).length === 0 && draft.helpers.trim() !== "") {
    const hasTemplates = [template, ...paths].some((path) => path.startsWith("templates/"));
    place(sources.helpers, "helpers.js", hasTemplates ? "templates/helpers.js" : "helpers.js");
  }
  return isPlaced;
}
