// Generated from schema/ by `cargo xtask generate`; do not edit.

import { DEDUPLICATION } from "./provider.js";

/**
 * What to do with a verified delivery: process it (`first`), or answer 200 and do nothing. `duplicate`: seen before, by
 * its id or its body. `expired`: created longer ago than the memory reaches, so nobody can tell.
 */
export type Admission = "first" | "duplicate" | "expired";

/** What is remembered of a delivery. */
export interface Admissible {
  readonly id: string;
  readonly digest: string;
  readonly createdAt: string | null;
}

interface Entry {
  readonly id: string;
  readonly digest: string;
  /** From when on its age counts: the later one of admission and creation. */
  readonly since: number;
}

/**
 * Remembers deliveries in memory, to process each event once.
 *
 * AutoSend repeats a delivery under the same id when an answer was lost, and whoever captured a request may repeat its
 * body under another. So a delivery is a duplicate when its id *or* its body was seen; and a replayed body does not use
 * up its id. It lives in one process: with several, use unique indexes on the id and the digest in a database.
 */
export class Deduplicator {
  readonly #windowMs: number;
  readonly #capacity: number;
  /** In order of admission, as maps keep it. */
  readonly #byDigest = new Map<string, Entry>();
  readonly #byId = new Map<string, Entry>();

  /**
   * @param options `windowMs`: how long a delivery is remembered, in milliseconds (default 86400000); `capacity`: how
   *   many at most (default 100000), the oldest go first.
   */
  constructor(options: { readonly windowMs?: number; readonly capacity?: number } = {}) {
    this.#windowMs = options.windowMs ?? DEDUPLICATION.windowMs;
    this.#capacity = options.capacity ?? DEDUPLICATION.capacity;
    if (!(this.#windowMs > 0) || !(this.#capacity >= 1)) {
      throw new RangeError("windowMs and capacity must be positive");
    }
  }

  /** Whether a delivery is to be processed; one that is counts as seen from now on. */
  admit({ id, digest, createdAt }: Admissible, now: Date | number = Date.now()): Admission {
    const at = Number(now);
    const created = createdAt === null ? at : Date.parse(createdAt);
    const horizon = at - this.#windowMs;
    for (const entry of this.#byDigest.values()) {
      if (entry.since >= horizon) break;
      this.#drop(entry);
    }
    if (this.#byDigest.has(digest) || this.#byId.has(id)) return "duplicate";
    if (created <= horizon) return "expired";
    for (const entry of this.#byDigest.values()) {
      if (this.#byDigest.size < this.#capacity) break;
      this.#drop(entry);
    }
    const entry = { id, digest, since: Math.max(at, created) };
    this.#byDigest.set(digest, entry);
    this.#byId.set(id, entry);
    return "first";
  }

  /** Forgets a delivery whose processing failed, so that its retry is processed. */
  forget({ id, digest }: Pick<Admissible, "id" | "digest">): void {
    const entry = this.#byDigest.get(digest);
    // Both must belong to this delivery: a replay must not make the original's id free again.
    if (entry !== undefined && this.#byId.get(id) === entry) this.#drop(entry);
  }

  #drop(entry: Entry): void {
    this.#byDigest.delete(entry.digest);
    this.#byId.delete(entry.id);
  }
}
