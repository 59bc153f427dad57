// `build serve -save` on folders of one's own, as the README says.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

export interface SavingServer {
  address: string;
  write(path: string, text: string): void;
  read(path: string): string;
  close(): void;
}

/** Serves files whose paths begin with `templates/` or `data/`. */
export async function savingServer(files: Record<string, string>): Promise<SavingServer> {
  const folder = mkdtempSync(join(tmpdir(), "livebars-folder-"));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const program = join(folder, "build");
  execFileSync("go", ["build", "-o", program, "./build"], { cwd: root });
  const flags = ["-save", "-port", "0", "-out", join(folder, "dist")];
  for (const name of ["templates", "data"]) flags.push(`-${name}`, join(folder, name));
  const server = spawn(program, ["serve", ...flags], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  let address = "";
  for await (const line of createInterface({ input: server.stdout })) {
    address = /http:\S+/.exec(line)?.[0] ?? "";
    if (address) break;
  }
  return {
    address,
    write,
    read: (path) => readFileSync(join(folder, path), "utf8"),
    close() {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
