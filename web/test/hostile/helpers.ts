// What a script of helpers might try. Each is the body of an async function that gives "reached" where it has got through,
// with SERVER for an address of the test; outside of a sealed realm each one gets through.

export interface Attempt {
  code: string;
  /** Where it works: in a worker, which a realm of helpers is as well, or only in a page. */
  control: "worker" | "page";
  /** It has got through if the server was asked for this path, whatever it says. */
  asks?: string;
}

const inWorker = (code: string, asks?: string): Attempt => ({
  code,
  control: "worker",
  ...(asks ? { asks } : {}),
});
const inPage = (code: string, asks?: string): Attempt => ({
  code,
  control: "page",
  ...(asks ? { asks } : {}),
});

export const attempts: Record<string, Attempt> = {
  // the network
  fetch: inWorker(`await fetch("SERVER/fetch"); return "reached";`, "/fetch"),
  "fetch without an answer": inWorker(
    `await fetch("SERVER/no-cors", { mode: "no-cors" }); return "reached";`,
    "/no-cors",
  ),
  "fetch of data": inWorker(`await fetch("data:text/plain,x"); return "reached";`),
  "a fetch that is found by eval": inWorker(
    `await (0, eval)("fetch")("SERVER/eval"); return "reached";`,
    "/eval",
  ),
  "a fetch that is found by a constructor": inWorker(
    `const found = (async () => {}).constructor("return await fetch('SERVER/constructor')"); await found(); return "reached";`,
    "/constructor",
  ),
  "a fetch that is found on the prototypes": inWorker(
    `let scope = globalThis;
     while (scope && !Object.hasOwn(scope, "fetch")) scope = Object.getPrototypeOf(scope);
     await scope.fetch.call(globalThis, "SERVER/prototype"); return "reached";`,
    "/prototype",
  ),
  XMLHttpRequest: inWorker(
    `const request = new XMLHttpRequest(); request.open("GET", "SERVER/xhr", false); request.send(); return "reached";`,
    "/xhr",
  ),
  WebSocket: inWorker(
    `const socket = new WebSocket("SERVER/socket".replace("http", "ws"));
     await new Promise((resolve) => { socket.onerror = socket.onclose = socket.onopen = resolve; }); return "reached";`,
    "/socket",
  ),
  EventSource: inWorker(
    `const events = new EventSource("SERVER/events");
     await new Promise((resolve) => { events.onerror = events.onopen = resolve; }); events.close(); return "reached";`,
    "/events",
  ),
  importScripts: inWorker(`importScripts("SERVER/script.js"); return "reached";`, "/script.js"),
  "import of an address": inWorker(`await import("SERVER/module.js"); return "reached";`, "/module.js"),
  "import of data": inWorker(`await import("data:text/javascript,export default 1"); return "reached";`),
  "import of a blob": inWorker(
    `await import(URL.createObjectURL(new Blob(["export default 1"], { type: "text/javascript" }))); return "reached";`,
  ),
  "a worker of an address": inWorker(
    `const worker = new Worker("/worker.js");
     await new Promise((resolve) => { worker.onmessage = worker.onerror = resolve; }); return "reached";`,
    "/worker.js",
  ),
  "a worker of a blob": inWorker(
    `const worker = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"], { type: "text/javascript" })));
     await new Promise((resolve) => { worker.onmessage = resolve; }); return "reached";`,
  ),
  "a font": inWorker(
    `const font = new FontFace("x", "url(SERVER/font.woff)"); await font.load().catch(() => {}); return "reached";`,
    "/font.woff",
  ),
  sendBeacon: inPage(`navigator.sendBeacon("SERVER/beacon"); return "reached";`, "/beacon"),
  "an image": inPage(
    `const image = new Image(); image.src = "SERVER/image.png";
     await new Promise((resolve) => { image.onload = image.onerror = resolve; }); return "reached";`,
    "/image.png",
  ),
  SharedWorker: inPage(
    `const { port } = new SharedWorker("/shared.js"); port.start();
     await new Promise((resolve) => { port.onmessage = resolve; }); return "reached";`,
    "/shared.js",
  ),
  "a service worker": inPage(
    `await navigator.serviceWorker.register("/service.js"); return "reached";`,
    "/service.js",
  ),
  "a window": inPage(`return open("about:blank") ? "reached" : "refused";`),

  // storage
  indexedDB: inWorker(
    `await new Promise((resolve, reject) => {
       const request = indexedDB.open("attack");
       request.onsuccess = resolve; request.onerror = () => reject(request.error);
     }); return "reached";`,
  ),
  caches: inWorker(`await caches.open("attack"); return "reached";`),
  "the folder of the site": inWorker(`await navigator.storage.getDirectory(); return "reached";`),
  locks: inWorker(`await navigator.locks.request("attack", () => {}); return "reached";`),
  "the cookies' store": inPage(`await cookieStore.getAll(); return "reached";`),
  cookies: inPage(`document.cookie = "attack=1"; return "reached";`),
  localStorage: inPage(`localStorage.setItem("attack", "1"); return "reached";`),
  sessionStorage: inPage(`sessionStorage.setItem("attack", "1"); return "reached";`),

  // the page around, and other realms
  "the document": inPage(`return document.body ? "reached" : "refused";`),
  "the window around": inPage(`parent.postMessage("attack", "*"); return "reached";`),
  postMessage: inWorker(`postMessage("attack"); return "reached";`),
  BroadcastChannel: inWorker(`new BroadcastChannel("attack").postMessage("attack"); return "reached";`),
  "the name of the site": inWorker(`return location.href ? "reached" : "refused";`),
  "the browser": inWorker(`return navigator.userAgent ? "reached" : "refused";`),
  close: inWorker(`return typeof close === "function" ? "reached" : "refused";`),
  "listening to messages": inWorker(`addEventListener("message", () => {}); return "reached";`),
  "the port, by what sends": inWorker(
    `const { postMessage } = MessagePort.prototype;
     let port;
     MessagePort.prototype.postMessage = function (...args) { port = this; return postMessage.apply(this, args); };
     await answered();
     return port ? "reached" : "refused";`,
  ),
  "the port, by what is received": inWorker(
    `const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data");
     let port;
     Object.defineProperty(MessageEvent.prototype, "data", { get() { port = this.target; return get.call(this); } });
     await answered();
     return port ? "reached" : "refused";`,
  ),
  "the port, by calls": inWorker(
    `const tagOf = Function.prototype.call.bind(Object.prototype.toString);
     const isPort = (value) => tagOf(value) === "[object MessagePort]";
     let port;
     Function.prototype.apply = function (self, args) { if (isPort(self)) port = self; return Reflect.apply(this, self, args ?? []); };
     Function.prototype.call = function (self, ...args) { if (isPort(self)) port = self; return Reflect.apply(this, self, args); };
     await answered();
     return port ? "reached" : "refused";`,
  ),
  "the port, by the stack": inWorker(
    `const isPort = (value) => Object.prototype.toString.call(value) === "[object MessagePort]";
     let port;
     Error.prepareStackTrace = (_, sites) => {
       for (const site of sites) if (isPort(site.getThis())) port = site.getThis();
       return "";
     };
     await answered(() => new Error().stack);
     return port ? "reached" : "refused";`,
  ),

  // time
  setTimeout: inWorker(`await new Promise((resolve) => setTimeout(resolve, 20)); return "reached";`),
  setInterval: inWorker(
    `await new Promise((resolve) => { const timer = setInterval(() => { clearInterval(timer); resolve(); }, 20); }); return "reached";`,
  ),
  "frames of a worker": inWorker(
    `await new Promise((resolve) => requestAnimationFrame(resolve)); return "reached";`,
  ),
  "tasks by messages": inWorker(
    `const { port1, port2 } = new MessageChannel();
     await new Promise((resolve) => { port1.onmessage = resolve; port2.postMessage(1); }); return "reached";`,
  ),
  "tasks of the scheduler": inWorker(`await scheduler.postTask(() => {}); return "reached";`),
  "another program": inWorker(
    `await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])); return "reached";`,
  ),
};
