// The page, the output of the template, and the HTML.
import { expect, test } from "../engines/test.ts";

test("views are chosen by pointer and by arrow keys, and show what was rendered", async ({ person }) => {
  await person.begin({
    template: "# {{name}}\n\n- one\n- {{{markup}}}\n",
    data: '{"name": "Ada", "markup": "<b>two</b>"}',
  });
  await expect.poll(() => person.page()).toMatch(/^Ada\s+one\s+two$/);
  await person.click("Output");
  await expect.poll(() => person.text("Output of the template")).toBe("# Ada\n\n- one\n- <b>two</b>\n");
  await person.engine.press("ArrowRight");
  await expect.poll(() => person.text("HTML of the page")).toContain("<li><b>two</b></li>");
  for (let i = 0; i < 2; i++) await person.engine.press("ArrowLeft"); // WebKit does not go round
  await person.until("return document.querySelector('#view input:checked').value === 'page'");
  await person.enter("Template");
  await person.engine.type("- three");
  await expect.poll(() => person.page()).toMatch(/two\s+three$/);
});

test("an error keeps the last good page, and leads to its place", async ({ person }) => {
  await person.begin({ template: "# Good\n\n" });
  await expect.poll(() => person.page()).toBe("Good");
  await person.enter("Template");
  await person.engine.type("{{#if x");
  await person.engine.press("Escape");
  await person.until("return !document.getElementById('stale').hidden");
  expect(await person.page()).toContain("Good");
  await person.click("Error");
  await person.until("return document.activeElement?.getAttribute('aria-label') === 'Template'");
});

test("formats and flavors show the same text as other pages", async ({ person }) => {
  await person.begin({ template: "a ~~b~~ <i>c</i>\n" });
  const shown = () => person.inPage<string>("page.querySelector('.livebars-page').innerHTML.trim()");
  await expect.poll(shown).toContain("<del>b</del> <i>c</i>");
  await person.choose("Flavor", "CommonMark");
  await expect.poll(shown).toContain("~~b~~ <i>c</i>");
  await person.choose("Format", "Plain text");
  await expect.poll(shown).toContain("~~b~~ &lt;i&gt;c&lt;/i&gt;");
  await person.choose("Format", "HTML");
  await expect.poll(shown).toMatch(/a ~~b~~ <i(?: class="[^"]*")?>c<\/i>/);
});

test("light and dark are those of the theme, on the page and in the frame", async ({ person }) => {
  await person.begin();
  const grounds = () =>
    person.run<string[]>(
      `const { contentWindow, contentDocument } = document.querySelector('iframe[title=Preview]');
      return [getComputedStyle(document.body).backgroundColor, contentWindow.getComputedStyle(contentDocument.documentElement).backgroundColor]`,
    );
  await person.choose("Theme", "Dark");
  await expect.poll(grounds).toEqual(["rgb(22, 26, 25)", "rgb(22, 26, 25)"]);
  await person.choose("Theme", "Light");
  await expect.poll(grounds).toEqual(["rgb(255, 255, 255)", "rgb(255, 255, 255)"]);
});

test("menus open at their buttons, and a small window has tabs", async ({ person }) => {
  await person.begin();
  await person.click("File");
  const distance = () =>
    person.run<number>(
      `const [menu, button] = [document.getElementById('file'), document.querySelector('[popovertarget=file]')];
      return Math.abs(menu.getBoundingClientRect().top - button.getBoundingClientRect().bottom)`,
    );
  await expect.poll(distance).toBeLessThan(12);
  await person.engine.press("Escape");
  await person.until("return document.getElementById('file').offsetWidth === 0");
  await person.engine.resize(400, 740);
  await person.until("return document.getElementById('tabs').checkVisibility()");
  try {
    await person.click("Data");
    await person.until(
      "return document.querySelector('[aria-label=Data]').checkVisibility({ visibilityProperty: true })",
    );
    await person.until("return document.documentElement.scrollWidth <= innerWidth"); // bars measure with the next frame
    await person.click("Page");
    await expect.poll(() => person.page()).toContain("Hello, Ada!");
  } finally {
    await person.engine.resize(1440, 900);
  }
});

test("F6 leads through editors, views and the page", async ({ person }) => {
  await person.begin();
  await person.enter("Template");
  const at = () =>
    person.run<string>(
      "const { activeElement: e } = document; return e.getAttribute('aria-label') ?? e.title ?? ''",
    );
  const seen = [];
  for (let i = 0; i < 5; i++) {
    await person.engine.press("F6");
    seen.push(await at());
  }
  expect(seen.slice(0, 3)).toEqual(["Data", "Helpers", "Partial signature"]);
  expect(seen[4]).toBe("Preview");
  expect(await person.run("return document.getElementById('views').classList.contains('focused')")).toBe(
    true,
  );
});
