// An answer in memory that the page and its worker share, so that the page can poll for it without giving its thread
// back. Browsers hold messages back after a keystroke until the next frame is painted: an answer that comes as a message
// is seen one frame late. Threads may share memory in pages that are isolated (`Cross-Origin-Embedder-Policy`) and in
// Node; elsewhere every answer is a message.

/** Bytes of an answer; a larger one goes as a message. */
const capacity = 256 * 1024;

/** Words before the answer: the call that it is for, its length in bytes, its time in microseconds, who reads it. */
const [callAt, lengthAt, tookAt, readerAt] = [0, 1, 2, 3];
const headerBytes = 16;

/** How the answer to the call under way is read: by a message, by polling here, or it has been put here already. */
const [byMessage, byPolling, answered] = [0, 1, 2];

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
    this.words = new Int32Array(buffer, 0, headerBytes / 4);
    this.bytes = new Uint8Array(buffer, headerBytes);
  }

  /** Memory for answers; none where a page may not share any. */
  static make(): SharedAnswer | undefined {
    const { crossOriginIsolated = true } = globalThis as { crossOriginIsolated?: boolean };
    return crossOriginIsolated && typeof SharedArrayBuffer === "function"
      ? new SharedAnswer(new SharedArrayBuffer(headerBytes + capacity))
      : undefined;
  }

  /** Before a call is sent: whether the page will poll for its answer. */
  expect(willPoll: boolean): void {
    Atomics.store(this.words, readerAt, willPoll ? byPolling : byMessage);
  }

  /** The page polls no longer. True if the answer came before that, so that no message will bring it. */
  stopPolling(): boolean {
    return Atomics.compareExchange(this.words, readerAt, byPolling, byMessage) === answered;
  }

  /**
   * Puts the answer to a call there. "polled": the page polls for it, so that it needs no message; "stored": a message
   * has to say that it is there; "too long": the message has to bring it.
   */
  put(call: number, answer: unknown, began: number): "polled" | "stored" | "too long" {
    // Browsers write text into memory that is not shared only, and read it from there only.
    const bytes = this.encoder.encode(JSON.stringify(answer));
    if (bytes.length > capacity) return "too long";
    this.bytes.set(bytes);
    this.words[lengthAt] = bytes.length;
    this.words[tookAt] = 1000 * (performance.now() - began);
    Atomics.store(this.words, callAt, call);
    return Atomics.compareExchange(this.words, readerAt, byPolling, answered) === byPolling
      ? "polled"
      : "stored";
  }

  /** The answer to a call, if it is there. */
  take(call: number): TakenAnswer | undefined {
    const { words } = this;
    if (Atomics.load(words, callAt) !== call) return undefined;
    const bytes = new Uint8Array(this.bytes.subarray(0, words[lengthAt]));
    return { answer: JSON.parse(this.decoder.decode(bytes)), took: (words[tookAt] ?? 0) / 1000 };
  }
}
