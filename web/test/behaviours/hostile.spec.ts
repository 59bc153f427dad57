// Hostile fragments do nothing in any engine: with all layers of isolation, and with two of them alone.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type StaticServer, serve } from "../browser/static-server.ts";
import type { EngineName } from "../engines/installed.ts";
import { expect, test } from "../engines/test.ts";
import { hostileData } from "../hostile/fragments.ts";
import { casesAt, type Isolation, showAll } from "../hostile/in-page.ts";

/** Another site: notes what it is asked for, and as what, but for images and media. */
interface ForeignSite {
  address: string;
  asked: string[];
  close(): void;
}

async function foreignSite(): Promise<ForeignSite> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const dest = String(request.headers["sec-fetch-dest"] ?? "unknown");
    const ahead = request.headers["sec-purpose"] ?? request.headers["x-moz"] ?? request.headers.purpose;
    if (!/^(?:image|video|audio|track)$/.test(dest))
      asked.push(`${ahead === undefined ? dest : "prefetch"} ${request.url}`);
    response.writeHead(204, { "access-control-allow-origin": "*" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, asked, close: () => void server.close() };
}

const alone: Isolation = { sandbox: false, policy: false, sanitizer: false };

/**
 * Requests that a wall lets pass when it stands alone; nothing passes all of them. A reader who clicks a link opens a window
 * ("document"): that is no request of the page.
 */
const modes: [name: string, isolation: Isolation, passing: Partial<Record<EngineName | "all", RegExp>>][] = [
  ["all layers", { sandbox: true, policy: true, sanitizer: true }, { all: /^document / }],
  // A sandbox keeps scripts, forms and windows in, not requests.
  ["the sandbox alone", { ...alone, sandbox: true }, { all: /./ }],
  // A policy cannot forbid a page to lead itself away, nor a browser to fetch a link ahead.
  [
    "the policy alone",
    { ...alone, policy: true },
    { all: /^(?:(?:document|iframe) |prefetch |\S+ \/(?:link-)?prefetch)/ },
  ],
];

let host: StaticServer;
let foreign: ForeignSite;
test.beforeEach(async () => {
  foreign = await foreignSite();
  host = await serve((path) =>
    path === "/index.html"
      ? "<!doctype html><title>Host</title><h1>Host</h1><div id=stage></div>"
      : undefined,
  );
});
test.afterEach(() => {
  host.close();
  foreign.close();
});

for (const [name, isolation, passing] of modes)
  test(`hostile fragments do nothing: ${name}`, async ({ person }) => {
    test.setTimeout(600_000);
    const { engine } = person;
    const { cases, armed } = casesAt(foreign.address);
    await engine.open(host.address);
    // Links that are clicked open windows, but in WebKit: many of them slow a browser down.
    let isDone = engine.name === "WebKit";
    const closing = (async () => {
      while (!isDone) {
        await new Promise((resolve) => setTimeout(resolve, 1000));
        await engine.closeOthers();
      }
    })();
    closing.catch(() => {}); // awaited below
    const faults = await engine
      .run<string[]>(`return (${showAll})(arguments[0])`, {
        cases,
        data: armed(hostileData),
        isolation,
        site: "http://127.0.0.1:8199/",
      })
      .finally(() => {
        isDone = true;
      });
    await closing;
    await engine.closeOthers();
    expect(faults).toEqual([]);
    expect(await engine.run("return location.href")).toBe(host.address);
    const allowed = passing[engine.name] ?? passing.all ?? /^$/;
    expect(foreign.asked.filter((request) => !allowed.test(request))).toEqual([]);
  });

test("without a wall the fragments do run: the test would see it", async ({ person }) => {
  const { cases, armed } = casesAt(foreign.address);
  await person.engine.open(host.address);
  const faults = await person.run<string[]>(`return (${showAll})(arguments[0])`, {
    cases: cases.filter(({ technique }) => technique === "event attributes"),
    data: armed(hostileData),
    isolation: alone,
    site: "http://127.0.0.1:8199/",
  });
  expect(faults.filter((fault) => fault.startsWith("a script ran")).length).toBeGreaterThan(20);
});
