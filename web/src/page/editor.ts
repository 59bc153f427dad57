// One CodeMirror editor, with what all editors here have in common.

import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  indentOnInput,
  type LanguageSupport,
  syntaxHighlighting,
} from "@codemirror/language";
import { lintGutter, lintKeymap, type Diagnostic as Mark, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import {
  type ChangeSet,
  Compartment,
  EditorState,
  type Extension,
  type StateEffect,
  type Text,
  type Transaction,
} from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  gutters,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
  tooltips,
} from "@codemirror/view";
import { changedMiddle } from "../library/changes.ts";
import type { Diagnostic, Position } from "../library/contract.d.ts";
import { codeMirror, problems as words } from "../words/en.ts";
import { type Assistant, assistance } from "./assistance/assistance.ts";
import { pick } from "./assistance/picker.ts";
import { editorPosition, textOffset } from "./assistance/places.ts";
import { pointAt, pointed } from "./assistance/pointing.ts";
import { hasOtherParts } from "./assistance/structure.ts";
import { browserInput } from "./browser-input.ts";
import { withCode } from "./code-words.ts";
import { colours, editorTheme } from "./editor-theme.ts";
import { byId } from "./elements.ts";
import { handlebarsOverHTML, handlebarsOverMarkdown } from "./handlebars-language.ts";
import type { Remedies } from "./remedies.ts";
import type { TextEdit } from "./text-edit.ts";

export type EditorLanguage =
  | "markdown template"
  | "html template"
  | "json"
  | "json5"
  | "yaml"
  | "javascript"
  | "html"
  | "text";

export function languageSupport(language: EditorLanguage): LanguageSupport | [] {
  switch (language) {
    case "markdown template":
      return handlebarsOverMarkdown();
    case "html template":
    case "html":
      return handlebarsOverHTML();
    case "json":
      return json();
    case "yaml":
      return yaml();
    case "json5":
    case "javascript":
      return javascript();
    case "text":
      return [];
  }
}

/**
 * More than one selection is drawn by CodeMirror; one alone by the browser, whose caret blinks without an animation:
 * as long as anything is animated, browsers make frames at a fixed rate, and a keystroke waits for the next one.
 */
const drawnSelections = new Compartment();
const severalSelections: Extension = [
  EditorState.allowMultipleSelections.of(true),
  drawnSelections.of([]),
  EditorState.transactionExtender.of(({ startState, selection }) => {
    const are = startState.selection.ranges.length > 1;
    const willBe = selection ? selection.ranges.length > 1 : are;
    return willBe === are ? null : { effects: drawnSelections.reconfigure(willBe ? drawSelection() : []) };
  }),
];

/**
 * UTF-16 units. To wrap and to colour a line takes as long as it is; a longer one stands on one row, without colours, of
 * which only what is in view is drawn.
 */
const longLine = 20_000;

function hasLongLine(text: string): boolean {
  for (let start = 0; ; ) {
    const end = text.indexOf("\n", start);
    if ((end < 0 ? text.length : end) - start > longLine) return true;
    if (end < 0) return false;
    start = end + 1;
  }
}

export interface EditorOptions {
  label: string;
  language: EditorLanguage;
  text: string;
  /** What is shown in place of an empty text. */
  placeholder?: string;
  /**
   * Without it the text can only be read. An edit is reported before the editor shows it, so that the worker renders
   * while the editor works; `text` is the text when the editor has it.
   */
  onChange?: (text: () => string, edits: TextEdit[] | undefined) => void;
  /** Helps while one writes; with it the text is a template or data. */
  assistant?: Assistant;
  /** What can be done about what is marked. */
  remedies?: Remedies;
  /** Called when the caret has moved, or the editor was left. */
  onCaretMove?: () => void;
}

/** The edits that transactions are made of, each in units of the text after those before it. */
function editsOf(transactions: readonly Transaction[]): TextEdit[] {
  return transactions.flatMap(({ changes }) => {
    const edits: TextEdit[] = [];
    changes.iterChanges((from, to, _fromNow, _toNow, inserted) => {
      edits.unshift({ from, to, insert: inserted.toString() });
    });
    return edits;
  });
}

export class Editor {
  readonly view: EditorView;
  private readonly element = document.createElement("div");
  /** Where the text was scrolled to when it was taken off the page. */
  private scroll: StateEffect<unknown> | undefined;
  private readonly language = new Compartment();
  private readonly label = new Compartment();
  /** What takes as long as a line is long. */
  private readonly ofLines = new Compartment();
  private hasLongLine: boolean;
  /** The text is being replaced from outside. */
  private quiet = false;
  private marked: Diagnostic[] = [];
  /** Diagnostics that wait for the end of a composition. */
  private unmarked: Diagnostic[] | undefined;

  constructor(
    parent: Element,
    private readonly options: EditorOptions,
  ) {
    this.element.className = "editor";
    parent.append(this.element);
    this.hasLongLine = hasLongLine(options.text);
    this.view = new EditorView({
      parent: this.element,
      state: this.state(options.text),
      dispatchTransactions: (transactions, view) => this.take(transactions, view),
    });
  }

  private take(transactions: readonly Transaction[], view: EditorView): void {
    const { onChange } = this.options;
    const edited = onChange && !this.quiet && transactions.some(({ docChanged }) => docChanged);
    // Where a line ends with two signs, places in the editor are not those in the text.
    const counted = view.state.lineBreak.length === 1;
    if (edited && counted) onChange(() => view.state.sliceDoc(), editsOf(transactions));
    view.update(transactions);
    if (edited && !counted) onChange(() => view.state.sliceDoc(), undefined);
  }

  private state(text: string): EditorState {
    const { label, language, onChange, assistant, onCaretMove, placeholder: hint } = this.options;
    const editing: Extension = onChange
      ? [
          history(),
          browserInput,
          EditorView.domEventObservers({ compositionend: () => void setTimeout(() => this.markWaiting()) }),
          indentOnInput(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          lintGutter(),
          assistant ? assistance(assistant, language.endsWith("template")) : [],
          onCaretMove
            ? [
                EditorView.updateListener.of(({ selectionSet, docChanged }) => {
                  if (selectionSet || docChanged) onCaretMove();
                }),
                EditorView.domEventObservers({ blur: onCaretMove }),
              ]
            : [],
          keymap.of([{ key: "Mod-.", run: () => this.offerRemedies() }]),
        ]
      : [EditorState.readOnly.of(true)];
    return EditorState.create({
      doc: text,
      extensions: [
        // A file with the line ends of Windows keeps them.
        text.includes("\r\n") ? EditorState.lineSeparator.of("\r\n") : [],
        lineNumbers(),
        foldGutter({ foldingChanged: hasOtherParts }),
        gutters({ fixed: false }), // lines wrap: nothing scrolls below them
        tooltips({ parent: byId("tooltips") }), // an editor cuts off what stands out of it
        highlightSpecialChars(),
        severalSelections,
        this.ofLines.of(this.extensionsOfLines()),
        EditorState.transactionExtender.of(({ changes }) => this.whenLong(changes)),
        syntaxHighlighting(colours),
        editorTheme,
        EditorState.phrases.of(codeMirror),
        pointed,
        keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap]),
        this.language.of(this.hasLongLine ? [] : languageSupport(language)),
        this.label.of(EditorView.contentAttributes.of({ "aria-label": label })),
        EditorView.contentAttributes.of({ tabindex: "0" }), // axe knows no editable element as one that takes the focus
        hint ? placeholder(hint) : [],
        editing,
      ],
    });
  }

  private extensionsOfLines(): Extension {
    return this.hasLongLine ? [] : [bracketMatching(), highlightSelectionMatches(), EditorView.lineWrapping];
  }

  /** What else an edit does that brings a long line. */
  private whenLong(changes: ChangeSet): { effects: StateEffect<unknown>[] } | null {
    if (this.hasLongLine || changes.newLength - changes.length < longLine) return null;
    changes.iterChanges((_from, _to, _fromNow, _toNow, inserted) => {
      for (const line of inserted.iterLines()) this.hasLongLine ||= line.length > longLine;
    });
    return this.hasLongLine
      ? { effects: [this.ofLines.reconfigure(this.extensionsOfLines()), this.language.reconfigure([])] }
      : null;
  }

  text(): string {
    return this.view.state.sliceDoc();
  }

  /** Shows another text and keeps the place: only what differs is replaced, and can be undone. It is not reported as an edit. */
  show(text: string): void {
    const middle = changedMiddle(this.text(), text);
    if (!middle) return;
    const { from, to, insert } = middle;
    const isLong = hasLongLine(text);
    const differs = isLong !== this.hasLongLine;
    this.hasLongLine = isLong;
    if (isLong && !this.options.onChange) {
      // A new state draws what is in view alone; a changed one draws all of a line before it is measured.
      this.view.setState(this.state(text));
      return;
    }
    const effects = differs
      ? [
          this.ofLines.reconfigure(this.extensionsOfLines()),
          this.language.reconfigure(isLong ? [] : languageSupport(this.options.language)),
        ]
      : [];
    this.quiet = true;
    // Undone apart from what was typed right before it.
    this.view.dispatch({ changes: { from, to, insert }, effects, annotations: isolateHistory.of("full") });
    this.quiet = false;
  }

  setLanguage(language: EditorLanguage): void {
    if (language === this.options.language) return;
    this.options.language = language;
    if (this.hasLongLine) return;
    this.view.dispatch({ effects: this.language.reconfigure(languageSupport(language)) });
  }

  setLabel(label: string): void {
    this.options.label = label;
    this.view.dispatch({
      effects: this.label.reconfigure(EditorView.contentAttributes.of({ "aria-label": label })),
    });
  }

  /**
   * Underlines the places of diagnostics. While a text is composed its line must not be drawn anew: the browser would
   * begin the composition again, behind what it has written already.
   */
  mark(diagnostics: Diagnostic[]): void {
    this.unmarked = this.view.composing ? diagnostics : undefined;
    if (this.unmarked) return;
    const { doc } = this.view.state;
    const marks = diagnostics.map((d): Mark => {
      const { from, to } = rangeOf(doc, d);
      return {
        from,
        to,
        severity: d.severity,
        message: d.message.replaceAll("`", ""),
        renderMessage: () => this.messageOf(d),
      };
    });
    this.marked = diagnostics;
    this.view.dispatch(setDiagnostics(this.view.state, marks));
  }

  /** The message of a diagnostic with what can be done about it. */
  private messageOf(diagnostic: Diagnostic): HTMLElement {
    const element = document.createElement("div");
    element.append(...withCode(diagnostic.message));
    void this.options.remedies?.(diagnostic).then((remedies) => {
      for (const { label, apply } of remedies) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "cm-remedy";
        button.append(...withCode(label));
        button.addEventListener("click", apply);
        element.append(button);
      }
    });
    return element;
  }

  /** Offers what can be done about what is wrong on the line of the caret. */
  private offerRemedies(): boolean {
    const { remedies } = this.options;
    const { doc, selection } = this.view.state;
    const line = doc.lineAt(selection.main.head);
    const here = this.marked.filter((one) => {
      const { from, to } = rangeOf(doc, one);
      return from <= line.to && to >= line.from;
    });
    if (!remedies || here.length === 0) return false;
    void Promise.all(here.map(remedies)).then(async (lists) => {
      const all = lists.flat();
      const [only] = all;
      if (!only) return;
      const items = all.map((remedy) => ({ label: remedy.label.replaceAll("`", ""), value: remedy }));
      const chosen = all.length === 1 ? only : await pick(words.whatToDo, items);
      chosen?.apply();
      this.view.focus();
    });
    return true;
  }

  /** Whether a diagnostic is about the tag, or in data the line, that is being typed in. */
  isTypedIn(diagnostic: Diagnostic): boolean {
    const { doc, selection } = this.view.state;
    if (!this.view.hasFocus) return false;
    const { head } = selection.main;
    const { from, to } = rangeOf(doc, diagnostic);
    const line = doc.lineAt(head);
    if (!this.options.language.endsWith("template")) return from <= line.to && to >= line.from;
    const before = doc.sliceString(Math.max(0, head - 500), head);
    const open = before.lastIndexOf("{{");
    if (open < 0 || before.indexOf("}}", open) >= 0) return false;
    return to >= head - (before.length - open) && from <= line.to;
  }

  /** Where the caret is, in UTF-16 units of the text. */
  get caret(): number {
    return textOffset(this.view.state, this.view.state.selection.main.head);
  }

  /** The first place of the text that is in view. */
  get topOffset(): number {
    const { view } = this;
    const { top } = view.scrollDOM.getBoundingClientRect();
    return textOffset(view.state, view.lineBlockAtHeight(Math.max(0, top - view.documentTop + 4)).from);
  }

  /** Shows a place at the top. */
  scrollTo(offset: number): void {
    const position = editorPosition(this.view.state, offset);
    this.view.dispatch({ effects: EditorView.scrollIntoView(position, { y: "start" }) });
  }

  /** Selects a part of the text, and shows it; the editor gets the focus if it is asked to. */
  select(from: number, to: number, focus = true): void {
    const { state } = this.view;
    const [anchor, head] = [editorPosition(state, from), editorPosition(state, to)];
    this.view.dispatch({
      selection: { anchor, head },
      effects: EditorView.scrollIntoView(anchor, { y: "center" }),
    });
    if (focus) this.view.focus();
  }

  /** Marks parts of the text, beside its selection. */
  point(ranges: { from: number; to: number }[]): void {
    this.view.dispatch({
      effects: pointAt.of(
        ranges.map(({ from, to }) => ({
          from: editorPosition(this.view.state, from),
          to: editorPosition(this.view.state, to),
        })),
      ),
    });
  }

  /** The line on which a place is. */
  lineAt(offset: number): string {
    const { state } = this.view;
    return state.doc.lineAt(editorPosition(state, offset)).text.trim();
  }

  private markWaiting(): void {
    if (this.unmarked) this.mark(this.unmarked);
  }

  /** Selects the place of a diagnostic and puts the caret there. */
  goTo(diagnostic: Diagnostic): void {
    const { from, to } = rangeOf(this.view.state.doc, diagnostic);
    this.view.dispatch({
      selection: { anchor: from, head: to },
      effects: EditorView.scrollIntoView(from, { y: "center" }),
    });
    this.view.focus();
  }

  focus(): void {
    this.view.focus();
  }

  /** Puts the editor on the page again, as it was. */
  attach(parent: Element): void {
    parent.append(this.element);
    this.restoreScroll();
  }

  /** Takes the editor off the page; its text, history and caret stay. */
  detach(): void {
    this.rememberScroll();
    this.element.remove();
  }

  /** To be called before an element around the editor leaves the page, where nothing is scrolled. */
  rememberScroll(): void {
    if (this.element.isConnected) this.scroll = this.view.scrollSnapshot();
  }

  restoreScroll(): void {
    this.view.requestMeasure();
    if (this.scroll) this.view.dispatch({ effects: this.scroll });
    this.scroll = undefined;
  }

  destroy(): void {
    this.view.destroy();
    this.element.remove();
  }
}

/** Places are given by line and column, for an editor counts a line end as one. */
function offsetOf(doc: Text, { line, column }: Position): number {
  const { from, to } = doc.line(Math.max(1, Math.min(line, doc.lines)));
  return Math.min(from + column - 1, to);
}

/** A range that can be seen: an empty one takes a neighbour in. */
function rangeOf(doc: Text, diagnostic: Diagnostic): { from: number; to: number } {
  const from = offsetOf(doc, diagnostic.from);
  const to = Math.max(from, offsetOf(doc, diagnostic.to));
  if (to > from) return { from, to };
  return from < doc.length ? { from, to: from + 1 } : { from: Math.max(0, from - 1), to };
}
