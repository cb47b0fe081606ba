/**
 * Signed requests for your own tests, as AutoSend would send them.
 *
 * @packageDocumentation
 */

import type { Event } from "./event.js";
import type { EventOf, EventType } from "./generated/events.js";
import { bytesIn } from "./pure/bytes.js";
import { createdText, sendable } from "./pure/sendable.js";
import { encode } from "./pure/utf8.js";
import { type SignedHeaders, type SignOptions, Verifier } from "./verifier.js";

/** A secret for tests: it looks like AutoSend's and is nobody's. */
export const TEST_SECRET = "whsec_00000000000000000000000000000000";

/** A request to hand to a route, a mock server or `fetch`. */
export interface SignedRequest {
  readonly method: "POST";
  /** Those of the signature, and the content type. */
  readonly headers: SignedHeaders & { "Content-Type": "application/json" };
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
 * import { eventOf, signedRequest } from "autosend-webhooks/testing";
 *
 * const response = await POST(
 *   new Request("http://localhost/webhooks", signedRequest(eventOf("contact.deleted", { email: "ada@example.org" }))),
 * );
 * assert.equal(response.status, 200);
 */
export function signedRequest(
  body: Event | object | string | Uint8Array,
  options: SignedRequestOptions = {},
): SignedRequest {
  const { secret = TEST_SECRET, deliveryId = `deliver-webhook-test-${++count}`, ...others } = options;
  const bytes = toBytes(body);
  const headers = {
    "Content-Type": "application/json" as const,
    ...new Verifier(secret).sign(bytes, { deliveryId, ...others }),
  };
  return { method: "POST", headers, body: bytes };
}

/**
 * An event of a type, created now, with your data. Those of one millisecond differ in their microseconds: with the same
 * body they would be one event, delivered twice.
 */
export function eventOf<T extends EventType>(type: T, data: EventOf<T>["data"], createdAt?: Date): EventOf<T> {
  return { type, createdAt: createdText(createdAt), data } as unknown as EventOf<T>;
}

function toBytes(body: object | string | Uint8Array): Uint8Array<ArrayBuffer> {
  return sendable(bytesIn(body) ?? encode(typeof body === "string" ? body : JSON.stringify(body)));
}
