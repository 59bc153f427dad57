/** The elements of Livebars with their types in JSX, for Solid. */
import type { JSX } from "solid-js";
import type { LivebarsEditor, LivebarsEvents, LivebarsPreview, LivebarsProperties } from "../contract.d.ts";

export * from "../contract.d.ts";

/** Attributes, and properties by `prop:`. */
type Own = Partial<
  Pick<LivebarsProperties, "format" | "dialect" | "theme" | "height" | "images" | "problems">
> & {
  template?: string;
  templatetext?: string;
  data?: string;
  datatext?: string;
  partials?: string;
  partialstext?: string;
  helpers?: string;
  helperstext?: string;
} & { [Name in keyof LivebarsProperties as `prop:${Name}`]?: LivebarsProperties[Name] } & {
  [Name in keyof LivebarsEvents as `on:${Name}`]?: (event: LivebarsEvents[Name]) => void;
};
type Of<Element> = Omit<JSX.HTMLAttributes<Element>, keyof Own> & Own;

declare module "solid-js" {
  namespace JSX {
    interface IntrinsicElements {
      "livebars-preview": Of<LivebarsPreview> & { editable?: boolean };
      "livebars-editor": Of<LivebarsEditor>;
    }
  }
}
