// What the helpers of all sets do with their arguments.
import type { Helper, HelperOptions } from "../library/contract.d.ts";

/** A helper that only calculates: it is called without the options. */
export const pure =
  (calculate: (...args: never[]) => unknown): Helper =>
  (...args: unknown[]) =>
    calculate(...(args.slice(0, -1) as never[]));

/** A helper that tests something: as a block it chooses, elsewhere it gives the answer. */
export const choice = (holds: (...args: never[]) => unknown): Helper =>
  function (...args: unknown[]) {
    const options = args.at(-1) as HelperOptions;
    const answer = holds(...(args.slice(0, -1) as never[]));
    if (!options.fn) return answer;
    return answer ? options.fn(this) : options.inverse?.(this);
  };

/** Text of a value; nothing is the empty text. */
export const text = (value: unknown): string => (value === null || value === undefined ? "" : String(value));

/** A number of a value; 0 for what is none. */
export function number(value: unknown): number {
  const found = typeof value === "string" && value.trim() === "" ? Number.NaN : Number(value);
  return Number.isNaN(found) ? 0 : found;
}

/** The items of a list, or the values of an object. */
export function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== "object" || value === null) return [];
  return Symbol.iterator in value ? [...(value as Iterable<unknown>)] : Object.values(value);
}

/** How many a list, a text or an object has. */
export const lengthOf = (value: unknown): number =>
  typeof value === "string" ? value.length : list(value).length;

/** Nothing, an empty text, list or object; zero and false are something. */
export const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === "" ||
  (typeof value === "object" && !(value instanceof Date) && lengthOf(value) === 0);

/** A property by a path with dots. */
export const at = (value: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>(
      (inner, name) =>
        inner !== null && inner !== undefined && Object.hasOwn(Object(inner), name)
          ? (inner as Record<string, unknown>)[name]
          : undefined,
      value,
    );

/** The order of two values: numbers by size, everything else as text. */
export function order(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [x, y] = [text(a), text(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

export function contains(where: unknown, what: unknown): boolean {
  if (typeof where === "string") return where.includes(text(what));
  if (Array.isArray(where)) return where.includes(what);
  return typeof where === "object" && where !== null && Object.hasOwn(where, text(what));
}
