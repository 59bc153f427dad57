// Images of other sites tell their servers that the page was opened. A page from a link may be anyone's: the person is
// asked once. "Never" in the options holds for all pages.

import { wantsRemoteImages } from "../frame/guard.ts";
import type { PreviewFrame } from "../frame/preview-frame.ts";
import type { Splice } from "../library/contract.d.ts";
import { keepSetting, setting } from "./drafts.ts";

export class Images {
  /** Documents whose images the person has asked for. */
  private readonly allowed = new Set<string>();
  private id = "";

  constructor(
    private readonly question: HTMLElement,
    private readonly frame: PreviewFrame,
    private readonly fromStranger: () => boolean,
  ) {
    question.querySelector("button")?.addEventListener("click", () => {
      this.allowed.add(this.id);
      this.opened(this.id);
    });
    const never = document.getElementById("no-images") as HTMLInputElement;
    never.checked = setting("images") === "never";
    never.addEventListener("change", () => {
      keepSetting("images", never.checked ? "never" : "ask");
      this.opened(this.id);
    });
  }

  /** Another document is shown, or what is allowed has changed. */
  opened(id: string): void {
    this.id = id;
    this.question.hidden = true;
    this.frame.setRemoteImages(this.mayLoad());
    if (!this.mayLoad()) this.look([{ at: 0, remove: 0, insert: [this.frame.html()] }]);
  }

  /** Looks at what is new on the page. */
  look(splices: Splice[]): void {
    const settled = !this.fromStranger() || this.allowed.has(this.id) || !this.question.hidden;
    if (settled || setting("images") === "never") return;
    this.question.hidden = !splices.some(({ insert }) => insert.some(wantsRemoteImages));
  }

  private mayLoad(): boolean {
    return setting("images") !== "never" && (!this.fromStranger() || this.allowed.has(this.id));
  }
}
