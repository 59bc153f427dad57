// A page may be made so that a browser never gets it done: then nothing of ours runs any more, and the tab is closed. What is
// being shown is therefore remembered while it is, so that it is not opened by itself the next time.
import type { Model } from "./model.ts";
import type { Rendering } from "./rendering.ts";
import { setting, store, storeSetting } from "./storage.ts";

const key = "unfinished";

/** The document that was being shown when this page was left the last time without being able to say so. */
export const unfinishedId = (): string | undefined => setting(key);

/** Forgets it: the person opens it on purpose, or it is shown. */
export const forgetUnfinished = (): void => void store(`setting:${key}`, undefined);

/** Remembers the document while it is shown. Updates come to this follower before the page gets them. */
export function rememberUnfinished(model: Model, rendering: Rendering): void {
  let shown = 0;
  rendering.follow({
    updated({ splices }) {
      if (splices.length === 0) return;
      storeSetting(key, model.document.id);
      const update = ++shown;
      // Two frames later it has been laid out and painted.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          if (update === shown) forgetUnfinished();
        }),
      );
    },
  });
  // No frame is painted in a tab in the background, and none any more in one that is left.
  for (const moment of ["pagehide", "visibilitychange"]) addEventListener(moment, forgetUnfinished);
}
