// The folders of `build serve -templates … -data … -save`: any engine can work in them.

import { isRecord } from "../../share/state.ts";
import { folders as words } from "../../words/en.ts";
import { ChangedError, type Folder, FolderError, type FolderFile } from "./folder.ts";

const address = "folder";

/** The folder that this site serves for saving, if it does. */
export function servedFolder(): Folder | undefined {
  const token = document.querySelector<HTMLMetaElement>('meta[name="livebars-folder"]')?.content;
  return token ? new ServedFolder(token) : undefined;
}

class ServedFolder implements Folder {
  readonly id = "served";
  readonly name = "served";
  readonly isReadOnly = false;

  constructor(private readonly token: string) {}

  async read(): Promise<FolderFile[]> {
    const files: unknown = await (await this.ask("GET", address)).json();
    if (!Array.isArray(files)) throw new FolderError(words.badAnswer);
    return files.filter(
      (one): one is FolderFile =>
        isRecord(one) && [one.path, one.text, one.stamp].every((text) => typeof text === "string"),
    );
  }

  async stamps(): Promise<Map<string, string>> {
    const stamps: unknown = await (await this.ask("GET", `${address}?stamps`)).json();
    if (!isRecord(stamps)) throw new FolderError(words.badAnswer);
    return new Map(Object.entries(stamps).map(([path, stamp]) => [path, String(stamp)]));
  }

  async write(path: string, text: string, stamp: string | undefined): Promise<string> {
    const file = `${address}/${path.split("/").map(encodeURIComponent).join("/")}`;
    const condition: [string, string] =
      stamp === undefined ? ["If-None-Match", "*"] : ["If-Match", `"${stamp}"`];
    const response = await this.ask("PUT", file, text, condition);
    return (response.headers.get("ETag") ?? "").replaceAll('"', "");
  }

  private async ask(
    method: string,
    file: string,
    body: string | null = null,
    condition?: [string, string],
  ): Promise<Response> {
    const headers = {
      "X-Livebars-Token": this.token,
      ...(condition ? { [condition[0]]: condition[1] } : {}),
    };
    const response = await fetch(file, { method, headers, body, cache: "no-store" }).catch(() => {
      throw new FolderError(words.noAnswer);
    });
    if (response.status === 412) throw new ChangedError(file);
    if (!response.ok) throw new FolderError((await response.text()).trim() || words.refused(response.status));
    return response;
  }
}
