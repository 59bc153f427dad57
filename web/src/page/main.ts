// The editor's page: puts its parts together and carries changes from the editors to the renderer and back.
import "./page.css";
import { Host } from "../embed/messages.ts";
import type { Changes, Diagnostic, Dialect, Edit, Format, Session } from "../library/contract.d.ts";
import { documentsOf, type TextFile } from "../share/file.ts";
import { decodeLink, fingerprintOf, isLink } from "../share/link.ts";
import { emptyDraft, type Shared, ShareError, type View } from "../share/state.ts";
import { askName, confirmed } from "./dialogs.ts";
import { divide } from "./divide.ts";
import { Documents, isOpened, openedOf } from "./documents.ts";
import { DraftKeeper, followTabs, keepSetting, loadDraft, loadVersion, setting } from "./drafts.ts";
import { Images } from "./images.ts";
import { followChanges } from "./live.ts";
import { acceptDrops, chooseFiles } from "./open-files.ts";
import { listenToOptions, showOptions } from "./options.ts";
import { Panels } from "./panels.ts";
import { Problems } from "./problems.ts";
import { isView, Result } from "./result.ts";
import { draftOf, type Sample } from "./samples.ts";
import { share } from "./share-dialog.ts";
import { splitter } from "./splitter.ts";
import type { Starting } from "./start.ts";
import { type Draft, isPartial, partialName, partialSource, type Source, sameDraft } from "./state.ts";

function byId<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`index.html lacks #${id}`);
  return element as T;
}

const controls = {
  sample: byId<HTMLSelectElement>("sample"),
  reset: byId<HTMLButtonElement>("reset"),
  theme: byId<HTMLSelectElement>("theme"),
  format: byId<HTMLSelectElement>("format"),
  dialect: byId<HTMLSelectElement>("dialect"),
  view: byId<HTMLFieldSetElement>("view"),
  share: byId<HTMLButtonElement>("share"),
  open: byId<HTMLButtonElement>("open"),
};

/** What the person works on, but for what is in `typed`; `current()` has both. */
let draft: Draft;
/** Texts that differ from the draft's: to join the lines of a long text at each keystroke would take too long. */
const typed = new Map<Source, () => string>();
let sample: Sample;
let documents: Documents;
/** The page around, if this one is an editor in a frame (`?view=editor`): it says what is shown, and keeps it. */
const host = new Host();
const embedded = new URLSearchParams(location.search).get("view") === "editor";
let view: View = "page";
let keeper: DraftKeeper | undefined;
let session: Session | undefined;
/** Counts renderings, so that an answer to an older state is known as such. */
let latest = 0;
/**
 * How often a rendering that ran out of time is tried again as long as none has come about: the module is cold, and
 * a busy machine may need more than the time limit once.
 */
let coldTries = 5;

const problems = new Problems(byId("problems"), (diagnostic) => panels.goTo(diagnostic));

const panels = new Panels(byId("panels"), {
  changed(source, text, edits) {
    typed.set(source, text);
    if (edits) changed({ edits: edits.map((edit) => ({ source: source as Edit["source"], ...edit })) });
    else {
      const { template, data, partials } = current();
      changed(isPartial(source) ? { partials } : source === "data" ? { data } : { template });
    }
  },
  rename: (name) => void renamePartial(name),
  remove: (name) => void removePartial(name),
});

let result: Result;
let images: Images;

function current(): Draft {
  for (const [source, text] of typed) {
    if (source === "template" || source === "data") draft[source] = text();
    else draft.partials = { ...draft.partials, [partialName(source)]: text() };
  }
  typed.clear();
  return draft;
}

let hostWaits = false;

/** Tells the page around what was written, not at every keystroke. */
function tellHost(): void {
  if (hostWaits) return;
  hostWaits = true;
  setTimeout(() => {
    hostWaits = false;
    host.tell({ livebars: 1, event: "change", state: { ...current(), view } });
  }, 150);
}

/** Shows what the page around wants. */
function showForHost({ theme, view, ...changes }: Partial<Shared> & { theme?: string }): void {
  if (theme) setTheme(theme);
  if (view) setView(view);
  if (Object.keys(changes).length === 0) return;
  Object.assign(current(), changes);
  void showDraft();
}

/** Takes a change of the draft in. */
function change(changes: Partial<Draft>): void {
  Object.assign(current(), changes);
  changed(changes);
}

/** Renders what has changed, and then keeps it. */
function changed(changes: Changes): void {
  void render(changes);
  controls.reset.disabled = false; // known when the draft is kept
  if (embedded) tellHost();
  else if (!takingOver) keeper?.changed();
}

const changePartials = (partials: Record<string, string>) => change({ partials });

async function render(changes: Changes): Promise<void> {
  if (!session) return;
  const number = ++latest;
  const update = await session.update(changes);
  if (update.diagnostics[0]?.code === "closed") return; // there is no module: `useRenderer` says why
  if (update.ok) coldTries = 0;
  else if (update.diagnostics[0]?.code === "time-limit" && coldTries-- > 0) return render({});
  await result.update(update);
  images.look(update.splices);
  if (number !== latest) return;
  showDiagnostics(update.diagnostics);
  if (embedded) {
    host.tell({ livebars: 1, event: "problems", diagnostics: update.diagnostics });
    host.tell({ livebars: 1, event: "rendered", ok: update.ok });
  }
  document.documentElement.dataset.rendered = String(number);
}

let shownDiagnostics: Diagnostic[] | undefined;
let settling: ReturnType<typeof setTimeout> | undefined;

/** Milliseconds after the last edit until the list of problems names new places. */
const settles = 150;

const sameFinding = (a: Diagnostic, b: Diagnostic | undefined) =>
  a.message === b?.message && a.source === b.source && a.code === b.code && a.severity === b.severity;

const samePlace = (a: Diagnostic, b: Diagnostic | undefined) =>
  a.from.offset === b?.from.offset && a.to.offset === b.to.offset && a.from.line === b.from.line;

/**
 * Shows what is wrong. Where the same is wrong as before at other places, the list follows when the person rests:
 * the marks in the editors move with the text by themselves.
 */
function showDiagnostics(diagnostics: Diagnostic[]): void {
  clearTimeout(settling);
  const before = shownDiagnostics;
  const show = () => {
    shownDiagnostics = diagnostics;
    problems.show(diagnostics);
    panels.mark(diagnostics);
  };
  if (before?.length !== diagnostics.length || !diagnostics.every((one, i) => sameFinding(one, before[i])))
    show();
  else if (!diagnostics.every((one, i) => samePlace(one, before[i]))) settling = setTimeout(show, settles);
}

/** Shows a document, or the person's draft of it. */
function open(next: Sample): void {
  keeper?.save();
  typed.clear();
  sample = next;
  const kept = loadVersion(next.id);
  draft = { ...(kept?.draft ?? draftOf(next)) };
  keeper = new DraftKeeper(next.id, draftOf(next), kept, current, ({ own, enough }) => {
    controls.reset.disabled = !own;
    problems.notice(
      "drafts",
      enough ? "" : "This draft does not fit into the browser's storage: it is lost when this tab closes.",
    );
  });
  keepSetting("sample", next.id);
  if (!isLink(location.hash.slice(1))) history.replaceState({ document: next.id }, ""); // Back finds it by this
  controls.sample.value = next.id;
  controls.reset.textContent = isOpened(next)
    ? next.linked
      ? "Reset to link"
      : "Reset to file"
    : "Reset to sample";
  problems.notice("link", "");
  images.opened(next.id);
  void showDraft().then(() => result.frame.toTop());
}

function showSettings(): void {
  controls.format.value = draft.format;
  controls.dialect.value = draft.dialect;
  controls.dialect.disabled = draft.format !== "markdown";
  controls.reset.disabled = sameDraft(draft, draftOf(sample));
  showOptions(draft.options ?? {});
  panels.setFormat(draft.format);
  result.setFormat(draft.format);
}

async function showDraft(): Promise<void> {
  clearTimeout(settling);
  shownDiagnostics = undefined;
  panels.show(draft);
  showSettings();
  await render({ ...draft });
}

/** What another tab has written is kept by that tab: written here again, it could come back to it too late. */
let takingOver = false;

/** Another tab has changed this draft: both show the same, and what was here can be had back by undoing. */
function takeOver(kept: string | null): void {
  if (!keeper) return;
  const own = current();
  const both = keeper.follow(kept);
  if (sameDraft(own, both)) return;
  takingOver = true;
  panels.replace("template", both.template);
  panels.replace("data", both.data);
  const { format, dialect, options = {}, partials } = both;
  for (const name of Object.keys(own.partials))
    if (!Object.hasOwn(partials, name)) panels.removePartial(name);
  for (const [name, text] of Object.entries(partials))
    if (Object.hasOwn(own.partials, name)) panels.replace(partialSource(name), text);
    else panels.addPartial(name, text, format);
  const names = (of: Draft) => Object.keys(of.partials).sort().join("\n");
  change({ format, dialect, options, ...(names(own) === names(both) ? {} : { partials }) });
  showSettings();
  takingOver = false;
}

async function reset(): Promise<void> {
  const sure = await confirmed(
    controls.reset.textContent ?? "Reset",
    `Your changes to “${sample.title}” will be gone.`,
    "Reset",
  );
  if (!sure) return;
  typed.clear();
  draft = draftOf(sample);
  void showDraft();
  keeper?.changed();
}

function nameFault(name: string, own?: string): string | undefined {
  if (name === "") return "Write a name.";
  if (name !== own && Object.hasOwn(current().partials, name))
    return "There is a partial of this name already.";
  return undefined;
}

async function addPartial(): Promise<void> {
  const name = await askName("Add partial", "Name", "", (name) => nameFault(name));
  if (name === undefined) return;
  panels.addPartial(name, "", draft.format);
  changePartials({ ...current().partials, [name]: "" });
  panels.focus(`partial:${name}`);
}

async function renamePartial(from: string): Promise<void> {
  const to = await askName("Rename partial", "Name", from, (name) => nameFault(name, from));
  if (to === undefined || to === from) return;
  panels.renamePartial(from, to);
  const entries = Object.entries(current().partials).map(
    ([name, text]) => [name === from ? to : name, text] as const,
  );
  changePartials(Object.fromEntries(entries));
  panels.focus(`partial:${to}`);
}

async function removePartial(name: string): Promise<void> {
  const sure = await confirmed("Remove partial", `The text of “${name}” will be gone.`, "Remove");
  if (!sure) return;
  panels.removePartial(name);
  const { [name]: _, ...rest } = current().partials;
  changePartials(rest);
  panels.focus("template");
}

function setTheme(theme: string): void {
  controls.theme.value = theme;
  document.documentElement.dataset.theme = theme;
  result.frame.setTheme(theme);
}

function setView(next: string): void {
  if (!isView(next)) return;
  view = next;
  for (const input of controls.view.querySelectorAll("input")) input.checked = input.value === view;
  result.show(view);
}

/** The bar between editors and page; where the window is narrow, they lie above each other. */
function layOut(): void {
  const narrow = matchMedia("(max-width: 760px)");
  const [before, after] = [byId("editors"), byId("result")];
  const axis = () => (narrow.matches ? "y" : "x");
  const bar = splitter({
    label: "Resize editors and page",
    axis,
    before,
    after,
    property: "",
    apply: divide,
    onMove: (share) => keepSetting("split", share.toFixed(3)),
  });
  before.after(bar);
}

/** F6 goes round the parts of the page, as in a desktop program. */
function goRound(event: KeyboardEvent): void {
  if (event.key !== "F6") return;
  event.preventDefault();
  const stops = [
    ...document.querySelectorAll<HTMLElement>("#panels .cm-content"),
    controls.view.querySelector<HTMLElement>("input:checked"),
    document.querySelector<HTMLElement>("#problems button"),
    controls.sample,
  ].filter((stop): stop is HTMLElement => stop !== null && stop.offsetParent !== null);
  const at = stops.findIndex((stop) => stop.contains(document.activeElement));
  stops[(at + (event.shiftKey ? -1 : 1) + stops.length) % stops.length]?.focus();
}

/** Shows another document; the address then holds no link any more, and Back leads to what was before. */
function turnTo(next: Sample): void {
  if (isLink(location.hash.slice(1)))
    history.pushState({ document: next.id }, "", location.pathname + location.search);
  open(next);
}

/** Opens the link in the address, if there is one. What is wrong with it is said; the page stays as it is. */
async function openAddress(): Promise<boolean> {
  const fragment = location.hash.slice(1);
  if (!isLink(fragment)) return false;
  try {
    const { state, base, changed } = await decodeLink(fragment, (id) =>
      documents.samples.find((one) => one.id === id),
    );
    const id = `link:${fingerprintOf(fragment)}`;
    const title = `${base?.title ?? titleOf(state)} (link)`;
    const linked = openedOf(id, title, state, true, base?.id);
    documents.add(linked);
    open(linked);
    setView(state.view);
    if (changed)
      problems.notice("link", "The sample has changed since this link was made: the page may differ.");
    else if (loadDraft(id))
      problems.notice("link", "You have changed this page since. “Reset to link” shows it as it was sent.");
    return true;
  } catch (error) {
    if (!(error instanceof ShareError)) throw error;
    if (sample === undefined) open(documents.last());
    problems.notice("link", `${error.message} What you see is your own.`);
    return true;
  }
}

/** The first words of a template, as a name for what has none. */
function titleOf({ template }: Shared): string {
  const words = /^[^\p{L}\p{N}{]*(.+)$/mu.exec(template)?.[1]?.slice(0, 40).trim();
  return words || "Page";
}

async function openFiles(files: Promise<TextFile[]>): Promise<void> {
  try {
    const found = documentsOf(await files);
    problems.notice("files", "");
    for (const one of found.documents.toReversed()) {
      const opened = openedOf(`file:${one.title}`, one.title, one, false);
      documents.add(opened);
    }
    const [first] = found.documents;
    if (first) {
      const id = `file:${first.title}`;
      const opened = documents.find(id);
      if (opened) turnTo(opened);
      setView(first.view);
      if (loadDraft(id))
        problems.notice(
          "files",
          "You have changed this page since. “Reset to file” shows what is in the file.",
        );
      return;
    }
    if (found.data !== undefined) panels.replace("data", found.data);
    for (const [name, text] of Object.entries(found.partials)) {
      if (Object.hasOwn(current().partials, name)) panels.replace(partialSource(name), text);
      else {
        panels.addPartial(name, text, draft.format);
        changePartials({ ...current().partials, [name]: text });
      }
    }
    if (found.data === undefined && Object.keys(found.partials).length === 0 && found.unknown.length > 0)
      problems.notice("files", `Livebars opens templates, JSON and its own files, not ${found.unknown[0]}.`);
  } catch (error) {
    problems.notice("files", error instanceof ShareError ? error.message : "The files cannot be read.");
  }
}

function listen(): void {
  controls.sample.addEventListener("change", () => {
    const next = documents.find(controls.sample.value);
    if (next) turnTo(next);
  });
  controls.share.addEventListener("click", () => {
    void share({
      state: { ...current(), view },
      base: documents.baseOf(sample),
      title: sample.title,
      show: (fragment) => history.pushState({ document: sample.id }, "", `#${fragment}`),
    });
  });
  controls.open.addEventListener("click", () => void openFiles(chooseFiles()));
  acceptDrops((files) => void openFiles(files));
  addEventListener("popstate", async () => {
    if (await openAddress()) return;
    const id = (history.state as { document?: string } | null)?.document;
    open(documents.find(id) ?? documents.last());
  });
  listenToOptions((options) => change({ options }));
  controls.reset.addEventListener("click", () => void reset());
  byId("add-partial").addEventListener("click", () => void addPartial());
  controls.format.addEventListener("change", () => {
    const format = controls.format.value as Format;
    controls.dialect.disabled = format !== "markdown";
    panels.setFormat(format);
    result.setFormat(format);
    change({ format });
  });
  controls.dialect.addEventListener("change", () => change({ dialect: controls.dialect.value as Dialect }));
  controls.theme.addEventListener("change", () => {
    setTheme(controls.theme.value);
    keepSetting("theme", controls.theme.value);
  });
  controls.view.addEventListener("change", (event) => {
    const { value } = event.target as HTMLInputElement;
    setView(value);
    keepSetting("view", value);
  });
  document.addEventListener("keydown", goRound);
  if (!embedded) followTabs(() => sample.id, takeOver);
  for (const moment of ["pagehide", "visibilitychange"]) addEventListener(moment, () => keeper?.save());
  addEventListener("beforeunload", (event) => {
    keeper?.save();
    if (keeper?.unsaved) event.preventDefault();
  });
}

/** What is to be rendered waits in the renderer for its module. */
async function useRenderer(starting: Starting): Promise<void> {
  const loading = byId("loading");
  const text = byId("loading-text");
  if (!session) {
    session = await starting.renderer.open({ ...current() });
    void render({ ...current() });
  }
  try {
    await starting.ready;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    loading.classList.add("failed");
    text.textContent = "There is no preview: the renderer could not be loaded. What you type is kept.";
    problems.notice("renderer", `The renderer could not be loaded. ${reason}`);
    return;
  }
  loading.remove();
  problems.notice("renderer", "");
}

/** An editor in a frame begins empty, or with the link in its address. */
async function runEmbedded(starting: Starting): Promise<void> {
  document.documentElement.dataset.view = "editor";
  layOut();
  documents = new Documents([], controls.sample, []);
  sample = { id: "embedded", title: "Page", ...emptyDraft() };
  draft = draftOf(sample);
  listen();
  setView("page");
  const fragment = location.hash.slice(1);
  if (isLink(fragment))
    try {
      const samples = await starting.samples;
      const { state } = await decodeLink(fragment, (id) => samples.find((one) => one.id === id));
      draft = state;
      setView(state.view);
    } catch (error) {
      problems.notice("link", error instanceof ShareError ? error.message : "The link cannot be opened.");
    }
  images.opened(sample.id);
  void showDraft();
  host.listen(showForHost);
  host.tell({ livebars: 1, event: "ready" });
  await useRenderer(starting);
}

async function run(starting: Starting): Promise<void> {
  if (embedded) return runEmbedded(starting);
  setTheme(setting("theme") ?? "system");
  layOut();
  problems.notice("renderer", "Loading the renderer…");
  starting.onProgress = (share) => {
    const bar = document.getElementById("loading-progress") as HTMLProgressElement | null;
    if (bar) bar.value = share;
  };
  documents = new Documents(await starting.samples, controls.sample);
  listen();
  session = await starting.session;
  setView(setting("view") ?? "page");
  if (!(await openAddress())) open(documents.last());
  followChanges();
  await useRenderer(starting);
}

export function start(starting: Starting): void {
  result = new Result(byId("views"), byId("stale"), starting.frame, async () => session?.text() ?? "");
  images = new Images(
    byId("images"),
    starting.frame,
    () => (isOpened(sample) && sample.linked) || isLink(location.hash.slice(1)),
  );
  run(starting).catch((error: Error) => problems.notice("start", error.message));
}
