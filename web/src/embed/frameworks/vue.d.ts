/** The elements of Livebars with their types in templates, for Vue 3. */
import type { DefineComponent, HTMLAttributes } from "vue";
import type { LivebarsEvents, LivebarsProperties } from "../contract.d.ts";

export * from "../contract.d.ts";

type Own = Partial<LivebarsProperties> & {
  onReady?: (event: LivebarsEvents["ready"]) => void;
  onRendered?: (event: LivebarsEvents["rendered"]) => void;
  onProblems?: (event: LivebarsEvents["problems"]) => void;
  onChange?: (event: LivebarsEvents["change"]) => void;
};
type Of<More = unknown> = DefineComponent<Omit<HTMLAttributes, keyof Own> & Own & More>;

declare module "vue" {
  interface GlobalComponents {
    "livebars-preview": Of<{ editable?: boolean }>;
    "livebars-editor": Of;
  }
}
