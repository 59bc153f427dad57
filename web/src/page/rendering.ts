// The session that renders what is edited, and who shows what comes of it.
import type { Changes, Questions, Session, Update } from "../library/contract.d.ts";
import type { Model } from "./model.ts";

/** Shows what comes of a rendering. */
export interface RenderingFollower {
  /** Every update, in order: each splice counts. */
  updated?(update: Update): Promise<void> | void;
  /** An update after which nothing else was asked for. */
  settled?(update: Update): void;
}

/** Milliseconds after the last key in the helpers until they are loaded again: half a word is no program. */
const helpersPauseMs = 150;

/**
 * How often a rendering that ran out of time is tried again as long as none has come about: the module is cold then,
 * and a busy machine may need more than the time limit once.
 */
const coldTries = 5;

export class Rendering {
  private session: Session | undefined;
  private readonly followers: RenderingFollower[] = [];
  /** Counts renderings, so that an answer to an older state is known as such. */
  private latest = 0;
  /** The last one that followers have heard of. */
  private settled = 0;
  private triesLeft = coldTries;
  /** Helpers that are being written wait for a pause. */
  private helpersTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly model: Model) {
    model.follow({
      opened: () => {
        clearTimeout(this.helpersTimer);
        void this.render({ ...model.request });
      },
      dataSetChosen: () => {
        const { data, dataKind } = model.request;
        void this.render({ data, dataKind });
      },
      changed: ({ changes, inHelpers }) => {
        if (inHelpers) this.renderAfterPause();
        else void this.render(changes);
      },
    });
  }

  follow(follower: RenderingFollower): void {
    this.followers.push(follower);
  }

  /** The session is there: what the model holds is rendered with it. */
  use(session: Session): void {
    this.session = session;
    if (this.model.isOpen) void this.render({ ...this.model.request });
  }

  /** Whether followers have heard of all that was changed. */
  get isSettled(): boolean {
    return this.settled === this.latest;
  }

  get hasSession(): boolean {
    return this.session !== undefined;
  }

  /** The text of the last rendering that came about. */
  async text(): Promise<string> {
    return (await this.session?.text()) ?? "";
  }

  /** Data that are not JSON as JSON. */
  async dataAsJSON(): Promise<string | undefined> {
    return this.session?.json();
  }

  /** What can be asked about the document, with all changes so far. */
  get questions(): Questions | undefined {
    return this.session;
  }

  /** Renders what has not changed: followers hear again what comes of it. */
  refresh(): Promise<void> {
    return this.render({});
  }

  private renderAfterPause(): void {
    clearTimeout(this.helpersTimer);
    this.helpersTimer = setTimeout(
      () => void this.render({ helpers: this.model.draft.helpers }),
      helpersPauseMs,
    );
  }

  private async render(changes: Changes): Promise<void> {
    if (!this.session) return;
    const number = ++this.latest;
    const update = await this.session.update(changes);
    const code = update.diagnostics[0]?.code;
    if (code === "closed") return; // there is no module: the loading bar says why
    if (update.ok) this.triesLeft = 0;
    else if (code === "time-limit" && !this.model.draft.helpers && this.triesLeft-- > 0)
      return this.render({});
    for (const follower of this.followers) await follower.updated?.(update);
    if (number !== this.latest) return;
    this.settled = number;
    for (const follower of this.followers) follower.settled?.(update);
    document.documentElement.dataset.rendered = String(number);
  }
}
