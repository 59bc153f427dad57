// Links and files, for programs: dist/share.js.
export { documentsOf } from "./documents.ts";
export { fileOf } from "./file.ts";
export { decodeLink, encodeLink, isLink, largestState } from "./link.ts";
