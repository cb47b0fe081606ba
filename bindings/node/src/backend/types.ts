import type { Delivery } from "../delivery.js";
import type { HeaderValues } from "../headers.js";
import type { Explanation, SignedHeaders, SignOptions } from "../verifier.js";

/** What a verifier lets pass, complete. */
export interface Limits {
  /** null: the check is off. */
  readonly toleranceMs: number | null;
  readonly futureToleranceMs: number;
  readonly maxBody: number;
  readonly strict: boolean;
}

/** What decides: the native addon, or code of the same verdicts where there is none. */
export interface Backend {
  readonly name: "native" | "pure";
  /** Throws `invalid_secret`. */
  createVerifier(secrets: readonly string[], limits: Limits): BackendVerifier;
  createDeduplicator(windowMs: number, capacity: number): BackendDeduplicator;
  sign(secret: string, body: Uint8Array, options: SignOptions): SignedHeaders;
  /** SHA-256 of a verified body, in hex. */
  digest(body: Uint8Array): string;
}

export interface BackendVerifier {
  /** `now`: Unix milliseconds, or NaN for this machine's clock. Throws a WebhookError. */
  verify(body: Uint8Array, headers: HeaderValues, now: number): Delivery;
  explain(body: Uint8Array, headers: HeaderValues, now: number): Explanation;
}

export interface BackendDeduplicator {
  admit(delivery: Delivery, now: number): "first" | "duplicate" | "expired";
  forget(delivery: Delivery): void;
}
