import { alreadyParsed } from "../body.js";
import { bytesIn } from "../bytes.js";
import { WebhookError } from "../errors.js";
import { METHOD_NOT_ALLOWED } from "../pipeline.js";
import { later, type WaitUntil, type Webhooks, type WebhooksOptions, webhooksOf } from "../webhooks.js";

const HINT =
  "The request's body was read before. Hand over the request untouched, or a clone that was made before anything read it.";

/**
 * A handler for everything that speaks `Request` and `Response`: Next.js, Hono, Remix, SvelteKit, Bun, Deno, Workers.
 *
 * @example
 * export default { fetch: webhook({ onAny: (event) => console.log(event.type) }) };
 */
export function webhook<Tx = undefined, IsSync extends boolean = false>(
  options?: Webhooks<Tx, IsSync> | WebhooksOptions<Tx, IsSync>,
): FetchHandler {
  const webhooks = webhooksOf(options);
  return (request, _environment, context) => respond(webhooks, request, context);
}

/** What servers call with each request; Workers with their environment and a context as well. */
export type FetchHandler = (request: Request, environment?: unknown, context?: unknown) => Promise<Response>;

/**
 * The response to a request.
 *
 * @param read Where the framework keeps the body, if the request's own is used up.
 * @param sent Whether the response could be sent, where the server tells.
 */
export async function respond(
  webhooks: Webhooks<any, any>,
  request: Request,
  context: unknown,
  read = () => readBody(request, webhooks.maxBody),
  sent?: Promise<boolean>,
): Promise<Response> {
  const defer = later(webhooks.logger, webhooks.waitUntil ?? waitUntilOf(context));
  const isPost = request.method === "POST";
  if (!isPost && request.body?.locked === false) discard(request.body.getReader()).catch(() => undefined);
  const answer = isPost ? await webhooks.receive(read, request.headers, defer, request) : METHOD_NOT_ALLOWED;
  // The client is gone, and nobody reads the response.
  if (request.signal?.aborted) await answer.unsent();
  else sent?.then((isSent) => (isSent ? undefined : answer.unsent()));
  return new Response(JSON.stringify(answer.body), { status: answer.status, headers: answer.headers });
}

/** A Worker is stopped once it has answered, unless it says what is still to be done. */
function waitUntilOf(context: unknown): WaitUntil | undefined {
  const { waitUntil } = (context ?? {}) as { waitUntil?: WaitUntil };
  return typeof waitUntil === "function" ? waitUntil.bind(context) : undefined;
}

/** The raw body, up to a limit in bytes. */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  if (request.bodyUsed || request.body?.locked) throw alreadyParsed(undefined, HINT);
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(cut);
    if (done) return joined(chunks, length);
    const bytes = bytesIn(value);
    if (bytes === undefined) throw alreadyParsed(value, HINT);
    length += bytes.length;
    if (length > limit) {
      // Not waited for: whoever makes the stream may never end.
      discard(reader).catch(() => undefined);
      throw new WebhookError("body_too_large", { detail: `the limit is ${limit} bytes` });
    }
    chunks.push(bytes);
  }
}

/** Reads what is left of a body, up to a bound: clients read the response only after they have sent all. */
async function discard(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  let length = 0;
  while (length <= DISCARDED) {
    const { done, value } = await reader.read();
    if (done) return;
    length += value.length;
  }
  await reader.cancel();
}

const DISCARDED = 4 * 1024 * 1024;

function cut(cause: unknown): never {
  throw new WebhookError("body_not_json", { detail: "the connection ended before the body did", cause });
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
