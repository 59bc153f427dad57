// A static host of another origin than the site: what a docs portal lies on.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".hbs": "text/plain; charset=utf-8",
};

export interface StaticServer {
  address: string;
  close(): void;
}

/** Serves a folder, or pages that are made for the request. `headers` are sent with every answer. */
export async function serve(
  content: string | ((path: string) => string | Uint8Array | undefined),
  headers: Record<string, string> = {},
): Promise<StaticServer> {
  const server = createServer((request, response) => {
    let path = new URL(request.url ?? "/", "http://x").pathname;
    if (path.endsWith("/")) path += "index.html";
    try {
      const body = typeof content === "string" ? readFileSync(join(content, normalize(path))) : content(path);
      if (body === undefined) throw new Error("no such file");
      const type = types[extname(path)] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type, ...headers }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, close: () => void server.close() };
}
