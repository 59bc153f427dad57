// Which of the earlier states of a document stay.
import { expect, test } from "@playwright/test";
import { worthKeeping } from "../../src/page/documents/states.ts";

const minute = 60_000;
const id = (at: number, isBeforeAction = false) =>
  `doc\n${String(at).padStart(16, "0")}${isBeforeAction ? "!" : ""}`;
const start = 1_700_000_000_000 - (1_700_000_000_000 % (60 * minute));

test("one state a minute stays of the last hour, and one an hour of the time before", () => {
  const times = Array.from({ length: 10 * 60 }, (_, i) => start + i * minute);
  const now = times.at(-1) as number;
  let stored: string[] = [];
  for (const time of times) stored = worthKeeping([...stored, id(time), id(time + 1000)]);
  const kept = stored.map((one) => Number.parseInt(one.slice(4), 10));
  expect(kept.length).toBe(50);
  expect(kept).toEqual(kept.toSorted((a, b) => a - b));
  const recent = kept.filter((time) => now - time < 60 * minute);
  expect(new Set(recent.map((time) => Math.floor(time / minute))).size).toBe(recent.length);
  expect(recent.length).toBeGreaterThan(40);
});

test("hours that are gone have one state each", () => {
  const hours = Array.from({ length: 30 }, (_, i) => start + i * 60 * minute);
  const stored = hours.flatMap((hour) => [id(hour), id(hour + 20 * minute), id(hour + 40 * minute)]);
  const kept = worthKeeping([...stored, id(start + 40 * 60 * minute)]);
  expect(kept.length).toBe(31);
  expect(kept[0]).toBe(id(start + 40 * minute)); // the last one of its hour
});

test("what was before an action stays, and never more than 50", () => {
  const actions = Array.from({ length: 20 }, (_, i) => id(start + i, true));
  expect(worthKeeping(actions)).toEqual(actions);
  const many = Array.from({ length: 200 }, (_, i) => id(start + i, true));
  expect(worthKeeping(many)).toEqual(many.slice(-50));
  expect(worthKeeping([])).toEqual([]);
});
