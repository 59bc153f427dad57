// An editor in a frame (`?view=editor`): the page around says what is shown, and keeps what is written.

import { Host } from "../embed/messages.ts";
import { decodeLink, isLink } from "../share/link.ts";
import { type Draft, draftFrom, emptyDraft, ShareError } from "../share/state.ts";
import { links as words } from "../words/en.ts";
import type { Sample } from "./documents/samples.ts";
import type { Model } from "./model.ts";
import type { Notice } from "./problems.ts";
import type { Rendering } from "./rendering.ts";

/** Milliseconds between two reports of what was written: the page around need not hear of every keystroke. */
const reportEveryMs = 150;

/** In any frame the page is an editor for others: it shows no drafts to a page around that could make them be clicked. */
export const isEmbedded = (): boolean =>
  parent !== window || new URLSearchParams(location.search).get("view") === "editor";

const page: Sample = { id: "embedded", title: words.page, ...emptyDraft() };

/** Opens what the address holds, or an empty page, and then does what the page around says. */
export async function runEmbedded(
  model: Model,
  rendering: Rendering,
  setTheme: (theme: string) => void,
  samples: Promise<Sample[]>,
  notice: Notice,
): Promise<void> {
  const host = new Host();
  let waiting = false;
  const reportSoon = () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      host.post({ livebars: 1, event: "change", state: { ...model.draft, view: model.view } });
    }, reportEveryMs);
  };
  model.follow({ changed: reportSoon });
  rendering.follow({
    settled({ ok, diagnostics }) {
      host.post({ livebars: 1, event: "problems", diagnostics });
      host.post({ livebars: 1, event: "rendered", ok });
    },
  });
  const { draft, dataSet } = await openedAddress(model, samples, notice);
  model.open(page, draft);
  model.setDataSet(dataSet);
  host.listen(({ theme, view, ...changes }) => {
    if (theme) setTheme(theme);
    if (view) model.setView(view);
    if (Object.keys(changes).length > 0) model.open(page, draftFrom({ ...model.draft, ...changes }));
  });
  host.post({ livebars: 1, event: "ready" });
}

async function openedAddress(
  model: Model,
  samples: Promise<Sample[]>,
  notice: Notice,
): Promise<{ draft: Draft; dataSet: string }> {
  const fragment = location.hash.slice(1);
  const nothing = { draft: emptyDraft(), dataSet: "" };
  if (!isLink(fragment)) return nothing;
  try {
    const all = await samples;
    const { state } = await decodeLink(fragment, (id) => all.find((one) => one.id === id));
    model.setView(state.view);
    return { draft: draftFrom(state), dataSet: state.dataSet ?? "" };
  } catch (error) {
    notice("link", error instanceof ShareError ? error.message : words.cannotOpen);
    return nothing;
  }
}
