// Generated from schema/ by `cargo xtask generate`; do not edit.

/**
 * Receives AutoSend's webhooks: signatures verified over the raw bytes, typed events, repeats recognised.
 *
 * @packageDocumentation
 */

export { type Admissible, type Admission, Deduplicator, type Outcome } from "./deduplicator.js";
export { Delivery } from "./delivery.js";
export { ERRORS, type ErrorCode, type ErrorReport, type ErrorRow, WebhookError } from "./errors.js";
export * from "./events.js";
export type { Cause, Explanation } from "./explain.js";
export type { HeadersLike } from "./headers.js";
export type { Answer, DeduplicatorLike, LogEntry } from "./pipeline.js";
export { readEvent } from "./read.js";
export { Receiver, type ReceiverOptions } from "./receiver.js";
export type { SecretSource, Secrets } from "./secrets.js";
export { type Body, Verifier, type VerifierOptions } from "./verifier.js";
