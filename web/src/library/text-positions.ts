// Where offsets of a text are, as editors count lines and columns.
import type { Position } from "./contract.d.ts";

export class TextPositions {
  /** Where the lines start, found when they are first needed. */
  private starts: number[] | undefined;

  constructor(private readonly text: string) {}

  at(offset: number): Position {
    if (!this.starts) {
      this.starts = [0];
      for (const { index, 0: end } of this.text.matchAll(/\r\n|\r|\n/g)) this.starts.push(index + end.length);
    }
    let [low, high] = [0, this.starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return { offset, line: low, column: offset - (this.starts[low - 1] as number) + 1 };
  }
}
