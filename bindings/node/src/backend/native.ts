import { type Addon, type Handle, addon as loaded, error as reason, type Verify } from "#addon";
import { Delivery } from "../delivery.js";
import { WebhookError } from "../error.js";
import type { Event, InvalidEvent, UnknownEvent } from "../event.js";
import { BUILD } from "../generated/build.js";
import type { EventType } from "../generated/events.js";
import { FIRST_GENERATION, MEMBERS } from "../generated/provider.js";
import { DELIVERY_ID, type HeaderValues, NAMES } from "../headers.js";
import { wellFormed } from "../pure/json.js";
import { decode } from "../pure/utf8.js";
import type { Explanation, SignedHeaders, SignOptions } from "../verifier.js";
import { Places } from "./places.js";
import { backend as pure } from "./pure.js";
import type { Backend, BackendVerifier, Limits } from "./types.js";
import { warnOfFallback } from "./warning.js";

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

// Where native/verify.rs leaves its answers. Calls don't nest, so one does for all.
const NUMBERS = 3;
const MOST_SPANS = 128;
const memory = new ArrayBuffer(
  NUMBERS * Float64Array.BYTES_PER_ELEMENT + MOST_SPANS * 2 * Int32Array.BYTES_PER_ELEMENT,
);
const numbers = new Float64Array(memory, 0, NUMBERS);
const places = new Places(new Int32Array(memory, numbers.byteLength));
const verify: Verify = loaded === null ? (undefined as never) : addon.createVerify(new Float64Array(memory));

const KIND = 0;
const SENT_AT = 1;
const SECRET_INDEX = 2;

// The kinds, besides the position of an event's type.
const TEXT = -1;
const REFUSAL = -3;

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
    const [signature, timestamp, id, event] = headers.first;
    const text = verify(this.#verifier, body, signature, timestamp, id, event, now, pairsOf(headers.more));
    const kind = numbers[KIND]!;
    const [sentAt, secretIndex] = [numbers[SENT_AT]!, numbers[SECRET_INDEX]!];
    if (kind >= 0) return new Delivery(idOf(headers), BUILD[kind]!(places.of(text)), secretIndex, 2, body, sentAt);
    if (kind === REFUSAL) throw refused(text);
    if (kind === TEXT)
      return new Delivery(idOf(headers), JSON.parse(wellFormed(text)) as Event, secretIndex, 2, body, sentAt);
    const description = JSON.parse(text) as Description;
    const whole = JSON.parse(wellFormed(decode(body))) as Members;
    return new Delivery(idOf(headers), eventOf(whole, description), secretIndex, description.generation, body, sentAt);
  }

  explain(body: Uint8Array, headers: HeaderValues, now: number): Explanation {
    return JSON.parse(addon.explain(this.#verifier, body, allPairsOf(headers), now)) as Explanation;
  }
}

/** Names and values in turn. */
function pairsOf(headers: HeaderValues["more"]): string[] | undefined {
  return headers?.flatMap(([header, value]) => [NAMES[header]!, value]);
}

function allPairsOf({ first, more }: HeaderValues): string[] {
  const pairs = first.flatMap((value, header) => (value === undefined ? [] : [NAMES[header]!, value]));
  return pairs.concat(pairsOf(more) ?? []);
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
  const today = (name: string) => (Object.hasOwn(renamed, name) ? renamed[name]! : name);
  const entries = Object.entries(data).map(([name, value]) => [today(name), value]);
  // Not by assignment: `__proto__` is a name like any other.
  return Object.fromEntries([...Object.entries(absent), ...entries]);
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

const native: Backend = {
  name: "native",
  createVerifier: (secrets, limits) => new NativeVerifier(secrets, limits),
  sign(secret: string, body: Uint8Array, options: SignOptions): SignedHeaders {
    const answer = addon.sign(secret, body, options);
    const { headers } = JSON.parse(answer) as { headers?: [string, string][] };
    if (headers === undefined) throw refused(answer);
    return Object.fromEntries(headers) as unknown as SignedHeaders;
  },
  digest: (body) => addon.digest(body),
};

if (loaded === null && reason !== undefined) warnOfFallback(reason);

/** Where the addon is missing, say on a platform that it was not built for, the pure verifier steps in. */
export const backend: Backend = loaded === null ? pure : native;
