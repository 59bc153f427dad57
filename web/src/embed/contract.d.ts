/**
 * The elements of Livebars: `import "livebars/embed.js"` in a script of a page, or the file itself in a script element.
 * On a server the import does nothing. For JSX and templates that are checked import "livebars/react", "livebars/preact",
 * "livebars/solid", "livebars/svelte" or "livebars/vue" instead: the same elements, and their types.
 */
import type { Diagnostic, Dialect, Format, RenderRequest } from "../library/contract.d.ts";

/** What an element shows. */
export type State = Pick<
  RenderRequest,
  | "template"
  | "data"
  | "dataKind"
  | "partials"
  | "format"
  | "dialect"
  | "options"
  | "helperSets"
  | "unknownHelpers"
> & {
  /** The text of a script of helpers. */
  helpers?: string;
};

/** Properties of both elements. Those with a text alone are attributes too, in small letters. */
export interface LivebarsProperties {
  /** The address of the template. */
  template: string | null;
  /** The template itself. */
  templateText: string | null;
  /** The address of the data, or the data: any JSON value but a text. */
  data: string | object | null;
  /** The data as JSON, JSON5 or YAML. */
  dataText: string | null;
  /** `NAME=ADDRESS`, separated by spaces, or texts by name. */
  partials: string | Record<string, string> | null;
  /**
   * Texts of partials by name, as JSON. Frameworks that render on a server write texts into its markup, and lose objects:
   * there `dataText` and `partialsText` serve.
   */
  partialsText: string | null;
  /** The address of a script of helpers. */
  helpers: string | null;
  /** The script itself. */
  helpersText: string | null;
  /** By default "markdown". */
  format: Format | null;
  /** By default "gfm". */
  dialect: Dialect | null;
  options: RenderRequest["options"] | null;
  helperSets: RenderRequest["helperSets"] | null;
  /** Without it, that of the page around, which is followed. */
  theme: "light" | "dark" | "system" | null;
  /** "auto" is the height of the page; else any CSS length. By default 24rem. */
  height: string | null;
  /** "none": images of other sites are not loaded. */
  images: "none" | null;
  /** Whether the element says what is wrong with the template and the data. By default "show". */
  problems: "show" | "hide" | null;
  /**
   * The address of the site of Livebars, which has the editor. By default the folder of the script; a script that a bundler
   * has made needs it.
   */
  site: string | null;
}

/** The events of both elements; they bubble. */
export interface LivebarsEvents {
  /** The element has its first page. */
  ready: CustomEvent<undefined>;
  /** A rendering has ended, well or not. */
  rendered: CustomEvent<{ ok: boolean }>;
  /** What the last rendering found. */
  problems: CustomEvent<Diagnostic[]>;
  /** What was written in the editor. */
  change: CustomEvent<Partial<State>>;
}

/** What both elements have. */
export interface LivebarsElement extends HTMLElement, LivebarsProperties {
  /** Shows other texts or settings; what is not named stays. */
  update(changes: Partial<State>): Promise<void>;
  /** What the last rendering found. */
  readonly diagnostics: Diagnostic[];
  /** Resolves with the first rendering, also for who asks after it. */
  readonly rendered: Promise<{ ok: boolean }>;

  addEventListener<K extends keyof LivebarsEvents>(
    type: K,
    listener: (this: this, event: LivebarsEvents[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof LivebarsEvents>(
    type: K,
    listener: (this: this, event: LivebarsEvents[K]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** `<livebars-preview>`: the finished page. */
export interface LivebarsPreview extends LivebarsElement {
  /** Whether the reader may open the editor in this place. */
  editable: boolean;
}
export const LivebarsPreview: { new (): LivebarsPreview; prototype: LivebarsPreview };

/** `<livebars-editor>`: the whole editor. */
export interface LivebarsEditor extends LivebarsElement {}
export const LivebarsEditor: { new (): LivebarsEditor; prototype: LivebarsEditor };

declare global {
  interface HTMLElementTagNameMap {
    "livebars-preview": LivebarsPreview;
    "livebars-editor": LivebarsEditor;
  }
}
