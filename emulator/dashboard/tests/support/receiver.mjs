// @ts-check
/** A receiver that answers what a test wants, and keeps what it got. */

import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

/** @typedef {{ headers: import("node:http").IncomingHttpHeaders, body: Buffer }} Received */
/** @typedef {{ status: number, headers?: Record<string, string>, body?: string, delayMs?: number }} Answer */

export async function startReceiver() {
  /** @type {Received[]} */
  const received = [];
  /** @type {(request: Received, number: number) => Answer} */
  let answer = () => ({ status: 200, body: '{"received":true}' });
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const got = { headers: request.headers, body };
    received.push(got);
    const { status, headers = {}, body: text = "", delayMs = 0 } = answer(got, received.length);
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    received,
    /** @param {typeof answer} next */
    answerWith: (next) => {
      answer = next;
    },
    end: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * The signature that a request should have, by Node's own HMAC.
 *
 * @param {string} secret
 * @param {Buffer} body
 */
export function signature(secret, body) {
  return createHmac("sha256", secret).update(body).digest("hex");
}
