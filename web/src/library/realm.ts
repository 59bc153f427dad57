// JavaScript's half of a rendering with helpers (the other is wasm/realm.go). The data of such a rendering, and all that
// helpers make, live here: helpers work with the objects themselves, and what they change is seen by what follows. The
// module asks for what a template needs of them.
import type { HelperOptions } from "./contract.d.ts";
import { type Hosts, MessageReader, MessageWriter, ModuleMemory, Op } from "./wire.ts";

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;
type AnyObject = Record<PropertyKey, unknown>;

interface BlockOptions {
  data?: object;
  blockParams?: unknown[];
}

/** A rendering that is under way. Its objects have numbers by which the module knows them. */
class Rendering implements Hosts {
  private readonly values: unknown[] = [];
  private readonly numbers = new Map<unknown, number>();
  private ways: Map<unknown, string[]> | undefined;
  /** The data, once the module has asked for it. */
  data: unknown;

  constructor(
    readonly helpers: Record<string, unknown>,
    /** JSON text, or a value that JSON cannot say. */
    readonly source: unknown,
    readonly runtime: string | undefined,
  ) {}

  at(number: number): unknown {
    return this.values[number];
  }

  numberOf(value: unknown): number {
    let number = this.numbers.get(value);
    if (number === undefined) {
      number = this.values.push(value) - 1;
      this.numbers.set(value, number);
    }
    return number;
  }

  /** The way from the data to an object of it. */
  wayTo(object: unknown): string[] | undefined {
    this.ways ??= waysFrom(this.data);
    return this.ways.get(object);
  }
}

export class Realm {
  private readonly memory = new ModuleMemory();
  /**
   * Runs the block that the message in the answer names. The result is the address of what it gives, 0 if it failed.
   * Set when the module has started.
   */
  private run: () => number = () => 0;
  /** What a helper of the last rendering has thrown. */
  failure: unknown;
  private readonly around: Rendering[] = [];
  private rendering = new Rendering({}, undefined, undefined);
  private readonly names: string[] = [];
  private readonly reader = new MessageReader(this.memory, () => this.rendering);
  private readonly writer = new MessageWriter(this.memory, () => this.rendering);
  /** Where the module reads answers: it may take a larger place while a helper runs. */
  private answer = 0;
  private capacity = 0;

  /** What the module imports. */
  readonly imports = {
    livebars: {
      ask: (request: number, _size: number, answer: number, capacity: number) =>
        this.ask(request >>> 0, answer >>> 0, capacity),
    },
  };

  /** The module has started. */
  attach({ exports }: WebAssembly.Instance): void {
    this.memory.attach(exports.mem as WebAssembly.Memory);
    this.run = exports.livebars_run as () => number;
  }

  begin = (
    helpers: Record<string, unknown> | undefined,
    data: unknown,
    runtime: string | undefined,
  ): void => {
    this.failure = undefined;
    this.around.push(this.rendering);
    this.rendering = new Rendering(helpers ?? {}, data, runtime);
  };

  end = (): void => {
    this.rendering = this.around.pop() as Rendering;
  };

  /** Whether a list somewhere in the data has holes, which JSON cannot say. */
  hasHoles = (data: unknown): boolean => {
    const seen = new Set<object>();
    const hasHole = (value: unknown): boolean => {
      if (typeof value !== "object" || value === null || seen.has(value)) return false;
      seen.add(value);
      if (Array.isArray(value)) {
        for (let i = 0; i < value.length; i++) if (!(i in value) || hasHole(value[i])) return true;
        return false;
      }
      return Object.values(value).some(hasHole);
    };
    return hasHole(data);
  };

  private ask(request: number, answer: number, capacity: number): void {
    this.answer = answer;
    this.capacity = capacity;
    this.reader.open(request);
    const op = this.reader.byte() as Op;
    if (op === Op.More) {
      this.writer.putSpilled(answer);
      return;
    }
    try {
      this.respond(op);
    } catch (error) {
      if (!(error instanceof BlockFailed)) this.failure = error;
      this.begun().boolean(false).text(messageOf(error));
    }
    this.writer.close();
  }

  private begun(): MessageWriter {
    return this.writer.open(this.answer, this.capacity);
  }

  /** Begins an answer, when all that can throw is done. */
  private ok(): MessageWriter {
    return this.begun().boolean(true);
  }

  private respond(op: Op): void {
    const { reader, rendering } = this;
    switch (op) {
      case Op.Name: {
        const number = reader.int();
        this.names[number] = reader.text();
        this.ok();
        return;
      }
      case Op.Data: {
        const { source } = rendering;
        rendering.data = typeof source === "string" ? JSON.parse(source) : copyOf(source, new Map());
        this.ok().value(rendering.data);
        return;
      }
      case Op.Runtime: {
        const data = rendering.runtime === undefined ? undefined : JSON.parse(rendering.runtime);
        this.ok().host(typeof data === "object" && data !== null ? data : undefined);
        return;
      }
      case Op.Helpers: {
        const helpers = Object.entries(rendering.helpers);
        const answer = this.ok().int(helpers.length);
        for (const [name, helper] of helpers) answer.text(name).value(helper);
        return;
      }
      case Op.Call:
        this.call();
        return;
      case Op.Step:
        this.step(reader.host() as AnyObject | undefined, reader.host() as unknown[], reader.int());
        return;
      case Op.SetIteration: {
        const frame = reader.host() as AnyObject;
        frame.key = reader.value();
        frame.index = reader.int();
        frame.first = reader.boolean();
        frame.last = reader.boolean();
        this.ok();
        return;
      }
      case Op.PartialBlock: {
        const block = reader.int();
        this.ok().host((context: unknown, options?: BlockOptions) => this.runBlock(block, context, options));
        return;
      }
      default:
        this.answerQuestion(op);
    }
  }

  /** Answers a question about values: with a value, and whether it was found. */
  private answerQuestion(op: Op): void {
    const { reader } = this;
    const a = reader.value() as AnyObject;
    const b = op <= Op.Set ? (this.names[reader.int()] as string) : (reader.value() as PropertyKey);
    const c = reader.value();
    let found = true;
    let value: unknown;
    switch (op) {
      case Op.Get:
        value = lookupProperty(a, b);
        found = Object.hasOwn(a, b);
        break;
      case Op.Has:
        value = b in a;
        break;
      case Op.Property:
        value = a[b];
        break;
      case Op.Set:
        a[b] = c;
        break;
      case Op.Lookup:
        value = lookupProperty(a, b);
        break;
      case Op.Keys:
      case Op.Path: {
        const texts = op === Op.Keys ? Object.keys(a) : this.rendering.wayTo(a);
        const answer = this.ok().boolean(texts !== undefined);
        answer.texts(texts ?? []);
        return;
      }
      case Op.Length:
        value = a.length;
        break;
      case Op.List:
        value = listOf(a);
        break;
      case Op.Text:
        value = `${primitive(a)}`;
        break;
      case Op.Primitive:
        value = primitive(a);
        break;
      case Op.Escape: // utils.js escapeExpression: a toHTML that is no function throws, as there
        found = Boolean(a.toHTML);
        value = found ? (a as { toHTML(): unknown }).toHTML() : `${primitive(a)}`;
        break;
      case Op.Add:
        value = (a as unknown as number) + (b as number);
        break;
      case Op.Less: {
        const [x, y] = [a as unknown as number, b as number];
        value = x < y;
        found = value === true || x >= y;
        break;
      }
      case Op.Equal:
        // biome-ignore lint/suspicious/noDoubleEquals: this is what the module asks
        value = (a as unknown) == b;
        break;
      case Op.Sealed:
        value = Object.seal({});
        break;
      case Op.Extended:
        value = extend({}, a, b);
        break;
      case Op.Frame:
        value = a === undefined ? {} : Object.assign(extend({}, a), { _parent: a });
        break;
      default:
        throw new Error(`the module asks what is not known here: ${op}`);
    }
    this.ok().boolean(found).value(value);
  }

  /** Begins a step over an array (`helpers/each.js`): present, the last one; and the item. */
  private step(frame: AnyObject | undefined, list: unknown[], index: number): void {
    const present = index in list;
    const last = index === list.length - 1;
    if (frame && present) {
      frame.key = index;
      frame.index = index;
      frame.first = index === 0;
      frame.last = last;
    }
    const item = present ? list[index] : undefined;
    this.ok().boolean(present).boolean(last).value(item);
  }

  /** Calls a function as Handlebars.js does. */
  private call(): void {
    const { reader } = this;
    const fn = reader.host() as AnyFunction;
    const self = reader.value();
    const args = reader.values();
    if (reader.boolean()) args.push(this.options());
    const value = fn.apply(self, args);
    if (isThenable(value)) throw new Error("it returns a promise; a helper must answer at once");
    this.ok().value(value);
  }

  /** The last argument of a helper, with its properties in the order of Handlebars.js. */
  private options(): HelperOptions {
    const { reader } = this;
    const options = { name: reader.text(), hash: reader.object() } as HelperOptions;
    if (reader.boolean()) {
      const [fn, inverse, blockParams] = [reader.int(), reader.int(), reader.int()];
      options.fn = Object.assign(this.block(fn), { blockParams });
      options.inverse = inverse === 0 ? () => "" : this.block(inverse);
    }
    const data = reader.host();
    if (data !== undefined) (options as { data?: unknown }).data = data;
    if (reader.boolean()) options.blockParams = reader.values();
    const [startLine, startColumn, endLine, endColumn] = [
      reader.int(),
      reader.int(),
      reader.int(),
      reader.int(),
    ];
    options.loc = {
      start: { line: startLine, column: startColumn },
      end: { line: endLine, column: endColumn },
    };
    options.lookupProperty = lookupProperty as HelperOptions["lookupProperty"];
    return options;
  }

  private block(number: number) {
    return (context?: unknown, options?: BlockOptions): string => this.runBlock(number, context, options);
  }

  private runBlock(number: number, context: unknown, { data, blockParams }: BlockOptions = {}): string {
    // What is not true stands for nothing given (`runtime.js` wrapProgram).
    const message = this.begun()
      .int(number)
      .value(context)
      .host(data || undefined);
    message.boolean(Boolean(blockParams));
    if (blockParams) message.values([...blockParams]);
    this.writer.close();
    const address = this.run();
    if (address === 0) throw new BlockFailed("the block failed"); // the module knows with what
    this.reader.open(address >>> 0);
    return this.reader.value() as string;
  }
}

/** A block that a helper ran has failed. */
class BlockFailed extends Error {}

/** Handlebars.js `runtime.js` lookupProperty: own properties only, and what is null anywhere. */
function lookupProperty(parent: AnyObject, name: PropertyKey): unknown {
  const value = parent[name];
  return value == null || Object.hasOwn(Object(parent), name) ? value : undefined;
}

/** Handlebars.js `utils.js` extend. */
function extend(target: AnyObject, ...sources: unknown[]): AnyObject {
  for (const source of sources)
    for (const key in source as AnyObject)
      if (Object.hasOwn(Object(source), key)) target[key] = (source as AnyObject)[key];
  return target;
}

/** The array of what an iterable gives (`helpers/each.js`); nothing for an object that is none. */
function listOf(value: unknown): unknown[] | undefined {
  const iterable = value as Iterable<unknown>;
  if (!iterable[Symbol.iterator]) return undefined;
  const list: unknown[] = [];
  const iterator = iterable[Symbol.iterator]();
  for (let step = iterator.next(); !step.done; step = iterator.next()) list.push(step.value);
  return list;
}

/** What `+` makes of a value (ECMAScript 2024 §7.1.1 ToPrimitive, without a hint). */
function primitive(value: unknown): unknown {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return value;
  const object = value as AnyObject;
  const exotic = object[Symbol.toPrimitive] as AnyFunction | null | undefined;
  const methods: [method: unknown, ...args: string[]][] =
    exotic != null ? [[exotic, "default"]] : [[object.valueOf], [object.toString]];
  for (const [method, ...args] of methods) {
    if (typeof method !== "function") continue;
    const result = method.apply(object, args);
    if ((typeof result !== "object" && typeof result !== "function") || result === null) return result;
  }
  throw new TypeError("Cannot convert object to primitive value");
}

/** A copy of data that JSON cannot say. Helpers may change it, and the caller's own stays as it is. */
function copyOf(value: unknown, copies: Map<object, object>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const known = copies.get(value);
  if (known) return known;
  const isArray = Array.isArray(value);
  const prototype = Object.getPrototypeOf(value) as unknown;
  if (!isArray && prototype !== Object.prototype && prototype !== null) return value;
  const copy: AnyObject | unknown[] = isArray ? new Array(value.length) : {};
  copies.set(value, copy);
  for (const key of Object.keys(value)) (copy as AnyObject)[key] = copyOf((value as AnyObject)[key], copies);
  return copy;
}

/** The ways to all objects of the data, by plain properties: no getter is asked. */
function waysFrom(root: unknown): Map<unknown, string[]> {
  const ways = new Map<unknown, string[]>([[root, []]]);
  for (const [object, way] of ways) {
    if (typeof object !== "object" || object === null) continue;
    for (const key of Object.keys(object)) {
      const value: unknown = Object.getOwnPropertyDescriptor(object, key)?.value;
      if (typeof value === "object" && value !== null && !ways.has(value)) ways.set(value, [...way, key]);
    }
  }
  return ways;
}

function isThenable(value: unknown): boolean {
  return typeof value === "object" && value !== null && typeof (value as AnyObject).then === "function";
}

function messageOf(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return "it threw a value that has no text";
  }
}
