// The editor's page: puts its parts together and carries changes from the editors to the renderer and back.
import "./page.css";
import type { Changes, Diagnostic, Dialect, Edit, Format, Renderer, Session } from "../library/contract.d.ts";
import { createRenderer } from "../library/livebars.ts";
import { askName, confirmed } from "./dialogs.ts";
import { DraftKeeper, keepSetting, loadDraft, setting } from "./drafts.ts";
import { followChanges } from "./live.ts";
import { Panels } from "./panels.ts";
import { Problems } from "./problems.ts";
import { isView, Result } from "./result.ts";
import { draftOf, loadSamples, type Sample } from "./samples.ts";
import { splitter } from "./splitter.ts";
import { type Draft, isPartial, partialName, sameDraft } from "./state.ts";

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
};

/** What the person works on. */
let draft: Draft;
let sample: Sample;
let keeper: DraftKeeper | undefined;
let renderer: Renderer | undefined;
let session: Promise<Session> | undefined;
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
    const sent = edits && { edits: edits.map((edit) => ({ source: source as Edit["source"], ...edit })) };
    if (source === "template") change({ template: text }, sent);
    else if (source === "data") change({ data: text }, sent);
    else if (isPartial(source))
      change({ partials: { ...draft.partials, [partialName(source)]: text } }, sent);
  },
  rename: (name) => void renamePartial(name),
  remove: (name) => void removePartial(name),
});

const result = new Result(byId("views"), byId("stale"), async () => (await session)?.text() ?? "");

/** Takes a change of the draft in: it is kept, and rendered. What is sent says the same in fewer words. */
function change(changes: Partial<Draft>, sent: Changes = changes): void {
  Object.assign(draft, changes);
  keeper?.changed();
  controls.reset.disabled = sameDraft(draft, draftOf(sample));
  void render(sent);
}

const changePartials = (partials: Record<string, string>) => change({ partials });

async function render(changes: Changes): Promise<void> {
  if (!session) return;
  const number = ++latest;
  const update = await (await session).update(changes);
  if (update.ok) coldTries = 0;
  else if (update.diagnostics[0]?.code === "time-limit" && coldTries-- > 0) return render({});
  await result.update(update);
  if (number !== latest) return;
  showDiagnostics(update.diagnostics);
  document.documentElement.dataset.rendered = String(number);
}

let shownDiagnostics = "";

function showDiagnostics(diagnostics: Diagnostic[]): void {
  const state = JSON.stringify(diagnostics);
  if (state === shownDiagnostics) return;
  shownDiagnostics = state;
  problems.show(diagnostics);
  panels.mark(diagnostics);
}

/** Shows a sample, or the person's draft of it. */
function open(next: Sample): void {
  keeper?.save();
  sample = next;
  draft = loadDraft(next.id) ?? draftOf(next);
  keeper = new DraftKeeper(
    next.id,
    draftOf(next),
    () => draft,
    (enough) =>
      problems.notice(
        "drafts",
        enough ? "" : "This draft does not fit into the browser's storage: it is lost when this tab closes.",
      ),
  );
  keepSetting("sample", next.id);
  controls.sample.value = next.id;
  void showDraft().then(() => result.frame.toTop());
}

async function showDraft(): Promise<void> {
  controls.format.value = draft.format;
  controls.dialect.value = draft.dialect;
  controls.dialect.disabled = draft.format !== "markdown";
  controls.reset.disabled = sameDraft(draft, draftOf(sample));
  shownDiagnostics = "";
  panels.show(draft);
  result.setFormat(draft.format);
  if (renderer && !session) session = renderer.open({ ...draft });
  await render({ ...draft });
}

async function reset(): Promise<void> {
  const sure = await confirmed("Reset to sample", `Your changes to “${sample.title}” will be gone.`, "Reset");
  if (!sure) return;
  draft = draftOf(sample);
  void showDraft();
  keeper?.changed();
}

function nameFault(name: string, own?: string): string | undefined {
  if (name === "") return "Write a name.";
  if (name !== own && Object.hasOwn(draft.partials, name)) return "There is a partial of this name already.";
  return undefined;
}

async function addPartial(): Promise<void> {
  const name = await askName("Add partial", "Name", "", (name) => nameFault(name));
  if (name === undefined) return;
  panels.addPartial(name, "", draft.format);
  changePartials({ ...draft.partials, [name]: "" });
  panels.focus(`partial:${name}`);
}

async function renamePartial(from: string): Promise<void> {
  const to = await askName("Rename partial", "Name", from, (name) => nameFault(name, from));
  if (to === undefined || to === from) return;
  panels.renamePartial(from, to);
  const entries = Object.entries(draft.partials).map(
    ([name, text]) => [name === from ? to : name, text] as const,
  );
  changePartials(Object.fromEntries(entries));
  panels.focus(`partial:${to}`);
}

async function removePartial(name: string): Promise<void> {
  const sure = await confirmed("Remove partial", `The text of “${name}” will be gone.`, "Remove");
  if (!sure) return;
  panels.removePartial(name);
  const { [name]: _, ...rest } = draft.partials;
  changePartials(rest);
  panels.focus("template");
}

function setTheme(theme: string): void {
  controls.theme.value = theme;
  document.documentElement.dataset.theme = theme;
  result.frame.setTheme(theme);
}

function setView(view: string): void {
  if (!isView(view)) return;
  for (const input of controls.view.querySelectorAll("input")) input.checked = input.value === view;
  result.show(view);
}

/** The bar between editors and page; where the window is narrow, they lie above each other. */
function layOut(): void {
  const workspace = byId("workspace");
  const narrow = matchMedia("(max-width: 760px)");
  const apply = (share: number) => {
    workspace.style.setProperty("--left", `${share}fr`);
    workspace.style.setProperty("--right", `${1 - share}fr`);
  };
  const [before, after] = [byId("editors"), byId("result")];
  const axis = () => (narrow.matches ? "y" : "x");
  const kept = Number(setting("split"));
  if (kept > 0 && kept < 1) apply(kept);
  const bar = splitter({
    label: "Resize editors and page",
    axis,
    before,
    after,
    property: "",
    apply,
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

function listen(samples: Sample[]): void {
  controls.sample.addEventListener("change", () => {
    const next = samples.find((one) => one.id === controls.sample.value);
    if (next) open(next);
  });
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
  for (const moment of ["pagehide", "visibilitychange"]) addEventListener(moment, () => keeper?.save());
  addEventListener("beforeunload", (event) => {
    keeper?.save();
    if (keeper?.unsaved) event.preventDefault();
  });
}

/** Shows the page of the sample that the build has rendered, while the module is on its way. */
function showFirstPage(): void {
  const stored = document.getElementById("first-page");
  if (!stored || setting("view") === "text" || setting("view") === "html") return;
  const { id, islands } = JSON.parse(stored.textContent ?? "") as { id: string; islands: string[] };
  if ((setting("sample") ?? id) !== id || loadDraft(id)) return;
  result.frame.showProvisional(islands);
  byId("loading").classList.add("beside");
}

async function useRenderer(starting: Promise<Renderer>): Promise<void> {
  const loading = byId("loading");
  const text = byId("loading-text");
  try {
    renderer = await starting;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    loading.classList.add("failed");
    text.textContent = "There is no preview: the renderer could not be loaded. What you type is kept.";
    problems.notice("renderer", `The renderer could not be loaded. ${reason}`);
    return;
  }
  loading.remove();
  problems.notice("renderer", "");
  session = renderer.open({ ...draft });
  await render({ ...draft });
}

async function start(): Promise<void> {
  setTheme(setting("theme") ?? "system");
  layOut();
  problems.notice("renderer", "Loading the renderer…");
  const starting = createRenderer({
    onProgress: (share) => {
      const bar = document.getElementById("loading-progress") as HTMLProgressElement | null;
      if (bar) bar.value = share;
    },
  });
  starting.catch(() => {}); // told by useRenderer
  showFirstPage();
  const samples = await loadSamples();
  controls.sample.replaceChildren(...samples.map(({ id, title }) => new Option(title, id)));
  const first = samples.find(({ id }) => id === setting("sample")) ?? samples[0];
  if (!first) throw new Error("There are no samples.");
  listen(samples);
  open(first);
  setView(setting("view") ?? "page");
  followChanges();
  await useRenderer(starting);
}

start().catch((error: Error) => problems.notice("start", error.message));
