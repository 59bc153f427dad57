// An answer where the page finds it without giving its thread back. Browsers hold messages back after a keystroke
// until the next frame is painted, so that an answer that comes as a message is seen one frame late. Memory that two
// threads share is for pages that are isolated from others (`Cross-Origin-Embedder-Policy`), and for Node.

/** Bytes of an answer; a larger one goes as a message. */
const room = 256 * 1024;

/** Words before the answer: the call that it is for, its length in bytes, its time in microseconds, who is told. */
const [callAt, lengthAt, tookAt, readerAt] = [0, 1, 2, 3];
const start = 16;

/** What the page does about the call under way: it is told by a message, it looks here, or it has been answered here. */
const [told, looks, answered] = [0, 1, 2];

/** An answer, and the milliseconds of the worker's time that it took. */
export interface TakenAnswer {
  answer: unknown;
  took: number;
}

export class SharedAnswer {
  private readonly words: Int32Array;
  private readonly bytes: Uint8Array;
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder();

  constructor(readonly buffer: SharedArrayBuffer) {
    this.words = new Int32Array(buffer, 0, start / 4);
    this.bytes = new Uint8Array(buffer, start);
  }

  /** Memory for answers; none where a page may not share any. */
  static make(): SharedAnswer | undefined {
    const { crossOriginIsolated = true } = globalThis as { crossOriginIsolated?: boolean };
    return crossOriginIsolated && typeof SharedArrayBuffer === "function"
      ? new SharedAnswer(new SharedArrayBuffer(start + room))
      : undefined;
  }

  /** Before a call is sent: whether the page will look here for its answer. */
  expect(willLook: boolean): void {
    Atomics.store(this.words, readerAt, willLook ? looks : told);
  }

  /** The page looks no longer. True if the answer came before that, so that no message will tell of it. */
  leave(): boolean {
    return Atomics.compareExchange(this.words, readerAt, looks, told) === answered;
  }

  /** Puts the answer to a call there, and says whether the page has to be told, and of all or of its being here. */
  put(call: number, answer: unknown, began: number): "seen" | "here" | "too long" {
    // Browsers write text into memory that is not shared only, and read it from there only.
    const bytes = this.encoder.encode(JSON.stringify(answer));
    if (bytes.length > room) return "too long";
    this.bytes.set(bytes);
    this.words[lengthAt] = bytes.length;
    this.words[tookAt] = 1000 * (performance.now() - began);
    Atomics.store(this.words, callAt, call);
    return Atomics.compareExchange(this.words, readerAt, looks, answered) === looks ? "seen" : "here";
  }

  /** The answer to a call, if it is there. */
  take(call: number): TakenAnswer | undefined {
    const { words } = this;
    if (Atomics.load(words, callAt) !== call) return undefined;
    const bytes = new Uint8Array(this.bytes.subarray(0, words[lengthAt]));
    return { answer: JSON.parse(this.decoder.decode(bytes)), took: (words[tookAt] ?? 0) / 1000 };
  }
}
