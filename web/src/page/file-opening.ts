// Files that a person opens or drops become documents, or parts of the one that is open.

import { documentsOf, type Found } from "../share/documents.ts";
import type { TextFile } from "../share/file-kinds.ts";
import { type Draft, dataOf, ShareError } from "../share/state.ts";
import { documents as documentWords, panels as panelWords, files as words } from "../words/en.ts";
import { confirmed } from "./dialogs.ts";
import { loadDraft } from "./documents/draft-keeper.ts";
import { changesOf } from "./documents/draft-keeping.ts";
import { type Opened, openedOf } from "./documents/list.ts";
import { draftOf } from "./documents/samples.ts";
import { byId } from "./elements.ts";
import type { Model } from "./model.ts";
import { acceptDrops, chooseFiles, type DroppedFolder } from "./open-files.ts";
import type { Notice } from "./problems.ts";

export interface Opening {
  /** Opens the first of the documents that files have brought. */
  turnTo(documents: Opened[]): Promise<void>;
  /** Takes in what a file of many documents has of them; gives what there is to say about it. */
  bringIn?(records: unknown[]): Promise<string>;
  /** Opens a folder that was dropped; without it its files are opened. */
  openFolder?(folder: DroppedFolder): Promise<void>;
}

export function connectFiles(model: Model, { turnTo, bringIn, openFolder }: Opening, notice: Notice): void {
  async function open(files: Promise<TextFile[]>): Promise<void> {
    try {
      const found = documentsOf(await files);
      notice("files", "");
      if (bringIn && found.backups.length > 0) {
        const said = await Promise.all(found.backups.map(bringIn));
        notice("files", said.join(" "));
      } else if (found.documents.length > 0) await openDocuments(found);
      else await takeParts(found);
    } catch (error) {
      if (error instanceof ShareError) notice("files", error.message);
      else notice("files", words.unreadable);
    }
  }

  async function openDocuments({ documents }: Found): Promise<void> {
    const opened = documents.map((one) => openedOf(`file:${one.title}`, one.title, one, "file"));
    const [first] = opened;
    const [shared] = documents;
    if (!first || !shared) return;
    const isChanged = (await loadDraft(first.id)) !== undefined;
    await turnTo(opened);
    model.setView(shared.view);
    if (shared.dataSet) model.setDataSet(shared.dataSet);
    if (isChanged) notice("files", words.changedSince);
  }

  /** Takes in files that are no documents of their own. */
  async function takeParts({ data, dataSets, schema, partials, helpers, unknown }: Found): Promise<void> {
    const { draft, dataSet } = model;
    const taken: Partial<Draft> = {
      ...(helpers === undefined ? {} : { helpers }),
      ...(schema === undefined ? {} : { schema }),
      ...(Object.keys(partials).length === 0 ? {} : { partials: { ...draft.partials, ...partials } }),
      ...(Object.keys(dataSets).length === 0 ? {} : { dataSets: { ...draft.dataSets, ...dataSets } }),
    };
    if (data && dataSet) taken.dataSets = { ...draft.dataSets, ...taken.dataSets, [dataSet]: data };
    else if (data) Object.assign(taken, data);
    const names = Object.keys(taken).length;
    if (names === 0) {
      if (unknown.length > 0) notice("files", words.unknown(String(unknown[0])));
      return;
    }
    const replaced = ownTexts(draft, { ...draft, ...taken });
    if (replaced.length > 0) {
      const what = replaced.join(", ");
      if (!(await confirmed(words.replace, words.willBeReplaced(what), words.replace))) return;
    }
    model.change(taken);
    if (replaced.length === 0) return;
    notice("files", words.replaced(replaced.join(", ")), {
      label: documentWords.undo,
      act() {
        model.change(changesOf(model.draft, { ...model.draft, ...pick(draft, taken) }));
        notice("files", "");
      },
    });
  }

  /** The texts that a person wrote and that would be other ones, as they are called on the page. */
  function ownTexts(now: Draft, then: Draft): string[] {
    const original = draftOf(model.document);
    const isOwn = (text: string, before: string | undefined, after: string | undefined) =>
      text.trim() !== "" && text !== before && text !== after;
    const sets = Object.keys(now.dataSets).filter((name) =>
      isOwn(
        dataOf(now, name).data,
        Object.hasOwn(original.dataSets, name) ? dataOf(original, name).data : undefined,
        dataOf(then, name).data,
      ),
    );
    const partials = Object.keys(now.partials).filter((name) =>
      isOwn(now.partials[name] ?? "", original.partials[name], then.partials[name]),
    );
    return [
      ...(isOwn(now.data, original.data, then.data) && !/^\s*\{\s*\}\s*$/.test(now.data)
        ? [panelWords.data]
        : []),
      ...sets.map((name) => words.dataSet(name)),
      ...(isOwn(now.helpers, original.helpers, then.helpers) ? [panelWords.helpers] : []),
      ...partials.map((name) => panelWords.partial(name)),
    ];
  }

  byId("open").addEventListener("click", () => void open(chooseFiles()));
  addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (event.key.toLowerCase() !== "o" || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    void open(chooseFiles());
  });
  acceptDrops(
    (files) => void open(files),
    openFolder && ((folder) => void openFolder(folder).catch(() => notice("files", words.unreadableFolder))),
  );
}

/** The fields of a draft that another one names. */
function pick(draft: Draft, named: Partial<Draft>): Partial<Draft> {
  const fields = Object.keys(named) as (keyof Draft)[];
  return Object.fromEntries(fields.map((field) => [field, draft[field]]));
}
