import { type Listener, listener } from "./node.js";
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
export { webhook } from "./fetch.js";

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
export function pagesWebhook(options?: Webhooks | WebhooksOptions): Listener {
  return listener(options, HINT);
}

/** The part of Next's configuration that matters here. */
interface NextConfig {
  serverExternalPackages?: string[];
}

const PACKAGE = "autosend-webhooks";

/**
 * Keeps Next from bundling the package, whose native addon is no JavaScript.
 *
 * @example
 * // next.config.ts
 * import { withAutoSendWebhooks } from "autosend-webhooks/next";
 *
 * export default withAutoSendWebhooks({ reactStrictMode: true });
 */
export function withAutoSendWebhooks<C extends object>(config: C = {} as C): C & NextConfig {
  const { serverExternalPackages = [] } = config as NextConfig;
  return { ...config, serverExternalPackages: [...new Set([...serverExternalPackages, PACKAGE])] };
}
