// WebKit, by WebKitWebDriver (W3C WebDriver over HTTP), under a virtual display if there is none.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import type { Engine, Point } from "./engine.ts";

/** W3C WebDriver §17.4.2: the code points of keys that type nothing. */
const keyCodes: Record<string, string> = {
  Backspace: "\ue003",
  Tab: "\ue004",
  Enter: "\ue007",
  Shift: "\ue008",
  Control: "\ue009",
  Alt: "\ue00a",
  Escape: "\ue00c",
  PageUp: "\ue00e",
  PageDown: "\ue00f",
  End: "\ue010",
  Home: "\ue011",
  ArrowLeft: "\ue012",
  ArrowUp: "\ue013",
  ArrowRight: "\ue014",
  ArrowDown: "\ue015",
  Delete: "\ue017",
  ...Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`F${i + 1}`, String.fromCharCode(0xe031 + i)])),
};

type Action = Record<string, unknown>;

/** Milliseconds within which WebKitGTK takes two presses for a double click, whatever was typed between them; and some more. */
const doubleClickMs = 600;

/** Milliseconds: the hostile fragments are one script. */
const scriptMs = 600_000;

/** Resolves when the driver answers. */
export async function webkit(driver: string): Promise<Engine> {
  const port = await freePort();
  const environment = {
    GDK_BACKEND: "x11",
    LIBGL_ALWAYS_SOFTWARE: "1",
    WEBKIT_DISABLE_COMPOSITING_MODE: "1",
  };
  const command = [driver, `--port=${port}`];
  const process_ = spawn("xvfb-run", ["-a", "-s", "-screen 0 2700x1500x24", ...command], {
    env: { ...process.env, ...environment },
    stdio: "ignore",
    detached: true,
  });
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`WebKit: ${value.error}: ${value.message}`);
    return value;
  };
  await answering(process_, () => call("GET", "/status"));
  const browser = miniBrowser();
  const { sessionId } = await call<{ sessionId: string }>("POST", "/session", {
    capabilities: {
      alwaysMatch: {
        browserName: "MiniBrowser",
        "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] },
      },
    },
  });
  const session = `/session/${sessionId}`;
  await call("POST", `${session}/window/rect`, { x: 0, y: 0, width: 1440, height: 960 });
  await call("POST", `${session}/timeouts`, { script: scriptMs, pageLoad: scriptMs });
  const perform = (...actions: Action[]) => call("POST", `${session}/actions`, { actions });
  const keys = (actions: Action[]) => ({ type: "key", id: "keyboard", actions });
  const pointer = (actions: Action[]) => ({ type: "pointer", id: "mouse", actions });
  const down = (value: string) => ({ type: "keyDown", value });
  const up = (value: string) => ({ type: "keyUp", value });
  const move = ({ x, y }: Point) => ({
    type: "pointerMove",
    duration: 0,
    x: Math.round(x),
    y: Math.round(y),
  });
  const [press, release] = [
    { type: "pointerDown", button: 0 },
    { type: "pointerUp", button: 0 },
  ];
  /** When the last press was: another one soon after it at the same place would be a double click. */
  let lastPress = 0;
  const pressedLongAgo = async () => {
    const left = lastPress + doubleClickMs - Date.now();
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
    lastPress = Date.now();
  };
  return {
    name: "WebKit",
    open: async (url) => void (await call("POST", `${session}/url`, { url })),
    run: (script, ...args) => call("POST", `${session}/execute/sync`, { script, args }),
    async press(combination) {
      const names = combination.split("+").map((name) => keyCodes[name] ?? name);
      await perform(keys([...names.map(down), ...names.toReversed().map(up)]));
    },
    async type(text) {
      for (const character of text) await perform(keys([down(character), up(character)]));
    },
    async click(at, { control = false, count = 1 } = {}) {
      const clicks = Array.from({ length: count }, () => [press, release]).flat();
      await pressedLongAgo();
      if (control) await perform(keys([down("\ue009")]));
      await perform(pointer([move(at), ...clicks]));
      if (control) await perform(keys([up("\ue009")]));
    },
    async drag(from, to) {
      await pressedLongAgo();
      const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
      await perform(pointer([move(from), press, move(middle), move(to), release]));
    },
    dropsText: false,
    exactColumns: false, // it depends on fractions of a pixel
    async closeOthers() {
      const own = await call<string>("GET", `${session}/window`);
      const others = (await call<string[]>("GET", `${session}/window/handles`)).filter((one) => one !== own);
      for (const handle of others) {
        await call("POST", `${session}/window`, { handle });
        await call("DELETE", `${session}/window`);
      }
      if (others.length > 0) await call("POST", `${session}/window`, { handle: own });
      return others.length;
    },
    async resize(width, height) {
      const inner = () =>
        call<[number, number]>("POST", `${session}/execute/sync`, {
          script: "return [innerWidth, innerHeight]",
          args: [],
        });
      /** What a page has when the window, which takes its time, has come to rest. */
      const atRest = async () => {
        for (let last = await inner(); ; ) {
          await new Promise((resolve) => setTimeout(resolve, 100));
          const now = await inner();
          if (now.join() === last.join()) return now;
          last = now;
        }
      };
      // The window has a frame and bars of its own.
      const outer = { width, height };
      for (let tries = 0; tries < 4; tries++) {
        await call("POST", `${session}/window/rect`, { x: 0, y: 0, ...outer });
        const [wide, high] = await atRest();
        if (wide === width && high === height) return;
        outer.width += width - wide;
        outer.height += height - high;
      }
    },
    screenshot: async () => Buffer.from(await call<string>("GET", `${session}/screenshot`), "base64"),
    async close() {
      await call("DELETE", session).catch(() => {});
      if (process_.pid) process.kill(-process_.pid);
    },
  };
}

/** The browser that Debian puts beside the driver, in the folder of the machine's architecture. */
function miniBrowser(): string {
  const lib = "/usr/lib";
  for (const architecture of readdirSync(lib))
    for (const version of ["4.1", "4.0", "6.0"]) {
      const file = `${lib}/${architecture}/webkit2gtk-${version}/MiniBrowser`;
      if (existsSync(file)) return file;
    }
  throw new Error("WebKit: there is a driver, and no browser for it");
}

async function answering(driver: ChildProcess, ask: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await ask();
      return;
    } catch (error) {
      if (tries === 100 || driver.exitCode !== null) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
