// dist/embed.js: one line in a page, `<script type="module" src="…/embed.js"></script>`, and its elements. Where there is
// no page, as on a server, it does nothing.
import { followCodeBlocks } from "./code-blocks.ts";
import { LivebarsEditor } from "./editor-element.ts";
import { LivebarsPreview } from "./preview-element.ts";

if (globalThis.customElements) {
  if (!customElements.get("livebars-preview")) {
    customElements.define("livebars-preview", LivebarsPreview);
    customElements.define("livebars-editor", LivebarsEditor);
    followCodeBlocks();
  }
}

export { LivebarsEditor, LivebarsPreview };
