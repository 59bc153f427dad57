// The right side: the finished page, the text that the template produced, and the HTML.

import type { PreviewFrame } from "../frame/preview-frame.ts";
import type { Update } from "../library/contract.d.ts";
import type { View } from "../share/state.ts";
import { result as words } from "../words/en.ts";
import { Editor } from "./editor.ts";
import { byId } from "./elements.ts";
import type { Model } from "./model.ts";
import type { Notice } from "./problems.ts";
import type { Rendering } from "./rendering.ts";

export class Result {
  /** Made when they are looked at: an editor takes 30 ms. */
  private text: Editor | undefined;
  private html: Editor | undefined;
  private readonly sides: Record<View, HTMLElement>;
  private view: View = "page";
  private readonly container = byId("views");
  private readonly staleMark = byId("stale");

  /** The document whose page is shown. */
  private shownId: string | undefined;

  constructor(
    private readonly model: Model,
    private readonly rendering: Rendering,
    private readonly frame: PreviewFrame,
    notice: Notice,
  ) {
    frame.onBounded = (isBounded) => notice("bounded", isBounded ? words.bounded : "");
    const side = () => {
      const element = document.createElement("div");
      element.className = "panel-body";
      this.container.append(element);
      return element;
    };
    this.sides = { page: frame.element, text: side(), html: side() };
    const setFormat = () => frame.setFormat(model.draft.format);
    model.follow({
      opened: setFormat,
      changed: ({ changes }) => {
        if (changes.format) setFormat();
      },
      viewed: (view) => this.show(view),
    });
    rendering.follow({ updated: (update) => this.update(update), settled: () => this.showFinished() });
    this.show(model.view);
  }

  private show(view: View): void {
    this.view = view;
    for (const [name, side] of Object.entries(this.sides)) side.hidden = name !== view;
    if (this.model.isOpen) this.showFinished();
    void this.refresh();
  }

  /** Shows what an update changed; if it failed, the last good page stays and is marked. */
  private async update(update: Update): Promise<void> {
    if (this.staleMark.hidden !== update.ok) this.staleMark.hidden = update.ok; // to set what is so costs time too
    this.container.classList.toggle("not-current", !update.ok);
    if (!update.ok) return;
    await this.frame.apply(update.splices);
    await this.refresh();
  }

  private showFinished(): void {
    if (this.view !== "page") return; // a page that is not seen has no width: to lay it out takes long
    const { id } = this.model.document;
    if (id !== this.shownId) this.frame.scrollToTop();
    this.shownId = id;
  }

  private async refresh(): Promise<void> {
    if (this.view === "text") {
      this.text ??= new Editor(this.sides.text, {
        label: words.output,
        language: "text",
        text: "",
      });
      this.text.show(await this.rendering.text());
    } else if (this.view === "html") {
      this.html ??= new Editor(this.sides.html, { label: words.html, language: "html", text: "" });
      this.html.show(this.frame.html());
    }
  }
}
