// What some browsers lack: the site is served to a browser from which it was taken away, and does the same.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";
import { type StaticServer, serve } from "../browser/static-server.ts";
import { expect, test } from "../engines/test.ts";

const dist = fileURLToPath(new URL("../../../dist/", import.meta.url));

let server: StaticServer;
test.afterEach(() => server.close());

/** Serves the site, with a script that runs before all others, and with words of its files replaced by others. */
async function without(script: string, words: readonly [string, string] = ["", ""]): Promise<void> {
  server = await serve((path) => {
    if (path === "/missing.js") return script;
    const file = readFileSync(join(dist, words[1] === "" ? path : path.replaceAll(words[1], words[0])));
    if (!/\.(?:html|js|css)$/.test(path)) return file;
    const text = words[0] === "" ? String(file) : String(file).replaceAll(...words);
    return path === "/index.html"
      ? text
          .replaceAll(/ integrity="[^"]*"/g, "")
          .replace('<link rel="icon"', '<script src="missing.js"></script>$&')
      : text;
  });
}

test("shared memory: answers come as messages", async ({ person }) => {
  await without("");
  await person.begin({ template: "# {{x}}", data: '{"x": 1}' }, server.address);
  expect(await person.run("return crossOriginIsolated")).toBe(false);
  await expect.poll(() => person.page()).toBe("1");
  await person.enter("Template");
  await person.engine.type(" and more, typed fast");
  await expect.poll(() => person.page()).toBe("1 and more, typed fast");
});

test("CompressionStream: a link is made and opened", async ({ person }) => {
  await without("delete window.CompressionStream; delete window.DecompressionStream;");
  await person.begin({ template: `# {{x}}${" word".repeat(2000)}`, data: '{"x": "linked"}' }, server.address);
  await expect.poll(() => person.page()).toContain("linked");
  await person.click("Share");
  await person.until("return document.getElementById('share-link')?.value.includes('#')");
  const link = await person.run<string>("return document.getElementById('share-link').value");
  expect(link.length).toBeLessThan(2000);
  await person.begin(undefined, link);
  await expect.poll(() => person.page()).toContain("linked word word");
  await person.begin(undefined, `${link.slice(0, -40)}AAAA${link.slice(-36)}`);
  await expect.poll(() => person.problems()).toContain("This link is damaged");
  // 100 MB in 100 KB: no more of it than a page may have is unpacked.
  const large = deflateSync(Buffer.alloc(100 * 1024 * 1024)).toString("base64url");
  await person.begin(undefined, `${server.address}#1.${large.length.toString(36)}.${large}`);
  await expect.poll(() => person.problems()).toContain("This link contains more than 16 MB");
});

test("modulepreload: the scripts are loaded one after the other", async ({ person }) => {
  await without("DOMTokenList.prototype.supports = () => false;");
  await person.begin({ template: "# {{x}}", data: '{"x": 1}' }, server.address);
  await expect.poll(() => person.page()).toBe("1");
});

test("webkitGetAsEntry: files are dropped", async ({ person }) => {
  await without(
    "delete DataTransferItem.prototype.webkitGetAsEntry; delete DataTransferItem.prototype.getAsFileSystemHandle;",
  );
  await person.begin(undefined, server.address);
  await person.drop({ "letter.hbs": "# Dear {{name}}", "letter.json": '{"name": "Ada"}' });
  await expect.poll(() => person.page()).toBe("Dear Ada");
});

test("showDirectoryPicker: the files of a folder are chosen, and kept", async ({ person }) => {
  await without("delete window.showDirectoryPicker;");
  await person.begin(undefined, server.address);
  // The dialog of files cannot be driven in each engine: its answer is put there.
  await person.run(`HTMLInputElement.prototype.click = function () {
    const texts = { "site/templates/letter.hbs": "# Dear {{name}}", "site/data/letter.json": '{"name": "Ada"}', "site/.git/x.hbs": "" };
    const files = Object.entries(texts).map(([path, text]) =>
      Object.defineProperty(new File([text], path.split("/").at(-1)), "webkitRelativePath", { value: path }));
    Object.defineProperty(this, "files", { value: files });
    this.dispatchEvent(new Event("change"));
  };`);
  await person.click("File");
  await person.click("Open folder…");
  await expect.poll(() => person.page()).toBe("Dear Ada");
  const files = () =>
    person.run(
      "return [...document.querySelectorAll('.file-tree button')].map(({ textContent }) => textContent).join()",
    );
  expect(await files()).toBe("letter.json,letter.hbs");
  await person.open(`${server.address}?again`);
  await expect.poll(files).toBe("letter.json,letter.hbs");
});

test("content-visibility: a long page is scrolled to its anchors", async ({ person }) => {
  await without("", ["content-visibility:", "content-visibility-:"]);
  const template = `[down](#end)\n\n{{#each list}}\n## Part {{this}}\n\ntext\n\n{{/each}}\n\n## End\n`;
  const data = JSON.stringify({ list: Array.from({ length: 300 }, (_, i) => i) });
  await person.begin({ template, data }, server.address);
  await expect.poll(() => person.page()).toContain("End");
  await person.inPage("page.querySelector('a').click()");
  const end = "page.getElementById('end').getBoundingClientRect().top";
  await expect.poll(() => person.inPage(`${end} < frame.clientHeight && ${end} >= 0`)).toBe(true);
});

test("popovers: menus open, close and are closed by Escape", async ({ person }) => {
  // No engine can be without: under another name it is what the browser does not know.
  await without("", ["popover", "xpopover"]);
  await person.begin({ template: "# {{x}}", data: '{"x": 1}' }, server.address);
  await person.click("Options");
  await person.until("return document.querySelector('[data-option=strict]').checkVisibility()");
  await person.engine.press("Escape");
  await person.until("return !document.querySelector('[data-option=strict]').checkVisibility()");
});

test("a browser that is too old shows a sentence that says so", async ({ person }) => {
  await without("", ["@supports (color: light-dark(", "@supports (colour: light-dark("]);
  await person.engine.open(server.address);
  await person.until("return document.readyState === 'complete'");
  const seen = "document.elementFromPoint(innerWidth / 2, 100)?.closest('.old-browser')?.innerText ?? ''";
  await expect
    .poll(() => person.run<string>(`return ${seen}`))
    .toContain("This browser is too old for Livebars.");
});
