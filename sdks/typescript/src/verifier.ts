// Generated from schema/ by `cargo xtask generate`; do not edit.

import { bytesIn } from "./bytes.js";
import { Checker, type Limits } from "./checker.js";
import { Delivery } from "./delivery.js";
import { WebhookError } from "./errors.js";
import { type Explanation, explain } from "./explain.js";
import { type HeadersLike, readHeaders } from "./headers.js";
import { checkNumber, checkOptions, clock } from "./options.js";
import { DEFAULTS } from "./provider.js";

/** A request body, exactly as received. */
export type Body = Uint8Array | ArrayBuffer;

/** The names of {@link VerifierOptions}. */
export const VERIFIER_OPTIONS = ["toleranceMs", "futureToleranceMs", "maxBody", "strict"] as const;

/** What a verifier lets pass. */
export interface VerifierOptions {
  /** How old a request may be, in milliseconds (default 300000); null switches the timestamp checks off. */
  readonly toleranceMs?: number | null;
  /** How far ahead of this machine's clock a request may be, in milliseconds (default 60000). */
  readonly futureToleranceMs?: number;
  /** The largest body, in bytes (default 1048576). */
  readonly maxBody?: number;
  /** Refuses event types that are not known, and known ones whose data does not fit (default: both arrive). */
  readonly strict?: boolean;
}

/**
 * Verifies requests. Immutable; make one and keep it.
 *
 * @example
 * const verifier = new Verifier(process.env.AUTOSEND_WEBHOOK_SECRET);
 * const delivery = verifier.verify(body, request.headers);
 * if (delivery.event.type === "email.sent") console.log(delivery.event.data);
 */
export class Verifier {
  readonly #checker: Checker;
  readonly #secrets: () => readonly string[];
  readonly #limits: Limits;

  /**
   * @param secrets The webhook's secret as AutoSend shows it. Several while one is being replaced:
   *   {@link Delivery.secretIndex} tells which one matched.
   * @throws WebhookError `invalid_secret` if there is none, or an unusable one.
   */
  constructor(secrets: string | readonly string[] | undefined, options: VerifierOptions = {}) {
    checkOptions(options, VERIFIER_OPTIONS);
    const { strict = false } = options;
    if (typeof strict !== "boolean") throw new TypeError("strict must be a boolean");
    const list = typeof secrets === "string" ? [secrets] : [...(secrets ?? [])];
    // Never the value: it may be half a secret.
    if (list.some((secret) => typeof secret !== "string")) throw new TypeError("a secret must be a string");
    this.#limits = {
      toleranceMs: options.toleranceMs === null ? null : number(options, "toleranceMs"),
      futureToleranceMs: number(options, "futureToleranceMs"),
      maxBody: number(options, "maxBody"),
      strict,
    };
    this.#checker = new Checker(list, this.#limits);
    this.#secrets = () => list;
  }

  /** The largest body in bytes, for whoever reads it from the network. */
  get maxBody(): number {
    return this.#limits.maxBody;
  }

  /**
   * Authenticates a request, checks its timestamp against this machine's clock, and reads the event.
   *
   * @param body The raw body, exactly as received.
   * @throws WebhookError with the code of the first check that failed.
   */
  verify(body: Body, headers: HeadersLike): Delivery {
    return this.verifyAt(body, headers, Date.now());
  }

  /** {@link verify} with the clock as an argument: a date, or Unix milliseconds. */
  verifyAt(body: Body, headers: HeadersLike, now: Date | number): Delivery {
    const bytes = bytesOf(body);
    const checked = this.#checker.check(bytes, () => readHeaders(headers), clock(now));
    return new Delivery(bytes, checked);
  }

  /** Looks for the mistake behind a refusal by trying the usual ones. Slow, and for people; accepts nothing. */
  explain(body: Body, headers: HeadersLike, now?: Date | number): Explanation {
    return explain(this.#secrets(), this.#limits, bytesOf(body), () => readHeaders(headers), clock(now));
  }
}

type Numbers = "toleranceMs" | "futureToleranceMs" | "maxBody";

/** What an option says, or else the default. */
function number(options: VerifierOptions, name: Numbers): number {
  const value = options[name];
  return value === undefined ? DEFAULTS[name] : checkNumber(name, value);
}

/** A body's bytes. Throws `body_already_parsed` if it is something else. */
export function bytesOf(body: unknown): Uint8Array {
  const bytes = bytesIn(body);
  if (bytes !== undefined) return bytes;
  const detail = `it is ${typeof body === "object" && body !== null ? "a parsed object" : `of the type ${typeof body}`}`;
  throw new WebhookError("body_already_parsed", { detail });
}
