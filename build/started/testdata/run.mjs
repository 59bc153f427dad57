// Runs the program of a module, which may have started already: node run.mjs GO_PROGRAM.js MODULE
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [script, file] = process.argv.slice(2);
const { startProgram } = await import(pathToFileURL(script));
const { found: program } = await startProgram(await WebAssembly.compile(readFileSync(file)), "program", {});
console.log(program.run());
console.log(program.run());
process.exit(0);
