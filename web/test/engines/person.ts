// A person at the site: finds things by their names, clicks and types with the engine's own pointer and keys, and looks at
// the page. What no engine lets a program do the same way (a select's list, a file dialog) is done in the page.
import { type Engine, type Point, until } from "./engine.ts";

export const site = "http://127.0.0.1:8199/";

/** A document that a browser has kept: what the site shows first. */
export interface Kept {
  template: string;
  data?: string;
  format?: string;
  dialect?: string;
  helpers?: string;
  partials?: Record<string, string>;
}

/**
 * In the page: the visible elements of a name, as assistive technology reads it (WAI-ARIA "Accessible Name", the parts of it
 * that the site uses).
 */
const finding = `
  const nameOf = (element) => (
    element.getAttribute('aria-label') ||
    (element.labels?.length ? element.labels[0].querySelector('span')?.textContent ?? element.labels[0].textContent : '') ||
    element.textContent || element.title || ''
  ).trim();
  const found = (name) => {
    const all = [...document.querySelectorAll('button, a, select, input, summary, [role=tab], [role=textbox], [role=separator], [role=option]')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('[inert]'));
    return all.find((element) => nameOf(element) === name) ?? all.find((element) => nameOf(element).startsWith(name));
  };
`;

export class Person {
  constructor(readonly engine: Engine) {}

  /** Runs the body of a function in the page. */
  run<T>(body: string, ...parameters: unknown[]): Promise<T> {
    return this.engine.run(body, ...parameters);
  }

  until(body: string, ...parameters: unknown[]): Promise<void> {
    return until(this.engine, body, ...parameters);
  }

  /**
   * Opens the site with nothing kept, or with a document in the place of the first sample. Nothing is written beside what is
   * typed, unless there is to be help.
   */
  async begin(document?: Kept, address = site, { help = false } = {}): Promise<void> {
    await this.engine.open(`${new URL(address).origin}/icon.svg`);
    // A database of a page that has gone may still be closing; one that is deleted later would take what is kept next along.
    await this.run(`
      const deleted = (name) => new Promise((resolve) => {
        const deleting = indexedDB.deleteDatabase(name);
        deleting.onsuccess = deleting.onerror = resolve;
      });
      return indexedDB.databases?.().then((all) => Promise.all(all.map(({ name }) => deleted(name)))).then(() => {});`);
    await this.run(
      `localStorage.clear(); sessionStorage.clear();
      if (arguments[0]) localStorage.setItem('livebars:draft:start-here', arguments[0]);
      if (!arguments[1]) for (const one of ['suggest', 'close']) localStorage.setItem('livebars:setting:' + one, '"off"');`,
      document && JSON.stringify({ data: "{}", ...document }),
      help,
    );
    await this.open(address);
  }

  /** Opens an address, and waits for the page. */
  async open(address = site): Promise<void> {
    await this.engine.open(address);
    await this.rendered();
  }

  rendered(): Promise<void> {
    return this.until("return document.documentElement?.dataset.rendered !== undefined");
  }

  /** The middle of what has a name; it is brought into view. */
  async placeOf(name: string): Promise<Point> {
    await this.until(`${finding} return found(arguments[0]) !== undefined`, name);
    return this.run(
      `${finding} const element = found(arguments[0]);
      const target = element.matches('input') ? element.closest('label') ?? element : element;
      target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      const { left, top, width, height } = target.getBoundingClientRect();
      return { x: left + width / 2, y: top + Math.min(height / 2, 40) };`,
      name,
    );
  }

  async click(name: string): Promise<void> {
    await this.engine.click(await this.placeOf(name));
  }

  /** Chooses in a list by what is written there. */
  async choose(list: string, option: string): Promise<void> {
    await this.until(
      `${finding} return [...(found(arguments[0])?.options ?? [])].some(({ text }) => text === arguments[1])`,
      list,
      option,
    );
    await this.run(
      `${finding} const list = found(arguments[0]);
      list.value = [...list.options].find(({ text }) => text === arguments[1]).value;
      list.dispatchEvent(new Event('change', { bubbles: true }));`,
      list,
      option,
    );
  }

  /** Clicks into an editor. */
  async focus(editor: string): Promise<void> {
    const selector = `[role=textbox][aria-label="${editor}"]`;
    await this.until("return document.querySelector(arguments[0]) !== null", selector);
    const place = await this.run<Point>(
      `const { left, top } = document.querySelector(arguments[0]).getBoundingClientRect(); return { x: left + 20, y: top + 10 };`,
      selector,
    );
    await this.engine.click(place);
  }

  /** Puts the caret into an editor, at its end. */
  async enter(editor: string): Promise<void> {
    await this.focus(editor);
    await this.engine.press("Control+End");
  }

  /** Replaces the text of an editor. */
  async write(editor: string, text: string): Promise<void> {
    await this.focus(editor);
    await this.engine.press("Control+a");
    await this.engine.press("Delete");
    await this.engine.type(text);
  }

  text(editor: string): Promise<string> {
    return this.run(
      `return [...document.querySelectorAll('[role=textbox][aria-label="' + arguments[0] + '"] .cm-line')]
        .map((line) => line.querySelector('.cm-placeholder') ? '' : line.textContent).join('\\n')`,
      editor,
    );
  }

  /** What is written on the page. */
  page(): Promise<string> {
    return this.run(
      "return (document.querySelector('iframe[title=Preview]')?.contentDocument?.body?.innerText ?? '').trim()",
    );
  }

  /** What an expression gives in the preview frame, with `page`, its document, and `frame`, its element. */
  inPage<T>(expression: string): Promise<T> {
    return this.run(
      `const frame = document.querySelector('iframe[title=Preview]'); const page = frame?.contentDocument; return page?.body && (${expression})`,
    );
  }

  problems(): Promise<string> {
    return this.run(
      "return document.getElementById('problems')?.innerText.replace(/\\s+/g, ' ').trim() ?? ''",
    );
  }

  /** Lets files fall onto the page, by their names. */
  drop(files: Record<string, string>): Promise<void> {
    return this.run(
      `const dataTransfer = new DataTransfer();
      for (const [name, text] of Object.entries(arguments[0])) dataTransfer.items.add(new File([text], name));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));`,
      files,
    );
  }
}
