import { DEDUPLICATION } from "./generated/provider.js";
import { checkNumber, checkOptions, clock } from "./options.js";

/**
 * What to do with a verified delivery.
 *
 * - `first`: process it; it is claimed until {@link Deduplicator.done} or {@link Deduplicator.forget}.
 * - `duplicate`: it was done before. Answer 200 and do nothing.
 * - `in_progress`: it is claimed, and neither done nor forgotten yet. Answer 503, so that it comes again.
 * - `expired`: never seen, and created longer ago than the memory reaches: nobody can tell. Not claimed.
 */
export type Outcome = "first" | "duplicate" | "in_progress" | "expired";

/** What {@link Deduplicator.admit} says. */
export interface Admission {
  /** What to do with the delivery. */
  readonly outcome: Outcome;
  /**
   * Whether a `first` came under the id of another body that is known. Ids are not signed, so that it is processed; but
   * somebody changed one on the way, or replays another's.
   */
  readonly idReused: boolean;
}

/** What is remembered of a delivery. */
export interface Admissible {
  /** The delivery's id. */
  readonly id: string;
  /** SHA-256 of the body, in hex. */
  readonly digest: string;
  /** When the event was created, ISO 8601; null if the body does not say. */
  readonly createdAt: string | null;
}

/** A delivery that is claimed or done. Those that are done form a list in that order. */
interface Entry {
  readonly id: string;
  readonly digest: string;
  /** Until when it is known once it is done, Unix milliseconds. */
  readonly until: number;
  isDone: boolean;
  older: Entry | undefined;
  newer: Entry | undefined;
}

/**
 * Remembers deliveries in memory, to process each event once.
 *
 * The digest of the body decides: a retry repeats the body, and nothing else of a request is signed. It works in two
 * phases, so that what fails is not lost: `admit` claims a delivery; `done` keeps it as a duplicate, `forget` frees it
 * for the retry. It lives in one process: with several, use a unique index on the digest in a database.
 *
 * @example
 * const { outcome } = seen.admit(delivery);
 * if (outcome === "first") {
 *   try {
 *     await process(delivery);
 *     seen.done(delivery);
 *   } catch (error) {
 *     seen.forget(delivery);
 *     throw error;
 *   }
 * }
 */
export class Deduplicator {
  readonly #windowMs: number;
  readonly #capacity: number;
  readonly #entries = new Map<string, Entry>();
  readonly #ids = new Map<string, Set<Entry>>();
  // A list by hand: finding a Map's first entry takes time in proportion to those deleted before it.
  #oldest: Entry | undefined;
  #newest: Entry | undefined;
  #done = 0;

  /**
   * @param options `windowMs`: how long a delivery is remembered, in milliseconds (default 86400000); `capacity`: how
   *   many that are done, at most (default 100000), the oldest go first.
   */
  constructor(options: { readonly windowMs?: number; readonly capacity?: number } = {}) {
    checkOptions(options, ["windowMs", "capacity"]);
    this.#windowMs = checkNumber("windowMs", options.windowMs ?? DEDUPLICATION.windowMs, 1);
    this.#capacity = checkNumber("capacity", options.capacity ?? DEDUPLICATION.capacity, 1);
  }

  /** Whether a delivery is to be processed; one that is, is claimed from now on. */
  admit({ id, digest, createdAt }: Admissible, now?: Date | number): Admission {
    const at = clock(now);
    while (this.#oldest !== undefined && this.#oldest.until < at) this.#drop(this.#oldest);
    const known = this.#known(digest, at);
    if (known !== undefined) return known.isDone ? DUPLICATE : IN_PROGRESS;
    const created = createdAt === null ? Number.NaN : Date.parse(createdAt);
    if (created <= at - this.#windowMs) return EXPIRED;
    const isReused = this.#isTaken(id, at);
    const until = (created > at ? created : at) + this.#windowMs;
    this.#add({ id, digest, until, isDone: false, older: undefined, newer: undefined });
    return isReused ? REUSED : FIRST;
  }

  /** Keeps a claimed delivery as a duplicate, for it was handled. */
  done({ digest }: Pick<Admissible, "digest">): void {
    const entry = this.#entries.get(digest);
    if (entry === undefined || entry.isDone) return;
    entry.isDone = true;
    this.#append(entry);
    while (this.#done > this.#capacity) this.#drop(this.#oldest!);
  }

  /** Frees a delivery that was not handled, so that its retry is processed. */
  forget({ digest }: Pick<Admissible, "digest">): void {
    const entry = this.#entries.get(digest);
    if (entry !== undefined) this.#drop(entry);
  }

  /** What is at work is known without end. */
  #known(digest: string, at: number): Entry | undefined {
    const entry = this.#entries.get(digest);
    if (entry === undefined || !entry.isDone || entry.until >= at) return entry;
    this.#drop(entry);
    return undefined;
  }

  #isTaken(id: string, at: number): boolean {
    for (const { digest } of this.#ids.get(id) ?? []) {
      if (this.#known(digest, at) !== undefined) return true;
    }
    return false;
  }

  #add(entry: Entry): void {
    this.#entries.set(entry.digest, entry);
    const sameId = this.#ids.get(entry.id);
    if (sameId === undefined) this.#ids.set(entry.id, new Set([entry]));
    else sameId.add(entry);
  }

  #append(entry: Entry): void {
    entry.older = this.#newest;
    if (this.#newest === undefined) this.#oldest = entry;
    else this.#newest.newer = entry;
    this.#newest = entry;
    this.#done++;
  }

  #drop(entry: Entry): void {
    this.#entries.delete(entry.digest);
    const sameId = this.#ids.get(entry.id);
    sameId?.delete(entry);
    if (sameId?.size === 0) this.#ids.delete(entry.id);
    if (entry.isDone) this.#unlink(entry);
  }

  #unlink({ older, newer }: Entry): void {
    if (older === undefined) this.#oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.#newest = older;
    else newer.older = older;
    this.#done--;
  }
}

const FIRST: Admission = Object.freeze({ outcome: "first", idReused: false });
const REUSED: Admission = Object.freeze({ outcome: "first", idReused: true });
const DUPLICATE: Admission = Object.freeze({ outcome: "duplicate", idReused: false });
const IN_PROGRESS: Admission = Object.freeze({ outcome: "in_progress", idReused: false });
const EXPIRED: Admission = Object.freeze({ outcome: "expired", idReused: false });
