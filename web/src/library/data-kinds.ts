// Data that are not JSON: they are read here, and the renderer gets JSON. Places in the data are those of their own text.
import type {
  Changes,
  DataKind,
  Diagnostic,
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
import type { OtherKind, ReadData } from "./data-reader.ts";
import { failure } from "./failure.ts";

/** Reads data where the module runs; a failure if that takes too long. */
export type ReadCall = (text: string, kind: OtherKind) => Promise<string | Update | RenderResult>;

/** A session and a renderer of data that are JSON. */
export type JSONSession = Omit<Session, "json">;
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

async function read(call: ReadCall, text: string, kind: OtherKind): Promise<Read> {
  const answer = await call(text, kind);
  if (typeof answer !== "string") throw new NotRead(answer);
  const found = JSON.parse(answer) as ReadData;
  return "json" in found
    ? { kind, text, json: found.json, places: new DataPlaces(found.parts) }
    : { kind, text, fault: found.fault };
}

/** The answer to a call whose data could not be read. */
const unread = (error: unknown): ReturnType<typeof failure> => failure("request", (error as Error).message);

/** Whether a text is YAML at its first sign: JSON and JSON5 begin otherwise, or are one word. */
const looksLikeYAML = (text: string): boolean =>
  /^(?:\ufeff?\s*(?:#[^\n]*\n|%[^\n]*\n))*\s*(?:---(?:\s|$)|- |[^\s{["'#%/][^\n]*?:(?:\s|$)|"[^"\n]*"\s*:|'[^'\n]*'\s*:|-$)/.test(
    text.slice(0, 2000),
  );

/** Whether a fault of JSON is a comment, which JSON5 may have. */
const isComment = ({ diagnostics }: Answer, text: string): boolean =>
  diagnostics.some(
    ({ code, source, from }) =>
      code === "data-syntax" && source === "data" && /^\/[/*]/.test(text.slice(from.offset, from.offset + 2)),
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

/** A renderer that reads data of all kinds, with one that reads JSON. */
export function withDataKinds(renderer: JSONRenderer, call: ReadCall): Renderer {
  return {
    async render(given) {
      if (given?.dataKind === undefined) return renderer.render(given);
      const { dataKind, ...request } = given;
      const { data } = request;
      if (typeof data !== "string" || dataKind === "json") return renderer.render(request);
      const as = async (kind: Read["kind"]) => {
        const found = await read(call, data, kind);
        return placed(await renderer.render({ ...request, data: dataOf(found) }), found);
      };
      try {
        if (dataKind !== "auto") return await as(dataKind);
        if (looksLikeYAML(data)) return await as("yaml");
        const result = await renderer.render(request);
        return isComment(result, data) ? await as("json5") : result;
      } catch (error) {
        return error instanceof NotRead ? (error.answer as RenderResult) : unread(error);
      }
    },
    async open(given) {
      const { dataKind = "json", ...request } = given ?? {};
      const session = await renderer.open(
        given === null || given === undefined ? given : (request as RenderRequest),
      );
      return new ReadingSession(session, call, { ...(request as RenderRequest), dataKind });
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
  private last: Promise<unknown> | undefined;

  constructor(
    private readonly inner: JSONSession,
    private readonly call: ReadCall,
    { dataKind = "json", data }: RenderRequest,
  ) {
    this.kind = dataKind;
    this.given = data;
    this.isStale = dataKind !== "json";
  }

  update(changes: Changes): Promise<Update> {
    if (typeof changes !== "object" || changes === null) return this.inner.update(changes);
    // What has to be read is waited for, and what comes meanwhile waits behind it.
    if (this.last || (this.kind !== "json" && this.mayBeOther(changes)) || changes.dataKind !== undefined) {
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
      return this.answered(update);
    });
  }

  /** Whether data have to be read before the inner session gets them, or may turn out to be of another kind. */
  private mayBeOther(changes: Changes): boolean {
    const touches = "data" in changes || (changes.edits ?? []).some(({ source }) => source === "data");
    return (
      this.isStale || (touches && (this.read !== undefined || this.kind !== "auto" || "data" in changes))
    );
  }

  /** Keeps the text of the data as the changes make it. */
  private keep({ data, edits, dataKind }: Changes): boolean {
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
    const isNew = this.keep(changes) || this.isStale;
    const { data: _, dataKind: __, edits = [], ...rest } = changes;
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
    return this.read?.kind === "json5" && /\/[/*]/.test(text) && !isJSON(text) ? "json5" : "json";
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

  async complete(source: TextSource, offset: number) {
    await this.last;
    // What may stand in data is told by the place in their own text, which the inner session does not have.
    return source === "data" && this.read ? undefined : this.inner.complete(source, offset);
  }

  async hover(source: TextSource, offset: number) {
    await this.last;
    const found = await this.inner.hover(source, this.inJSON(source, offset));
    const places = this.read?.places;
    return found && source === "data" && places
      ? { ...found, from: places.toText(found.from), to: places.toText(found.to, true) }
      : found;
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
