/**
 * The seam between the package and what decides. A backend is a module that exports `backend: Backend`:
 * `native.ts` over the addon, `pure.ts` where there is none. `package.json` picks one as `#backend`, by export condition.
 *
 * Whatever a backend is made of, it gives the verdicts of the core (tests/vectors), throws nothing but
 * {@link WebhookError}, and gets what the caller handed over checked and converted already.
 *
 * @module
 */

import type { Delivery } from "../delivery.js";
import type { HeaderValues } from "../headers.js";
import type { Explanation, SignedHeaders, SignOptions } from "../verifier.js";

/** What a verifier lets pass, complete. */
export interface Limits {
  /** Milliseconds; null: the check is off. */
  readonly toleranceMs: number | null;
  /** Milliseconds. */
  readonly futureToleranceMs: number;
  /** Bytes. */
  readonly maxBody: number;
  /** Whether unknown types and data that does not fit are refused. */
  readonly strict: boolean;
}

/** What decides: the native addon, or code of the same verdicts where there is none. */
export interface Backend {
  /** Which one it is. */
  readonly name: "native" | "pure";
  /** Throws `invalid_secret`, also for an empty list. */
  createVerifier(secrets: readonly string[], limits: Limits): BackendVerifier;
  /** The headers of a request that AutoSend would send. Throws `invalid_secret`. */
  sign(secret: string, body: Uint8Array, options: SignOptions): SignedHeaders;
  /** SHA-256 of a verified body, in lower-case hex. */
  digest(body: Uint8Array): string;
}

/** Holds the keys. */
export interface BackendVerifier {
  /**
   * `headers`: the values of the four headers as they came, untrimmed, `undefined` where absent; `more`: further values
   * that differ. `now`: Unix milliseconds, read in JavaScript: whoever mocks the clock mocks it for all.
   */
  verify(body: Uint8Array, headers: HeaderValues, now: number): Delivery;
  /** The same request, looked at for the mistake behind its refusal. */
  explain(body: Uint8Array, headers: HeaderValues, now: number): Explanation;
}
