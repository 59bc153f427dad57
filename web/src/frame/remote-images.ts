// Whether a page would ask other sites for images. HTML is read in one pass: whatever stands there, each character is looked
// at a few times at most.

/** Attributes whose address is loaded; `href` only where it leads nowhere by a click. */
const loading = new Set(["src", "srcset", "poster", "background", "data", "xlink:href", "href"]);

const spaces = /\s/;

/** Whether HTML names images, or other media, of other sites. */
export function wantsRemoteImages(html: string): boolean {
  return namesRemote(html) || stylesRemote(html);
}

function namesRemote(html: string): boolean {
  let at = html.indexOf("<");
  while (at >= 0 && at < html.length) {
    let end = at + 1;
    if (!/[a-z]/i.test(html.charAt(end))) {
      at = html.indexOf("<", end);
      continue;
    }
    while (end < html.length && !/[\s/>]/.test(html.charAt(end))) end++;
    const name = html.slice(at + 1, Math.min(end, at + 20)).toLowerCase();
    at = end;
    const leads = name === "a" || name === "area";
    for (;;) {
      while (at < html.length && /[\s/]/.test(html.charAt(at))) at++;
      if (at >= html.length || html[at] === ">") break;
      const start = at++;
      while (at < html.length && !/[\s/>=]/.test(html.charAt(at))) at++;
      const attribute = html.slice(start, Math.min(at, start + 20)).toLowerCase();
      while (spaces.test(html.charAt(at))) at++;
      if (html[at] !== "=") continue;
      at++;
      while (spaces.test(html.charAt(at))) at++;
      const quote = html[at] === '"' || html[at] === "'" ? html.charAt(at) : "";
      const from = quote ? at + 1 : at;
      at = from;
      if (quote) {
        const close = html.indexOf(quote, from);
        at = close < 0 ? html.length : close;
      } else while (at < html.length && !/[\s>]/.test(html.charAt(at))) at++;
      if (
        loading.has(attribute) &&
        !(leads && attribute.endsWith("href")) &&
        /\/\/|\\\\|\/\\|\\\//.test(html.slice(from, at))
      )
        return true;
      if (quote) at++;
    }
    at = html.indexOf("<", at);
  }
  return false;
}

/** Addresses in styles; the patterns stand at one place each, so none is looked for twice. */
function stylesRemote(html: string): boolean {
  const start = /(?:url|image-set|image|src)\(|@import/gi;
  const remote = /\s*(?:url\(\s*)?(?:["']|&quot;|&#0*39;|&#x0*27;)?\s*(?:https?:)?(?:\/\/|\\\\)/iy;
  while (start.exec(html)) {
    remote.lastIndex = start.lastIndex;
    if (remote.test(html)) return true;
  }
  return false;
}
