// Messages between the module and JavaScript, in the module's memory. Numbers are little-endian; a text is its length in
// bytes and UTF-8. The other half is wasm/wire.go.

/** What the module asks: first what wasm/realm.go lists, then the questions about values of wasm/value/host.go. */
export enum Op {
  More,
  Name,
  Data,
  Runtime,
  Helpers,
  Call,
  Step,
  SetIteration,
  PartialBlock,
  Get,
  Has,
  Property,
  Set,
  Lookup,
  Keys,
  Length,
  List,
  Text,
  Primitive,
  Escape,
  Add,
  Less,
  Equal,
  Path,
  Sealed,
  Extended,
  Frame,
}

enum Tag {
  Undefined,
  Null,
  False,
  True,
  Number,
  Text,
  Host,
  Array,
  Object,
  BigInt,
}

/** What the module knows of a value that lives here: a number, and one of these kinds. */
enum Kind {
  Object,
  Array,
  Function,
  Symbol,
}

/** The values that the module knows by number. */
export interface Hosts {
  at(number: number): unknown;
  numberOf(value: unknown): number;
}

const kindOf = (value: unknown): Kind => {
  if (typeof value === "function") return Kind.Function;
  if (typeof value === "symbol") return Kind.Symbol;
  return Array.isArray(value) ? Kind.Array : Kind.Object;
};

/** A text that is longer is decoded by TextDecoder, which is faster then. */
const shortText = 24;

/** The memory of the module. It has another buffer when it has grown; the old one is empty then. */
export class ModuleMemory {
  bytes = new Uint8Array(0);
  view = new DataView(new ArrayBuffer(0));
  private memory: { readonly buffer: ArrayBuffer } = { buffer: new ArrayBuffer(0) };

  attach(memory: WebAssembly.Memory): void {
    this.memory = memory as { buffer: ArrayBuffer };
    this.refresh();
  }

  /** Comes before the memory is used, whenever the module may have run. */
  refresh(): void {
    if (this.bytes.length !== 0) return;
    this.bytes = new Uint8Array(this.memory.buffer);
    this.view = new DataView(this.memory.buffer);
  }
}

export class MessageReader {
  private position = 0;
  // A byte order mark is a character like any other.
  private readonly decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  constructor(
    private readonly memory: ModuleMemory,
    private readonly hosts: () => Hosts,
  ) {}

  /** Begins at an address. */
  open(address: number): void {
    this.memory.refresh();
    this.position = address;
  }

  byte(): number {
    return this.memory.bytes[this.position++] as number;
  }

  boolean(): boolean {
    return this.byte() !== 0;
  }

  int(): number {
    const value = this.memory.view.getInt32(this.position, true);
    this.position += 4;
    return value;
  }

  text(): string {
    const length = this.int();
    const from = this.position;
    this.position += length;
    if (length <= shortText) {
      let text = "";
      for (let i = from; i < this.position; i++) {
        const byte = this.memory.bytes[i] as number;
        if (byte >= 0x80) return this.decoded(from, length);
        text += String.fromCharCode(byte);
      }
      return text;
    }
    return this.decoded(from, length);
  }

  private decoded(from: number, length: number): string {
    return this.decoder.decode(this.memory.bytes.subarray(from, from + length));
  }

  /** A value that lives here; undefined for none. */
  host(): unknown {
    const number = this.int();
    return number < 0 ? undefined : this.hosts().at(number);
  }

  value(): unknown {
    switch (this.byte()) {
      case Tag.Null:
        return null;
      case Tag.False:
        return false;
      case Tag.True:
        return true;
      case Tag.Number: {
        const value = this.memory.view.getFloat64(this.position, true);
        this.position += 8;
        return value;
      }
      case Tag.Text:
        return this.text();
      case Tag.Host:
        return this.host();
      case Tag.Array:
        return this.values();
      case Tag.Object:
        return this.object();
      case Tag.BigInt:
        return BigInt(this.text());
      default:
        return undefined;
    }
  }

  values(): unknown[] {
    const values: unknown[] = [];
    for (let left = this.int(); left > 0; left--) values.push(this.value());
    return values;
  }

  object(): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    for (let left = this.int(); left > 0; left--) {
      const name = this.text();
      object[name] = this.value();
    }
    return object;
  }
}

/** Bytes that a message has at first where it does not fit into the place for it. */
const spillSize = 64 * 1024;

/** Writes a message to where the module reads it: its length, and then what it says. */
export class MessageWriter {
  private bytes = new Uint8Array(0);
  private view = new DataView(new ArrayBuffer(0));
  private start = 0;
  private position = 0;
  private limit = 0;
  /** The message does not fit into the module's place: it is here, until the module asks for it. */
  private spilled = false;
  private readonly encoder = new TextEncoder();
  private address = 0;
  private capacity = 0;

  constructor(
    private readonly memory: ModuleMemory,
    private readonly hosts: () => Hosts,
  ) {}

  /** Begins a message in a place of so many bytes. */
  open(address: number, capacity: number): this {
    this.memory.refresh();
    this.bytes = this.memory.bytes;
    this.view = this.memory.view;
    this.address = address;
    this.start = address;
    this.position = address + 4;
    this.limit = address + capacity;
    this.capacity = capacity;
    this.spilled = false;
    return this;
  }

  close(): void {
    const size = this.position - this.start;
    this.memory.view.setInt32(this.address, size - 4, true);
    // Room is reserved for texts of three bytes a unit: the message may fit after all, and is not asked for then.
    if (this.spilled && size <= this.capacity) this.putSpilled(this.address);
  }

  /** Puts a message that did not fit into a place that is large enough. */
  putSpilled(address: number): void {
    this.memory.refresh();
    if (this.spilled) this.memory.bytes.set(this.bytes.subarray(4, this.position), address + 4);
    this.bytes = new Uint8Array(0);
    this.spilled = false;
  }

  private reserve(size: number): void {
    if (this.position + size <= this.limit) return;
    const length = this.position - this.start;
    const larger = new Uint8Array(Math.max(spillSize, 2 * (length + size)));
    larger.set(this.bytes.subarray(this.start, this.position));
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
    this.start = 0;
    this.position = length;
    this.limit = larger.length;
    this.spilled = true;
  }

  byte(value: number): this {
    this.reserve(1);
    this.bytes[this.position++] = value;
    return this;
  }

  boolean(value: boolean): this {
    return this.byte(value ? 1 : 0);
  }

  int(value: number): this {
    this.reserve(4);
    this.view.setInt32(this.position, value, true);
    this.position += 4;
    return this;
  }

  text(text: string): this {
    this.reserve(4 + 3 * text.length);
    const from = this.position + 4;
    let written = 0;
    if (text.length <= shortText) {
      for (; written < text.length; written++) {
        const unit = text.charCodeAt(written);
        if (unit >= 0x80) break;
        this.bytes[from + written] = unit;
      }
    }
    if (written < text.length) ({ written } = this.encoder.encodeInto(text, this.bytes.subarray(from)));
    this.view.setInt32(this.position, written, true);
    this.position = from + written;
    return this;
  }

  /** A list of texts as a value, which is no array of JavaScript to the module. */
  texts(texts: string[]): this {
    this.byte(Tag.Array).int(texts.length);
    for (const text of texts) this.byte(Tag.Text).text(text);
    return this;
  }

  /** A value that lives here; undefined is none. */
  host(value: unknown): this {
    if (value === undefined) return this.int(-1);
    return this.int(this.hosts().numberOf(value)).byte(kindOf(value));
  }

  value(value: unknown): this {
    switch (typeof value) {
      case "undefined":
        return this.byte(Tag.Undefined);
      case "boolean":
        return this.byte(value ? Tag.True : Tag.False);
      case "number":
        this.byte(Tag.Number).reserve(8);
        this.view.setFloat64(this.position, value, true);
        this.position += 8;
        return this;
      case "string":
        return this.byte(Tag.Text).text(value);
      case "bigint":
        return this.byte(Tag.BigInt).text(String(value));
      default:
        return value === null ? this.byte(Tag.Null) : this.byte(Tag.Host).host(value);
    }
  }

  values(values: unknown[]): this {
    this.int(values.length);
    for (const value of values) this.value(value);
    return this;
  }
}
