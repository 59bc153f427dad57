// Bad input, a stuck or dying renderer, missing files: the page and the editors stay alive, nothing typed is lost.
import type { Page } from "@playwright/test";
import { expect, LivebarsPage, test } from "./page.ts";

let livebars: LivebarsPage;
test.beforeEach(({ page }) => {
  livebars = new LivebarsPage(page);
});

/** Puts a text into an editor at once, however long it is. */
async function paste(editor: LivebarsPage["template"], text: string): Promise<void> {
  await editor.click();
  await editor.page().keyboard.press("ControlOrMeta+a");
  await editor.evaluate((element, pasted) => {
    const data = new DataTransfer();
    data.setData("text/plain", pasted);
    element.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, text);
}

test("200,000 nested blocks, 10 MB of data, a partial in itself", async () => {
  await livebars.open();
  await paste(livebars.template, "{{#a}}".repeat(200_000));
  await expect(livebars.problems).toContainText("Blocks are nested more than 256 levels deep.", {
    timeout: 20_000,
  });
  await livebars.write(livebars.template, "# Alive {{length}}");
  await paste(
    livebars.data,
    `[${'{"name":"value","text":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},'.repeat(140_000)}1]`,
  );
  // Reading them takes most of the time limit: on a busy machine the limit may come first, and says so.
  await expect
    .poll(
      async () =>
        (await livebars.heading("Alive 140001").count()) > 0 ||
        (await livebars.problems.innerText()).includes("Reading the data took too long."),
      { timeout: 60_000 },
    )
    .toBe(true);
  await paste(livebars.data, "{}");
  await livebars.write(livebars.partial("signature"), "{{> signature}}");
  await livebars.write(livebars.template, "{{> signature}}");
  await expect(livebars.problems).toContainText("The partial signature includes itself without an end.");
  await livebars.write(livebars.template, "# Alive again");
  await expect(livebars.heading("Alive again")).toBeVisible();
});

test("a text that takes too long is shown as far as it goes", async () => {
  await livebars.open();
  await paste(livebars.template, `# Start\n\n${"[a](".repeat(100_000)}`);
  await expect(livebars.problems).toContainText("the rest is shown as plain text", { timeout: 20_000 });
  await expect(livebars.heading("Start")).toBeVisible();
});

test("a stuck worker is replaced, and the person reads it", async ({ page }) => {
  // A worker that swallows the first update after "stick" appears in the template.
  await page.addInitScript(() => {
    const Original = Worker;
    let stuck = false;
    window.Worker = class extends Original {
      override postMessage(message: { call?: string; request?: object }) {
        if (!stuck && JSON.stringify(message.request)?.includes("stick")) {
          stuck = true;
          return;
        }
        super.postMessage(message);
      }
    } as typeof Worker;
  });
  await livebars.open();
  await livebars.write(livebars.template, "# stick");
  await expect(livebars.problems).toContainText("Rendering took longer than 2 s and was stopped.");
  await expect(livebars.heading("Hello, Ada!")).toBeVisible();
  await livebars.typeAtStart(livebars.template, "# un");
  await expect(livebars.heading("un# stick")).toBeVisible();
  await livebars.rendered();
});

test("a renderer that fails says so and is started anew", async ({ page }) => {
  // A module whose program answers one template as it answers a panic of its own.
  await page.addInitScript(() => {
    const Original = Worker;
    window.Worker = class extends Original {
      override postMessage(message: { call?: string; id?: number; request?: object }) {
        if (!JSON.stringify(message.request)?.includes("panic")) return super.postMessage(message);
        const at = { offset: 0, line: 1, column: 1 };
        const text = "Livebars failed on this input: index out of range.";
        const diagnostics = [
          { severity: "error", code: "internal-error", message: text, source: "template", from: at, to: at },
        ];
        const result = { ok: false, splices: [], diagnostics };
        this.dispatchEvent(
          new MessageEvent("message", { data: { event: "answer", id: message.id, result } }),
        );
      }
    } as typeof Worker;
  });
  await livebars.open();
  const workers: string[] = [];
  page.on("worker", (worker) => workers.push(worker.url()));
  await livebars.write(livebars.template, "# panic");
  await expect(livebars.problems).toContainText("Livebars failed on this input");
  await livebars.write(livebars.template, "# calm");
  await expect(livebars.heading("calm")).toBeVisible();
  expect(workers).toHaveLength(1);
});

/** From now on the Go program of the page's worker has ended for one kind of call: each throws. */
async function endProgramAt(page: Page, kind: "update" | "ask"): Promise<void> {
  const [worker] = page.workers();
  if (!worker) throw new Error("no worker");
  await worker.evaluate((kind) => {
    interface GoProgram {
      _resume(): void;
      _pendingEvent: { args: ArrayLike<unknown> };
    }
    const { prototype } = (globalThis as unknown as { Go: { prototype: GoProgram } }).Go;
    const resume = prototype._resume;
    prototype._resume = function () {
      const isQuestion = typeof this._pendingEvent.args[0] === "string"; // its name comes first
      if (isQuestion === (kind === "ask")) throw new Error("Go program has already exited");
      resume.call(this);
    };
  }, kind);
}

test("a program that ends in the middle of a rendering is started anew", async ({ page }) => {
  await livebars.open();
  await endProgramAt(page, "update");
  await livebars.write(livebars.template, "# after");
  await expect(livebars.problems).toContainText("Livebars failed on this input");
  await livebars.typeAtStart(livebars.template, "# once more\n");
  await expect(livebars.heading("once more")).toBeVisible();
  await expect(livebars.problems).not.toContainText("Livebars failed");
});

test("a program that ends at a question of an editor is started anew", async ({ page }) => {
  await livebars.open();
  await endProgramAt(page, "ask");
  const isStarted = page.waitForEvent("worker");
  await livebars.write(livebars.template, "# before");
  await isStarted;
  await livebars.typeAtStart(livebars.template, "# once more\n");
  await expect(livebars.heading("once more")).toBeVisible();
  await expect(livebars.problems).not.toContainText("Livebars failed");
});

test("a first rendering that runs out of time on a busy machine is tried again", async ({ page }) => {
  // The first two answers are turned into those of a module whose time is up.
  await page.addInitScript(() => {
    const Original = Worker;
    let late = 2;
    window.Worker = class extends Original {
      override set onmessage(receive: ((event: MessageEvent) => void) | null) {
        this.addEventListener("message", (event) => {
          if (event.data.event === "answer" && late-- > 0) {
            const at = { offset: 0, line: 1, column: 1 };
            const text = "Rendering took too long and was stopped.";
            const diagnostics = [
              { severity: "error", code: "time-limit", message: text, source: "template", from: at, to: at },
            ];
            event.data.result = { ok: false, splices: [], diagnostics };
          }
          receive?.(event);
        });
      }
    } as typeof Worker;
  });
  await page.goto("/");
  await livebars.rendered();
  await livebars.typeAtStart(livebars.template, "# In time\n");
  await expect(livebars.heading("In time")).toBeVisible();
});

test("a missing module is said in plain words, and typing is kept", async ({ page }) => {
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "no" }));
  await page.goto("/");
  await expect(livebars.problems).toContainText("The renderer could not be loaded.");
  await expect(livebars.problems).toContainText("the server answers 404");
  await livebars.typeAtStart(livebars.template, "# Kept\n\n");
  await page.unroute("**/*.wasm");
  await page.reload();
  await expect(livebars.heading("Kept")).toBeVisible();
});

test("what reads other data and cannot be loaded is said in plain words, and tried again", async ({
  page,
}) => {
  await page.route("**/data-kinds-*.js", (route) => route.fulfill({ status: 404, body: "no" }));
  await livebars.open();
  await livebars.write(livebars.template, "# {{name}}");
  await livebars.write(livebars.data, "name: Ada");
  await expect(livebars.problems).toContainText("What reads these data");
  await expect(livebars.problems).not.toContainText("Livebars failed");
  await page.unroute("**/data-kinds-*.js");
  await livebars.write(livebars.data, "name: Noor");
  await expect(livebars.heading("Noor")).toBeVisible();
});

test("a damaged module is said in plain words", async ({ page }) => {
  await page.route("**/*.wasm", (route) =>
    route.fulfill({ body: "no module", contentType: "application/wasm" }),
  );
  await page.goto("/");
  await expect(livebars.problems).toContainText("is damaged");
});

test("a browser without WebAssembly is told", async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, "WebAssembly");
  });
  await page.goto("/");
  await expect(livebars.problems).toContainText(
    "Livebars needs WebAssembly, which is missing or switched off here.",
  );
});

test("progress is shown while the module loads", async ({ page }) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/");
  await expect(page.getByRole("progressbar")).toBeVisible();
  await expect(livebars.problems).toContainText("Loading the renderer");
  release();
  await expect(livebars.heading("Hello, Ada!")).toBeVisible();
  await expect(page.getByRole("progressbar")).toHaveCount(0);
});

test("nothing but the site itself is asked for", async ({ page }) => {
  const foreign: string[] = [];
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.host !== "127.0.0.1:8199") foreign.push(request.url());
  });
  const faults: string[] = [];
  page.on("console", (message) => {
    // Playwright's own scripts are refused by the preview frame, as all are.
    const refused = /^Blocked script execution in 'about:(blank|srcdoc)'/.test(message.text());
    if (message.type() === "error" && !refused) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  await livebars.open();
  await livebars.typeAtStart(livebars.template, "# x\n");
  await expect(livebars.heading("x")).toBeVisible();
  expect(foreign).toEqual([]);
  expect(faults).toEqual([]);
});

test("a worker that is killed from outside is replaced", async ({ page }) => {
  let modules = 0;
  page.on("request", (request) => {
    if (request.url().endsWith(".wasm")) modules++;
  });
  await livebars.open();
  await livebars.write(livebars.template, "{{#each l}}{{@index}} {{/each}}");
  await livebars.write(livebars.data, `{"l":[${"0,".repeat(20_000)}0]}`);
  await expect(livebars.preview.locator("body")).toContainText("19999"); // what is under way now would be answered by the next worker
  // Whether it is said depends on what it was asked first: a rendering, or a question of an editor.
  const isStarted = page.waitForEvent("worker", { timeout: 30_000 });
  await page.workers()[0]?.evaluate(() => self.close());
  await livebars.write(livebars.template, "# Typed {{a}}\n\nmeanwhile");
  await isStarted;
  await expect(livebars.template).toContainText("# Typed {{a}}");
  await livebars.write(livebars.data, '{"a":"on"}');
  await expect(livebars.heading("Typed on")).toBeVisible();
  await expect(livebars.problems).not.toContainText("Error");
  expect(modules).toBe(1); // the next worker has the module of the first
});

test("where storage is forbidden the page works, and says that drafts are lost", async ({ page }) => {
  await page.addInitScript(() => {
    for (const storage of ["localStorage", "indexedDB"])
      Object.defineProperty(window, storage, {
        get() {
          throw new DOMException("The operation is insecure.", "SecurityError");
        },
      });
  });
  await livebars.open();
  await livebars.typeAtStart(livebars.template, "# Here\n\n");
  await expect(livebars.heading("Here")).toBeVisible();
  await expect(livebars.problems).toContainText("lost when this tab closes");
  await livebars.choose("Task page: chat completion");
  await expect(livebars.heading("Chat Completion")).toBeVisible();
});

test("where there is no database, drafts and documents are kept in the smaller storage", async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException(
        "A mutation operation was attempted on a database that did not allow it.",
        "InvalidStateError",
      );
    };
  });
  await livebars.open();
  await page.getByRole("button", { name: "File", exact: true }).click();
  await page.getByRole("button", { name: "Duplicate" }).click();
  await expect(page).toHaveTitle("Start here (copy) · Livebars");
  await livebars.typeAtStart(livebars.template, "# Here\n\n");
  await expect(livebars.heading("Here")).toBeVisible();
  await page.reload();
  await expect(livebars.heading("Here")).toBeVisible();
  await expect(page).toHaveTitle("Start here (copy) · Livebars");
  await expect(livebars.problems).not.toContainText("lost");
});

test("two tabs on one draft show the same, and neither loses what was typed", async ({ page, context }) => {
  await livebars.open();
  const other = new LivebarsPage(await context.newPage());
  await other.open();
  await livebars.typeAtStart(livebars.template, "# One\n\n");
  await expect(other.heading("One")).toBeVisible();
  await other.typeAtStart(other.template, "# Two\n\n");
  await expect(livebars.heading("Two")).toBeVisible();
  await expect(livebars.heading("One")).toBeVisible();
  await page.getByLabel("Flavor").selectOption("commonmark");
  await expect(other.page.getByLabel("Flavor")).toHaveValue("commonmark");
  await page.reload();
  await expect(livebars.template).toContainText("# Two");
  await expect(livebars.template).toContainText("# One");
  await other.template.focus();
  await expect(async () => {
    await other.page.keyboard.press("ControlOrMeta+z");
    await expect(livebars.heading("Two")).toHaveCount(0, { timeout: 1000 });
  }).toPass();
});

test("partials that another tab adds and removes leave the caret where it is", async ({ page, context }) => {
  await livebars.open();
  await livebars.write(livebars.template, "# One");
  const other = new LivebarsPage(await context.newPage());
  await other.open();
  await expect(other.template).toHaveText("# One");
  const dialog = other.page.getByRole("dialog");
  await other.page.getByRole("button", { name: "Add partial" }).click();
  await dialog.getByLabel("Name").fill("words");
  await other.page.keyboard.press("Enter");
  await expect(other.partial("words")).toBeFocused();
  await other.page.keyboard.type("of *{{name}}*");
  await expect(livebars.partial("words")).toHaveText("of *{{name}}*");
  await expect(livebars.template).toBeFocused();
  await page.keyboard.type(" {{> words}}");
  for (const tab of [livebars, other]) await expect(tab.heading("One of Ada")).toBeVisible();
  await other.page.getByRole("button", { name: "Remove partial words" }).click();
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(livebars.partial("words")).toHaveCount(0);
  await page.keyboard.type("!");
  for (const tab of [livebars, other]) {
    await expect(tab.template).toHaveText("# One {{> words}}!");
    await expect(tab.problems).toContainText("There is no partial named words.");
  }
});

test("what two tabs change at once comes together", async ({ page, context }) => {
  await livebars.open();
  const other = new LivebarsPage(await context.newPage());
  await other.open();
  for (let i = 0; i < 4; i++) {
    const dialect = i % 2 ? "gfm" : "commonmark";
    await Promise.all([
      other.typeAtStart(other.template, `# Text ${i}\n\n`),
      page.getByLabel("Flavor").selectOption(dialect),
    ]);
    await expect(livebars.heading(`Text ${i}`)).toBeVisible();
    for (const tab of [page, other.page]) await expect(tab.getByLabel("Flavor")).toHaveValue(dialect);
  }
});

test("a site without TLS keeps drafts as well", async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(Crypto.prototype, "randomUUID")); // as on http://
  await livebars.open();
  await livebars.typeAtStart(livebars.template, "# Kept\n\n");
  await expect(livebars.heading("Kept")).toBeVisible();
  await page.reload();
  await expect(livebars.template).toContainText("# Kept");
});

/** Milliseconds after which the watchdog ends a worker that does not answer, and one more second. */
const beyondTheWatchdog = 4000;

test("a tab that was frozen in the background goes on where it was", async ({ page }) => {
  await livebars.open();
  await livebars.typeAtStart(livebars.template, "# Before\n\n");
  const client = await page.context().newCDPSession(page);
  await client.send("Page.setWebLifecycleState", { state: "frozen" });
  await new Promise((resolve) => setTimeout(resolve, beyondTheWatchdog));
  await client.send("Page.setWebLifecycleState", { state: "active" });
  await expect(livebars.heading("Before")).toBeVisible();
  await livebars.typeAtStart(livebars.template, "# After\n\n");
  await expect(livebars.heading("After")).toBeVisible();
  await page.reload();
  await expect(livebars.template).toContainText("# Before");
  await expect(livebars.template).toContainText("# After");
});
