// The npm package: its shape; packed, installed into an empty project, used by a Node script, and with the types of
// frameworks.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { publint } from "publint";

const dist = fileURLToPath(new URL("../../../dist/", import.meta.url));
const modules = fileURLToPath(new URL("../../node_modules/", import.meta.url));
const tsc = `${modules}typescript/bin/tsc`;

/** An empty project with the package, and with packages of ours, from the folders that are named. */
const project = mkdtempSync(join(tmpdir(), "livebars-package-"));

function run(file, ...args) {
  try {
    return execFileSync(file, args, { cwd: project, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    throw new Error(`${args.join(" ")}: ${error.stdout}${error.stderr}`);
  }
}

const [packed] = JSON.parse(run("npm", "pack", dist, "--json"));
writeFileSync(join(project, "package.json"), '{ "name": "empty", "private": true, "type": "module" }');
run("npm", "install", "--no-audit", "--no-fund", "--offline", `./${packed.filename}`);

/** Puts a package of ours into the project, under a name. */
function link(name, folder = name) {
  const target = join(project, "node_modules", name);
  mkdirSync(dirname(target), { recursive: true });
  rmSync(target, { force: true });
  symlinkSync(join(modules, folder), target);
}

/** Checks a file with its types: what is wrong, or "". */
function checked(name, text, ...flags) {
  writeFileSync(join(project, name), text);
  const options = [
    "--noEmit",
    "--strict",
    "--module",
    "esnext",
    "--moduleResolution",
    "bundler",
    "--target",
    "es2022",
  ];
  run(process.execPath, tsc, ...options, ...flags, name);
}

test("the package has the shape that publint and @arethetypeswrong/cli ask for", {
  timeout: 180_000,
}, async () => {
  assert.ok(packed.files.some(({ path }) => path === "livebars.d.ts"));
  assert.ok(!packed.files.some(({ path }) => /\.(br|gz)$/.test(path)));
  const { messages } = await publint({ pkgDir: join(project, "node_modules/livebars") });
  assert.deepEqual(messages, []);
  run(
    process.execPath,
    `${modules}@arethetypeswrong/cli/dist/index.js`,
    packed.filename,
    "--profile",
    "esm-only",
    "--exclude-entrypoints",
    "livebars.wasm", // an address, no module
  );
});

test("the package works in a Node script, and with types", { timeout: 180_000 }, () => {
  writeFileSync(
    join(project, "script.mjs"),
    `import { createRenderer } from "livebars";
     import { decodeLink, encodeLink } from "livebars/share.js";
     const renderer = await createRenderer();
     const { html } = await renderer.render({ template: "# {{shout a}}", data: { a: "hi" }, helpers: { shout: (s) => s.toUpperCase() } });
     const inWorker = await (await createRenderer({ worker: true })).render({ template: "{{a}}", data: '{"a":1}', format: "text" });
     const link = await encodeLink({ template: "x", data: "{}", partials: {}, format: "text", dialect: "gfm", view: "page" });
     console.log(html.trim(), inWorker.text, (await decodeLink(link, () => undefined)).state.template);
     process.exit();`,
  );
  assert.equal(run(process.execPath, "script.mjs"), '<h1 id="hi">HI</h1> 1 x\n');
  checked(
    "typed.ts",
    `import { createRenderer, type RenderResult } from "livebars";
     import { encodeLink } from "livebars/share.js";
     const result: RenderResult = await (await createRenderer({ timeLimit: 500 })).render({ template: "x" });
     // @ts-expect-error there is no such dialect
     await (await createRenderer()).render({ template: "x", dialect: "latin" });
     export const link: string = await encodeLink({ template: result.text, data: "", partials: {}, format: "html", dialect: "gfm", view: "page" });`,
  );
});

test("the elements can be imported on a server, where they do nothing", () => {
  const script =
    'const { LivebarsPreview } = await import("livebars/embed.js"); console.log(typeof LivebarsPreview);';
  assert.equal(run(process.execPath, "--input-type=module", "-e", script), "function\n");
});

test("the elements have types in a page of one's own", () => {
  checked(
    "elements.ts",
    `import "livebars/embed.js";
     import type { LivebarsPreview } from "livebars/embed.js";
     const preview: LivebarsPreview = document.createElement("livebars-preview");
     preview.data = { name: "Ada" };
     preview.partials = { sign: "yours" };
     preview.templateText = "x";
     preview.editable = true;
     preview.addEventListener("rendered", ({ detail }) => console.log(detail.ok, preview.diagnostics.length));
     await preview.update({ template: "y", data: { a: 1 } });
     // @ts-expect-error there is no such dialect
     preview.dialect = "latin";
     document.querySelector("livebars-editor")?.addEventListener("change", ({ detail }) => detail.template);`,
  );
});

const jsx = (listener) =>
  `export const page = (
     <>
       <livebars-preview templateText="# {{a}}" data={{ a: 1 }} partials={{ b: "c" }} height="auto" editable ${listener} />
       <livebars-editor template="/a.hbs" data="/a.json" theme="dark" class-name="x" />
       {/* @ts-expect-error there is no such dialect */}
       <livebars-preview dialect="latin" />
     </>
   );`;

for (const [name, folder] of [
  ["React 19", "@types/react"],
  ["React 18", "types-react-18"],
])
  test(`the elements have types in the JSX of ${name}`, () => {
    link("@types/react", folder);
    link("csstype");
    link("@types/prop-types");
    const text = `import "livebars/react";\n${jsx("onready={(event) => event.detail}")}`;
    checked("react.tsx", text, "--jsx", "react-jsx");
  });

test("the elements have types in the JSX of Preact and Solid", () => {
  link("preact");
  link("solid-js");
  link("csstype");
  const flags = (source) => ["--jsx", "preserve", "--jsxImportSource", source];
  checked(
    "preact.tsx",
    `import "livebars/preact";\n${jsx("onready={(event) => event.detail}")}`,
    "--jsx",
    "react-jsx",
    "--jsxImportSource",
    "preact",
    "--skipLibCheck",
  );
  checked(
    "solid.tsx",
    `import "livebars/solid";
     export const page = <livebars-preview prop:templateText="x" prop:data={{ a: 1 }} height="auto" on:ready={(event) => event.detail} />;
     // @ts-expect-error there is no such dialect
     export const other = <livebars-preview dialect="latin" />;`,
    ...flags("solid-js"),
  );
});

test("the elements have types in templates of Svelte and Vue", () => {
  for (const name of ["svelte", "vue", "csstype"]) link(name);
  checked(
    "svelte.ts",
    `import "livebars/svelte";
     import type { SvelteHTMLElements } from "svelte/elements";
     export const preview: SvelteHTMLElements["livebars-preview"] = { templateText: "x", data: { a: 1 }, onready: (event) => event.detail };
     // @ts-expect-error there is no such dialect
     export const other: SvelteHTMLElements["livebars-preview"] = { dialect: "latin" };`,
    "--skipLibCheck",
  );
  checked(
    "vue.ts",
    `import "livebars/vue";
     import type { GlobalComponents } from "vue";
     type Properties = InstanceType<GlobalComponents["livebars-preview"]>["$props"];
     export const preview: Properties = { templateText: "x", data: { a: 1 }, onReady: (event) => event.detail };
     // @ts-expect-error there is no such dialect
     export const other: Properties = { dialect: "latin" };`,
    "--skipLibCheck",
  );
});
