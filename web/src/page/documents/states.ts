// Earlier states of documents, to go back to and to compare with: one for each minute of the last hour, one for each hour
// before, and those before an action that replaced a text; 50 at most.
import { checked, type Draft, draftFrom, isRecord, sameDraft } from "../../share/state.ts";
import { Table } from "./table.ts";

const maxStates = 50;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

interface StoredState {
  id: string;
  /** When it was, in milliseconds since 1970. */
  at: number;
  /** What came after it, if that was one action. */
  why: string;
  draft: Draft;
}

export interface State {
  at: number;
  why: string;
  draft: Draft;
}

const states = new Table<StoredState>("state");

/** Ids of one document are in the order of their times; those of states before an action end with a sign. */
const startOf = (document: string) => `${document}\n`;
const idOf = (document: string, at: number, why: string) =>
  `${startOf(document)}${String(at).padStart(16, "0")}${why === "" ? "" : "!"}`;
const timeOf = (id: string) => Number.parseInt(id.slice(id.lastIndexOf("\n") + 1), 10);
const isBeforeAction = (id: string) => id.endsWith("!");

export class States {
  /** When the last state of a document was written: by the clock, and by the time since the page was opened. */
  private readonly last = new Map<string, { at: number; opened: number }>();

  /** Adds a state if the last one is older than a minute. The clock may have been set back since. */
  async follow(document: string, draft: Draft): Promise<void> {
    const last = this.last.get(document);
    const since = last ? performance.now() - last.opened : Date.now() - (await lastOf(document));
    if (since < 0 || since >= minuteMs) await this.add(document, draft, "");
  }

  async add(document: string, draft: Draft, why: string): Promise<void> {
    const before = this.last.get(document)?.at ?? (await lastOf(document));
    const now = Date.now();
    const at = now > before ? now : before + minuteMs; // the clock was set back: time goes on all the same
    this.last.set(document, { at, opened: performance.now() });
    await states.put({ id: idOf(document, at, why), at, why, draft });
    const ids = await states.ids(startOf(document));
    const kept = new Set(worthKeeping(ids));
    const rest = ids.filter((id) => !kept.has(id));
    if (rest.length > 0) await states.remove(rest);
  }

  /** The states of a document, the latest first, without those that are equal to the one after them. */
  async of(document: string): Promise<State[]> {
    const found = (await states.all(startOf(document))).flatMap(stateOf).reverse();
    return found.filter(({ draft }, i) => i === 0 || !sameDraft(draft, (found[i - 1] as State).draft));
  }
}

export const forgetStates = async (document: string): Promise<boolean> =>
  states.remove(await states.ids(startOf(document)));

async function lastOf(document: string): Promise<number> {
  const id = (await states.ids(startOf(document))).at(-1);
  return id === undefined ? 0 : timeOf(id);
}

/**
 * Of ids in the order of their times those whose states stay: of each minute of the last hour, and before of each hour, the
 * last one, and those before an action.
 */
export function worthKeeping(ids: string[]): string[] {
  const now = timeOf(ids.at(-1) ?? "\n0");
  const spans = new Map<string, string>();
  for (const id of ids) {
    const time = timeOf(id);
    const isRecent = now - time < hourMs;
    const span = isBeforeAction(id) ? id : `${isRecent} ${Math.floor(time / (isRecent ? minuteMs : hourMs))}`;
    spans.delete(span); // the later one stands where it came
    spans.set(span, id);
  }
  return [...spans.values()].slice(-maxStates);
}

/** Makes room for what is more important: the older half of all states goes. Tells whether there were any. */
export async function forgetOlderStates(): Promise<boolean> {
  const ids = (await states.ids()).sort((a, b) => timeOf(a) - timeOf(b));
  return ids.length > 0 && states.remove(ids.slice(0, Math.ceil(ids.length / 2)));
}

function stateOf(value: unknown): State[] {
  if (!isRecord(value) || typeof value.at !== "number") return [];
  try {
    const draft = draftFrom(checked(value.draft));
    return [{ at: value.at, why: typeof value.why === "string" ? value.why : "", draft }];
  } catch {
    return [];
  }
}
