// Generated from schema/ by `cargo xtask generate`; do not edit.

import { WebhookError } from "./errors.js";
import { collect, Receiver, type ReceiverOptions } from "./receiver.js";

/**
 * A handler for everything that speaks `Request` and `Response`: Next.js, Hono, Remix, Bun, Deno, Workers.
 *
 * @example
 * export const POST = webhook({ onDelivery: ({ event }) => console.log(event.type) });
 */
export function webhook(options: ReceiverOptions): (request: Request) => Promise<Response> {
  const receiver = new Receiver(options);
  return async (request) => {
    if (request.method !== "POST") return new Response(null, { status: 405, headers: { allow: "POST" } });
    const answer = await receiver.receive((limit) => collect(chunks(request), limit), request.headers);
    return Response.json(answer.body, { status: answer.status });
  };
}

/** The body in pieces. Not every runtime lets its streams be iterated over. */
async function* chunks(request: Request): AsyncGenerator<Uint8Array> {
  if (request.bodyUsed) throw new WebhookError("body_already_parsed", { detail: "it was read before" });
  const reader = request.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
