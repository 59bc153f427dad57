// A finished page as a file of its own.
import type { Format } from "../library/contract.d.ts";
import { isDocument } from "./document-start.ts";
import style from "./page.frame.css";

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** HTML that shows a page as the preview does, with its styles; a document of its own is what it is. */
export function pageFile(html: string, format: Format, title: string, theme: string): string {
  if (format === "html" && isDocument(html)) return html;
  return `<!doctype html>
<html lang="en" data-format="${format}" data-theme="${theme === "dark" ? "dark" : theme === "light" ? "light" : "system"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main class="livebars-page">
${html}
</main>
</body>
</html>
`;
}
