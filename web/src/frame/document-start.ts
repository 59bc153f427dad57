// Where a page is a document of its own.

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
