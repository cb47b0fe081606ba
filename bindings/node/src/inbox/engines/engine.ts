import { WIRE } from "../../generated/inbox-wire.js";
import { InboxError } from "../errors.js";
import type { Job, Lease } from "../store.js";

/** How an attempt ended. */
export type Ending =
  | { readonly kind: "done" }
  | { readonly kind: "release" }
  | { readonly kind: "retry"; readonly afterMs: number; readonly error: string }
  | { readonly kind: "dead"; readonly error: string };

/** One worker's share of an engine. */
export interface Consumer {
  /** Takes what is due. */
  claim(limit: number, leaseMs: number): Promise<Job[]>;
  /** Makes a lease end later; false if it is another worker's by now. */
  renew(lease: Lease, leaseMs: number): Promise<boolean>;
  /** Says how an attempt ended; false where its lease had ended before. */
  finish(lease: Lease, ending: Ending): Promise<boolean>;
  /** Ends what it has opened. */
  close(): Promise<void>;
}

/** What a fleet runs already, and receivers in Rust put deliveries into: `fromRedisStreams(client)`, `fromJetStream(address)`. */
export interface Engine {
  /** A worker's share, which connects when something is asked of it. */
  consumer(): Consumer;
}

/** How an engine is used. */
export interface EngineOptions {
  /** The name that keeps several inboxes apart (default `autosend-inbox`), as in the receivers' `?inbox=NAME`. */
  readonly inbox?: string | undefined;
}

/** How long an engine may take to answer, in milliseconds. */
export const ANSWER_WITHIN_MS = 5000;

/** The name of an inbox. */
export function checkInbox(inbox: string = WIRE.inbox): string {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(inbox)) return inbox;
  throw new TypeError("inbox must be 1 to 64 letters, digits, - and _");
}

/** A setting of an engine that is not safe. */
export function refused(detail: string): InboxError {
  return new InboxError("unsafe_setting", { detail });
}

/** What an engine's client says, as an error of the inbox. */
export function engineError(engine: string, error: unknown): InboxError {
  if (error instanceof InboxError) return error;
  const detail = `${engine}: ${error instanceof Error ? error.message : String(error)}`;
  const isLate = error instanceof Error && /timeout/i.test(error.name);
  return new InboxError(isLate ? "inbox_busy" : "inbox_unavailable", { detail, cause: error });
}
