// Helpers that many projects have under these names. Where projects differ, the meaning of the package handlebars-helpers
// is taken. HELPERS.md has all of them in one table.
import type { Helper } from "../library/contract.d.ts";
import { SafeString } from "../library/helper-values.ts";
import { at, choice, contains, isEmpty, lengthOf, list, number, order, pure, text } from "./arguments.ts";
import { formatMoment, momentOf } from "./dates.ts";

/** Nothing is made longer than this by a number of the data: characters, or items. */
const longest = 1_000_000;

const capitalize = (value: unknown) => text(value).charAt(0).toUpperCase() + text(value).slice(1);

const upper = pure((value: unknown) => text(value).toUpperCase());
const lower = pure((value: unknown) => text(value).toLowerCase());

/** The words of a text, without marks between them. */
const words = (value: unknown): string[] =>
  text(value)
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .match(/[\p{L}\p{N}]+/gu) ?? [];

const camel = (value: unknown): string =>
  words(value)
    .map((word, i) => (i === 0 ? word.toLowerCase() : capitalize(word.toLowerCase())))
    .join("");

const joinedBy = (sign: string) =>
  pure((value: unknown) =>
    words(value)
      .map((word) => word.toLowerCase())
      .join(sign),
  );

const texts: Record<string, Helper> = {
  uppercase: upper,
  upper,
  upcase: upper,
  toUpperCase: upper,
  lowercase: lower,
  lower,
  downcase: lower,
  toLowerCase: lower,
  capitalize: pure(capitalize),
  capitalizeAll: pure((value: unknown) => text(value).replace(/[^\s]+/g, capitalize)),
  titleize: pure((value: unknown) => words(value).map(capitalize).join(" ")),
  camelcase: pure(camel),
  pascalcase: pure((value: unknown) => capitalize(camel(value))),
  snakecase: joinedBy("_"),
  dashcase: joinedBy("-"),
  slugify: pure((value: unknown) =>
    text(value)
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, ""),
  ),
  trim: pure((value: unknown) => text(value).trim()),
  truncate: pure((value: unknown, length: unknown, end: unknown = "") => {
    const whole = text(value);
    return whole.length <= number(length)
      ? whole
      : whole.slice(0, Math.max(0, number(length) - text(end).length)) + text(end);
  }),
  truncateWords: pure((value: unknown, count: unknown, end: unknown = "…") => {
    const all = text(value).trim().split(/\s+/);
    return all.length <= number(count) ? all.join(" ") : all.slice(0, number(count)).join(" ") + text(end);
  }),
  replace: pure((value: unknown, what: unknown, by: unknown = "") =>
    text(what) === "" ? text(value) : text(value).replaceAll(text(what), () => text(by)),
  ),
  remove: pure((value: unknown, what: unknown) =>
    text(what) === "" ? text(value) : text(value).replaceAll(text(what), ""),
  ),
  split: pure((value: unknown, by: unknown = ",") => text(value).split(text(by))),
  substring: pure((value: unknown, from: unknown, to: unknown) =>
    text(value).slice(number(from), to === undefined ? undefined : number(to)),
  ),
  concat: pure((...all: unknown[]) => all.map(text).join("")),
  append: pure((value: unknown, end: unknown) => text(value) + text(end)),
  prepend: pure((value: unknown, start: unknown) => text(start) + text(value)),
  startsWith: choice((start: unknown, value: unknown) => text(value).startsWith(text(start))),
  endsWith: choice((end: unknown, value: unknown) => text(value).endsWith(text(end))),
  padStart: pure((value: unknown, length: unknown, sign: unknown = " ") =>
    text(value).padStart(Math.min(number(length), longest), text(sign)),
  ),
  padEnd: pure((value: unknown, length: unknown, sign: unknown = " ") =>
    text(value).padEnd(Math.min(number(length), longest), text(sign)),
  ),
  nl2br: pure((value: unknown) => new SafeString(escaped(text(value)).replace(/\r?\n/g, "<br>\n"))),
  encodeURI: pure((value: unknown) => encodeURIComponent(text(value).replace(/\p{Surrogate}/gu, "\ufffd"))),
  json: pure(
    (value: unknown, indent: unknown) =>
      new SafeString(JSON.stringify(value, null, indent === undefined ? 0 : number(indent)) ?? ""),
  ),
  stringify: pure((value: unknown, indent: unknown) =>
    JSON.stringify(value, null, indent === undefined ? 0 : number(indent)),
  ),
  pluralize: pure((count: unknown, one: unknown, many: unknown = `${text(one)}s`) =>
    number(count) === 1 ? text(one) : text(many),
  ),
  ordinalize: pure((value: unknown) => {
    const whole = number(value);
    const end =
      Math.floor((Math.abs(whole) % 100) / 10) === 1
        ? undefined
        : ["th", "st", "nd", "rd"][Math.abs(whole) % 10];
    return `${whole}${end ?? "th"}`;
  }),
};

function escaped(value: string): string {
  const signs: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#x27;",
  };
  return value.replace(/[&<>"']/g, (sign) => signs[sign] as string);
}

const add = pure((...all: unknown[]) => all.reduce<number>((sum, value) => sum + number(value), 0));
const subtract = pure((a: unknown, b: unknown) => number(a) - number(b));
const multiply = pure((...all: unknown[]) =>
  all.reduce<number>((product, value) => product * number(value), 1),
);
const modulo = pure((a: unknown, b: unknown) => number(a) % number(b));

/** A number with groups of three digits. */
function grouped(value: unknown, digits?: number): string {
  const [whole = "", part] = (
    digits === undefined ? String(number(value)) : number(value).toFixed(digits)
  ).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part === undefined ? "" : `.${part}`);
}

const sum = (values: unknown[]): number =>
  values.flat().reduce<number>((total, value) => total + number(value), 0);

const numbers: Record<string, Helper> = {
  add,
  plus: add,
  subtract,
  minus: subtract,
  multiply,
  times: multiply,
  divide: pure((a: unknown, b: unknown) => number(a) / number(b)),
  modulo,
  mod: modulo,
  math: pure((a: unknown, sign: unknown, b: unknown) => {
    const [x, y] = [number(a), number(b)];
    const results: Record<string, number> = { "+": x + y, "-": x - y, "*": x * y, "/": x / y, "%": x % y };
    const result = results[text(sign)];
    if (result === undefined) throw new Error(`math does not know the sign ${text(sign)}`);
    return result;
  }),
  inc: pure((value: unknown) => number(value) + 1),
  dec: pure((value: unknown) => number(value) - 1),
  abs: pure((value: unknown) => Math.abs(number(value))),
  round: pure((value: unknown) => Math.round(number(value))),
  floor: pure((value: unknown) => Math.floor(number(value))),
  ceil: pure((value: unknown) => Math.ceil(number(value))),
  min: pure((...all: unknown[]) => Math.min(...all.flat().map(number))),
  max: pure((...all: unknown[]) => Math.max(...all.flat().map(number))),
  sum: pure((...all: unknown[]) => sum(all)),
  avg: pure((...all: unknown[]) => sum(all) / Math.max(1, all.flat().length)),
  toFixed: pure((value: unknown, digits: unknown = 0) => number(value).toFixed(number(digits))),
  addCommas: pure((value: unknown) => grouped(value)),
  formatNumber: pure((value: unknown, digits: unknown) =>
    grouped(value, digits === undefined ? undefined : number(digits)),
  ),
  formatCurrency: pure((value: unknown, currency: unknown = "USD", locale: unknown = "en-US") =>
    new Intl.NumberFormat(text(locale), { style: "currency", currency: text(currency) }).format(
      number(value),
    ),
  ),
  percent: pure((value: unknown, digits: unknown = 0) => `${(number(value) * 100).toFixed(number(digits))}%`),
};

const eq = choice((a: unknown, b: unknown) => a === b);
const ne = choice((a: unknown, b: unknown) => a !== b);

/** The signs that `compare` and `ifCond` know. */
const comparisons: Record<string, (a: never, b: never) => unknown> = {
  // biome-ignore lint/suspicious/noDoubleEquals: this is what a template says
  "==": (a: unknown, b: unknown) => a == b,
  "===": (a: unknown, b: unknown) => a === b,
  // biome-ignore lint/suspicious/noDoubleEquals: as above
  "!=": (a: unknown, b: unknown) => a != b,
  "!==": (a: unknown, b: unknown) => a !== b,
  "<": (a: number, b: number) => a < b,
  "<=": (a: number, b: number) => a <= b,
  ">": (a: number, b: number) => a > b,
  ">=": (a: number, b: number) => a >= b,
  "&&": (a: unknown, b: unknown) => a && b,
  "||": (a: unknown, b: unknown) => a || b,
};

const compare = choice((a: unknown, sign: unknown, b: unknown) => {
  const test = comparisons[text(sign)];
  if (!test) throw new Error(`there is no comparison ${text(sign)}`);
  return test(a as never, b as never);
});

const tests: Record<string, Helper> = {
  eq,
  ne,
  ifEquals: eq,
  if_eq: eq,
  unlessEq: ne,
  unless_eq: ne,
  // biome-ignore lint/suspicious/noDoubleEquals: `is` is the loose comparison
  is: choice((a: unknown, b: unknown) => a == b),
  // biome-ignore lint/suspicious/noDoubleEquals: as above
  isnt: choice((a: unknown, b: unknown) => a != b),
  lt: choice((a: number, b: number) => a < b),
  lte: choice((a: number, b: number) => a <= b),
  gt: choice((a: number, b: number) => a > b),
  gte: choice((a: number, b: number) => a >= b),
  and: choice((...all: unknown[]) => all.every(Boolean)),
  or: choice((...all: unknown[]) => all.some(Boolean)),
  not: choice((value: unknown) => !value),
  compare,
  ifCond: compare,
  contains: choice(contains),
  includes: choice(contains),
  inArray: choice((where: unknown, what: unknown) => list(where).includes(what)),
  isEmpty: choice(isEmpty),
  isArray: choice(Array.isArray),
  isString: choice((value: unknown) => typeof value === "string"),
  ifEven: choice((value: unknown) => number(value) % 2 === 0),
  ifOdd: choice((value: unknown) => Math.abs(number(value) % 2) === 1),
  default: pure(
    (...all: unknown[]) => all.find((value) => value !== null && value !== undefined && value !== "") ?? "",
  ),
  coalesce: pure((...all: unknown[]) => all.find((value) => value !== null && value !== undefined)),
  ternary: pure((holds: unknown, yes: unknown, no: unknown) => (holds ? yes : no)),
};

const ends = (value: unknown, count: unknown, from: "start" | "end"): unknown => {
  const all = typeof value === "string" ? [...value] : list(value);
  if (count === undefined) return from === "start" ? all[0] : all.at(-1);
  const some =
    from === "start" ? all.slice(0, number(count)) : all.slice(Math.max(0, all.length - number(count)));
  return typeof value === "string" ? some.join("") : some;
};

const lists: Record<string, Helper> = {
  first: pure((value: unknown, count: unknown) => ends(value, count, "start")),
  last: pure((value: unknown, count: unknown) => ends(value, count, "end")),
  length: pure(lengthOf),
  size: pure(lengthOf),
  count: pure(lengthOf),
  join: pure((value: unknown, by: unknown = ", ") =>
    typeof value === "string" ? value : list(value).map(text).join(text(by)),
  ),
  reverse: pure((value: unknown) =>
    typeof value === "string" ? [...value].reverse().join("") : list(value).toReversed(),
  ),
  sort: pure((value: unknown) => list(value).toSorted(order)),
  sortBy: pure((value: unknown, path: unknown) =>
    list(value).toSorted((a, b) => order(at(a, text(path)), at(b, text(path)))),
  ),
  unique: pure((value: unknown) => [...new Set(list(value))]),
  pluck: pure((value: unknown, path: unknown) => list(value).map((item) => at(item, text(path)))),
  where: pure((value: unknown, path: unknown, wanted: unknown) =>
    list(value).filter((item) => at(item, text(path)) === wanted),
  ),
  slice: pure((value: unknown, from: unknown, to: unknown) =>
    list(value).slice(number(from), to === undefined ? undefined : number(to)),
  ),
  itemAt: pure((value: unknown, index: unknown) => list(value).at(number(index))),
  range: pure((from: unknown, to: unknown) =>
    Array.from(
      { length: Math.min(longest, Math.max(0, number(to) - number(from) + 1)) },
      (_, i) => number(from) + i,
    ),
  ),
  keys: pure((value: unknown) => Object.keys(Object(value ?? {}))),
  values: pure((value: unknown) => Object.values(Object(value ?? {}))),
};

const formatDate = pure((value: unknown, pattern: unknown = "YYYY-MM-DD") => {
  const moment = momentOf(value);
  return moment ? formatMoment(moment, text(pattern)) : text(value);
});

const dates: Record<string, Helper> = {
  formatDate,
  dateFormat: formatDate,
  date: formatDate,
  now: pure((pattern: unknown = "YYYY-MM-DD") => formatMoment(new Date(), text(pattern))),
  year: pure(() => String(new Date().getUTCFullYear())),
};

export const common: Record<string, Helper> = { ...texts, ...numbers, ...tests, ...lists, ...dates };
