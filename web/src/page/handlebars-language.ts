// Handlebars for CodeMirror: the tags are a language of their own, laid over Markdown or HTML, which a parser
// of its own reads between them.
import { html } from "@codemirror/lang-html";
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { defineLanguageFacet, Language, LanguageSupport, ParseContext } from "@codemirror/language";
import {
  type Input,
  NodeSet,
  NodeType,
  Parser,
  type ParseWrapper,
  type PartialParse,
  parseMixed,
  Tree,
  type TreeFragment,
} from "@lezer/common";
import { styleTags, tags } from "@lezer/highlight";

const names = [
  "Template",
  "Text",
  "Comment",
  "Brace",
  "Keyword",
  "Name",
  "String",
  "Number",
  "Literal",
  "Mark",
] as const;
type Name = (typeof names)[number];

const nodeSet = new NodeSet(
  names.map((name, id) => NodeType.define({ id, name, top: name === "Template" })),
).extend(
  styleTags({
    Comment: tags.blockComment,
    Brace: tags.processingInstruction,
    Keyword: tags.controlKeyword,
    Name: tags.variableName,
    String: tags.string,
    Number: tags.number,
    Literal: tags.bool,
    Mark: tags.operator,
  }),
);

const ids = Object.fromEntries(names.map((name, id) => [name, id])) as Record<Name, number>;

/** The size of a node without children, as `Tree.build` counts. */
const leaf = 4;

/** Takes a piece of a template, from one place to another. */
type Put = (name: Name, from: number, to: number) => void;

const opening = /\{\{\{\{\/?|\{\{~?(?:#>|#\*?|[/^>&{*]|(?=!))?/y;
const token =
  /(~?\}{2,4}|\}~\}\})|("(?:\\"|[^"])*"|'(?:\\'|[^'])*')|(-?\d+(?:\.\d+)?(?=[~}\s)]))|(true|false|null|undefined)(?=[~}\s)])|(as(?=\s+\|)|else\b)|(\[(?:\\\]|[^\]])*\]|[^\s!"#%-,./;->@[-^`{-~]+)|(\s+)|([\s\S])/y;

/** Cuts a template into text and the tokens of tags. */
function cut(text: string, put: Put): void {
  let at = 0;
  while (at < text.length) {
    let open = text.indexOf("{{", at);
    while (open > 0 && text[open - 1] === "\\" && text[open - 2] !== "\\")
      open = text.indexOf("{{", open + 2);
    if (open < 0) open = text.length;
    if (open > at) put("Text", at, open);
    at = open < text.length ? tag(text, open, put) : open;
  }
}

/** Reads the tag at `from` and returns where it ends. */
function tag(text: string, from: number, put: Put): number {
  const comment = /^\{\{~?!(--)?/.exec(text.slice(from, from + 6));
  if (comment) {
    const close = comment[1] ? /--~?\}\}/g : /\}\}/g;
    close.lastIndex = from + comment[0].length - (comment[1] ? 2 : 0);
    const found = close.exec(text);
    const end = found ? found.index + found[0].length : text.length;
    put("Comment", from, end);
    return end;
  }
  opening.lastIndex = from;
  const mark = opening.exec(text)?.[0] ?? "{{";
  put("Brace", from, from + mark.length);
  let keyword = /[#/^]/.test(mark);
  for (let at = from + mark.length; at < text.length; ) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (!match || text.startsWith("{{", at)) return at;
    const [all, close, string, number, literal, word, name, space] = match;
    const end = at + all.length;
    if (close) {
      put("Brace", at, end);
      return end;
    }
    if (string) put("String", at, end);
    else if (number) put("Number", at, end);
    else if (literal) put("Literal", at, end);
    else if (word) put("Keyword", at, end);
    else if (name) put(keyword ? "Keyword" : "Name", at, end);
    else if (!space) put("Mark", at, end);
    if (!space) keyword = word === "else";
    at = end;
  }
  return text.length;
}

/**
 * How many characters behind what is in view are read. CodeMirror would read 100,000 again at each edit, which takes
 * longer than the rest of a keystroke.
 */
const ahead = 10_000;

/** How far a text is read; the editor goes on when what is behind comes into view. */
function readUntil(end: number): number {
  const context = ParseContext.get();
  if (!context) return end;
  const read = Math.min(end, context.viewport.to + ahead);
  // CodeMirror keeps what was skipped by earlier parses: one more piece for each edit.
  const { skipped } = context as unknown as { skipped?: unknown[] };
  if (skipped) skipped.length = 0;
  if (read < end) context.skipUntilInView(read, end);
  return read;
}

class TemplateParser extends Parser {
  constructor(private readonly wrap: ParseWrapper) {
    super();
  }

  override createParse(
    input: Input,
    fragments: readonly TreeFragment[],
    ranges: readonly { from: number; to: number }[],
  ): PartialParse {
    let stoppedAt: number | null = null;
    const parse: PartialParse = {
      parsedPos: 0,
      get stoppedAt() {
        return stoppedAt;
      },
      stopAt(at) {
        stoppedAt = at;
      },
      advance() {
        const end = Math.min(stoppedAt ?? input.length, input.length);
        const read = readUntil(end);
        const buffer: number[] = [];
        cut(input.read(0, read), (name, from, to) => buffer.push(ids[name], from, to, leaf));
        return Tree.build({ buffer, nodeSet, topID: ids.Template, length: end });
      },
    };
    return this.wrap(parse, input, fragments, ranges);
  }
}

/**
 * Where a paragraph of Markdown or a line of HTML has more characters no colours but those of the tags are shown: the
 * parsers take quadratic time on some, and nobody can type meanwhile.
 */
const longestPiece = 20_000;

function hasLongPiece(text: string, end: string): boolean {
  for (let from = 0; from < text.length; ) {
    const found = text.indexOf(end, from);
    const to = found < 0 ? text.length : found;
    if (to - from > longestPiece) return true;
    from = to + end.length;
  }
  return false;
}

/** Lays the tags over a language, whose pieces end with `end`. */
function over(base: LanguageSupport, end: string): LanguageSupport {
  const { parser } = base.language;
  const wrap = parseMixed((node, input) =>
    node.type.name === "Template" && !hasLongPiece(input.read(0, node.to), end)
      ? { parser, overlay: (inner) => inner.type.name === "Text" }
      : null,
  );
  const data = defineLanguageFacet({ commentTokens: { block: { open: "{{!--", close: "--}}" } } });
  return new LanguageSupport(new Language(data, new TemplateParser(wrap), [], "handlebars"), base.support);
}

export const handlebarsOverMarkdown = () =>
  over(markdown({ base: markdownLanguage, addKeymap: false }), "\n\n");
export const handlebarsOverHTML = () => over(html(), "\n");
