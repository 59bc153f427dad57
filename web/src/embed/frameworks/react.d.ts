/** The elements of Livebars with their types in JSX, for React 18.3 and 19. */
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { LivebarsEditor, LivebarsEvents, LivebarsPreview, LivebarsProperties } from "../contract.d.ts";

export * from "../contract.d.ts";

type Own = Partial<LivebarsProperties> & {
  /** React 19. In React 18 listen by a `ref`. */
  onready?: (event: LivebarsEvents["ready"]) => void;
  onrendered?: (event: LivebarsEvents["rendered"]) => void;
  onproblems?: (event: LivebarsEvents["problems"]) => void;
  onchange?: (event: LivebarsEvents["change"]) => void;
};
type Of<Element> = Omit<DetailedHTMLProps<HTMLAttributes<Element>, Element>, keyof Own> & Own;

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "livebars-preview": Of<LivebarsPreview> & { editable?: boolean };
      "livebars-editor": Of<LivebarsEditor>;
    }
  }
}
