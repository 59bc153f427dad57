import { createRenderer } from "livebars";
import "livebars/embed.js";

const tool = document.title;
const renderer = await createRenderer();
const { html } = await renderer.render({ template: "# Library in {{tool}}", data: "tool: a page", dataKind: "yaml" });
// The template and its data are this page's own; what comes from others belongs into <livebars-preview>.
document.querySelector("main").innerHTML = html;
Object.assign(document.querySelector("#preview"), {
  templateText: "# Element in {{loud tool}}\n\n```js\nlet x;\n```",
  data: { tool },
  helpersText: "exports.loud = (text) => text.toUpperCase();",
});
