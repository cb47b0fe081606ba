import { WebhookError } from "./errors.js";
import { DELIVERY_ID_PREFIX, HEADER_NAMES, type SignedHeaders } from "./generated/provider.js";
import { readEvent } from "./read.js";
import { encode, Secret } from "./signature.js";
import { timestampText } from "./timestamp.js";

/** What may differ in a signed request. */
export interface SignOptions {
  /** The delivery's id (default: one made from the time). */
  readonly deliveryId?: string;
  /** The event header (default: the type that the body names). */
  readonly event?: string;
  /** When it is sent, Unix milliseconds (default: now). */
  readonly timestamp?: number;
}

/** The headers that the provider sends with a body. */
export function signedHeaders(secret: string, body: Uint8Array, options: SignOptions): SignedHeaders {
  const now = Date.now();
  const { timestamp = now, deliveryId = `${DELIVERY_ID_PREFIX}${now}`, event = eventHeader(body) } = options;
  const time = timestampText(timestamp);
  const signature = new Secret(secret).sign({ timestamp: time, deliveryId, body });
  return {
    [HEADER_NAMES.signature]: encode(signature),
    ...(event !== undefined && { [HEADER_NAMES.event]: event }),
    [HEADER_NAMES.deliveryId]: deliveryId,
    [HEADER_NAMES.timestamp]: time,
  } as SignedHeaders;
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
