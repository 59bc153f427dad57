// Places in the text of data that are not JSON, and in the JSON that was made of them.

/** Numbers of a row: start and end in the JSON text, start and end in the own text. */
const row = 4;

export class DataPlaces {
  private readonly byText: number[];
  private readonly byJSON: number[];

  /** `parts` are rows in the order of the JSON text. */
  constructor(private readonly parts: number[]) {
    this.byJSON = Array.from({ length: parts.length / row }, (_, i) => i * row);
    this.byText = this.byJSON.toSorted((a, b) => this.at(a, 2) - this.at(b, 2));
  }

  private at(part: number, column: number): number {
    return this.parts[part + column] as number;
  }

  /** The place in the own text of a place in the JSON text, at which something begins or, where it is said so, ends. */
  toText(place: number, isEnd = false): number {
    const part = last(this.byJSON, (one) => (isEnd ? this.at(one, 0) < place : this.at(one, 0) <= place));
    if (part === undefined) return this.parts[2] ?? 0;
    const end = this.at(part, 3);
    return place >= this.at(part, 1) ? end : Math.min(this.at(part, 2) + place - this.at(part, 0), end);
  }

  /** The place in the JSON text of a place in the own text. */
  toJSON(place: number): number {
    const part = last(this.byText, (one) => this.at(one, 2) <= place);
    if (part === undefined) return 0;
    return Math.min(this.at(part, 0) + place - this.at(part, 2), this.at(part, 1));
  }
}

/** The last part for which a test is true that is true up to it. */
function last(parts: number[], test: (part: number) => boolean): number | undefined {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(parts[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return parts[low - 1];
}
