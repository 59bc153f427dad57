// Going on with a Go program that the build has started: the module's memory is as the program left it when it began
// to wait for calls, and the values of JavaScript that it holds are made again (build/started).
import { countFunctions } from "./counted.ts";
import "wasm-exec"; // sets globalThis.Go; from the Go distribution that built the module

/** The parts of wasm_exec.js that its `run` would set. */
export interface GoProgram {
  importObject: WebAssembly.Imports;
  _inst: WebAssembly.Instance;
  mem: DataView;
  _values: unknown[];
  _goRefCounts: number[];
  _ids: Map<unknown, number>;
  _idPool: number[];
  exited: boolean;
}

declare const Go: new () => GoProgram;

/** A value: one that a step has made, by its number, or a plain one. */
type Named = number | [plain: unknown];

/** How the program came to its values; `null` stands for a step that nothing needs. */
type Step =
  | ["get", target: number, key: string]
  | ["set", target: number, key: string, value: Named]
  | ["new", target: number, ...args: Named[]]
  | ["call", target: number, self: Named, ...args: Named[]]
  | null;

interface Start {
  steps: Step[];
  /** By number, beginning with the first that wasm_exec.js does not set: the value, and how often Go refers to it. */
  values: ([value: Named, references: number] | null)[];
  /** Numbers that are free. */
  free: number[];
}

/** The section of the module that says how to go on. */
const section = "livebars.start";

/**
 * Starts a program of its own. The result is the global that the program has set, taken before another program can set
 * its own. Rejects if the module is another one.
 */
export async function goOn(module: WebAssembly.Module, global: string): Promise<unknown> {
  const [content] = WebAssembly.Module.customSections(module, section);
  if (!content) throw new Error("The module is not Livebars.");
  const start = JSON.parse(new TextDecoder().decode(content)) as Start;
  const go = new Go();
  const instance = await WebAssembly.instantiate(module, go.importObject);
  go._inst = instance;
  go.mem = new DataView((instance.exports.mem as WebAssembly.Memory).buffer);
  countFunctions(module, go.mem);
  go._values = [Number.NaN, 0, null, true, false, globalThis, go];
  go._goRefCounts = go._values.map(() => Number.POSITIVE_INFINITY);
  go._ids = new Map(go._values.slice(1).map((value, i) => [value, i + 1]));
  go._idPool = start.free;
  go.exited = false;
  const made = makeAgain(start.steps, go);
  for (const entry of start.values) {
    const value = entry && (typeof entry[0] === "number" ? made[entry[0]] : entry[0][0]);
    if (entry) go._ids.set(value, go._values.length);
    go._values.push(value);
    go._goRefCounts.push(entry?.[1] ?? 0);
  }
  return (globalThis as Record<string, unknown>)[global];
}

/** All that the steps make, by number: 0 is the global object, 1 is Go's. */
function makeAgain(steps: Step[], go: GoProgram): unknown[] {
  const made: unknown[] = [globalThis, go];
  const value = (named: Named) => (typeof named === "number" ? made[named] : named[0]);
  for (const step of steps) {
    switch (step?.[0]) {
      case "get":
        made.push(Reflect.get(made[step[1]] as object, step[2]));
        break;
      case "set":
        made.push(Reflect.set(made[step[1]] as object, step[2], value(step[3])));
        break;
      case "new":
        made.push(
          Reflect.construct(
            made[step[1]] as new () => unknown,
            step.slice(2).map((arg) => value(arg as Named)),
          ),
        );
        break;
      case "call": {
        const [, target, self, ...args] = step;
        made.push(Reflect.apply(made[target] as () => unknown, value(self), args.map(value)));
        break;
      }
      default:
        made.push(undefined);
    }
  }
  return made;
}
