import { type Addon, type Handle, addon as loaded } from "#addon";
import { Delivery } from "../delivery.js";
import { WebhookError } from "../error.js";
import type { Event, InvalidEvent, UnknownEvent } from "../event.js";
import type { EventType } from "../generated/events.js";
import { FIRST_GENERATION, MEMBERS } from "../generated/provider.js";
import { FITS, isTime } from "../generated/usual.js";
import { DELIVERY_ID, EVENT, type HeaderValues } from "../headers.js";
import type { Explanation, SignedHeaders, SignOptions } from "../verifier.js";
import { backend as pure } from "./pure.js";
import type { Backend, BackendDeduplicator, BackendVerifier, Limits } from "./types.js";

type Members = Record<string, unknown>;

/** What the core says of an event that it read whole. */
interface Description {
  readonly type: string;
  readonly outcome: "typed" | "unknown" | "invalid";
  readonly reason: string | null;
  readonly generation: 1 | 2;
  readonly createdAt: string | null;
}

// Every use is behind the check at the end of this file.
const addon = loaded as Addon;

// The numbers of one call, in and out: see native/exchange.rs. Calls don't interleave, so one array does for all.
let numbers = new Float64Array(32);
let bytes = Buffer.from(numbers.buffer);

const NOW = 0;
const COUNT = 1;
const VALUES = 2;
const ACCEPTED = 0;
const SENT_AT = 1;
const SECRET_INDEX = 2;

/** Fills in the numbers. Returns the header values, one after the other. */
function pass({ first, more }: HeaderValues, now: number): string {
  let text = "";
  let at = VALUES;
  for (let header = 0; header < first.length; header++) {
    const value = first[header];
    if (value === undefined) continue;
    text += value;
    numbers[at++] = header;
    numbers[at++] = value.length;
  }
  if (more !== undefined) {
    makeRoom(at + 2 * more.length);
    for (const [header, value] of more) {
      text += value;
      numbers[at++] = header;
      numbers[at++] = value.length;
    }
  }
  numbers[NOW] = now;
  numbers[COUNT] = (at - VALUES) / 2;
  return text;
}

function makeRoom(length: number): void {
  if (length <= numbers.length) return;
  const larger = new Float64Array(length);
  larger.set(numbers);
  numbers = larger;
  bytes = Buffer.from(larger.buffer);
}

class NativeVerifier implements BackendVerifier {
  readonly #verifier: Handle<"verifier">;

  constructor(secrets: readonly string[], { toleranceMs, futureToleranceMs, maxBody, strict }: Limits) {
    const options = { futureTolerance: futureToleranceMs, maxBody, strict };
    const verifier = addon.createVerifier(
      secrets,
      toleranceMs === null ? options : { ...options, tolerance: toleranceMs },
    );
    if (typeof verifier === "string") throw refused(verifier);
    this.#verifier = verifier;
  }

  verify(body: Uint8Array, headers: HeaderValues, now: number): Delivery {
    const text = addon.authenticate(this.#verifier, body, pass(headers, now), bytes);
    if (numbers[ACCEPTED] === 0) throw refused(text);
    const event = usual(text, headers);
    if (event === null) return this.#verifyWhole(body, headers, now, text);
    return new Delivery(idOf(headers), event, numbers[SECRET_INDEX]!, 2, body, numbers[SENT_AT]!);
  }

  /** Lets the core read the body: it is out of the ordinary, or not acceptable at all. */
  #verifyWhole(body: Uint8Array, headers: HeaderValues, now: number, text: string): Delivery {
    const answer = addon.verify(this.#verifier, body, pass(headers, now), bytes);
    if (numbers[ACCEPTED] === 0) throw refused(answer);
    const description = JSON.parse(answer) as Description;
    const event = eventOf(JSON.parse(text) as Members, description);
    return new Delivery(idOf(headers), event, numbers[SECRET_INDEX]!, description.generation, body, numbers[SENT_AT]!);
  }

  explain(body: Uint8Array, headers: HeaderValues, now: number): Explanation {
    return JSON.parse(addon.explain(this.#verifier, body, pass(headers, now), bytes)) as Explanation;
  }
}

/**
 * The event, if it is one that the core takes for typed as well: of today's form, with data that fits, named by the
 * header as by the body. Null leaves the decision to the core.
 */
function usual(text: string, headers: HeaderValues): Event | null {
  let event: Members;
  try {
    event = JSON.parse(text) as Members;
  } catch {
    return null;
  }
  if (typeof event !== "object" || event === null) return null;
  const type = event[MEMBERS[2].type];
  const header = headers.first[EVENT];
  if (typeof type !== "string" || (header !== undefined && header !== type)) return null;
  const fits = FITS[type];
  if (fits === undefined || !isTime(event[MEMBERS[2].time]) || !fits(event[MEMBERS[2].data])) return null;
  return event as unknown as Event;
}

/** The event as the core described it. */
function eventOf(body: Members, { type, outcome, reason, generation, createdAt }: Description): Event {
  const members = MEMBERS[generation];
  const data = body[members.data];
  switch (outcome) {
    case "unknown":
      return { type: "unknown", eventType: type, createdAt, data } satisfies UnknownEvent;
    case "invalid":
      return {
        type: "invalid",
        eventType: type as EventType,
        reason: reason ?? "",
        createdAt,
        data,
      } satisfies InvalidEvent;
    case "typed": {
      if (generation === 2) return body as unknown as Event;
      const { [members.type]: _type, [members.time]: _time, ...others } = body;
      return { ...others, type, createdAt, data: modernize(type, data as Members) } as unknown as Event;
    }
  }
}

/** Data of the first generation under today's names. */
function modernize(type: string, data: Members): Members {
  const { renamed = {}, absent = {} } = FIRST_GENERATION[type] ?? {};
  const modern: Members = { ...absent };
  for (const [name, value] of Object.entries(data)) modern[renamed[name] ?? name] = value;
  return modern;
}

/** The delivery's id, accepted by the core: visible characters between white space, if there is any. */
function idOf(headers: HeaderValues): string {
  const id = headers.first[DELIVERY_ID]!;
  const isClean = id.charCodeAt(0) > 32 && id.charCodeAt(id.length - 1) > 32;
  return isClean ? id : id.trim();
}

function refused(report: string): WebhookError {
  return WebhookError.from(JSON.parse(report));
}

class NativeDeduplicator implements BackendDeduplicator {
  readonly #seen: Handle<"deduplicator">;

  constructor(windowMs: number, capacity: number) {
    this.#seen = addon.createDeduplicator(windowMs, capacity);
  }

  admit({ id, body }: Delivery, now: number): "first" | "duplicate" | "expired" {
    return Number.isNaN(now) ? addon.admit(this.#seen, id, body) : addon.admit(this.#seen, id, body, now);
  }

  forget({ id, body }: Delivery): void {
    addon.forget(this.#seen, id, body);
  }
}

const native: Backend = {
  name: "native",
  createVerifier: (secrets, limits) => new NativeVerifier(secrets, limits),
  createDeduplicator: (windowMs, capacity) => new NativeDeduplicator(windowMs, capacity),
  sign(secret: string, body: Uint8Array, options: SignOptions): SignedHeaders {
    const answer = addon.sign(secret, body, options);
    const { headers } = JSON.parse(answer) as { headers?: [string, string][] };
    if (headers === undefined) throw refused(answer);
    return Object.fromEntries(headers) as unknown as SignedHeaders;
  },
  digest: (body) => addon.digest(body),
};

/** Where the addon is missing, say on a platform that it was not built for, the pure verifier steps in. */
export const backend: Backend = loaded === null ? pure : native;
