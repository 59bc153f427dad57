import { createRenderer } from "livebars";
import wasm from "livebars/livebars.wasm?url";

const renderer = await createRenderer({ wasm: new URL(wasm, location.href) });
const { html } = await renderer.render({ template: "# Built by {{tool}}", data: { tool: "Vite" } });
// The template and its data are this page's own; what comes from others belongs into <livebars-preview>.
document.querySelector("main").innerHTML = html;
