import { backend } from "#backend";
import type { BackendDeduplicator } from "./backend/types.js";
import type { Delivery } from "./delivery.js";
import { millis } from "./verifier.js";

/**
 * What to do with a verified delivery: process it (`first`), or answer 200 and do nothing. `duplicate`: seen before,
 * by its id or its body. `expired`: created longer ago than the memory reaches, so nobody can tell.
 */
export type Admission = "first" | "duplicate" | "expired";

/**
 * Remembers deliveries in memory, to process each event once.
 *
 * AutoSend repeats a delivery under the same id when an answer was lost, and whoever captured a request can repeat its
 * body under a new id, since only the body is signed. So a delivery is a duplicate when its id *or* its body was seen;
 * and a replayed body does not use up its id. It lives in one process: with several, use unique indexes on
 * {@link Delivery.id} and {@link Delivery.digest} in a database.
 */
export class Deduplicator {
  readonly #seen: BackendDeduplicator;

  /**
   * @param options `windowMs`: how long a delivery is remembered, in milliseconds (default 24 h); `capacity`: how many
   *   at most (default 100 000, some 25 MB when full), the oldest go first.
   */
  constructor({ windowMs = 86_400_000, capacity = 100_000 }: { windowMs?: number; capacity?: number } = {}) {
    if (!(windowMs > 0) || !(capacity >= 1)) throw new RangeError("windowMs and capacity must be positive");
    this.#seen = backend.createDeduplicator(windowMs, capacity);
  }

  /** Whether a delivery is to be processed; one that is counts as seen from now on. */
  admit(delivery: Delivery, now?: Date | number): Admission {
    return this.#seen.admit(delivery, now === undefined ? Number.NaN : millis(now));
  }

  /** Forgets a delivery whose processing failed, so that its retry is processed. */
  forget(delivery: Delivery): void {
    this.#seen.forget(delivery);
  }
}
