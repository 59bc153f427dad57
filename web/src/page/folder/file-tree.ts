// The files of a folder as a tree: what is not saved is marked, and a click leads to a file.
import { folders as words } from "../../words/en.ts";
import type { ListedFile } from "./folder-work.ts";

interface Branch {
  files: ListedFile[];
  folders: Map<string, Branch>;
}

const emptyBranch = (): Branch => ({ files: [], folders: new Map() });

export class FileTree {
  private shown = "";
  /** Folders that the person has folded. */
  private readonly folded = new Set<string>();

  constructor(
    private readonly element: HTMLElement,
    private readonly open: (path: string) => void,
  ) {}

  show(files: ListedFile[]): void {
    const state = JSON.stringify(files);
    if (state === this.shown) return;
    this.shown = state;
    const root = emptyBranch();
    for (const file of files) {
      const names = file.path.split("/");
      names.pop();
      let branch = root;
      for (const name of names) {
        const next = branch.folders.get(name) ?? emptyBranch();
        branch.folders.set(name, next);
        branch = next;
      }
      branch.files.push(file);
    }
    const focused = this.element.contains(document.activeElement)
      ? (document.activeElement as HTMLElement).dataset.path
      : undefined;
    this.element.replaceChildren(this.list(root, ""));
    if (focused !== undefined)
      this.element.querySelector<HTMLElement>(`[data-path="${CSS.escape(focused)}"]`)?.focus();
  }

  private list(branch: Branch, path: string): HTMLElement {
    const list = document.createElement("ul");
    for (const [name, inner] of branch.folders) list.append(this.folder(name, `${path}${name}/`, inner));
    for (const file of branch.files) list.append(this.file(file));
    return list;
  }

  private folder(name: string, path: string, branch: Branch): HTMLElement {
    const details = document.createElement("details");
    details.open = !this.folded.has(path);
    const summary = document.createElement("summary");
    summary.textContent = name;
    summary.dataset.path = path;
    details.append(summary, this.list(branch, path));
    details.addEventListener("toggle", () => {
      if (details.open) this.folded.delete(path);
      else this.folded.add(path);
    });
    const item = document.createElement("li");
    item.append(details);
    return item;
  }

  private file({ path, isUnsaved, isShown }: ListedFile): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.path = path;
    button.textContent = path.slice(path.lastIndexOf("/") + 1);
    if (isShown) button.setAttribute("aria-current", "true");
    if (isUnsaved) {
      const mark = document.createElement("span");
      mark.className = "unsaved";
      mark.textContent = "●";
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", words.notSaved);
      button.append(" ", mark);
    }
    button.addEventListener("click", () => this.open(path));
    const item = document.createElement("li");
    item.append(button);
    return item;
  }
}
