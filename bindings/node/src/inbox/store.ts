import type { Arrival } from "./arrival.js";
import type { Plan, Row } from "./database.js";

/** A worker's hold on a delivery. */
export interface Lease {
  readonly seq: number;
  /** Counts up with every claim, of whatever delivery: who comes late has an old one. */
  readonly number: number;
}

/** A delivery that a worker has claimed. */
export interface Job {
  readonly lease: Lease;
  /** Which attempt this is, from 1. */
  readonly attempt: number;
  readonly deliveryId: string;
  /** As the header said, Unix milliseconds. */
  readonly sent: number | null;
  /** Which of the secrets matched, from 0. */
  readonly secret: number;
  readonly headers: string;
  readonly body: Uint8Array;
  /** Whether its process ended at work on it, more than once: it is claimed alone, and should run so. */
  readonly isSuspect: boolean;
}

/** What became of a delivery that was to be stored. */
export type StoreOutcome = "new" | "duplicate" | "expired";

/** What can be done in one store. */
export interface Store {
  /** Gives empty tables a partition for each day. */
  byDay(): Plan<void>;
  /** Makes the partitions of the days to come, if there is one for each day; undefined where there never is. */
  readonly addDays: (() => Plan<void>) | undefined;
  /** Whether a delivery was not seen before; if so it is archived, or else counted as a repeat. */
  first(arrival: Arrival): Plan<boolean>;
  /** Stores a delivery for workers. `expiredBefore`: Unix milliseconds; what is older is not handed to them. */
  append(arrival: Arrival, expiredBefore: number): Plan<{ outcome: StoreOutcome; idReused: boolean }>;
  /** Takes up to so many deliveries that are due. */
  claim(limit: number, leaseMs: number): Plan<Job[]>;
  /** Makes a lease end later; false if it is another worker's by now. */
  renew(lease: Lease, leaseMs: number): Plan<boolean>;
  /** Marks a delivery as done; false if it is another worker's by now. */
  done(lease: Lease): Plan<boolean>;
  /** Frees a delivery after a time; with an error if the attempt failed. */
  retry(lease: Lease, delayMs: number, error: string | null): Plan<boolean>;
  /** Makes a delivery a dead letter. */
  bury(lease: Lease, error: string): Plan<boolean>;
}

/** What the databases give for a boolean. */
export function isTrue(value: unknown): boolean {
  return value === true || value === "t" || Number(value) > 0;
}

/** A number, or nothing. */
export function numberIn(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}

/** A job of the columns that claims return. */
export function jobOf(lease: Lease, attempt: unknown, isSuspect: boolean, stored: readonly unknown[]): Job {
  const [deliveryId, , , sent, , secret, , headers, body] = stored;
  return {
    lease,
    attempt: Number(attempt),
    deliveryId: String(deliveryId),
    sent: numberIn(sent),
    secret: Number(secret),
    headers: String(headers),
    body: bytesIn(body),
    isSuspect,
  };
}

/** Bytes, in whatever form a client gives them: some that build statements by themselves give PostgreSQL's text. */
function bytesIn(value: unknown): Uint8Array {
  return typeof value === "string" ? Buffer.from(value.slice(2), "hex") : (value as Uint8Array);
}

/** Whether a statement returned a row. */
export function isThere(rows: readonly Row[]): boolean {
  return rows.length > 0;
}
