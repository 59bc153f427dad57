// Data that are not JSON: they are read here, and the renderer gets JSON. Places in the data are those of their own text.
import { applyChanges } from "./changes.ts";
import type {
  Changes,
  Completions,
  DataKind,
  Diagnostic,
  Hover,
  PagePoint,
  Place,
  Renderer,
  RenderRequest,
  RenderResult,
  Session,
  TextSource,
  Update,
} from "./contract.d.ts";
import { DataPlaces } from "./data-places.ts";
import type { DataCall, OtherKind, ReadData } from "./data-reader.ts";
import { type CheckedData, DataSchema } from "./data-schema.ts";
import { failure } from "./failure.ts";
import type { Answering } from "./questions.ts";
import { TextPositions } from "./text-positions.ts";

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
  /** They could not be read, for a reason that is none of theirs: it took too long. */
  failure?: Update | RenderResult;
}

const isTooLong = ({ diagnostics: [first] }: Answer): boolean => first?.code === "time-limit";

const tooLong = () => {
  const { diagnostics, ...answer } = failure("time-limit", "Reading the data took too long.");
  return { ...answer, diagnostics: diagnostics.map((one) => ({ ...one, source: "data" })) };
};

async function read(call: DataCall, text: string, kind: OtherKind): Promise<Read> {
  let answer: Awaited<ReturnType<DataCall>>;
  try {
    answer = await call(["read", text, kind]);
  } catch (error) {
    answer = failure("request", (error as Error).message);
  }
  if (typeof answer !== "string") return { kind, text, failure: isTooLong(answer) ? tooLong() : answer };
  const found = JSON.parse(answer) as ReadData;
  return "json" in found
    ? { kind, text, json: found.json, places: new DataPlaces(found.parts) }
    : { kind, text, fault: found.fault };
}

// Quotes and slashes in expressions are written as numbers here: Vite finds addresses of files in this code with expressions of
// its own, which take a quote in one for the start of a text.

/** Whether a text is YAML at its first sign: JSON and JSON5 begin otherwise, or are one word. */
const looksLikeYAML = (text: string): boolean =>
  /^(?:\ufeff?\s*(?:#[^\n]*\n|%[^\n]*\n))*\s*(?:---(?:\s|$)|- |[^\s{[\x22\x27#%/][^\n]*?:(?:\s|$)|-$)/.test(
    text.slice(0, 2000),
  );

/** Whether a text may be YAML that begins with a name in quotes: so does JSON that has lost its first brace. */
const mayBeYAML = (text: string): boolean =>
  /^(?:\ufeff?\s*#[^\n]*\n)*\s*(?:\x22[^\x22\n]*\x22|\x27[^\x27\n]*\x27)\s*:/.test(text.slice(0, 2000));

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

/** Diagnostics about JSON as diagnostics about the text that it was made of. */
function placed<T extends Answer>(answer: T, { text, places, fault, failure }: Read): T {
  if (failure) return { ...answer, diagnostics: failure.diagnostics };
  if (!answer.diagnostics.some(({ source }) => source === "data")) return answer;
  const positions = new TextPositions(text);
  const ofData = (one: Diagnostic, from: number, to: number): Diagnostic => ({
    ...one,
    from: positions.at(from),
    to: positions.at(Math.max(from, to)),
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

/** What the renderer gets as data. Data with a fault are no JSON either: the page stays. */
const dataOf = ({ json }: Read): string => json ?? "\u0000";

/** What a schema is asked of: nothing, for data that cannot be read. */
function checkedData(data: unknown, read: Read | undefined): CheckedData | undefined {
  if (read)
    return read.json === undefined ? undefined : { text: read.text, json: read.json, places: read.places };
  if (typeof data !== "string") return { text: "", json: JSON.stringify(data ?? null) };
  return isJSON(data) ? { text: data, json: data } : undefined;
}

const withFindings = <T extends Answer>(answer: T, found: Diagnostic[]): T =>
  found.length > 0 ? { ...answer, diagnostics: [...answer.diagnostics, ...found] } : answer;

/** A renderer that reads data of all kinds, with one that reads JSON. */
export function withDataKinds(renderer: JSONRenderer, call: DataCall): Renderer {
  return {
    async render(given) {
      if (given?.dataKind === undefined && !given?.schema) return renderer.render(given);
      const { dataKind = "json", schema, ...request } = given;
      const found = new DataReading(call, dataKind, request.data);
      const result = found.placed(await found.give((data) => renderer.render(withData(request, data))));
      if (!schema) return result;
      const violations = await new DataSchema(schema, call).check(checkedData(request.data, found.read));
      return withFindings(result, violations);
    },
    async open(given) {
      const { dataKind = "json", schema = "", ...request } = given ?? ({} as RenderRequest);
      const session = await renderer.open(given && request);
      return new ReadingSession(session, call, { ...request, dataKind, schema });
    },
    close: () => renderer.close(),
  };
}

type Given = RenderRequest["data"];

const withData = <T extends Changes>(request: T, data: Given): T =>
  data === undefined ? request : { ...request, data };

/** Whether data were read already; what took too long is not tried again, what could not be loaded is. */
const isCurrent = (read: Read | undefined, data: Given, kind: OtherKind): boolean =>
  read?.text === data && read?.kind === kind && (!read.failure || isTooLong(read.failure));

/** Data of a kind that may have to be found, and as what they were read the last time. */
class DataReading {
  /** What a renderer has instead of the text; nothing where it has the text itself. */
  read: Read | undefined;

  constructor(
    private readonly call: DataCall,
    public kind: NonNullable<RenderRequest["dataKind"]>,
    public data: Given,
  ) {}

  /** What a renderer of JSON answers, with places in the own text of the data. */
  placed<T extends Answer>(answer: T): T {
    return this.read ? placed(answer, this.read) : answer;
  }

  /** Gives a renderer the data, as JSON. */
  async give<T extends Answer>(render: (data: Given) => Promise<T>): Promise<T> {
    const { data, kind } = this;
    const as = async (other: OtherKind): Promise<T> => {
      if (!isCurrent(this.read, data, other)) this.read = await read(this.call, data as string, other);
      return render(dataOf(this.read as Read));
    };
    if (typeof data === "string" && kind !== "json") {
      if (kind !== "auto") return as(kind);
      if (looksLikeYAML(data)) return as("yaml");
      if (this.read?.kind === "json5" && /\x2f[\x2f*]/.test(data) && !isJSON(data)) return as("json5");
    }
    const before = this.read;
    this.read = undefined;
    const answer = await render(data);
    if (kind !== "auto" || typeof data !== "string" || answer.ok) return answer;
    if (isComment(answer, data)) return as("json5");
    if (!mayBeYAML(data)) return answer;
    const found = before?.text === data ? before : await read(this.call, data, "yaml");
    if (found.json === undefined) return answer; // it is JSON with a fault
    this.read = found;
    return render(found.json);
  }

  /** Whether data that a renderer refuses as JSON may be of another kind. */
  mayBeOther(answer: Answer): boolean {
    const { data, kind } = this;
    if (kind !== "auto" || typeof data !== "string" || answer.ok) return false;
    return looksLikeYAML(data) || mayBeYAML(data) || isComment(answer, data);
  }

  /** How the text is read for places in it: JSON5 as JSON is. */
  get writtenAs(): "json" | "yaml" {
    return this.read?.kind === "yaml" ? "yaml" : "json";
  }

  get readAs(): DataKind {
    return this.read?.kind ?? "json";
  }
}

class ReadingSession implements Session {
  private readonly data: DataReading;
  /** The inner session has not been given the data as they are. */
  private isStale: boolean;
  private schema: DataSchema | undefined;
  private last: Promise<unknown> | undefined;

  constructor(
    private readonly inner: JSONSession,
    private readonly call: DataCall,
    { dataKind = "json", data, schema = "" }: RenderRequest,
  ) {
    this.data = new DataReading(call, dataKind, data);
    this.isStale = dataKind !== "json" || schema !== "";
    if (schema !== "") this.schema = new DataSchema(schema, call);
  }

  update(changes: Changes): Promise<Update> {
    if (typeof changes !== "object" || changes === null) return this.inner.update(changes);
    // What has to be read or checked is waited for, and what comes meanwhile waits behind it.
    if (this.last || this.hasToRead(changes)) {
      const answer = (this.last ?? Promise.resolve()).then(() => this.work(changes));
      this.last = answer;
      void answer.finally(() => {
        if (this.last === answer) this.last = undefined;
      });
      return answer;
    }
    const isNew = this.keep(changes);
    return this.inner.update(changes).then((update) => {
      if (isNew && this.data.mayBeOther(update)) return this.update({ data: this.data.data ?? null });
      return withFindings(this.answered(update), this.schema?.found ?? []);
    });
  }

  /** Whether the inner session cannot be given the changes as they are. */
  private hasToRead(changes: Changes): boolean {
    if (this.isStale || changes.dataKind !== undefined || changes.schema !== undefined) return true;
    const isWhole = "data" in changes;
    if (!isWhole && !(changes.edits ?? []).some(({ source }) => source === "data")) return false;
    const { kind, read } = this.data;
    return (
      this.schema !== undefined || (kind !== "json" && (kind !== "auto" || isWhole || read !== undefined))
    );
  }

  /** Keeps what the changes make of the data. Tells whether they are new; an Error for an edit that does not fit. */
  private keep({ edits = [], dataKind, schema, ...fields }: Changes): boolean {
    const own = edits.filter(({ source }) => source === "data");
    const state = { template: "", data: this.data.data } as RenderRequest;
    try {
      applyChanges(state, { ...("data" in fields ? { data: fields.data } : {}), edits: own } as Changes);
    } catch {
      return false; // the inner session refuses it
    }
    this.data.data = state.data;
    if (dataKind !== undefined) this.data.kind = dataKind;
    if (schema !== undefined && schema !== (this.schema?.text ?? ""))
      this.schema = schema === "" ? undefined : new DataSchema(schema, this.call);
    return "data" in fields || own.length > 0 || dataKind !== undefined;
  }

  private async work(changes: Changes): Promise<Update> {
    const { dataKind: _, schema: __, ...given } = changes;
    const { data: ___, edits = [], ...rest } = given;
    const others = edits.filter(({ source }) => source !== "data");
    const before = this.data.data;
    const isNew = this.keep(changes) || this.isStale;
    let update: Update;
    if (!isNew) update = await this.inner.update(given);
    else if (others.length < edits.length && before === this.data.data && !this.isStale)
      update = await this.inner.update(given); // an edit that does not fit is refused
    else {
      this.isStale = false;
      let fields: Changes = others.length > 0 ? { ...rest, edits: others } : rest;
      update = await this.data.give((data) => {
        const answer = this.inner.update(withData(fields, data));
        fields = {}; // they are given once
        return answer;
      });
    }
    const found = (await this.schema?.check(checkedData(this.data.data, this.data.read))) ?? [];
    return withFindings(this.answered(update), found);
  }

  private answered(update: Update): Update {
    return { ...this.data.placed(update), dataKind: this.data.readAs };
  }

  async json(): Promise<string | undefined> {
    await this.last;
    return this.data.read?.json;
  }

  private inJSON(source: TextSource, offset: number): number {
    const places = this.data.read?.places;
    return source === "data" && places ? places.toJSON(offset) : offset;
  }

  /** A range of the JSON text, where it is one of the data, as one of their own text. */
  private inText<T extends { from: number; to: number }>(range: T, source: TextSource): T {
    const places = this.data.read?.places;
    return source === "data" && places
      ? { ...range, from: places.toText(range.from), to: places.toText(range.to, true) }
      : range;
  }

  private readonly place = <T extends Place>(place: T): T => this.inText(place, place.source);

  /** A place of the data for their schema; nothing if there is none. */
  private async point(offset: number) {
    const { data: text, writtenAs } = this.data;
    if (!this.schema || typeof text !== "string") return undefined;
    const at = await this.inner.dataPath(text, writtenAs, offset);
    return at && { text, isYAML: writtenAs === "yaml", at, offset };
  }

  async complete(source: TextSource, offset: number): Promise<Completions | undefined> {
    await this.last;
    const { data, read, writtenAs } = this.data;
    if (source !== "data" || typeof data !== "string") return this.inner.complete(source, offset);
    const found = await (read
      ? this.inner.completeData(data, writtenAs, offset)
      : this.inner.complete(source, offset));
    const point = await this.point(offset);
    return point && this.schema ? this.schema.complete(point, found) : found;
  }

  async hover(source: TextSource, offset: number): Promise<Hover | undefined> {
    await this.last;
    const found = await this.inner.hover(source, this.inJSON(source, offset));
    if (source !== "data") return found;
    const here = found && this.inText(found, source);
    const point = await this.point(offset);
    return point && this.schema ? this.schema.explain(point, here) : here;
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
    return this.data.read && diagnostic.source === "data" ? [] : this.inner.fixes(diagnostic);
  }

  text = () => this.inner.text();
  calls = (partial: string) => this.inner.calls(partial);
  rename = (partial: string, name: string) => this.inner.rename(partial, name);
  symbols = (source: TextSource) => this.inner.symbols(source);
  sampleData = () => this.inner.sampleData();
  close = () => this.inner.close();
}
