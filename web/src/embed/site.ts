// Where the site of Livebars lies.

/** The folder of this script. Made without `new URL("…", import.meta.url)`, in which bundlers look for a file. */
export const ownSite = new URL(import.meta.url.replace(/[^/]*$/, ""));

/** The site whose editor an element shows. */
export function siteOf(element: HTMLElement): URL {
  const named = element.getAttribute("site");
  return named === null ? ownSite : new URL(named.replace(/\/?$/, "/"), document.baseURI);
}
