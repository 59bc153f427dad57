// Random programs of helpers: values of every kind, made by helpers and handed on in every way, beside npm's Handlebars.js.
import { random } from "./random.mjs";

/** Makers of values by kind. Each is called once for a rendering, so that identity can be told. */
const values = {
  object: () => ({ a: 1, b: { c: "deep<" }, l: [1, 2] }),
  array: () => ["x<", { n: 1 }, [2, 3]],
  "array with a property": () => Object.assign([1, 2], { extra: "e" }),
  "array with holes": () => {
    const list = [1, 2, 3];
    delete list[1];
    return list;
  },
  instance: () =>
    new (class Person {
      constructor() {
        this.n = 1;
      }
      hi() {
        return `hi${this.n}`;
      }
      get inherited() {
        return "no";
      }
    })(),
  "with toString": () => ({ a: 1, toString: () => "own<text>" }),
  "with valueOf": () => ({ valueOf: () => 7 }),
  "with toPrimitive": () => ({ [Symbol.toPrimitive]: (hint) => `hint ${hint}` }),
  "with toHTML": () => ({ toHTML: () => "<b>html</b>", toString: () => "plain" }),
  "with toHTML of a number": () => ({ toHTML: () => 5 }),
  SafeString: ({ SafeString }) => new SafeString("<i>safe</i>"),
  "empty SafeString": ({ SafeString }) => new SafeString(""),
  Date: () => new Date(Date.UTC(2020, 1, 2)),
  Map: () =>
    new Map([
      ["k", 1],
      ["m", "v"],
    ]),
  Set: () => new Set(["s", 2]),
  generator: () =>
    (function* () {
      yield "g1";
      yield { a: 2 };
    })(),
  "empty iterable": () => ({ *[Symbol.iterator]() {} }),
  function: () => () => "called",
  "function of this": () =>
    function () {
      return this?.word ?? "no word";
    },
  "function with a list": () => () => [4, 5],
  "function that gives nothing": () => () => {},
  BigInt: () => 12345678901234567890n,
  "BigInt zero": () => 0n,
  "minus zero": () => -0,
  NaN: () => Number.NaN,
  infinity: () => Number.POSITIVE_INFINITY,
  fraction: () => 1.5,
  "without prototype": () => Object.assign(Object.create(null), { a: "np", n: 2 }),
  circle: () => {
    const o = { a: "round" };
    o.self = o;
    return o;
  },
  getters: () => ({
    a: "plain",
    get b() {
      return { c: "got" };
    },
    get boom() {
      throw new Error("asked for");
    },
  }),
  "boxed text": () => new String("boxed"),
  "boxed number": () => new Number(3),
  RegExp: () => /a+/g,
  Error: () => new Error("wrong"),
  "typed array": () => new Uint8Array([7, 8]),
  null: () => null,
  undefined: () => undefined,
  "empty text": () => "",
  text: () => "text & <more>",
  "text with a mark": () => "\uFEFFmark",
  "text of astral characters": () => "a😀b",
  zero: () => 0,
  true: () => true,
  false: () => false,
  "empty array": () => [],
  "empty object": () => ({}),
  "object with numbers": () => ({ 2: "two", b: "bee", 1: "one" }),
  "nested lists": () => [[1, [2]], []],
};

/** What helpers do with a value. */
function tools(engine, made) {
  const { createFrame, SafeString } = engine;
  const text = (x) => {
    try {
      return String(x);
    } catch (error) {
      return `threw ${error.constructor.name}`;
    }
  };
  return {
    ...Object.fromEntries(made.map((value, i) => [`v${i}`, () => value])),
    fn0: () => made[0],
    show: (...args) => {
      args.pop();
      return args
        .map((x) => `${typeof x} ${Object.prototype.toString.call(x)} ${x?.constructor?.name} ${text(x)}`)
        .join(";");
    },
    same: (a, b) => a === b,
    mine: (x) => made.indexOf(x),
    id: (x) => x,
    keys: (x) => (x === null || x === undefined ? "none" : Object.keys(x).join()),
    json: (x) => {
      try {
        return JSON.stringify(x);
      } catch (error) {
        return `threw ${error.constructor.name}`;
      }
    },
    clone: (x) => {
      try {
        return JSON.stringify(structuredClone(x));
      } catch (error) {
        return `threw ${error.constructor.name}`;
      }
    },
    spread: (x) => JSON.stringify(Object.keys({ ...x })),
    isArray: (x) => Array.isArray(x),
    plus: (x) => {
      try {
        return `${x + x}`;
      } catch (error) {
        return `threw ${error.constructor.name}`;
      }
    },
    me() {
      return `${typeof this} ${text(this)} ${this?.a}`;
    },
    meIs() {
      return made.indexOf(this);
    },
    hash: ({ hash }) => `${Object.keys(hash)}:${Object.values(hash).map((x) => made.indexOf(x))}`,
    put(name, x) {
      if (typeof this === "object" && this !== null) this[name] = x;
      return "";
    },
    push: (list, x) => {
      if (Array.isArray(list)) list.push(x);
      return "";
    },
    sort: (list) => {
      if (Array.isArray(list)) list.sort();
      return "";
    },
    drop: (x, name) => {
      if (typeof x === "object" && x !== null) delete x[name];
      return "";
    },
    setVariable: (x, { data }) => {
      data.mine = x;
      return "";
    },
    setRoot: (x, { data }) => {
      if (typeof data.root === "object" && data.root !== null) data.root.set = x;
      return "";
    },
    variables: ({ data }) => Object.keys(data).join(),
    wrap(o) {
      return `[${o.fn(this)}|${o.inverse(this)}]`;
    },
    on: (x, o) => new SafeString(`(${o.fn(x)})`),
    raw: (x, o) => o.fn(x),
    attempt(o) {
      try {
        return o.fn(this);
      } catch {
        return "caught";
      }
    },
    bare: (x, o) => o.fn(x, { data: null, blockParams: null }),
    twice: (x, o) =>
      [1, 2].map((i) => o.fn(x, { data: { ...createFrame(o.data), i }, blockParams: [x, i] })).join(),
    params: (o) => JSON.stringify(o.blockParams?.map((list) => list?.length ?? null)) + o.fn.blockParams,
    loc: ({ loc }) => JSON.stringify(loc),
    // Where Handlebars.js finds two equal blocks, it hands blockParams on to helpers that no block parameter reaches.
    options: (o) =>
      Object.keys(o)
        .filter((key) => key !== "blockParams")
        .join(),
    look: (x, name, { lookupProperty }) => text(lookupProperty(x ?? {}, name)),
    fail: () => {
      throw new Error("of its own");
    },
  };
}

/** A request, with helpers for an engine: `{ SafeString, createFrame }`. */
export function helperProgram(seed) {
  const pick = random(seed);
  const one = (list) => list[pick(list.length)];
  const kinds = Object.keys(values);
  const chosen = [0, 1, 2, 3].map(() => one(kinds));
  const v = () => `(v${pick(4)})`;
  const place = () =>
    one([
      v,
      v,
      v,
      () => `(id ${v()})`,
      () => "this",
      () => "word",
      () => "list",
      () => "rows.[0]",
      () => "@root",
      () => "@mine",
      () => "x",
      () => "../word",
      () => `(lookup ${v()} 'a')`,
      () => "(lookup this 'set')",
      () => "'lit'",
      () => "null",
    ])();
  const name = () => one(["a", "b", "n", "l", "set", "word", "hi", "0", "length", "toString", "c"]);
  const tag = (depth) => {
    const inner = () => (depth > 2 ? "{{a}}" : piece(depth + 1));
    const x = place();
    return one([
      () => `{{v${pick(4)}}}`,
      () => `{{{v${pick(4)}}}}`,
      () => `{{id ${x}}}`,
      () => `{{{id ${x}}}}`,
      () =>
        `{{${one(["show", "mine", "keys", "json", "clone", "spread", "isArray", "plus", "sort", "setVariable", "setRoot"])} ${x}}}`,
      () => `{{show ${x} ${place()}}}`,
      () => `{{same ${x} ${place()}}}`,
      () => `{{hash k=${x} j=${place()} ${one(["", "k=1"])}}}`,
      () => `{{put '${name()}' ${x}}}{{${name()}}}`,
      () => `{{push list ${x}}}{{list}}{{list.length}}`,
      () => `{{drop ${x} '${name()}'}}`,
      () => `{{look ${x} '${name()}'}}`,
      () => `{{lookup ${x} '${name()}'}}`,
      () => "{{me}}{{meIs}}",
      () => "{{variables}}{{options}}{{loc}}",
      () => `{{#with ${x}}}${inner()}{{this}}{{#with b}}{{c}}{{/with}}{{else}}none{{/with}}`,
      () => `{{#each ${x}}}{{@key}}${inner()}={{this}};{{else}}none{{/each}}`,
      () => `{{#each ${x} as |x k|}}{{k}}{{x}}${inner()}{{/each}}`,
      () => `{{#if ${x}}}yes${inner()}{{else}}no{{/if}}`,
      () => `{{#unless ${x}}}un{{else}}less{{/unless}}`,
      () => `{{#on ${x}}}{{this}}{{a}}${inner()}{{/on}}`,
      () => `{{#raw ${x}}}{{{this}}}{{/raw}}`,
      () => `{{#twice ${x} as |x i|}}{{x}}{{i}}{{@i}}${inner()}{{/twice}}`,
      () => `{{#wrap}}${inner()}{{else}}e{{/wrap}}`,
      () => `{{#v${pick(4)}}}${inner()}{{this}}{{^}}else{{/v${pick(1)}}}`,
      () => `{{> p ${x}}}`,
      () => `{{> p a=${x} word=${place()}}}`,
      () => `{{#> q ${x}}}${inner()}{{/q}}`,
      () => "{{#params as |a b|}}{{/params}}{{#each list as |x i|}}{{#params}}{{x}}{{/params}}{{/each}}",
      () => `{{${name()}}}{{{${name()}}}}{{#${name()}}}block{{/${"a"}}}`,
      () => "{{rows.[0].n}}{{#each rows}}{{put 'n' 9}}{{n}}{{@index}}{{/each}}",
      () => "{{fail}}",
      () => `{{#attempt}}before${inner()}{{fail}}after{{/attempt}}`,
      () => `{{#attempt}}{{#each list}}{{this}}${inner()}{{nope ${x}}}{{/each}}{{/attempt}}`,
      () => `{{#bare ${x}}}{{this}}{{@root.a}}{{/bare}}`,
      () => "{{#each list}}{{this}}{{#if @first}}{{push ../list 'new'}}{{/if}}{{@last}}{{/each}}",
    ])();
  };
  const piece = (depth) => {
    let text = "";
    for (let i = 0; i <= pick(3); i++)
      text += one([() => "t ", () => "\n", () => tag(depth), () => tag(depth)])();
    return text;
  };
  const template = piece(0) + tag(0) + piece(0);
  return {
    kinds: chosen,
    template,
    data: { word: "Word", a: "A<", list: ["c", "a", "b"], rows: [{ n: 1 }, { n: 2 }], n: 5, b: { c: "B" } },
    partials: {
      p: "p:{{a}}{{word}}{{this}}{{me}}",
      q: "q:{{> @partial-block}}{{#if @partial-block}}has{{/if}}",
    },
    helpersFor: (engine) =>
      tools(
        engine,
        chosen.map((kind) => values[kind](engine)),
      ),
  };
}
