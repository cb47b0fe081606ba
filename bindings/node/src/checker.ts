import { isSame } from "./crypto.js";
import { Delivery } from "./delivery.js";
import { WebhookError } from "./errors.js";
import type { Event } from "./event.js";
import { MAX_DELIVERY_ID } from "./generated/provider.js";
import { deliveryHeaders, type HeaderValues } from "./headers.js";
import { readEvent } from "./read.js";
import { decode, Secret, SIGNS_TIMESTAMP, type SignedParts } from "./signature.js";
import { timestampMillis } from "./timestamp.js";
import { encode } from "./utf8.js";

/** What is let pass. */
export interface Limits {
  /** How old a request may be, in milliseconds; null: neither that nor the future is checked. */
  readonly toleranceMs: number | null;
  /** How far ahead of the clock it may be, in milliseconds. */
  readonly futureToleranceMs: number;
  /** The largest body, in bytes. */
  readonly maxBody: number;
  /** Whether unknown types and data that does not fit are refused. */
  readonly strict: boolean;
}

/** The checks, in their order: nothing of a body is read before it is authentic. */
export class Checker {
  readonly #secrets: readonly Secret[];
  readonly #limits: Limits;

  /** @throws WebhookError `invalid_secret` if there is none, or an unusable one. */
  constructor(secrets: readonly string[], limits: Limits) {
    if (secrets.length === 0) throw new WebhookError("invalid_secret", { detail: "there is none" });
    this.#secrets = secrets.map((secret) => new Secret(secret));
    this.#limits = limits;
  }

  /**
   * @param now The clock, Unix milliseconds.
   * @throws WebhookError with the code of the first check that failed.
   */
  check(body: Uint8Array, headers: HeaderValues, now: number): Delivery {
    const { maxBody, toleranceMs } = this.#limits;
    if (body.length > maxBody) {
      throw new WebhookError("body_too_large", { detail: `${body.length} bytes, the limit is ${maxBody}` });
    }
    const { signature, timestamp, deliveryId, event } = deliveryHeaders(headers);
    if (signature === undefined) throw new WebhookError("missing_signature");
    if (timestamp === undefined && (SIGNS_TIMESTAMP || toleranceMs !== null))
      throw new WebhookError("missing_timestamp");
    if (deliveryId === undefined) throw new WebhookError("missing_delivery_id");
    const secretIndex = this.#matchingSecret(signature, { timestamp: timestamp ?? "", deliveryId, body });
    const sentAt = timestamp === undefined ? Number.NaN : this.#sentAt(timestamp, toleranceMs, now);
    if (deliveryId.length > MAX_DELIVERY_ID || !/^[!-~]+$/.test(deliveryId)) {
      throw new WebhookError("malformed_delivery_id");
    }
    const { event: read, eventType, generation } = readEvent(body);
    this.#checkEvent(event, read, eventType);
    return new Delivery(deliveryId, read, secretIndex, generation, body, sentAt);
  }

  /** The first secret that made the signature. All are tried, so that the time tells nothing. */
  #matchingSecret(header: string, request: SignedParts): number {
    const signature = decode(header);
    if (signature === undefined) throw new WebhookError("malformed_signature");
    let matching = -1;
    for (let index = 0; index < this.#secrets.length; index++) {
      const isMatch = isSame(this.#secrets[index]!.sign(request), signature);
      if (isMatch && matching < 0) matching = index;
    }
    if (matching < 0) throw new WebhookError("signature_mismatch");
    return matching;
  }

  #sentAt(timestamp: string, tolerance: number | null, now: number): number {
    const sentAt = timestampMillis(timestamp);
    if (sentAt === undefined) throw new WebhookError("malformed_timestamp");
    if (tolerance === null) return sentAt;
    const age = now - sentAt;
    const future = this.#limits.futureToleranceMs;
    if (age >= tolerance) {
      const detail = `${(age / 1000).toFixed(1)} s ago, the tolerance is ${tolerance / 1000} s`;
      throw new WebhookError("timestamp_too_old", { detail });
    }
    if (-age >= future) {
      const detail = `${(-age / 1000).toFixed(1)} s ahead, the tolerance is ${future / 1000} s`;
      throw new WebhookError("timestamp_in_future", { detail });
    }
    return sentAt;
  }

  #checkEvent(header: string | undefined, event: Event, eventType: string): void {
    if (header !== undefined && !isHeaderOf(header, eventType)) {
      throw new WebhookError("event_mismatch", { detail: `the body says ${JSON.stringify(eventType)}` });
    }
    if (!this.#limits.strict) return;
    if (event.type === "unknown") throw new WebhookError("unknown_event", { detail: JSON.stringify(eventType) });
    if (event.type === "invalid") throw new WebhookError("invalid_event_data", { detail: event.reason });
  }
}

/** Whether a header is a text as it arrives in one: its UTF-8, with a character for each byte. */
function isHeaderOf(header: string, text: string): boolean {
  if (header === text && /^[ -~]*$/.test(text)) return true;
  if (text.length > header.length) return false;
  const bytes = encode(text);
  return bytes.length === header.length && bytes.every((byte, at) => byte === header.charCodeAt(at));
}
