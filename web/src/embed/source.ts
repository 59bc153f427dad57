// What an element shows: texts that it holds, that its attributes name by address, or that stand in it as script
// elements.

import { decodeFile } from "../share/decode-file.ts";
import { elements as words } from "../words/en.ts";
import type { State } from "./contract.d.ts";

/** What properties of an element hold, beside its attributes. */
export interface Held {
  templateText?: string | undefined;
  dataText?: string | undefined;
  helpersText?: string | undefined;
  /** Any JSON value but a text, which is an address. */
  data?: unknown;
  /** Texts by name. */
  partials?: Record<string, string> | undefined;
  /** The same as JSON. */
  partialsText?: string | undefined;
  options?: State["options"];
  helperSets?: State["helperSets"];
}

/** The attributes that say what is shown; a change of one shows it anew. */
export const sourceAttributes = [
  "template",
  "templatetext",
  "data",
  "datatext",
  "partials",
  "partialstext",
  "helpers",
  "helperstext",
  "format",
  "dialect",
];

/** Whether a change in an element is one of the script elements that say what it shows. */
export function isSource({ target, type, addedNodes, removedNodes }: MutationRecord): boolean {
  if (type === "childList" && [...addedNodes, ...removedNodes].some((node) => node.nodeName === "SCRIPT"))
    return true;
  const element = target instanceof Element ? target : target.parentElement;
  return element?.nodeName === "SCRIPT";
}

/** Reads all that an element names. An Error says which address cannot be loaded. */
export async function stateOf(element: HTMLElement, held: Held): Promise<State> {
  const inline = (...types: string[]) =>
    element.querySelector(types.map((type) => `:scope > script[type="${type}"]:not([data-partial])`).join())
      ?.textContent;
  const named = async (name: string) => {
    const address = element.getAttribute(name);
    return address === null ? undefined : load(address, name);
  };
  const text = async (held: string | undefined, name: string, ...types: string[]) =>
    held ?? element.getAttribute(`${name}text`) ?? (await named(name)) ?? inline(...types);
  const [template, data, helpers, partials] = await Promise.all([
    text(held.templateText, "template", "text/x-handlebars"),
    held.data === undefined
      ? text(held.dataText, "data", "application/json", "application/yaml")
      : JSON.stringify(held.data),
    text(held.helpersText, "helpers", "text/x-handlebars-helpers"),
    held.partials ?? partialsOf(element, held.partialsText ?? element.getAttribute("partialstext")),
  ]);
  // What is not said is sent as its default: an attribute that was taken away holds no longer.
  return {
    template: template ?? "",
    data: data ?? "{}",
    dataKind: "auto",
    partials: { ...partials },
    helpers: helpers ?? "",
    format: (element.getAttribute("format") ?? "markdown") as NonNullable<State["format"]>,
    dialect: (element.getAttribute("dialect") ?? "gfm") as NonNullable<State["dialect"]>,
    // A copy: frameworks give objects that watch what is read of them, which do not cross to a worker.
    options: JSON.parse(JSON.stringify(held.options ?? {})),
    ...(held.helperSets ? { helperSets: [...held.helperSets] } : {}),
  };
}

/**
 * `partials="note=/parts/note.hbs foot/end=end.hbs"`, script elements with `data-partial`, and the texts of `partialsText`.
 */
async function partialsOf(element: HTMLElement, texts: string | null): Promise<Record<string, string>> {
  const addressed = (element.getAttribute("partials") ?? "")
    .split(/\s+/)
    .filter(Boolean)
    .map(async (pair): Promise<[string, string]> => {
      const at = pair.indexOf("=");
      if (at < 1) throw new Error(words.badPartials(pair));
      return [pair.slice(0, at), await load(pair.slice(at + 1), "partials")];
    });
  const inline = [...element.querySelectorAll<HTMLElement>(":scope > script[data-partial]")].map(
    (script): [string, string] => [script.dataset.partial ?? "", script.textContent ?? ""],
  );
  return { ...Object.fromEntries([...(await Promise.all(addressed)), ...inline]), ...partialTexts(texts) };
}

/** Texts by name from JSON. */
export function partialTexts(json: string | null | undefined): Record<string, string> {
  if (json === null || json === undefined) return {};
  let found: unknown;
  try {
    found = JSON.parse(json);
  } catch (error) {
    throw new Error(words.noJson((error as Error).message));
  }
  if (typeof found !== "object" || found === null) throw new Error(words.noObject);
  return Object.fromEntries(Object.entries(found).map(([name, text]) => [name, String(text)]));
}

/** An address that cannot be loaded. */
export class AddressError extends Error {
  constructor(
    readonly address: URL,
    reason: string,
    /** The server did not answer, or not for this page. */
    readonly isUnreachable: boolean,
  ) {
    super(words.cannotLoad(address.href, reason));
  }
}

async function load(address: string, attribute: string): Promise<string> {
  if (address === "[object Object]") throw new Error(words.noAddress(attribute));
  const url = new URL(address, document.baseURI);
  const response = await fetch(url).catch((error: Error) => {
    throw new AddressError(url, error.message, true);
  });
  if (!response.ok) throw new AddressError(url, words.answers(response.status), false);
  return decodeFile(await response.arrayBuffer(), url.pathname);
}
