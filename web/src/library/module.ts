// Loading the WebAssembly module and starting the Go program in it.
import "wasm-exec"; // sets globalThis.Go; from the Go distribution that built the module
import { Border, type ModuleSide } from "./border.ts";
import type { Changes, Diagnostic, RenderRequest, RenderResult, Splice, Update } from "./contract.d.ts";
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
}

export interface ModuleDocument {
  update(changes: Changes): Update;
  text(): string;
  close(): void;
}

/** The module itself: its answers have lists as JSON, which crosses the border at one go. */
interface RawModule {
  configure(limits: ModuleLimits): void;
  render(request: RenderRequest): Raw<RenderResult>;
  open(request: RenderRequest): Raw<Update> | RawDocument;
  connect(border: Border): ModuleSide;
}

interface RawDocument {
  update(changes?: Partial<RenderRequest>, ...edits: (string | number)[]): Flat | Raw<Update>;
  text(): string;
  close(): void;
}

/**
 * An update: whether it is ok; its diagnostics, if others than the last time; their places, if those alone are new;
 * and for each splice its place, its numbers of islands, and those.
 */
type Flat = [ok: boolean, diagnostics: string | null, places: string | null, ...splices: (number | string)[]];

/** Diagnostics at other places: offset, line and column of the start and of the end of each. */
function placed(diagnostics: Diagnostic[], places: number[]): Diagnostic[] {
  const place = (at: number) => {
    const [offset, line, column] = places.slice(at, at + 3) as [number, number, number];
    return { offset, line, column };
  };
  return diagnostics.map((one, i) => ({ ...one, from: place(6 * i), to: place(6 * i + 3) }));
}

function updater(document: RawDocument): (changes: Changes) => Update {
  let diagnostics: Diagnostic[] = [];
  return ({ edits, ...fields }) => {
    const answer = document.update(
      Object.keys(fields).length > 0 ? fields : undefined,
      ...(edits ?? []).flatMap(({ source, from, to, insert }) => [source, from, to, insert]),
    );
    if (!Array.isArray(answer)) return parsed(answer);
    const [ok, found, places, ...rest] = answer;
    if (found !== null) diagnostics = JSON.parse(found) as Diagnostic[];
    if (places !== null) diagnostics = placed(diagnostics, JSON.parse(places) as number[]);
    const splices: Splice[] = [];
    for (let i = 0; i < rest.length; ) {
      const [at, remove, count] = rest.slice(i, i + 3) as [number, number, number];
      splices.push({ at, remove, insert: rest.slice(i + 3, i + 3 + count) as string[] });
      i += 3 + count;
    }
    return { ok, splices, diagnostics };
  };
}

type Raw<T> = Omit<T, "diagnostics" | "map"> & { diagnostics: string; map?: string };

function parsed<T extends Update | RenderResult>({ diagnostics, map, ...rest }: Raw<T>): T {
  const lists = { diagnostics: JSON.parse(diagnostics) as Diagnostic[] };
  return { ...rest, ...lists, ...(map === undefined ? {} : { map: JSON.parse(map) }) } as unknown as T;
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
  const scope = globalThis as { livebars?: RawModule };
  const before = scope.livebars;
  void go.run(instance); // runs until main waits for calls
  const module = scope.livebars;
  if (!module || module === before) throw new Error("The module started, but is not Livebars.");
  const border = new Border();
  border.side = module.connect(border);
  return {
    configure: (limits) => module.configure(limits),
    render: (request) => parsed(module.render(request)),
    open(request) {
      const document = module.open(request);
      if (!("update" in document)) {
        const failed = parsed<Update>(document);
        return { update: () => failed, text: () => "", close() {} };
      }
      return {
        update: updater(document),
        text: () => document.text(),
        close: () => document.close(),
      };
    },
  };
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
