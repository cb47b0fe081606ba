import { type Addon, crypto, type Handle, addon as loaded, error as reason, type Verify } from "#addon";
import { backend as pure } from "../backend/pure.js";
import type { Backend, BackendVerifier } from "../backend/types.js";
import type { Limits } from "../checker.js";
import { type NodeCrypto, useNodeCrypto } from "../crypto.js";
import { Delivery } from "../delivery.js";
import { type ErrorReport, WebhookError } from "../errors.js";
import type { Event } from "../event.js";
import type { Explanation } from "../explain.js";
import { DELIVERY_ID, type HeaderValues, NAMES, trim } from "../headers.js";
import { wellFormed } from "../json.js";
import { readEvent } from "../read.js";
import { BUILD } from "./generated/build.js";
import { KIND, MAX_SPANS, NUMBERS, READ, REFUSAL, SECRET_INDEX, SENT_AT, TEXT, TODAY } from "./generated/layout.js";
import { Places } from "./places.js";
import { warnOfFallback } from "./warning.js";

// Every use is behind the check at the end of this file.
const addon = loaded as Addon;

// Where native/verify.rs leaves its answers. Calls don't nest, so one does for all.
const memory = new ArrayBuffer(NUMBERS * Float64Array.BYTES_PER_ELEMENT + MAX_SPANS * 2 * Int32Array.BYTES_PER_ELEMENT);
const numbers = new Float64Array(memory, 0, NUMBERS);
const places = new Places(new Int32Array(memory, numbers.byteLength));
const verify: Verify = loaded === null ? (undefined as never) : addon.createVerify(new Float64Array(memory));

class NativeVerifier implements BackendVerifier {
  readonly #verifier: Handle<"verifier">;

  constructor(secrets: readonly string[], { toleranceMs, futureToleranceMs, maxBody, strict }: Limits) {
    const options = { futureTolerance: futureToleranceMs, maxBody, strict };
    const verifier = addon.createVerifier(
      secrets,
      toleranceMs === null ? options : { ...options, tolerance: toleranceMs },
    );
    if (typeof verifier === "string") throw WebhookError.from(JSON.parse(verifier) as ErrorReport);
    this.#verifier = verifier;
  }

  verify(body: Uint8Array, headers: HeaderValues, now: number): Delivery {
    const [signature, timestamp, id, type] = headers.first;
    const text = verify(this.#verifier, body, signature, timestamp, id, type, now, pairsOf(headers.more));
    const kind = numbers[KIND]!;
    const [sentAt, secretIndex] = [numbers[SENT_AT]!, numbers[SECRET_INDEX]!];
    if (kind === REFUSAL) throw WebhookError.from(JSON.parse(text) as ErrorReport);
    const deliveryId = trim(headers.first[DELIVERY_ID]!);
    if (kind === READ) {
      const { event, generation } = readEvent(body);
      return new Delivery(deliveryId, event, secretIndex, generation, body, sentAt);
    }
    const event = kind === TEXT ? (JSON.parse(wellFormed(text)) as Event) : BUILD[kind]!(places.of(text));
    return new Delivery(deliveryId, event, secretIndex, TODAY, body, sentAt);
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

const native: Backend = {
  name: "native",
  createVerifier: (secrets, limits) => new NativeVerifier(secrets, limits),
};

if (crypto !== null) useNodeCrypto(crypto as NodeCrypto);
if (loaded === null && reason !== undefined) warnOfFallback(reason);

/** Where the addon is missing, say on a platform that it was not built for, the pure verifier steps in. */
export const backend: Backend = loaded === null ? pure : native;
