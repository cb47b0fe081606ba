// Generated from schema/ by `cargo xtask generate`; do not edit.

import { WebhookError } from "./errors.js";
import { HEADERS } from "./provider.js";

/**
 * The headers of a request, in any of the forms that frameworks hand over: `Headers`, Node's `request.headers`, a plain
 * object, a `Map`, a list of pairs. Names in any case; a header that came more than once as a list of values or as
 * several entries.
 */
export type HeadersLike =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>
  | Iterable<readonly [string, string | readonly string[] | undefined]>;

/** The values of the headers of a delivery, trimmed; empty ones count as absent. */
export type DeliveryHeaders = { readonly [name in keyof typeof HEADERS]: string | undefined };

const NAMES = new Map<string, keyof typeof HEADERS>([
  [HEADERS.signature, "signature"],
  [HEADERS.timestamp, "timestamp"],
  [HEADERS.deliveryId, "deliveryId"],
  [HEADERS.event, "event"],
]);

/**
 * Picks a delivery's headers out of all.
 *
 * @throws WebhookError `duplicate_header` if one is there with two values: which of them another component reads is
 *   anybody's guess.
 */
export function readHeaders(headers: HeadersLike): DeliveryHeaders {
  const found: Record<keyof typeof HEADERS, string | undefined> = {
    signature: undefined,
    timestamp: undefined,
    deliveryId: undefined,
    event: undefined,
  };
  for (const [name, values] of pairs(headers)) {
    const known = NAMES.get(lowerCase(name));
    if (known === undefined || values === undefined || values === null) continue;
    for (const value of typeof values === "string" ? [values] : values) {
      if (typeof value !== "string") throw new TypeError(`headers: a value of ${HEADERS[known]} is no string`);
      const trimmed = trim(value);
      found[known] ??= trimmed;
      if (found[known] !== trimmed) throw new WebhookError("duplicate_header", { detail: HEADERS[known] });
    }
  }
  const { signature, timestamp, deliveryId, event } = found;
  return {
    signature: signature || undefined,
    timestamp: timestamp || undefined,
    deliveryId: deliveryId || undefined,
    event: event || undefined,
  };
}

function pairs(headers: HeadersLike): Iterable<readonly [string, string | readonly string[] | null | undefined]> {
  if (typeof headers !== "object" || headers === null) {
    throw new TypeError(`headers must be the request's headers, not ${headers === null ? "null" : typeof headers}`);
  }
  if (Symbol.iterator in headers) return headers as Iterable<readonly [string, string]>;
  if (hasGet(headers)) return Array.from(NAMES.keys(), (name) => [name, headers.get(name)] as const);
  return Object.entries(headers);
}

function hasGet(headers: object): headers is { get(name: string): string | null } {
  return "get" in headers && typeof headers.get === "function";
}

/** Of the letters of ASCII alone: the Kelvin sign is no `k`. */
function lowerCase(name: string): string {
  // None of the four is longer.
  return name.length > LONGEST ? name : name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

const LONGEST = Math.max(...Array.from(NAMES.keys(), (name) => name.length));

/** Strips the white space that HTTP allows around a value, and no other. */
function trim(value: string): string {
  // By hand: a pattern for the end would be tried at each blank inside.
  let [start, end] = [0, value.length];
  while (start < end && isBlank(value.charCodeAt(start))) start++;
  while (end > start && isBlank(value.charCodeAt(end - 1))) end--;
  return value.slice(start, end);
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09;
}
