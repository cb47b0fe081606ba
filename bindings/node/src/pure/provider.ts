// Generated from schema/ by `cargo xtask generate`; do not edit.

/** The headers of a delivery, in lower case. */
export const HEADERS = {
  signature: "x-webhook-signature",
  timestamp: "x-webhook-timestamp",
  deliveryId: "x-webhook-delivery-id",
  event: "x-webhook-event",
} as const;

/** The headers as AutoSend writes them. */
export const HEADER_NAMES = {
  signature: "X-Webhook-Signature",
  timestamp: "X-Webhook-Timestamp",
  deliveryId: "X-Webhook-Delivery-Id",
  event: "X-Webhook-Event",
} as const;

/** What is accepted if nothing else is said: milliseconds, and bytes for the body. */
export const DEFAULTS = {
  toleranceMs: 300000,
  futureToleranceMs: 60000,
  maxBody: 1048576,
} as const;

/** How many objects and arrays of a body may be open at once. */
export const MAX_DEPTH = 64;

/** The longest delivery id, in characters. */
export const MAX_DELIVERY_ID = 255;

/** What delivery ids begin with. */
export const DELIVERY_ID_PREFIX = "deliver-webhook-";

/** How long AutoSend waits for an answer, in milliseconds. */
export const ANSWER_WITHIN_MS = 10000;

/** What is remembered to recognise repeated deliveries. */
export const DEDUPLICATION = { windowMs: 86400000, capacity: 100000 } as const;

/** The forms of the body, today's first: the members that name its type, its time and its data. */
export const GENERATIONS = [
  {
    number: 2,
    type: "type",
    time: "createdAt",
    data: "data",
  },
  {
    number: 1,
    type: "event",
    time: "timestamp",
    data: "data",
  },
] as const;

/** A timestamp header's form, and how long a Unix time in seconds is. */
const TIMESTAMP = /^[0-9]{1,15}$/;

/** Reads the timestamp header as Unix milliseconds; undefined if it is none. */
export function timestampMillis(value: string): number | undefined {
  if (!TIMESTAMP.test(value)) return undefined;
  const number = Number(value);
  return number < 100000000000 ? number * 1000 : number;
}

/** Unix milliseconds as AutoSend writes them into the timestamp header. */
export function timestampText(millis: number): string {
  return String(Math.floor(millis));
}
