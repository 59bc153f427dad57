// What is wrong with the template and its data, in the list of problems and in the editors.
import type { Diagnostic } from "../library/contract.d.ts";
import type { Model } from "./model.ts";
import type { Panels } from "./panels.ts";
import type { Problems } from "./problems.ts";
import type { Rendering } from "./rendering.ts";

/** Milliseconds after the last edit until the list of problems names new places. */
const newPlacesAfterMs = 150;

const sameFinding = (a: Diagnostic, b: Diagnostic | undefined) =>
  a.message === b?.message && a.source === b.source && a.code === b.code && a.severity === b.severity;

const samePlace = (a: Diagnostic, b: Diagnostic | undefined) =>
  a.from.offset === b?.from.offset && a.to.offset === b.to.offset && a.from.line === b.from.line;

export function showFindings(model: Model, rendering: Rendering, problems: Problems, panels: Panels): void {
  let shown: Diagnostic[] | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  /**
   * Where the same is wrong as before at other places, the list follows when the person pauses: the marks in the editors
   * move with the text by themselves.
   */
  function settled({ diagnostics }: { diagnostics: Diagnostic[] }): void {
    clearTimeout(waiting);
    const before = shown;
    const show = () => {
      shown = diagnostics;
      problems.show(diagnostics);
      panels.mark(diagnostics);
    };
    if (before?.length !== diagnostics.length || !diagnostics.every((one, i) => sameFinding(one, before[i])))
      show();
    else if (!diagnostics.every((one, i) => samePlace(one, before[i])))
      waiting = setTimeout(show, newPlacesAfterMs);
  }

  model.follow({
    opened() {
      clearTimeout(waiting);
      shown = undefined;
    },
  });
  rendering.follow({ settled });
}
