// What two tabs have made of one draft; how it looks in two tabs is in faults.spec.ts.
import { expect, test } from "@playwright/test";
import { type Draft, mergedDraft } from "../../src/page/state.ts";
import { emptyDraft } from "../../src/share/state.ts";

const merged = (base: Partial<Draft>, here: Partial<Draft>, there: Partial<Draft>) =>
  mergedDraft({ ...emptyDraft(), ...base }, { ...emptyDraft(), ...here }, { ...emptyDraft(), ...there });

test("each part is what has changed, and what is here where both have", () => {
  const draft = merged(
    {},
    { template: "ab", format: "html" },
    { template: "ac", data: "[]", dialect: "doc-builder" },
  );
  expect(draft).toMatchObject({ template: "ab", data: "[]", format: "html", dialect: "doc-builder" });
});

for (const name of ["constructor", "__proto__", "toString", "a/b"])
  test(`a partial comes and goes by itself: ${name}`, () => {
    const none = { partials: {} };
    const one = { partials: Object.fromEntries([[name, "x"]]) };
    expect(Object.entries(merged(none, none, one).partials)).toEqual([[name, "x"]]);
    expect(Object.entries(merged(none, one, none).partials)).toEqual([[name, "x"]]);
    expect(Object.entries(merged(one, none, one).partials)).toEqual([]);
    expect(Object.entries(merged(one, one, none).partials)).toEqual([]);
  });
