/** The elements of Livebars with their types in JSX, for Preact. */
import type { JSX } from "preact";
import type { LivebarsEditor, LivebarsEvents, LivebarsPreview, LivebarsProperties } from "../contract.d.ts";

export * from "../contract.d.ts";

type Own = Partial<LivebarsProperties> & {
  onready?: (event: LivebarsEvents["ready"]) => void;
  onrendered?: (event: LivebarsEvents["rendered"]) => void;
  onproblems?: (event: LivebarsEvents["problems"]) => void;
  onchange?: (event: LivebarsEvents["change"]) => void;
};
type Of<Element extends EventTarget> = Omit<JSX.HTMLAttributes<Element>, keyof Own> & Own;

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "livebars-preview": Of<LivebarsPreview> & { editable?: boolean };
      "livebars-editor": Of<LivebarsEditor>;
    }
  }
}
