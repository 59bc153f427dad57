// The options of Handlebars.compile, as switches in a popover.
import type { CompileOptions } from "../library/contract.d.ts";

let shown: CompileOptions = {};

const switches = () => document.querySelectorAll<HTMLInputElement>("#options input[data-option]");

const nameOf = (input: HTMLInputElement) => input.dataset.option as "strict";

export function showOptions(options: CompileOptions): void {
  shown = options;
  for (const input of switches()) input.checked = options[nameOf(input)] ?? false;
}

export function listenToOptions(changed: (options: CompileOptions) => void): void {
  for (const input of switches())
    input.addEventListener("change", () => {
      shown = { ...shown, [nameOf(input)]: input.checked };
      changed(shown);
    });
}
