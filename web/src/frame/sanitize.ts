// What a page from a stranger may not bring, though neither the sandbox nor the policy of the frame is there to stop
// it. Scripts are stopped by both of them; what is taken out here beside them steers the frame, or tells others that
// it was opened. Links work without a listener of ours: WebKit calls none inside of a frame that runs no scripts.
import { isAllowed } from "./allowed-attributes.ts";
import {
  attribute,
  attributeNames,
  dropAttribute,
  find,
  isHTML,
  isMathML,
  nameOf,
  setAttributeOf,
  take,
} from "./dom.ts";
import { isAllowedLink } from "./link-protocols.ts";

/** Elements that would lead the frame away, load others, or change how addresses are read. */
const elements =
  "script, base, meta:not([name=color-scheme i], [name=viewport i]), link, iframe, frame, frameset, object, embed, applet, " +
  "portal, fencedframe, animate[attributeName$=href i], set[attributeName$=href i], animate[attributeName=target i], " +
  "set[attributeName=target i]";

/**
 * Takes out of new nodes what they may not have; gives those that are left. `anchors` stands before the anchors of the
 * page itself: in a document of `srcdoc`, `#name` alone is read as an address of the page around.
 */
export function sanitized(nodes: ChildNode[], anchors: "" | "about:srcdoc"): ChildNode[] {
  const out = new Set<Node>(find(nodes, elements));
  for (const element of out) take(element);
  const left = nodes.filter((node) => !out.has(node));
  for (const element of find(left, "*")) {
    // Attributes of elements that only we know mean nothing to a browser but what they mean on all elements.
    const isOurs = nameOf(element).startsWith("doc-");
    for (const name of attributeNames(element))
      if (!isAllowed(name) && !(isOurs && /^[a-z]+$/.test(name) && !name.startsWith("on")))
        dropAttribute(element, name);
    const leads = linkAttributes(element);
    if (leads.length > 0) guardLink(element, leads, anchors);
  }
  return left;
}

/** The attributes by which a click on an element leads elsewhere: of links of HTML, SVG and MathML. */
function linkAttributes(element: Element): string[] {
  const localName = nameOf(element);
  const isLink = isHTML(element)
    ? localName === "a" || localName === "area"
    : localName === "a" || isMathML(element);
  return isLink ? ["href", "xlink:href"].filter((name) => attribute(element, name) !== null) : [];
}

function guardLink(element: Element, names: string[], anchors: string): void {
  for (const name of names) {
    const address = (attribute(element, name) ?? "").trim();
    if (address.startsWith("#") && !isMathML(element)) {
      setAttributeOf(element, name, anchors + address);
      continue;
    }
    if (isMathML(element) || !isAllowedLink(address)) {
      dropAttribute(element, name); // a relative address leads nowhere here
      continue;
    }
    setAttributeOf(element, "target", "_blank");
    setAttributeOf(element, "rel", "noopener noreferrer");
  }
}
