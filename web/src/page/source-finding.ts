// From the page to what made it, and back: a click with Alt, or in a mode of its own, marks the tag and the value in the data;
// the caret in an editor is outlined on the page.

import type { PreviewFrame } from "../frame/preview-frame.ts";
import type { PagePlace, PagePoint, Place } from "../library/contract.d.ts";
import type { Source } from "../library/sources.ts";
import { finding as words } from "../words/en.ts";
import { sourceLabel } from "../words/source-label.ts";
import { editingSetting } from "./editing-settings.ts";
import { byId } from "./elements.ts";
import type { Model } from "./model.ts";
import { PageMarks } from "./page-marks.ts";
import type { Panels } from "./panels.ts";
import type { PartTabs } from "./part-tabs.ts";
import type { Notice } from "./problems.ts";
import type { Rendering } from "./rendering.ts";

/** Milliseconds after the caret has moved, or the page has changed, until the page is marked. */
const pauseMs = 200;

/** Milliseconds in which a scrolled editor or page is not followed back. */
const followMs = 250;

export class SourceFinding {
  private readonly marks: PageMarks;
  private readonly button = byId<HTMLButtonElement>("find-source");
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asked = 0;
  private isOn = false;
  /** The word that the keyboard has chosen in the mode. */
  private chosen: PagePlace | undefined;
  private scrolledAt = 0;
  private scrolling: ReturnType<typeof setTimeout> | undefined;

  constructor(
    model: Model,
    private readonly rendering: Rendering,
    private readonly frame: PreviewFrame,
    private readonly panels: Panels,
    private readonly notice: Notice,
    tabs: PartTabs,
  ) {
    this.marks = new PageMarks(frame);
    const { layer } = this.marks;
    this.button.addEventListener("click", () => this.turn(!this.isOn));
    frame.onPick = (x, y) => void this.pick(x, y);
    frame.onScroll = () => {
      this.marks.place();
      this.followPage();
    };
    layer.addEventListener("click", ({ clientX, clientY }) => {
      const { x, y } = this.marks.inFrame(clientX, clientY);
      void this.pick(x, y);
    });
    layer.addEventListener("keydown", (event) => this.key(event));
    layer.addEventListener("wheel", ({ deltaX, deltaY }) =>
      frame.element.contentWindow?.scrollBy({ left: deltaX, top: deltaY, behavior: "instant" }),
    );
    // While Alt is held the layer takes the pointer: WebKit tells nothing of clicks in the frame.
    addEventListener("keydown", ({ key }) => {
      if (key === "Alt") this.marks.takePointer(true);
    });
    for (const type of ["keyup", "blur"])
      addEventListener(type, (event) => {
        if (!(event instanceof KeyboardEvent) || event.key === "Alt") this.marks.takePointer(this.isOn);
      });
    panels.onReveal = (source, offset) => {
      tabs.show("page");
      void this.reveal(source, offset, true);
    };
    panels.followCaret(() => this.update());
    panels.onScroll = (source) => this.followEditor(source);
    model.follow({
      opened: () => this.marks.show([]),
      viewed: () => this.update(),
    });
    rendering.follow({
      updated: ({ splices }) => {
        if (splices.length > 0) this.marks.show([]);
      },
      settled: () => this.update(),
    });
  }

  /** Marks on the page what the caret is on, after a pause. */
  update(): void {
    clearTimeout(this.timer);
    if (!editingSetting("outline")) {
      if (!this.isOn) this.marks.show([]);
      return;
    }
    this.timer = setTimeout(() => {
      const { current } = this.panels;
      if (!this.isOn && current?.editor.view.hasFocus)
        void this.reveal(current.source, current.editor.caret, false);
    }, pauseMs);
  }

  private async reveal(source: Source, offset: number, scroll: boolean): Promise<void> {
    const number = ++this.asked;
    const places = (await this.rendering.questions?.reveal(source as Place["source"], offset)) ?? [];
    if (number !== this.asked) return;
    this.marks.show(places);
    const [first] = places;
    if (!scroll) return;
    if (first) this.frame.scrollToPlace(first);
    this.marks.place();
    this.say(first ? words.places(places.length) : words.nothing);
  }

  private turn(on: boolean): void {
    this.isOn = on;
    this.chosen = undefined;
    this.button.setAttribute("aria-pressed", String(on));
    this.marks.takePointer(on);
    this.marks.show([]);
    this.say(on ? words.help : "");
    if (on) {
      this.marks.layer.focus();
      this.move(1, false);
    } else this.button.focus();
  }

  /** Leads to what made a point of the page. */
  private async pick(x: number, y: number): Promise<void> {
    const point = this.frame.places?.pointAt(x, y);
    if (point) await this.lead(point);
    else this.say(words.unknown);
  }

  private async lead(point: PagePoint): Promise<void> {
    const found = await this.rendering.questions?.locate(point);
    if (!found) {
      this.say(words.unknown);
      return;
    }
    const { tag, data } = found;
    if (this.isOn) this.turn(false);
    if (data) this.panels.showPlace(data, false);
    this.panels.showPlace(tag);
    this.panels.point(data ? [tag, data] : [tag]);
    this.say("");
  }

  private key(event: KeyboardEvent): void {
    const { key } = event;
    if (key === "ArrowRight" || key === "ArrowLeft") this.move(key === "ArrowRight" ? 1 : -1, false);
    else if (key === "ArrowDown" || key === "ArrowUp") this.move(key === "ArrowDown" ? 1 : -1, true);
    else if (key === "Escape") this.turn(false);
    else if (key === "Enter" && this.chosen) {
      const { island, from } = this.chosen;
      void this.lead({ island, from, word: this.frame.places?.textOf(this.chosen) ?? "" });
    } else return;
    event.preventDefault();
  }

  /** Chooses the next word, or the first word of the next island. */
  private move(by: 1 | -1, toIsland: boolean): void {
    const { places } = this.frame;
    if (!places) return;
    let island = this.chosen?.island ?? -1;
    let words = island < 0 ? [] : places.wordsOf(island);
    let at = words.findIndex(({ from }) => from === this.chosen?.from) + by;
    while (toIsland || at < 0 || at >= words.length) {
      island += by;
      if (island < 0 || island >= places.count) return;
      words = places.wordsOf(island);
      if (words.length === 0) continue;
      at = by > 0 || toIsland ? 0 : words.length - 1;
      break;
    }
    this.chosen = words[at];
    if (!this.chosen) return;
    this.frame.scrollToPlace(this.chosen);
    this.marks.show([this.chosen]);
    void this.tell(this.chosen);
  }

  /** Says which tag made a word. */
  private async tell(place: PagePlace): Promise<void> {
    const text = this.frame.places?.textOf(place) ?? "";
    const found = await this.rendering.questions?.locate({
      island: place.island,
      from: place.from,
      word: text,
    });
    if (this.chosen !== place) return;
    const line = found ? this.panels.editorOf(found.tag.source)?.lineAt(found.tag.from) : undefined;
    this.say(found ? words.tagOf(text, sourceLabel(found.tag.source), line ?? "") : text);
  }

  /** The page is scrolled as an editor is. */
  private followEditor(source: Source): void {
    if (!editingSetting("together") || performance.now() - this.scrolledAt < followMs) return;
    clearTimeout(this.scrolling);
    this.scrolling = setTimeout(async () => {
      const editor = this.panels.editorOf(source);
      if (!editor) return;
      const [first] =
        (await this.rendering.questions?.reveal(source as Place["source"], editor.topOffset)) ?? [];
      if (!first) return;
      this.scrolledAt = performance.now();
      this.frame.scrollToPlace(first, "start");
    }, 50);
  }

  /** The editor of the template is scrolled as the page is. */
  private followPage(): void {
    if (!editingSetting("together") || performance.now() - this.scrolledAt < followMs) return;
    clearTimeout(this.scrolling);
    this.scrolling = setTimeout(async () => {
      const { places, element } = this.frame;
      const middle = element.clientWidth / 2;
      const point = places?.pointAt(middle, 12) ?? places?.pointAt(middle, 40);
      const found = point && (await this.rendering.questions?.locate(point));
      if (!found) return;
      this.scrolledAt = performance.now();
      this.panels.editorOf(found.tag.source)?.scrollTo(found.tag.from);
    }, 50);
  }

  private say(text: string): void {
    this.notice("find-source", text);
  }
}
