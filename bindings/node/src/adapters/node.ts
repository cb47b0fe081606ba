import type { IncomingMessage, ServerResponse } from "node:http";
import { alreadyParsed } from "../body.js";
import { bytesIn } from "../bytes.js";
import { WebhookError } from "../errors.js";
import { type RequestFacts, SIGNS_URL } from "../facts.js";
import { type Defer, METHOD_NOT_ALLOWED, type WebhookResponse } from "../pipeline.js";
import { untilDone, type Webhooks, type WebhooksOptions, webhooksOf } from "../webhooks.js";

/** A request of `node:http`, or of a framework that builds on it; perhaps with its body read by someone else. */
export interface NodeRequest extends IncomingMessage {
  /** What a body parser made of it. */
  body?: unknown;
  /** The bytes that a body parser kept. */
  rawBody?: unknown;
  /** The path and the query, where a router changes `url`. */
  originalUrl?: string;
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
export function webhook<Tx = undefined, IsSync extends boolean = false>(
  options?: Webhooks<Tx, IsSync> | WebhooksOptions<Tx, IsSync>,
): Listener {
  return listener(options);
}

/** What `node:http` and Express call for each request. */
export type Listener = (request: NodeRequest, response: ServerResponse) => Promise<void>;

/** A listener that says what to change, in the words of a framework, where a body parser was before it. */
export function listener<Tx = undefined, IsSync extends boolean = false>(
  options?: Webhooks<Tx, IsSync> | WebhooksOptions<Tx, IsSync>,
  hint?: string,
): Listener {
  const webhooks = webhooksOf(options);
  return async (request, response) => {
    const sent = sentBy(response);
    const answer = await answerTo(request, webhooks, afterSending(sent, webhooks), hint);
    if (!send(request, response, answer, webhooks)) await answer.unsent();
    // Not waited for: what tests pass for a response may never tell.
    else void sent.then((isSent) => (isSent ? undefined : answer.unsent()));
  };
}

/** What to answer to a request of Node's. */
export async function answerTo(
  request: NodeRequest,
  webhooks: Webhooks<any, any>,
  defer: Defer,
  hint?: string,
  kept: NodeRequest = request,
): Promise<WebhookResponse> {
  if (request.method === "POST") {
    const read = () => readBody(request, webhooks.maxBody, hint, kept);
    return webhooks.receive(read, headersOf(request), defer, factsOf(request));
  }
  discard(request);
  return METHOD_NOT_ALLOWED;
}

/** What may be signed besides headers and body: the URL as the request names it, which a proxy may have changed. */
export function factsOf(request: NodeRequest): RequestFacts | undefined {
  const { host, "x-forwarded-proto": forwarded } = request.headers;
  if (!SIGNS_URL || host === undefined) return undefined;
  const isEncrypted = (request.socket as { encrypted?: boolean } | undefined)?.encrypted === true;
  const protocol = isEncrypted || String(forwarded).startsWith("https") ? "https" : "http";
  return { url: `${protocol}://${host}${request.originalUrl ?? request.url}` };
}

/** Whether the response could be handed to the system, or the connection was closed before. */
export function sentBy(response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    response.once("finish", () => resolve(true));
    response.once("close", () => resolve(false));
  });
}

/** Runs work once the response is sent, or the client is gone; soon, where nothing tells of either. */
export function afterSending(sent: Promise<unknown>, { logger, waitUntil }: Webhooks<any, any>): Defer {
  return (work) => {
    const soon = new Promise((resolve) => setTimeout(resolve, 1000));
    untilDone(Promise.race([sent, soon]).then(work), logger, waitUntil);
  };
}

/** All headers, repeated ones apart: `request.headers` joins those. */
export function headersOf(request: IncomingMessage): readonly string[] | IncomingMessage["headers"] {
  return Array.isArray(request.rawHeaders) && request.rawHeaders.length > 0 ? request.rawHeaders : request.headers;
}

/**
 * The raw body: the one that a body parser kept, or else read from the connection, up to a limit in bytes.
 *
 * @param kept The framework's request, where that is another object.
 * @throws WebhookError `body_already_parsed` if somebody read it and kept no bytes, `body_too_large`.
 */
export async function readBody(
  request: NodeRequest,
  limit: number,
  hint?: string,
  kept: Pick<NodeRequest, "rawBody" | "body"> = request,
): Promise<Uint8Array> {
  for (const candidate of [kept.rawBody, request.rawBody, kept.body, request.body]) {
    const bytes = bytesIn(candidate);
    if (bytes !== undefined) return bytes;
  }
  if (request.headers["content-length"] === "0") return new Uint8Array();
  if (isRead(request)) throw alreadyParsed(kept.body ?? request.body, hint);
  if (request.destroyed) throw cut();
  if (Number(request.headers["content-length"]) > limit) throw tooLarge(request, limit);
  return collect(request, limit, hint);
}

/** Whether somebody read it before; requests of test tools are no streams, and have their body from the start. */
function isRead(request: NodeRequest): boolean {
  if (request.readableDidRead || request.readableEnded) return true;
  return typeof request.read !== "function" && request.body !== undefined;
}

function collect(request: NodeRequest, limit: number, hint?: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    let length = 0;
    const fail = (error: WebhookError) => {
      clearTimeout(idle);
      request.off("data", take);
      reject(error);
    };
    const idle = setTimeout(() => fail(alreadyParsed(undefined, hint)), IDLE_MS);
    const take = (chunk: Uint8Array | string) => {
      clearTimeout(idle);
      // Somebody has set an encoding: the bytes are gone.
      if (typeof chunk === "string") return fail(alreadyParsed(chunk, hint));
      length += chunk.length;
      if (length > limit) return fail(tooLarge(request, limit));
      chunks.push(chunk);
    };
    request.on("data", take);
    request.on("end", () => {
      clearTimeout(idle);
      resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    });
    request.on("error", (cause) => fail(cut(cause)));
    request.on("close", () => fail(cut()));
  });
}

/** When to give a body up of which nothing has come: something else has read it. */
const IDLE_MS = 5000;

function cut(cause?: unknown): WebhookError {
  return new WebhookError("body_not_json", { detail: "the connection ended before the body did", cause });
}

function tooLarge(request: NodeRequest, limit: number): WebhookError {
  discard(request);
  return new WebhookError("body_too_large", { detail: `the limit is ${limit} bytes` });
}

/** How much of a body is read that nobody wants, and for how long: clients read the response only after they have sent all. */
const DISCARDED = 4 * 1024 * 1024;
const DISCARDING_MS = 2000;

/** Reads what is left of a body, up to a bound; then the connection is closed. */
export function discard(request: IncomingMessage): void {
  request.on("error", () => undefined);
  request.resume();
  const end = Date.now() + DISCARDING_MS;
  const before = request.socket?.bytesRead ?? 0;
  // Not by events of data: Node emits none of what it reads after the response.
  const timer = setInterval(() => {
    const length = (request.socket?.bytesRead ?? before) - before;
    const isOver = request.complete || request.destroyed;
    if (!isOver && length <= DISCARDED && Date.now() < end) return;
    clearInterval(timer);
    if (!isOver) request.destroy();
  }, 20);
  timer.unref();
}

/** Sends a response, if nobody else did. Returns whether it could. */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: WebhookResponse,
  { logger }: Webhooks<any, any>,
): boolean {
  const { status, headers, body } = answer;
  if (response.headersSent || response.writableEnded) return false;
  const text = JSON.stringify(body);
  try {
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader("content-length", Buffer.byteLength(text));
    response.end(request.method === "HEAD" ? undefined : text);
    return true;
  } catch (error) {
    logger.error("autosend-webhooks: the response could not be sent", error);
    return false;
  }
}
