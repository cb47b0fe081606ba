/**
 * Receive webhooks in Next.js: `webhook` for the app router, `pagesWebhook` for the pages router.
 *
 * @packageDocumentation
 */

export { pagesWebhook, webhook } from "../next.js";
