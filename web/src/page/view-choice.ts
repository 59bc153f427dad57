// Which of page, text and HTML is looked at.
import { isView } from "../share/state.ts";
import { byId } from "./elements.ts";
import type { Model } from "./model.ts";
import { storeSetting } from "./storage.ts";

export function connectViewChoice(model: Model): void {
  const choice = byId<HTMLFieldSetElement>("view");
  choice.addEventListener("change", (event) => {
    const { value } = event.target as HTMLInputElement;
    if (!isView(value)) return;
    model.setView(value);
    storeSetting("view", value);
  });
  model.follow({
    viewed(view) {
      for (const input of choice.querySelectorAll("input")) input.checked = input.value === view;
    },
  });
}
