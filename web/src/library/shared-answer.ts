// An answer where the page finds it without giving its thread back. Browsers hold messages back after a keystroke
// until the next frame is painted, so that an answer that comes as a message is seen one frame late. Memory that two
// threads share is for pages that are isolated from others (`Cross-Origin-Embedder-Policy`), and for Node.

/** Bytes of an answer; a larger one goes as a message. */
const room = 256 * 1024;

/** Two words before the answer: the call that it is for, and its length in bytes. */
const [callAt, lengthAt] = [0, 1];
const start = 8;

export class SharedAnswer {
  private readonly words: Int32Array;
  private readonly bytes: Uint8Array;
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder();

  constructor(readonly buffer: SharedArrayBuffer) {
    this.words = new Int32Array(buffer, 0, 2);
    this.bytes = new Uint8Array(buffer, start);
  }

  /** Memory for answers; none where a page may not share any. */
  static make(): SharedAnswer | undefined {
    const { crossOriginIsolated = true } = globalThis as { crossOriginIsolated?: boolean };
    return crossOriginIsolated && typeof SharedArrayBuffer === "function"
      ? new SharedAnswer(new SharedArrayBuffer(start + room))
      : undefined;
  }

  /** Puts the answer to a call there; false if it is too long. */
  put(call: number, answer: unknown): boolean {
    // Browsers write text into memory that is not shared only, and read it from there only.
    const bytes = this.encoder.encode(JSON.stringify(answer));
    if (bytes.length > room) return false;
    this.bytes.set(bytes);
    this.words[lengthAt] = bytes.length;
    Atomics.store(this.words, callAt, call);
    return true;
  }

  /** The answer to a call, if it is there. */
  take(call: number): unknown {
    if (Atomics.load(this.words, callAt) !== call) return undefined;
    const bytes = new Uint8Array(this.bytes.subarray(0, this.words[lengthAt]));
    return JSON.parse(this.decoder.decode(bytes));
  }
}
