// What is wrong with the template or the data of an element, for who reads a draft of the page.

import type { Diagnostic } from "../library/contract.d.ts";
import { elements as words } from "../words/en.ts";
import { sourceLabel } from "../words/source-label.ts";

/** More are counted. */
const mostShown = 3;

export class ProblemList {
  private readonly element: HTMLElement | undefined;
  private lines: string[] = [];

  constructor() {
    if (typeof document === "undefined") return;
    this.element = document.createElement("div");
    this.element.setAttribute("part", "problems");
  }

  /** Takes what a rendering found. */
  take(diagnostics: Diagnostic[]): void {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    this.lines = errors.slice(0, mostShown).map(lineOf);
    if (errors.length > mostShown) this.lines.push(words.more(errors.length - mostShown));
    this.element?.setAttribute("role", "status");
  }

  /** Takes why there is no rendering at all. */
  takeFailure(message: string): void {
    this.lines = [message];
    this.element?.setAttribute("role", "alert");
  }

  /** Shows the list at the start of a tree, if there is anything in it; without a tree it is hidden. */
  show(root: ShadowRoot | undefined, theme: string): void {
    const { element, lines } = this;
    if (!element) return;
    this.setTheme(theme);
    if (!root || lines.length === 0) {
      element.remove();
      return;
    }
    element.replaceChildren(
      ...lines.map((line) => {
        const paragraph = document.createElement("p");
        paragraph.textContent = line;
        return paragraph;
      }),
    );
    if (!element.isConnected) root.prepend(element);
  }

  setTheme(theme: string): void {
    const isDark =
      theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
    this.element?.classList.toggle("dark", isDark);
  }
}

const lineOf = ({ source, from, message }: Diagnostic): string =>
  words.problem(sourceLabel(source), from.line, message);
