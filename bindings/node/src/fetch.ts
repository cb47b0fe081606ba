import { alreadyParsed } from "./body.js";
import { WebhookError } from "./error.js";
import { type Answer, METHOD_NOT_ALLOWED, type Webhooks, type WebhooksOptions, webhooksOf } from "./webhooks.js";

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
export function webhook(options?: Webhooks | WebhooksOptions): (request: Request) => Promise<Response> {
  const webhooks = webhooksOf(options);
  return async (request) =>
    responseOf(
      request.method === "POST"
        ? await webhooks.receive(() => readBody(request, webhooks.maxBody), request.headers)
        : METHOD_NOT_ALLOWED,
    );
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
