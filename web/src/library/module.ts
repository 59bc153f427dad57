// Loading the WebAssembly module and starting the Go program in it.
import "wasm-exec"; // sets globalThis.Go; from the Go distribution that built the module
import { Border, type ModuleSide } from "./border.ts";
import type { RenderRequest, RenderResult, Update } from "./contract.d.ts";
import type { ModuleLimits } from "./limits.ts";

/** Where the module lies, relative to this file, and its size in bytes; set by the build. */
declare const WASM_FILE: string;
declare const WASM_SIZE: number;

declare class Go {
  importObject: WebAssembly.Imports;
  run(instance: WebAssembly.Instance): Promise<void>;
}

/** What the Go program sets as globalThis.livebars (wasm/main.go). */
export interface Module {
  configure(limits: ModuleLimits): void;
  render(request: RenderRequest): RenderResult;
  open(request: RenderRequest): ModuleDocument;
  connect(border: Border): ModuleSide;
}

export interface ModuleDocument {
  update(changes: Partial<RenderRequest>): Update;
  text(): string;
  close(): void;
}

/** Starts a program of its own: two renderers never meet. */
export async function startModule(
  source: URL | BufferSource | undefined,
  onProgress: (share: number) => void = () => {},
): Promise<Module> {
  if (typeof WebAssembly !== "object")
    throw new Error("Livebars needs WebAssembly, which is missing or switched off here.");
  const go = new Go();
  const { instance } = await instantiate(
    source ?? new URL(WASM_FILE, import.meta.url),
    go.importObject,
    onProgress,
  );
  const scope = globalThis as { livebars?: Module };
  const before = scope.livebars;
  void go.run(instance); // runs until main waits for calls
  const module = scope.livebars;
  if (!module || module === before) throw new Error("The module started, but is not Livebars.");
  const border = new Border();
  border.side = module.connect(border);
  return module;
}

async function instantiate(
  source: URL | BufferSource,
  imports: WebAssembly.Imports,
  onProgress: (share: number) => void,
): Promise<WebAssembly.WebAssemblyInstantiatedSource> {
  if (!(source instanceof URL)) return WebAssembly.instantiate(source, imports);
  if (source.protocol === "file:") {
    const { readFile } = await import("node:fs/promises");
    const bytes = await readFile(source).catch((error: Error) => {
      throw new Error(`The module ${source.pathname} cannot be read: ${error.message}`);
    });
    return WebAssembly.instantiate(bytes, imports);
  }
  const response = await fetch(source).catch((error: Error) => {
    throw new Error(`The module ${source.href} cannot be fetched: ${error.message}`);
  });
  if (!response.ok || !response.body)
    throw new Error(`The module ${source.href} cannot be fetched: the server answers ${response.status}.`);
  const counted = response.body.pipeThrough(counter(onProgress));
  const headers = { "content-type": "application/wasm" };
  return WebAssembly.instantiateStreaming(new Response(counted, { headers }), imports).catch(
    (error: Error) => {
      throw new Error(`The module ${source.href} is damaged: ${error.message}`);
    },
  );
}

function counter(onProgress: (share: number) => void): TransformStream<Uint8Array, Uint8Array> {
  let arrived = 0;
  return new TransformStream({
    transform(chunk, controller) {
      arrived += chunk.length;
      onProgress(Math.min(1, arrived / WASM_SIZE));
      controller.enqueue(chunk);
    },
  });
}
