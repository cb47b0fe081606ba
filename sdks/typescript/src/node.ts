// Generated from schema/ by `cargo xtask generate`; do not edit.

import { bytesIn } from "./bytes.js";
import { WebhookError } from "./errors.js";
import { type Answer, METHOD_NOT_ALLOWED } from "./pipeline.js";
import { Receiver, type ReceiverOptions } from "./receiver.js";

/** What is used of `IncomingMessage`; Express's requests are such. */
export interface IncomingRequest {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly headersDistinct?: Readonly<Record<string, readonly string[] | undefined>>;
  readonly readableEnded?: boolean;
  readonly readableDidRead?: boolean;
  readonly destroyed?: boolean;
  readonly complete?: boolean;
  readonly socket?: { readonly bytesRead: number };
  /** What a body parser made of it. */
  readonly body?: unknown;
  /** The bytes that a body parser kept. */
  readonly rawBody?: unknown;
  on(event: string, listener: (value: any) => void): unknown;
  off(event: string, listener: (value: any) => void): unknown;
  resume?(): unknown;
  destroy?(): unknown;
}

/** What is used of `ServerResponse`. */
export interface OutgoingResponse {
  readonly headersSent: boolean;
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(body?: string): unknown;
  once(event: string, listener: () => void): unknown;
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
  options: Receiver | ReceiverOptions,
): (request: IncomingRequest, response: OutgoingResponse) => Promise<void> {
  const receiver = options instanceof Receiver ? options : new Receiver(options);
  return async (request, response) => {
    const sent = sentBy(response);
    const isPost = request.method === "POST";
    const headers = request.headersDistinct ?? request.headers;
    const answer = isPost ? await receiver.receive((limit) => read(request, limit), headers) : METHOD_NOT_ALLOWED;
    if (!isPost) drain(request);
    if (!send(response, answer)) await answer.unsent();
    // Not waited for: what tests pass for a response may never tell.
    else void sent.then((isSent) => (isSent ? undefined : answer.unsent()));
  };
}

/** Whether the response could be handed over, or the connection was closed before. */
function sentBy(response: OutgoingResponse): Promise<boolean> {
  return new Promise((resolve) => {
    response.once("finish", () => resolve(true));
    response.once("close", () => resolve(false));
  });
}

/** Sends the response, if nobody else did. */
function send(response: OutgoingResponse, { status, headers, body }: Answer): boolean {
  if (response.headersSent) return false;
  try {
    response.writeHead(status, { ...headers });
    response.end(JSON.stringify(body));
    return true;
  } catch (error) {
    console.error("autosend-webhooks: the response could not be sent", error);
    return false;
  }
}

/** The bytes that a body parser kept, or else those of the connection. */
async function read(request: IncomingRequest, limit: number): Promise<Uint8Array> {
  const kept = bytesIn(request.rawBody) ?? bytesIn(request.body);
  if (kept !== undefined) return kept;
  if (request.headers["content-length"] === "0") return new Uint8Array();
  if (
    request.readableEnded ||
    request.readableDidRead ||
    (!("readableEnded" in request) && request.body !== undefined)
  ) {
    throw new WebhookError("body_already_parsed", { detail: "it was read before" });
  }
  if (request.destroyed) throw cut();
  return receive(request, limit);
}

function receive(request: IncomingRequest, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const read: Uint8Array[] = [];
    let length = 0;
    const idle = setTimeout(
      () => fail(new WebhookError("body_already_parsed", { detail: "nothing came of it" })),
      IDLE_MS,
    );
    const fail = (error: unknown) => {
      clearTimeout(idle);
      reject(error);
    };
    const take = (chunk: Uint8Array) => {
      clearTimeout(idle);
      length += chunk.length;
      read.push(chunk);
      if (length <= limit) return;
      request.off("data", take);
      drain(request);
      fail(new WebhookError("body_too_large", { detail: `the limit is ${limit} bytes` }));
    };
    request.on("data", take);
    request.on("end", () => {
      clearTimeout(idle);
      resolve(joined(read, length));
    });
    request.on("error", (cause) => fail(cut(cause)));
    request.on("close", () => fail(cut()));
  });
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** When to give a body up of which nothing has come: something else has read it. */
const IDLE_MS = 5000;

/** How much of a body is read that nobody wants, and for how long: clients read the response only after they have sent all. */
const DRAINED = 4 * 1024 * 1024;
const DRAINING_MS = 2000;

/** Reads what is left of a body, up to a bound; then the connection is closed. */
function drain(request: IncomingRequest): void {
  request.on("error", () => undefined);
  request.resume?.();
  const end = Date.now() + DRAINING_MS;
  const before = request.socket?.bytesRead ?? 0;
  // Not by events of data: Node emits none of what it reads after the response.
  const timer = setInterval(() => {
    const length = (request.socket?.bytesRead ?? before) - before;
    const isOver = request.complete === true || request.destroyed === true;
    if (!isOver && length <= DRAINED && Date.now() < end) return;
    clearInterval(timer);
    if (!isOver) request.destroy?.();
  }, 20);
}

function cut(cause?: unknown): WebhookError {
  return new WebhookError("body_not_json", { detail: "the connection ended before the body did", cause });
}
