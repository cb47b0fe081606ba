import { type Listener, listener } from "./adapters/node.js";
import type { Webhooks, WebhooksOptions } from "./webhooks.js";

/**
 * A route handler of the app router.
 *
 * @example
 * // app/webhooks/route.ts
 * import { webhook } from "autosend-webhooks/next";
 *
 * export const POST = webhook({ handlers: { "email.bounced": (event) => suppress(event.data.to.email) } });
 */
export { webhook } from "./adapters/fetch.js";

const HINT = `Next.js parsed the body. Add to the API route's file, next to the handler:
export const config = { api: { bodyParser: false } }`;

/**
 * An API route of the pages router. Its file must switch Next's own body parser off, in these words, since Next reads
 * them without running them:
 *
 * @example
 * // pages/api/webhooks.ts
 * import { pagesWebhook } from "autosend-webhooks/next";
 *
 * export const config = { api: { bodyParser: false } };
 * export default pagesWebhook({ handlers: { "email.bounced": (event) => suppress(event.data.to.email) } });
 */
export function pagesWebhook<Tx = undefined, IsSync extends boolean = false>(
  options?: Webhooks<Tx, IsSync> | WebhooksOptions<Tx, IsSync>,
): Listener {
  return listener(options, HINT);
}
