// A page that is a document of its own (`<!doctype html>`, `<html>`, `<head>`, `<body>`): the frame's document is that
// document, with its doctype, its root and its body, and nothing of ours between them.
import { bodyOf, doctypeOf, headOf, rewrite, rootOf } from "./dom.ts";
import { boundReferences, refers } from "./references.ts";
import { reviseAttributes, reviseChildren } from "./revise.ts";
import { sanitized } from "./sanitize.ts";

/** Whether HTML is a document: whether it begins as one, after comments and white space. */
export function isDocument(html: string): boolean {
  let at = 0;
  for (;;) {
    while (/\s/.test(html.charAt(at))) at++;
    const end = html.startsWith("<!--", at) ? "-->" : html.startsWith("<?", at) ? ">" : "";
    if (!end) return /^<(?:!doctype|html|head|body)(?![\w-])/i.test(html.slice(at, at + 10));
    const found = html.indexOf(end, at + 2);
    if (found < 0) return false;
    at = found + end.length;
  }
}

/** A doctype as text; "" for none, which browsers show in quirks mode. */
function textOf(doctype: DocumentType | null): string {
  if (!doctype) return "";
  const { name, publicId, systemId } = doctype;
  const quoted = (text: string) => {
    const clean = text.replace(/[<>]/g, "");
    return clean.includes('"') ? `'${clean.replaceAll("'", "")}'` : `"${clean}"`;
  };
  const named = `<!DOCTYPE ${/^[\w.-]+$/.test(name) ? name : "html"}`;
  if (publicId) return `${named} PUBLIC ${quoted(publicId)}${systemId ? ` ${quoted(systemId)}` : ""}>`;
  return systemId ? `${named} SYSTEM ${quoted(systemId)}>` : `${named}>`;
}

/** HTML as a document that no window shows: nothing of it runs or is loaded. */
export interface ParsedDocument {
  doctype: string;
  tree: Document;
}

export function parsedDocument(html: string): ParsedDocument {
  const tree = new DOMParser().parseFromString(html, "text/html");
  return { doctype: textOf(doctypeOf(tree)), tree };
}

/** HTML of a whole document without what a page may not have, with more at the start of its head. */
export function guardedHTML(html: string, ownHead: string): string {
  const { doctype, tree } = parsedDocument(html);
  const root = rootOf(tree);
  sanitized([root], "about:srcdoc");
  boundReferences([root]);
  headOf(tree).insertAdjacentHTML("afterbegin", ownHead);
  return `${doctype}${root.outerHTML}`;
}

/** The document of the frame as it shows a whole document. */
export class DocumentView {
  /** How many nodes at the start of the head are ours, and stay. */
  private readonly own: number;

  /** `ownHead` is HTML that stays at the start of the head: the policy. */
  constructor(
    private readonly document: Document,
    readonly doctype: string,
    ownHead: string,
    private readonly isGuarded: boolean,
  ) {
    rewrite(document, `${doctype}<html><head>${ownHead}</head><body></body></html>`);
    this.own = headOf(document).childNodes.length;
  }

  /** Tells whether references were taken out that would draw too much. */
  show({ tree }: ParsedDocument): boolean {
    const [root, body] = [rootOf(tree), bodyOf(tree)];
    if (this.isGuarded) sanitized([root], "");
    const isBounded = refers([root]) && boundReferences([root]);
    const shown = bodyOf(this.document);
    reviseAttributes(rootOf(this.document), root);
    reviseChildren(headOf(this.document), headOf(tree), this.own);
    reviseAttributes(shown, body);
    reviseChildren(shown, body);
    return isBounded;
  }

  /** The height of the page, in CSS pixels. */
  get height(): number {
    const [root, body] = [rootOf(this.document), bodyOf(this.document)];
    // In quirks mode the root is as high as the frame.
    if (this.doctype) return Math.ceil(root.getBoundingClientRect().height);
    const { marginTop, marginBottom } = getComputedStyle(body);
    return Math.ceil(body.offsetHeight + Number.parseFloat(marginTop) + Number.parseFloat(marginBottom));
  }

  /** The elements whose sizes make the height. */
  get sized(): Element[] {
    return [rootOf(this.document), bodyOf(this.document)];
  }
}
