// A dialog with a list that is narrowed by typing: for places to go to and things to choose.

export interface Pick<T> {
  label: string;
  /** What stands behind it, less prominent. */
  detail?: string;
  /** How far it is moved in, in steps. */
  level?: number;
  value: T;
}

let lists = 0;

/** Lets the person choose; resolves with nothing if the dialog is left. */
export function pick<T>(title: string, items: Pick<T>[]): Promise<T | undefined> {
  const dialog = document.createElement("dialog");
  dialog.className = "picker";
  dialog.setAttribute("aria-label", title);
  const id = `picker-${++lists}`;
  const input = document.createElement("input");
  input.type = "search";
  input.placeholder = title;
  input.autocomplete = "off";
  input.spellcheck = false;
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-label", title],
    ["aria-expanded", "true"],
    ["aria-controls", id],
    ["aria-autocomplete", "list"],
  ] as const)
    input.setAttribute(name, value);
  const list = document.createElement("ul");
  list.id = id;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", title);
  dialog.append(input, list);
  document.body.append(dialog);

  let shown: Pick<T>[] = [];
  let at = 0;
  return new Promise((resolve) => {
    let result: T | undefined;
    const mark = (index: number) => {
      at = Math.max(0, Math.min(index, shown.length - 1));
      [...list.children].forEach((option, i) => {
        option.setAttribute("aria-selected", String(i === at));
        if (i === at) option.scrollIntoView({ block: "nearest" });
      });
      if (shown.length > 0) input.setAttribute("aria-activedescendant", `${id}-${at}`);
      else input.removeAttribute("aria-activedescendant");
    };
    const take = (index: number) => {
      result = shown[index]?.value;
      dialog.close();
    };
    const narrow = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      shown = items.filter(({ label, detail = "" }) =>
        words.every((word) => `${label} ${detail}`.toLowerCase().includes(word)),
      );
      list.replaceChildren(
        ...shown.map(({ label, detail, level = 0 }, i) => {
          const option = document.createElement("li");
          option.id = `${id}-${i}`;
          option.setAttribute("role", "option");
          option.style.paddingInlineStart = `${0.6 + level}rem`;
          const name = document.createElement("span");
          name.textContent = label;
          option.append(name);
          if (detail) {
            const more = document.createElement("small");
            more.textContent = detail;
            option.append(" ", more);
          }
          option.addEventListener("click", () => take(i));
          return option;
        }),
      );
      mark(0);
    };
    input.addEventListener("input", narrow);
    input.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
      if (step) mark(at + step);
      else if (event.key === "Enter") take(at);
      else return;
      event.preventDefault();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(result);
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close(); // beside it
    });
    narrow();
    dialog.showModal();
    input.focus();
  });
}
