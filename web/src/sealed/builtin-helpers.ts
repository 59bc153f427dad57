// The helpers of Handlebars.js as functions, for scripts that call them (`Handlebars.helpers.each.call(this, …)`). Templates
// use the module's own.
import type { Helper, HelperOptions } from "../library/contract.d.ts";
import { createFrame } from "../library/helper-values.ts";

type Block = HelperOptions & Required<Pick<HelperOptions, "fn" | "inverse">>;

/** `utils.js` isEmpty: nothing, an empty text and an empty array are empty, zero is not. */
export const isEmpty = (value: unknown): boolean =>
  (!value && value !== 0) || (Array.isArray(value) && value.length === 0);

const resolved = (value: unknown, context: unknown): unknown =>
  typeof value === "function" ? value.call(context) : value;

function oneArgument(name: string, count: number): void {
  if (count !== 2) throw new Error(`#${name} requires exactly one argument`);
}

export const builtinHelpers: Record<string, Helper> = {
  if(condition: unknown, options: Block) {
    // biome-ignore lint/complexity/noArguments: how many there are is what is asked
    oneArgument("if", arguments.length);
    const value = resolved(condition, this);
    const holds = (options.hash.includeZero || value) && !isEmpty(value);
    return holds ? options.fn(this) : options.inverse(this);
  },

  unless(condition: unknown, options: Block) {
    // biome-ignore lint/complexity/noArguments: as above
    oneArgument("unless", arguments.length);
    return builtinHelpers.if?.call(this, condition, {
      ...options,
      fn: options.inverse,
      inverse: options.fn,
    });
  },

  with(given: unknown, options: Block) {
    // biome-ignore lint/complexity/noArguments: as above
    oneArgument("with", arguments.length);
    const context = resolved(given, this);
    if (isEmpty(context)) return options.inverse(this);
    const data = options.data && createFrame(options.data);
    return options.fn(context, { ...(data ? { data } : {}), blockParams: [context] });
  },

  each(given: unknown, options: Block | undefined) {
    if (!options) throw new Error("Must pass iterator to #each");
    const context = resolved(given, this);
    const data = options.data && createFrame(options.data);
    let text = "";
    let count = 0;
    const step = (key: unknown, index: number, value: unknown, last: boolean) => {
      count++;
      if (data) Object.assign(data, { key, index, first: index === 0, last });
      text += options.fn(value, { ...(data ? { data } : {}), blockParams: [value, key] });
    };
    const list = listOf(context);
    if (list) {
      for (let i = 0; i < list.length; i++) if (i in list) step(i, i, list[i], i === list.length - 1);
    } else if (typeof context === "object" && context !== null) {
      const entries = Object.entries(context);
      entries.forEach(([key, value], i) => {
        step(key, i, value, i === entries.length - 1);
      });
    }
    return count === 0 ? options.inverse(this) : text;
  },

  lookup(object: Record<string, unknown> | null | undefined, name: string, options: HelperOptions) {
    return object ? options.lookupProperty(object, name) : object;
  },

  log(...args: unknown[]) {
    console.log(...args.slice(0, -1));
  },

  helperMissing(...args: unknown[]) {
    const { name } = args.at(-1) as HelperOptions;
    if (args.length > 1) throw new Error(`Missing helper: "${name}"`);
  },

  blockHelperMissing(context: unknown, options: Block) {
    if (context === true) return options.fn(this);
    if (context === false || context === null || context === undefined) return options.inverse(this);
    if (Array.isArray(context))
      return context.length > 0 ? builtinHelpers.each?.call(this, context, options) : options.inverse(this);
    return options.fn(context, options.data ? { data: createFrame(options.data) } : {});
  },
};

/** The array of an array or an iterable. */
function listOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  const iterable = typeof value === "object" && value !== null && Symbol.iterator in value;
  return iterable ? [...(value as Iterable<unknown>)] : undefined;
}
