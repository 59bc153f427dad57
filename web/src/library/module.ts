// The Go program in the WebAssembly module, and what crosses the bridge to it.
import type { Changes, Diagnostic, RenderRequest, RenderResult, Splice, Update } from "./contract.d.ts";
import { startProgram } from "./go-program.ts";
import type { ModuleLimits } from "./limits.ts";
import { Realm } from "./realm.ts";

/** What the Go program sets as globalThis.livebars (wasm/main.go). */
export interface Module {
  configure(limits: ModuleLimits): void;
  render(request: RenderRequest): RenderResult;
  open(request: RenderRequest): ModuleDocument;
  /** What a helper of the last rendering has thrown. */
  helperFailure(): unknown;
}

export interface ModuleDocument {
  update(changes: Changes): Update;
  text(): string;
  /** The answer as JSON, or "". */
  ask(question: string, ...args: (string | number)[]): string;
  close(): void;
}

/** The module itself: its answers have lists as JSON, which crosses the bridge at one go. */
interface RawModule {
  configure(limits: ModuleLimits): void;
  render(request: RenderRequest): Raw<RenderResult>;
  open(request: RenderRequest): Raw<Update> | RawDocument;
  connect(realm: Realm): void;
}

interface RawDocument {
  update(changes?: Partial<RenderRequest>, ...edits: (string | number)[]): Flat | Raw<Update>;
  text(): string;
  ask(question: string, ...args: (string | number)[]): string;
  close(): void;
}

/**
 * An update: whether it is ok; its diagnostics, if others than the last time; their places, if those alone are new;
 * and for each splice its place, its numbers of islands, and those, each behind its nesting if it is no whole.
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
      const splice: Splice = { at, remove, insert: [] };
      for (i += 3; splice.insert.length < count; i++) {
        const one = rest[i] as number | string;
        if (typeof one === "string") splice.insert.push(one);
        else {
          splice.nesting ??= new Array<number>(count).fill(0);
          splice.nesting[splice.insert.length] = one;
        }
      }
      splices.push(splice);
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
export async function startModule(compiled: WebAssembly.Module): Promise<Module> {
  const realm = new Realm();
  const { found, instance } = await startProgram(compiled, "livebars", realm.imports);
  const module = found as RawModule;
  realm.attach(instance);
  module.connect(realm);
  return {
    configure: (limits) => module.configure(limits),
    render: (request) => parsed(module.render(request)),
    helperFailure: () => realm.failure,
    open(request) {
      const document = module.open(request);
      if (!("update" in document)) {
        const failed = parsed<Update>(document);
        return { update: () => failed, text: () => "", ask: () => "", close() {} };
      }
      return {
        update: updater(document),
        text: () => document.text(),
        ask: (question, ...args) => document.ask(question, ...args),
        close: () => document.close(),
      };
    },
  };
}
