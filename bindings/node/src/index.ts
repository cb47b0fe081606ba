/**
 * Receive AutoSend webhooks: signatures verified over the raw bytes, typed events, replays recognised.
 *
 * @packageDocumentation
 */

export type { Body } from "./body.js";
export { type Admission, Deduplicator } from "./deduplicator.js";
export { Delivery } from "./delivery.js";
export { type ErrorReport, WebhookError } from "./error.js";
export * from "./event.js";
export { ERRORS, type ErrorCode } from "./generated/errors.js";
export * from "./generated/events.js";
export { HEADERS } from "./generated/provider.js";
export type { HeadersLike } from "./headers.js";
export {
  backendName as backend,
  type Cause,
  type Explanation,
  type SignedHeaders,
  type SignOptions,
  Verifier,
  type VerifierOptions,
} from "./verifier.js";
export {
  type Answer,
  type Defer,
  type ErrorHandler,
  type Handler,
  type Handlers,
  type LogEntry,
  type Secrets,
  type WaitUntil,
  Webhooks,
  type WebhooksOptions,
} from "./webhooks.js";
