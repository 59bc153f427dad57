// The editor's code is slow at first: engines compile well what has run often, and they do it beside a person who
// types already, on the same cores. So an editor out of sight is typed into while the person does nothing.
import { Editor, type EditorLanguage } from "./editor.ts";

/** Milliseconds since the person has done something. */
const rest = 300;

/** Milliseconds of work at one go, and until the next. */
const slice = 5;
const pause = 10;

/** Milliseconds of work in all: a key in a line of thousands of pieces takes many times as long as another. */
const most = 700;

/** Keys in all, and those after which a line is as short as it was. */
const keys = 400;
const keysInLine = 40;

/** UTF-16 units of the text: what is far from the caret changes little. */
const longest = 20_000;

export function warmUpEditor(language: EditorLanguage, text: string): void {
  if (matchMedia("(pointer: coarse)").matches) return; // a keyboard on the screen takes another way
  let active = performance.now();
  const noted = new AbortController();
  for (const type of ["keydown", "pointerdown"])
    addEventListener(
      type,
      () => {
        active = performance.now();
      },
      { capture: true, passive: true, signal: noted.signal },
    );
  const place = document.createElement("div");
  place.className = "warm-up";
  place.inert = true;
  document.body.append(place);
  const editor = new Editor(place, { label: "", language, text: text.slice(0, longest), onChange: () => {} });
  const { view } = editor;
  let typed = 0;
  let spent = 0;
  const work = () => {
    const start = performance.now();
    if (start - active < rest) {
      setTimeout(work, rest);
      return;
    }
    do {
      view.type("x");
      if (++typed % keysInLine === 0) view.dispatch({ changes: { from: 0, to: keysInLine } });
    } while (typed < keys && performance.now() - start < slice);
    spent += performance.now() - start;
    if (typed < keys && spent < most) {
      setTimeout(work, pause);
      return;
    }
    noted.abort();
    editor.destroy();
    place.remove();
  };
  setTimeout(work, rest);
}
