// The editor's page: a model of what is edited, and the views and services that follow it.
import { documents as words } from "../words/en.ts";
import "./page.css";
import type { Diagnostic } from "../library/contract.d.ts";
import type { Source } from "../library/sources.ts";
import { isView } from "../share/state.ts";
import { Address } from "./address.ts";
import { versionsOf } from "./compare/versions.ts";
import { OtherDataSets, type OtherDiagnostic } from "./data-sets/others.ts";
import { connectDocumentActions } from "./documents/actions.ts";
import { bringIn } from "./documents/backup.ts";
import { connectDocumentBar } from "./documents/bar.ts";
import { DraftKeeping } from "./documents/draft-keeping.ts";
import { Documents } from "./documents/list.ts";
import { draftOf, type Sample } from "./documents/samples.ts";
import { States } from "./documents/states.ts";
import { Tabs } from "./documents/tabs.ts";
import { connectEditingSettings } from "./editing-settings.ts";
import { byId } from "./elements.ts";
import { connectEmptyPage } from "./empty-page.ts";
import { connectFiles, type Opening } from "./file-opening.ts";
import { showFindings } from "./findings.ts";
import { FolderOpening } from "./folder-opening.ts";
import { connectHelperSets } from "./helper-sets-choice.ts";
import { HiddenNotes } from "./hidden-notes.ts";
import { isEmbedded, runEmbedded } from "./host-frame.ts";
import { Images } from "./images.ts";
import { connectF6, divideWorkspace } from "./layout.ts";
import { Model } from "./model.ts";
import { connectNarrowBars } from "./narrow-bars.ts";
import { connectOutput } from "./output.ts";
import { connectPageWidth } from "./page-width.ts";
import { Panels } from "./panels.ts";
import { PartTabs, partOf } from "./part-tabs.ts";
import { partialDialogs } from "./partial-dialogs.ts";
import { placePopovers } from "./popovers.ts";
import { type Notice, Problems } from "./problems.ts";
import { reloadOnChanges } from "./reload.ts";
import { DiagnosedTexts, remediesFor } from "./remedies.ts";
import { rendererLoaded, showProgress } from "./renderer-loading.ts";
import { Rendering } from "./rendering.ts";
import { Result } from "./result.ts";
import { connectSettings } from "./settings-bar.ts";
import { connectShare } from "./share-dialog.ts";
import { SourceFinding } from "./source-finding.ts";
import type { Starting } from "./start.ts";
import { setting } from "./storage.ts";
import { connectTheme } from "./theme.ts";
import { rememberUnfinished, unfinishedId } from "./unfinished.ts";
import { connectViewChoice } from "./view-choice.ts";
import { followVisibleHeight } from "./visible-height.ts";

/** What the editor of the site and the editor in a frame have in common. */
interface Editing {
  starting: Starting;
  model: Model;
  rendering: Rendering;
  notice: Notice;
  setTheme: (theme: string) => void;
  focus: (source: Source) => void;
  /** A document that was not shown to the end the last time. */
  unfinished: string | undefined;
}

export { completePlatform } from "./platform.ts";

export function start(starting: Starting): void {
  const { frame } = starting;
  const model = new Model();
  const rendering = new Rendering(model); // notified first: the worker renders while the page updates
  const goTo = (diagnostic: Diagnostic | OtherDiagnostic) => {
    if ("dataSet" in diagnostic) model.setDataSet(diagnostic.dataSet);
    panels.goTo(diagnostic);
  };
  const hidden = new HiddenNotes();
  const diagnosed = new DiagnosedTexts(model);
  const remedies = remediesFor(model, rendering, diagnosed, goTo);
  const problems = new Problems(byId("problems"), goTo, remedies, (diagnostic) => hidden.hide(diagnostic));
  const partials = partialDialogs(model, rendering, (source) => panels.focus(source));
  const panels = new Panels(byId("panels"), model, partials, rendering, remedies, problems.notice);
  const tabs = new PartTabs();
  panels.onShown = (source) => tabs.show(partOf(source));
  const unfinished = unfinishedId();
  rememberUnfinished(model, rendering);
  new Result(model, rendering, frame, problems.notice);
  new Images(model, rendering, frame);
  const showOthers = showFindings(model, rendering, problems, panels, hidden, diagnosed);
  const others = new OtherDataSets(model, rendering, starting.renderer, frame, showOthers);
  const finding = new SourceFinding(model, rendering, frame, panels, problems.notice, tabs);
  connectEditingSettings(() => finding.update());
  connectSettings(model);
  connectHelperSets(model);
  connectViewChoice(model);
  connectPageWidth(frame);
  connectEmptyPage(model, rendering);
  connectOutput(model, rendering, frame);
  divideWorkspace();
  connectNarrowBars();
  followVisibleHeight();
  placePopovers();
  connectF6(() => panels.stops, tabs, frame);
  const { notice } = problems;
  const editing: Editing = {
    starting,
    model,
    rendering,
    notice,
    focus: (source) => panels.focus(source),
    setTheme: connectTheme((theme) => {
      frame.setTheme(theme);
      others.setTheme(theme);
    }),
    unfinished,
  };
  const run = isEmbedded() ? runInFrame : runOnSite;
  run(editing).catch((error: Error) => notice("start", error.message));
}

async function runOnSite(editing: Editing): Promise<void> {
  const { starting, model, rendering, notice, setTheme, unfinished } = editing;
  setTheme(setting("theme") ?? "system");
  showProgress(starting, notice);
  const tabs = new Tabs();
  const documents = new Documents(await starting.samples, tabs);
  const states = new States();
  const keeping = new DraftKeeping(
    model,
    tabs,
    states,
    notice,
    (document, draft) => folders.current?.overlay(document, draft) ?? draft,
  );
  const compare = async () => {
    const [{ openCompare }, versions] = await Promise.all([
      import("./compare/dialog.ts"),
      versionsOf(model.document, documents, states),
    ]);
    openCompare({
      model,
      renderer: starting.renderer,
      versions,
      theme: document.documentElement.dataset.theme ?? "system",
      remoteImages: starting.frame.loadsRemoteImages,
      use: (draft) => keeping.replace(draft, words.beforeOther),
    });
  };
  const folders = new FolderOpening({
    model,
    documents,
    keeping,
    notice,
    turnTo: (document) => address.turnTo(document),
    focus: (source) => editing.focus(source),
    compare,
  });
  await documents.load();
  const address = new Address(model, documents, (document) => keeping.open(document), notice);
  const turnTo = (document: Sample) => address.turnTo(document);
  connectDocumentBar(model, documents, keeping, turnTo);
  connectDocumentActions(model, documents, keeping, turnTo, notice, (name, draft) =>
    folders.current?.create(name, draft),
  );
  byId("compare").addEventListener("click", () => {
    byId("file").hidePopover();
    void compare();
  });
  connectShare(
    model,
    (document) => documents.baseOf(document),
    (fragment) => address.show(fragment),
  );
  const opening: Opening = {
    async turnTo(opened) {
      await documents.add(...opened);
      if (opened[0]) await turnTo(opened[0]);
    },
    bringIn: (records) => bringIn(documents, records),
    async openFolder({ handle, files }) {
      const folder = await handle; // before anything else is waited for: the drop counts as a click
      await (await folders.load()).drop(folder, files);
    },
  };
  connectFiles(model, opening, notice);
  model.follow({ opened: () => notice("unfinished", "") });
  const session = await starting.session;
  if (session) rendering.use(session);
  const view = setting("view");
  model.setView(isView(view) ? view : "page");
  await folders.restore();
  if (!(await address.openLink(unfinished))) await openLast(documents, keeping, notice, unfinished);
  reloadOnChanges();
  await render(editing);
}

/** Opens the document that was shown last, if it was shown to the end; otherwise it is offered. */
async function openLast(
  documents: Documents,
  keeping: DraftKeeping,
  notice: Notice,
  unfinished: string | undefined,
): Promise<void> {
  const last = documents.last();
  const other = documents.samples.find(({ id }) => id !== unfinished);
  if (last.id !== unfinished || !other) {
    await keeping.open(last);
    return;
  }
  await keeping.open(other);
  notice("unfinished", words.unfinished(last.title));
}

async function runInFrame(editing: Editing): Promise<void> {
  const { starting, model, rendering, notice, setTheme } = editing;
  document.documentElement.dataset.view = "editor";
  connectShare(
    model,
    () => undefined,
    (fragment) => history.pushState(null, "", `#${fragment}`),
  );
  connectFiles(
    model,
    {
      async turnTo([first]) {
        if (first) model.open(first, draftOf(first));
      },
    },
    notice,
  );
  await runEmbedded(model, rendering, setTheme, starting.samples, notice);
  await render(editing);
}

/** What is to be rendered waits in the renderer for its module. */
async function render({ starting, model, rendering, notice }: Editing): Promise<void> {
  if (!rendering.hasSession) rendering.use(await starting.renderer.open({ ...model.request, nested: true }));
  await rendererLoaded(starting, notice);
}
