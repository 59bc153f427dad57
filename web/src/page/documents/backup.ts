// All documents and drafts of a person as one file, and back.

import { backupOf } from "../../share/file.ts";
import { isRecord, sameDraft } from "../../share/state.ts";
import { backups as words } from "../../words/en.ts";
import { draftIds, loadDraft, loadVersion, writeVersion } from "./draft-keeper.ts";
import { type Documents, newId, type Opened, openedFrom } from "./list.ts";
import { draftOf } from "./samples.ts";
import { versionOf } from "./versions.ts";

/** A file of everything: documents, and the drafts of these and of samples. */
export async function everything(documents: Documents): Promise<string> {
  const own = new Map(documents.yours.map((one) => [one.id, one]));
  const ids = new Set([...own.keys(), ...(await draftIds())]);
  const records = [];
  for (const id of ids) {
    const found = documents.find(id);
    if (!found) continue;
    const draft = await loadDraft(id);
    const original = own.get(id) ?? { id, title: found.title };
    records.push(draft ? { ...original, draft } : original);
  }
  return backupOf(records);
}

/**
 * Takes in what such a file has. Nothing that is here is replaced: what differs comes beside it. Gives a sentence about it.
 */
export async function bringIn(documents: Documents, records: unknown[]): Promise<string> {
  let added = 0;
  let same = 0;
  let damaged = 0;
  for (const record of records) {
    if (!isRecord(record) || typeof record.id !== "string") {
      damaged++;
      continue;
    }
    const draft = record.draft === undefined ? undefined : versionOf(record.draft);
    const here = documents.find(record.id);
    const sample = documents.samples.find(({ id }) => id === record.id);
    const [document] = record.template === undefined ? [] : openedFrom(record);
    if (!document && !(sample && draft)) {
      damaged++;
      continue;
    }
    const theirs = draft?.draft ?? (document ? draftOf(document) : undefined);
    const ours = here && ((await loadVersion(here.id))?.draft ?? draftOf(here));
    if (theirs && ours && sameDraft(theirs, ours)) {
      same++;
      continue;
    }
    added++;
    if (!here && document) {
      await documents.add(document);
      if (draft) await writeVersion(document.id, { draft: draft.draft, stamps: {} });
    } else if (sample && draft && !(await loadVersion(sample.id)))
      await writeVersion(sample.id, { draft: draft.draft, stamps: {} });
    else if (theirs) {
      const copy: Opened = {
        ...theirs,
        id: newId(),
        title: documents.freeTitle(words.fromFile(document?.title ?? sample?.title ?? "")),
        origin: "own",
        at: Date.now(),
      };
      await documents.add(copy);
    }
  }
  const parts = [
    words.added(added),
    same > 0 ? words.same(same) : "",
    damaged > 0 ? words.damaged(damaged) : "",
  ];
  return parts.filter(Boolean).join(" ");
}
