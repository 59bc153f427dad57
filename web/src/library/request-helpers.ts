// What a request says of helpers: a module of theirs, sets that Livebars has, and functions.
import type { Changes, Helper, HelperSet } from "./contract.d.ts";
import { HelpersModuleError } from "./failure.ts";

/** Why helpers that are given as text are not taken by a renderer. */
export const scriptRefusal =
  "`helpers` as a text need a sealed realm, which only a renderer of a page with a worker has.";

/** Modules of helpers by address: an ES module is loaded once. */
const modules = new Map<string, Promise<unknown>>();

/** Called when the loading of a module begins, and when it has ended, well or not. */
export interface Loading {
  begins(address: string): void;
  ends(): void;
}

/** Helpers by the name of their set. */
export type HelperSets = Partial<Record<HelperSet, Record<string, Helper>>>;

type Fields = Pick<Changes, "helpers" | "helpersModule" | "helperSets">;

const fieldsOf = ({ helpers, helpersModule, helperSets }: Fields): Fields => ({
  ...(helpers === undefined ? {} : { helpers }),
  ...(helpersModule === undefined ? {} : { helpersModule }),
  ...(helperSets === undefined ? {} : { helperSets }),
});

/** Changes with all that the request says of helpers, if they name any of it: the parts are put together anew. */
export function withAllHelperFields<T extends Changes>(request: Fields, changes: T): T {
  return Object.keys(fieldsOf(changes)).length > 0 ? { ...fieldsOf(request), ...changes } : changes;
}

/** Puts functions in place of all that a request says of helpers; the sets of Livebars are loaded from their address. */
export async function withHelpers<T extends Changes>(
  request: T,
  setsAddress: string,
  loading?: Loading,
): Promise<T> {
  const given = fieldsOf(request ?? {});
  if (Object.keys(given).length === 0) return request;
  const { helpers, helpersModule, helperSets } = given;
  if (typeof helpers === "string" && helpers !== "") throw new HelpersModuleError(scriptRefusal);
  const needsSets = ownSets(helperSets).length > 0;
  const sets = needsSets ? (await loaded(setsAddress, importSets, loading)).sets : {};
  const module =
    helpersModule === undefined ? {} : await loaded(String(helpersModule), importHelpers, loading);
  const { helpersModule: _, ...rest } = request;
  return withFunctions(rest as T, sets, { ...module, ...(helpers || {}) });
}

/** Puts functions in place of the helpers of a request: those of the sets that it names, and its own before them. */
export function withFunctions<T extends Changes>(
  { helperSets, ...request }: T,
  sets: HelperSets,
  own: Record<string, Helper>,
): T {
  const chosen = ownSets(helperSets).map((name) => sets[name] ?? {});
  const ofModule = Array.isArray(helperSets) ? helperSets.filter((name) => !sets[name]) : helperSets;
  return {
    ...request,
    ...(ofModule === undefined ? {} : { helperSets: ofModule }),
    helpers: Object.assign({}, ...chosen, own) as Record<string, Helper>,
  } as unknown as T;
}

/** The sets that are not the module's own. What there is not is for the module to refuse. */
const ownSets = (helperSets: unknown): HelperSet[] =>
  Array.isArray(helperSets) ? helperSets.filter((name) => name !== "comparisons") : [];

/** What a module has, which is loaded once. */
async function loaded<T>(
  address: string,
  load: (address: string) => Promise<T>,
  loading: Loading | undefined,
): Promise<T> {
  let module = modules.get(address) as Promise<T> | undefined;
  if (!module) {
    module = load(address);
    modules.set(address, module);
    module.catch(() => modules.delete(address)); // it may be there the next time
    loading?.begins(address);
    await module.catch(() => {}).finally(() => loading?.ends());
  }
  return module;
}

async function imported(address: string): Promise<Record<string, unknown>> {
  return (await import(address).catch((error: Error) => {
    throw new HelpersModuleError(`The helpers ${address} cannot be loaded: ${error.message}`);
  })) as Record<string, unknown>;
}

const importSets = imported as (address: string) => Promise<{ sets: HelperSets }>;

async function importHelpers(address: string): Promise<Record<string, Helper>> {
  const helpers = Object.entries(await imported(address)).filter(
    ([, helper]) => typeof helper === "function",
  );
  return Object.fromEntries(helpers) as Record<string, Helper>;
}
