// What a frame of Livebars and the page around it say to each other, by postMessage. A frame hears only its parent,
// and only if its address names the parent's origin (`host=https://docs.example`); it speaks to that origin alone.
// Without `host` it hears nobody and tells nothing but its height.
import type { Diagnostic } from "../library/contract.d.ts";
import { checked, isRecord, type Shared } from "../share/state.ts";

/** From the page around to the frame: show this; what is not named stays. */
export interface Show {
  livebars: 1;
  call: "show";
  state: Partial<Shared> & { theme?: string };
}

/** From the frame to the page around. */
export type Told =
  | { livebars: 1; event: "ready" }
  | { livebars: 1; event: "height"; height: number }
  | { livebars: 1; event: "rendered"; ok: boolean }
  | { livebars: 1; event: "problems"; diagnostics: Diagnostic[] }
  | { livebars: 1; event: "change"; state: Partial<Shared> };

/** The frame's side. */
export class Host {
  /** The origin that the address names; "" if there is none. */
  readonly origin: string;

  constructor(address: URL = new URL(location.href)) {
    const named = address.searchParams.get("host") ?? "";
    this.origin = /^https?:\/\/[^/]+$/.test(named) && URL.canParse(named) ? new URL(named).origin : "";
  }

  /** Hears what the page around wants shown. */
  listen(show: (state: Show["state"]) => void): void {
    addEventListener("message", ({ source, origin, data }: MessageEvent) => {
      if (!this.origin || origin !== this.origin || source !== parent || parent === window) return;
      if (!isRecord(data) || data.livebars !== 1 || data.call !== "show") return;
      try {
        const theme = isRecord(data.state) ? themeOf(data.state.theme) : undefined;
        show({ ...checked(data.state), ...(theme ? { theme } : {}) });
      } catch {
        // Not of this shape: nobody is answered.
      }
    });
  }

  tell(told: Told): void {
    if (parent === window) return;
    if (this.origin) parent.postMessage(told, this.origin);
    else if (told.event === "height") parent.postMessage(told, "*"); // says nothing of what is shown
  }
}

const themes = ["system", "light", "dark"];

export const themeOf = (value: unknown): string | undefined => themes.find((theme) => theme === value);
