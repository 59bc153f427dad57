// What the tabs of this site tell each other.
import { isRecord } from "../../share/state.ts";

/** The versions of drafts that tabs write, and that the list of documents has changed. */
export type TabMessage =
  /** A draft was kept; without a version it was put back to its document. */
  { draft: string; version?: unknown } | { documents: true };

export class Tabs {
  private readonly channel = new BroadcastChannel("livebars");

  post(message: TabMessage): void {
    this.channel.postMessage(message);
  }

  /** Calls back with what another tab says. */
  follow(follower: (message: Partial<Record<"draft" | "version" | "documents", unknown>>) => void): void {
    this.channel.addEventListener("message", ({ data }) => {
      if (isRecord(data)) follower(data);
    });
  }
}
