/**
 * Livebars renders Handlebars templates as Handlebars.js 4.7 does, and the page that a docs site makes of
 * their text. For browsers, workers and Node 20+.
 */

/** Makes a renderer. Rejects with an Error that says why when the module cannot be loaded. */
export function createRenderer(options?: RendererOptions): Promise<Renderer>;

export interface RendererOptions {
  /** The WebAssembly module; by default the file beside this one. */
  wasm?: URL | BufferSource;
  /** Render in a worker, which a watchdog can end. Default: true in a page, false in Node and in a worker. */
  worker?: boolean;
  /** Milliseconds that one rendering may take. Default 2000. */
  timeLimit?: number;
  /** What one rendering may use. */
  limits?: Limits;
  /** Called with the share of the module that has arrived, 0 to 1, while it loads. */
  onProgress?: (share: number) => void;
}

export interface Limits {
  /** Bytes of text. Default 32 MB. */
  output?: number;
  /** Pieces of work of a template. Default 20 million. */
  steps?: number;
  /** Levels of nesting, of each kind. Default 256. */
  depth?: number;
  /** Bytes of data. Default 64 MB. */
  data?: number;
}

export interface Renderer {
  /** Renders once. Never rejects for what the request says: bad input is `ok: false` and a diagnostic. */
  render(request: RenderRequest): Promise<RenderResult>;
  /** Opens a document that is being edited. The first `update` brings its whole page. */
  open(request: RenderRequest): Promise<Session>;
  /** Ends the renderer and its worker. Calls that are under way are answered with `ok: false`. */
  close(): void;
}

export interface RenderRequest {
  template: string;
  /** JSON text, or a JSON value. */
  data?: string | object | null;
  /**
   * How `data` are written if they are a text: JSON, JSON5 (and so JSON with comments), or YAML 1.2 with merge keys. "auto" is
   * YAML for a text that begins as YAML, JSON5 for one that is JSON but for its comments, else JSON. Default "json".
   */
  dataKind?: DataKind | "auto";
  /**
   * A JSON Schema (draft 4, 7, 2019-09 or 2020-12) as JSON text. What of the data does not fit it is a warning; it
   * completes and explains the data. It is asked for nothing else: references lead into the schema itself.
   */
  schema?: string;
  /** Texts of partials by name. */
  partials?: Record<string, string>;
  /**
   * Helpers beside the built-in ones, and before them: called as Handlebars.js calls them, at once. What one returns
   * and another one receives is the same object, and what a helper changes is seen by all that follows in the
   * rendering; `data` itself stays as it is. Not across a worker: there `helpersModule` serves.
   *
   * Or the text of a script, as the page's *Helpers* has it: it runs in a sealed realm, where it reaches neither network
   * nor storage nor the page. Only a renderer of a page with a worker has one.
   */
  helpers?: Record<string, Helper> | string;
  /** The address of an ES module whose exported functions are helpers; in a worker, and without one. */
  helpersModule?: string | URL;
  /**
   * Sets of helpers beside those of Handlebars.js (HELPERS.md). Default ["comparisons"]: eq, ne, lt, gt, lte, gte, and,
   * or, as the docs generator registers them. [] is a plain Handlebars.js, which refuses a template that uses them.
   * "common" and "sendgrid" are loaded when they are named. Of two sets the later one counts; `helpers` come before all.
   */
  helperSets?: HelperSet[];
  /**
   * What the call of a helper that is not known does. "error", the default: all of them are named, and there is no page.
   * "show": the call is shown as code and its block is run, so that a template from elsewhere can be looked at.
   */
  unknownHelpers?: UnknownHelpers;
  /** What the template's text is. Default "markdown". */
  format?: Format;
  /** Default "gfm". */
  dialect?: Dialect;
  /** Those of Handlebars.compile, with its meanings. */
  options?: CompileOptions;
  /** `data`: @-variables. */
  runtime?: { data?: object };
  /** Asks `render` for the source map. */
  map?: boolean;
  /** Asks `open` for islands inside of elements, so that an edit in a long element costs what it changes (`Splice`). */
  nested?: boolean;
}

export type DataKind = "json" | "json5" | "yaml";
export type HelperSet = "comparisons" | "common" | "sendgrid";
export type UnknownHelpers = "error" | "show";
export type Format = "markdown" | "html" | "text";
export type Dialect = "gfm" | "commonmark" | "doc-builder";

export interface CompileOptions {
  data?: boolean;
  compat?: boolean;
  noEscape?: boolean;
  strict?: boolean;
  assumeObjects?: boolean;
  preventIndent?: boolean;
  ignoreStandalone?: boolean;
  explicitPartialContext?: boolean;
  knownHelpers?: Record<string, boolean>;
  knownHelpersOnly?: boolean;
}

/** `this` is the context; the last argument is a HelperOptions. A promise is an error. */
// biome-ignore lint/suspicious/noExplicitAny: arguments are what a template says
export type Helper = (this: any, ...args: any[]) => unknown;

export interface HelperOptions {
  name: string;
  hash: Record<string, unknown>;
  /** Lines from 1, columns from 0, as Handlebars.js counts. */
  loc: { start: { line: number; column: number }; end: { line: number; column: number } };
  /** The @-variables; `createFrame` makes a set that adds to them. */
  readonly data: Record<string, unknown> | undefined;
  lookupProperty(parent: unknown, name: string): unknown;
  /** Lists of the block parameters around, the innermost first, where the template uses any. */
  blockParams?: unknown[];
  /** In a block: runs it, and gives its text. */
  fn?: ((context?: unknown, options?: { data?: object; blockParams?: unknown[] }) => string) & {
    blockParams: number;
  };
  /** In a block: runs its `{{else}}`, if any. */
  inverse?: (context?: unknown, options?: { data?: object; blockParams?: unknown[] }) => string;
}

/** Text that a helper marks as HTML: it is not escaped. */
export class SafeString {
  constructor(string: string);
  toString(): string;
  toHTML(): string;
}

/** A set of @-variables that adds to another: what a helper hands to its block. */
export function createFrame(data: object | undefined): Record<string, unknown>;

export interface RenderResult {
  ok: boolean;
  /** What the template produced; empty without `ok`. */
  text: string;
  /** The page; empty without `ok`. */
  html: string;
  diagnostics: Diagnostic[];
  /** Where each piece of the text came from, if the request asked for it: rows without gaps, in the order of the text. */
  map?: Origin[];
}

/**
 * A piece of the text. It ends where the next one begins. Offsets are UTF-16 units. A piece that a tag made says
 * where the tag stands; one that is text of the template says where that text stands, of the same length.
 */
export interface Origin {
  /** Where the piece begins in the text. */
  at: number;
  /** "template" or "partial:NAME". */
  source: string;
  from: number;
  to: number;
  /** Text of the source, copied as it is. */
  text: boolean;
  /** The way to the value of the data that a tag printed: names and numbers, from the data's top. */
  path?: string[];
}

/** What changed: texts and settings as a whole, and edits of texts, which come after them, in their order. */
export type Changes = Partial<RenderRequest> & { edits?: Edit[] };

/** Replaces a part of a text. Data can be edited where they are JSON text. */
export interface Edit {
  source: TextSource;
  /** UTF-16 units. */
  from: number;
  to: number;
  insert: string;
}

export interface Session extends Questions {
  /**
   * Renders with what changed; what is not named stays. While an update is under way the newest state waits:
   * updates between are answered together with it and without splices of their own.
   */
  update(changes: Changes): Promise<Update>;
  /** The text of the last update that was `ok`. */
  text(): Promise<string>;
  /** Data in JSON5 or YAML as JSON text; nothing if they are JSON already, or cannot be read. */
  json(): Promise<string | undefined>;
  close(): void;
}

/**
 * What an editor asks about a document, with all changes so far. Sources are "template", "data" and "partial:NAME",
 * offsets UTF-16 units of their texts. The template may be half written; data that cannot be read are those that could be
 * read last. Nothing, or an empty list, where nothing is known. The names are those of the Language Server Protocol
 * where it has them.
 */
export interface Questions {
  /** What may be written at a place. */
  complete(source: TextSource, offset: number): Promise<Completions | undefined>;
  /** What the word at a place is: what a path is worth there, what a helper does, what a partial holds. */
  hover(source: TextSource, offset: number): Promise<Hover | undefined>;
  /**
   * Where the word at a place comes from: of a partial its text, of a path its value in the data, of a block's parameter,
   * {{else}} or end the tag that opens it.
   */
  definition(source: TextSource, offset: number): Promise<Place | undefined>;
  /**
   * At the name of a partial the tags that call it; in the data the tags that print the value; at a tag that prints a value
   * the tags that print it.
   */
  references(source: TextSource, offset: number): Promise<Place[]>;
  /** The tags that call a partial. */
  calls(partial: string): Promise<Place[]>;
  /** The changes that make the calls of a partial calls of another name. */
  rename(partial: string, name: string): Promise<TextChange[]>;
  /** Data for the template, sketched from its paths: JSON text with lists of two elements and names of fields as texts. */
  sampleData(): Promise<string | undefined>;
  /** The blocks and headings of a template or partial, in their order. */
  symbols(source: TextSource): Promise<DocumentSymbol[]>;
  /** The changes that make an end of a diagnostic, the most likely one first. */
  fixes(diagnostic: Diagnostic): Promise<Fix[]>;
  /** What a place of the page that is shown was made of. */
  locate(place: PagePoint): Promise<Origins | undefined>;
  /**
   * What a place of a source has made on the page: of a tag what it prints, of a block all that it runs, of a value in the
   * data where it is printed, of text its line.
   */
  reveal(source: TextSource, offset: number): Promise<PagePlace[]>;
}

export type TextSource = "template" | "data" | `partial:${string}`;

/** A part of a text of the document. */
export interface Place {
  source: TextSource;
  from: number;
  to: number;
}

/** Replaces a part of a text of the document. The places of several are those before any of them. */
export interface TextChange extends Place {
  insert: string;
}

/** What may stand in the place of the text from `from` to `to`. */
export interface Completions {
  from: number;
  to: number;
  items: Completion[];
}

export interface Completion {
  label: string;
  /** What is written, where that is not the label: `[a name]`. */
  insert?: string;
  kind:
    | "field"
    | "parameter"
    | "variable"
    | "helper"
    | "partial"
    | "block"
    | "component"
    | "mark"
    | "argument"
    | "key"
    | "value";
  /** A value from the data, or what a helper takes. */
  detail?: string;
  /** A line of explanation. */
  info?: string;
}

/** What is said of the word from `from` to `to`, with code between backquotes. */
export interface Hover {
  from: number;
  to: number;
  lines: string[];
}

export interface DocumentSymbol {
  kind: "block" | "heading";
  /** `#each birds`, or the text of the heading. */
  name: string;
  /** Of a heading 1 to 6, of a block how many are around it. */
  level: number;
  from: number;
  to: number;
  /** Of a block the start and end of each of its tags: that which opens it, each {{else}}, and that which closes it. */
  tags: number[];
}

export interface Fix {
  /** What it does, with code between backquotes. */
  label: string;
  edits: TextChange[];
  /** The name of a partial that is to be added, empty. */
  addPartial?: string;
}

/** A place of the page: an island (`Splice`), and UTF-16 units of its text. */
export interface PagePoint {
  island: number;
  from: number;
  /** The word that is seen there, which makes the answer surer. */
  word?: string;
  /** The value of an attribute that is meant, such as the address of an image. */
  attribute?: string;
}

/** A part of the text of an island; from -1 to -1 it is all of it, which has no text. */
export interface PagePlace {
  island: number;
  from: number;
  to: number;
}

export interface Origins {
  /** The tag, or the text of a template, that made it. */
  tag: Place;
  /** The value that the tag printed, if it is of the data. */
  data?: Place;
  /** The way to that value. */
  path?: string[];
}

export interface Update {
  ok: boolean;
  /** What to change on the page, in this order. Empty without `ok`: the last good page stays. */
  splices: Splice[];
  diagnostics: Diagnostic[];
  /** As what the data were read. */
  dataKind?: DataKind;
}

/** Replaces `remove` of the page's islands, from the one numbered `at` on. An island is a piece of HTML whose tags are balanced. */
export interface Splice {
  at: number;
  remove: number;
  insert: string[];
  /**
   * Of a session that was opened with `nested`: what each island of `insert` is. 0: whole, as all of them are where there is
   * no such list; 1: the start tag of an element, inside of which the islands behind it belong; -1: its end tag. White
   * space may follow a tag. A tag that is "" is that of a `tbody` that is not written. Of a document, what stands before
   * the content of its body is one island, and what stands behind it another.
   *
   * What is inserted has as many ends as starts, and so has what it replaces; or it replaces islands of the same kinds,
   * one by one.
   */
  nesting?: number[];
}

export interface Diagnostic {
  severity: "error" | "warning" | "info";
  /** Stable: a host may rely on it. Messages may change. */
  code: DiagnosticCode;
  /** One sentence for the author of the template. */
  message: string;
  /** "template", "data", "helpers" or "partial:NAME". */
  source: string;
  from: Position;
  to: Position;
}

/** What a diagnostic is about. */
export type DiagnosticCode = RenderingCode | CallCode;

/** Codes of what the module finds. */
export type RenderingCode =
  // the text of a template
  | "syntax"
  | "unclosed-tag"
  | "unclosed-comment"
  | "unclosed-block"
  | "mismatched-block"
  | "stray-close"
  | "stray-else"
  | "invalid-path"
  | "partial-arguments"
  | "unknown-decorator"
  // running it
  | "unknown-helper"
  | "not-a-helper"
  | "not-a-block"
  | "helper-arguments" // an error, or a warning
  | "helper-failed"
  | "unknown-partial"
  | "partial-indent"
  | "inline-helper"
  | "no-block-parameter"
  | "missing-value" // with the option `strict`
  | "missing-path" // a warning
  | "no-text" // a value that cannot be shown
  | "object-shown" // a warning
  | "unused-partial" // a warning
  | "stray-braces" // a warning
  | "log" // an info
  | "null-path" // an info
  | "not-a-list" // an info
  | "above-root" // an info
  | "block-not-run" // an info
  // the data
  | "data-syntax"
  | "data-limit"
  | "duplicate-key" // a warning
  | "runtime-data"
  // limits
  | "output-limit"
  | "step-limit"
  | "depth-limit"
  | "time-limit"
  | "page-limit" // a warning
  // the page: warnings and infos
  | "table-columns"
  | "heading-jump"
  | "duplicate-id"
  | "missing-anchor"
  | "open-html"
  | "image-alternative"
  | "external-style"
  | "front-matter"
  | "unknown-component"
  | "component-open"
  | "component-close"
  | "component-syntax"
  // the call
  | "request"
  | "internal-error";

/** Codes of calls that do not reach the module, or are not answered by it. */
export type CallCode =
  | "module" // it cannot be loaded
  | "helpers-module" // it cannot be loaded
  | "helpers-script" // it cannot be evaluated
  | "schema" // a warning: the data do not fit it, or it cannot be used
  | "closed"; // the renderer or the session is closed

export interface Position {
  /** UTF-16 units from the start of the source. */
  offset: number;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units. */
  column: number;
}
