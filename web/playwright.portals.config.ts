// `make test-portals`: the sites of test/portals, each built as its owners would.
import config from "./playwright.config.ts";

export default {
  ...config,
  projects: [{ name: "portals", testDir: "test/portals", testIgnore: "**/node_modules/**" }],
  timeout: 300_000,
  workers: 1, // builds take both cores
  fullyParallel: false,
};
