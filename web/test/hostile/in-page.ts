// Shows hostile fragments in a frame, in any page of any engine.
import type * as Previews from "../../src/embed/previews.ts";
import type { Isolation } from "../../src/frame/preview-frame.ts";
import type * as Library from "../../src/library/contract.d.ts";
import { fragments } from "./fragments.ts";

export type { Isolation };

export interface Case {
  technique: string;
  fragment: string;
}

const attack = "parent.attacked=top.attacked=self.attacked=1";

/** The fragments with an attack, and with the address of another site. */
export function casesAt(foreign: string): { cases: Case[]; armed: (text: string) => string } {
  const armed = (text: string) => text.replaceAll("ATTACK", attack).replaceAll("FOREIGN", foreign);
  const cases = Object.entries(fragments).flatMap(([technique, all]) =>
    all.map((fragment) => ({ technique, fragment: armed(fragment) })),
  );
  return { cases, armed };
}

/**
 * Shows each fragment in a frame with the given isolation, clicks what it offers, and gives what went wrong. It is run in a
 * page, as a text: it may use nothing around it.
 */
export async function showAll(given: {
  cases: Case[];
  data: string;
  isolation: Isolation;
  site: string;
}): Promise<string[]> {
  const { cases, data, isolation, site } = given;

  const { PreviewFrame } = (await import(`${site}previews.js`)) as typeof Previews;
  const { createRenderer } = (await import(`${site}livebars.js`)) as typeof Library;
  const scope = window as unknown as Record<string, unknown>;
  const opened: string[] = [];
  scope.open = (url: string) => {
    opened.push(url);
    return null;
  };
  const stage = document.getElementById("stage") as HTMLElement;
  const frame = new PreviewFrame(stage, isolation);
  const renderer = await createRenderer();
  const session = await renderer.open({ template: "" });
  const before = document.documentElement.outerHTML;
  const names = Object.keys(window).join();
  const faults: string[] = [];
  // Animations have begun, and images have arrived or failed, if they do so soon.
  const framePainted = async () => {
    const end = performance.now() + 60;
    const images = () => Array.from(frame.element.contentDocument?.images ?? []);
    // A window that another one covers gets no frames.
    do
      await Promise.race([
        new Promise(requestAnimationFrame),
        new Promise((resolve) => setTimeout(resolve, 100)),
      ]);
    while (performance.now() < end && !images().every((image) => image.complete));
  };
  // Events and navigations that a click has led to are tasks that are queued before this one.
  const tasksDone = () => new Promise((resolve) => setTimeout(resolve));
  const show = async (request: Library.Changes) => {
    const update = await session.update(request);
    await frame.apply(update.splices);
    return update;
  };
  const patience = Object.values(isolation).every(Boolean) ? 0 : 3000;
  const runsInside = () => {
    const { contentWindow } = frame.element;
    try {
      return contentWindow !== null && "attacked" in contentWindow;
    } catch {
      return false; // it was led to another site, which sees nothing of ours
    }
  };
  for (const { technique, fragment } of cases)
    for (const format of ["html", "markdown"] as const) {
      const fault = (what: string) => faults.push(`${what} (${technique}, ${format}): ${fragment}`);
      try {
        await show({
          template: fragment,
          data,
          format,
          dialect: "commonmark",
          partials: { evil: "<img src=x onerror=parent.attacked=1>" },
        });
        await framePainted();
        const content = frame.element.contentWindow as Window & typeof globalThis;
        const root = Document.prototype.querySelectorAll.call(frame.element.contentDocument, "body *");
        for (const element of root)
          if (/click me/.test(element.textContent ?? "") || /^(area|button|input)$/.test(element.localName))
            element.dispatchEvent(
              new content.MouseEvent("click", { bubbles: true, cancelable: true, view: content }),
            );
        await tasksDone();
        await show({ template: "<p>sound</p>", format: "html" });
        // A wall that stands alone may let the page lead itself away: it is brought back within half a second. With all of
        // them it never may.
        const text = () => frame.element.contentDocument?.body?.textContent ?? "";
        const isSound = () => /^\s*sound\s*$/.test(text());
        for (const end = performance.now() + patience; !isSound() && performance.now() < end; )
          await new Promise((resolve) => setTimeout(resolve, 20));
        if (!isSound()) fault(`the next page is ${text().slice(0, 40)}`);
      } catch (error) {
        fault(`${(error as Error).message}`);
      }
      if ("attacked" in scope || runsInside()) {
        fault("a script ran");
        delete scope.attacked;
      }
      if (document.documentElement.outerHTML !== before) fault("the page around has changed");
      if (Object.keys(window).join() !== names) fault("a name in the page around has changed");
    }
  for (const url of opened) if (!/^(https?|mailto):/.test(url)) faults.push(`opened ${url}`);
  renderer.close();
  return faults;
}
