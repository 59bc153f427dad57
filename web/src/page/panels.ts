// The column of editors: template, data, and a panel for each partial.

import type { DataKind, Diagnostic, Format, Place, TextSource } from "../library/contract.d.ts";
import { isPartial, partialName, partialSource, type Source } from "../library/sources.ts";
import type { Draft } from "../share/state.ts";
import { panels as words } from "../words/en.ts";
import { sourceLabel } from "../words/source-label.ts";
import type { Assistant } from "./assistance/assistance.ts";
import { type DataActions, dataActions } from "./data-actions.ts";
import { dataSetChoice } from "./data-sets/choice.ts";
import { Editor, type EditorLanguage } from "./editor.ts";
import { EditorMenu } from "./editor-menu.ts";
import type { Change, Model } from "./model.ts";
import { partOf } from "./part-tabs.ts";
import type { Notice } from "./problems.ts";
import type { Remedies } from "./remedies.ts";
import type { Rendering } from "./rendering.ts";
import { splitter } from "./splitter.ts";

/** What the buttons of a partial's panel do. */
export interface PartialActions {
  rename(name: string): void;
  remove(name: string): void;
}

/** How much of the column's height a panel takes at first. */
const shares = { template: 3, data: 2, helpers: 1.3, partial: 1.3 };

/** CSS pixels. In a lower window helpers that are empty are a heading, to be unfolded. */
const roomForEmpty = 700;

/** Milliseconds that an answer to a key is to be seen. */
const saidForMs = 4000;

const helpersPlaceholder = 'Handlebars.registerHelper("upper", (text) => text.toUpperCase())';

interface Panel {
  source: Source;
  element: HTMLElement;
  body: HTMLElement;
  title: HTMLButtonElement;
  count: HTMLElement;
  /** What can be done at the caret; helpers have none. */
  menu?: EditorMenu;
  editor: Editor;
  /** The splitter above; the first panel has none. */
  divider: HTMLElement | undefined;
}

/** How many documents keep their editors, with their histories and carets, while others are open. */
const maxSetAside = 12;

/** UTF-16 units of all their texts: longer documents are drawn anew. */
const maxSetAsideLength = 4_000_000;

/** The editors of one document. */
interface Column {
  panels: Panel[];
  /** The editors of data sets that were looked at, by name. */
  ofDataSets: Map<string, Editor>;
  /** What is marked in them. */
  diagnostics: Diagnostic[];
}

const editorsOf = ({ panels, ofDataSets }: Column): Set<Editor> =>
  new Set([...panels.map(({ editor }) => editor), ...ofDataSets.values()]);

const emptyColumn = (): Column => ({ panels: [], ofDataSets: new Map(), diagnostics: [] });

export class Panels {
  private column = emptyColumn();
  /** The document whose editors are shown. */
  private shownId: string | undefined;
  /** Editors of documents that were open before, the last one last. */
  private readonly setAside = new Map<string, Column>();
  private readonly caretFollowers: (() => void)[] = [];
  /** Shows on the page what a place of a text has made. */
  onReveal: (source: Source, offset: number) => void = () => {};
  /** Called before something in a text is shown. */
  onShown: (source: Source) => void = () => {};
  /** Called when a text has been scrolled. */
  onScroll: (source: Source) => void = () => {};
  private readonly dataActions: DataActions;
  /** What stands in the head of the data. */
  private readonly dataHead: HTMLElement[];
  private dataKind: DataKind = "json";
  private saying: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly container: HTMLElement,
    private readonly model: Model,
    private readonly actions: PartialActions,
    private readonly rendering: Rendering,
    private readonly remedies: Remedies,
    private readonly notice: Notice,
  ) {
    this.dataActions = dataActions(model, rendering);
    this.dataHead = [...dataSetChoice(model), ...this.dataActions.elements];
    this.dataActions.onKind = (kind) => {
      this.dataKind = kind;
      this.find("data")?.editor.setLanguage(kind);
    };
    model.follow({
      opened: () => this.open(model.document.id),
      changed: (change) => this.follow(change),
      dataSetChosen: () => this.showDataSet(),
    });
  }

  private get panels(): Panel[] {
    return this.column.panels;
  }

  /** Shows the editors of another document: those that it had when it was left, or new ones. */
  private open(id: string): void {
    const { shownId, column } = this;
    for (const panel of this.panels) this.detach(panel);
    if (shownId !== undefined && shownId !== id) this.setAside.set(shownId, column);
    else this.destroy(column);
    this.shownId = id;
    const found = this.setAside.get(id);
    this.setAside.delete(id);
    this.dropOldest();
    this.column = found ?? emptyColumn();
    if (found) this.putBack(found);
    else this.begin(this.model.draft);
  }

  /** Ends the editors of documents that were open long ago, or are long. */
  private dropOldest(): void {
    let length = 0;
    for (const [i, [id, column]] of [...this.setAside].toReversed().entries()) {
      for (const editor of editorsOf(column)) length += editor.view.state.doc.length;
      if (i < maxSetAside && length <= maxSetAsideLength) continue;
      this.destroy(column);
      this.setAside.delete(id);
    }
  }

  /** Editors with histories of their own. */
  private begin(draft: Draft): void {
    this.add("template", draft.template, draft.format);
    const data = this.add("data", draft.data, draft.format);
    this.column.ofDataSets.set("", data.editor);
    const helpers = this.add("helpers", draft.helpers, draft.format);
    if (draft.helpers === "" && innerHeight < roomForEmpty) helpers.title.click();
    for (const [name, text] of Object.entries(draft.partials))
      this.add(partialSource(name), text, draft.format);
  }

  private putBack({ panels }: Column): void {
    for (const panel of panels) {
      if (panel.divider) this.container.append(panel.divider);
      this.container.append(panel.element);
      panel.editor.restoreScroll();
      if (panel.source === "data") panel.title.closest(".panel-head")?.append(...this.dataHead);
    }
    this.showDataSet();
    this.showTexts(this.model.draft);
  }

  private follow({ replaced, author, renamed, renamedDataSet }: Change): void {
    if (author === "editor") return; // it is shown there
    if (renamed) this.rename(renamed);
    if (renamedDataSet) {
      const { ofDataSets } = this.column;
      const editor = ofDataSets.get(renamedDataSet.from);
      ofDataSets.delete(renamedDataSet.from);
      if (editor) ofDataSets.set(renamedDataSet.to, editor);
    }
    this.showTexts(replaced);
  }

  /** Shows texts that were replaced. */
  private showTexts({ template, data, dataSets, helpers, partials, format }: Partial<Draft>): void {
    if (helpers !== undefined) this.find("helpers")?.editor.show(helpers);
    if (template !== undefined) this.find("template")?.editor.show(template);
    if (data !== undefined) this.column.ofDataSets.get("")?.show(data);
    if (dataSets)
      for (const [name, editor] of this.column.ofDataSets) {
        const set = Object.hasOwn(dataSets, name) ? dataSets[name] : undefined;
        if (set) editor.show(set.data);
        else if (name !== "") this.forgetDataSet(name, editor);
      }
    if (partials) this.showPartials(partials);
    if (format)
      for (const panel of this.panels)
        if (panel.source !== "data") panel.editor.setLanguage(languageOf(panel.source, format));
  }

  private forgetDataSet(name: string, editor: Editor): void {
    if (this.find("data")?.editor === editor) return; // another one is chosen before it goes
    editor.destroy();
    this.column.ofDataSets.delete(name);
  }

  /** Shows the editor of the data set that is looked at: each has its own history. */
  private showDataSet(): void {
    const panel = this.find("data");
    if (!panel) return;
    const { dataSet, request, draft } = this.model;
    const { ofDataSets } = this.column;
    const editor =
      ofDataSets.get(dataSet) ?? this.editorIn(panel.body, "data", () => "data", request.data, draft.format);
    ofDataSets.set(dataSet, editor);
    if (editor === panel.editor) return;
    const hadFocus = panel.editor.view.hasFocus;
    panel.editor.detach();
    editor.attach(panel.body);
    panel.editor = editor;
    editor.setLanguage(this.dataKind);
    if (hadFocus) editor.focus();
  }

  private showPartials(partials: Record<string, string>): void {
    for (const panel of this.panels.filter(({ source }) => isPartial(source)))
      if (!Object.hasOwn(partials, partialName(panel.source))) {
        this.detach(panel);
        panel.editor.destroy();
        this.column.panels = this.panels.filter((other) => other !== panel);
      }
    for (const [name, text] of Object.entries(partials)) {
      const panel = this.find(partialSource(name));
      if (panel) panel.editor.show(text);
      else this.add(partialSource(name), text, this.model.draft.format);
    }
  }

  private rename({ from, to }: { from: string; to: string }): void {
    const panel = this.find(partialSource(from));
    if (!panel) return;
    panel.source = partialSource(to);
    panel.title.textContent = sourceLabel(panel.source);
    panel.editor.setLabel(sourceLabel(panel.source));
    this.nameActions(panel);
  }

  /** The editors, for those who go from one to the next. */
  get stops(): { element: HTMLElement; focus: () => void }[] {
    return this.panels.map((panel) => ({
      element: panel.editor.view.contentDOM,
      focus: () => {
        this.onShown(panel.source);
        panel.editor.focus();
      },
    }));
  }

  focus(source: Source): void {
    const panel = this.find(source);
    if (!panel) return;
    this.unfold(panel);
    panel.editor.focus();
  }

  /** Underlines what the diagnostics point at. */
  mark(diagnostics: Diagnostic[]): void {
    if (diagnostics.length === 0 && this.column.diagnostics.length === 0) return;
    this.column.diagnostics = diagnostics;
    for (const panel of this.panels) {
      const own = diagnostics.filter((d) => d.source === panel.source);
      panel.editor.mark(own);
      const errors = own.filter((d) => d.severity === "error").length;
      panel.count.textContent = errors === 0 ? "" : words.errors(errors);
    }
  }

  goTo(diagnostic: Diagnostic): void {
    const panel = this.find(diagnostic.source);
    if (!panel) return;
    this.unfold(panel);
    panel.editor.goTo(diagnostic);
  }

  /** Calls back when the caret of any editor has moved, or an editor was left. */
  followCaret(follower: () => void): void {
    this.caretFollowers.push(follower);
  }

  /** Whether a diagnostic is about what is being typed. */
  isTypedIn(diagnostic: Diagnostic): boolean {
    return this.find(diagnostic.source)?.editor.isTypedIn(diagnostic) ?? false;
  }

  /** Selects a place of a text; the editor gets the focus if it is asked to. */
  showPlace({ source, from, to }: Place, focus = true): void {
    const panel = this.find(source);
    if (!panel) return;
    this.unfold(panel);
    panel.editor.select(from, to, focus);
  }

  /** Marks places of the texts, and takes all other such marks away. */
  point(places: Place[]): void {
    for (const { source, editor } of this.panels)
      editor.point(places.filter((place) => place.source === source));
  }

  /** The editor that has the focus, or had it last. */
  get current(): { source: Source; editor: Editor } | undefined {
    const focused = this.panels.find(({ editor }) => editor.view.hasFocus);
    if (focused) this.lastFocused = focused.source;
    return focused ?? this.find(this.lastFocused);
  }

  private lastFocused: Source = "template";

  editorOf(source: Source): Editor | undefined {
    return this.find(source)?.editor;
  }

  private assistantOf(source: () => Source): Assistant {
    return {
      source: () => source() as TextSource,
      questions: () => this.rendering.questions,
      show: (place) => this.showPlace(place),
      lineOf: ({ source, from }) => this.find(source)?.editor.lineAt(from) ?? "",
      rename: (partial) => this.actions.rename(partial),
      reveal: (offset) => this.onReveal(source(), offset),
      say: (text) => this.say(text),
    };
  }

  /** Says something for a while. */
  private say(text: string): void {
    clearTimeout(this.saying);
    this.notice("assistance", text);
    this.saying = setTimeout(() => this.notice("assistance", ""), saidForMs);
  }

  private find(source: Source): Panel | undefined {
    return this.panels.find((panel) => panel.source === source);
  }

  private detach(panel: Panel): void {
    panel.editor.rememberScroll();
    panel.divider?.remove();
    panel.element.remove();
  }

  private destroy(column: Column): void {
    for (const editor of editorsOf(column)) editor.destroy();
  }

  private unfold(panel: Panel): void {
    this.onShown(panel.source);
    if (panel.element.classList.contains("folded")) panel.title.click();
    panel.element.scrollIntoView({ block: "nearest" });
  }

  /** Makes an editor of a source; what it is called later is asked for. */
  private editorIn(
    body: HTMLElement,
    first: Source,
    source: () => Source,
    text: string,
    format: Format,
  ): Editor {
    const editor = new Editor(body, {
      label: sourceLabel(first),
      language: languageOf(first, format),
      text,
      ...(first === "helpers" ? { placeholder: helpersPlaceholder } : {}),
      onChange: (changed, edits) => this.model.type(source(), changed, edits),
      ...(first === "helpers" ? {} : { assistant: this.assistantOf(source) }),
      remedies: this.remedies,
      onCaretMove: () => {
        for (const follower of this.caretFollowers) follower();
      },
    });
    editor.view.scrollDOM.addEventListener("scroll", () => this.onScroll(source()), { passive: true });
    return editor;
  }

  private add(source: Source, text: string, format: Format): Panel {
    const element = document.createElement("section");
    element.className = "panel";
    element.dataset.part = partOf(source);
    const kind = isPartial(source) ? "partial" : (source as "template" | "data" | "helpers");
    element.style.setProperty("--share", String(shares[kind]));
    const head = document.createElement("div");
    head.className = "panel-head";
    const heading = document.createElement("h2");
    const title = document.createElement("button");
    title.type = "button";
    title.textContent = sourceLabel(source);
    title.setAttribute("aria-expanded", "true");
    heading.append(title);
    const count = document.createElement("span");
    count.className = "count";
    head.append(heading, count);
    const body = document.createElement("div");
    body.className = "panel-body";
    element.append(head, body);
    let divider: HTMLElement | undefined;
    const above = this.panels.at(-1);
    if (above) {
      divider = splitter({
        label: words.resize(sourceLabel(source)),
        axis: () => "y",
        before: above.element,
        after: element,
        property: "--share",
      });
      this.container.append(divider);
    }
    this.container.append(element);
    const panel: Panel = {
      source,
      element,
      body,
      title,
      count,
      divider,
      editor: this.editorIn(body, source, () => panel.source, text, format),
    };
    title.addEventListener("click", () => {
      const folded = element.classList.toggle("folded");
      body.hidden = folded;
      title.setAttribute("aria-expanded", String(!folded));
    });
    if (source !== "helpers") this.addMenu(panel, head);
    if (isPartial(source)) this.addActions(panel, head);
    if (source === "data") {
      head.append(...this.dataHead); // one set of controls for all documents
      panel.editor.setLanguage(this.dataKind);
    }
    this.panels.push(panel);
    return panel;
  }

  private addMenu(panel: Panel, head: HTMLElement): void {
    panel.menu = new EditorMenu(sourceLabel(panel.source), () => panel.editor.view);
    head.append(...panel.menu.elements);
  }

  private addActions(panel: Panel, head: HTMLElement): void {
    for (const [text, act] of [
      [words.rename, this.actions.rename],
      [words.remove, this.actions.remove],
    ] as const) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "of-partial";
      button.textContent = text;
      button.addEventListener("click", () => act(partialName(panel.source)));
      head.append(button);
    }
    this.nameActions(panel);
  }

  private nameActions(panel: Panel): void {
    panel.menu?.setName(sourceLabel(panel.source));
    for (const button of panel.element.querySelectorAll<HTMLButtonElement>(".panel-head > .of-partial"))
      button.setAttribute("aria-label", words.actionOn(button.textContent ?? "", partialName(panel.source)));
  }
}

export function languageOf(source: Source, format: Format): EditorLanguage {
  if (source === "data") return "json";
  if (source === "helpers") return "javascript";
  return format === "html" ? "html template" : "markdown template";
}
