import { webhook as fetchWebhook } from "./fetch.js";
import type { Webhooks, WebhooksOptions } from "./webhooks.js";

/** The part of Hono's context that matters here. */
interface Context {
  readonly req: { readonly raw: Request };
  /** Throws where the platform has none. */
  readonly executionCtx: unknown;
}

/**
 * A Hono handler.
 *
 * @example
 * import { Hono } from "hono";
 * import { webhook } from "autosend-webhooks/hono";
 *
 * const app = new Hono();
 * app.all("/webhooks", webhook({ handlers: { "email.bounced": (event) => suppress(event.data.to.email) } }));
 */
export function webhook(options?: Webhooks | WebhooksOptions): (context: Context) => Promise<Response> {
  const handle = fetchWebhook(options);
  return (context) => handle(context.req.raw, undefined, executionOf(context));
}

function executionOf(context: Context): unknown {
  try {
    return context.executionCtx;
  } catch {
    return undefined;
  }
}
