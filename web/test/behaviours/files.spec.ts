// Files and folders: dropped, served, saved, and taken along.

import { type SavingServer, savingServer } from "../browser/saving-server.ts";
import { expect, test } from "../engines/test.ts";

test("dropped files are a document, and another file takes the place of a part", async ({ person }) => {
  await person.begin();
  await person.drop({
    "letter.hbs": "# {{loud name}}",
    "letter.json": '{"name": "ada"}',
    "helpers.js": "exports.loud = (text) => text.toUpperCase();",
  });
  await expect.poll(() => person.page()).toBe("ADA");
  await person.drop({ "other.yaml": "name: ben\n" });
  await expect.poll(() => person.page()).toBe("BEN");
  await person.drop({ "broken.png": "\u0000" });
  await expect.poll(() => person.problems()).toContain("Livebars opens templates");
});

test("the page, its text and all files go out as files", async ({ person }) => {
  await person.begin({ template: "# {{x}}", data: '{"x": "out"}' });
  await expect.poll(() => person.page()).toBe("out");
  // Not every driver can follow a download: its link is looked at.
  await person.run(`window.downloads = [];
    const addressOf = URL.createObjectURL;
    let blob;
    URL.createObjectURL = (one) => addressOf.call(URL, (blob = one));
    HTMLAnchorElement.prototype.click = function () { downloads.push([this.download, blob.text()]); };`);
  const last = () => person.run<[string, string]>("return Promise.all(downloads.at(-1) ?? ['', ''])");
  await person.click("Size & export");
  await person.click("Download output");
  await expect.poll(last).toEqual(["Start-here.md", "# out"]);
  await person.click("Download page");
  await expect.poll(async () => (await last())[1]).toContain("<h1");
  await person.engine.press("Escape");
  await person.click("Share");
  await person.click("Download file");
  await expect.poll(async () => (await last())[0]).toBe("Start-here.livebars.json");
  expect(JSON.parse((await last())[1]).template).toBe("# {{x}}");
});

test.describe("a folder that is served", () => {
  let server: SavingServer;
  test.beforeAll(async () => {
    server = await savingServer({
      "templates/letter.hbs": "Dear {{name}}",
      "data/letter.json": '{"name": "Ada"}',
      "data/letter.guest.json": '{"name": "guest"}',
    });
  });
  test.afterAll(() => server.close());

  test("is edited, compared and saved; what is not saved is kept", async ({ person }) => {
    test.setTimeout(180_000);
    await person.begin(undefined, server.address);
    await person.choose("Document", "templates/letter.hbs");
    await expect.poll(() => person.page()).toBe("Dear Ada");
    await person.choose("Data set", "guest");
    await expect.poll(() => person.page()).toBe("Dear guest");
    await person.enter("Template");
    await person.engine.type(", here");
    await expect.poll(() => person.page()).toBe("Dear guest, here");
    await person.until("return document.querySelector('.unsaved') !== null");
    await person.click("File");
    await person.click("Compare…");
    await person.until(
      "return document.getElementById('compare-summary')?.textContent === '1 paragraph changed.'",
    );
    await person.engine.press("Escape");
    await person.until("return document.querySelector('dialog') === null");
    await person.open(`${server.address}?again`);
    await expect.poll(() => person.page()).toBe("Dear Ada, here");
    await person.enter("Template");
    await person.engine.press("Control+s");
    await person.until("return document.querySelector('.unsaved') === null");
    expect(server.read("templates/letter.hbs")).toBe("Dear {{name}}, here");
    server.write("templates/letter.hbs", "Outside {{name}}");
    await expect.poll(() => person.page()).toBe("Outside Ada");
  });
});
