// Runs the program of a module, which may have started already: node run.mjs STARTED.js MODULE
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [started, file] = process.argv.slice(2);
const { goOn } = await import(pathToFileURL(started));
const module = await WebAssembly.compile(readFileSync(file));
if (WebAssembly.Module.exports(module).some(({ name }) => name === "run")) {
  const go = new globalThis.Go();
  void go.run(await WebAssembly.instantiate(module, go.importObject));
  while (!globalThis.program) await new Promise((resolve) => setTimeout(resolve, 50));
} else if (!(await goOn(module, "program"))) throw new Error("the program has set no global");
console.log(globalThis.program.run());
console.log(globalThis.program.run());
process.exit(0);
