// What a document can be compared with.

import type { Draft } from "../../share/state.ts";
import { compare as words } from "../../words/en.ts";
import { loadDraft } from "../documents/draft-keeper.ts";
import { type Documents, isOpened } from "../documents/list.ts";
import { draftOf, type Sample } from "../documents/samples.ts";
import type { State, States } from "../documents/states.ts";

export interface ComparedVersion {
  group: string;
  label: string;
  load(): Promise<Draft>;
}

const originNames = {
  own: words.begun,
  link: words.asSent,
  file: words.asOpened,
  folder: words.onDisk,
} as const;

export async function versionsOf(
  document: Sample,
  documents: Documents,
  states: States,
): Promise<ComparedVersion[]> {
  const origin = isOpened(document) ? originNames[document.origin] : words.sample;
  const others = [...documents.folder, ...documents.yours, ...documents.samples].filter(
    ({ id }) => id !== document.id,
  );
  return [
    { group: words.thisDocument, label: origin, load: async () => draftOf(document) },
    ...(await states.of(document.id)).map((state) => ({
      group: words.earlier,
      label: labelOf(state),
      load: async () => state.draft,
    })),
    ...others.map((other) => ({
      group: words.others,
      label: other.title,
      load: async () => (await loadDraft(other.id)) ?? draftOf(other),
    })),
  ];
}

function labelOf({ at, why }: State): string {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  const time = date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const day = date.toLocaleDateString([], { day: "numeric", month: "short" });
  return `${isToday ? words.today : day}, ${time}${why ? ` (${why.toLowerCase()})` : ""}`;
}
