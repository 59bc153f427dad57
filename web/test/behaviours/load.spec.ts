// What is there when the site is opened: the first page, every sample, and the ways that an engine has.
import { site } from "../engines/person.ts";
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

test("a page that is left while it starts lets the next one start", async ({ person }) => {
  test.setTimeout(120_000);
  const { engine } = person;
  await person.begin();
  for (let milliseconds = 0; milliseconds <= 200; milliseconds += 20) {
    await engine.open(site);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    const opened = await Promise.race([
      engine.open(site).then(() => true),
      new Promise<boolean>((resolve) => setTimeout(resolve, 20_000, false)),
    ]);
    expect(opened, `left after ${milliseconds} ms`).toBe(true);
  }
  await person.rendered();
});
