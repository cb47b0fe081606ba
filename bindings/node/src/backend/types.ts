/**
 * The seam between the package and what verifies. A backend is a module that exports `backend: Backend`: `pure.ts`, and
 * `../native/backend.ts` where there is a native addon. `package.json` picks one as `#backend`, by export condition.
 *
 * Whatever a backend is made of, it gives the same verdicts, throws nothing but {@link WebhookError}, and gets what the
 * caller handed over checked and converted already.
 *
 * @module
 */

import type { Limits } from "../checker.js";
import type { Delivery } from "../delivery.js";
import type { Explanation } from "../explain.js";
import type { RequestFacts } from "../facts.js";
import type { HeaderValues } from "../headers.js";

/** What verifies: a native addon, or this package's own code. */
export interface Backend {
  /** Which one it is. */
  readonly name: "native" | "pure";
  /** Throws `invalid_secret`, also for an empty list. */
  createVerifier(secrets: readonly string[], limits: Limits): BackendVerifier;
}

/** Holds the keys. */
export interface BackendVerifier {
  /** `now`: Unix milliseconds, read in JavaScript: whoever mocks the clock mocks it for all. */
  verify(body: Uint8Array, headers: HeaderValues, now: number, facts: RequestFacts): Delivery;
  /** The same request, looked at for the mistake behind its refusal. */
  explain(body: Uint8Array, headers: HeaderValues, now: number, facts: RequestFacts): Explanation;
}
