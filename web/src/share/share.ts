// Links and files, for programs: dist/share.js.
export { documentsOf, fileOf } from "./file.ts";
export { decodeLink, encodeLink, isLink, largestState } from "./link.ts";
