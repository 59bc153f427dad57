// The texts of two versions side by side: what differs can be taken over, piece by piece.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { syntaxHighlighting } from "@codemirror/language";
import { MergeView } from "@codemirror/merge";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { codeMirror, compare as words } from "../../words/en.ts";
import { type EditorLanguage, languageSupport } from "../editor.ts";
import { colours, editorTheme } from "../editor-theme.ts";

/** Longer texts are compared less thoroughly, and shown in one piece. */
const limits = { scanLimit: 1000, timeout: 500 };

export interface ComparedTexts {
  before: string;
  now: string;
  labels: { before: string; now: string };
  language: EditorLanguage;
  /** Called with the text of now when pieces were taken over, or it was edited. */
  onChange(text: string): void;
}

/** Shows two texts in an element; the result takes them away. */
export function showTexts(parent: HTMLElement, texts: ComparedTexts): () => void {
  const { before, now, labels, language, onChange } = texts;
  const extensions = (text: string, label: string): Extension[] => [
    text.includes("\r\n") ? EditorState.lineSeparator.of("\r\n") : [],
    lineNumbers(),
    languageSupport(language),
    syntaxHighlighting(colours),
    editorTheme,
    EditorState.phrases.of(codeMirror),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": label }),
  ];
  const view = new MergeView({
    a: {
      doc: before,
      extensions: [extensions(before, labels.before), EditorState.readOnly.of(true)],
    },
    b: {
      doc: now,
      extensions: [
        extensions(now, labels.now),
        history(),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) onChange(state.sliceDoc());
        }),
      ],
    },
    parent,
    revertControls: "a-to-b",
    renderRevertControl: () => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "→";
      button.setAttribute("aria-label", words.takeOver);
      button.title = words.takeOver;
      return button;
    },
    collapseUnchanged: { margin: 3, minSize: 8 },
    diffConfig: limits,
  });
  return () => view.destroy();
}
