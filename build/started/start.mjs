// Starts a Go program and writes down what it has become:
//
//	node start.mjs WASM_EXEC MODULE MEMORY
//
// The memory goes to the file MEMORY; standard output gets, as JSON, the global variables and how to make the values
// of JavaScript again that the program holds (web/src/library/go-program.ts does). Everything is the same in each run.
import { readFileSync, writeFileSync } from "node:fs";

const [wasmExec, module, memory] = process.argv.slice(2);
let clock = 10n ** 18n; // nanoseconds; before any clock that the program will see
let random = 1;
globalThis.crypto.getRandomValues = (bytes) => {
  for (let i = 0; i < bytes.length; i++) {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0;
    bytes[i] = random >>> 24;
  }
};
await import(wasmExec);

// What the program asks of JavaScript goes through Reflect (wasm_exec.js). A value is named by the number of the
// step that made it; 0 is the global object, 1 is the Go object.
const go = new globalThis.Go();
const made = [globalThis, go];
const steps = [];
const number = (value) => {
  const at = made.lastIndexOf(value);
  if (at < 0) throw new Error(`a value of unknown origin: ${String(value)}`);
  return at;
};
const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
const named = (value) => (isObject(value) ? number(value) : [value]);
/** What is read here must be there, in the form that is known. */
function check(name, holds) {
  if (!holds) throw new Error(`wasm_exec.js keeps ${name} in another way than is known`);
}
const real = Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((name) => [name, Reflect[name]]));
let watching = false;
function watch(name, describe) {
  Reflect[name] = (...args) => {
    const result = real[name](...args);
    if (watching) {
      watching = false;
      steps.push(describe(...args));
      made.push(result);
      watching = true;
    }
    return result;
  };
}
watch("get", (target, key) => {
  if (target === go && go._pendingEvent) throw new Error("the program is called before it waits for calls");
  return ["get", number(target), key];
});
watch("set", (target, key, value) => ["set", number(target), key, named(value)]);
watch("construct", (target, args) => ["new", number(target), ...args.map(named)]);
watch("apply", (target, self, args) => [
  "call",
  number(target),
  self === undefined ? [null] : named(self),
  ...args.map(named),
]);
watch("deleteProperty", () => {
  throw new Error("the program deletes properties before it waits");
});

// A clock that moves only when the program waits for it.
const second = 10n ** 9n;
const timers = new Map();
let timer = 0;
for (const name of ["nanotime1", "walltime", "scheduleTimeoutEvent", "clearTimeoutEvent"])
  check(`runtime.${name}`, typeof go.importObject.gojs?.[`runtime.${name}`] === "function");
Object.assign(go.importObject.gojs, {
  "runtime.nanotime1": (sp) => go.mem.setBigInt64((sp >>> 0) + 8, clock, true),
  "runtime.walltime": (sp) => {
    go.mem.setBigInt64((sp >>> 0) + 8, clock / second, true);
    go.mem.setInt32((sp >>> 0) + 16, Number(clock % second), true);
  },
  "runtime.scheduleTimeoutEvent": (sp) => {
    timers.set(++timer, clock + go.mem.getBigInt64((sp >>> 0) + 8, true) * 1_000_000n);
    go.mem.setInt32((sp >>> 0) + 16, timer, true);
  },
  "runtime.clearTimeoutEvent": (sp) => timers.delete(go.mem.getInt32((sp >>> 0) + 8, true)),
});
go.exit = (code) => {
  throw new Error(`the program ended with ${code}`);
};
const compiled = await WebAssembly.compile(readFileSync(module));
// What the program imports beside Go's own is called by what it serves, not by its start.
for (const { module, name, kind } of WebAssembly.Module.imports(compiled)) {
  if (kind !== "function" || go.importObject[module]?.[name]) continue;
  go.importObject[module] ??= {};
  go.importObject[module][name] = () => {
    throw new Error(`the program calls ${module}.${name} before it waits for calls`);
  };
}
const instance = await WebAssembly.instantiate(compiled, go.importObject);
watching = true;
go.run(instance); // never settles: the program waits for calls
for (let i = 0; timers.size > 0; i++) {
  if (i === 1000) throw new Error("the program does not become idle");
  const next = [...timers.values()].reduce((a, b) => (a < b ? a : b));
  clock = next > clock ? next : clock;
  go._resume();
}
watching = false;

const fixed = 7; // values that wasm_exec.js makes by itself
const plain = [Number.NaN, 0, null, true, false, globalThis, go];
check(
  "_values",
  Array.isArray(go._values) && plain.every((value, i) => Object.is(value, go._values[i])) && plain.length === fixed,
);
check("_goRefCounts", Array.isArray(go._goRefCounts) && go._goRefCounts.length === go._values.length);
check("_idPool", Array.isArray(go._idPool) && go._idPool.every((id) => go._values[id] === null));
check(
  "_ids",
  go._ids instanceof Map && go._values.every((value, i) => i === 0 || value === null || go._ids.get(value) === i || i === 2),
);
check("_inst", go._inst === instance);
check("mem", go.mem instanceof DataView && go.mem.buffer === instance.exports.mem.buffer);
check("exited", go.exited === false);
const values = go._values
  .slice(fixed)
  .map((value, i) => (value === null ? null : [named(value), go._goRefCounts[fixed + i]]));
const globals = Object.entries(instance.exports)
  .filter(([, value]) => value instanceof WebAssembly.Global)
  .map(([, { value }]) => String(value));
writeFileSync(memory, new Uint8Array(instance.exports.mem.buffer));
process.stdout.write(JSON.stringify({ globals, start: { steps: needed(), values, free: go._idPool } }));
process.exit(0);

/** The steps without those that nothing needs: what they made is `null`. */
function needed() {
  const kept = new Set(values.filter(Array.isArray).map(([value]) => value));
  const out = [];
  for (let i = steps.length - 1; i >= 0; i--) {
    const [what, ...rest] = steps[i];
    const names = what === "get" ? [rest[0]] : what === "set" ? [rest[0], rest[2]] : rest;
    const holds = what === "set" && kept.has(names[0]);
    const place = i + 2;
    if (!holds && !(what === "set" && names[0] === 0) && !kept.has(place)) {
      out.unshift(null);
      continue;
    }
    out.unshift(steps[i]);
    for (const name of names) if (typeof name === "number") kept.add(name);
  }
  return out;
}
