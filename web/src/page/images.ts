// Images of other sites tell their servers that the page was opened. A page from a link may be anyone's: the person is
// asked once. "Never" in the options holds for all pages.

import type { PreviewFrame } from "../frame/preview-frame.ts";
import { wantsRemoteImages } from "../frame/remote-images.ts";
import type { Splice } from "../library/contract.d.ts";
import { isLink } from "../share/link.ts";
import { isLinked } from "./documents/list.ts";
import { byId } from "./elements.ts";
import type { Model } from "./model.ts";
import type { Rendering } from "./rendering.ts";
import { setting, storeSetting } from "./storage.ts";

export class Images {
  /** Documents whose images the person has asked for. */
  private readonly allowed = new Set<string>();
  private id = "";
  private readonly fromStranger: () => boolean;

  private readonly question = byId("images");

  constructor(
    model: Model,
    rendering: Rendering,
    private readonly frame: PreviewFrame,
  ) {
    this.fromStranger = () => isLinked(model.document) || isLink(location.hash.slice(1));
    this.question.querySelector("button")?.addEventListener("click", () => {
      this.allowed.add(this.id);
      this.opened(this.id);
    });
    const never = byId<HTMLInputElement>("no-images");
    never.checked = setting("images") === "never";
    never.addEventListener("change", () => {
      storeSetting("images", never.checked ? "never" : "ask");
      this.opened(this.id);
    });
    model.follow({ opened: () => this.opened(model.document.id) });
    rendering.follow({ updated: ({ splices }) => this.check(splices) });
  }

  /** Another document is shown, or what is allowed has changed. */
  private opened(id: string): void {
    this.id = id;
    this.question.hidden = true;
    this.frame.setRemoteImages(this.mayLoad());
    if (!this.mayLoad()) this.check([{ at: 0, remove: 0, insert: [this.frame.html()] }]);
  }

  /** Looks at what is new on the page. */
  private check(splices: Splice[]): void {
    const settled = !this.fromStranger() || this.allowed.has(this.id) || !this.question.hidden;
    if (settled || setting("images") === "never") return;
    this.question.hidden = !splices.some(({ insert }) => insert.some(wantsRemoteImages));
  }

  private mayLoad(): boolean {
    return setting("images") !== "never" && (!this.fromStranger() || this.allowed.has(this.id));
  }
}
