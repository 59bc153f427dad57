// Tables of the Go program that are not sent, for they count up: the build leaves them out (build/slim), and here they
// are counted again, in the memory of a program that has not run yet.

/** The section of the module that says where they are. */
const section = "livebars.functions";

/** Go's number of the first function (cmd/link/internal/wasm, funcValueOffset). */
const firstFunction = 0x1000;

// Sizes in bytes, of Go 1.26 (runtime/symtab.go): an element of the list of functions; the fixed part of a function's
// entry, and where in it the numbers of tables are that follow; a bucket, which leads from an address to a function.
const listed = 8;
const entry = 44;
const tablesAt = 28;
const dataAt = 43;
const bucket = 20;
const bucketsOfAFunction = 16;

/** Counts the tables of functions. */
export function countFunctions(module: WebAssembly.Module, memory: DataView): void {
  const [content] = WebAssembly.Module.customSections(module, section);
  if (!content) return;
  const [list, first, buckets, functions] = JSON.parse(new TextDecoder().decode(content)) as [
    number,
    number,
    number,
    number,
  ];
  const words = new Uint32Array(memory.buffer);
  let at = first;
  for (let i = 0; i < functions; i++) {
    words[at >> 2] = firstFunction + i;
    words[(list + listed * i) >> 2] = firstFunction + i;
    words[(list + listed * i + 4) >> 2] = at - list;
    const tables = memory.getUint32(at + tablesAt, true) + memory.getUint8(at + dataAt);
    at += Math.ceil((entry + 4 * tables) / 8) * 8;
    const ofThis = i < functions - 1 ? bucketsOfAFunction : 1;
    for (let k = 0; k < ofThis; k++) words[(buckets + bucket * (bucketsOfAFunction * i + k)) >> 2] = i;
  }
}
