// Loading and compiling the WebAssembly module. A page compiles it for its workers: it is asked for with the first
// script, while the worker starts, and a worker that takes another's place has it at once.

import { absolute } from "./files.ts";

/** Where the module lies, relative to this file, and its size in bytes; set by the build. */
declare const WASM_FILE: string;
declare const WASM_SIZE: number;

/** The module's bytes, for where a compiled one does not get to. Rejects as `compileModule` does. */
export async function moduleBytes(
  source: URL | BufferSource = absolute(new URL(WASM_FILE, import.meta.url)),
): Promise<ArrayBuffer> {
  if (source instanceof URL) return (await fetched(source)).arrayBuffer();
  return ArrayBuffer.isView(source)
    ? (source.buffer.slice(source.byteOffset, source.byteOffset + source.byteLength) as ArrayBuffer)
    : source.slice(0);
}

/** Rejects with an Error that says what is wrong with the module, or with the browser. */
export async function compileModule(
  source: URL | BufferSource = absolute(new URL(WASM_FILE, import.meta.url)),
  onProgress: (share: number) => void = () => {},
): Promise<WebAssembly.Module> {
  if (typeof WebAssembly !== "object")
    throw new Error("Livebars needs WebAssembly, which is missing or switched off here.");
  if (!(source instanceof URL)) return WebAssembly.compile(source);
  if (source.protocol === "file:") {
    const { readFile } = process.getBuiltinModule("node:fs/promises");
    const bytes = await readFile(source).catch((error: Error) => {
      throw new Error(`The module ${source.pathname} cannot be read: ${error.message}`);
    });
    return WebAssembly.compile(bytes);
  }
  const { body } = await fetched(source);
  const counted = body?.pipeThrough(counter(onProgress)) ?? null;
  const headers = { "content-type": "application/wasm" };
  return WebAssembly.compileStreaming(new Response(counted, { headers })).catch((error: Error) => {
    throw new Error(`The module ${source.href} is damaged: ${error.message}`);
  });
}

async function fetched(source: URL): Promise<Response> {
  const response = await fetch(source).catch((error: Error) => {
    throw new Error(`The module ${source.href} cannot be fetched: ${error.message}`);
  });
  if (!response.ok || !response.body)
    throw new Error(`The module ${source.href} cannot be fetched: the server answers ${response.status}.`);
  return response;
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
