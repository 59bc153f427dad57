// The dialog that makes a link, or a file, of what is on the screen.

import type { Base } from "../share/contract.d.ts";
import { fileOf } from "../share/file.ts";
import { fileSuffix } from "../share/file-kinds.ts";
import { encodeLink, safeLength } from "../share/link.ts";
import { type Shared, ShareError, sharedOf } from "../share/state.ts";
import { sharing as words } from "../words/en.ts";
import type { Sample } from "./documents/samples.ts";
import { download } from "./download.ts";
import { byId } from "./elements.ts";
import type { Model } from "./model.ts";

interface Sharing {
  state: Shared;
  /** The sample of the site that it was made of. */
  base: Base | undefined;
  title: string;
  /** Puts a link into the address of this page. */
  show(fragment: string): void;
}

/** Connects the button. */
export function connectShare(
  model: Model,
  baseOf: (document: Sample) => Base | undefined,
  show: (fragment: string) => void,
): void {
  byId("share").addEventListener("click", () => {
    const { document, draft, view, dataSet } = model;
    void share({
      state: sharedOf(draft, { view, dataSet }),
      base: baseOf(document),
      title: document.title,
      show,
    });
  });
}

async function share({ state, base, title, show }: Sharing): Promise<void> {
  const dialog = document.createElement("dialog");
  dialog.className = "share";
  dialog.innerHTML = `
    <h2 id="share-title">${words.title}</h2>
    <p class="soft">${words.about}</p>
    <fieldset class="choice"><legend class="unseen">${words.opens}</legend>
      <label><input type="radio" name="kind" value="edit" checked><span>${words.editor}</span></label>
      <label><input type="radio" name="kind" value="preview"><span>${words.pageAlone}</span></label>
    </fieldset>
    <label class="stacked">${words.link} <input readonly id="share-link" spellcheck="false"></label>
    <p id="share-length" role="status"></p>
    <div class="buttons">
      <button type="button" id="share-file">${words.file}</button>
      <button type="button" id="share-address">${words.address}</button>
      <span class="space"></span>
      <button type="button" id="share-close">${words.close}</button>
      <button type="button" id="share-copy" class="main">${words.copy}</button>
    </div>`;
  dialog.setAttribute("aria-labelledby", "share-title");
  const part = <T extends HTMLElement>(name: string) => dialog.querySelector(`#share-${name}`) as T;
  const link = part<HTMLInputElement>("link");
  const length = part("length");
  let fragment = "";
  const update = () => {
    const kind = dialog.querySelector<HTMLInputElement>("input[name=kind]:checked")?.value;
    if (fragment) link.value = linkOf(kind === "preview", fragment);
    part<HTMLButtonElement>("address").disabled = !fragment || kind === "preview";
    if (!fragment) return;
    const count = link.value.length.toLocaleString(window.document.documentElement.lang);
    const long = link.value.length >= safeLength;
    length.classList.toggle("wrong", long);
    length.textContent = long ? words.long(count) : words.characters(count);
  };
  dialog.addEventListener("change", update);
  part("close").addEventListener("click", () => dialog.close());
  part("copy").addEventListener("click", async () => {
    link.select();
    try {
      await navigator.clipboard.writeText(link.value);
      part("copy").textContent = words.copied;
    } catch {
      length.textContent = words.notCopied;
    }
  });
  part("address").addEventListener("click", () => {
    show(fragment);
    dialog.close();
  });
  part("file").addEventListener("click", () =>
    download(fileOf(state), title, fileSuffix, "application/json"),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  try {
    fragment = await encodeLink(state, base);
  } catch (error) {
    if (!(error instanceof ShareError)) throw error;
    length.textContent = error.message;
    for (const name of ["copy", "address"]) part<HTMLButtonElement>(name).disabled = true;
  }
  update();
  link.select();
}

function linkOf(preview: boolean, fragment: string): string {
  return `${location.origin}${location.pathname}${preview ? "?view=preview" : ""}#${fragment}`;
}
