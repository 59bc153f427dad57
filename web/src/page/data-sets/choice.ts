// The data sets of a document: which one is looked at, and the ways to others. All are for the same template.
import { dialogs as dialogWords, dataSets as words } from "../../words/en.ts";
import { askName, confirmed } from "../dialogs.ts";
import { byId } from "../elements.ts";
import type { Model } from "../model.ts";

/** What the data of a document are called beside its other data sets. */
const mainName = words.main;

export const nameOfSet = (set: string): string => (set === "" ? mainName : set);

/** Connects the menu of data sets; gives what stands in the head of the panel of the data. */
export function dataSetChoice(model: Model): HTMLElement[] {
  const select = document.createElement("select");
  select.setAttribute("aria-label", words.choice);
  const open = document.createElement("button");
  open.type = "button";
  open.textContent = words.menu;
  open.title = words.menuAbout;
  open.popoverTargetElement = byId("data-sets");
  const [rename, remove] = [byId<HTMLButtonElement>("rename-set"), byId<HTMLButtonElement>("remove-set")];
  const together = byId<HTMLInputElement>("side-by-side");

  const show = () => {
    const names = Object.keys(model.draft.dataSets);
    select.replaceChildren(...["", ...names].map((name) => new Option(nameOfSet(name), name)));
    select.value = model.dataSet;
    select.hidden = names.length === 0;
    for (const button of [rename, remove]) button.disabled = model.dataSet === "";
    together.disabled = names.length === 0;
  };
  select.addEventListener("change", () => model.setDataSet(select.value));
  model.follow({
    opened: show,
    dataSetChosen: show,
    changed: ({ replaced }) => {
      if (replaced.dataSets) show();
    },
  });

  const fault = (name: string, own?: string): string | undefined => {
    if (name === "") return dialogWords.writeName;
    if (/[/\\.]/.test(name)) return words.badName;
    const isTaken = name === mainName || Object.hasOwn(model.draft.dataSets, name);
    return isTaken && name !== own ? words.taken : undefined;
  };
  const on = (id: string, act: () => Promise<void>) =>
    byId(id).addEventListener("click", () => {
      byId("data-sets").hidePopover();
      void act();
    });
  on("add-set", async () => {
    const name = await askName(words.add, dialogWords.name, "", (name) => fault(name));
    if (name === undefined) return;
    const { data, dataKind } = model.request; // another set is mostly like this one
    model.change({ dataSets: { ...model.draft.dataSets, [name]: { data, dataKind } } });
    model.setDataSet(name);
  });
  on("rename-set", async () => {
    const from = model.dataSet;
    const to = await askName(words.rename, dialogWords.name, from, (name) => fault(name, from));
    if (to !== undefined && to !== from) model.renameDataSet(from, to);
  });
  on("remove-set", async () => {
    const { dataSet } = model;
    const sure = await confirmed(words.remove, words.willBeGone(dataSet), words.removeIt);
    if (!sure) return;
    const { [dataSet]: _, ...rest } = model.draft.dataSets;
    model.change({ dataSets: rest });
  });
  return [select, open];
}
