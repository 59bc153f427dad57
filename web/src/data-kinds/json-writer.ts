// Data of any kind as JSON text, and which part of their own text each part of it was made of.

export class JSONWriter {
  json = "";
  /** Rows of four places: start and end in the JSON text, start and end in the own text. */
  readonly parts: number[] = [];

  /** Writes a part of the JSON text that a part of the own text has become. */
  token(json: string, text: number, textEnd: number): void {
    this.parts.push(this.json.length, this.json.length + json.length, text, textEnd);
    this.json += json;
  }

  /** Writes a sign between such parts. */
  sign(json: string): void {
    this.json += json;
  }
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
