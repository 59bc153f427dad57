// The list of problems, and what else the person should know: a live region at the foot of the page.
import type { Diagnostic } from "../library/contract.d.ts";
import { sourceLabel } from "./source.ts";

/** Says something about a subject beside the diagnostics, until it is called for that with an empty text. */
export type Notice = (subject: string, text: string) => void;

/** What can be done about a diagnostic, as a button beside it. */
export interface Remedy {
  label: string;
  apply(): void;
}

const severityNames = { error: "Error", warning: "Warning", info: "Note" };

/** Beyond this many the list says only how many more there are. */
const maxListed = 50;

export class Problems {
  private shown = "";
  private diagnostics: Diagnostic[] = [];
  /** What is to be said beside the diagnostics, by subject. */
  private readonly notices = new Map<string, string>();

  constructor(
    private readonly element: HTMLElement,
    private readonly goTo: (diagnostic: Diagnostic) => void,
    private readonly remedyOf: (diagnostic: Diagnostic) => Remedy | undefined = () => undefined,
  ) {}

  show(diagnostics: Diagnostic[]): void {
    this.diagnostics = diagnostics;
    const state = JSON.stringify([this.diagnostics, [...this.notices]]);
    if (state === this.shown) return; // a live region repeats what is set again
    this.shown = state;
    const parts: HTMLElement[] = [];
    for (const text of this.notices.values()) parts.push(paragraph(text));
    if (this.diagnostics.length > 0) parts.push(this.list());
    else if (this.notices.size === 0) parts.push(paragraph("No problems"));
    this.element.replaceChildren(...parts);
  }

  readonly notice: Notice = (subject, text) => {
    if (text) this.notices.set(subject, text);
    else this.notices.delete(subject);
    this.show(this.diagnostics);
  };

  private list(): HTMLElement {
    const list = document.createElement("ul");
    for (const diagnostic of this.diagnostics.slice(0, maxListed)) {
      const item = document.createElement("li");
      item.className = diagnostic.severity;
      const button = document.createElement("button");
      button.type = "button";
      const { line, column } = diagnostic.from;
      button.append(
        piece("severity", severityNames[diagnostic.severity]),
        piece("place", `${sourceLabel(diagnostic.source)} ${line}:${column}`),
        message(diagnostic.message),
      );
      button.addEventListener("click", () => this.goTo(diagnostic));
      item.append(button);
      const remedy = this.remedyOf(diagnostic);
      if (remedy) item.append(remedyButton(remedy));
      list.append(item);
    }
    const more = this.diagnostics.length - maxListed;
    if (more > 0) {
      const item = document.createElement("li");
      item.append(piece("place", `and ${more} more`));
      list.append(item);
    }
    return list;
  }
}

function remedyButton({ label, apply }: Remedy): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "remedy";
  button.textContent = label;
  button.addEventListener("click", apply);
  return button;
}

function paragraph(text: string): HTMLElement {
  const p = document.createElement("p");
  p.textContent = text;
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
  text.split("`").forEach((part, i) => {
    if (i % 2 === 0) span.append(part);
    else {
      const code = document.createElement("code");
      code.textContent = part;
      span.append(code);
    }
  });
  return span;
}
