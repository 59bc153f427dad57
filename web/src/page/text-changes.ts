// Changes of texts of the document that a question was answered with: fixes, and calls of a partial of another name. What is
// typed between the answer and the change stays: the change is made where its place is by then, or not at all.
import type { TextChange } from "../library/contract.d.ts";
import { isPartial, partialName, partialSource } from "../library/sources.ts";
import type { Model } from "./model.ts";

/** The template, the partials and the data that are looked at, by source, as they were at a time. */
export type Texts = ReadonlyMap<string, string>;

export function textsOf(model: Model): Texts {
  const { template, data, partials } = model.request;
  return new Map([
    ["template", template],
    ["data", data],
    ...Object.entries(partials).map(([name, text]) => [partialSource(name), text] as const),
  ]);
}

const areSame = (a: Texts, b: Texts): boolean =>
  a.size === b.size && [...a].every(([source, text]) => b.get(source) === text);

/** How often a question is asked again because something was typed before its answer came. */
const maxTries = 20;

/** An answer about the texts of now, with those texts; undefined if they never stand still, or are another document's by then. */
export async function answerWithTexts<T>(
  model: Model,
  ask: (texts: Texts) => Promise<T>,
): Promise<{ answer: T; texts: Texts } | undefined> {
  const { id } = model.document;
  for (let tries = 0; tries < maxTries; tries++) {
    const texts = textsOf(model);
    const answer = await ask(texts);
    if (model.document.id !== id) return undefined;
    if (areSame(texts, textsOf(model))) return { answer, texts };
  }
  return undefined;
}

/** How much around a place must be as before for the place to be the same. */
const surroundings = 100;

/** Where a part of a text is in another state of that text; undefined if it has been changed there. */
export function placeIn<T extends { from: number; to: number }>(
  now: string,
  before: string,
  place: T,
): T | undefined {
  if (now === before) return place;
  const { from, to } = place;
  const shorter = Math.min(now.length, before.length);
  let start = 0;
  while (start < shorter && now.charCodeAt(start) === before.charCodeAt(start)) start++;
  if (to < start) return place;
  let end = 0;
  while (end < shorter - start && now.at(-1 - end) === before.at(-1 - end)) end++;
  const shift = now.length - before.length;
  if (from > before.length - end) return { ...place, from: from + shift, to: to + shift };
  const around = (text: string) => text.slice(Math.max(0, from - surroundings), to + surroundings);
  return around(now) === around(before) ? place : undefined;
}

/** A text with some parts of it replaced; the places are those before any of them. Its line ends stay what they are. */
function withChanges(text: string, changes: Pick<TextChange, "from" | "to" | "insert">[]): string {
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const ordered = changes.toSorted((a, b) => a.from - b.from || a.to - b.to);
  let done = 0;
  let out = "";
  for (const { from, to, insert } of ordered) {
    out += text.slice(done, from) + insert.replaceAll("\n", lineEnd);
    done = to;
  }
  return out + text.slice(done);
}

/** Makes changes of texts that may be older than the model's. If one of them has no place any more, none is made. */
export function changeTexts(model: Model, changes: TextChange[], of: Texts): boolean {
  const now = textsOf(model);
  const placed: TextChange[] = [];
  for (const change of changes) {
    const place = placeIn(now.get(change.source) ?? "", of.get(change.source) ?? "", change);
    if (!place) return false;
    placed.push(place);
  }
  const changed = (source: string) =>
    withChanges(
      now.get(source) ?? "",
      placed.filter((change) => change.source === source),
    );
  const sources = new Set(placed.map(({ source }) => source));
  if (sources.has("data")) model.changeData({ data: changed("data") });
  const partials = [...sources].filter(isPartial);
  if (!sources.has("template") && partials.length === 0) return true;
  model.change({
    ...(sources.has("template") ? { template: changed("template") } : {}),
    ...(partials.length > 0
      ? {
          partials: {
            ...model.draft.partials,
            ...Object.fromEntries(partials.map((source) => [partialName(source), changed(source)])),
          },
        }
      : {}),
  });
  return true;
}
