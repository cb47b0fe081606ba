import { POSTGRES } from "../generated/inbox-sql.js";
import { cells, run } from "./database.js";
import { InboxError } from "./errors.js";
import { arrayOf } from "./sql.js";
import { isThere, isTrue, jobOf, type Store } from "./store.js";

const sql = POSTGRES.statements;

/** The inbox in PostgreSQL. */
export const postgres: Store = {
  *byDay() {
    if (!isTrue(cells((yield* run(sql.by_day))[0])[0]))
      throw new InboxError("not_partitioned", { detail: "they hold deliveries, and have no partitions" });
  },

  *addDays() {
    yield* run(sql.add_days);
  },

  *first(it) {
    const { digest, deliveryId, type, address, created, sent, secret, headers, body } = it;
    const identity = [created ?? 0, digest, deliveryId] as const;
    const marked = yield* run(sql.receive_first, ...identity, type, address, created, sent, secret, headers, body);
    if (cells(marked[0])[0] !== null) return true;
    yield* run(sql.repeat, ...identity.map((value) => arrayOf(value)), arrayOf(secret));
    return false;
  },

  *append(it, expiredBefore) {
    const { digest, deliveryId, type, address, created, sent, secret, headers, body } = it;
    const identity = [created ?? 0, digest, deliveryId] as const;
    const columns = [...identity, type, address, created, sent, secret, headers, body, null];
    const lists = columns.map((value) => arrayOf(value));
    const stored = cells((yield* run(sql.append, ...lists, expiredBefore, "false"))[0]);
    if (stored.length > 0) {
      const [, , keptFrom, idReused] = stored;
      return { outcome: keptFrom === null ? "new" : "expired", idReused: isTrue(idReused) };
    }
    yield* run(sql.repeat, ...identity.map((value) => arrayOf(value)), arrayOf(secret));
    return { outcome: "duplicate", idReused: false };
  },

  *claim(limit, leaseMs) {
    const rows = yield* run(sql.claim, limit, leaseMs);
    return rows.map((row) => {
      const [seq, number, attempt, isSuspect, ...stored] = cells(row);
      return jobOf({ seq: Number(seq), number: Number(number) }, attempt, isTrue(isSuspect), stored);
    });
  },

  *renew({ seq, number }, leaseMs) {
    return isThere(yield* run(sql.renew, arrayOf(seq), arrayOf(number), leaseMs));
  },

  *done({ seq, number }) {
    return yield* ended(yield* run(sql.done, arrayOf(seq), arrayOf(number)));
  },

  *retry({ seq, number }, delayMs, error) {
    return isThere(yield* run(sql.retry, arrayOf(seq), arrayOf(number), arrayOf(delayMs), arrayOf(error)));
  },

  *bury({ seq, number }, error) {
    return yield* ended(yield* run(sql.bury, arrayOf(seq), arrayOf(number), arrayOf(error)));
  },
};

/** What follows the end of a job: the next of its key may run. */
function* ended(rows: readonly Readonly<Record<string, unknown>>[]) {
  const [, key] = cells(rows[0]);
  if (typeof key === "string") {
    yield* run(sql.lock_keys, arrayOf(key));
    yield* run(sql.wake_next, arrayOf(key));
  }
  return isThere(rows);
}
