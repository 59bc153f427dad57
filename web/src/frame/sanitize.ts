// What a page from a stranger may not bring, though neither the sandbox nor the policy of the frame is there to stop
// it. Scripts are stopped by both of them; what is taken out here beside them steers the frame, or tells others that
// it was opened.
import { attribute, attributeNames, dropAttribute, find, setAttributeOf, take } from "./dom.ts";

/** Elements that would lead the frame away, load others, or change how addresses are read. */
const elements =
  "script, base, meta, link, iframe, frame, frameset, object, embed, applet, portal, fencedframe, " +
  "animate[attributeName$=href i], set[attributeName$=href i]";

/** Attributes beside `on…`: new windows, notices of clicks, and what takes the focus from the person. */
const attributes = new Set(["target", "ping", "autofocus", "formaction", "formtarget", "nonce", "is"]);

/** Takes out of new nodes what they may not have; gives those that are left. */
export function sanitized(nodes: ChildNode[]): ChildNode[] {
  const out = new Set<Node>(find(nodes, elements));
  for (const element of out) take(element);
  const left = nodes.filter((node) => !out.has(node));
  for (const element of find(left, "*")) {
    for (const name of attributeNames(element))
      if (name.startsWith("on") || attributes.has(name)) dropAttribute(element, name);
  }
  for (const link of find(left, "a, area, form")) {
    setAttributeOf(link, "rel", "noopener noreferrer");
    if (attribute(link, "action") !== null) dropAttribute(link, "action");
  }
  return left;
}

/** Whether HTML names images, or other media, of other sites. */
export const wantsRemoteImages = (html: string): boolean =>
  /(?:\b(?:src|srcset|poster|background|href)\s*=\s*["']?[^"'>]*?|url\(\s*["']?|image-set\(\s*["']?)(?:https?:)?\/\//i.test(
    html.replace(/<a\s[^>]*>/gi, ""),
  );
