// Format, dialect, and the options of Handlebars.compile: controls of the model's settings.

import type { CompileOptions, Dialect, Format } from "../library/contract.d.ts";
import { compileSwitches, dialects, formats } from "../library/formats.ts";
import { result as words } from "../words/en.ts";
import { byId } from "./elements.ts";
import type { Model } from "./model.ts";

const formatNames: Record<Format, string> = {
  markdown: words.markdown,
  html: words.htmlFormat,
  text: words.plainText,
};

const dialectNames: Record<Dialect, string> = {
  gfm: words.github,
  commonmark: words.commonMark,
  "doc-builder": words.docs,
};

export function connectSettings(model: Model): void {
  const format = choice("format", formats, formatNames, (format) => model.change({ format }));
  const dialect = choice("dialect", dialects, dialectNames, (dialect) => model.change({ dialect }));
  const switches = compileSwitches.flatMap((name) => {
    const input = document.querySelector<HTMLInputElement>(`#options input[data-option=${name}]`);
    return input ? [{ name, input }] : [];
  });
  for (const { name, input } of switches)
    input.addEventListener("change", () => {
      const options: CompileOptions = { ...model.draft.options, [name]: input.checked };
      model.change({ options });
    });

  const showUnknown = byId<HTMLInputElement>("show-unknown");
  showUnknown.addEventListener("change", () =>
    model.change({ unknownHelpers: showUnknown.checked ? "show" : "error" }),
  );

  const show = () => {
    const { draft } = model;
    format.value = draft.format;
    format.disabled = false; // there is a document now
    dialect.value = draft.dialect;
    dialect.disabled = draft.format !== "markdown";
    for (const { name, input } of switches) input.checked = draft.options?.[name] ?? false;
    showUnknown.checked = draft.unknownHelpers === "show";
  };
  model.follow({
    opened: show,
    changed: ({ author }) => {
      if (author !== "editor") show();
    },
  });
}

function choice<T extends string>(
  id: string,
  values: readonly T[],
  names: Record<T, string>,
  chosen: (value: T) => void,
): HTMLSelectElement {
  const select = byId<HTMLSelectElement>(id);
  select.replaceChildren(...values.map((value) => new Option(names[value], value)));
  select.addEventListener("change", () => chosen(select.value as T));
  return select;
}
