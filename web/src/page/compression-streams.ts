// CompressionStream and DecompressionStream where a browser has none: of the format "deflate" alone, which links have.
import { Unzlib, Zlib } from "fflate";

/** Bytes of the checksum at the end (RFC 1950). */
const checksumLength = 4;

/** Bytes that are unpacked at one go, to a megabyte at most: who reads may have enough of it in between. */
const portion = 1024;

/** The checksum of RFC 1950, Adler-32, of a text that comes in pieces. */
class Adler32 {
  private a = 1;
  private b = 0;

  add(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.a = (this.a + byte) % 65521;
      this.b = (this.b + this.a) % 65521;
    }
  }

  get bytes(): number[] {
    return [this.b >> 8, this.b & 255, this.a >> 8, this.a & 255];
  }
}

function compressing(): TransformStream<Uint8Array, Uint8Array> {
  const zlib = new Zlib();
  return new TransformStream({
    start(controller) {
      zlib.ondata = (chunk) => controller.enqueue(chunk);
    },
    transform: (chunk) => zlib.push(chunk),
    flush: () => zlib.push(new Uint8Array(), true),
  });
}

/** What is damaged fails the stream, as in browsers: fflate leaves the checksum unread. */
function decompressing(): TransformStream<Uint8Array, Uint8Array> {
  const unzlib = new Unzlib();
  const checksum = new Adler32();
  let end: number[] = [];
  return new TransformStream({
    start(controller) {
      unzlib.ondata = (chunk) => {
        checksum.add(chunk);
        controller.enqueue(chunk);
      };
    },
    async transform(chunk) {
      end = [...end, ...chunk.subarray(-checksumLength)].slice(-checksumLength);
      for (let at = 0; at < chunk.length; at += portion) {
        unzlib.push(chunk.subarray(at, at + portion));
        await new Promise((resolve) => setTimeout(resolve));
      }
    },
    flush(controller) {
      unzlib.push(new Uint8Array(), true);
      if (checksum.bytes.join() !== end.join()) controller.error(new TypeError("The checksum differs."));
    },
  });
}

export function addCompressionStreams(): void {
  const constructors = { CompressionStream: compressing, DecompressionStream: decompressing };
  for (const [name, make] of Object.entries(constructors))
    Object.defineProperty(globalThis, name, {
      configurable: true,
      writable: true,
      // What a constructor returns is what `new` gives.
      value: function Streams() {
        return make();
      },
    });
}
