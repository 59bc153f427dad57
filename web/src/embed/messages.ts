// The messages between a frame of Livebars and the page around it, by postMessage. A frame accepts messages of its
// parent only, and only if its address names the parent's origin (`host=https://docs.example`); it sends to that origin
// only. Without `host` it accepts none, and sends nothing but its height.
import type { Diagnostic } from "../library/contract.d.ts";
import { checked, isRecord, type Shared } from "../share/state.ts";

/** From the page around to the frame: show this; what is not named stays. */
export interface Show {
  livebars: 1;
  call: "show";
  state: Partial<Shared> & { theme?: string };
}

/** From the frame to the page around. */
export type FrameMessage =
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

  /** Calls `show` with what the page around asks to be shown. */
  listen(show: (state: Show["state"]) => void): void {
    addEventListener("message", ({ source, origin, data }: MessageEvent) => {
      if (!this.origin || origin !== this.origin || source !== parent || parent === window) return;
      if (!isRecord(data) || data.livebars !== 1 || data.call !== "show") return;
      try {
        const theme = isRecord(data.state) ? themeOf(data.state.theme) : undefined;
        show({ ...checked(data.state), ...(theme ? { theme } : {}) });
      } catch {
        // Not of this shape: there is no answer.
      }
    });
  }

  post(message: FrameMessage): void {
    if (parent === window) return;
    if (this.origin) parent.postMessage(message, this.origin);
    else if (message.event === "height") parent.postMessage(message, "*"); // says nothing of what is shown
  }
}

const themes = ["system", "light", "dark"];

export const themeOf = (value: unknown): string | undefined => themes.find((theme) => theme === value);
