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
  const index = readFileSync(new URL("index.html", dist), "utf8");
  const script = readFileSync(new URL(`assets/${/page-[0-9a-f]+\.js/.exec(index)[0]}`, dist), "utf8");
  const module = assets.find(
    (name) => name.endsWith(".wasm") && readFileSync(new URL("livebars.js", dist), "utf8").includes(name),
  );
  const used = [
    "index.html",
    "samples.json",
    "icon.svg",
    ...assets
      .filter(
        (name) =>
          index.includes(name) || (name.startsWith("worker-") && script.includes(name)) || name === module,
      )
      .map((name) => `assets/${name}`),
  ];
  return {
    module: compressed(`assets/${module}`),
    view: used.reduce((sum, file) => sum + compressed(file), 0),
  };
}
