// What a script of helpers finds in its global scope: the language, and the few interfaces of browsers that only
// calculate. A sandboxed frame and its policy (page.ts) are the wall; this takes away what would go on behind it, such as
// timers that run between renderings.

const kept = new Set([
  // ECMAScript 2025 §19
  ..."globalThis Infinity NaN undefined eval isFinite isNaN parseFloat parseInt".split(" "),
  ..."decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape".split(" "),
  ..."Object Function Boolean Symbol Number BigInt Math Date String RegExp Intl JSON Reflect Proxy".split(
    " ",
  ),
  ..."Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError".split(" "),
  ..."Array Map Set WeakMap WeakSet WeakRef FinalizationRegistry Iterator Promise".split(" "),
  ..."ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array".split(
    " ",
  ),
  ..."Uint32Array BigInt64Array BigUint64Array Float16Array Float32Array Float64Array".split(" "),
  // The Go program needs `performance` and `crypto` as well.
  ..."self console performance crypto structuredClone atob btoa".split(" "),
  ..."TextEncoder TextDecoder URL URLSearchParams DOMException".split(" "),
]);

/** Takes everything else away, for good. */
export function sealGlobals(): void {
  for (const name of ["createObjectURL", "revokeObjectURL"]) Reflect.deleteProperty(URL, name);
  for (
    let object: object | null = globalThis;
    object && object !== Object.prototype;
    object = Object.getPrototypeOf(object) as object | null
  )
    for (const name of Reflect.ownKeys(object))
      if (typeof name === "string" && name !== "constructor" && !kept.has(name))
        Reflect.deleteProperty(object, name);
}
