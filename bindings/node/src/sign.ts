import { headerOf } from "./claims.js";
import { typeParts } from "./envelope.js";
import { WebhookError } from "./errors.js";
import { factsOf, type RequestFacts } from "./facts.js";
import {
  DELIVERY_ID_PREFIX,
  ENVELOPE,
  HEADER_NAMES,
  HEADERS,
  SIGNATURES,
  type SignedHeaders,
  TIMESTAMP,
} from "./generated/provider.js";
import { type HeadersLike, HeaderValues, headerValues } from "./headers.js";
import { readEvent } from "./read.js";
import { Secret } from "./signature.js";
import { signedBytes } from "./signed-content.js";
import { timestampText } from "./timestamp.js";

/** What may differ in a signed request. */
export interface SignOptions extends RequestFacts {
  /** The delivery's id (default: one made from the time). */
  readonly deliveryId?: string;
  /** The event header (default: the type that the body names). */
  readonly event?: string;
  /** When it is sent, Unix milliseconds (default: now). */
  readonly timestamp?: number;
  /** Other headers of the request, where some of them are signed. */
  readonly headers?: HeadersLike;
}

/** The headers that the provider sends with a body. */
export function signedHeaders(secret: string, body: Uint8Array, options: SignOptions): SignedHeaders {
  const now = Date.now();
  const { deliveryId = `${DELIVERY_ID_PREFIX}${now}`, headers = [] } = options;
  const time = timestampText(options.timestamp ?? now);
  const key = new Secret(secret);
  const scheme = SIGNATURES.findIndex((_, index) => key.fits(index));
  const facts = factsOf(options, undefined);
  const request = { body, headers: headerValues(headers), timestamp: time, deliveryId, facts };
  const parts = signedBytes({ scheme, timestamp: time }, request);
  if (parts === undefined) throw new TypeError("the body is none that can be signed");
  return {
    [SIGNATURE_NAMES[scheme]!]: headerOf(scheme, key.sign(scheme, parts), time),
    ...eventHeaders(body, options.event),
    ...(WRITTEN.deliveryId !== "" && { [WRITTEN.deliveryId]: deliveryId }),
    ...(TIMESTAMP.from === "header" && WRITTEN.timestamp !== "" && { [WRITTEN.timestamp]: time }),
  } as SignedHeaders;
}

/** How the provider writes the headers; empty: there is no such header. */
const WRITTEN: Readonly<Record<keyof typeof HEADERS, string>> = HEADER_NAMES;

/** The header of each scheme, as the provider writes it where that is known. */
const SIGNATURE_NAMES = SIGNATURES.map(({ headers: [header = ""] }) => spelled(header));

function spelled(header: string): string {
  const role = (Object.keys(HEADERS) as (keyof typeof HEADERS)[]).find((role) => HEADERS[role] === header);
  return role === undefined ? header : WRITTEN[role];
}

/** The headers that name the type, or a part of it. */
function eventHeaders(body: Uint8Array, event: string | undefined): Record<string, string> {
  const source = ENVELOPE?.type.find(({ header }) => header !== null);
  if (source === undefined) {
    const value = WRITTEN.event === "" ? undefined : (event ?? eventHeader(body));
    return value === undefined ? {} : { [WRITTEN.event]: value };
  }
  return event === undefined ? {} : { [spelled(source.header!)]: withoutRest(event, body) };
}

/** Of a whole type, what the body does not say itself. */
function withoutRest(event: string, body: Uint8Array): string {
  const { join, type } = ENVELOPE!;
  const inBody = { ...ENVELOPE!, type: type.filter(({ path }) => path !== null) };
  try {
    const rest = join + typeParts(inBody, JSON.parse(new TextDecoder().decode(body)), new HeaderValues()).join(join);
    return event.endsWith(rest) ? event.slice(0, -rest.length) : event;
  } catch {
    return event;
  }
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
