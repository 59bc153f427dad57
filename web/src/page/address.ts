// The address of the page: links that hold a document, and the way back through those that were open.

import { decodeLink, fingerprintOf, isLink } from "../share/link.ts";
import { ShareError } from "../share/state.ts";
import { documents as documentWords, links as words } from "../words/en.ts";
import { loadDraft } from "./documents/draft-keeper.ts";
import { type Documents, openedOf } from "./documents/list.ts";
import type { Sample } from "./documents/samples.ts";
import type { Model } from "./model.ts";
import type { Notice } from "./problems.ts";
import { forgetUnfinished } from "./unfinished.ts";

const linkOfAddress = () => location.hash.slice(1);

export class Address {
  constructor(
    private readonly model: Model,
    private readonly documents: Documents,
    private readonly open: (document: Sample) => Promise<void>,
    private readonly notice: Notice,
  ) {
    model.follow({
      opened() {
        const state = { document: model.document.id };
        if (!isLink(linkOfAddress())) history.replaceState(state, ""); // Back finds it by this
        notice("link", "");
      },
    });
    addEventListener("popstate", async () => {
      if (await this.openLink()) return;
      const id = (history.state as { document?: string } | null)?.document;
      await this.open(this.documents.find(id) ?? this.documents.last());
    });
  }

  /** Opens another document; the address then holds no link any more, and Back leads to what was before. */
  turnTo(next: Sample): Promise<void> {
    if (isLink(linkOfAddress()))
      history.pushState({ document: next.id }, "", location.pathname + location.search);
    return this.open(next);
  }

  /** Puts a link to what is open into the address. */
  show(fragment: string): void {
    history.pushState({ document: this.model.document.id }, "", `#${fragment}`);
  }

  /** Opens the link in the address, if there is one. What is wrong with it is said; the page stays as it is. */
  async openLink(unfinished?: string): Promise<boolean> {
    const fragment = linkOfAddress();
    if (!isLink(fragment)) return false;
    const id = `link:${fingerprintOf(fragment)}`;
    if (id === unfinished) {
      forgetUnfinished();
      const last = this.documents.last();
      await this.open(last.id === id ? (this.documents.samples[0] ?? last) : last);
      this.notice("unfinished", words.unfinished);
      return true;
    }
    try {
      const sampleOf = (id: string) => this.documents.samples.find((one) => one.id === id);
      const { state, base, changed } = await decodeLink(fragment, sampleOf);
      const title = documentWords.fromLink(base?.title ?? titleOf(state.template));
      const linked = openedOf(id, title, state, "link", base?.id);
      await this.documents.add(linked);
      await this.open(linked);
      this.model.setView(state.view);
      if (state.dataSet) this.model.setDataSet(state.dataSet);
      if (changed) this.notice("link", words.sampleChanged);
      else if (await loadDraft(id)) this.notice("link", words.changedSince);
    } catch (error) {
      if (!(error instanceof ShareError)) throw error;
      if (!this.model.isOpen) await this.open(this.documents.last());
      this.notice("link", words.yourOwn(error.message));
    }
    return true;
  }
}

/** Characters of a template in which a name for it is looked for. */
const startOfTemplate = 1000;

/** The first words of a template, as a name for what has none. */
function titleOf(template: string): string {
  const [line = ""] = template
    .slice(0, startOfTemplate)
    .split("\n")
    .map((line) => line.replace(/^[^\p{L}\p{N}{]+/u, "").trim())
    .filter(Boolean);
  return line.slice(0, 40).trim() || words.page;
}
