export type { Body } from "./body.js";
export { type Admissible, type Admission, Deduplicator, type Outcome } from "./deduplicator.js";
export { Delivery } from "./delivery.js";
export { type ErrorReport, WebhookError } from "./errors.js";
export * from "./event.js";
export type { Cause, Explanation } from "./explain.js";
export type { RequestFacts } from "./facts.js";
export { ERRORS, type ErrorCode, type ErrorRow } from "./generated/errors.js";
export * from "./generated/events.js";
export { HEADERS, type SignedHeaders } from "./generated/provider.js";
export type { HeadersLike } from "./headers.js";
export type { Logger } from "./logger.js";
export type { DeduplicatorLike, Defer, LogEntry, WebhookResponse } from "./pipeline.js";
export type { Problem } from "./problems.js";
export { type Generation, type Reading, readEvent } from "./read.js";
export type { SecretSource, Secrets } from "./secrets.js";
export type { SignOptions } from "./sign.js";
export type { VerifierSourceOptions } from "./source.js";
export { backendName as backend, Verifier, type VerifierOptions } from "./verifier.js";
export {
  type ErrorHandler,
  type Handler,
  type Handlers,
  type WaitUntil,
  Webhooks,
  type WebhooksOptions,
} from "./webhooks.js";
