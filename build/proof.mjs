// Renders with the library of a site, to prove that its files work: node proof.mjs LIVEBARS_JS
// The input makes the program do what leans on the tables of functions: deep calls, collections, a panic that is caught.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";

process.on("uncaughtException", (error) => {
  console.error(String(error)); // with the source of a script in one line nobody is helped
  process.exit(1);
});
const { createRenderer } = await import(pathToFileURL(process.argv[2]).href);
const names = Array.from({ length: 2000 }, (_, i) => `name ${i}`);
const request = {
  template: "# {{title}}\n\n{{#each names}}\n- *{{this}}*\n{{/each}}\n\n{{> deep level=60}}",
  partials: { deep: "{{#if level}}({{> deep level=(less level)}}){{/if}}" },
  data: { title: "Proof & all", names },
};
const list = names.map((name) => `<li><em>${name}</em></li>`).join("\n");
const html = `<h1 id="proof--all">Proof &amp; all</h1>\n<ul>\n${list}\n</ul>\n<p>${"(".repeat(60)}${")".repeat(60)}</p>\n`;

const here = await createRenderer({ worker: false, timeLimit: 60_000 });
for (let i = 0; i < 3; i++) {
  const result = await here.render({ ...request, helpers: { less: (level) => level - 1 } });
  assert.deepEqual(result.diagnostics, []);
  assert.equal(result.html, html);
}
const broken = await here.render({ template: "{{#if a}}" });
assert.equal(broken.diagnostics[0]?.code, "unclosed-block");
const faulty = { fail: () => assert.fail("of its own") };
assert.equal((await here.render({ template: "{{fail}}", helpers: faulty })).diagnostics[0]?.code, "helper-failed");
here.close();

const worker = await createRenderer({ worker: true, timeLimit: 60_000 });
const result = await worker.render({ template: "*{{a}}*", data: { a: 1 } });
assert.equal(result.html, "<p><em>1</em></p>\n");
worker.close();
