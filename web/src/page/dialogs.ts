// Questions to the person, as native dialogs.
import { dialogs as words } from "../words/en.ts";

/** Asks for a name. `check` says what is wrong with one, or nothing. Resolves with nothing when the person leaves. */
export function askName(
  title: string,
  label: string,
  value: string,
  check: (name: string) => string | undefined,
): Promise<string | undefined> {
  const input = document.createElement("input");
  input.value = value;
  input.autocomplete = "off";
  input.spellcheck = false;
  const field = document.createElement("label");
  field.append(label, input);
  const wrong = document.createElement("p");
  wrong.className = "wrong";
  wrong.role = "alert";
  return ask(title, [field, wrong], title, () => {
    const name = input.value.trim();
    const fault = check(name);
    wrong.textContent = fault ?? "";
    if (fault) input.focus();
    return fault ? undefined : name;
  });
}

export interface Choice {
  value: string;
  name: string;
  about: string;
}

/** Asks for one of several things, and a name for it. */
export async function choose(
  title: string,
  legend: string,
  choices: Choice[],
  name: { label: string; value: string },
): Promise<{ value: string; name: string } | undefined> {
  const group = document.createElement("fieldset");
  group.className = "kinds";
  const heading = document.createElement("legend");
  heading.textContent = legend;
  group.append(heading);
  choices.forEach((choice, i) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = "radio";
    input.name = "kind";
    input.value = choice.value;
    input.checked = i === 0;
    const about = document.createElement("small");
    about.textContent = choice.about;
    label.append(input, " ", choice.name, " ", about);
    group.append(label);
  });
  const input = document.createElement("input");
  input.value = name.value;
  input.autocomplete = "off";
  const field = document.createElement("label");
  field.append(name.label, input);
  let named = "";
  const value = await ask(title, [group, field], words.create, () => {
    named = input.value.trim() || name.value;
    return group.querySelector<HTMLInputElement>("input:checked")?.value;
  });
  return value === undefined ? undefined : { value, name: named };
}

/** Asks whether to do something. */
export async function confirmed(title: string, text: string, action: string): Promise<boolean> {
  const paragraph = document.createElement("p");
  paragraph.textContent = text;
  return (await ask(title, [paragraph], action, () => "yes")) === "yes";
}

function ask(
  title: string,
  content: HTMLElement[],
  action: string,
  answer: () => string | undefined,
): Promise<string | undefined> {
  const dialog = document.createElement("dialog");
  const form = document.createElement("form");
  form.method = "dialog";
  const heading = document.createElement("h2");
  heading.textContent = title;
  heading.id = "dialog-title";
  dialog.setAttribute("aria-labelledby", heading.id);
  const buttons = document.createElement("div");
  buttons.className = "buttons";
  const cancel = document.createElement("button");
  cancel.type = "button";
  cancel.textContent = words.cancel;
  cancel.addEventListener("click", () => dialog.close());
  const main = document.createElement("button");
  main.className = "main";
  main.textContent = action;
  buttons.append(cancel, main);
  form.append(heading, ...content, buttons);
  dialog.append(form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    let result: string | undefined;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      result = answer();
      if (result !== undefined) dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(result);
    });
    dialog.showModal();
    dialog.querySelector<HTMLInputElement>("input:not([type=radio])")?.select();
  });
}
