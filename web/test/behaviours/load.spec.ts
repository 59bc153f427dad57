// What is there when the site is opened: the first page, every sample, and the ways that an engine has.
import { expect, test } from "../engines/test.ts";

test("the site opens with a page, a title and no problem", async ({ person }) => {
  await person.begin();
  expect(await person.page()).toContain("Hello, Ada!");
  expect(await person.problems()).toBe("No problems");
  expect(await person.run("return document.title")).toBe("Start here · Livebars");
});

test("every sample has a page and no problem", async ({ person }) => {
  test.setTimeout(180_000);
  await person.begin();
  const samples = await person.run<string[]>(
    "return [...document.getElementById('document').options].map(({ text }) => text)",
  );
  expect(samples.length).toBeGreaterThan(5);
  for (const sample of samples) {
    await person.choose("Document", sample);
    await person.until("return document.title.startsWith(arguments[0])", sample);
    await expect.poll(() => person.problems(), sample).toBe("No problems");
    await expect.poll(async () => (await person.page()).length, sample).toBeGreaterThan(40);
  }
});

test("an engine that can isolate the page has its answers by shared memory", async ({ person }) => {
  await person.begin();
  // WebKit knows no `credentialless`: answers come by message there.
  expect(await person.run("return crossOriginIsolated")).toBe(person.engine.name !== "WebKit");
});
