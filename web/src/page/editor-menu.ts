// What can be done at the caret, as a menu in the head of a text: the way to it without a keyboard, and the list of keys
// with one.
import type { Command, EditorView, KeyBinding } from "@codemirror/view";
import { keymap } from "@codemirror/view";
import { editorMenu as words } from "../words/en.ts";

interface Action {
  name: string;
  /** The key that does the same, as CodeMirror names it. */
  key: string;
}

/** A group for each line of the menu. */
const groups: readonly (readonly Action[])[] = [
  [
    { name: words.undo, key: "Mod-z" },
    { name: words.redo, key: "Mod-y" },
  ],
  [
    { name: words.complete, key: "Ctrl-Space" },
    { name: words.explain, key: "F1" },
    { name: words.fix, key: "Mod-." },
  ],
  [
    { name: words.definition, key: "F12" },
    { name: words.uses, key: "Shift-F12" },
    { name: words.showOnPage, key: "F9" },
    { name: words.structure, key: "Mod-Shift-o" },
  ],
  [
    { name: words.rename, key: "F2" },
    { name: words.wrap, key: "Mod-Shift-b" },
    { name: words.comment, key: "Mod-/" },
    { name: words.format, key: "Shift-Alt-f" },
    { name: words.search, key: "Mod-f" },
  ],
];

const isApple = /Mac|iP(?:hone|ad|od)/.test(navigator.platform);

/** A key as it is written on the keyboard. */
const keyLabel = (key: string): string => {
  const parts = key.split("-").map((part) => (part === "Mod" ? (isApple ? "⌘" : "Ctrl") : part));
  return parts.map((part) => (part.length === 1 ? part.toUpperCase() : part)).join("+");
};

/** What an editor does on a key, if it does anything. */
function commandOf(view: EditorView, key: string): Command | undefined {
  const bindings: readonly KeyBinding[] = view.state.facet(keymap).flat();
  const runs = bindings.filter((binding) => binding.key === key).flatMap(({ run }) => run ?? []);
  return runs.length === 0 ? undefined : (target) => runs.some((run) => run(target));
}

/** The menu of an editor, and the button that opens it. Which editor is asked for when it is opened. */
export class EditorMenu {
  private readonly button = document.createElement("button");
  private readonly menu = document.createElement("div");

  constructor(
    source: string,
    private readonly editor: () => EditorView,
  ) {
    const { button, menu } = this;
    menu.className = "menu";
    menu.popover = "auto";
    menu.setAttribute("role", "dialog");
    button.type = "button";
    button.textContent = words.button;
    button.title = words.about;
    button.setAttribute("aria-haspopup", "dialog");
    button.popoverTargetElement = menu;
    this.setName(source);
    menu.addEventListener("beforetoggle", (event) => {
      if ((event as ToggleEvent).newState === "open") this.fill();
    });
  }

  get elements(): HTMLElement[] {
    return [this.button, this.menu];
  }

  /** What the text of the editor is called. */
  setName(source: string): void {
    for (const element of this.elements) element.setAttribute("aria-label", words.of(source));
  }

  private fill(): void {
    const view = this.editor();
    const lists = groups
      .map((group) =>
        group.flatMap(({ name, key }) => {
          const command = commandOf(view, key);
          return command ? [this.item(name, key, () => command(view))] : [];
        }),
      )
      .filter((list) => list.length > 0);
    this.menu.replaceChildren(
      ...lists.flatMap((list, i) => (i === 0 ? list : [document.createElement("hr"), ...list])),
    );
  }

  private item(name: string, key: string, act: () => void): HTMLElement {
    const item = document.createElement("button");
    item.type = "button";
    const label = document.createElement("span");
    label.textContent = name;
    const keys = document.createElement("kbd");
    keys.textContent = keyLabel(key);
    item.append(label, keys);
    item.addEventListener("click", () => {
      this.menu.hidePopover();
      this.editor().focus();
      act();
    });
    return item;
  }
}
