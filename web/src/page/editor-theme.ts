// How editors look: the colours of their texts, and everything around these. Both themes are in the variables of page.css.
import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const colours = HighlightStyle.define([
  { tag: tags.processingInstruction, color: "var(--code-tag)", fontWeight: "600" },
  { tag: [tags.keyword, tags.controlKeyword], color: "var(--code-keyword)", fontWeight: "600" },
  { tag: [tags.variableName, tags.propertyName, tags.attributeName], color: "var(--code-name)" },
  { tag: [tags.string, tags.attributeValue, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--code-number)" },
  { tag: [tags.comment, tags.blockComment], color: "var(--code-comment)", fontStyle: "italic" },
  { tag: tags.operator, color: "var(--code-tag)" },
  { tag: [tags.tagName, tags.angleBracket], color: "var(--code-tag)" },
  { tag: tags.heading, color: "var(--code-heading)", fontWeight: "650" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: [tags.link, tags.url], color: "var(--code-heading)" },
  { tag: tags.monospace, color: "var(--code-string)" },
  { tag: tags.invalid, color: "var(--error)" },
]);

export const editorTheme = EditorView.theme({
  "&": { backgroundColor: "var(--ground)", color: "var(--ink)", fontSize: ".875rem", height: "100%" },
  "&.cm-focused": { outline: "none" },
  // Above lines and gutters, whose grounds would cover an outline.
  "&.cm-focused::after": {
    content: '""',
    position: "absolute",
    inset: "0",
    zIndex: "300",
    border: "2px solid var(--accent)",
    pointerEvents: "none",
  },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-content": { padding: ".4rem 0", caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": {
    backgroundColor: "var(--raised)",
    color: "var(--soft)",
    borderRight: "1px solid var(--line)",
  },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--active)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection":
    { backgroundColor: "var(--selection)" },
  ".cm-selectionMatch": { backgroundColor: "color-mix(in srgb, var(--accent) 18%, transparent)" },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "color-mix(in srgb, var(--accent) 30%, transparent)",
  },
  ".cm-tag-of-block": { backgroundColor: "color-mix(in srgb, var(--accent) 20%, transparent)" },
  ".cm-pointed": { backgroundColor: "color-mix(in srgb, var(--warning) 45%, transparent)" },
  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-panel.cm-search": { font: "inherit", padding: ".3rem .5rem" },
  ".cm-panel.cm-search input, .cm-panel.cm-search button": { font: "inherit", fontSize: ".8125rem" },
  ".cm-textfield, .cm-button": {
    backgroundColor: "var(--ground)",
    backgroundImage: "none",
    color: "var(--ink)",
    border: "1px solid var(--line)",
    borderRadius: ".3rem",
  },
  ".cm-searchMatch": { backgroundColor: "color-mix(in srgb, var(--warning) 35%, transparent)" },
  ".cm-searchMatch-selected": { backgroundColor: "color-mix(in srgb, var(--warning) 70%, transparent)" },
  ".cm-tooltip": {
    backgroundColor: "var(--raised)",
    color: "var(--ink)",
    border: "1px solid var(--line)",
    borderRadius: ".4rem",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "16em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".15rem .5rem", lineHeight: "1.5" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--selection)",
    color: "var(--ink)",
    outline: "1px solid var(--accent)",
  },
  ".cm-completionDetail": { color: "var(--soft)", fontStyle: "normal", marginLeft: "1em" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-tooltip.cm-completionInfo": { fontFamily: "system-ui, sans-serif", padding: ".3rem .5rem" },
  ".cm-explanation": { fontFamily: "system-ui, sans-serif", padding: ".35rem .6rem", maxWidth: "30rem" },
  ".cm-explanation p": { margin: "0 0 .15rem", overflowWrap: "anywhere" },
  ".cm-explanation code": { fontFamily: "var(--mono)", fontSize: ".9em" },
  ".cm-remedy": {
    display: "block",
    margin: ".25rem 0 .1rem",
    padding: ".1rem .5rem",
    font: "inherit",
    minHeight: "0",
    color: "var(--accent)",
  },
  ".cm-diagnostic": { fontFamily: "system-ui, sans-serif", borderLeftWidth: "4px" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--error) 1.5px",
    textUnderlineOffset: "3px",
  },
  ".cm-lintRange-warning": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--warning) 1.5px",
    textUnderlineOffset: "3px",
  },
  ".cm-lintRange-info": {
    backgroundImage: "none",
    textDecoration: "underline dotted var(--info) 1.5px",
    textUnderlineOffset: "3px",
  },
  ".cm-gutter-lint": { width: "1em" },
  ".cm-placeholder": { color: "var(--soft)" },
  ".cm-foldPlaceholder": {
    backgroundColor: "var(--raised)",
    borderColor: "var(--line)",
    color: "var(--soft)",
  },
});
