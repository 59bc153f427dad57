// Data of any kind as JSON text, and which part of it each part of their own text has become.

/** A part of the JSON text and the part of the own text that it was made of. */
interface Part {
  json: number;
  jsonEnd: number;
  text: number;
  textEnd: number;
}

export class JSONWriter {
  json = "";
  private readonly parts: Part[] = [];

  /** Writes a part of the JSON text that a part of the own text has become. */
  token(json: string, text: number, textEnd: number): void {
    this.parts.push({ json: this.json.length, jsonEnd: this.json.length + json.length, text, textEnd });
    this.json += json;
  }

  /** Writes a sign between such parts. */
  sign(json: string): void {
    this.json += json;
  }

  /** The place in the own text of a place in the JSON text, at which something begins or, where it is said so, ends. */
  toText(place: number, isEnd = false): number {
    const part = last(this.parts, ({ json }) => (isEnd ? json < place : json <= place));
    if (!part) return this.parts[0]?.text ?? 0;
    if (place >= part.jsonEnd) return part.textEnd;
    return Math.min(part.text + place - part.json, part.textEnd);
  }

  /** The place in the JSON text of a place in the own text. */
  toJSON(place: number): number {
    this.ordered ??= this.parts.toSorted((a, b) => a.text - b.text);
    const part = last(this.ordered, ({ text }) => text <= place);
    if (!part) return 0;
    return Math.min(part.json + place - part.text, part.jsonEnd);
  }

  private ordered: Part[] | undefined;
}

/** The last part for which a test is true that is true up to it. */
function last(parts: Part[], test: (part: Part) => boolean): Part | undefined {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(parts[middle] as Part)) low = middle + 1;
    else high = middle;
  }
  return parts[low - 1];
}

/** What is wrong with data: a sentence, and a part of their text. */
export class DataFault extends Error {
  constructor(
    message: string,
    readonly from: number,
    readonly to: number,
  ) {
    super(message);
  }
}

/** A number as JSON has it. What is too large for JavaScript is Infinity when it is read; there is no JSON for NaN. */
export function numberAsJSON(value: number): string {
  if (Number.isNaN(value)) return "null";
  if (!Number.isFinite(value)) return value > 0 ? "1e999" : "-1e999";
  return Object.is(value, -0) ? "-0" : String(value);
}
