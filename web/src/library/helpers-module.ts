import type { Helper, RenderRequest } from "./contract.d.ts";
import { HelpersModuleError } from "./failure.ts";

/** Modules of helpers by address: an ES module is loaded once. */
const modules = new Map<string, Promise<Record<string, Helper>>>();

/** Puts the exports of a request's `helpersModule` beside its `helpers`. */
export async function withHelpersModule<T extends Partial<RenderRequest>>(request: T): Promise<T> {
  const { helpersModule, ...rest } = request ?? {};
  if (helpersModule === undefined) return request;
  const address = String(helpersModule);
  let loading = modules.get(address);
  if (!loading) {
    loading = load(address);
    modules.set(address, loading);
    loading.catch(() => modules.delete(address)); // it may be there the next time
  }
  return { ...rest, helpers: { ...(await loading), ...request.helpers } } as unknown as T;
}

async function load(address: string): Promise<Record<string, Helper>> {
  const exports = (await import(address).catch((error: Error) => {
    throw new HelpersModuleError(`The helpers ${address} cannot be loaded: ${error.message}`);
  })) as Record<string, unknown>;
  const helpers = Object.entries(exports).filter(([, helper]) => typeof helper === "function");
  return Object.fromEntries(helpers) as Record<string, Helper>;
}
