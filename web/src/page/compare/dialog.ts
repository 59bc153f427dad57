// The view that compares what is edited with another version: the pages, with what changed marked in place, and the texts.

import type { Renderer } from "../../library/contract.d.ts";
import { partialSource, type Source } from "../../library/sources.ts";
import { type Draft, dataOf } from "../../share/state.ts";
import { files as filesWords, compare as words } from "../../words/en.ts";
import { sourceLabel } from "../../words/source-label.ts";
import { nameOfSet } from "../data-sets/choice.ts";
import type { EditorLanguage } from "../editor.ts";
import type { Model } from "../model.ts";
import { languageOf } from "../panels.ts";
import { ComparedPages, UnrenderedError } from "./pages.ts";
import { summaryOf } from "./summary.ts";
import { showTexts } from "./texts.ts";
import type { ComparedVersion } from "./versions.ts";

interface Comparing {
  model: Model;
  renderer: Renderer;
  versions: ComparedVersion[];
  theme: string;
  remoteImages: boolean;
  /** Puts another version in the place of what is edited. */
  use(draft: Draft): Promise<void>;
}

/** Milliseconds after a change until the page follows: texts are taken over piece by piece. */
const followMs = 50;

export function openCompare({ model, renderer, versions, theme, remoteImages, use }: Comparing): void {
  const dialog = document.createElement("dialog");
  dialog.className = "compare";
  dialog.setAttribute("aria-labelledby", "compare-title");
  dialog.innerHTML = `
    <div class="bar">
      <h2 id="compare-title">${words.title}</h2>
      <label class="field"><span>${words.with}</span> <select id="compare-with"></select></label>
      <fieldset class="choice"><legend class="unseen">${words.what}</legend>
        <label><input type="radio" name="compared" value="page" checked><span>${words.pages}</span></label>
        <label><input type="radio" name="compared" value="texts"><span>${words.texts}</span></label>
      </fieldset>
      <label class="field" id="compare-text-field" hidden><span>${words.source}</span> <select id="compare-text"></select></label>
      <span id="compare-steps">
        <button type="button" id="compare-back" aria-label="${words.back}" title="${words.backAbout}">↑</button>
        <button type="button" id="compare-on" aria-label="${words.on}" title="${words.onAbout}">↓</button>
        <span id="compare-at"></span>
      </span>
      <span class="space"></span>
      <button type="button" id="compare-use">${words.use}</button>
      <button type="button" id="compare-close" class="main">${words.close}</button>
    </div>
    <p class="compare-summary" id="compare-summary" role="status"></p>
    <div class="compare-body" id="compare-pages"></div>
    <div class="compare-body texts" id="compare-texts" hidden></div>`;
  const part = <T extends HTMLElement>(name: string) => dialog.querySelector(`#compare-${name}`) as T;
  const choice = part<HTMLSelectElement>("with");
  const source = part<HTMLSelectElement>("text");
  const summary = part("summary");
  const at = part("at");
  fill(choice, versions);
  document.body.append(dialog);
  dialog.showModal();
  const pages = new ComparedPages(part("pages"), renderer, { theme, remoteImages });
  let before: Draft | undefined;
  let shown = "page";
  let destroyTexts = () => {};
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** A text is being changed here: it is shown already. */
  let isOwn = false;

  const step = (by: 1 | -1) => {
    const number = pages.step(by);
    at.textContent = number > 0 ? words.at(number, pages.changes.length) : "";
  };

  async function showPages(): Promise<void> {
    const mine = turn;
    try {
      await pages.update(model.draft, model.dataSet);
      if (mine !== turn) return;
      summary.textContent = summaryOf(pages.changes);
    } catch (error) {
      if (!(error instanceof UnrenderedError)) throw error;
      summary.textContent = words.noPage(error.message);
    }
    at.textContent = "";
    for (const name of ["back", "on"]) part<HTMLButtonElement>(name).disabled = pages.changes.length === 0;
  }

  function listTexts(): void {
    if (!before) return;
    const differing = textsOf(before, model.draft).filter((one) => one.before !== one.now);
    const chosen = source.value;
    source.replaceChildren(...differing.map(({ key, label }) => new Option(label, key)));
    if (differing.some(({ key }) => key === chosen)) source.value = chosen;
    part("text-field").hidden = shown !== "texts" || differing.length === 0;
  }

  function showText(): void {
    destroyTexts();
    destroyTexts = () => {};
    const parent = part("texts");
    parent.replaceChildren();
    if (!before) return;
    const text = textsOf(before, model.draft).find(({ key }) => key === source.value);
    if (!text) {
      const paragraph = document.createElement("p");
      paragraph.textContent = words.equalTexts;
      parent.append(paragraph);
      return;
    }
    destroyTexts = showTexts(parent, {
      ...text,
      labels: { before: words.before(text.label), now: words.now(text.label) },
      onChange(now) {
        isOwn = true;
        model.change(text.change(now, model.draft));
        isOwn = false;
      },
    });
  }

  async function compare(): Promise<void> {
    turn++;
    const mine = turn;
    const version = versions[Number(choice.value)];
    if (!version) return;
    summary.textContent = "…";
    const draft = await version.load();
    if (mine !== turn) return;
    before = draft;
    listTexts();
    showText();
    try {
      await pages.compareWith(draft, model.dataSet);
    } catch (error) {
      if (!(error instanceof UnrenderedError)) throw error;
      summary.textContent = words.noPageOf(version.label, error.message);
      return;
    }
    if (mine === turn) await showPages();
  }

  const unfollow = model.follow({
    changed() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (!isOwn && shown !== "texts") {
          listTexts();
          showText();
        }
        void showPages();
      }, followMs);
    },
    opened: () => dialog.close(),
  });

  choice.addEventListener("change", () => void compare());
  source.addEventListener("change", showText);
  dialog.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.name !== "compared") return;
    shown = target.value;
    part("pages").hidden = shown !== "page";
    part("steps").hidden = shown !== "page";
    part("texts").hidden = shown !== "texts";
    listTexts();
    showText();
  });
  part("on").addEventListener("click", () => step(1));
  part("back").addEventListener("click", () => step(-1));
  part("close").addEventListener("click", () => dialog.close());
  part("use").addEventListener("click", async () => {
    if (!before) return;
    await use(before);
    dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "F7") return;
    event.preventDefault();
    step(event.shiftKey ? -1 : 1);
  });
  dialog.addEventListener("close", () => {
    turn++;
    clearTimeout(timer);
    unfollow();
    destroyTexts();
    pages.close();
    dialog.remove();
  });
  void compare();
}

function fill(select: HTMLSelectElement, versions: ComparedVersion[]): void {
  const groups = new Map<string, HTMLOptGroupElement>();
  for (const [i, { group, label }] of versions.entries()) {
    let element = groups.get(group);
    if (!element) {
      element = document.createElement("optgroup");
      element.label = group;
      groups.set(group, element);
      select.append(element);
    }
    element.append(new Option(label, String(i)));
  }
}

interface ComparedText {
  key: string;
  label: string;
  before: string;
  now: string;
  language: EditorLanguage;
  /** What of a draft changes with another text. */
  change(text: string, draft: Draft): Partial<Draft>;
}

/** All texts of two versions of a document. */
function textsOf(before: Draft, now: Draft): ComparedText[] {
  const names = (field: "partials" | "dataSets") => [
    ...new Set([...Object.keys(now[field]), ...Object.keys(before[field])]),
  ];
  const own = (partials: Record<string, string>, name: string) =>
    Object.hasOwn(partials, name) ? (partials[name] ?? "") : "";
  const whole = (field: "template" | "data" | "helpers"): ComparedText => ({
    key: field,
    label: sourceLabel(field as Source),
    before: before[field],
    now: now[field],
    language: languageOf(field as Source, now.format),
    change: (text) => ({ [field]: text }),
  });
  const setOf = (draft: Draft, name: string) =>
    Object.hasOwn(draft.dataSets, name) ? dataOf(draft, name).data : "";
  return [
    whole("template"),
    whole("data"),
    ...names("dataSets").map(
      (name): ComparedText => ({
        key: `data-set:${name}`,
        label: filesWords.dataSet(nameOfSet(name)),
        before: setOf(before, name),
        now: setOf(now, name),
        language: "json",
        change: (data, draft) => ({
          dataSets: { ...draft.dataSets, [name]: { dataKind: dataOf(draft, name).dataKind, data } },
        }),
      }),
    ),
    whole("helpers"),
    ...names("partials").map(
      (name): ComparedText => ({
        key: partialSource(name),
        label: sourceLabel(partialSource(name)),
        before: own(before.partials, name),
        now: own(now.partials, name),
        language: languageOf(partialSource(name), now.format),
        change: (text, draft) => ({ partials: { ...draft.partials, [name]: text } }),
      }),
    ),
  ];
}
