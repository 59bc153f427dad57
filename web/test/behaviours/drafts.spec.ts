// What a person writes is there again.

import { site } from "../engines/person.ts";
import { expect, test } from "../engines/test.ts";

test("what is typed right before the page goes is there when it comes again", async ({ person }) => {
  await person.begin({ template: "# Draft\n\n" });
  await person.enter("Template");
  await person.engine.type("kept");
  await person.open(`${site}?again`);
  await expect.poll(() => person.page()).toMatch(/Draft\s+kept/);
  await person.click("Reset to sample");
  await person.until("return document.querySelector('dialog[open]') !== null");
  await person.click("Reset");
  await expect.poll(() => person.page()).toContain("Hello, Ada!");
});

test("a document is made, kept, deleted and brought back, and found by name", async ({ person }) => {
  await person.begin();
  await person.click("File");
  await person.click("New…");
  await person.until("return document.querySelector('dialog input[value=markdown]') !== null");
  await person.run("document.querySelector('dialog input[value=markdown]').click()");
  await person.click("Create");
  await expect.poll(() => person.page()).toContain("Set up the printer");
  await person.focus("Template");
  await person.engine.press("Control+Home");
  await person.engine.press("End");
  await person.engine.type(" anew");
  await person.open(`${site}?again`);
  await expect.poll(() => person.page()).toContain("Set up the printer anew");
  expect(await person.run("return document.title")).toBe("Untitled · Livebars");
  await person.click("File");
  await person.click("Delete");
  await expect.poll(() => person.page()).toContain("Hello, Ada!");
  await person.click("Undo");
  await expect.poll(() => person.page()).toContain("Set up the printer anew");
  await person.engine.press("Control+k");
  await person.until("return document.querySelector('dialog.picker') !== null");
  await person.engine.type("release notes");
  await person.engine.press("Enter");
  await person.until("return document.title.startsWith('Release notes')");
});

test("two data sets are written, looked at and compared side by side", async ({ person }) => {
  await person.begin({ template: "# {{name}}", data: '{"name": "Ada"}' });
  await person.click("Sets");
  await person.click("Add…");
  await person.until("return document.querySelector('dialog input') !== null");
  await person.engine.type("trial");
  await person.engine.press("Enter");
  await person.until("return document.querySelector('dialog') === null");
  await person.write("Data", '{"name": "Ben"}');
  await expect.poll(() => person.page()).toBe("Ben");
  await person.choose("Data set", "Main");
  await expect.poll(() => person.page()).toBe("Ada");
  await person.click("Sets");
  await person.click("Side by side");
  await person.until(
    "return document.querySelector('iframe[title^=\"Preview of\"]')?.contentDocument?.body?.textContent.includes('Ben')",
  );
  await person.engine.press("Escape");
});
