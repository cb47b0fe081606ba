// Generated from schema/ by `cargo xtask generate`; do not edit.

import { WebhookError } from "./errors.js";
import { type Defer, METHOD_NOT_ALLOWED } from "./pipeline.js";
import { collect, Receiver, type ReceiverOptions } from "./receiver.js";

/**
 * A handler for everything that speaks `Request` and `Response`: Next.js, Hono, Remix, Bun, Deno, Workers.
 *
 * @example
 * export const POST = webhook({ onDelivery: ({ event }) => console.log(event.type) });
 */
export function webhook(options: Receiver | ReceiverOptions): FetchHandler {
  const receiver = options instanceof Receiver ? options : new Receiver(options);
  return async (request, _environment, context) => {
    const read = (limit: number) => collect(chunks(request), limit);
    const defer: Defer = (work) => {
      const isOver = work();
      (context as Context | undefined)?.waitUntil?.(isOver);
    };
    const answer =
      request.method === "POST" ? await receiver.receive(read, request.headers, defer) : METHOD_NOT_ALLOWED;
    if (request.signal?.aborted) await answer.unsent();
    return new Response(JSON.stringify(answer.body), { status: answer.status, headers: answer.headers });
  };
}

/** What servers call with each request; Workers with their environment and a context as well. */
export type FetchHandler = (request: Request, environment?: unknown, context?: unknown) => Promise<Response>;

/** A Worker is stopped once it has answered, unless it says what is still to be done. */
interface Context {
  waitUntil?(work: Promise<unknown>): void;
}

/** The body in pieces. Not every runtime lets its streams be iterated over. */
async function* chunks(request: Request): AsyncGenerator<Uint8Array> {
  if (request.bodyUsed || request.body?.locked) {
    throw new WebhookError("body_already_parsed", { detail: "it was read before" });
  }
  const reader = request.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Not waited for: whoever makes the stream may never end.
    reader.cancel().catch(() => undefined);
  }
}
