// Generated from schema/ by `cargo xtask generate`; do not edit.

import { WebhookError } from "./errors.js";
import { collect, Receiver, type ReceiverOptions } from "./receiver.js";

/** What is used of `IncomingMessage`; Express's and Fastify's requests are such. */
export interface IncomingRequest extends AsyncIterable<Uint8Array> {
  readonly method?: string | undefined;
  readonly headersDistinct: Readonly<Record<string, readonly string[] | undefined>>;
  readonly readableEnded: boolean;
}

/** What is used of `ServerResponse`. */
export interface OutgoingResponse {
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(body?: string): unknown;
}

/**
 * A handler for `node:http` and what builds on it: Express, Connect, Restify.
 *
 * Register it before middleware that parses bodies: that leaves no raw bytes to verify.
 *
 * @example
 * app.post("/webhooks", webhook({ onDelivery: ({ event }) => console.log(event.type) }));
 */
export function webhook(
  options: ReceiverOptions,
): (request: IncomingRequest, response: OutgoingResponse) => Promise<void> {
  const receiver = new Receiver(options);
  return async (request, response) => {
    if (request.method !== "POST") {
      response.writeHead(405, { allow: "POST" });
      response.end();
      return;
    }
    const answer = await receiver.receive((limit) => read(request, limit), request.headersDistinct);
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer.body));
  };
}

async function read(request: IncomingRequest, limit: number): Promise<Uint8Array> {
  if (request.readableEnded) throw new WebhookError("body_already_parsed", { detail: "it was read before" });
  return collect(request, limit);
}
