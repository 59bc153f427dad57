// dist/embed.js: one line in a page, `<script type="module" src="…/embed.js"></script>`, and its elements.
import { LivebarsEditor } from "./editor-element.ts";
import { LivebarsPreview } from "./preview-element.ts";

if (!customElements.get("livebars-preview")) customElements.define("livebars-preview", LivebarsPreview);
if (!customElements.get("livebars-editor")) customElements.define("livebars-editor", LivebarsEditor);
