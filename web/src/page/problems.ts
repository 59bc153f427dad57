// The list of problems, and what else the person should know, at the foot of the page. How many there are is said by a
// live region; the list itself is not, which would be read out at each change.

import type { Diagnostic } from "../library/contract.d.ts";
import { problems as words } from "../words/en.ts";
import { sourceLabel } from "../words/source-label.ts";
import { withCode } from "./code-words.ts";
import { nameOfSet } from "./data-sets/choice.ts";
import type { OtherDiagnostic } from "./data-sets/others.ts";
import { setChildren } from "./elements.ts";
import type { Remedies, Remedy } from "./remedies.ts";

/** What a person can do about a notice. */
interface NoticeAction {
  label: string;
  act(): void;
}

/** Says something about a subject beside the diagnostics, until it is called for that with an empty text. */
export type Notice = (subject: string, text: string, ...actions: NoticeAction[]) => void;

interface Said {
  text: string;
  actions: NoticeAction[];
}

/** The same, with nothing to do about it. */
const isPlain = (one: Said, other: Said | undefined) =>
  one.text === other?.text && one.actions.length === 0 && other.actions.length === 0;

/** Beyond this many the list says only how many more there are. */
const maxListed = 50;

/** Beyond this many places of one finding the rest is counted. */
const maxPlaces = 8;

/** Equal findings, with what they have in common: one row with all their places. */
interface Finding {
  key: string;
  places: [first: Diagnostic, ...others: Diagnostic[]];
}

/** A row of the list. It stays while its finding does, wherever the places move: what its buttons do, they look up here. */
interface Row {
  element: HTMLElement;
  finding: Finding;
  main: HTMLButtonElement;
  otherPlaces: HTMLButtonElement[];
  remedies: Remedy[];
  remedyButtons: HTMLElement[];
  hide: HTMLButtonElement;
}

export class Problems {
  private shown = "";
  private diagnostics: Diagnostic[] = [];
  /** What is to be said beside the diagnostics, by subject. */
  private readonly notices = new Map<string, Said>();
  private readonly status = document.createElement("div");
  private readonly list = document.createElement("ul");
  private count: Said = { text: "", actions: [] };
  /** What the status says. */
  private paragraphs = new Map<Said, HTMLElement>();
  /** The rows by what they say. */
  private rows = new Map<string, Row>();
  private readonly rest = document.createElement("li");
  /** Counts searches for remedies: a list that another follows is left. */
  private search = 0;

  constructor(
    element: HTMLElement,
    private readonly goTo: (diagnostic: Diagnostic) => void,
    private readonly remediesOf: Remedies = async () => [],
    private readonly hide: ((diagnostic: Diagnostic) => void) | undefined = undefined,
  ) {
    this.status.className = "said";
    this.status.setAttribute("role", "status");
    element.replaceChildren(this.status, this.list);
  }

  show(diagnostics: Diagnostic[]): void {
    this.diagnostics = diagnostics;
    const said = [...this.notices].map(([subject, { text, actions }]) => [
      subject,
      text,
      actions.map(({ label }) => label),
    ]);
    const state = JSON.stringify([this.diagnostics, said]);
    if (state === this.shown) return; // a live region repeats what is set again
    this.shown = state;
    this.say();
    const findings = grouped(this.diagnostics);
    const before = this.rows;
    this.rows = new Map();
    for (const finding of findings.slice(0, maxListed)) {
      const row = before.get(finding.key) ?? this.newRow(finding);
      row.finding = finding;
      this.fill(row);
      this.rows.set(finding.key, row);
    }
    const rows = [...this.rows.values()];
    const elements = rows.map(({ element }) => element);
    const more = findings.length - maxListed;
    if (more > 0) {
      this.rest.replaceChildren(piece("place", words.more(more)));
      elements.push(this.rest);
    }
    setChildren(this.list, elements);
    this.list.hidden = elements.length === 0;
    void this.findRemedies(rows);
  }

  readonly notice: Notice = (subject, text, ...actions) => {
    const said = { text, actions };
    const before = this.notices.get(subject);
    if (!text) this.notices.delete(subject);
    else if (!isPlain(said, before)) this.notices.set(subject, said);
    this.show(this.diagnostics);
  };

  private say(): void {
    const said = [...this.notices.values()];
    const counts = countsOf(this.diagnostics);
    if (counts || said.length === 0) {
      const count = { text: counts || words.none, actions: [] };
      if (!isPlain(count, this.count)) this.count = count;
      said.push(this.count);
    }
    const before = this.paragraphs;
    this.paragraphs = new Map(said.map((one) => [one, before.get(one) ?? paragraph(one)]));
    setChildren(this.status, [...this.paragraphs.values()]);
  }

  private newRow(finding: Finding): Row {
    const row: Row = {
      element: document.createElement("li"),
      finding,
      main: actionButton("", () => this.goTo(row.finding.places[0])),
      otherPlaces: [],
      remedies: [],
      remedyButtons: [],
      hide: actionButton(words.hide, () => this.hide?.(row.finding.places[0])),
    };
    row.hide.className = "remedy";
    return row;
  }

  private fill(row: Row): void {
    const { element, finding, main, otherPlaces, remedyButtons } = row;
    const [first, ...others] = finding.places;
    element.className = first.severity;
    main.replaceChildren(
      piece("severity", words[first.severity]),
      piece("place", placeName(first)),
      message(first.message),
    );
    const listed = others.slice(0, maxPlaces);
    for (const [i, other] of listed.entries()) {
      otherPlaces[i] ??= this.placeButton(row, i + 1);
      otherPlaces[i].textContent = other.source === first.source ? lineAndColumn(other) : placeName(other);
      otherPlaces[i].setAttribute("aria-label", words.same(placeName(other)));
    }
    const content: HTMLElement[] = [main];
    if (others.length === 0) content.push(...remedyButtons);
    content.push(...otherPlaces.slice(0, listed.length));
    if (others.length > maxPlaces) content.push(piece("place", words.morePlaces(others.length - maxPlaces)));
    if (first.severity === "info" && first.code !== "log" && this.hide) content.push(row.hide);
    setChildren(element, content);
  }

  private placeButton(row: Row, i: number): HTMLButtonElement {
    const button = actionButton("", () => {
      const place = row.finding.places[i];
      if (place) this.goTo(place);
    });
    button.className = "more-place";
    return button;
  }

  /** One finding after the other: what is typed meanwhile is rendered between. */
  private async findRemedies(rows: Row[]): Promise<void> {
    const search = ++this.search;
    for (const row of rows) {
      const [first, ...others] = row.finding.places;
      if (others.length > 0) continue;
      const remedies = await this.remediesOf(first);
      if (search !== this.search) return;
      const isSame =
        remedies.length === row.remedies.length &&
        remedies.every(({ label }, i) => label === row.remedies[i]?.label);
      row.remedies = remedies;
      if (isSame) continue;
      row.remedyButtons = remedies.map(({ label }, i) => remedyButton(label, () => row.remedies[i]?.apply()));
      this.fill(row);
    }
  }
}

/** Equal findings together, where the first of them stands. */
function grouped(diagnostics: Diagnostic[]): Finding[] {
  const found = new Map<string, Finding>();
  for (const diagnostic of diagnostics) {
    const set = "dataSet" in diagnostic ? diagnostic.dataSet : undefined;
    const key = JSON.stringify([diagnostic.severity, diagnostic.code, diagnostic.message, set]);
    const finding = found.get(key);
    if (finding) finding.places.push(diagnostic);
    else found.set(key, { key, places: [diagnostic] });
  }
  return [...found.values()];
}

function countsOf(diagnostics: Diagnostic[]): string {
  return (["error", "warning", "info"] as const)
    .flatMap((severity) => {
      const count = diagnostics.filter((one) => one.severity === severity).length;
      return count === 0 ? [] : [words.counts[severity](count)];
    })
    .join(", ");
}

const lineAndColumn = ({ from: { line, column } }: Diagnostic): string => `${line}:${column}`;

const placeName = (diagnostic: Diagnostic | OtherDiagnostic): string => {
  const place = `${sourceLabel(diagnostic.source)} ${lineAndColumn(diagnostic)}`;
  return "dataSet" in diagnostic ? words.ofSet(nameOfSet(diagnostic.dataSet), place) : place;
};

function remedyButton(label: string, apply: () => void): HTMLElement {
  const button = actionButton("", apply);
  button.className = "remedy";
  button.append(...withCode(label));
  return button;
}

function actionButton(text: string, act: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", act);
  return button;
}

function paragraph({ text, actions }: Said): HTMLElement {
  const p = document.createElement("p");
  p.textContent = text;
  for (const { label, act } of actions) p.append(" ", actionButton(label, act));
  return p;
}

function piece(name: string, text: string): HTMLElement {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = text;
  return span;
}

/** A message with what stands between backquotes as code. */
function message(text: string): HTMLElement {
  const span = piece("message", "");
  span.append(...withCode(text));
  return span;
}
