import { Checker, type Limits } from "../checker.js";
import type { Delivery } from "../delivery.js";
import { explain } from "../explain.js";
import type { RequestFacts } from "../facts.js";
import type { HeaderValues } from "../headers.js";
import type { Backend, BackendVerifier } from "./types.js";

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

  verify(body: Uint8Array, headers: HeaderValues, now: number, facts: RequestFacts): Delivery {
    return this.#checker.check(body, headers, now, facts);
  }

  explain(body: Uint8Array, headers: HeaderValues, now: number, facts: RequestFacts) {
    return explain(this.#secrets(), this.#limits, body, headers, now, facts);
  }
}

/** Needs nothing but JavaScript: it is at work wherever there is no addon. */
export const backend: Backend = {
  name: "pure",
  createVerifier: (secrets, limits) => new PureVerifier(secrets, limits),
};
