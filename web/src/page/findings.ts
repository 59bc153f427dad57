// What is wrong with the template and its data, in the list of problems and in the editors.
import type { Diagnostic } from "../library/contract.d.ts";
import type { HiddenNotes } from "./hidden-notes.ts";
import type { Model } from "./model.ts";
import type { Panels } from "./panels.ts";
import type { Problems } from "./problems.ts";
import type { DiagnosedTexts } from "./remedies.ts";
import type { Rendering } from "./rendering.ts";

/** Milliseconds after the last edit until the list of problems names new places. */
const newPlacesAfterMs = 150;

/** Milliseconds after the last edit until a tag that is being typed is called wrong. */
const unfinishedAfterMs = 500;

const sameFinding = (a: Diagnostic, b: Diagnostic | undefined) =>
  a.message === b?.message && a.source === b.source && a.code === b.code && a.severity === b.severity;

const samePlace = (a: Diagnostic, b: Diagnostic | undefined) =>
  a.from.offset === b?.from.offset && a.to.offset === b.to.offset && a.from.line === b.from.line;

const sameList = (a: Diagnostic[], b: Diagnostic[] | undefined, same: typeof sameFinding) =>
  a.length === b?.length && a.every((one, i) => same(one, b[i]));

/** Shows what is found; the result takes what is wrong with data that are not looked at. */
export function showFindings(
  model: Model,
  rendering: Rendering,
  problems: Problems,
  panels: Panels,
  hidden: HiddenNotes,
  diagnosed: DiagnosedTexts,
): (ofOtherData: Diagnostic[]) => void {
  let found: Diagnostic[] = [];
  /** Of data sets that are not looked at. */
  let others: Diagnostic[] = [];
  let shown: Diagnostic[] | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let editedAt = 0;
  /** What is new is in the tag that is being typed. */
  let isWithheld = false;

  const show = () => {
    clearTimeout(waiting);
    isWithheld = false;
    if (!rendering.isSettled) return; // what is found next is about the texts of now
    shown = found;
    diagnosed.add(found);
    problems.show([...found, ...others]);
    panels.mark(found);
  };

  /**
   * Where the same is wrong as before at other places, the list follows when the person pauses: the marks in the editors
   * move with the text by themselves. What is new in the tag that is being typed waits until it is left.
   */
  function settled({ diagnostics }: { diagnostics: Diagnostic[] }): void {
    clearTimeout(waiting);
    found = hidden.without(diagnostics);
    const rest = editedAt + unfinishedAfterMs - performance.now();
    isWithheld = false;
    if (sameList(found, shown, sameFinding)) {
      if (!sameList(found, shown, samePlace)) waiting = setTimeout(show, newPlacesAfterMs);
    } else if (rest > 0 && shown && isNewInTypedTag(found, shown)) {
      isWithheld = true;
      waiting = setTimeout(show, rest);
    } else show();
  }

  const isNewInTypedTag = (now: Diagnostic[], before: Diagnostic[]) =>
    now.some((one) => !before.some((other) => sameFinding(one, other)) && panels.isTypedIn(one));

  model.follow({
    opened() {
      clearTimeout(waiting);
      shown = undefined;
    },
    changed({ author }) {
      if (author === "editor") editedAt = performance.now();
    },
  });
  panels.followCaret(() => {
    if (isWithheld && !isNewInTypedTag(found, shown ?? [])) show();
  });
  hidden.onChange = () => void rendering.refresh();
  rendering.follow({ settled });
  return (ofOtherData) => {
    others = hidden.without(ofOtherData);
    diagnosed.add(others);
    if (shown) problems.show([...shown, ...others]);
  };
}
