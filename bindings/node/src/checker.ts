import { type Claim, claimOf } from "./claims.js";
import { sha256 } from "./crypto.js";
import { Delivery } from "./delivery.js";
import { WebhookError } from "./errors.js";
import type { Event } from "./event.js";
import type { RequestFacts } from "./facts.js";
import { ALIASES, ENVELOPE, HEADERS, MAX_DELIVERY_ID, SIGNATURES, TIMESTAMP } from "./generated/provider.js";
import { type HeaderValues, numbersOf } from "./headers.js";
import type { Problem } from "./problems.js";
import { type Reading, readRequest } from "./read.js";
import { Secret } from "./signature.js";
import { type SignedParts, signedBytes } from "./signed-content.js";
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

/** The numbers of the headers of each scheme. */
export const SCHEME_HEADERS = SIGNATURES.map(({ headers }) => numbersOf(headers));
/** The numbers of the headers that may carry the timestamp. */
export const TIMESTAMP_HEADERS = numbersOf([HEADERS.timestamp, ...ALIASES.timestamp]);
/** The numbers of the headers that may carry the delivery id. */
export const DELIVERY_ID_HEADERS = numbersOf([HEADERS.deliveryId, ...ALIASES.deliveryId]);
const EVENT_HEADER = numbersOf([HEADERS.event]);
const SIGNS_TIMESTAMP = SIGNATURES.map(({ content }) => content.some(({ kind }) => kind === "timestamp"));
/** Whether the body alone names the type, and one, which a header can then be compared with. */
const IS_TYPE_IN_BODY =
  ENVELOPE === null || (ENVELOPE.batch === null && ENVELOPE.type.every((it) => it.header === null));

/** Which secret made a signature, and where that stands. */
interface Match {
  readonly secretIndex: number;
  readonly claim: Claim;
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
  check(body: Uint8Array, headers: HeaderValues, now: number, facts: RequestFacts = {}): Delivery {
    const { maxBody } = this.#limits;
    if (body.length > maxBody) {
      throw new WebhookError("body_too_large", { detail: `${body.length} bytes, the limit is ${maxBody}` });
    }
    headers.checkUnique();
    const claims = claimsOf(headers);
    if (claims.length === 0) throw new WebhookError("missing_signature");
    const timestamp = headers.value(TIMESTAMP_HEADERS);
    this.#checkTimestamp(claims, timestamp);
    const deliveryId = headers.value(DELIVERY_ID_HEADERS);
    if (deliveryId === undefined && DELIVERY_ID_HEADERS.length > 0) throw new WebhookError("missing_delivery_id");
    const { secretIndex, claim } = this.#match(claims, { body, headers, timestamp, deliveryId, facts });
    const sentAt = this.#sentAt(claim.timestamp ?? timestamp, now);
    if (deliveryId !== undefined && !isDeliveryId(deliveryId)) throw new WebhookError("malformed_delivery_id");
    const reading = readRequest(body, headers);
    this.#checkEvent(headers.value(EVENT_HEADER), reading);
    const id = deliveryId ?? (reading.id !== undefined && isDeliveryId(reading.id) ? reading.id : sha256(body));
    const { event, events, eventType, generation } = reading;
    return new Delivery(id, event, secretIndex, generation, body, sentAt, events, eventType);
  }

  /** Refuses a request without a timestamp where that is signed, or its age counts. */
  #checkTimestamp(claims: readonly Claim[], timestamp: string | undefined): void {
    if (TIMESTAMP.from === "none" || timestamp !== undefined) return;
    const lacksIt = ({ scheme, signatures, timestamp }: Claim) => {
      // Of a header with neither, the signature is what is missed first.
      if (timestamp !== undefined || (TIMESTAMP.from === "pair" && signatures.length === 0)) return false;
      if (SIGNS_TIMESTAMP[scheme]) return true;
      return this.#limits.toleranceMs !== null && (TIMESTAMP.from === "header" || hasTimestamp(scheme));
    };
    if (claims.every(lacksIt)) throw new WebhookError("missing_timestamp");
  }

  /** The first secret that made one of the signatures, and where. All are tried, so that the time tells nothing. */
  #match(claims: readonly Claim[], request: SignedParts): Match {
    let match: Match | undefined;
    let isWellFormed = false;
    for (const claim of claims) {
      if (claim.signatures.length === 0) continue;
      isWellFormed = true;
      const parts = signedBytes(claim, request);
      for (let index = 0; parts !== undefined && index < this.#secrets.length; index++) {
        const isMatch = this.#secrets[index]!.matches(claim, parts);
        if (isMatch && (match === undefined || index < match.secretIndex)) match = { secretIndex: index, claim };
      }
    }
    if (!isWellFormed) throw new WebhookError("malformed_signature");
    if (match === undefined) throw new WebhookError("signature_mismatch");
    return match;
  }

  /** When it was sent, Unix milliseconds; NaN if nothing says so. */
  #sentAt(timestamp: string | undefined, now: number): number {
    const { toleranceMs: tolerance, futureToleranceMs: future } = this.#limits;
    if (timestamp === undefined || TIMESTAMP.from === "none") return Number.NaN;
    const sentAt = timestampMillis(timestamp);
    if (sentAt === undefined) throw new WebhookError("malformed_timestamp");
    if (tolerance === null) return sentAt;
    const age = now - sentAt;
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

  #checkEvent(header: string | undefined, { event, events, eventType }: Reading): void {
    if (IS_TYPE_IN_BODY && header !== undefined && !isHeaderOf(header, eventType)) {
      throw new WebhookError("event_mismatch", { detail: `the body says ${JSON.stringify(eventType)}` });
    }
    if (this.#limits.strict) (events ?? [event]).forEach(refuseOdd);
  }
}

/** What a strict verifier does not let pass. */
function refuseOdd(event: Event): void {
  if (event.type === "unknown") throw new WebhookError("unknown_event", { detail: JSON.stringify(event.eventType) });
  if (event.type === "invalid") throw new WebhookError("invalid_event_data", { detail: event.reason });
  const [problem] = (event as { problems?: readonly Problem[] }).problems ?? [];
  if (problem !== undefined) {
    throw new WebhookError("invalid_event_data", { detail: `the data's ${problem.path} ${problem.message}` });
  }
}

/** What the headers of the schemes say; none for a scheme whose header is not there. */
function claimsOf(headers: HeaderValues): Claim[] {
  const claims: Claim[] = [];
  for (let scheme = 0; scheme < SCHEME_HEADERS.length; scheme++) {
    const header = headers.value(SCHEME_HEADERS[scheme]!);
    if (header !== undefined) claims.push(claimOf(scheme, header));
  }
  return claims;
}

function hasTimestamp(scheme: number): boolean {
  return SIGNATURES[scheme]!.pairs?.timestamp != null;
}

/** Whether a text is 1 to 255 visible characters of ASCII. */
function isDeliveryId(text: string): boolean {
  return text.length <= MAX_DELIVERY_ID && /^[!-~]+$/.test(text);
}

/** Whether a header is a text as it arrives in one: its UTF-8, with a character for each byte. */
function isHeaderOf(header: string, text: string): boolean {
  if (header === text && /^[ -~]*$/.test(text)) return true;
  if (text.length > header.length) return false;
  const bytes = encode(text);
  return bytes.length === header.length && bytes.every((byte, at) => byte === header.charCodeAt(at));
}
