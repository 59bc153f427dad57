// What the panel of the data has beside its text: as what it is read, the way to JSON, and data to begin with.

import type { DataKind } from "../library/contract.d.ts";
import { dataKinds } from "../library/formats.ts";
import { data as words } from "../words/en.ts";
import { formatJSON } from "./format-json.ts";
import type { Model } from "./model.ts";
import type { Rendering } from "./rendering.ts";
import { answerWithTexts } from "./text-changes.ts";

const names: Record<DataKind, string> = { json: "JSON", json5: "JSON5", yaml: "YAML" };

/** Whether there are no data yet. */
const isEmpty = (text: string): boolean => /^\s*(?:\{\s*\})?\s*$/.test(text);

export interface DataActions {
  /** What is shown in the head of the panel. */
  elements: HTMLElement[];
  /** Called with the kind as which the data were read. */
  onKind: (kind: DataKind) => void;
}

export function dataActions(model: Model, rendering: Rendering): DataActions {
  let readAs: DataKind = "json";
  const select = document.createElement("select");
  select.setAttribute("aria-label", words.kind);
  const convert = button(words.toJson, words.toJsonAbout, async () => {
    if (readAs === "json") return;
    const found = await answerWithTexts(model, () => rendering.dataAsJSON());
    const json = found?.answer;
    if (json !== undefined) model.changeData({ data: formatJSON(json) ?? json, dataKind: "json" });
  });
  const sketch = button(words.makeSample, words.makeSampleAbout, async () => {
    const found = await answerWithTexts(model, async () => rendering.questions?.sampleData());
    const data = found?.answer;
    if (data !== undefined && isEmpty(model.request.data)) model.changeData({ data, dataKind: "auto" });
  });
  const dropSchema = button(words.dropSchema, words.dropSchemaAbout, async () => {
    model.change({ schema: "" });
  });
  const actions: DataActions = { elements: [sketch, convert, dropSchema, select], onKind: () => {} };

  const show = () => {
    const { data, dataKind, schema } = model.request;
    select.replaceChildren(
      ...dataKinds.map((kind) => {
        const name =
          kind === "auto" ? (dataKind === "auto" ? words.autoIs(names[readAs]) : words.auto) : names[kind];
        return new Option(name, kind);
      }),
    );
    select.value = dataKind;
    convert.hidden = readAs === "json";
    sketch.hidden = !isEmpty(data);
    dropSchema.hidden = schema === "";
  };
  select.addEventListener("change", () =>
    model.changeData({ dataKind: select.value as (typeof dataKinds)[number] }),
  );
  model.follow({
    opened: show,
    dataSetChosen: show,
    changed: ({ author, changes }) => {
      if (author !== "editor" || changes.edits?.some(({ source }) => source === "data")) showSoon();
    },
  });
  let showing: ReturnType<typeof setTimeout> | undefined;
  const showSoon = () => {
    clearTimeout(showing);
    showing = setTimeout(show, 100);
  };
  rendering.follow({
    settled({ dataKind = "json" }) {
      if (dataKind === readAs) return;
      readAs = dataKind;
      actions.onKind(readAs);
      show();
    },
  });
  return actions;
}

function button(text: string, label: string, act: () => Promise<void>): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = text;
  element.title = label;
  element.hidden = true;
  element.addEventListener("click", () => void act());
  return element;
}
