#!/usr/bin/env node
// `npx livebars embed FILE…`: puts the rendered page into each <livebars-preview> of Markdown and HTML files, where it is
// seen before any script runs.
import { fingerprint } from "../embed/fingerprint.ts";
import { partialTexts } from "../embed/source.ts";
import type { Format, Renderer, RenderRequest } from "../library/contract.d.ts";
import { ScriptHelpers } from "../sealed/script-helpers.ts";
import { decodeFile } from "../share/decode-file.ts";
import { type FoundElement, withPages } from "./elements.ts";
import { staticFrame } from "./static-frame.ts";

/** Where the library lies, beside this file; set by the build. */
declare const LIBRARY_FILE: string;

const { readFile, writeFile } = process.getBuiltinModule("node:fs/promises");
const { dirname, extname, join, resolve } = process.getBuiltinModule("node:path");
const { parseArgs } = process.getBuiltinModule("node:util");

const usage = `livebars embed [--public FOLDER] [--check] FILE…

Puts the rendered page into each <livebars-preview> of Markdown and HTML files: it is there before any script runs.
Run it again when a template or its data have changed.

  --public FOLDER  where addresses that begin with / lie (by default this folder)
  --check          changes nothing; fails if a file would be changed
`;

/** What is wrong with an element, or with the call. */
class CommandError extends Error {}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: {
      public: { type: "string", default: "." },
      check: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
    allowPositionals: true,
  });
  const [command, ...files] = positionals;
  if (values.help || command !== "embed" || files.length === 0) {
    process.stderr.write(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const { createRenderer } = (await import(LIBRARY_FILE)) as typeof import("../library/livebars.ts");
  const renderer = await createRenderer();
  const stale: string[] = [];
  for (const file of files) {
    const before = await textOf(file);
    const isMarkdown = /^\.(md|mdx|markdown)$/i.test(extname(file));
    const after = await withPages(before, isMarkdown, (element) =>
      pageOf(renderer, element, file, values.public).catch((error: Error) => {
        throw new CommandError(`${file}, line ${element.line}: ${error.message}`);
      }),
    );
    if (after === before) continue;
    stale.push(file);
    if (!values.check) await writeFile(file, after);
  }
  renderer.close();
  if (values.check && stale.length > 0)
    throw new CommandError(`Not up to date: ${stale.join(", ")}. Run \`livebars embed\` again.`);
  process.stdout.write(`${files.length} files, ${stale.length} ${values.check ? "stale" : "changed"}\n`);
}

/** The text of a file that will be written again. */
async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: Error) => {
    throw new CommandError(`${file} cannot be read: ${error.message}`);
  });
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CommandError(`${file} is not UTF-8.`);
  }
}

async function pageOf(
  renderer: Renderer,
  { attributes, scripts }: FoundElement,
  file: string,
  publicFolder: string,
): Promise<string> {
  const load = (address: string) => loaded(address, file, publicFolder);
  const named = async (name: string, ...types: string[]) => {
    const text = attributes.get(`${name}text`);
    const address = attributes.get(name);
    if (text !== undefined) return text;
    if (address !== undefined) return load(address);
    return scripts.find(({ type, partial }) => partial === undefined && types.includes(type))?.text;
  };
  const partials: Record<string, string> = {};
  for (const pair of (attributes.get("partials") ?? "").split(/\s+/).filter(Boolean)) {
    const at = pair.indexOf("=");
    if (at < 1) throw new Error(`partials: “${pair}” is not NAME=ADDRESS.`);
    partials[pair.slice(0, at)] = await load(pair.slice(at + 1));
  }
  Object.assign(partials, partialTexts(attributes.get("partialstext")));
  for (const { partial, text } of scripts) if (partial !== undefined) partials[partial] = text;
  const format = (attributes.get("format") ?? "markdown") as Format;
  const given: RenderRequest = {
    template: (await named("template", "text/x-handlebars")) ?? "",
    data: (await named("data", "application/json", "application/yaml")) ?? "{}",
    dataKind: "auto",
    partials,
    helpers: (await named("helpers", "text/x-handlebars-helpers")) ?? "",
    format,
    dialect: (attributes.get("dialect") ?? "gfm") as NonNullable<RenderRequest["dialect"]>,
  };
  // The helpers are those of who builds the page: they run here as any script of the build does.
  const request = given.helpers ? await new ScriptHelpers().prepare(given) : { ...given, helpers: {} };
  const { ok, html, diagnostics } = await renderer.render(request);
  const [wrong] = diagnostics.filter(({ severity }) => severity === "error");
  if (!ok)
    throw new Error(
      wrong ? `${wrong.source}, line ${wrong.from.line}: ${wrong.message}` : "it cannot be rendered",
    );
  return staticFrame({
    html,
    format,
    height: attributes.get("height"),
    images: attributes.get("images"),
    theme: attributes.get("theme"),
    fingerprint: fingerprint(attributes, scripts),
  });
}

async function loaded(address: string, file: string, publicFolder: string): Promise<string> {
  if (/^https?:/.test(address)) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address} cannot be loaded: the server answers ${response.status}.`);
    return decodeFile(await response.arrayBuffer(), new URL(address).pathname);
  }
  const [path = ""] = decodeURIComponent(address).split(/[?#]/);
  const from = path.startsWith("/") ? join(publicFolder, path) : resolve(dirname(file), path);
  const bytes = await readFile(from).catch((error: Error) => {
    throw new Error(`${address} cannot be read: ${error.message}`);
  });
  return decodeFile(new Uint8Array(bytes).buffer, from);
}

main().catch((error: Error) => {
  process.stderr.write(`livebars: ${error instanceof CommandError ? error.message : String(error.stack)}\n`);
  process.exitCode = 1;
});
