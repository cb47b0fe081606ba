// @ts-check
/** The finished book, served as any host of static files would. */

import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = /** @type {Record<string, string>} */ ({
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".woff2": "font/woff2",
});

export async function serveBook() {
  const folder = process.env["BOOK"];
  if (folder === undefined) throw new Error("BOOK is not set: run `cargo xtask test --only docs`");
  const server = createServer(async ({ url = "/" }, response) => {
    const path = normalize(decodeURIComponent(new URL(url, "http://localhost").pathname));
    try {
      const body = await readFile(join(folder, path));
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const files = await readdir(folder, { recursive: true });
  return {
    url: `http://127.0.0.1:${port}`,
    /** The chapters, by their paths; references that other tools have made are no part of it. */
    pages: files.filter((path) => path.endsWith(".html") && path !== "toc.html" && !path.startsWith("api/")).sort(),
    end: () => server.close(),
  };
}
