// Work in a folder: picked where the browser lets a page do that, and dropped elsewhere; saved, followed, found again.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { unzipSync } from "fflate";
import { violations } from "./axe.ts";
import { expect, kept, LivebarsPage, test } from "./page.ts";

let livebars: LivebarsPage;
test.beforeEach(async ({ page }) => {
  livebars = new LivebarsPage(page);
  // A dialog of the system cannot be driven: what is picked is a folder of the browser's own, behind the same interface.
  await page.addInitScript(() => {
    Object.assign(window, {
      showDirectoryPicker: async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle("mine", { create: true }),
    });
  });
});

/** Writes files into the folder, as another program does; null removes one. */
const write = (page: Page, files: Record<string, string | null>) =>
  page.evaluate(async (files) => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("mine", { create: true });
    for (const [path, text] of Object.entries(files)) {
      const names = path.split("/");
      const name = names.pop() as string;
      let directory = root;
      for (const part of names) directory = await directory.getDirectoryHandle(part, { create: true });
      if (text === null) await directory.removeEntry(name);
      else {
        const writable = await (await directory.getFileHandle(name, { create: true })).createWritable();
        await writable.write(text);
        await writable.close();
      }
    }
  }, files);

const read = (page: Page, path: string) =>
  page.evaluate(async (path) => {
    let directory = await (await navigator.storage.getDirectory()).getDirectoryHandle("mine");
    const names = path.split("/");
    const name = names.pop() as string;
    for (const part of names) directory = await directory.getDirectoryHandle(part);
    return (await (await directory.getFileHandle(name)).getFile()).text();
  }, path);

const files = {
  "templates/one.hbs": "# One {{x}}\n\n{{> foot}}",
  "templates/two.hbs": "# Two\n\n{{> foot}}",
  "templates/partials/foot.hbs": "the foot",
  "data/one.json": '{"x": 1}',
  "data/one.guest.json": '{"x": "guest"}',
  "readme.txt": "no template",
};

const folder = () => livebars.page.getByRole("navigation", { name: "Folder" });
const file = (name: string) => folder().getByRole("button", { name, exact: true });
const unsaved = (name: string) => folder().getByRole("button", { name: `${name} not saved` });

async function openFolder(page: Page): Promise<void> {
  await page.getByRole("button", { name: "File", exact: true }).click();
  await page.getByRole("button", { name: "Open folder…" }).click();
  await expect(folder()).toBeVisible();
}

async function start(page: Page): Promise<void> {
  await page.goto("/icon.svg");
  await write(page, files);
  await livebars.open();
  await openFolder(page);
  await expect(livebars.heading("One 1")).toBeVisible();
}

test("a folder is opened, its files are listed, edited, marked and saved", async ({ page }) => {
  await start(page);
  for (const name of ["one.hbs", "two.hbs", "foot.hbs", "one.json", "one.guest.json"])
    await expect(file(name)).toBeVisible();
  await expect(folder().getByText("readme")).toHaveCount(0);
  await expect(page.getByLabel("Data set", { exact: true }).locator("option")).toHaveText(["Main", "guest"]);
  await livebars.typeAtStart(livebars.template, "# Mine\n\n");
  await expect(unsaved("one.hbs")).toBeVisible();
  expect(await read(page, "templates/one.hbs")).toBe(files["templates/one.hbs"]);
  await page.keyboard.press("ControlOrMeta+s");
  await expect(livebars.problems).toContainText("templates/one.hbs saved.");
  await expect(unsaved("one.hbs")).toHaveCount(0);
  expect(await read(page, "templates/one.hbs")).toBe(`# Mine\n\n${files["templates/one.hbs"]}`);
  await expect(page.getByRole("button", { name: "Reset to file" })).toBeDisabled();
  await file("one.guest.json").click();
  await expect(livebars.data).toBeFocused();
  await expect(livebars.heading("One guest")).toBeVisible();
  await file("two.hbs").click();
  await expect(livebars.heading("Two")).toBeVisible();
});

test("a partial's edit shows in every template that uses it", async ({ page }) => {
  await start(page);
  await livebars.write(livebars.partial("foot"), "the new foot");
  await expect(livebars.preview.getByText("the new foot")).toBeVisible();
  await file("two.hbs").click();
  await expect(livebars.heading("Two")).toBeVisible();
  await expect(livebars.preview.getByText("the new foot")).toBeVisible();
  await expect(unsaved("foot.hbs")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+s");
  await expect(unsaved("foot.hbs")).toHaveCount(0);
  expect(await read(page, "templates/partials/foot.hbs")).toBe("the new foot");
  await file("one.hbs").click();
  await expect(livebars.preview.getByText("the new foot")).toBeVisible();
  await expect(folder().getByRole("img", { name: "not saved" })).toHaveCount(0);
});

test("a press on a file leads to it, whatever is marked while it is held", async ({ page }) => {
  await start(page);
  const box = await file("two.hbs").boundingBox();
  await page.mouse.move((box?.x ?? 0) + 10, (box?.y ?? 0) + 10);
  await livebars.typeAtStart(livebars.template, "a");
  await page.mouse.down();
  await expect(unsaved("one.hbs")).toBeVisible();
  await page.mouse.up();
  await expect(livebars.heading("Two")).toBeVisible();
  await file("one.hbs not saved").focus();
  await page.keyboard.press("ControlOrMeta+Shift+s");
  await expect(unsaved("one.hbs")).toHaveCount(0);
  await expect(file("one.hbs")).toBeFocused();
});

for (const colorScheme of ["light", "dark"] as const)
  test(`axe finds nothing in a folder that is open, with something not saved, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await start(page);
    await livebars.typeAtStart(livebars.template, "new ");
    await expect(unsaved("one.hbs")).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole("tab", { name: "Files" }).click();
    await expect(file("two.hbs")).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });

test("a reload finds the folder again, with what is not saved", async ({ page }) => {
  await start(page);
  await livebars.typeAtStart(livebars.template, "# Not saved\n\n");
  await livebars.write(livebars.partial("foot"), "unsaved foot");
  await expect(unsaved("one.hbs")).toBeVisible();
  await expect.poll(async () => Object.keys(await kept(page, "unsaved")).length).toBe(2);
  await page.reload();
  await expect(livebars.heading("Not saved")).toBeVisible();
  await expect(unsaved("one.hbs")).toBeVisible();
  await expect(unsaved("foot.hbs")).toBeVisible();
  await page.getByRole("button", { name: "Save all" }).click();
  await expect(folder().getByRole("img", { name: "not saved" })).toHaveCount(0);
  expect(await read(page, "templates/partials/foot.hbs")).toBe("unsaved foot");
});

test("a browser that asks anew for the folder is asked after a click", async ({ page }) => {
  await start(page);
  await livebars.typeAtStart(livebars.template, "# Waits\n\n");
  await expect(unsaved("one.hbs")).toBeVisible();
  await page.addInitScript(() => {
    let answer = "prompt";
    Object.assign(FileSystemHandle.prototype, {
      queryPermission: async () => answer,
      requestPermission: async () => {
        answer = "granted";
        return answer;
      },
    });
  });
  await page.reload();
  await livebars.rendered();
  await expect(folder()).toBeHidden();
  await livebars.problems.getByRole("button", { name: "Open it again" }).click();
  await expect(folder()).toBeVisible();
  await expect(livebars.heading("Waits")).toBeVisible();
});

test("what changes in the folder is taken in, or asked about", async ({ page }) => {
  await start(page);
  await write(page, { "data/one.json": '{"x": "outside"}' });
  await expect(livebars.heading("One outside")).toBeVisible();
  await expect(livebars.problems).toContainText("data/one.json changed in the folder");
  await write(page, { "templates/three.hbs": "# Three" });
  await expect(file("three.hbs")).toBeVisible();
  // Changed here and there.
  await livebars.typeAtStart(livebars.template, "# Here\n\n");
  await expect(unsaved("one.hbs")).toBeVisible();
  await write(page, { "templates/one.hbs": "# There" });
  await expect(livebars.problems).toContainText(
    "templates/one.hbs was changed in the folder, and you changed it here.",
  );
  await page.keyboard.press("ControlOrMeta+s");
  await expect(livebars.problems).toContainText("was changed in the folder");
  expect(await read(page, "templates/one.hbs")).toBe("# There");
  await livebars.problems.getByRole("button", { name: "Compare" }).click();
  const dialog = page.getByRole("dialog", { name: "Compare" });
  await expect(dialog.getByLabel("With").locator("option:checked")).toHaveText("The file on disk");
  await expect(page.frameLocator('iframe[title="Compared page"]').getByText("There")).toBeVisible();
  await page.keyboard.press("Escape");
  await livebars.problems.getByRole("button", { name: "Keep mine" }).click();
  await livebars.template.focus();
  await page.keyboard.press("ControlOrMeta+s");
  await expect(livebars.problems).toContainText("saved.");
  expect(await read(page, "templates/one.hbs")).toContain("# Here");
  // And theirs is taken.
  await livebars.typeAtStart(livebars.template, "# Again\n\n");
  await expect(unsaved("one.hbs")).toBeVisible();
  await write(page, { "templates/one.hbs": "# Theirs" });
  await livebars.problems.getByRole("button", { name: "Use the folder's" }).click();
  await expect(livebars.heading("Theirs")).toBeVisible();
  await expect(folder().getByRole("img", { name: "not saved" })).toHaveCount(0);
  await livebars.template.focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(livebars.heading("Again")).toBeVisible(); // nothing typed is lost
});

test("what is open and goes from the folder stays, and so does what is typed when the folder is gone", async ({
  page,
}) => {
  await start(page);
  await write(page, { "templates/one.hbs": null });
  await expect(livebars.problems).toContainText(
    "templates/one.hbs was removed from the folder. Saving writes it again.",
  );
  await expect(livebars.heading("One 1")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+s");
  await expect(livebars.problems).toContainText("templates/one.hbs saved.");
  expect(await read(page, "templates/one.hbs")).toBe(files["templates/one.hbs"]);
  await livebars.typeAtStart(livebars.template, "# Survives\n\n");
  await page.evaluate(async () => {
    await (await navigator.storage.getDirectory()).removeEntry("mine", { recursive: true });
  });
  await expect(livebars.problems).toContainText("is gone. What you typed is kept in this browser.");
  await page.keyboard.press("ControlOrMeta+s");
  await expect(livebars.problems).toContainText("What you typed is kept in this browser.");
  await expect.poll(async () => JSON.stringify(await kept(page, "unsaved"))).toContain("# Survives");
  await write(page, files);
  await livebars.problems.getByRole("button", { name: "Try again" }).click();
  await expect(livebars.template).toContainText("# Survives");
});

test("a page that goes right after a key loses nothing, nor does a folder that is closed", async ({
  page,
}) => {
  await start(page);
  for (const letter of "abc") {
    await livebars.template.focus();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.press(letter);
    await page.reload();
    await expect(livebars.template).toContainText(letter);
    await expect(unsaved("one.hbs")).toBeVisible();
  }
  // A page that seems to go and stays leaves nothing that is older.
  await livebars.template.focus();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.press("d");
  await page.evaluate(() => dispatchEvent(new Event("visibilitychange")));
  await page.keyboard.press("e");
  await expect.poll(async () => JSON.stringify(await kept(page, "unsaved"))).toContain("abcde");
  await page.reload();
  await expect(livebars.template).toContainText("{{> foot}}abcde");
  await livebars.write(livebars.partial("foot"), "kept foot");
  await expect(unsaved("foot.hbs")).toBeVisible();
  await page.getByRole("button", { name: "Close folder" }).click();
  await expect(page.getByRole("dialog")).toContainText("2 files are not saved.");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await expect(folder()).toBeHidden();
  await page.reload();
  await livebars.rendered();
  await expect(folder()).toBeHidden();
  await openFolder(page);
  await expect(livebars.template).toContainText("{{> foot}}abcde");
  await expect(livebars.preview.getByText("kept foot")).toBeVisible();
  expect(await read(page, "templates/one.hbs")).toBe(files["templates/one.hbs"]);
});

test("a permission that is withdrawn is said, and saving goes on when it is back", async ({ page }) => {
  await start(page);
  await livebars.typeAtStart(livebars.template, "# Mine\n\n");
  await expect(unsaved("one.hbs")).toBeVisible();
  await page.evaluate(() => {
    const { createWritable } = FileSystemFileHandle.prototype;
    Object.assign(window, {
      giveBack: () => Object.assign(FileSystemFileHandle.prototype, { createWritable }),
    });
    FileSystemFileHandle.prototype.createWritable = () =>
      Promise.reject(new DOMException("The request is not allowed.", "NotAllowedError"));
  });
  await page.keyboard.press("ControlOrMeta+s");
  await expect(livebars.problems).toContainText(
    "The browser no longer has access to the folder. What you typed is kept in this browser.",
  );
  await expect(unsaved("one.hbs")).toBeVisible();
  await page.evaluate(() => (window as unknown as { giveBack(): void }).giveBack());
  await livebars.problems.getByRole("button", { name: "Try again" }).click();
  await expect(livebars.problems).toContainText("templates/one.hbs saved.");
  expect(await read(page, "templates/one.hbs")).toContain("# Mine");
});

test("new documents, partials, data sets and helpers become files", async ({ page }) => {
  await start(page);
  await page.getByRole("button", { name: "File", exact: true }).click();
  await page.getByRole("button", { name: "New…" }).click();
  const dialog = page.getByRole("dialog", { name: "New document" });
  await dialog.getByRole("radio", { name: "Mail" }).check();
  await dialog.getByLabel("Name").fill("mail/hello there");
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(livebars.preview.getByRole("link", { name: "Follow it" })).toBeVisible();
  await expect(unsaved("hello-there.html.hbs")).toBeVisible();
  await page.getByRole("button", { name: "Add partial" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("sign");
  await page.keyboard.press("Enter");
  await expect(livebars.partial("sign")).toBeFocused();
  await page.keyboard.insertText("{{loud sender}}");
  await livebars.typeAtStart(livebars.template, "{{> sign}}\n");
  await livebars.write(livebars.helpers, "exports.loud = (text) => text.toUpperCase();\n");
  await page.getByRole("button", { name: "Sets", exact: true }).click();
  await page.getByRole("button", { name: "Add…" }).click();
  await page.getByRole("dialog", { name: "Add data set" }).getByLabel("Name").fill("guest");
  await page.keyboard.press("Enter");
  await livebars.write(livebars.data, '{"sender": "guest"}');
  await expect(livebars.preview.locator("body")).toContainText("GUEST");
  await expect(unsaved("sign.hbs")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+s");
  await expect(folder().getByRole("img", { name: "not saved" })).toHaveCount(0);
  expect(await read(page, "templates/mail/hello-there.html.hbs")).toContain("{{> sign}}");
  expect(await read(page, "templates/partials/sign.hbs")).toBe("{{loud sender}}");
  expect(await read(page, "templates/helpers.js")).toContain("exports.loud");
  expect(await read(page, "data/mail/hello-there.guest.json")).toBe('{"sender": "guest"}');
  await page.reload();
  await expect(livebars.preview.getByText("THE WORKSHOP")).toBeVisible();
  await expect(page.getByLabel("Format")).toHaveValue("html");
});

/** Drops a folder where the browser gives its files alone. */
const drop = (page: Page, files: Record<string, string>) =>
  page.evaluate((files) => {
    const fileEntry = (name: string, text: string) => ({
      name,
      isFile: true,
      isDirectory: false,
      file: (done: (file: File) => void) => done(new File([text], name)),
    });
    const directory = (name: string, below: [string[], string][]): object => {
      const names = [...new Set(below.map(([path]) => path[0] as string))];
      const entries = names.map((one) => {
        const within = below.filter(([path]) => path[0] === one);
        const [first] = within;
        if (first?.[0].length === 1) return fileEntry(one, first[1]);
        return directory(
          one,
          within.map(([path, text]) => [path.slice(1), text]),
        );
      });
      return {
        name,
        isFile: false,
        isDirectory: true,
        createReader: () => {
          let left: object[] = entries;
          return {
            readEntries: (done: (entries: object[]) => void) => {
              done(left);
              left = [];
            },
          };
        },
      };
    };
    const below = Object.entries(files).map(([path, text]): [string[], string] => [path.split("/"), text]);
    const root = directory("dropped", below);
    const { prototype } = DataTransferItem;
    Object.assign(prototype, { webkitGetAsEntry: () => root, getAsFileSystemHandle: undefined });
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([], "dropped"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, files);

test("elsewhere a folder is dropped, kept, and downloaded as a zip file", async ({ page }) => {
  await livebars.open();
  await drop(page, files);
  await expect(livebars.heading("One 1")).toBeVisible();
  await livebars.typeAtStart(livebars.template, "# Changed\n\n");
  await expect(unsaved("one.hbs")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+s");
  await expect(livebars.problems).toContainText("“Download as zip”");
  await page.reload();
  await expect(livebars.heading("Changed")).toBeVisible();
  await page.getByRole("button", { name: "File", exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download as zip" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("dropped.zip");
  const entries = unzipSync(await readFile(await download.path()));
  const text = (path: string) => new TextDecoder().decode(entries[path]);
  expect(Object.keys(entries).sort()).toEqual(
    Object.keys(files)
      .filter((path) => path !== "readme.txt")
      .sort(),
  );
  expect(text("templates/one.hbs")).toBe(`# Changed\n\n${files["templates/one.hbs"]}`);
  expect(text("data/one.guest.json")).toBe(files["data/one.guest.json"]);
  await page.getByRole("button", { name: "Close folder" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
  await expect(folder()).toBeHidden();
  await expect(page.getByLabel("Document").locator("option:checked")).toHaveText("Start here");
});

test("a document without a folder goes out as files, too", async ({ page }) => {
  await livebars.open("Release notes with partials");
  await page.getByRole("button", { name: "File", exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download as zip" }).click(),
  ]);
  const entries = unzipSync(await readFile(await download.path()));
  expect(Object.keys(entries).sort()).toEqual([
    "Release-notes-with-partials.json",
    "Release-notes-with-partials.md.hbs",
    "partials/notes/change.hbs",
    "partials/notes/section.hbs",
    "partials/signature.hbs",
  ]);
});
