// Files that are loaded when they are needed. The page says where they are: a bundler may have given them other names,
// and it looks for addresses in the scripts of a page, not in those of a worker.

/** Where they lie, relative to the page's script; set by the build. */
declare const DATA_KINDS_FILE: string;
declare const HELPER_SETS_FILE: string;

/** Addresses. */
export interface Files {
  /** The readers of data that are not JSON. */
  dataKinds: string;
  /** The sets of helpers that Livebars has. */
  helperSets: string;
}

export const filesOfPage = (): Files => ({
  dataKinds: absolute(new URL(DATA_KINDS_FILE, import.meta.url)).href,
  helperSets: absolute(new URL(HELPER_SETS_FILE, import.meta.url)).href,
});

/** A whole address: Turbopack's objects for the files of a script hold one without its origin. */
export const absolute = (address: URL): URL => new URL(address.href, globalThis.location?.href);
