/**
 * Signed requests for your own tests, as AutoSend would send them.
 *
 * @packageDocumentation
 */

import { bytesIn } from "../bytes.js";
import { atTime, bodyOf, inForm, printed, typeOfBody } from "../compose.js";
import type { Event } from "../event.js";
import type { EventOf, EventType } from "../generated/events.js";
import { DELIVERY_ID_PREFIX, ENVELOPE, PROVIDER, type SignedHeaders, TEST_SECRET } from "../generated/provider.js";
import { SAMPLES } from "../generated/samples.js";
import { sendable } from "../sendable.js";
import type { SignOptions } from "../sign.js";
import { encode } from "../utf8.js";
import { Verifier } from "../verifier.js";

export { TEST_SECRET };

/** A request to hand to a route, a mock server or `fetch`. */
export interface SignedRequest {
  readonly method: "POST";
  /** Those of the signature, and the content type. */
  readonly headers: SignedHeaders & { "Content-Type": "application/json" | "application/x-www-form-urlencoded" };
  /** The bytes that are signed, in a form that `fetch`, supertest, axios and `inject` send as they are. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/** How to sign. */
export interface SignedRequestOptions extends SignOptions {
  /** The secret (default: {@link TEST_SECRET}). */
  readonly secret?: string;
}

let count = 0;

/**
 * A signed request with an event, a text or bytes as its body.
 *
 * @example
 * import { sample, signedRequest } from "autosend-webhooks/testing";
 *
 * const [type] = EVENT_TYPES;
 * const response = await POST(new Request("http://localhost/webhooks", signedRequest(sample(type))));
 * assert.equal(response.status, 200);
 */
export function signedRequest(
  body: Event | object | string | Uint8Array,
  options: SignedRequestOptions = {},
): SignedRequest {
  const { secret = TEST_SECRET, deliveryId = `${DELIVERY_ID_PREFIX}test-${++count}`, ...others } = options;
  const bytes = toBytes(body);
  const event = typeof body === "object" ? typeOfBody(body) : undefined;
  const headers = {
    "Content-Type": CONTENT_TYPE,
    ...new Verifier(secret).sign(bytes, { deliveryId, ...(event !== undefined && { event }), ...others }),
  };
  return { method: "POST", headers, body: bytes };
}

/** The text of a realistic body of a type, created now: an old one counts as expired where repeats are recognised. */
export function sample(type: EventType, createdAt?: Date): string {
  const text: string | undefined = SAMPLES[type];
  if (text === undefined) throw new TypeError(`${PROVIDER} shows no sample of ${type}: make one with eventOf`);
  return inForm(atTime(text, createdAt));
}

/**
 * An event of a type, created now, with your data. Those of one millisecond differ in their microseconds: with the same
 * body they would be one event, delivered twice.
 */
export function eventOf<T extends EventType>(type: T, data: EventOf<T>["data"], createdAt?: Date): EventOf<T> {
  return bodyOf(type, data, createdAt) as EventOf<T>;
}

const CONTENT_TYPE = ENVELOPE?.formField
  ? ("application/x-www-form-urlencoded" as const)
  : ("application/json" as const);

function toBytes(body: object | string | Uint8Array): Uint8Array<ArrayBuffer> {
  return sendable(bytesIn(body) ?? encode(typeof body === "string" ? body : inForm(printed(body))));
}
