import type { ServerResponse } from "node:http";
import { alreadyParsed } from "../body.js";
import { type Webhooks, type WebhooksOptions, webhooksOf } from "../webhooks.js";
import { readBody, respond } from "./fetch.js";
import { sentBy } from "./node.js";

/** The part of Hono's context that matters here. */
interface Context {
  readonly req: HonoRequest;
  /** Throws where the platform has none. */
  readonly executionCtx: unknown;
  readonly env?: unknown;
}

interface HonoRequest {
  readonly raw: Request;
  /** What was read of the body, by the name of the method. */
  readonly bodyCache?: Readonly<Record<string, unknown>>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

const HINT = `Middleware read the body and kept no bytes, as c.req.parseBody() and c.req.raw.json() do. Either:
- put the route before that middleware, or
- have it read with c.req.text(), c.req.json() or c.req.arrayBuffer(), whose bytes Hono keeps`;

/**
 * A Hono handler. What other middleware read with Hono's own methods is used.
 *
 * @example
 * import { Hono } from "hono";
 * import { webhook } from "autosend-webhooks/hono";
 *
 * const app = new Hono();
 * app.all("/webhooks", webhook({ handlers: { "email.bounced": (event) => suppress(event.data.to.email) } }));
 */
export function webhook<Tx = undefined, IsSync extends boolean = false>(
  options?: Webhooks<Tx, IsSync> | WebhooksOptions<Tx, IsSync>,
): (context: Context) => Promise<Response> {
  const webhooks = webhooksOf(options);
  return (context) => {
    const read = () => bodyOf(context.req, webhooks.maxBody);
    return respond(webhooks, context.req.raw, executionOf(context), read, sendingOf(context));
  };
}

async function bodyOf(request: HonoRequest, limit: number): Promise<Uint8Array> {
  if (!request.raw.bodyUsed) return readBody(request.raw, limit);
  const { bodyCache = {} } = request;
  const isKept = ["arrayBuffer", "text", "blob"].some((form) => bodyCache[form] !== undefined);
  if (!isKept) throw alreadyParsed(undefined, HINT);
  return new Uint8Array(await request.arrayBuffer());
}

/** Behind a server of Node's: whether the response could be sent. */
function sendingOf({ env }: Context): Promise<boolean> | undefined {
  const { outgoing } = (env ?? {}) as { outgoing?: ServerResponse };
  return typeof outgoing?.once === "function" ? sentBy(outgoing) : undefined;
}

function executionOf(context: Context): unknown {
  try {
    return context.executionCtx;
  } catch {
    return undefined;
  }
}
