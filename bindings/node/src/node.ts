import type { IncomingMessage, ServerResponse } from "node:http";
import { alreadyParsed } from "./body.js";
import { WebhookError } from "./error.js";
import {
  type Answer,
  type Defer,
  METHOD_NOT_ALLOWED,
  type Webhooks,
  type WebhooksOptions,
  webhooksOf,
} from "./webhooks.js";

/** A request of `node:http`, or of a framework that builds on it; perhaps with its body read by someone else. */
export interface NodeRequest extends IncomingMessage {
  /** What a body parser made of it. */
  body?: unknown;
  /** The bytes that a body parser kept. */
  rawBody?: unknown;
}

/**
 * A listener for `http.createServer`, and for all that passes Node's request and response on.
 *
 * @example
 * import { createServer } from "node:http";
 * import { webhook } from "autosend-webhooks/node";
 *
 * createServer(webhook({ handlers: { "email.bounced": (event) => suppress(event.data.to.email) } })).listen(3000);
 */
export function webhook(options?: Webhooks | WebhooksOptions): Listener {
  return listener(options);
}

/** What `node:http` and Express call for each request. */
export type Listener = (request: NodeRequest, response: ServerResponse) => Promise<void>;

/** A listener that says what to change, in the words of a framework, where a body parser was before it. */
export function listener(options?: Webhooks | WebhooksOptions, hint?: string): Listener {
  const webhooks = webhooksOf(options);
  return async (request, response) => {
    const answer =
      request.method === "POST"
        ? await webhooks.receive(
            () => readBody(request, webhooks.maxBody, hint),
            headersOf(request),
            afterSending(response, webhooks),
          )
        : METHOD_NOT_ALLOWED;
    send(request, response, answer);
  };
}

/** Runs work once the answer is sent, or the client is gone. */
export function afterSending(response: ServerResponse, { waitUntil }: Webhooks): Defer {
  return (work) => {
    const sent = new Promise<void>((resolve) => {
      response.once("finish", resolve);
      response.once("close", resolve);
    });
    const done = sent.then(work);
    waitUntil?.(done);
  };
}

/** All headers, repeated ones apart: `request.headers` joins those. */
export function headersOf(request: IncomingMessage): readonly string[] | IncomingMessage["headers"] {
  return Array.isArray(request.rawHeaders) && request.rawHeaders.length > 0 ? request.rawHeaders : request.headers;
}

/**
 * The raw body: the one that a body parser kept, or else read from the connection, up to a limit in bytes.
 *
 * @throws WebhookError `body_already_parsed` if somebody read it and kept no bytes, `body_too_large`.
 */
export async function readBody(request: NodeRequest, limit: number, hint?: string): Promise<Uint8Array> {
  for (const kept of [request.rawBody, request.body]) {
    if (kept instanceof Uint8Array) return kept;
  }
  if (request.readableDidRead || request.readableEnded) throw alreadyParsed(request.body, hint);
  if (Number(request.headers["content-length"]) > limit) throw tooLarge(request, limit);
  return collect(request, limit);
}

function collect(request: NodeRequest, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const cut = (cause?: unknown): void =>
      reject(new WebhookError("body_not_json", { detail: "the connection ended before the body did", cause }));
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
      else {
        chunks.length = 0;
        reject(tooLarge(request, limit));
      }
    });
    request.on("end", () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    request.on("error", cut);
    request.on("close", cut);
  });
}

function tooLarge(request: NodeRequest, limit: number): WebhookError {
  // The client reads the answer only after it has sent all: let it, but keep nothing.
  request.resume();
  return new WebhookError("body_too_large", { detail: `the limit is ${limit} bytes` });
}

/** Sends an answer. */
export function send(request: IncomingMessage, response: ServerResponse, { status, body }: Answer): void {
  if (response.headersSent || response.writableEnded) return;
  const text = JSON.stringify(body);
  response.statusCode = status;
  response.setHeader("content-type", "application/json");
  response.setHeader("content-length", Buffer.byteLength(text));
  if (status === METHOD_NOT_ALLOWED.status) response.setHeader("allow", "POST");
  response.end(request.method === "HEAD" ? undefined : text);
}
