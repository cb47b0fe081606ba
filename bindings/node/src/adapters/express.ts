import type { Webhooks, WebhooksOptions } from "../webhooks.js";
import { type Listener, listener } from "./node.js";

const HINT = `A body parser read the request and kept no bytes. Either:
- put the route before app.use(express.json()), or
- app.use(express.json({ limit: "1mb", verify: (req, res, bytes) => { req.rawBody = bytes } })), or
- app.all("/webhooks", express.raw({ type: "*/*", limit: "1mb" }), webhook(...)) before express.json()`;

/**
 * An Express handler: reads the raw body itself, verifies it, calls the handlers, answers.
 *
 * Use `app.all` (other methods than POST are answered with 405), before `app.use(express.json())`.
 *
 * @example
 * import express from "express";
 * import { webhook } from "autosend-webhooks/express";
 *
 * const app = express();
 * app.all("/webhooks", webhook({ handlers: { "email.bounced": (event) => suppress(event.data.to.email) } }));
 * app.use(express.json());
 */
export function webhook<Tx = undefined, IsSync extends boolean = false>(
  options?: Webhooks<Tx, IsSync> | WebhooksOptions<Tx, IsSync>,
): Listener {
  return listener(options, HINT);
}
