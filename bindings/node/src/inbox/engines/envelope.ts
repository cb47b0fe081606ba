// A delivery as it stands in an engine: a line of JSON with what is known of it, then the signed bytes as they came.
import type { Job, Lease } from "../store.js";

const NEWLINE = 10;

/** A delivery that an engine has handed out. */
export interface Enveloped {
  readonly job: Job;
  /** As the receiver has noted it. */
  readonly digest: string;
}

/** What a receiver has put there; nothing if somebody else did. */
export function envelopeIn(
  payload: Uint8Array,
  lease: Lease,
  attempt: number,
  isSuspect = false,
): Enveloped | undefined {
  const end = payload.indexOf(NEWLINE);
  const { id, sent, secret, digest, headers } = objectIn(
    new TextDecoder().decode(payload.subarray(0, Math.max(end, 0))),
  );
  if (typeof id !== "string" || typeof secret !== "number" || typeof headers !== "string") return undefined;
  if (typeof sent !== "number" && sent !== null) return undefined;
  if (typeof digest !== "string" || !/^[0-9a-f]{64}$/.test(digest)) return undefined;
  const body = payload.slice(end + 1);
  const kept = JSON.stringify(objectIn(headers));
  return { job: { lease, attempt, deliveryId: id, sent, secret, headers: kept, body, isSuspect }, digest };
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
