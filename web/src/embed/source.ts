// What an element shows: texts that its attributes name by address, or that stand in it as script elements.

import type { RenderRequest } from "../library/contract.d.ts";
import { decodeFile } from "../share/decode-file.ts";

export type State = Pick<
  RenderRequest,
  | "template"
  | "data"
  | "dataKind"
  | "partials"
  | "format"
  | "dialect"
  | "options"
  | "helperSets"
  | "unknownHelpers"
> & {
  /** The text of a script. */
  helpers?: string;
};

/** The attributes that say what is shown; a change of one shows it anew. */
export const sourceAttributes = ["template", "data", "partials", "helpers", "format", "dialect"];

/** Reads all that an element names. An Error says which address cannot be loaded. */
export async function stateOf(element: HTMLElement): Promise<State> {
  const inline = (selector: string) => element.querySelector(`:scope > script${selector}`)?.textContent;
  const named = async (name: string) => {
    const address = element.getAttribute(name);
    return address === null ? undefined : load(address);
  };
  const [template, data, helpers, partials] = await Promise.all([
    named("template"),
    named("data"),
    named("helpers"),
    partialsOf(element),
  ]);
  // What is not said is sent as its default: an attribute that was taken away holds no longer.
  const format = (element.getAttribute("format") ?? "markdown") as NonNullable<State["format"]>;
  const dialect = (element.getAttribute("dialect") ?? "gfm") as NonNullable<State["dialect"]>;
  return {
    template: template ?? inline('[type="text/x-handlebars"]:not([data-partial])') ?? "",
    data: data ?? inline('[type="application/json"], :scope > script[type="application/yaml"]') ?? "{}",
    dataKind: "auto",
    partials,
    helpers: helpers ?? inline('[type="text/x-handlebars-helpers"]') ?? "",
    format,
    dialect,
  };
}

/** `partials="note=/parts/note.hbs foot/end=end.hbs"`, and script elements with `data-partial`. */
async function partialsOf(element: HTMLElement): Promise<Record<string, string>> {
  const addressed = (element.getAttribute("partials") ?? "")
    .split(/\s+/)
    .filter(Boolean)
    .map(async (pair): Promise<[string, string]> => {
      const at = pair.indexOf("=");
      if (at < 1) throw new Error(`partials: “${pair}” is not NAME=ADDRESS.`);
      return [pair.slice(0, at), await load(pair.slice(at + 1))];
    });
  const inline = [...element.querySelectorAll<HTMLElement>(":scope > script[data-partial]")].map(
    (script): [string, string] => [script.dataset.partial ?? "", script.textContent ?? ""],
  );
  return Object.fromEntries([...(await Promise.all(addressed)), ...inline]);
}

async function load(address: string): Promise<string> {
  const url = new URL(address, document.baseURI);
  const response = await fetch(url).catch((error: Error) => {
    throw new Error(`${url.href} cannot be loaded: ${error.message}`);
  });
  if (!response.ok) throw new Error(`${url.href} cannot be loaded: the server answers ${response.status}.`);
  return decodeFile(await response.arrayBuffer(), url.pathname);
}
