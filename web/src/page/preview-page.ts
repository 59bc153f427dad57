// The preview only (`?view=preview`): what a preview link opens, and what a frame in a docs portal shows.

import { Host, themeOf } from "../embed/messages.ts";
import { wantsRemoteImages } from "../frame/remote-images.ts";
import type { Session } from "../library/contract.d.ts";
import { decodeLink, isLink } from "../share/link.ts";
import { type Draft, draftFrom, emptyDraft, requestOf, type Shared, ShareError } from "../share/state.ts";
import {
  elements as elementWords,
  links as linkWords,
  renderer as rendererWords,
  previewPage as words,
} from "../words/en.ts";
import { sourceLabel } from "../words/source-label.ts";
import type { Starting } from "./start.ts";

const host = new Host();
const settings = new URLSearchParams(location.search);
/** `images`: "all", "none", or "ask", which is what a link does. */
const images = settings.get("images") ?? "ask";
const framed = parent !== window;

const bar = document.createElement("header");
bar.className = "bar preview-only";
const status = document.createElement("p");
status.setAttribute("role", "status");
status.setAttribute("aria-label", words.problems);
const load = document.createElement("button");
load.type = "button";
load.textContent = words.loadImages;
load.hidden = true;
const edit = document.createElement("a");
edit.textContent = words.openInEditor;
edit.target = "_blank";
edit.rel = "noopener";
const heading = document.createElement("h1");
heading.className = "unseen";
heading.textContent = elementWords.editor;
bar.append(heading, status, load, edit);

let state: Draft & Pick<Shared, "view" | "dataSet"> = { ...emptyDraft(), view: "page" };
const request = () => requestOf(state, state.dataSet ?? "");
let session: Session | undefined;

export { completePlatform } from "./platform.ts";

export function start(starting: Starting): void {
  const { frame } = starting;
  // The frame stays where it is: moved, it would be loaded anew.
  for (const other of document.querySelectorAll(
    "header, nav, #editors, .result-bar, footer, #images, #loading",
  ))
    other.remove();
  document.body.prepend(bar);
  document.documentElement.dataset.theme = themeOf(settings.get("theme")) ?? "system";
  frame.setTheme(themeOf(settings.get("theme")) ?? "system");
  frame.setRemoteImages(images === "all");
  frame.onHeight = (height) => host.post({ livebars: 1, event: "height", height: height + bar.offsetHeight });
  load.addEventListener("click", () => {
    load.hidden = true;
    showStatus("");
    frame.setRemoteImages(true);
  });

  const render = async () => {
    if (!session) return;
    const update = await session.update(request());
    frame.setFormat(state.format);
    if (update.ok) {
      await frame.apply(update.splices);
      if (images === "ask" && load.hidden && wantsRemoteImages(frame.html())) {
        load.hidden = false;
        showStatus(words.imagesNotLoaded);
      }
    }
    const error = update.diagnostics.find(({ severity }) => severity === "error");
    if (error) showStatus(words.error(error.message, sourceLabel(error.source), error.from.line));
    document.documentElement.dataset.rendered = "1";
    host.post({ livebars: 1, event: "problems", diagnostics: update.diagnostics });
    host.post({ livebars: 1, event: "rendered", ok: update.ok });
  };

  host.listen(({ theme, ...changes }) => {
    if (theme) {
      document.documentElement.dataset.theme = theme;
      frame.setTheme(theme);
    }
    showStatus("");
    state = {
      ...draftFrom({ ...state, ...changes }),
      view: state.view,
      dataSet: changes.dataSet ?? state.dataSet ?? "",
    };
    void render();
  });

  const openAddress = async () => {
    const fragment = location.hash.slice(1);
    if (!isLink(fragment)) {
      if (!framed) showStatus(words.noPage);
      return;
    }
    edit.href = `${location.pathname}#${fragment}`;
    const samples = await starting.samples;
    const opened = await decodeLink(fragment, (id) => samples.find((sample) => sample.id === id));
    showStatus(opened.changed ? linkWords.sampleChanged : "");
    const { view, dataSet = "" } = opened.state;
    state = { ...draftFrom(opened.state), view, dataSet };
    await render();
  };
  const open = () =>
    openAddress().catch((error: unknown) => {
      showStatus(error instanceof ShareError ? error.message : words.cannotOpen);
      document.documentElement.dataset.failed = "";
    });
  addEventListener("hashchange", () => void open());

  showStatus(rendererWords.loading);
  starting.ready
    .then(async () => {
      session = await starting.renderer.open({ ...request(), nested: true });
      showStatus("");
      host.post({ livebars: 1, event: "ready" });
      await open();
    })
    .catch((error: Error) => showStatus(rendererWords.noPreviewBecause(error.message)));
}

function showStatus(text: string): void {
  status.textContent = text;
}
