// A JSON Schema beside data: what of them does not fit it, and what it says of a place in them.
import type { Completion, Completions, Diagnostic, Hover } from "./contract.d.ts";
import type { DataPlaces } from "./data-places.ts";
import type { DataCall, Described, Fault, Violation } from "./data-reader.ts";
import type { DataPath } from "./questions.ts";
import { TextPositions } from "./text-positions.ts";

/** Data that are to be checked: JSON text, and what it was made of, if that is another text. */
export interface CheckedData {
  text: string;
  json: string;
  places?: DataPlaces | undefined;
}

/** Data as they are written, and the way to a place in them. */
interface DataPoint {
  text: string;
  isYAML: boolean;
  at: DataPath;
  offset: number;
}

const tooSlow =
  "To check the data against the schema took too long. It is left until the schema is another one.";

export class DataSchema {
  /** A check did not come to its end in time: it is not tried again. */
  private isSlow = false;
  /** What did not fit, of the data that were checked last. */
  private last: { json: string; text: string; found: Diagnostic[] } | undefined;

  constructor(
    readonly text: string,
    private readonly call: DataCall,
  ) {}

  /** What was found the last time. */
  get found(): Diagnostic[] {
    return this.last?.found ?? [];
  }

  /** What of data does not fit, as warnings; nothing of data that are no JSON. */
  async check(data: CheckedData | undefined): Promise<Diagnostic[]> {
    const { last } = this;
    if (!data) this.last = undefined;
    else if (!this.isSlow && (last?.json !== data.json || last.text !== data.text))
      this.last = { ...data, found: await this.violations(data) };
    return this.found;
  }

  private async violations({ text, json, places }: CheckedData): Promise<Diagnostic[]> {
    const positions = new TextPositions(text);
    const warning = (message: string, from = 0, to = 0): Diagnostic => ({
      severity: "warning",
      code: "schema",
      message,
      source: "data",
      from: positions.at(from),
      to: positions.at(Math.max(from, to)),
    });
    const answer = await this.call(["check", json, this.text]);
    if (typeof answer !== "string") {
      this.isSlow = true;
      return [warning(tooSlow)];
    }
    const violations = JSON.parse(answer) as Violation[] | Fault;
    if (!Array.isArray(violations)) return [warning(`The schema cannot be used: ${violations.fault}`)];
    return violations.map(({ message, from, to }) =>
      places ? warning(message, places.toText(from), places.toText(to, true)) : warning(message, from, to),
    );
  }

  private async described(path: string[]): Promise<Described | undefined> {
    const answer = await this.call(["describe", this.text, path]);
    if (typeof answer !== "string") return undefined;
    const about = JSON.parse(answer) as Described | Fault;
    return "fault" in about ? undefined : about;
  }

  /** Names and values that the schema allows, before others that are known. */
  async complete(point: DataPoint, others: Completions | undefined): Promise<Completions | undefined> {
    const { text, isYAML, at, offset } = point;
    const about = await this.described(at.path);
    if (!about) return others;
    const isQuoted = /[\x22\x27]$/.test(text.slice(0, at.from)); // quotes as numbers: see data-kinds.ts
    const isPlain = (name: string) => isYAML && /^[A-Za-z][\w .-]*$/.test(name);
    const items: Completion[] = at.isName
      ? about.names
          .filter(({ name }) => !at.names.includes(name))
          .map(({ name, detail, info }) => ({
            label: name,
            kind: "key",
            detail,
            info,
            ...(isQuoted ? {} : { insert: `${isPlain(name) ? name : JSON.stringify(name)}: ` }),
          }))
      : about.values.map((json) => {
          const value: unknown = JSON.parse(json);
          const label = typeof value === "string" ? value : json;
          return { label, kind: "value", ...(isQuoted || isPlain(label) ? {} : { insert: json }) };
        });
    const known = new Set(items.map(({ label }) => label));
    items.push(...(others?.items ?? []).filter(({ label }) => !known.has(label)));
    return items.length > 0 ? { from: at.from, to: offset, items } : undefined;
  }

  /** What the schema says of the value at a place, behind what is said of it otherwise. */
  async explain({ text, at }: DataPoint, other: Hover | undefined): Promise<Hover | undefined> {
    const name = at.isName ? [text.slice(at.from, at.to)] : [];
    const about = await this.described([...at.path, ...name]);
    if (!about || about.lines.length === 0) return other;
    return { from: at.from, to: at.to, ...other, lines: [...(other?.lines ?? []), ...about.lines] };
  }
}
