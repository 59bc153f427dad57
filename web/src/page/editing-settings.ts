// How the editors behave while one types, as the person has chosen it.
import { setting, storeSetting } from "./storage.ts";

/** `suggest`: lists open by themselves. `close`: tags and blocks close themselves. `outline`: the page shows what the caret is on. */
export type EditingSetting = "suggest" | "close" | "outline" | "together";

const initial: Record<EditingSetting, boolean> = {
  suggest: true,
  close: true,
  outline: true,
  together: false,
};

const chosen = new Map<EditingSetting, boolean>();

export function editingSetting(name: EditingSetting): boolean {
  let value = chosen.get(name);
  if (value === undefined) {
    const kept = setting(name);
    value = kept === undefined ? initial[name] : kept === "on";
    chosen.set(name, value);
  }
  return value;
}

/** Connects the switches in Options; `changed` is called with what was switched. */
export function connectEditingSettings(changed: (name: EditingSetting) => void): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("#options input[data-editing]")) {
    const name = input.dataset.editing as EditingSetting;
    input.checked = editingSetting(name);
    input.addEventListener("change", () => {
      chosen.set(name, input.checked);
      storeSetting(name, input.checked ? "on" : "off");
      changed(name);
    });
  }
}
