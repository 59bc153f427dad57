import type { Limits, RendererOptions } from "./contract.d.ts";

/** Milliseconds that one rendering may take when the caller says nothing. */
export const defaultTimeLimit = 2000;

/** Milliseconds that the download of a module of helpers may take. */
export const helpersModuleTimeLimit = 30_000;

/** The limits as the module takes them. */
export interface ModuleLimits extends Limits {
  time: number;
}

export function moduleLimits(options: RendererOptions): ModuleLimits {
  return { ...options.limits, time: options.timeLimit ?? defaultTimeLimit };
}
