// Data that are not JSON: they are read here, and the renderer gets JSON. Places in the data are those of their own text.
import type {
  Changes,
  Completion,
  Completions,
  DataKind,
  Diagnostic,
  Hover,
  PagePoint,
  Place,
  Position,
  Renderer,
  RenderRequest,
  RenderResult,
  Session,
  TextSource,
  Update,
} from "./contract.d.ts";
import { DataPlaces } from "./data-places.ts";
import type { DataQuestion, Described, Fault, Misfit, OtherKind, ReadData } from "./data-reader.ts";
import { failure } from "./failure.ts";
import type { Answering } from "./questions.ts";

/** Asks about data where the module runs; a failure if that takes too long. */
export type DataCall = (question: DataQuestion) => Promise<string | Update | RenderResult>;

/** A session and a renderer of data that are JSON. */
export type JSONSession = Omit<Session, "json"> & Pick<Answering, "completeData" | "dataPath">;
export interface JSONRenderer extends Omit<Renderer, "open"> {
  open(request: RenderRequest): Promise<JSONSession>;
}

/** Data that were read: as JSON, or what is wrong with them. */
interface Read {
  kind: OtherKind;
  text: string;
  json?: string;
  places?: DataPlaces;
  fault?: { message: string; from: number; to: number };
}

/** Data could not be read, for a reason that is none of theirs. */
class NotRead extends Error {
  constructor(readonly answer: Update | RenderResult) {
    super();
  }
}

async function read(call: DataCall, text: string, kind: OtherKind): Promise<Read> {
  const answer = await call(["read", text, kind]);
  if (typeof answer !== "string") throw new NotRead(answer);
  const found = JSON.parse(answer) as ReadData;
  return "json" in found
    ? { kind, text, json: found.json, places: new DataPlaces(found.parts) }
    : { kind, text, fault: found.fault };
}

/** The answer to a call whose data could not be read. */
const unread = (error: unknown): ReturnType<typeof failure> => failure("request", (error as Error).message);

// Quotes and slashes in expressions are written as numbers here: Vite finds addresses of files in this code with expressions of
// its own, which take a quote in one for the start of a text.

/** Whether a text is YAML at its first sign: JSON and JSON5 begin otherwise, or are one word. */
const looksLikeYAML = (text: string): boolean =>
  /^(?:\ufeff?\s*(?:#[^\n]*\n|%[^\n]*\n))*\s*(?:---(?:\s|$)|- |[^\s{[\x22\x27#%/][^\n]*?:(?:\s|$)|\x22[^\x22\n]*\x22\s*:|\x27[^\x27\n]*\x27\s*:|-$)/.test(
    text.slice(0, 2000),
  );

/** Whether a fault of JSON is a comment, which JSON5 may have. */
const isComment = ({ diagnostics }: Answer, text: string): boolean =>
  diagnostics.some(
    ({ code, source, from }) =>
      code === "data-syntax" &&
      source === "data" &&
      /^\x2f[\x2f*]/.test(text.slice(from.offset, from.offset + 2)),
  );

type Answer = Pick<Update, "ok" | "diagnostics">;

function isJSON(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Where a place of a text is, as editors count it. */
function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lines = before.split(/\r\n|\r|\n/);
  return { offset, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** Diagnostics about JSON as diagnostics about the text that it was made of. */
function placed<T extends Answer>(answer: T, { text, places, fault }: Read): T {
  const ofData = (one: Diagnostic, from: number, to: number): Diagnostic => ({
    ...one,
    from: positionIn(text, from),
    to: positionIn(text, Math.max(from, to)),
  });
  const diagnostics = answer.diagnostics.map((one) => {
    if (one.source !== "data") return one;
    if (places) return ofData(one, places.toText(one.from.offset), places.toText(one.to.offset, true));
    return fault && one.code === "data-syntax"
      ? ofData({ ...one, message: fault.message }, fault.from, fault.to)
      : one;
  });
  return { ...answer, diagnostics };
}

/** What the renderer gets as data. Data with a fault are no JSON either. */
const dataOf = ({ json }: Read): string => json ?? "\u0000";

const tooSlow =
  "To check the data against the schema took too long. It is left until the schema is another one.";

/** A schema with which a check does not come to its end; what is said of it. */
class TooSlow extends Error {
  constructor(readonly found: Diagnostic[]) {
    super(tooSlow);
  }
}

/** What of data does not fit a schema, as warnings; nothing for data that cannot be read. */
async function misfitsOf(call: DataCall, schema: string, data: unknown, found?: Read): Promise<Diagnostic[]> {
  if (found?.fault) return [];
  const text = typeof data === "string" ? data : "";
  const json = found?.json ?? (typeof data === "string" ? data : JSON.stringify(data ?? null));
  if (!isJSON(json)) return [];
  const warning = (message: string, from: number, to: number): Diagnostic => ({
    severity: "warning",
    code: "schema",
    message,
    source: "data",
    from: positionIn(text, from),
    to: positionIn(text, Math.max(from, to)),
  });
  const answer = await call(["check", json, schema]);
  if (typeof answer !== "string") throw new TooSlow([warning(tooSlow, 0, 0)]);
  const misfits = JSON.parse(answer) as Misfit[] | Fault;
  if (!Array.isArray(misfits)) return [warning(`The schema cannot be used: ${misfits.fault}`, 0, 0)];
  const places = found?.places;
  return misfits.map(({ message, from, to }) =>
    places ? warning(message, places.toText(from), places.toText(to, true)) : warning(message, from, to),
  );
}

/** What is said where a check has failed. */
const saidOf = (error: unknown): Diagnostic[] => (error instanceof TooSlow ? error.found : []);

/** A renderer that reads data of all kinds, with one that reads JSON. */
export function withDataKinds(renderer: JSONRenderer, call: DataCall): Renderer {
  return {
    async render(given) {
      if (given?.dataKind === undefined && !given?.schema) return renderer.render(given);
      const { dataKind = "json", schema, ...request } = given;
      const { data } = request;
      let found: Read | undefined;
      const as = async (kind: Read["kind"]) => {
        found = await read(call, data as string, kind);
        return placed(await renderer.render({ ...request, data: dataOf(found) }), found);
      };
      const rendered = async () => {
        if (typeof data !== "string" || dataKind === "json") return renderer.render(request);
        if (dataKind !== "auto") return as(dataKind);
        if (looksLikeYAML(data)) return as("yaml");
        const result = await renderer.render(request);
        return isComment(result, data) ? as("json5") : result;
      };
      try {
        const result = await rendered();
        const misfits = schema ? await misfitsOf(call, schema, data, found).catch(saidOf) : [];
        return misfits.length > 0 ? { ...result, diagnostics: [...result.diagnostics, ...misfits] } : result;
      } catch (error) {
        return error instanceof NotRead ? (error.answer as RenderResult) : unread(error);
      }
    },
    async open(given) {
      const { dataKind = "json", schema = "", ...request } = given ?? {};
      const session = await renderer.open(
        given === null || given === undefined ? given : (request as RenderRequest),
      );
      return new ReadingSession(session, call, { ...(request as RenderRequest), dataKind, schema });
    },
    close: () => renderer.close(),
  };
}

class ReadingSession implements Session {
  private kind: NonNullable<RenderRequest["dataKind"]>;
  private given: unknown;
  /** What the inner session has instead of the text of the data. */
  private read: Read | undefined;
  /** The inner session has been opened with data that it does not read. */
  private isStale: boolean;
  private schema: string;
  /** What did not fit the schema, of data that were checked last. */
  private misfits: { data: unknown; schema: string; found: Diagnostic[] } | undefined;
  /** A schema that took too long. */
  private slowSchema: string | undefined;
  private last: Promise<unknown> | undefined;

  constructor(
    private readonly inner: JSONSession,
    private readonly call: DataCall,
    { dataKind = "json", data, schema = "" }: RenderRequest,
  ) {
    this.schema = schema;
    this.kind = dataKind;
    this.given = data;
    this.isStale = dataKind !== "json";
  }

  update(changes: Changes): Promise<Update> {
    if (typeof changes !== "object" || changes === null) return this.inner.update(changes);
    // What has to be read is waited for, and what comes meanwhile waits behind it.
    const isAsked = changes.dataKind !== undefined || changes.schema !== undefined;
    if (this.last || isAsked || this.mayBeOther(changes)) {
      const answer = (this.last ?? Promise.resolve()).then(() => this.work(changes));
      this.last = answer;
      void answer.finally(() => {
        if (this.last === answer) this.last = undefined;
      });
      return answer;
    }
    const isNew = this.keep(changes);
    return this.inner.update(changes).then((update) => {
      const { given } = this;
      const mayBeRead = isNew && this.kind === "auto" && typeof given === "string" && !update.ok;
      if (mayBeRead && (looksLikeYAML(given) || isComment(update, given)))
        return this.update({ data: given });
      return this.withMisfits(this.answered(update));
    });
  }

  /** Whether data have to be read before the inner session gets them, or may turn out to be of another kind. */
  private mayBeOther(changes: Changes): boolean {
    const touches = "data" in changes || (changes.edits ?? []).some(({ source }) => source === "data");
    if (this.schema !== "" && (touches || this.misfits === undefined)) return true;
    if (this.kind === "json") return false;
    return (
      this.isStale || (touches && (this.read !== undefined || this.kind !== "auto" || "data" in changes))
    );
  }

  /** Keeps the text of the data as the changes make it. */
  private keep({ data, edits, dataKind, schema }: Changes): boolean {
    if (schema !== undefined) this.schema = schema;
    let isNew = data !== undefined || dataKind !== undefined;
    if (data !== undefined) this.given = data;
    if (dataKind !== undefined) this.kind = dataKind;
    for (const { source, from, to, insert } of edits ?? []) {
      if (source !== "data" || typeof this.given !== "string") continue;
      this.given = this.given.slice(0, from) + insert + this.given.slice(to);
      isNew = true;
    }
    return isNew;
  }

  private async work(changes: Changes): Promise<Update> {
    const update = await this.updated(changes);
    const { schema, given } = this;
    if (schema === "") this.misfits = undefined;
    else if (
      this.slowSchema !== schema &&
      (this.misfits?.data !== given || this.misfits?.schema !== schema)
    ) {
      const found = await misfitsOf(this.call, schema, given, this.read).catch((error: unknown) => {
        this.slowSchema = schema;
        return saidOf(error);
      });
      this.misfits = { data: given, schema, found };
    }
    return this.withMisfits(update);
  }

  private withMisfits(update: Update): Update {
    const found = this.misfits?.found ?? [];
    return found.length > 0 ? { ...update, diagnostics: [...update.diagnostics, ...found] } : update;
  }

  private async updated(changes: Changes): Promise<Update> {
    const isNew = this.keep(changes) || this.isStale;
    const { data: _, dataKind: __, schema: ___, edits = [], ...rest } = changes;
    const others = edits.filter(({ source }) => source !== "data");
    const fields: Changes = others.length > 0 ? { ...rest, edits: others } : rest;
    if (!isNew) return this.answered(await this.inner.update(fields));
    this.isStale = false;
    const { given: text } = this;
    if (typeof text !== "string") {
      this.read = undefined;
      return this.answered(await this.inner.update({ ...fields, data: text as object | null }));
    }
    try {
      const kind = this.kind === "auto" ? (looksLikeYAML(text) ? "yaml" : this.guessed(text)) : this.kind;
      if (kind !== "json") return await this.give(await read(this.call, text, kind), fields);
      this.read = undefined;
      const update = await this.inner.update({ ...fields, data: text });
      if (this.kind !== "auto" || !isComment(update, text)) return this.answered(update);
      return await this.give(await read(this.call, text, "json5"), {});
    } catch (error) {
      this.isStale = true; // the inner session has not got what is new
      await this.inner.update({ ...fields, data: dataOf({ kind: "yaml", text }) }); // the page stays
      return error instanceof NotRead ? { ...error.answer, splices: [] } : unread(error);
    }
  }

  async json(): Promise<string | undefined> {
    await this.last;
    return this.read?.json;
  }

  /** JSON, or, as before, JSON5 with a comment somewhere. */
  private guessed(text: string): DataKind {
    return this.read?.kind === "json5" && /\x2f[\x2f*]/.test(text) && !isJSON(text) ? "json5" : "json";
  }

  private async give(found: Read, fields: Changes): Promise<Update> {
    this.read = found;
    return this.answered(await this.inner.update({ ...fields, data: dataOf(found) }));
  }

  private answered(update: Update): Update {
    const { read } = this;
    return { ...(read ? placed(update, read) : update), dataKind: read?.kind ?? "json" };
  }

  text = () => this.inner.text();

  private inJSON(source: TextSource, offset: number): number {
    return source === "data" && this.read?.places ? this.read.places.toJSON(offset) : offset;
  }

  private place = <T extends Place>(place: T): T => {
    const places = this.read?.places;
    return place.source === "data" && places
      ? { ...place, from: places.toText(place.from), to: places.toText(place.to, true) }
      : place;
  };

  /** How the text of the data is read for places in it: JSON5 as JSON is. */
  private get writtenAs(): "json" | "yaml" {
    return this.read?.kind === "yaml" ? "yaml" : "json";
  }

  async complete(source: TextSource, offset: number): Promise<Completions | undefined> {
    await this.last;
    const { given } = this;
    if (source !== "data" || typeof given !== "string") return this.inner.complete(source, offset);
    const found = await (this.read
      ? this.inner.completeData(given, this.writtenAs, offset)
      : this.inner.complete(source, offset));
    const at = this.schema === "" ? undefined : await this.inner.dataPath(given, this.writtenAs, offset);
    const about = at && (await this.described(at.path));
    if (!at || !about) return found;
    const isQuoted = /[\x22\x27]$/.test(given.slice(0, at.from));
    const isPlain = (name: string) => this.writtenAs === "yaml" && /^[A-Za-z][\w .-]*$/.test(name);
    const items: Completion[] = at.isName
      ? about.names
          .filter(({ name }) => !at.names.includes(name))
          .map(({ name, detail, info }) => ({
            label: name,
            kind: "key",
            detail,
            info,
            ...(isQuoted ? {} : { insert: `${isPlain(name) ? name : JSON.stringify(name)}: ` }),
          }))
      : about.values.map((json) => {
          const value: unknown = JSON.parse(json);
          const label = typeof value === "string" ? value : json;
          return { label, kind: "value", ...(isQuoted || isPlain(label) ? {} : { insert: json }) };
        });
    const known = new Set(items.map(({ label }) => label));
    const others = (found?.items ?? []).filter(({ label }) => !known.has(label));
    return items.length + others.length > 0
      ? { from: at.from, to: offset, items: [...items, ...others] }
      : undefined;
  }

  /** What the schema says of a value. */
  private async described(path: string[]): Promise<Described | undefined> {
    const answer = await this.call(["describe", this.schema, path]);
    if (typeof answer !== "string") return undefined;
    const about = JSON.parse(answer) as Described | Fault;
    return "fault" in about ? undefined : about;
  }

  async hover(source: TextSource, offset: number): Promise<Hover | undefined> {
    await this.last;
    const found = await this.inner.hover(source, this.inJSON(source, offset));
    if (source !== "data" || typeof this.given !== "string") return found;
    const places = this.read?.places;
    const here =
      found && places
        ? { ...found, from: places.toText(found.from), to: places.toText(found.to, true) }
        : found;
    const at = this.schema === "" ? undefined : await this.inner.dataPath(this.given, this.writtenAs, offset);
    if (!at) return here;
    const name = at.isName ? [this.given.slice(at.from, at.to)] : [];
    const about = await this.described([...at.path, ...name]);
    if (!about || about.lines.length === 0) return here;
    return { from: at.from, to: at.to, ...here, lines: [...(here?.lines ?? []), ...about.lines] };
  }

  async definition(source: TextSource, offset: number) {
    await this.last;
    const found = await this.inner.definition(source, offset);
    return found && this.place(found);
  }

  async references(source: TextSource, offset: number) {
    await this.last;
    return (await this.inner.references(source, this.inJSON(source, offset))).map(this.place);
  }

  async locate(point: PagePoint) {
    const found = await this.inner.locate(point);
    return found?.data ? { ...found, data: this.place(found.data) } : found;
  }

  async reveal(source: TextSource, offset: number) {
    await this.last;
    return this.inner.reveal(source, this.inJSON(source, offset));
  }

  async fixes(diagnostic: Diagnostic) {
    return this.read && diagnostic.source === "data" ? [] : this.inner.fixes(diagnostic);
  }

  calls = (partial: string) => this.inner.calls(partial);
  rename = (partial: string, name: string) => this.inner.rename(partial, name);
  symbols = (source: TextSource) => this.inner.symbols(source);
  sampleData = () => this.inner.sampleData();
  close = () => this.inner.close();
}
