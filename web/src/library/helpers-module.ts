import type { Helper, RenderRequest } from "./contract.d.ts";
import { HelpersModuleError } from "./failure.ts";

/** Why helpers that are given as text are not taken by a renderer. */
export const scriptRefusal =
  "`helpers` as a text need a sealed realm, which only a renderer of a page with a worker has.";

/** Modules of helpers by address: an ES module is loaded once. */
const modules = new Map<string, Promise<Record<string, Helper>>>();

/** Called when the loading of a module begins, and when it has ended, well or not. */
export interface Loading {
  begins(address: string): void;
  ends(): void;
}

/** Puts the exports of a request's `helpersModule` beside its `helpers`. */
export async function withHelpersModule<T extends Partial<RenderRequest>>(
  request: T,
  loading?: Loading,
): Promise<T> {
  const { helpersModule, helpers, ...rest } = request ?? {};
  if (typeof helpers === "string" && helpers !== "") throw new HelpersModuleError(scriptRefusal);
  if (helpersModule === undefined) return request;
  const address = String(helpersModule);
  let module = modules.get(address);
  if (!module) {
    module = load(address);
    modules.set(address, module);
    module.catch(() => modules.delete(address)); // it may be there the next time
    loading?.begins(address);
    await module.catch(() => {}).finally(() => loading?.ends());
  }
  return { ...rest, helpers: { ...(await module), ...(helpers || {}) } } as unknown as T;
}

async function load(address: string): Promise<Record<string, Helper>> {
  const exports = (await import(address).catch((error: Error) => {
    throw new HelpersModuleError(`The helpers ${address} cannot be loaded: ${error.message}`);
  })) as Record<string, unknown>;
  const helpers = Object.entries(exports).filter(([, helper]) => typeof helper === "function");
  return Object.fromEntries(helpers) as Record<string, Helper>;
}
