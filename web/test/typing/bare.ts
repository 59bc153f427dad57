// A page of bare CodeMirror editors with the keys and languages of Livebars', in the same places: what people type into
// both must come out the same.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import { json } from "@codemirror/lang-json";
import { foldGutter, foldKeymap, indentOnInput } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { handlebarsOverMarkdown } from "../../src/page/handlebars-language.ts";

export interface BareEditor {
  text: string;
  language: keyof typeof languages;
}

const languages = { template: handlebarsOverMarkdown, json, javascript };

const look = EditorView.theme({
  "&": { fontSize: "14px", height: "100%" },
  ".cm-scroller": {
    fontFamily: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
    lineHeight: "1.55",
    overflowX: "hidden", // a text as wide as the site's may be too wide here; a scroll bar would lie over the last line
  },
  ".cm-content": { padding: "0.4rem 0" },
  ".cm-gutter-lint": { width: "1em" },
  ".cm-gutters": { borderRight: "1px solid #ddd" },
});

function open({ text, language }: BareEditor): void {
  const parent = document.createElement("div");
  parent.style.position = "fixed"; // the probe places it
  document.body.append(parent);
  new EditorView({
    parent,
    doc: text,
    extensions: [
      history(),
      indentOnInput(),
      lineNumbers(),
      foldGutter(),
      lintGutter(),
      EditorState.allowMultipleSelections.of(true),
      EditorView.lineWrapping,
      keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap]),
      languages[language](),
      look,
    ],
  });
  // What Tab reaches between two editors.
  document.body.append(document.createElement("button"));
}

(globalThis as unknown as { openEditors: (editors: BareEditor[]) => void }).openEditors = (editors) => {
  document.body.prepend(document.createElement("button"));
  for (const editor of editors) open(editor);
};
