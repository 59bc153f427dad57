// The ways into a folder, and out of it. What works in folders is loaded when there is one.

import { Table } from "./documents/table.ts";
import { byId } from "./elements.ts";
import type { FolderSurroundings, Folders } from "./folder/folders.ts";
import { chooseFolder } from "./open-files.ts";

export class FolderOpening {
  private loading: Promise<Folders> | undefined;
  /** Work in a folder, once it is loaded. */
  current: Folders | undefined;

  constructor(private readonly around: Omit<FolderSurroundings, "element">) {
    const menu = byId("file");
    const on = (id: string, act: (folders: Folders) => Promise<void> | void) =>
      byId(id).addEventListener("click", () => {
        menu.hidePopover();
        void this.load().then(act);
      });
    on("open-folder", async (folders) => {
      if ("showDirectoryPicker" in window) await folders.pick();
      else
        await chooseFolder().then(
          (files) => folders.take(files),
          (error: Error) => around.notice("folder", error.message),
        );
    });
    on("zip", (folders) => folders.zip());
    addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      if (document.querySelector("dialog[open]") && !document.querySelector("dialog.compare[open]")) return;
      void this.load().then((folders) => folders.save(event.shiftKey));
    });
  }

  /** Opens the folder that is served, or was open the last time. */
  async restore(): Promise<boolean> {
    const isServed = document.querySelector('meta[name="livebars-folder"]') !== null;
    if (!isServed && (await new Table("folder").ids()).length === 0) return false;
    return (await this.load()).restore();
  }

  async load(): Promise<Folders> {
    this.loading ??= import("./folder/folders.ts").then(
      ({ Folders }) => new Folders({ ...this.around, element: byId("folder") }),
    );
    this.current = await this.loading;
    return this.current;
  }
}
