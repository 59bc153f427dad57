// Carries the values of helpers over the bridge between the module and JavaScript (the other half is
// wasm/host.go). An array or object of the module is a proxy here: it is filled when a helper first looks into
// it, one level deep, and is the same proxy each time. What a helper returns goes over as a whole, unless it is
// such a proxy.
import type { HelperOptions } from "./contract.d.ts";

/** What the module answers about one of its values. */
interface Entries {
  keys: string[];
  kinds: ("value" | "array" | "object")[];
  held: unknown[];
  lengths: number[];
}

interface FrameEntries {
  keys: string[];
  values: unknown[];
  number: number;
  parent?: FrameEntries;
}

/** The calls that the module answers while a helper runs. */
export interface ModuleSide {
  entries(number: number): Entries | null;
  run(
    call: number,
    inverse: boolean,
    context: unknown,
    data: object | undefined,
    params: unknown[] | undefined,
  ): { value: string | number | boolean } | null;
  frame(call: number): FrameEntries | null;
}

interface Call {
  number: number;
  name: string;
  keys: string[];
  values: unknown[];
  params: number;
  block: boolean;
  inverse: boolean;
  around?: unknown[];
  from: { line: number; column: number };
  to: { line: number; column: number };
}

type HelperFunction = (this: unknown, ...args: unknown[]) => unknown;

interface RunOptions {
  data?: object;
  blockParams?: unknown[];
}

export class Bridge {
  /** Set when the module is connected. */
  side!: ModuleSide;
  private proxies = new Map<number, object>();
  private readonly numbers = new WeakMap<object, number>();
  private readonly unfilled = new WeakMap<object, number>();
  private readonly frames = new WeakMap<object, { number: number; parent: number }>();

  /** The proxy of an array or object of the module; length is -1 for an object. */
  wrap = (number: number, length: number): object => {
    const known = this.proxies.get(number);
    if (known) return known;
    const target = length < 0 ? {} : new Array(length);
    this.unfilled.set(target, number);
    const proxy = new Proxy(target, this.handler);
    this.proxies.set(number, proxy);
    this.numbers.set(proxy, number);
    return proxy;
  };

  /** A rendering has ended: its values are gone. */
  end = (): void => {
    this.proxies = new Map();
  };

  private readonly handler: ProxyHandler<object> = {
    get: (target, key) => Reflect.get(this.filled(target), key),
    has: (target, key) => Reflect.has(this.filled(target), key),
    ownKeys: (target) => Reflect.ownKeys(this.filled(target)),
    getOwnPropertyDescriptor: (target, key) => Reflect.getOwnPropertyDescriptor(this.filled(target), key),
    set: (target, key, value) => Reflect.set(this.filled(target), key, value),
    defineProperty: (target, key, descriptor) => Reflect.defineProperty(this.filled(target), key, descriptor),
    deleteProperty: (target, key) => Reflect.deleteProperty(this.filled(target), key),
  };

  private filled(target: object): object {
    const number = this.unfilled.get(target);
    if (number === undefined) return target;
    const entries = this.side.entries(number);
    if (!entries) throw new Error("a value of a rendering that has ended was looked into");
    this.unfilled.delete(target);
    const { keys, kinds, held, lengths } = entries;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as string;
      const value =
        kinds[i] === "value"
          ? held[i]
          : this.wrap(held[i] as number, kinds[i] === "array" ? (lengths[i] as number) : -1);
      Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
    }
    return target;
  }

  /** Calls a helper as Handlebars.js does. */
  call = (
    helper: HelperFunction,
    self: unknown,
    args: unknown[],
    call: Call,
  ): { value: unknown } | { failed: string } => {
    try {
      return { value: helper.apply(self, [...args, this.options(call)]) };
    } catch (error) {
      return { failed: error instanceof Error ? error.message : String(error) };
    }
  };

  private options(call: Call): HelperOptions {
    const hash: Record<string, unknown> = {};
    call.keys.forEach((key, i) => {
      hash[key] = call.values[i];
    });
    const { from, to } = call;
    let data: object | undefined;
    let dataAsked = false;
    const bridge = this;
    const options: HelperOptions = {
      name: call.name,
      hash,
      loc: {
        start: { line: from.line, column: from.column - 1 },
        end: { line: to.line, column: to.column - 1 },
      },
      /** The @-variables; made when a helper asks. */
      get data() {
        if (!dataAsked) {
          dataAsked = true;
          const entries = bridge.side.frame(call.number);
          data = entries ? bridge.frameObject(entries).object : undefined;
        }
        return data as Record<string, unknown> | undefined;
      },
      lookupProperty: (parent: unknown, name: string) =>
        Object.hasOwn(Object(parent), name) ? (parent as Record<string, unknown>)[name] : undefined,
    };
    if (call.around) options.blockParams = call.around;
    if (call.block) {
      options.fn = Object.assign(this.block(call, false), { blockParams: call.params });
      options.inverse = call.inverse ? this.block(call, true) : () => "";
    }
    return options;
  }

  private block(call: Call, inverse: boolean) {
    return (context?: unknown, { data, blockParams }: RunOptions = {}): string => {
      const answer = this.side.run(call.number, inverse, context, data, blockParams);
      if (!answer) throw new Error("the block failed"); // the module knows with what
      return answer.value as string;
    };
  }

  private frameObject(entries: FrameEntries): { object: Record<string, unknown>; number: number } {
    const parent = entries.parent && this.frameObject(entries.parent);
    const object: Record<string, unknown> = {};
    entries.keys.forEach((key, i) => {
      object[key] = entries.values[i];
    });
    if (parent) object._parent = parent.object;
    this.frames.set(object, { number: entries.number, parent: parent?.number ?? -1 });
    return { object, number: entries.number };
  }

  /** What the module has to know of @-variables that a helper hands to its block. */
  inspectFrame = (frame: Record<string, unknown>) => {
    const own = this.frames.get(frame);
    const around = this.frames.get(Object(frame._parent));
    const keys = Object.keys(frame).filter((key) => key !== "_parent");
    return {
      keys,
      values: keys.map((key) => frame[key]),
      parent: own ? own.parent : (around?.number ?? -1),
      block: own ? own.number : (around?.number ?? -1),
    };
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

  /** What the module has to know of an object that a helper returns. */
  inspect = (value: unknown): Record<string, unknown> => {
    if (typeof value === "object" && value !== null) {
      const number = this.numbers.get(value);
      if (number !== undefined)
        return { kind: "ours", number: this.proxies.get(number) === value ? number : -1 };
      const { toHTML, then } = value as { toHTML?: () => unknown; then?: unknown };
      if (typeof then === "function") return { kind: "promise" };
      if (typeof toHTML === "function") return { kind: "safe", text: String(toHTML.call(value)) };
      if (Array.isArray(value)) return { kind: "array" };
      const keys = Object.keys(value);
      const text = (value as object).toString === Object.prototype.toString ? undefined : String(value);
      return {
        kind: "object",
        keys,
        values: keys.map((key) => (value as Record<string, unknown>)[key]),
        text,
      };
    }
    return { kind: "object", keys: [], values: [], text: String(value) };
  };
}
