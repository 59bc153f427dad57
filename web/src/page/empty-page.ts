// What stands in the place of the page of a template that is still empty: ways to begin.
import { starters } from "./documents/starters.ts";
import { byId } from "./elements.ts";
import type { Model } from "./model.ts";
import type { Rendering } from "./rendering.ts";

export function connectEmptyPage(model: Model, rendering: Rendering): void {
  const hint = byId("empty-page");
  const show = () => {
    const isEmpty = model.isOpen && model.view === "page" && model.draft.template.trim() === "";
    if (hint.hidden === isEmpty) hint.hidden = !isEmpty;
  };
  rendering.follow({ settled: show });
  model.follow({ opened: show, viewed: show });
  byId("begin-with-example").addEventListener("click", () => {
    const example = starters.find(({ id }) => id === "markdown")?.draft;
    if (!example) return;
    const { template, data } = example;
    const hasData = !/^\s*(?:\{\s*\})?\s*$/.test(model.request.data);
    model.change({ template, format: "markdown" });
    if (!hasData) model.changeData({ data, dataKind: "auto" });
  });
  byId("begin-with-files").addEventListener("click", () => byId("open").click());
}
