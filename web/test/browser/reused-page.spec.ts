// The page that tests share: nothing of one test is there in the next.
import { expect, test } from "./page.ts";
import { type Emulated, ReusedPage } from "./reused-page.ts";

const light: Emulated = { viewport: { width: 1440, height: 900 }, colorScheme: "light", forcedColors: null };

test("a page that is taken again is as a new one", async ({ browser, baseURL }) => {
  const reused = new ReusedPage(browser, `${baseURL}/icon.svg`);
  const page = await reused.take(light);
  await page.addInitScript(() => Object.assign(window, { added: true }));
  await page.context().addInitScript(() => Object.assign(window, { addedToContext: true }));
  await page.route("**/not-there.txt", (route) => route.fulfill({ body: "routed" }));
  await page.context().grantPermissions(["clipboard-read"]);
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setPageScaleFactor", { pageScaleFactor: 2 });
  let heard = 0;
  page.on("console", () => heard++);
  await page.goto(`${baseURL}/icon.svg`);
  await page.evaluate(async () => {
    localStorage.setItem("a", "b");
    sessionStorage.setItem("a", "b");
    window.name = "a";
    const root = await navigator.storage.getDirectory();
    await root.getDirectoryHandle("a", { create: true });
    await caches.open("a");
    await new Promise((resolve) => {
      indexedDB.open("a").onsuccess = resolve;
    });
    window.open("about:blank");
    console.log("a");
  });
  await page.emulateMedia({ colorScheme: "dark", media: "print" });
  await page.setViewportSize({ width: 360, height: 600 });
  expect(heard).toBe(1);
  expect(page.context().pages()).toHaveLength(2);

  expect(await reused.take(light)).toBe(page);
  await page.goto(`${baseURL}/icon.svg`);
  const state = await page.evaluate(async () => {
    console.log("b");
    const entries: string[] = [];
    // The types of the DOM lack the iterator of a directory.
    const root = (await navigator.storage.getDirectory()) as unknown as { keys(): AsyncIterable<string> };
    for await (const name of root.keys()) entries.push(name);
    return {
      added: "added" in window || "addedToContext" in window,
      stored: [localStorage.length, sessionStorage.length, entries.length, (await caches.keys()).length],
      databases: await indexedDB.databases(),
      name: window.name,
      isDark: matchMedia("(prefers-color-scheme: dark)").matches,
      isPrint: matchMedia("print").matches,
      width: innerWidth,
      scale: visualViewport?.scale,
      clipboard: (await navigator.permissions.query({ name: "clipboard-read" as PermissionName })).state,
      routed: (await fetch("/not-there.txt")).status,
    };
  });
  expect(state).toEqual({
    added: false,
    stored: [0, 0, 0, 0],
    databases: [],
    name: "",
    isDark: false,
    isPrint: false,
    width: 1440,
    scale: 1,
    clipboard: "prompt",
    routed: 404,
  });
  expect(heard).toBe(1);
  expect(page.context().pages()).toHaveLength(1);
  await reused.drop();
});

test("a page that is closed, or has crashed, is another one for the next test", async ({
  browser,
  baseURL,
}) => {
  const reused = new ReusedPage(browser, `${baseURL}/icon.svg`);
  const first = await reused.take(light);
  await first.close();
  const second = await reused.take(light);
  expect(second).not.toBe(first);
  const crashed = second.waitForEvent("crash");
  await Promise.all([crashed, second.goto("chrome://crash").catch(() => {})]);
  const third = await reused.take(light);
  await third.goto(`${baseURL}/icon.svg`);
  await expect(third).toHaveURL(/icon/);
  await reused.drop();
});
