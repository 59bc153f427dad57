// Files that a person opens or drops become documents, or parts of the one that is open.
import { documentsOf, type TextFile } from "../share/file.ts";
import { ShareError } from "../share/state.ts";
import { type Opened, openedOf } from "./documents.ts";
import { loadDraft } from "./draft-keeper.ts";
import { byId } from "./elements.ts";
import type { Model } from "./model.ts";
import { acceptDrops, chooseFiles } from "./open-files.ts";
import type { Notice } from "./problems.ts";

/** `turnTo` opens the first of the documents that files have brought. */
export function connectFiles(model: Model, turnTo: (documents: Opened[]) => void, notice: Notice): void {
  async function open(files: Promise<TextFile[]>): Promise<void> {
    try {
      const found = documentsOf(await files);
      notice("files", "");
      const opened = found.documents.map((one) => openedOf(`file:${one.title}`, one.title, one, false));
      const [first] = opened;
      if (first) {
        turnTo(opened);
        model.setView(found.documents[0]?.view ?? "page");
        if (loadDraft(first.id))
          notice("files", "You have changed this page since. “Reset to file” shows what is in the file.");
        return;
      }
      const { data, schema, partials, helpers, unknown } = found;
      const names = Object.keys(partials);
      if (data !== undefined) model.change(data);
      if (schema !== undefined) model.change({ schema });
      if (helpers !== undefined) model.change({ helpers });
      if (names.length > 0) model.change({ partials: { ...model.draft.partials, ...partials } });
      const isNothing = data === undefined && schema === undefined && helpers === undefined;
      if (isNothing && names.length === 0 && unknown.length > 0)
        notice(
          "files",
          `Livebars opens templates, JSON and YAML, helpers and its own files, not ${unknown[0]}.`,
        );
    } catch (error) {
      notice("files", error instanceof ShareError ? error.message : "The files cannot be read.");
    }
  }

  byId("open").addEventListener("click", () => void open(chooseFiles()));
  acceptDrops((files) => void open(files));
}
