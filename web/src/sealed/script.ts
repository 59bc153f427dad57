// Evaluates a text of helpers, in whichever form people have them: scripts that call `Handlebars.registerHelper`, CommonJS,
// ES modules, a function that is given `Handlebars`, and an object of helpers.
import type { Helper } from "../library/contract.d.ts";
import { type HelperFile, helperFilesOf } from "../share/helper-files.ts";
import { Handlebars } from "./handlebars-object.ts";
import { type Import, importsOf, type Place, syntaxFault } from "./syntax.ts";

/** What a text of helpers has registered or exported. */
export interface Script {
  helpers: Record<string, Helper>;
  partials: Record<string, string>;
  /** Where in the text an error was thrown, if it was there. */
  placeOf(error: unknown): Place | undefined;
}

/** A text that cannot be evaluated. */
export class ScriptError extends Error {
  constructor(
    message: string,
    /** Undefined where the engine does not say it. */
    readonly place: Place | undefined,
  ) {
    super(message);
  }
}

type AnyFunction = (...args: unknown[]) => unknown;

/** `import` and `export` at the start of a line: such a text is no script. */
const moduleSign = /^\s*(?:import|export)\b/m;

const parameters = ["module", "exports", "require"];

/** Rejects with a ScriptError. */
export async function loadScript(text: string): Promise<Script> {
  const loader = new Loader(helperFilesOf(text));
  return { ...(await loader.load()), placeOf: (error) => loader.placeOf(error) };
}

class Loader {
  private readonly handlebars = new Handlebars();
  /** What files have exported, by name; of a module of ES the address as well. */
  private readonly scripts = new Map<HelperFile, { exports: unknown }>();
  private readonly modules = new Map<HelperFile, Promise<string>>();
  /** Modules whose imports are being made: one that leads back to such a one is a circle. */
  private readonly making = new Set<HelperFile>();
  private readonly addresses = new Map<string, HelperFile>();
  private handlebarsAddress: string | undefined;

  constructor(private readonly files: HelperFile[]) {
    Object.assign(globalThis, { Handlebars: this.handlebars });
  }

  async load(): Promise<Pick<Script, "helpers" | "partials">> {
    for (const file of this.files)
      try {
        if (isModule(file)) this.take(await this.importFile(file), true);
        else this.take(this.run(file), false);
      } catch (error) {
        if (error instanceof ScriptError) throw error;
        throw new ScriptError(textOf(error), this.placeOf(error));
      }
    return this.handlebars.registered();
  }

  placeOf(error: unknown): Place | undefined {
    const thrown = thrownAt(error);
    if (!thrown) return undefined;
    const { address, line, column } = thrown;
    const number = scriptNumber.exec(address)?.[1];
    const scripts = this.files.filter((file) => !isModule(file));
    let file = number === undefined ? this.addresses.get(address) : this.files[Number(number)];
    if (address === "" && scripts.length === 1) file = scripts[0];
    if (!file) return undefined;
    const before = isModule(file) ? 0 : linesBeforeBody() + (compiled(0, file.text) ? 0 : 1);
    return placeIn(file, { line: line - before, column });
  }

  /** Runs a script, or gives what it has exported already. */
  private run(file: HelperFile): unknown {
    const known = this.scripts.get(file);
    if (known) return known.exports;
    const own = {};
    const module: { exports: unknown } = { exports: own };
    this.scripts.set(file, module);
    const number = this.files.indexOf(file);
    const [script, expression] = [compiled(number, file.text), compiled(number, asExpression(file.text))];
    if (!script && !expression) throw this.syntaxError(file);
    const run = (body: AnyFunction): unknown =>
      body.call(module.exports, module, module.exports, (name: unknown) => this.require(file, name));
    const before = this.handlebars.count;
    if (script) run(script);
    // `(Handlebars) => …` and `{ upper: … }` are scripts as well, which do nothing.
    if (
      expression &&
      module.exports === own &&
      Object.keys(own).length === 0 &&
      this.handlebars.count === before
    )
      module.exports = run(expression);
    return module.exports;
  }

  private require(from: HelperFile, name: unknown): unknown {
    if (name === "handlebars" || name === "handlebars/runtime") return this.handlebars;
    const file = this.sibling(from, String(name));
    if (file && !isModule(file)) return this.run(file);
    throw new Error(`“${name}” cannot be loaded: helpers may use only each other and “handlebars”`);
  }

  private async importFile(file: HelperFile): Promise<object> {
    const address = await this.addressOf(file);
    try {
      return (await import(address)) as object;
    } catch (error) {
      throw syntaxFault(file.text) ? this.syntaxError(file) : error;
    }
  }

  /** Makes a module of ES of a file, whose imports are other files here. */
  private addressOf(file: HelperFile): Promise<string> {
    let address = this.modules.get(file);
    if (!address) {
      address = this.makeModule(file);
      this.modules.set(file, address);
    }
    return address;
  }

  private async makeModule(file: HelperFile): Promise<string> {
    let { text } = file;
    this.making.add(file);
    for (const found of importsOf(text).toReversed()) {
      const address = JSON.stringify(await this.resolve(file, found));
      text = text.slice(0, found.from) + address + text.slice(found.to);
    }
    this.making.delete(file);
    const address = blobAddress(text);
    this.addresses.set(address, file);
    return address;
  }

  private async resolve(from: HelperFile, { name, place }: Import): Promise<string> {
    if (name === "handlebars" || name === "handlebars/runtime") {
      const names = Object.keys(this.handlebars).join();
      this.handlebarsAddress ??= blobAddress(`export default Handlebars;export const {${names}}=Handlebars;`);
      return this.handlebarsAddress;
    }
    const file = this.sibling(from, name);
    if (file && isModule(file) && !this.making.has(file)) return this.addressOf(file);
    throw new ScriptError(
      `“${name}” cannot be imported: helpers may use only each other and “handlebars”`,
      placeIn(from, place),
    );
  }

  /** The file that another one names by a relative path. */
  private sibling(from: HelperFile, name: string): HelperFile | undefined {
    if (!/^\.\.?\//.test(name)) return undefined;
    const path = new URL(name, `file:///${from.name}`).pathname.slice(1);
    return this.files.find((file) => file.name === path || file.name.replace(/\.[cm]?js$/, "") === path);
  }

  private syntaxError(file: HelperFile): ScriptError {
    const fault = syntaxFault(file.text);
    if (fault) return new ScriptError(fault.message, placeIn(file, fault.place));
    return new ScriptError("This is no JavaScript that is understood here", undefined);
  }

  /** Registers what a file exports. */
  private take(exported: unknown, isNamespace: boolean): void {
    if (exported instanceof Handlebars) {
      if (exported === this.handlebars) return;
      Object.assign(this.handlebars.helpers, exported.helpers);
      Object.assign(this.handlebars.partials, exported.partials);
    } else if (typeof exported === "function") {
      const result: unknown = (exported as AnyFunction)(this.handlebars, {});
      if (isExported(result) && typeof result !== "function") this.take(result, false);
    } else if (typeof exported === "object" && exported !== null) {
      for (const [name, value] of Object.entries(exported)) {
        if (name === "default" || (name === "helpers" && typeof value === "object")) {
          if (isExported(value)) this.take(value, isNamespace);
        } else if (name === "register" && typeof value === "function" && value.length > 0)
          (value as AnyFunction)(this.handlebars, {});
        else if (name === "partials" && typeof value === "object" && value !== null)
          this.handlebars.registerPartial(value as Record<string, string>);
        else if (typeof value === "function") this.handlebars.registerHelper(name, value as Helper);
      }
    }
  }
}

const isExported = (value: unknown): boolean =>
  typeof value === "function" || (typeof value === "object" && value !== null);

/** Whether a file is a module of ES: it is no script, and has what only modules have. */
function isModule({ text }: HelperFile): boolean {
  return moduleSign.test(text) && !compiled(0, text) && !compiled(0, asExpression(text));
}

const asExpression = (text: string) => `return (\n${text}\n)`;

/** A function with this body; undefined if it is no JavaScript. */
function compiled(number: number, body: string): AnyFunction | undefined {
  try {
    return new Function(...parameters, `${body}\n//# sourceURL=helpers-${number}.js`) as AnyFunction;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** How the code of the file with a number is named in stacks. */
const scriptNumber = /^helpers-(\d+)\.js$/;

/** Where an error was thrown, as the engine counts. WebKit has no address for code of `Function`. */
function thrownAt(error: unknown): (Place & { address: string }) | undefined {
  const { stack, line, column } = (error ?? {}) as { stack?: unknown; line?: unknown; column?: unknown };
  const found = /(helpers-\d+\.js|blob:[^\s()]+?):(\d+):(\d+)/.exec(String(stack ?? ""));
  const nameless = typeof line === "number" && /^[^\n]*@(?:\n|$)/.test(String(stack));
  if (nameless) return { address: "", line, column: typeof column === "number" ? column : 1 };
  return found ? { address: found[1] ?? "", line: Number(found[2]), column: Number(found[3]) } : undefined;
}

let bodyStartsBelow: number | undefined;

/** How many lines an engine counts before the first line of a body. */
function linesBeforeBody(): number {
  if (bodyStartsBelow === undefined)
    try {
      compiled(0, "throw new Error()")?.();
    } catch (error) {
      bodyStartsBelow = (thrownAt(error)?.line ?? 1) - 1;
    }
  return bodyStartsBelow ?? 0;
}

/** A place of a file as one of the whole text. */
const placeIn = ({ linesBefore }: HelperFile, { line, column }: Place): Place => ({
  line: line + linesBefore,
  column,
});

/** Taken before scripts run, which have neither. */
const { createObjectURL } = URL;
const { Blob } = globalThis;
const blobAddress = (text: string): string => createObjectURL(new Blob([text], { type: "text/javascript" }));

function textOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return "it threw a value that has no text";
  }
}
