// The files of a folder as a tree: what is not saved is marked, and a click leads to a file.
import { folders as words } from "../../words/en.ts";
import { setChildren } from "../elements.ts";
import type { ListedFile } from "./folder-work.ts";

interface Branch {
  files: ListedFile[];
  folders: Map<string, Branch>;
}

const emptyBranch = (): Branch => ({ files: [], folders: new Map() });

export class FileTree {
  private shown = "";
  private readonly root = document.createElement("ul");
  /** What was listed once, by path; what is folded stays so. */
  private readonly folders = new Map<string, { item: HTMLElement; list: HTMLElement }>();
  private readonly files = new Map<string, { item: HTMLElement; button: HTMLElement }>();

  constructor(
    element: HTMLElement,
    private readonly open: (path: string) => void,
  ) {
    element.replaceChildren(this.root);
  }

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
    this.fill(this.root, root, "");
  }

  private fill(list: HTMLElement, branch: Branch, path: string): void {
    setChildren(list, [
      ...[...branch.folders].map(([name, inner]) => this.folder(name, `${path}${name}/`, inner)),
      ...branch.files.map((file) => this.file(file)),
    ]);
  }

  private folder(name: string, path: string, branch: Branch): HTMLElement {
    let folder = this.folders.get(path);
    if (!folder) {
      const details = document.createElement("details");
      details.open = true;
      const summary = document.createElement("summary");
      summary.textContent = name;
      folder = { item: document.createElement("li"), list: document.createElement("ul") };
      details.append(summary, folder.list);
      folder.item.append(details);
      this.folders.set(path, folder);
    }
    this.fill(folder.list, branch, path);
    return folder.item;
  }

  private file({ path, isUnsaved, isShown }: ListedFile): HTMLElement {
    let file = this.files.get(path);
    if (!file) {
      const button = document.createElement("button");
      button.type = "button";
      button.addEventListener("click", () => this.open(path));
      file = { item: document.createElement("li"), button };
      file.item.append(button);
      this.files.set(path, file);
    }
    const { item, button } = file;
    if (isShown) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    button.replaceChildren(path.slice(path.lastIndexOf("/") + 1), ...(isUnsaved ? [" ", unsavedMark()] : []));
    return item;
  }
}

function unsavedMark(): HTMLElement {
  const mark = document.createElement("span");
  mark.className = "unsaved";
  mark.textContent = "●";
  mark.setAttribute("role", "img");
  mark.setAttribute("aria-label", words.notSaved);
  return mark;
}
