// What two sequences have in common. CodeMirror's comparison of texts does it: each item becomes a character.
import { diff } from "@codemirror/merge";

/** A part that differs: places of the one sequence, and of the other. */
export interface Difference {
  fromA: number;
  toA: number;
  fromB: number;
  toB: number;
}

/** The comparison stops looking for the best answer beyond so many changes, and after so many milliseconds. */
const limits = { scanLimit: 3000, timeout: 300 };

/** Characters that stand for items: all but the halves of pairs, which the comparison does not divide. */
const firstHalf = 0xd800;
const behindHalves = 0xe000;
const mostItems = 0xffff - (behindHalves - firstHalf);

/** Where two sequences differ, in order. Of more than 60,000 different items everything between equal ends differs. */
export function differences(a: readonly string[], b: readonly string[]): Difference[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const middle = [a.slice(start, a.length - end), b.slice(start, b.length - end)] as const;
  if (middle[0].length === 0 && middle[1].length === 0) return [];
  const codes = new Map<string, number>();
  for (const item of [...middle[0], ...middle[1]]) if (!codes.has(item)) codes.set(item, codes.size);
  const whole = { fromA: start, toA: a.length - end, fromB: start, toB: b.length - end };
  if (codes.size > mostItems || middle.some((one) => one.length === 0)) return [whole];
  const [textA, textB] = middle.map((items) => textOf(items, codes)) as [string, string];
  return diff(textA, textB, limits).map(({ fromA, toA, fromB, toB }) => ({
    fromA: start + fromA,
    toA: start + toA,
    fromB: start + fromB,
    toB: start + toB,
  }));
}

function textOf(items: readonly string[], codes: Map<string, number>): string {
  const pieces = items.map((item) => {
    const code = codes.get(item) ?? 0;
    return String.fromCharCode(code < firstHalf ? code : code + behindHalves - firstHalf);
  });
  return pieces.join("");
}
