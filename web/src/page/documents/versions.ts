// How tabs that work on one draft come together: each part of it says when it was changed last, and of two versions the
// later part is taken. So it is the same which tab hears of which first, and what one tab changes no other one undoes.

import {
  checked,
  type Draft,
  draftFrom,
  fields,
  isRecord,
  namedFields,
  sameField,
  samePart,
} from "../../share/state.ts";

/** When a part was changed: a count that is above all that the tab knew, and the tab, for parts of the same count. */
type Stamp = readonly [count: number, tab: string];

/** A draft, and when its parts were changed; a part without a stamp is as it was at first. */
export interface Version {
  draft: Draft;
  stamps: Readonly<Record<string, Stamp>>;
}

/** How the parts of a field that has some by name begin. */
const prefixes = { partials: "partial:", dataSets: "data-set:" } as const;

/** All parts of a draft by name: its fields, each of its partials and each of its data sets. */
const namesOf = (draft: Draft): string[] => [
  ...fields,
  ...namedFields.flatMap((field) => Object.keys(draft[field]).map((name) => prefixes[field] + name)),
];

/** The field in which a part is, and its name there, if it is one of many. */
function placeOf(part: string): { field: (typeof namedFields)[number]; name: string } | undefined {
  const field = namedFields.find((field) => part.startsWith(prefixes[field]));
  return field && { field, name: part.slice(prefixes[field].length) };
}

function isSame(a: Draft, b: Draft, part: string): boolean {
  const place = placeOf(part);
  if (!place) return sameField(a, b, part as (typeof fields)[number]);
  const { field, name } = place;
  const of = (draft: Draft) => (Object.hasOwn(draft[field], name) ? draft[field][name] : undefined);
  return samePart(of(a), of(b));
}

function isLater(one: Stamp | undefined, other: Stamp | undefined): boolean {
  if (!one || !other) return one !== undefined;
  return one[0] > other[0] || (one[0] === other[0] && one[1] > other[1]);
}

/** Of each part the later one. */
export function joined(a: Version, b: Version): Version {
  const draft = { ...a.draft };
  const parts = {
    partials: new Map<string, unknown>(Object.entries(a.draft.partials)),
    dataSets: new Map<string, unknown>(Object.entries(a.draft.dataSets)),
  };
  const stamps = { ...a.stamps };
  for (const [part, stamp] of Object.entries(b.stamps)) {
    if (!isLater(stamp, a.stamps[part])) continue;
    stamps[part] = stamp;
    const place = placeOf(part);
    if (place) {
      const { field, name } = place;
      if (Object.hasOwn(b.draft[field], name)) parts[field].set(name, b.draft[field][name]);
      else parts[field].delete(name);
    } else Object.assign(draft, { [part]: b.draft[part as keyof Draft] });
  }
  for (const field of namedFields) Object.assign(draft, { [field]: Object.fromEntries(parts[field]) });
  return { draft, stamps };
}

/** A version as it was stored, if that is one. */
export function versionOf(value: unknown): Version | undefined {
  if (!isRecord(value)) return undefined;
  try {
    const draft = draftFrom(checked(value));
    const stamps = Object.entries(isRecord(value.stamps) ? value.stamps : {}).filter(isStamped);
    return { draft, stamps: Object.fromEntries(stamps) };
  } catch {
    return undefined;
  }
}

const isStamped = (entry: [string, unknown]): entry is [string, Stamp] =>
  Array.isArray(entry[1]) && Number.isSafeInteger(entry[1][0]) && typeof entry[1][1] === "string";

/** A name for a tab that no other one has; `randomUUID` is missing on a site without TLS. */
const newTab = () => crypto.getRandomValues(new Uint32Array(4)).join("-");

/** The versions of one draft as one tab makes them and hears of them. */
export class Versions {
  /** The highest count so far. */
  private count = 0;

  constructor(
    /** The version that all of this tab's changes and all that it has heard of are in. */
    private last: Version,
    /** Differs from tab to tab. */
    private readonly tab: string = newTab(),
  ) {
    this.heard(last);
  }

  /** Makes a version of the draft: what has changed since the last one is of now. */
  make(draft: Draft): Version {
    this.last = this.stamped(draft, this.tab);
    return this.last;
  }

  /** Takes in a version of another tab; tells whether `own`, the draft here, has what that one lacks. */
  take(theirs: Version, own: Draft): { both: Draft; more: boolean } {
    this.heard(theirs);
    const { stamps } = this.make(own);
    this.last = joined(this.last, theirs);
    const more = Object.entries(stamps).some(([name, stamp]) => isLater(stamp, theirs.stamps[name]));
    return { both: this.last.draft, more };
  }

  /** Another tab has put all parts back to the sample's; what has changed here since the last version stays. */
  putBack(sample: Draft, own: Draft): { both: Draft; more: boolean } {
    return this.take(this.stamped(sample, ""), own);
  }

  private stamped(draft: Draft, tab: string): Version {
    const { last } = this;
    const stamps = { ...last.stamps };
    const names = new Set([...namesOf(draft), ...namesOf(last.draft)]);
    const changed = [...names].filter((name) => !isSame(draft, last.draft, name));
    if (changed.length > 0) this.count++;
    for (const name of changed) stamps[name] = [this.count, tab];
    return { draft: draftFrom(draft), stamps };
  }

  private heard({ stamps }: Version): void {
    for (const [count] of Object.values(stamps)) this.count = Math.max(this.count, count);
  }
}
