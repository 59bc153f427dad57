import { defineConfig } from "@playwright/test";
import type { EngineName } from "./test/engines/installed.ts";

const executablePath = process.env.CHROMIUM;

/** The behaviours, in an engine. Its browser serves all of them, one after the other. */
const behavioursIn = (engineName: EngineName) => ({
  name: engineName,
  testDir: "test/behaviours",
  fullyParallel: false,
  use: { engineName },
});

export default defineConfig<object, { engineName: EngineName }>({
  projects: [
    { name: "browser", testDir: "test/browser" },
    behavioursIn("Chromium"),
    behavioursIn("Firefox"),
    behavioursIn("WebKit"),
  ],
  outputDir: "test-results",
  timeout: 90_000,
  expect: { timeout: 20_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  // A machine that does other work at the same time may be slow once.
  retries: process.env.CI ? 1 : 0,
  reporter: [["list"], ["./test/engines/table.ts"]],
  use: {
    baseURL: "http://127.0.0.1:8199",
    viewport: { width: 1440, height: 900 },
    screenshot: "only-on-failure",
    // Snapshots of every action would take a third of the time: `--trace on` has them.
    trace: { mode: "retain-on-failure", snapshots: false, screenshots: false, sources: false },
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      // Chromium does not run as root with a sandbox of its own; the network may be closed; and without a graphics card it would
      // draw each page by imitating one.
      args: ["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
    },
  },
  webServer: {
    command: "go run ./build serve -still -port 8199",
    cwd: "..",
    url: "http://127.0.0.1:8199/",
    timeout: 180_000,
    reuseExistingServer: false,
  },
});
