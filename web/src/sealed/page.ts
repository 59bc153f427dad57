// The script of the sandboxed frame that a sealed realm is: it starts the worker, whose script stands in the document, and
// hands it the port to the page around.

addEventListener("message", ({ source, ports: [port] }) => {
  if (source !== parent || !port) return;
  const script = document.getElementById("worker")?.textContent ?? "";
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(address, { name: "livebars" });
  worker.onerror = (event) => {
    event.preventDefault();
    parent.postMessage({ failed: event.message || "its worker cannot be started" }, "*");
  };
  worker.postMessage("port", [port]);
});
parent.postMessage("ready", "*");
