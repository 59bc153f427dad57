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
  const flags = ["-port", "0", "-out", "dist", "-templates", "templates", "-data", "data"].map((flag) =>
    ["dist", "templates", "data"].includes(flag) ? join(folder, flag) : flag,
  );
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
    (await samples()).map(({ id, template, data }) => ({ id, template, data })),
    [{ id: "mail/first", template: "Dear {{name}}", data: '{"name":"Ada"}' }],
  );
  assert.match(await (await fetch(address)).text(), /name="livebars-live"/);
});

test("a change of a template reaches the page", async () => {
  const live = /name="livebars-live" content="\/([^"]+)"/.exec(await (await fetch(address)).text());
  const changes = await fetch(address + live[1]);
  const reader = changes.body.pipeThrough(new TextDecoderStream()).getReader();
  writeFileSync(join(folder, "templates/mail/first.hbs"), "Dear dear {{name}}");
  let heard = "";
  while (!heard.includes("data: reload")) heard += (await reader.read()).value;
  await reader.cancel();
  assert.equal((await samples())[0].template, "Dear dear {{name}}");
});

test("a page of an earlier making is told at once", async () => {
  const changes = await fetch(`${address}changes?made=long-ago`);
  const reader = changes.body.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  while (!heard.includes("data: reload")) heard += (await reader.read()).value;
  await reader.cancel();
});
