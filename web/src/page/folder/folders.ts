// The folder that is open: picked, served or dropped; its list of files, and what a person does with it.

import { partialSource, type Source } from "../../library/sources.ts";
import type { TextFile } from "../../share/file-kinds.ts";
import type { Draft } from "../../share/state.ts";
import { folders as words } from "../../words/en.ts";
import { confirmed } from "../dialogs.ts";
import type { DraftKeeping } from "../documents/draft-keeping.ts";
import type { Documents } from "../documents/list.ts";
import type { Sample } from "../documents/samples.ts";
import { downloadBlob } from "../download.ts";
import type { Model } from "../model.ts";
import type { Notice } from "../problems.ts";
import { droppedFolder, lastDroppedFolder } from "./dropped-folder.ts";
import { FileTree } from "./file-tree.ts";
import { type Folder, FolderError } from "./folder.ts";
import { FolderWork } from "./folder-work.ts";
import { known, lastFolder, type PickedFolder, pickFolder } from "./picked-folder.ts";
import { servedFolder } from "./served-folder.ts";
import { filesOf, zipOf } from "./zip.ts";

export interface FolderSurroundings {
  /** Where the list of files is shown. */
  element: HTMLElement;
  model: Model;
  documents: Documents;
  keeping: DraftKeeping;
  notice: Notice;
  turnTo(document: Sample): Promise<void>;
  focus(source: Source): void;
  compare(): void;
}

const subject = "folder";

export class Folders {
  private work: FolderWork | undefined;
  private readonly tree: FileTree;
  private readonly name = document.createElement("span");
  private readonly count = document.createElement("span");

  constructor(private readonly around: FolderSurroundings) {
    const head = document.createElement("div");
    head.className = "panel-head";
    const heading = document.createElement("h2");
    this.count.setAttribute("role", "status");
    heading.append(this.name, " ", this.count);
    const list = document.createElement("div");
    list.className = "file-tree";
    head.append(
      heading,
      button(words.save, words.saveAbout, () => this.save(false)),
      button(words.saveAll, words.saveAllAbout, () => this.save(true)),
      button(words.close, words.closeAbout, () => this.close()),
    );
    around.element.replaceChildren(head, list);
    this.tree = new FileTree(list, (path) => void this.show(path));
  }

  /** Opens the folder that was open the last time, or the one that is served. Tells whether there is one. */
  async restore(): Promise<boolean> {
    const served = servedFolder();
    if (served) return this.open(served);
    const picked = await lastFolder();
    if (!picked) {
      const dropped = await lastDroppedFolder();
      return dropped ? this.open(dropped) : false;
    }
    if ((await picked.permission()) === "granted") return this.open(picked);
    // The browser asks only after a click.
    this.around.notice(subject, words.wasOpen(picked.name), {
      label: words.openAgain,
      act: () => void this.allow(picked),
    });
    return false;
  }

  async pick(): Promise<void> {
    const folder = await pickFolder();
    if (folder) await this.openFirst(folder);
  }

  async drop(handle: FileSystemDirectoryHandle | undefined, files: () => Promise<TextFile[]>): Promise<void> {
    if (handle) {
      const folder = await known(handle);
      if (await folder.ask().catch(() => false)) {
        await this.openFirst(folder);
        return;
      }
    }
    await this.openFirst(droppedFolder(await files()));
  }

  /** Opens a folder of which the page has the files alone. */
  async take(files: TextFile[]): Promise<void> {
    if (files.length > 0) await this.openFirst(droppedFolder(files));
  }

  overlay(document: Sample, draft: Draft): Draft {
    return this.work?.overlay(document, draft) ?? draft;
  }

  /** Adds a document to the folder that is open; none if there is no folder. */
  create(name: string, draft: Draft): Sample | undefined {
    return this.work?.create(name, draft);
  }

  /** Saves what is open; without a folder everything is kept anyway. */
  async save(isAll: boolean): Promise<void> {
    const { model, notice, keeping } = this.around;
    if (this.work && (isAll || this.work.has(model.document))) await this.work.save(isAll);
    else {
      await keeping.settle();
      notice(subject, words.keptHere);
    }
  }

  /** Downloads the folder that is open with all that was changed in it, or the document that is open. */
  zip(): void {
    const { model } = this.around;
    const { work } = this;
    const isOfFolder = work?.has(model.document);
    const files = work && isOfFolder ? work.texts : filesOf(model.document.title, model.draft);
    downloadBlob(zipOf(files), work && isOfFolder ? work.folder.name : model.document.title, ".zip");
  }

  private async allow(folder: PickedFolder): Promise<void> {
    if (await folder.ask()) await this.openFirst(folder);
  }

  private async openFirst(folder: Folder): Promise<void> {
    const { documents, turnTo, notice } = this.around;
    if (!(await this.open(folder))) return;
    const [first] = documents.folder;
    if (first) await turnTo(documents.folder.find(({ id }) => id === documents.last().id) ?? first);
    else notice(subject, words.noTemplate(folder.name));
  }

  private async open(folder: Folder): Promise<boolean> {
    const { model, documents, keeping, notice, element } = this.around;
    const work = new FolderWork(folder, model, documents, keeping, notice);
    documents.isServed = folder.id === "served";
    try {
      const before = this.work;
      before?.close();
      if (before && before.folder.id !== folder.id) await before.folder.keep?.(false);
      await work.open();
    } catch (error) {
      if (!(error instanceof FolderError)) throw error;
      notice(subject, error.message, { label: words.tryAgain, act: () => void this.openFirst(folder) });
      return false;
    }
    this.work = work;
    await folder.keep?.(true);
    this.name.textContent = folder.id === "served" ? words.folder : folder.name;
    work.onChange = () => this.showFiles();
    work.onCompare = () => this.around.compare();
    element.hidden = false;
    this.showFiles();
    return true;
  }

  private async close(): Promise<void> {
    const { work } = this;
    const { documents, turnTo, element } = this.around;
    if (!work) return;
    const count = work.countUnsaved;
    const text = words.unsavedAsked(count);
    if (count > 0 && !(await confirmed(words.close, text, words.closeIt))) return;
    documents.isServed = false;
    work.close();
    this.work = undefined;
    element.hidden = true;
    await work.folder.keep?.(false);
    await turnTo(documents.last());
  }

  private showFiles(): void {
    const { work } = this;
    if (!work) return;
    this.tree.show(work.files);
    const count = work.countUnsaved;
    this.count.textContent = count === 0 ? "" : words.unsaved(count);
  }

  private async show(path: string): Promise<void> {
    const { model, turnTo, focus } = this.around;
    const found = this.work?.documentOf(path);
    if (!found) return;
    const { document, sources } = found;
    if (document.id !== model.document.id) await turnTo(document);
    const named = (list: Record<string, string>) => Object.entries(list).find(([, one]) => one === path)?.[0];
    const [set, partial] = [named(sources.dataSets), named(sources.partials)];
    if (path === sources.data) model.setDataSet("");
    else if (set !== undefined) model.setDataSet(set);
    if (path === sources.data || set !== undefined) focus("data");
    else if (partial !== undefined) focus(partialSource(partial));
    else focus(named(sources.helpers) === undefined ? "template" : "helpers");
  }
}

function button(text: string, title: string, act: () => Promise<void>): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.title = title;
  element.addEventListener("click", () => void act());
  return element;
}
