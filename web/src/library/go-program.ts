// Starting a Go program. The build has started it already, where it knows the compiler (build/started): the module's
// memory is as the program left it when it began to wait for calls, and the values of JavaScript that it holds are
// made again here. Any other module is run as wasm_exec.js does.
import "wasm-exec"; // sets globalThis.Go; from the Go distribution that built the module

/** The parts of wasm_exec.js that its `run` would set. */
interface GoProgram {
  importObject: WebAssembly.Imports;
  _inst: WebAssembly.Instance;
  mem: DataView;
  _values: unknown[];
  _goRefCounts: number[];
  _ids: Map<unknown, number>;
  _idPool: number[];
  exited: boolean;
  /** Runs a program that has not started; resolves when it ends. */
  run(instance: WebAssembly.Instance): Promise<void>;
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
export async function startProgram(
  module: WebAssembly.Module,
  global: string,
  imports: WebAssembly.Imports,
): Promise<{ found: unknown; instance: WebAssembly.Instance }> {
  const go = new Go();
  const instance = await WebAssembly.instantiate(module, { ...go.importObject, ...imports });
  const globals = globalThis as Record<string, unknown>;
  delete globals[global];
  const [content] = WebAssembly.Module.customSections(module, section);
  if (content) resume(go, instance, JSON.parse(new TextDecoder().decode(content)) as Start);
  else if ("run" in instance.exports) void go.run(instance); // comes back when the program waits for calls
  const found = globals[global];
  if (found === undefined) throw new Error("The module is not Livebars.");
  return { found, instance };
}

/** Sets what `run` of wasm_exec.js would have set by now. */
function resume(go: GoProgram, instance: WebAssembly.Instance, start: Start): void {
  go._inst = instance;
  go.mem = new DataView((instance.exports.mem as WebAssembly.Memory).buffer);
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
