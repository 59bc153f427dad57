// The list of problems, and what else the person should know, at the foot of the page. How many there are is said by a
// live region; the list itself is not, which would be read out at each change.

import type { Diagnostic } from "../library/contract.d.ts";
import { problems as words } from "../words/en.ts";
import { sourceLabel } from "../words/source-label.ts";
import { withCode } from "./code-words.ts";
import { nameOfSet } from "./data-sets/choice.ts";
import type { OtherDiagnostic } from "./data-sets/others.ts";
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

/** Equal findings: one row with all their places. */
type Finding = [first: Diagnostic, ...others: Diagnostic[]];

export class Problems {
  private shown = "";
  private diagnostics: Diagnostic[] = [];
  /** What is to be said beside the diagnostics, by subject. */
  private readonly notices = new Map<string, Said>();
  private readonly status = document.createElement("div");
  private readonly list = document.createElement("ul");
  /** What the status says. */
  private said: Said[] = [];

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
    const rows = findings.slice(0, maxListed).map((finding) => this.row(finding));
    const more = findings.length - maxListed;
    if (more > 0) rows.push(item(piece("place", words.more(more))));
    this.list.replaceChildren(...rows);
    this.list.hidden = rows.length === 0;
    void this.addRemedies(findings.slice(0, maxListed), rows);
  }

  readonly notice: Notice = (subject, text, ...actions) => {
    if (text) this.notices.set(subject, { text, actions });
    else this.notices.delete(subject);
    this.show(this.diagnostics);
  };

  private say(): void {
    const said = [...this.notices.values()];
    const counts = countsOf(this.diagnostics);
    if (counts || said.length === 0) said.push({ text: counts || words.none, actions: [] });
    if (
      said.length === this.said.length &&
      said.every((one, i) => one === this.said[i] || isPlain(one, this.said[i]))
    )
      return;
    this.said = said;
    this.status.replaceChildren(...said.map(paragraph));
  }

  private row(finding: Finding): HTMLElement {
    const [first, ...others] = finding;
    const button = document.createElement("button");
    button.type = "button";
    button.append(
      piece("severity", words[first.severity]),
      piece("place", placeName(first)),
      message(first.message),
    );
    button.addEventListener("click", () => this.goTo(first));
    const row = item(button);
    row.className = first.severity;
    for (const other of others.slice(0, maxPlaces)) {
      const more = actionButton(other.source === first.source ? lineAndColumn(other) : placeName(other), () =>
        this.goTo(other),
      );
      more.className = "more-place";
      more.setAttribute("aria-label", words.same(placeName(other)));
      row.append(more);
    }
    if (others.length > maxPlaces) row.append(piece("place", words.morePlaces(others.length - maxPlaces)));
    const { hide } = this;
    if (first.severity === "info" && first.code !== "log" && hide) {
      const hideButton = actionButton(words.hide, () => hide(first));
      hideButton.className = "remedy";
      row.append(hideButton);
    }
    return row;
  }

  /** One finding after the other: what is typed meanwhile is rendered between. */
  private async addRemedies(findings: Finding[], rows: HTMLElement[]): Promise<void> {
    for (const [i, [first, ...others]] of findings.entries()) {
      const row = rows[i];
      if (others.length > 0 || !row?.isConnected) continue;
      const remedies = await this.remediesOf(first);
      row.querySelector(":scope > button")?.after(...remedies.map(remedyButton));
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
    if (finding) finding.push(diagnostic);
    else found.set(key, [diagnostic]);
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

function remedyButton({ label, apply }: Remedy): HTMLElement {
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

function item(content: HTMLElement): HTMLElement {
  const li = document.createElement("li");
  li.append(content);
  return li;
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
