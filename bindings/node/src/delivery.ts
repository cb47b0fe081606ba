import { brand } from "./brand.js";
import { sha256 } from "./crypto.js";
import type { Event } from "./event.js";
import { HEADER_NAMES, KEEPS_INTEGERS, SIGNATURES } from "./generated/provider.js";
import { NAMES, pickHeaders } from "./headers.js";
import type { Generation } from "./read.js";
import { decode } from "./utf8.js";

/**
 * An authentic, timely request with its event.
 */
export class Delivery<E extends Event = Event> {
  /** The delivery's id, the same over all retries: 1 to 255 visible ASCII characters. Not signed. */
  readonly id: string;
  /** What happened. */
  readonly event: E;
  /** Which of the verifier's secrets matched, from 0. */
  readonly secretIndex: number;
  /** The number of the body's form; the highest is today's. */
  readonly generation: Generation;
  /** The raw body, exactly as received. */
  readonly body: Uint8Array;
  /** The event's type as the request names it. */
  readonly type: string;
  /** When the event was created, ISO 8601, from the signed body; null if the body holds no such time. */
  readonly createdAt: string | null;
  /** When the request says it was sent; null only where the tolerance is off. Not signed. */
  readonly sentAt: Date | null;
  #digest: string | undefined;
  // Private, so that nothing which shows members shows cookies.
  #headers: unknown;

  /** @internal Only a verifier makes deliveries. `sentAt`: Unix milliseconds, NaN if unknown. */
  constructor(
    id: string,
    event: E,
    secretIndex: number,
    generation: Generation,
    body: Uint8Array,
    sentAt: number,
    events?: readonly E[],
    type: string = typeOf(event),
  ) {
    this.id = id;
    this.event = event;
    this.secretIndex = secretIndex;
    this.generation = generation;
    this.body = body;
    this.type = type;
    this.createdAt = event.createdAt;
    this.sentAt = Number.isNaN(sentAt) ? null : new Date(sentAt);
    // Most have one event, and pay for no more.
    if (events !== undefined) Object.defineProperty(this, "events", { value: events });
  }

  /** All that happened: the event alone, unless the provider sends several in a body. */
  get events(): readonly E[] {
    return [this.event];
  }

  /** The raw body as text: lossless, where `JSON.parse` rounds integers beyond 2^53. */
  get text(): string {
    return decode(this.body);
  }

  /** SHA-256 of the body in hex: what an event is known by, since nothing else is signed. Computed when first asked for. */
  get digest(): string {
    return (this.#digest ??= sha256(this.body));
  }

  /**
   * Remembers the headers that it came with, as the verifier was given them.
   *
   * @internal
   */
  cameWith(headers: unknown): this {
    this.#headers = headers;
    return this;
  }

  /**
   * The headers that an archive keeps, by name: those of the signature, the content type and the user agent. No others:
   * proxies add what is nobody's business. Empty where the verifier was given an iterator that can be read once.
   */
  get keptHeaders(): Record<string, string> {
    return pickHeaders(this.#headers, KEPT);
  }

  /** What a log or a queue needs: everything but the body. */
  toJSON(): { id: string; type: string; createdAt: string | null; sentAt: Date | null; secretIndex: number; event: E } {
    const { id, type, createdAt, sentAt, secretIndex } = this;
    const event = KEEPS_INTEGERS ? JSON.parse(JSON.stringify(this.event, asText)) : this.event;
    return { id, type, createdAt, sentAt, secretIndex, event };
  }
}

/** JSON has no bigints. */
function asText(_name: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

const TOKEN_HEADERS = SIGNATURES.flatMap(({ scheme, headers }) =>
  scheme === "token" || scheme === "basic" ? headers : [],
);

/** The headers that are stored with a delivery. */
const KEPT = [...NAMES, ...Object.values(HEADER_NAMES), "Content-Type", "User-Agent"].filter(isKept);

/** A token is the secret itself, which nothing keeps. */
function isKept(name: string): boolean {
  const isToken = TOKEN_HEADERS.includes(name.toLowerCase());
  return name !== "" && !isToken;
}

function typeOf(event: Event): string {
  return event.type === "unknown" || event.type === "invalid" ? event.eventType : event.type;
}

brand(Delivery, "Delivery");
