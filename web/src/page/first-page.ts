// The first sample, which is in index.html with the page that the build has rendered: that page is there before editor
// and renderer are, and the renderer has the sample, or the person's draft of it, before the editor is read.
import type { PreviewFrame } from "../frame/preview-frame.ts";
import type { Renderer, Session } from "../library/contract.d.ts";
import { isLink } from "../share/link.ts";
import { type Draft, requestOf } from "../share/state.ts";
import { hasEarlierDraft, loadDraft } from "./documents/draft-keeper.ts";
import { draftOf, type Sample, sampleOf } from "./documents/samples.ts";
import { setting } from "./storage.ts";
import { unfinishedId } from "./unfinished.ts";

interface FirstPage {
  sample: Sample;
  islands: string[];
}

/** The first page on its way. */
export interface OpenedPage {
  session: Promise<Session>;
  /** Resolves when the renderer's page is painted, or cannot be. */
  live: Promise<void>;
}

/**
 * Shows the page, and renders what it is of, if that is what the person will see: not where another sample, a link or
 * another view is next.
 */
export function openFirstPage(frame: PreviewFrame, renderer: Renderer): OpenedPage | undefined {
  const stored = document.getElementById("first-page");
  const view = setting("view") ?? "page";
  if (!stored || location.search || parent !== window || isLink(location.hash.slice(1)) || view !== "page")
    return undefined;
  const { sample: given, islands } = JSON.parse(stored.textContent ?? "") as FirstPage;
  const sample = sampleOf(given);
  if ((setting("sample") ?? sample.id) !== sample.id || unfinishedId() === sample.id) return undefined;
  const besideLoading = () => document.getElementById("loading")?.classList.add("beside");
  const show = (draft: Draft | undefined) => {
    frame.setRemoteImages(setting("images") !== "never");
    frame.setFormat((draft ?? sample).format);
    if (draft) return;
    frame.showProvisional(islands);
    besideLoading();
  };
  const isFirstVisit = setting("sample") === undefined && !hasEarlierDraft(sample.id); // there is no draft to wait for
  if (isFirstVisit) show(undefined);
  const session = (isFirstVisit ? Promise.resolve(undefined) : loadDraft(sample.id)).then((draft) => {
    if (!isFirstVisit) show(draft);
    return renderer.open({ ...requestOf(draft ?? draftOf(sample), ""), nested: true });
  });
  const live = session
    .then((session) => session.update({}))
    .then(async ({ ok, splices }) => {
      if (!ok) return; // the editor asks again, and says why
      await frame.apply(splices);
      besideLoading();
      document.documentElement.dataset.live = "";
      await painted();
    })
    .catch(() => {}); // the editor shows the page again, and meets the same
  return { session, live };
}

const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
