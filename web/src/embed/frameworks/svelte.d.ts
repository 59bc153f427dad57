/** The elements of Livebars with their types in templates, for Svelte 4 and 5. */
import type { HTMLAttributes } from "svelte/elements";
import type { LivebarsEditor, LivebarsEvents, LivebarsPreview, LivebarsProperties } from "../contract.d.ts";

export * from "../contract.d.ts";

type Own = Partial<LivebarsProperties> & {
  [Name in keyof LivebarsEvents as `on${Name}` | `on:${Name}`]?: (event: LivebarsEvents[Name]) => void;
};
type Of<Element extends EventTarget> = Omit<HTMLAttributes<Element>, keyof Own> & Own;

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "livebars-preview": Of<LivebarsPreview> & { editable?: boolean };
    "livebars-editor": Of<LivebarsEditor>;
  }
}
