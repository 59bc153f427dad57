// Kinds of notes that the person does not want to see, kept in the browser.

import type { Diagnostic } from "../library/contract.d.ts";
import { problems as words } from "../words/en.ts";
import { byId } from "./elements.ts";
import { store, stored } from "./storage.ts";

/** Kinds of notes, as Options names them. */
const names: Record<string, string> = {
  "null-path": words.nullPath,
  "not-a-list": words.notAList,
  "above-root": words.aboveRoot,
  "block-not-run": words.blockNotRun,
};

export class HiddenNotes {
  private readonly codes: Set<string>;
  /** Called when other notes are to be seen. */
  onChange: () => void = () => {};

  constructor() {
    const kept = stored("hidden-notes");
    this.codes = new Set(Array.isArray(kept) ? kept.filter((code) => typeof code === "string") : []);
    this.show();
  }

  without(diagnostics: Diagnostic[]): Diagnostic[] {
    return diagnostics.filter(({ severity, code }) => severity !== "info" || !this.codes.has(code));
  }

  hide({ code }: Diagnostic): void {
    this.set(code, true);
  }

  private set(code: string, isHidden: boolean): void {
    if (isHidden) this.codes.add(code);
    else this.codes.delete(code);
    store("hidden-notes", this.codes.size > 0 ? [...this.codes] : undefined);
    this.show();
    this.onChange();
  }

  /** A switch in Options for each kind. */
  private show(): void {
    const codes = new Set([...Object.keys(names), ...this.codes]);
    byId("note-kinds").replaceChildren(
      ...[...codes].map((code) => {
        const label = document.createElement("label");
        const input = document.createElement("input");
        input.type = "checkbox";
        input.checked = !this.codes.has(code);
        input.addEventListener("change", () => this.set(code, !input.checked));
        const name = document.createElement("span");
        name.textContent = names[code] ?? code;
        label.append(input, " ", name);
        return label;
      }),
    );
  }
}
