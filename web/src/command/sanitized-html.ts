// HTML without what a page may not bring: the rules of frame/sanitize.ts, where there is no browser to read it.
import { type DefaultTreeAdapterTypes, html as names, parse, parseFragment, serialize } from "parse5";
import { isAllowed } from "../frame/allowed-attributes.ts";
import { isAllowedLink } from "../frame/link-protocols.ts";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const refused = new Set(
  "script base link iframe frame frameset object embed applet portal fencedframe".split(" "),
);

/** The sandbox runs no scripts: `<noscript>` is read as its content. */
const options = { scriptingEnabled: false };

/** A page of HTML, or a document if it is one. */
export function sanitizedHTML(html: string, isDocument: boolean): string {
  const root = isDocument ? parse(html, options) : parseFragment(html, options);
  clean(root);
  return serialize(root);
}

function clean(node: Node): void {
  if ("content" in node) clean(node.content);
  if (!("childNodes" in node)) return;
  node.childNodes = node.childNodes.filter(
    (child) => !("tagName" in child) || mayStay(child),
  ) as Element["childNodes"];
  for (const child of node.childNodes) {
    if ("tagName" in child) cleanAttributes(child);
    clean(child);
  }
}

function mayStay({ tagName, attrs }: Element): boolean {
  const value = (name: string) =>
    attrs.find((one) => one.name.toLowerCase() === name)?.value.toLowerCase() ?? "";
  if (tagName === "meta") return ["color-scheme", "viewport"].includes(value("name"));
  if (tagName === "animate" || tagName === "set") return !/href$|^target$/.test(value("attributename"));
  return !refused.has(tagName);
}

function cleanAttributes(element: Element): void {
  const { tagName, namespaceURI } = element;
  const isOurs = tagName.startsWith("doc-");
  const isMath = namespaceURI === names.NS.MATHML;
  const isLink = isMath || tagName === "a" || (tagName === "area" && namespaceURI === names.NS.HTML);
  let leadsOut = false;
  element.attrs = element.attrs.flatMap((attribute) => {
    const name = attribute.prefix ? `${attribute.prefix}:${attribute.name}` : attribute.name;
    if (!isAllowed(name) && !(isOurs && /^[a-z]+$/.test(name) && !name.startsWith("on"))) return [];
    if (!isLink || (name !== "href" && name !== "xlink:href")) return [attribute];
    const address = attribute.value.trim();
    // In a document of `srcdoc`, `#name` alone is read as an address of the page around.
    if (address.startsWith("#") && !isMath) return [{ ...attribute, value: `about:srcdoc${address}` }];
    if (isMath || !isAllowedLink(address)) return [];
    leadsOut = true;
    return [attribute];
  });
  if (leadsOut)
    element.attrs.push({ name: "target", value: "_blank" }, { name: "rel", value: "noopener noreferrer" });
}
