// What a first visit loads, compressed.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const dist = new URL("../../dist/", import.meta.url);

const compressed = (file) => {
  try {
    return statSync(new URL(`${file}.br`, dist)).size;
  } catch {
    return brotliCompressSync(readFileSync(new URL(file, dist))).length;
  }
};

export function siteBytes() {
  const assets = readdirSync(new URL("assets/", dist)).filter((name) => !/\.(br|gz)$/.test(name));
  const module = assets.find((name) => name.endsWith(".wasm"));
  const used = [
    "index.html",
    "samples.json",
    "icon.svg",
    ...assets
      .filter((name) => name === module || /^(start|main|chunk|worker|page)-/.test(name))
      .map((name) => `assets/${name}`),
  ];
  return {
    module: compressed(`assets/${module}`),
    view: used.reduce((sum, file) => sum + compressed(file), 0),
  };
}
