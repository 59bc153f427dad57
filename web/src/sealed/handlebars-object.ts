// `Handlebars` as scripts of helpers know it (Handlebars.js 4.7): what registers helpers and partials, and what helpers
// use. Templates are compiled by Livebars, not by scripts.
import type { Helper } from "../library/contract.d.ts";
import { createFrame, SafeString } from "../library/helper-values.ts";
import { builtinHelpers, isEmpty } from "./builtin-helpers.ts";

/** The version of Handlebars.js whose behaviour this is. */
const version = "4.7.8";

/** What `utils.js` replaces in text that becomes HTML. */
const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
  "`": "&#x60;",
  "=": "&#x3D;",
};

function escapeExpression(value: unknown): string {
  if (typeof value !== "string") {
    const marked = value as { toHTML?(): string } | null | undefined;
    if (marked?.toHTML) return marked.toHTML();
    if (value === null || value === undefined) return "";
    if (!value) return `${value}`;
  }
  return `${value as string}`.replace(/[&<>"'`=]/g, (sign) => escapes[sign] as string);
}

const Utils = {
  extend: (target: Record<string, unknown>, ...sources: object[]) => {
    for (const source of sources) for (const [name, value] of Object.entries(source)) target[name] = value;
    return target;
  },
  indexOf: (list: unknown[], value: unknown) => list.indexOf(value),
  escapeExpression,
  isEmpty,
  createFrame,
  blockParams: (params: unknown[] & { path?: unknown }, ids: unknown) => Object.assign(params, { path: ids }),
  appendContextPath: (path: string | undefined, id: string) => (path ? `${path}.` : "") + id,
  toString: Object.prototype.toString,
  isFunction: (value: unknown) => typeof value === "function",
  isArray: Array.isArray,
};

class Exception extends Error {}

function unavailable(name: string): never {
  throw new Error(`Handlebars.${name} is not available here: Livebars compiles the templates`);
}

export class Handlebars {
  readonly VERSION = version;
  readonly SafeString = SafeString;
  readonly Exception = Exception;
  readonly Utils = Utils;
  readonly escapeExpression = escapeExpression;
  readonly createFrame = createFrame;
  helpers: Record<string, Helper> = { ...builtinHelpers };
  partials: Record<string, unknown> = {};
  readonly decorators: Record<string, unknown> = {};
  readonly logger = { log: (level: unknown, ...args: unknown[]) => console.log(level, ...args) };
  readonly log = this.logger.log;

  readonly create = (): Handlebars => new Handlebars();
  readonly noConflict = (): Handlebars => this;

  readonly registerHelper = (name: string | Record<string, Helper>, helper?: Helper): void => {
    if (typeof name === "object") Object.assign(this.helpers, name);
    else if (typeof helper === "function") this.helpers[name] = helper;
    else throw new Error(`Attempting to register a helper as ${typeof helper}`);
  };

  readonly unregisterHelper = (name: string): void => {
    delete this.helpers[name];
  };

  readonly registerPartial = (name: string | Record<string, string>, partial?: unknown): void => {
    if (typeof name === "object") Object.assign(this.partials, name);
    else if (partial === undefined)
      throw new Error(`Attempting to register a partial called "${name}" as undefined`);
    else this.partials[name] = partial;
  };

  readonly unregisterPartial = (name: string): void => {
    delete this.partials[name];
  };

  readonly registerDecorator = (): never => unavailable("registerDecorator");
  readonly compile = (): never => unavailable("compile");
  readonly precompile = (): never => unavailable("precompile");
  readonly template = (): never => unavailable("template");

  /** How much is registered. */
  get count(): number {
    return Object.keys(this.helpers).length + Object.keys(this.partials).length;
  }

  /** What a script has registered; a helper of the script may have the name of a built-in one. */
  registered(): { helpers: Record<string, Helper>; partials: Record<string, string> } {
    const helpers = Object.entries(this.helpers).filter(([name, helper]) => builtinHelpers[name] !== helper);
    const partials = Object.entries(this.partials).map(([name, text]) => {
      if (typeof text !== "string") throw new Error(`The partial “${name}” is no text`);
      return [name, text] as const;
    });
    return { helpers: Object.fromEntries(helpers), partials: Object.fromEntries(partials) };
  }
}
