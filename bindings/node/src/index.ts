/**
 * Receive AutoSend webhooks: signatures verified over the raw bytes, typed events, replays recognised.
 *
 * @packageDocumentation
 */

export type { Body } from "./body.js";
export { Delivery } from "./delivery.js";
export { type ErrorReport, WebhookError } from "./error.js";
export * from "./event.js";
export { ERRORS, type ErrorCode } from "./generated/errors.js";
export * from "./generated/events.js";
export { HEADERS } from "./generated/provider.js";
export type { HeadersLike } from "./headers.js";
export { type Admissible, type Admission, Deduplicator, type Outcome } from "./pure/deduplicator.js";
export type { Answer, DeduplicatorLike, Defer, LogEntry } from "./pure/pipeline.js";
export type { SecretSource, Secrets } from "./pure/secrets.js";
export type { VerifierSourceOptions } from "./source.js";
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
  type ErrorHandler,
  type Handler,
  type Handlers,
  type WaitUntil,
  Webhooks,
  type WebhooksOptions,
} from "./webhooks.js";
