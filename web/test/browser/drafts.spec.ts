// What tabs have made of one draft; how it looks in two tabs is in faults.spec.ts.
import { expect, test } from "@playwright/test";
import { joined, type Version, Versions, versionOf } from "../../src/page/documents/versions.ts";
import type { Draft } from "../../src/share/state.ts";
import { emptyDraft } from "../../src/share/state.ts";

const none: Version = { draft: emptyDraft(), stamps: {} };

/** Two versions of two tabs, each made of `base`. */
function twoOf(base: Partial<Draft>, one: Partial<Draft>, other: Partial<Draft>): [Version, Version] {
  const first = new Versions(none, "0").make({ ...emptyDraft(), ...base });
  const make = (changes: Partial<Draft>, tab: string) =>
    new Versions(first, tab).make({ ...emptyDraft(), ...base, ...changes });
  return [make(one, "1"), make(other, "2")];
}

test("each part is what was changed last, whichever version comes first", () => {
  const [one, other] = twoOf(
    {},
    { template: "ab", format: "html" },
    { template: "ac", data: "[]", dialect: "doc-builder" },
  );
  const both = joined(one, other);
  expect(both.draft).toMatchObject({ template: "ac", data: "[]", format: "html", dialect: "doc-builder" });
  expect(joined(other, one)).toEqual(both);
  expect(joined(both, one)).toEqual(both);
});

for (const name of ["constructor", "__proto__", "toString", "a/b"])
  test(`a partial comes and goes by itself: ${name}`, () => {
    const without = { partials: {}, data: "[]" };
    const one = { partials: Object.fromEntries([[name, "x"]]) };
    const partials = (versions: [Version, Version]) => Object.entries(joined(...versions).draft.partials);
    expect(partials(twoOf({}, without, one))).toEqual([[name, "x"]]);
    expect(partials(twoOf(one, without, { template: "a" }))).toEqual([]);
    expect(partials(twoOf(one, { template: "a" }, { data: "1" }))).toEqual([[name, "x"]]);
  });

test("a stored version is read with its stamps, and anything else without", () => {
  const version = new Versions(none, "tab").make({ ...emptyDraft(), template: "a", partials: { b: "" } });
  const stored = (stamps: unknown) => JSON.parse(JSON.stringify({ ...version.draft, stamps }));
  expect(versionOf(stored(version.stamps))).toEqual(version);
  for (const stamps of [
    undefined,
    null,
    1,
    [],
    { template: 1 },
    { template: ["1", "a"] },
    { template: [1e300, "a"] },
  ])
    expect(versionOf(stored(stamps))).toEqual({ draft: version.draft, stamps: {} });
  for (const value of [null, "", [], { template: 1 }]) expect(versionOf(value)).toBe(undefined);
});

/** Numbers from 0 up to below `n`, the same ones for the same seed. */
function numbers(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

/** A tab, with the versions of others that it has still to hear of: none is what was put back to the sample. */
class Tab {
  readonly unheard: (Version | undefined)[] = [];
  private readonly versions: Versions;
  private dirty = false;
  draft = emptyDraft();

  constructor(name: string) {
    this.versions = new Versions(none, name);
  }

  edit(changes: Partial<Draft>): void {
    this.draft = { ...this.draft, ...changes };
    this.dirty = true;
  }

  save(others: Tab[]): void {
    if (!this.dirty) return;
    this.dirty = false;
    const version = this.versions.make(this.draft);
    for (const other of others) other.unheard.push(version);
  }

  putBack(others: Tab[]): void {
    this.draft = emptyDraft();
    this.dirty = false;
    this.versions.make(this.draft);
    for (const other of others) other.unheard.push(undefined);
  }

  hear(): void {
    if (this.unheard.length === 0) return;
    const theirs = this.unheard.shift();
    const { both, more } = theirs
      ? this.versions.take(theirs, this.draft)
      : this.versions.putBack(emptyDraft(), this.draft);
    this.dirty ||= more;
    this.draft = both;
  }

  get quiet(): boolean {
    return !this.dirty && this.unheard.length === 0;
  }
}

/** Tabs that change one draft and hear of each other late; then they come to rest. */
function workOf(tabs: Tab[], random: (n: number) => number, change: (tab: number) => Partial<Draft>): void {
  const step = (i: number, kind: number) => {
    const tab = tabs[i] as Tab;
    if (kind === 0) tab.edit(change(i));
    else if (kind < 3) tab.save(tabs.filter((other) => other !== tab));
    else tab.hear();
  };
  for (let i = 0; i < 60; i++) step(random(tabs.length), random(6));
  for (let i = 0; !tabs.every(({ quiet }) => quiet); i++) {
    if (i > 10_000) throw new Error("The tabs write for ever.");
    step(random(tabs.length), 1 + random(5));
  }
}

for (const many of [2, 3])
  test(`${many} tabs that change one draft at once come to the same, and lose nothing`, () => {
    for (let seed = 1; seed <= 500; seed++) {
      const random = numbers(seed);
      const tabs = ["b", "a", "c"].slice(0, many).map((name) => new Tab(name));
      const last: Record<string, string> = {};
      workOf(tabs, random, (i) => {
        const name = ["template", "data", "partial"][i] as string;
        const text = `${name} ${random(1000)}`;
        last[name] = text;
        return name === "partial" ? { partials: { partial: text } } : { [name]: text };
      });
      for (const { draft } of tabs)
        expect({ ...draft, ...draft.partials }, `seed ${seed}`).toMatchObject(last);
    }
  });

test("tabs that change the same parts at once come to the same", () => {
  for (let seed = 1; seed <= 500; seed++) {
    const random = numbers(seed);
    const tabs = ["b", "a", "c"].map((name) => new Tab(name));
    workOf(tabs, random, () =>
      random(2)
        ? { [random(2) ? "template" : "data"]: `${random(1000)}` }
        : {
            partials: Object.fromEntries(
              ["x", "y"].filter(() => random(2)).map((name) => [name, `${random(9)}`]),
            ),
          },
    );
    for (const { draft } of tabs) expect(draft, `seed ${seed}`).toEqual(tabs[0]?.draft);
  }
});

test("what one tab puts back to the sample is put back in the other, but for what is not kept there yet", () => {
  const [one, other] = [new Tab("a"), new Tab("b")];
  one.edit({ template: "a", partials: { x: "" } });
  one.save([other]);
  other.hear();
  other.edit({ data: "[]" });
  one.putBack([other]);
  other.hear();
  expect(other.draft).toEqual({ ...emptyDraft(), data: "[]" });
  other.save([one]);
  one.hear();
  expect(one.draft).toEqual(other.draft);
  one.save([other]); // the same texts, with its own stamps
  other.hear();
  expect(other.draft).toEqual(one.draft);
  expect([one, other].every(({ quiet }) => quiet)).toBe(true);
});
