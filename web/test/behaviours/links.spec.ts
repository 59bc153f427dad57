// Links: those that hold a page, and those on a page.

import { encodeLink } from "../../src/share/link.ts";
import { emptyDraft } from "../../src/share/state.ts";
import { site } from "../engines/person.ts";
import { expect, test } from "../engines/test.ts";

test("a link shows the same page to who has nothing of it, and says if it was cut", async ({ person }) => {
  await person.begin({
    template: "# For {{name}}: {{loud name}}",
    data: '{"name": "Noor"}',
    helpers: "exports.loud = (text) => text.toUpperCase();",
  });
  await expect.poll(() => person.page()).toBe("For Noor: NOOR");
  await person.click("Share");
  await person.until("return document.getElementById('share-link')?.value.includes('#')");
  const link = await person.run<string>("return document.getElementById('share-link').value");
  await person.begin(undefined, link);
  await expect.poll(() => person.page()).toBe("For Noor: NOOR");
  await person.begin(undefined, link.slice(0, -20));
  await expect.poll(() => person.problems()).toContain("This link is incomplete");
  expect(await person.page()).toContain("Hello, Ada!");
});

test("a preview link shows the page alone", async ({ person }) => {
  const link = await encodeLink({
    ...emptyDraft(),
    template: "# {{x}}",
    data: '{"x": "alone"}',
    view: "page",
  });
  await person.begin(undefined, `${site}?view=preview#${link}`);
  await expect.poll(() => person.page()).toBe("alone");
  expect(await person.run("return document.querySelector('.cm-editor')")).toBe(null);
});

test("anchors of a page scroll it, other links open windows of their own and lead nothing away", async ({
  person,
}) => {
  const template =
    '<a href="#down">to the end</a> <a href="http://127.0.0.1:8199/icon.svg">out</a> <a href="javascript:parent.attacked=1">script</a>\n\n<div style="height:3000px"></div>\n\n## Down\n';
  await person.begin({ template });
  await expect.poll(() => person.page()).toContain("Down");
  const place = (index: number) =>
    person.inPage<{ x: number; y: number }>(
      `(() => { const link = page.querySelectorAll('a')[${index}].getBoundingClientRect(), around = frame.getBoundingClientRect(); return { x: around.left + link.left + link.width / 2, y: around.top + link.top + link.height / 2 }; })()`,
    );
  await person.engine.click(await place(0));
  await expect.poll(() => person.inPage("frame.contentWindow.scrollY > 1000")).toBe(true);
  await person.inPage("frame.contentWindow.scrollTo(0, 0)");
  await expect.poll(() => person.inPage("frame.contentWindow.scrollY")).toBe(0);
  await person.engine.closeOthers();
  await person.engine.click(await place(2));
  await person.engine.click(await place(1));
  let opened = 0;
  await expect
    .poll(async () => {
      opened += await person.engine.closeOthers();
      return opened;
    })
    .toBe(1);
  expect(await person.page()).toContain("Down");
  expect(await person.run("return 'attacked' in window")).toBe(false);
  expect(await person.run("return location.href")).toBe(site);
});
