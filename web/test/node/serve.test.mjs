// `build serve` with a folder of one's own: it is served, and changes are followed.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "livebars-"));
let server;
let address;

before(async () => {
  mkdirSync(join(folder, "templates/mail"), { recursive: true });
  mkdirSync(join(folder, "data/mail"), { recursive: true });
  writeFileSync(join(folder, "templates/mail/first.hbs"), "Dear {{name}}");
  writeFileSync(join(folder, "data/mail/first.json"), '{"name":"Ada"}');
  const program = join(folder, "build");
  await run("go", ["build", "-o", program, "./build"]);
  writeFileSync(join(folder, "own.js"), "exports.loud = (text) => text;\n");
  const paths = { "-out": "dist", "-templates": "templates", "-data": "data", "-helpers": "own.js" };
  const flags = ["-port", "0"];
  for (const [flag, path] of Object.entries(paths)) flags.push(flag, join(folder, path));
  server = spawn(program, ["serve", ...flags], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: server.stdout })) {
    address = /http:\S+/.exec(line)?.[0];
    if (address) break;
  }
});

after(() => {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

function run(command, args) {
  return new Promise((resolve, reject) => {
    spawn(command, args, { cwd: root, stdio: "inherit" }).on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`)),
    );
  });
}

const samples = async () => (await fetch(`${address}samples.json`)).json();

test("the folder is served instead of the samples", async () => {
  assert.deepEqual(
    (await samples()).map(({ id, template, data, helpers }) => ({ id, template, data, helpers })),
    [
      {
        id: "mail/first",
        template: "Dear {{name}}",
        data: '{"name":"Ada"}',
        helpers: "exports.loud = (text) => text;\n",
      },
    ],
  );
  assert.match(await (await fetch(address)).text(), /name="livebars-live"/);
});

/** Changes a file, and waits until the page is told to load again. */
async function changed(file, text) {
  const live = /name="livebars-live" content="\/([^"]+)"/.exec(await (await fetch(address)).text());
  const changes = await fetch(address + live[1]);
  const reader = changes.body.pipeThrough(new TextDecoderStream()).getReader();
  writeFileSync(join(folder, file), text);
  let heard = "";
  while (!heard.includes("data: reload")) heard += (await reader.read()).value;
  await reader.cancel();
}

test("a change of a template, and of helpers, reaches the page", async () => {
  await changed("templates/mail/first.hbs", "Dear dear {{name}}");
  assert.equal((await samples())[0].template, "Dear dear {{name}}");
  await changed("own.js", "exports.quiet = (text) => text;\n");
  assert.equal((await samples())[0].helpers, "exports.quiet = (text) => text;\n");
});

test("a page of an earlier making is told at once", async () => {
  const changes = await fetch(`${address}changes?made=long-ago`);
  const reader = changes.body.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  while (!heard.includes("data: reload")) heard += (await reader.read()).value;
  await reader.cancel();
});
