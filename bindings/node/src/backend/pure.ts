import { Delivery } from "../delivery.js";
import { type HeaderValues, NAMES } from "../headers.js";
import { Checker } from "../pure/checker.js";
import { explain } from "../pure/explain.js";
import { type DeliveryHeaders, readHeaders } from "../pure/headers.js";
import { signedHeaders } from "../pure/sign.js";
import { hex, sha256 } from "../pure/signature.js";
import type { SignedHeaders } from "../verifier.js";
import type { Backend, BackendVerifier, Limits } from "./types.js";

class PureVerifier implements BackendVerifier {
  readonly #checker: Checker;
  readonly #limits: Limits;
  // A function, so that nothing which shows members shows them.
  readonly #secrets: () => readonly string[];

  constructor(secrets: readonly string[], limits: Limits) {
    this.#checker = new Checker(secrets, limits);
    this.#limits = limits;
    this.#secrets = () => secrets;
  }

  verify(body: Uint8Array, headers: HeaderValues, now: number): Delivery {
    const checked = this.#checker.check(body, () => collected(headers), now);
    const { deliveryId, event, secretIndex, generation, sentAt } = checked;
    return new Delivery(deliveryId, event, secretIndex, generation, body, sentAt ?? Number.NaN);
  }

  explain(body: Uint8Array, headers: HeaderValues, now: number) {
    const found = explain(this.#secrets(), this.#limits, body, () => collected(headers), now);
    return { ...found, error: found.error === null ? null : found.error.toJSON() };
  }
}

/** The headers as the checks want them, trimmed and without repetition. */
function collected({ first, more = [] }: HeaderValues): DeliveryHeaders {
  const all = [...first.entries(), ...more];
  return readHeaders(all.map(([header, value]) => [NAMES[header]!, value] as const));
}

/** For runtimes without native addons: edge functions, Workers, browsers, Deno, Bun. Generated from the same catalog. */
export const backend: Backend = {
  name: "pure",
  createVerifier: (secrets, limits) => new PureVerifier(secrets, limits),
  sign(secret, body, { deliveryId, event, timestamp }) {
    const text = timestamp === undefined ? undefined : String(timestamp);
    return signedHeaders(secret, body, { deliveryId, event, timestamp: text }) as unknown as SignedHeaders;
  },
  digest: (body) => hex(sha256(body)),
};
