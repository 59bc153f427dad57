// Help while one writes, and the ways between page and text.
import type { Point } from "../engines/engine.ts";
import { expect, test } from "../engines/test.ts";

test("tags close themselves, names are listed, and a word of the page leads to its tag", async ({
  person,
}) => {
  await person.begin({ template: "x", data: '{ "owner": { "name": "Ada" } }' }, undefined, { help: true });
  await person.enter("Template");
  await person.engine.type(" {{owner.");
  await person.until(
    "return document.querySelector('[role=listbox] [role=option]')?.textContent.startsWith('name')",
  );
  await person.engine.press("Tab");
  await person.engine.type("}}");
  await expect.poll(() => person.text("Template")).toBe("x {{owner.name}}");
  await expect.poll(() => person.page()).toBe("x Ada");
  await person.click("Find source");
  await person.until("return document.querySelector('.page-marks.taking') !== null");
  await person.engine.click(
    await person.inPage<Point>(`(() => {
      const text = [...page.querySelectorAll('p')].at(-1).firstChild;
      const range = page.createRange();
      range.setStart(text, text.data.indexOf('Ada'));
      range.setEnd(text, text.data.indexOf('Ada') + 3);
      const word = range.getBoundingClientRect(), around = frame.getBoundingClientRect();
      return { x: around.left + word.left + word.width / 2, y: around.top + word.top + word.height / 2 };
    })()`),
  );
  await expect.poll(() => person.run("return String(getSelection())")).toBe("{{owner.name}}");
});

test("an explanation, the way to the data, and the menu of what can be done", async ({ person }) => {
  await person.begin({ template: "{{name}}", data: '{"name": "Ada"}' });
  await person.focus("Template");
  await person.engine.press("Home");
  for (let i = 0; i < 4; i++) await person.engine.press("ArrowRight");
  await person.engine.press("F1");
  await person.until("return document.querySelector('.cm-explanation')?.textContent.includes('Ada')");
  await person.engine.press("Escape");
  await person.click("Actions of Template");
  await person.click("Go to where it comes from");
  await person.until("return document.activeElement?.getAttribute('aria-label') === 'Data'");
});
