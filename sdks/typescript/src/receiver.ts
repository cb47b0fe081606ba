// Generated from schema/ by `cargo xtask generate`; do not edit.

import { Deduplicator } from "./deduplicator.js";
import type { Delivery } from "./delivery.js";
import { WebhookError } from "./errors.js";
import type { HeadersLike } from "./headers.js";
import { checkFunction, checkNumber, checkOptions } from "./options.js";
import {
  type Answer,
  checkDeduplicator,
  type DeduplicatorLike,
  type Defer,
  type LogEntry,
  logFailures,
  Pipeline,
} from "./pipeline.js";
import { ANSWER_WITHIN_MS, DEFAULTS } from "./provider.js";
import { fromEnvironment, SecretReader, type SecretSource } from "./secrets.js";
import { VERIFIER_OPTIONS, Verifier, type VerifierOptions } from "./verifier.js";

/** How deliveries are received. */
export interface ReceiverOptions extends VerifierOptions {
  /**
   * The secret or secrets, or a function that returns them, async perhaps: it is called at the first request, and again
   * when a signature fails. Default: the environment's AUTOSEND_WEBHOOK_SECRET.
   */
  readonly secret?: SecretSource;
  /** What remembers deliveries (default: one in memory; false: nothing does). */
  readonly deduplicator?: DeduplicatorLike<Delivery> | false;
  /** Called with each delivery once. If it fails, the response is 500 and the provider's retry is let in. */
  readonly onDelivery: (delivery: Delivery) => unknown;
  /** Called with deliveries that are too old for anybody to tell whether they were seen. */
  readonly onExpired?: (delivery: Delivery) => unknown;
  /**
   * When the response is due although `onDelivery` is still at work, in milliseconds (default 8000): 503 then, so that the
   * delivery comes again; it is a duplicate if the work has ended well by then.
   */
  readonly answerWithinMs?: number;
  /** Called once for each outcome. Default: failures, and what is unusual, go to the console. */
  readonly log?: (entry: LogEntry) => unknown;
}

const OWN_OPTIONS = ["secret", "deduplicator", "onDelivery", "onExpired", "answerWithinMs", "log"];
const SPARE_MS = 2000;

/** Verifies requests, recognises repeated ones, and calls a function with each delivery once. */
export class Receiver {
  readonly #verifiers: SecretReader<Verifier>;
  readonly #pipeline: Pipeline<Delivery>;
  readonly #maxBody: number;

  constructor(options: ReceiverOptions) {
    checkOptions(options, [...VERIFIER_OPTIONS, ...OWN_OPTIONS]);
    const { secret = fromEnvironment("AUTOSEND_WEBHOOK_SECRET"), deduplicator = new Deduplicator() } = options;
    const { onDelivery, onExpired, log = logFailures, answerWithinMs = ANSWER_WITHIN_MS - SPARE_MS } = options;
    for (const [name, callback] of Object.entries({ onExpired, log })) checkFunction(name, callback);
    if (typeof onDelivery !== "function") throw new TypeError("onDelivery must be a function");
    if (deduplicator !== false) checkDeduplicator(deduplicator);
    checkNumber("answerWithinMs", answerWithinMs, 1);
    const limits = verifierOptions(options);
    this.#maxBody = limits.maxBody ?? DEFAULTS.maxBody;
    this.#verifiers = new SecretReader(secret, (secrets) => new Verifier(secrets, limits));
    this.#pipeline = new Pipeline({
      deduplicator,
      answerWithinMs,
      isAtOnce: false,
      handle: onDelivery,
      onExpired,
      onError: undefined,
      log,
    });
  }

  /**
   * Answers a request. Fails with nothing.
   *
   * @param readBody Gets the limit in bytes and may stop reading beyond it.
   * @param defer Tells the platform of work that goes on after the response, where that has to know.
   */
  receive(readBody: (limit: number) => Promise<Uint8Array>, headers: HeadersLike, defer?: Defer): Promise<Answer> {
    return this.#pipeline.receive(async () => this.#verify(await readBody(this.#maxBody), headers), defer);
  }

  /** Waits for work that is still going on after its response, so many milliseconds at most. Returns whether it ended. */
  drain(withinMs = ANSWER_WITHIN_MS - SPARE_MS): Promise<boolean> {
    return this.#pipeline.drain(withinMs);
  }

  async #verify(body: Uint8Array, headers: HeadersLike): Promise<Delivery> {
    const verifier = await this.#verifiers.current();
    try {
      return verifier.verify(body, headers);
    } catch (error) {
      if (!(error instanceof WebhookError) || error.code !== "signature_mismatch") throw error;
      const renewed = await this.#verifiers.renewed(verifier);
      if (renewed === undefined) throw error;
      return renewed.verify(body, headers);
    }
  }
}

function verifierOptions(options: ReceiverOptions): VerifierOptions {
  const given = Object.entries(options).filter(([name]) => !OWN_OPTIONS.includes(name));
  const limits = Object.fromEntries(given.filter(([, value]) => value !== undefined)) as VerifierOptions;
  // What is wrong with them is told now, whatever the secret will be.
  new Verifier("whsec_bm9uZQ==", limits);
  return limits;
}

/** Joins what was read of a body, up to a limit in bytes. */
export async function collect(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > limit) throw new WebhookError("body_too_large", { detail: `the limit is ${limit} bytes` });
    read.push(chunk);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of read) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
