// What a person does with documents as a whole: the menu "File".

import type { Draft } from "../../share/state.ts";
import { dialogs as dialogWords, documents as words } from "../../words/en.ts";
import { pick } from "../assistance/picker.ts";
import { askName, choose } from "../dialogs.ts";
import { download } from "../download.ts";
import { byId } from "../elements.ts";
import type { Model } from "../model.ts";
import type { Notice } from "../problems.ts";
import { everything } from "./backup.ts";
import type { DraftKeeping } from "./draft-keeping.ts";
import { type Documents, isOpened, newId, type Opened } from "./list.ts";
import type { Sample } from "./samples.ts";
import { starters } from "./starters.ts";

const subject = "documents";

export function connectDocumentActions(
  model: Model,
  documents: Documents,
  keeping: DraftKeeping,
  turnTo: (document: Sample) => Promise<void>,
  notice: Notice,
  /** Makes a document in the folder that is open, if there is one. */
  createInFolder: (name: string, draft: Draft) => Sample | undefined,
): void {
  const menu = byId("file");
  const button = (id: string) => byId<HTMLButtonElement>(id);
  const on = (id: string, act: () => Promise<void> | void) =>
    button(id).addEventListener("click", () => {
      menu.hidePopover();
      void act();
    });

  async function begin(document: Opened): Promise<void> {
    const kept = await documents.add(document);
    turnTo(document);
    notice(subject, kept ? "" : words.noRoom);
  }

  const own = (title: string, draft: Draft, base?: string): Opened => ({
    ...draft,
    id: newId(),
    title,
    origin: "own",
    at: Date.now(),
    ...(base === undefined ? {} : { base }),
  });

  on("new", async () => {
    const chosen = await choose(
      words.begin,
      words.beginWith,
      starters.map(({ id, name, about }) => ({ value: id, name, about })),
      { label: dialogWords.name, value: documents.freeTitle(words.untitled) },
    );
    const starter = starters.find(({ id }) => id === chosen?.value);
    if (!chosen || !starter) return;
    const inFolder = createInFolder(chosen.name, starter.draft);
    if (inFolder) await turnTo(inFolder);
    else await begin(own(documents.freeTitle(chosen.name), starter.draft));
  });

  on("duplicate", async () => {
    const { document, draft } = model;
    await begin(
      own(documents.freeTitle(words.copyOf(document.title)), draft, documents.baseOf(document)?.id),
    );
  });

  on("rename", async () => {
    const { document } = model;
    const fault = (name: string) => (name === "" ? dialogWords.writeName : undefined);
    const title = await askName(words.rename, dialogWords.name, document.title, fault);
    if (title === undefined || title === document.title) return;
    model.rebase({ ...document, title });
    await documents.change(document.id, { title });
  });

  on("delete", async () => {
    const { document } = model;
    await keeping.settle();
    const others = documents.yours.filter(({ id }) => id !== document.id);
    await documents.change(document.id, { deleted: Date.now() });
    const next = others[0] ?? documents.samples[0];
    if (next) await turnTo(next);
    notice(subject, words.deleted(document.title), {
      label: words.undo,
      act: () => void bringBack(document.id),
    });
  });

  async function bringBack(id: string): Promise<void> {
    await documents.change(id, {});
    const found = documents.find(id);
    if (found) await turnTo(found);
    notice(subject, "");
  }

  on("bring-back", async () => {
    const id = await pick(
      words.listDeleted,
      documents.deleted.map(({ id, title, deleted = 0 }) => ({
        label: title,
        detail: new Date(deleted).toLocaleString(),
        value: id,
      })),
    );
    if (id !== undefined) await bringBack(id);
  });

  async function find(): Promise<void> {
    const of = (list: Sample[], detail: string) =>
      list.map((one) => ({ label: one.title, detail, value: one.id }));
    const id = await pick(words.open, [
      ...of(documents.folder, words.folder),
      ...of(documents.yours, words.yours),
      ...of(documents.samples, words.sample),
    ]);
    const found = documents.find(id);
    if (found) await turnTo(found);
  }
  on("find-document", find);
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (event.key.toLowerCase() !== "k" || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    void find();
  });

  on("save-all", async () => {
    await keeping.settle();
    download(await everything(documents), "livebars-documents", ".json", "application/json");
  });

  const show = () => {
    const { origin } = isOpened(model.document) ? model.document : { origin: "sample" };
    for (const id of ["rename", "delete"]) button(id).disabled = origin === "sample" || origin === "folder";
    button("bring-back").hidden = documents.deleted.length === 0;
  };
  menu.addEventListener("beforetoggle", () => {
    if (model.isOpen) show();
  });
  documents.follow(() => {
    if (!model.isOpen) return;
    const { id, title } = model.document;
    if (documents.find(id) || !documents.deleted.some((one) => one.id === id)) return;
    notice(subject, words.deletedElsewhere(title), {
      label: words.bringBack,
      act: () => void documents.change(id, {}).then(() => notice(subject, "")),
    });
  });
  model.follow({ opened: () => notice(subject, "") });
}
