// Pages that are documents of their own: mails and whole HTML pages.
import { expect, test } from "../engines/test.ts";

test("standards and quirks mode, attributes of the body, and its colours", async ({ person }) => {
  await person.begin({
    template: '<!doctype html><html class="a"><body bgcolor="#ff0000"><p>standards</p></body></html>',
    format: "html",
  });
  await expect.poll(() => person.page()).toBe("standards");
  expect(
    await person.inPage(
      "[page.compatMode, page.documentElement.className, frame.contentWindow.getComputedStyle(page.body).backgroundColor, page.body.firstElementChild.localName].join()",
    ),
  ).toBe("CSS1Compat,a,rgb(255, 0, 0),p");
  await person.begin({ template: "<body><p>quirks</p>", format: "html" });
  await expect.poll(() => person.page()).toBe("quirks");
  expect(await person.inPage("page.compatMode")).toBe("BackCompat");
});

test("links and anchors, in a document and in a page", async ({ person }) => {
  const links =
    '<a id="here" href="#down">down</a> <a href="https://a.example/x">out</a> <a href="javascript:1">script</a><div style="height:5000px"></div><p id="down">Down</p>';
  for (const [start, anchor] of [
    ["", "about:srcdoc#down"],
    ["<!doctype html><body>", "#down"],
  ] as const) {
    await person.begin({ template: start + links, format: "html" });
    await expect.poll(() => person.inPage("page.getElementById('down')?.textContent")).toBe("Down");
    expect(
      await person.inPage(
        "[...page.links].map((a) => [a.getAttribute('href'), a.target, a.rel].join(' ')).join()",
      ),
    ).toBe(`${anchor}  ,https://a.example/x _blank noopener noreferrer`);
    // The engine follows the anchor by itself, with no listener of ours.
    await person.inPage("page.getElementById('here').click()");
    await expect.poll(() => person.inPage("frame.contentWindow.scrollY > 1000")).toBe(true);
    expect(await person.inPage("page.getElementById('down').textContent")).toBe("Down");
  }
});

test("an edit of a document changes what differs, and leaves the rest as it is", async ({ person }) => {
  await person.begin({
    template: "<!doctype html><body><h1>{{x}}</h1><p>stays</p></body>",
    data: '{"x": "before"}',
    format: "html",
  });
  await expect.poll(() => person.page()).toContain("before");
  await person.inPage("(page.querySelector('p').mark = 1)");
  await person.write("Data", '{"x": "after"}');
  await expect.poll(() => person.page()).toContain("after");
  expect(await person.inPage("page.querySelector('p').mark")).toBe(1);
});
