// The sets of helpers that a document has, and which of their helpers it calls.

import type { HelperSet } from "../library/contract.d.ts";
import { result as words } from "../words/en.ts";
import { byId } from "./elements.ts";
import { type HelperNames, helpersUsed } from "./helpers-used.ts";
import type { Model } from "./model.ts";

/** Where the sets lie, relative to this file; set by the build. */
declare const HELPER_SETS_FILE: string;

const comparisons = ["eq", "ne", "lt", "gt", "lte", "gte", "and", "or"];

export function connectHelperSets(model: Model): void {
  const options = byId("options");
  const own = byId("own-helpers-used");
  const choices = [...options.querySelectorAll<HTMLInputElement>("input[data-helper-set]")].map((input) => ({
    input,
    set: input.dataset.helperSet as HelperSet,
    used: input.parentElement?.nextElementSibling as HTMLElement,
  }));
  let names: HelperNames | undefined;

  const show = () => {
    const { draft } = model;
    for (const { input, set } of choices) input.checked = draft.helperSets.includes(set);
    if (!names || !options.matches(":popover-open")) return;
    const used = helpersUsed(draft, names);
    for (const { set, used: element } of choices)
      element.textContent = sentence(words.usedHere, used.sets[set]);
    own.textContent = sentence(words.ownUsedHere, used.own);
    own.hidden = used.own.length === 0;
  };

  for (const { input, set } of choices)
    input.addEventListener("change", () => {
      const others = model.draft.helperSets.filter((one) => one !== set);
      model.change({ helperSets: input.checked ? [...others, set] : others });
    });
  options.addEventListener("toggle", async () => {
    if (!options.matches(":popover-open")) return;
    names ??= { comparisons, ...(await namesOfSets()) };
    show();
  });
  model.follow({
    opened: show,
    changed: ({ author }) => {
      if (author !== "editor") show();
    },
  });
}

async function namesOfSets(): Promise<Omit<HelperNames, "comparisons">> {
  const { sets } = (await import(new URL(HELPER_SETS_FILE, import.meta.url).href)) as {
    sets: Record<"common" | "sendgrid", object>;
  };
  return { common: Object.keys(sets.common), sendgrid: Object.keys(sets.sendgrid) };
}

const sentence = (start: string, names: string[]): string =>
  names.length === 0 ? "" : `${start}: ${names.join(", ")}`;
