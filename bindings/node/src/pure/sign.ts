// Generated from schema/ by `cargo xtask generate`; do not edit.

import { WebhookError } from "./errors.js";
import { DELIVERY_ID_PREFIX, HEADER_NAMES, timestampText } from "./provider.js";
import { readEvent } from "./read.js";
import { encode, Secret } from "./signature.js";

/** What may differ in the headers of a signed request. */
export interface SignedWith {
  /** The delivery's id (default: one made from the time). */
  readonly deliveryId?: string | undefined;
  /** The event header (default: the type that the body names). */
  readonly event?: string | undefined;
  /** The timestamp header (default: now). */
  readonly timestamp?: string | undefined;
}

/** The headers that AutoSend sends with a body. */
export function signedHeaders(secret: string, body: Uint8Array, options: SignedWith): Record<string, string> {
  const now = Date.now();
  const {
    timestamp = timestampText(now),
    deliveryId = `${DELIVERY_ID_PREFIX}${now}`,
    event = eventHeader(body),
  } = options;
  const signature = new Secret(secret).sign({ timestamp, deliveryId, body });
  return {
    [HEADER_NAMES.signature]: encode(signature),
    ...(event === undefined ? {} : { [HEADER_NAMES.event]: event }),
    [HEADER_NAMES.deliveryId]: deliveryId,
    [HEADER_NAMES.timestamp]: timestamp,
  };
}

/** The type that the body names, if a header can carry it. */
function eventHeader(body: Uint8Array): string | undefined {
  try {
    const { eventType } = readEvent(body);
    return /^[!-~]+$/.test(eventType) ? eventType : undefined;
  } catch (error) {
    if (error instanceof WebhookError) return undefined;
    throw error;
  }
}
