import { alreadyParsed } from "./body.js";
import { WebhookError } from "./error.js";
import {
  type Answer,
  later,
  METHOD_NOT_ALLOWED,
  type WaitUntil,
  type Webhooks,
  type WebhooksOptions,
  webhooksOf,
} from "./webhooks.js";

const HINT =
  "The request's body was read before. Hand over the request untouched, or a clone that was made before anything read it.";

/**
 * A handler for everything that speaks `Request` and `Response`: Next.js, Hono, Remix, SvelteKit, Bun, Deno, Workers.
 *
 * @example
 * import { webhook } from "autosend-webhooks/fetch";
 *
 * export default { fetch: webhook({ onAny: (event) => console.log(event.type) }) };
 */
export function webhook(options?: Webhooks | WebhooksOptions): FetchHandler {
  const webhooks = webhooksOf(options);
  return async (request, _environment, context) =>
    responseOf(
      request.method === "POST"
        ? await webhooks.receive(
            () => readBody(request, webhooks.maxBody),
            request.headers,
            later(webhooks.waitUntil ?? waitUntilOf(context)),
          )
        : METHOD_NOT_ALLOWED,
    );
}

/** What servers call with each request; Workers with their environment and a context as well. */
export type FetchHandler = (request: Request, environment?: unknown, context?: unknown) => Promise<Response>;

/** A Worker is stopped once it has answered, unless it says what is still to be done. */
function waitUntilOf(context: unknown): WaitUntil | undefined {
  const { waitUntil } = (context ?? {}) as { waitUntil?: WaitUntil };
  return typeof waitUntil === "function" ? waitUntil.bind(context) : undefined;
}

/** The raw body, up to a limit in bytes. */
export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  if (request.bodyUsed) throw alreadyParsed(undefined, HINT);
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(cut);
    if (done) return joined(chunks, length);
    length += value.length;
    if (length > limit) {
      await reader.cancel().catch(() => undefined);
      throw new WebhookError("body_too_large", { detail: `the limit is ${limit} bytes` });
    }
    chunks.push(value);
  }
}

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

function responseOf({ status, body }: Answer): Response {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (status === METHOD_NOT_ALLOWED.status) headers["allow"] = "POST";
  return new Response(JSON.stringify(body), { status, headers });
}
