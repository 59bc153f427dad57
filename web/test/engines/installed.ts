// The engines that the behaviours are tested in, and the programs that they are here.
import { existsSync } from "node:fs";

export type EngineName = "Chromium" | "Firefox" | "WebKit";

const programs: Record<Exclude<EngineName, "Chromium">, string[]> = {
  Firefox: ["/usr/bin/firefox-esr", "/usr/bin/firefox"],
  WebKit: ["/usr/bin/WebKitWebDriver"],
};

/** The program of an engine that is not Playwright's own; undefined if it is not installed. */
export const programOf = (name: Exclude<EngineName, "Chromium">): string | undefined =>
  programs[name].find(existsSync);
