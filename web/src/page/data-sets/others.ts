// The data sets that are not looked at: each is rendered when the person pauses, so that what is wrong with it is known, and its
// page is shown beside the others on request.

import { PreviewFrame } from "../../frame/preview-frame.ts";
import type { Diagnostic, Renderer, Session, Update } from "../../library/contract.d.ts";
import { requestOf } from "../../share/state.ts";
import { dataSets as words } from "../../words/en.ts";
import { byId } from "../elements.ts";
import type { Model } from "../model.ts";
import type { Rendering } from "../rendering.ts";
import { setting, storeSetting } from "../storage.ts";
import { nameOfSet } from "./choice.ts";

/** A diagnostic of a data set that is not looked at. */
export interface OtherDiagnostic extends Diagnostic {
  dataSet: string;
}

/** Milliseconds after the last rendering until the other data sets are rendered, alone and with their pages in view. */
const checkAfterMs = 400;
const showAfterMs = 30;

/** One of the data sets that are not looked at. */
interface Other {
  session: Session;
  /** Where its page is shown. */
  place?: { element: HTMLElement; frame: PreviewFrame };
  found: OtherDiagnostic[];
}

const isSame = (a: Diagnostic, b: Diagnostic) =>
  a.code === b.code &&
  a.message === b.message &&
  a.source === b.source &&
  a.from.offset === b.from.offset &&
  a.severity === b.severity;

export class OtherDataSets {
  private others = new Map<string, Other>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts checks: one that another follows is left. */
  private turn = 0;
  private theme = "system";
  private readonly views = byId("views");
  private readonly together = byId<HTMLInputElement>("side-by-side");
  private readonly caption = byId("set-caption");
  /** Diagnostics of the set that is looked at: what is the same in others is not repeated. */
  private shown: Diagnostic[] = [];

  constructor(
    private readonly model: Model,
    rendering: Rendering,
    private readonly renderer: Renderer,
    private readonly frame: PreviewFrame,
    private readonly onFound: (found: OtherDiagnostic[]) => void,
  ) {
    this.together.checked = setting("side-by-side") === "on";
    this.together.addEventListener("change", () => {
      storeSetting("side-by-side", this.together.checked ? "on" : "off");
      this.start();
    });
    model.follow({
      opened: () => this.begin(),
      dataSetChosen: () => this.begin(),
    });
    rendering.follow({
      settled: ({ diagnostics }) => {
        this.shown = diagnostics;
        this.start();
      },
    });
  }

  setTheme(theme: string): void {
    this.theme = theme;
    for (const { place } of this.others.values()) place?.frame.setTheme(theme);
  }

  private get isTogether(): boolean {
    return this.together.checked && this.names.length > 0;
  }

  private get names(): string[] {
    return ["", ...Object.keys(this.model.draft.dataSets)].filter((name) => name !== this.model.dataSet);
  }

  /** Another document, or another set, is looked at. */
  private begin(): void {
    clearTimeout(this.timer);
    this.turn++;
    for (const name of [...this.others.keys()]) this.drop(name);
    this.onFound([]);
    this.arrange();
  }

  private start(): void {
    clearTimeout(this.timer);
    this.turn++;
    if (this.names.length === 0 && this.others.size === 0) return;
    this.timer = setTimeout(() => void this.check(), this.isTogether ? showAfterMs : checkAfterMs);
  }

  private arrange(): void {
    const { isTogether } = this;
    this.views.classList.toggle("side-by-side", isTogether);
    this.caption.hidden = !isTogether;
    this.caption.textContent = nameOfSet(this.model.dataSet);
  }

  private async check(): Promise<void> {
    const turn = ++this.turn;
    const { names, isTogether } = this;
    for (const name of [...this.others.keys()]) if (!names.includes(name)) this.drop(name);
    this.arrange();
    for (const name of names) {
      const other = await this.rendered(name, isTogether);
      if (turn !== this.turn || !other) return;
    }
    this.onFound(names.flatMap((name) => this.others.get(name)?.found ?? []));
  }

  private async rendered(name: string, isTogether: boolean): Promise<Other | undefined> {
    let other = this.others.get(name);
    // A session tells what changed on its page: one whose page was not in view starts anew.
    if (other && isTogether !== (other.place !== undefined)) {
      this.drop(name);
      other = undefined;
    }
    const { turn } = this;
    const request = requestOf(this.model.draft, name);
    if (!other) {
      const session = await this.renderer.open({ ...request, nested: true });
      if (turn !== this.turn) {
        session.close();
        return undefined;
      }
      other = { session, found: [], ...(isTogether ? { place: this.placeOf(name) } : {}) };
      this.others.set(name, other);
    }
    const update = await other.session.update(request);
    if (this.others.get(name) !== other) return undefined;
    other.found = update.diagnostics
      .filter((one) => !this.shown.some((shown) => isSame(one, shown)))
      .map((one) => ({ ...one, dataSet: name }));
    if (other.place) await this.show(other.place, update);
    return other;
  }

  private async show({ element, frame }: NonNullable<Other["place"]>, update: Update): Promise<void> {
    element.classList.toggle("not-current", !update.ok);
    frame.setFormat(this.model.draft.format);
    frame.setRemoteImages(this.frame.loadsRemoteImages);
    if (update.ok) await frame.apply(update.splices);
  }

  private placeOf(name: string): NonNullable<Other["place"]> {
    const element = document.createElement("section");
    element.className = "other-set";
    element.setAttribute("aria-label", words.pageOf(nameOfSet(name)));
    const caption = document.createElement("h3");
    const choose = document.createElement("button");
    choose.type = "button";
    choose.textContent = nameOfSet(name);
    choose.title = words.look;
    choose.addEventListener("click", () => this.model.setDataSet(name));
    caption.append(choose);
    this.views.append(element);
    const frame = new PreviewFrame(element);
    frame.element.title = words.previewOf(nameOfSet(name));
    frame.setTheme(this.theme);
    frame.setRemoteImages(this.frame.loadsRemoteImages);
    element.append(caption);
    return { element, frame };
  }

  private drop(name: string): void {
    const other = this.others.get(name);
    this.others.delete(name);
    other?.session.close();
    other?.place?.frame.close();
    other?.place?.element.remove();
  }
}
