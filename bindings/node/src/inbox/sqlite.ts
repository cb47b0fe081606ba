import { SQLITE } from "../generated/inbox-sql.js";
import type { Arrival } from "./arrival.js";
import { cells, type Plan, run } from "./database.js";
import { InboxError } from "./errors.js";
import { isTrue, type Job, jobOf, type Lease, type Store } from "./store.js";

const sql = SQLITE.statements;

/** The inbox in SQLite. */
export const sqlite: Store = {
  byDay() {
    throw new InboxError("not_partitioned", { detail: "SQLite has no partitions" });
  },

  addDays: undefined,

  *first(it) {
    const now = yield* clock();
    const seq = yield* mark(it);
    if (seq === undefined) yield* repeat(it, now);
    else yield* archive(it, seq, now, null, false);
    return seq !== undefined;
  },

  *append(it, expiredBefore) {
    const now = yield* clock();
    const seq = yield* mark(it);
    if (seq === undefined) {
      yield* repeat(it, now);
      return { outcome: "duplicate", idReused: false };
    }
    const idReused = isTrue(cells((yield* run(sql.id_reused, it.deliveryId, seq))[0])[0]);
    const isExpired = it.created !== null && it.created <= expiredBefore;
    yield* archive(it, seq, now, isExpired ? "expired" : null, idReused);
    if (idReused && !isExpired) yield* count("id_reused");
    if (!isExpired) yield* run(sql.enqueue, seq, now, null, it.created ?? now);
    return { outcome: isExpired ? "expired" : "new", idReused };
  },

  *claim(limit, leaseMs) {
    const now = yield* clock();
    const number = Number(cells((yield* run(sql.next_lease))[0])[0]);
    const oldest = (yield* run(sql.suspect, now))[0];
    const isSuspect = oldest !== undefined && isTrue(cells(oldest)[0]);
    const jobs: Job[] = [];
    for (const row of yield* run(sql.claim, now, now + leaseMs, number, isSuspect ? 1 : limit, isSuspect ? 1 : 0)) {
      const [seq, attempt] = cells(row);
      const stored = cells((yield* run(sql.find, Number(seq)))[0]);
      jobs.push(jobOf({ seq: Number(seq), number }, attempt, isSuspect, stored));
    }
    return jobs;
  },

  *renew(lease, leaseMs) {
    const now = yield* clock();
    yield* run(sql.renew, lease.seq, lease.number, now + leaseMs);
    return true;
  },

  *done(lease) {
    const now = yield* clock();
    return yield* ended(lease, now, null, "done");
  },

  *retry({ seq, number }, delayMs, error) {
    const now = yield* clock();
    const freed = (yield* run(sql.retry, seq, number, now + delayMs))[0];
    if (freed === undefined) return false;
    if (error !== null) yield* run(sql.log_attempt, seq, Number(cells(freed)[0]), now, error);
    yield* count(error === null ? "released" : "failed");
    return true;
  },

  *bury(lease, error) {
    const now = yield* clock();
    return yield* ended(lease, now, error, "dead");
  },
};

/** The database's clock, Unix milliseconds. */
function* clock(): Plan<number> {
  return Number(cells((yield* run(sql.now))[0])[0]);
}

function* count(name: string): Plan<void> {
  yield* run(sql.count, name, 1);
}

/** The number of a body that was not seen before. */
function* mark({ created, digest, deliveryId }: Arrival): Plan<number | undefined> {
  const row = (yield* run(sql.first, created ?? 0, digest, deliveryId))[0];
  return row === undefined ? undefined : Number(cells(row)[0]);
}

/** Counts one more of a body that was seen before, and notes its id if it is another one. */
function* repeat({ created, digest, deliveryId, secret }: Arrival, now: number): Plan<void> {
  const [seq, id] = cells((yield* run(sql.repeat, created ?? 0, digest, 1))[0]);
  if (id !== deliveryId) yield* run(sql.note_repeat, Number(seq), now, deliveryId, secret);
  yield* count("duplicate");
}

function* archive(it: Arrival, seq: number, now: number, keptFrom: string | null, idReused: boolean): Plan<void> {
  const { deliveryId, type, address, created, sent, secret, digest, headers, body } = it;
  const what = [seq, deliveryId, type, address, created, sent, now, secret, keptFrom] as const;
  yield* run(sql.archive, ...what, idReused ? 1 : 0, digest, headers, body);
  yield* count(keptFrom ?? "new");
  yield* count(`type:${type}`);
}

/** Ends a job, if the lease is still held. The next of its key may run then. */
function* ended(lease: Lease, now: number, error: string | null, counted: "done" | "dead"): Plan<boolean> {
  const row = (yield* run(sql.finish, lease.seq, lease.number))[0];
  if (row === undefined) return false;
  const [attempt, key] = cells(row);
  if (typeof key === "string") yield* run(sql.wake_next, key, now);
  yield* run(sql.log_attempt, lease.seq, Number(attempt), now, error);
  if (error !== null) yield* run(sql.bury, lease.seq, now, Number(attempt), error);
  yield* count(counted);
  return true;
}
