// The right side: the finished page, the text that the template produced, and the HTML.

import type { PreviewFrame } from "../frame/preview-frame.ts";
import type { Format, Update } from "../library/contract.d.ts";
import type { View } from "../share/state.ts";
import { Editor } from "./editor.ts";

export const isView = (value: unknown): value is View =>
  value === "page" || value === "text" || value === "html";

export class Result {
  /** Made when they are looked at: an editor takes 30 ms. */
  private text: Editor | undefined;
  private html: Editor | undefined;
  private readonly sides: Record<View, HTMLElement>;
  private view: View = "page";

  constructor(
    private readonly container: HTMLElement,
    private readonly staleMark: HTMLElement,
    readonly frame: PreviewFrame,
    /** The text of the last good rendering. */
    private readonly lastText: () => Promise<string>,
  ) {
    const side = () => {
      const element = document.createElement("div");
      element.className = "panel-body";
      container.append(element);
      return element;
    };
    this.sides = { page: this.frame.element, text: side(), html: side() };
    this.show("page");
  }

  show(view: View): void {
    this.view = view;
    for (const [name, side] of Object.entries(this.sides)) side.hidden = name !== view;
    void this.refresh();
  }

  setFormat(format: Format): void {
    this.frame.setFormat(format);
  }

  /** Shows what an update changed; if it failed, the last good page stays and is marked. */
  async update(update: Update): Promise<void> {
    if (this.staleMark.hidden !== update.ok) this.staleMark.hidden = update.ok; // setting it costs, even if it is so
    this.container.classList.toggle("not-current", !update.ok);
    if (!update.ok) return;
    await this.frame.apply(update.splices);
    await this.refresh();
  }

  private async refresh(): Promise<void> {
    if (this.view === "text") {
      this.text ??= new Editor(this.sides.text, {
        label: "Text of the template",
        language: "text",
        text: "",
      });
      this.text.show(await this.lastText());
    } else if (this.view === "html") {
      this.html ??= new Editor(this.sides.html, { label: "HTML of the page", language: "html", text: "" });
      this.html.show(this.frame.html());
    }
  }
}
