import { backend } from "#backend";
import type { BackendVerifier } from "./backend/types.js";
import { type Body, bytesOf } from "./body.js";
import { brand } from "./brand.js";
import type { Limits } from "./checker.js";
import type { Delivery } from "./delivery.js";
import type { Explanation } from "./explain.js";
import { factsOf, type RequestFacts, SIGNS_URL } from "./facts.js";
import { DEFAULTS, PROVIDER, type SignedHeaders } from "./generated/provider.js";
import { type HeadersLike, headerValues } from "./headers.js";
import { clock } from "./options.js";
import { type SignOptions, signedHeaders } from "./sign.js";

/** What a verifier lets pass. */
export interface VerifierOptions {
  /** How old a request may be, in milliseconds (default 300 000); null switches the timestamp checks off. */
  readonly toleranceMs?: number | null;
  /** How far ahead of this machine's clock a request may be, in milliseconds (default 60 000). */
  readonly futureToleranceMs?: number;
  /** The largest body, in bytes (default 1 MiB). */
  readonly maxBody?: number;
  /** Refuses event types that are not known, and known ones whose data does not fit (default: both arrive). */
  readonly strict?: boolean;
  /**
   * Takes a body that is a string as UTF-8 (default: refused with `body_already_parsed`). Only for runtimes that
   * decode the body and give nothing else: bytes that were not valid UTF-8 are lost by then.
   */
  readonly allowText?: boolean;
  /**
   * The URL that the provider calls, where that is part of what is signed: behind a proxy, requests name another one. AutoSend
   * signs no URL.
   */
  readonly url?: string;
}

/** The options, and what they must be. */
export const VERIFIER_OPTIONS: Readonly<Record<keyof VerifierOptions, "number" | "boolean" | "string">> = {
  toleranceMs: "number",
  futureToleranceMs: "number",
  maxBody: "number",
  strict: "boolean",
  allowText: "boolean",
  url: "string",
};

/**
 * Verifies requests. Immutable; make one and keep it.
 *
 * @example
 * const verifier = new Verifier(process.env.AUTOSEND_WEBHOOK_SECRET);
 * const delivery = verifier.verify(body, request.headers);
 * if (delivery.event.type !== "unknown") console.log(delivery.event.data);
 */
export class Verifier {
  readonly #verifier: BackendVerifier;
  readonly #secret: string;
  readonly #allowText: boolean;
  readonly #url: string | undefined;
  /** The largest body in bytes, for whoever reads it from the network. */
  readonly maxBody: number;

  /**
   * @param secrets The webhook's secret as AutoSend shows it, its prefix included. Several while one is being
   *   replaced: {@link Delivery.secretIndex} tells which one matched.
   * @throws WebhookError `invalid_secret` if there is none, or an unusable one.
   */
  constructor(secrets: string | readonly string[] | undefined, options: VerifierOptions = {}) {
    checkVerifierOptions(options);
    const limits: Limits = {
      toleranceMs: options.toleranceMs === undefined ? DEFAULTS.toleranceMs : options.toleranceMs,
      futureToleranceMs: options.futureToleranceMs ?? DEFAULTS.futureToleranceMs,
      maxBody: options.maxBody ?? DEFAULTS.maxBody,
      strict: options.strict ?? false,
    };
    const list = listOf(secrets);
    this.#verifier = backend.createVerifier(list, limits);
    // There is one: without any there is no verifier.
    this.#secret = list[0]!;
    this.#allowText = options.allowText ?? false;
    this.#url = options.url;
    this.maxBody = limits.maxBody;
  }

  /**
   * Authenticates a request, checks its timestamp against this machine's clock, and reads the event.
   *
   * @param body The raw body, exactly as received.
   * @param facts What else is signed of the request: its URL, its method. AutoSend signs the body alone.
   * @throws WebhookError with the code of the first check that failed.
   */
  verify(body: Body | string, headers: HeadersLike, facts?: RequestFacts): Delivery {
    return this.#verify(body, headers, Date.now(), facts);
  }

  /** {@link verify} with the clock as an argument: a date, or Unix milliseconds. */
  verifyAt(body: Body | string, headers: HeadersLike, now: Date | number, facts?: RequestFacts): Delivery {
    return this.#verify(body, headers, clock(now), facts);
  }

  #verify(body: Body | string, headers: HeadersLike, now: number, facts: RequestFacts | undefined): Delivery {
    const bytes = bytesOf(body, this.#allowText);
    return this.#verifier.verify(bytes, headerValues(headers), now, factsOf(facts, this.#url)).cameWith(headers);
  }

  /** Looks for the mistake behind a refusal by trying the usual ones. Slow, and for people; accepts nothing. */
  explain(body: Body | string, headers: HeadersLike, now?: Date | number, facts?: RequestFacts): Explanation {
    const bytes = bytesOf(body, this.#allowText);
    return this.#verifier.explain(bytes, headerValues(headers), clock(now), factsOf(facts, this.#url));
  }

  /**
   * Signs a body as AutoSend does, with the first of the secrets: for tests and senders.
   *
   * @param body Its bytes; a string is taken as UTF-8.
   * @returns The headers to send with it.
   */
  sign(body: Body | string, options: SignOptions = {}): SignedHeaders {
    const url = options.url ?? this.#url;
    return signedHeaders(this.#secret, bytesOf(body, true), url === undefined ? options : { ...options, url });
  }
}

brand(Verifier, "Verifier");

/** Which verifier is at work: the native one, or the pure one where that can't be loaded. */
export const backendName: "native" | "pure" = backend.name;

function listOf(secrets: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(secrets) ? secrets : secrets === undefined ? [] : [secrets];
  for (const secret of list) {
    // Never the value: it may be half a secret.
    if (typeof secret !== "string")
      throw new TypeError(`a secret must be a string, not ${secret === null ? "null" : typeof secret}`);
  }
  return list as readonly string[];
}

/** Refuses options that are none, and values that they can't have. */
export function checkVerifierOptions(options: VerifierOptions): void {
  for (const [name, value] of Object.entries(options)) {
    const wanted = VERIFIER_OPTIONS[name as keyof VerifierOptions];
    if (wanted === undefined)
      throw new TypeError(`there is no option ${name}; there are ${Object.keys(VERIFIER_OPTIONS).join(", ")}`);
    if (value === undefined || (name === "toleranceMs" && value === null)) continue;
    if (typeof value !== wanted)
      throw new TypeError(`${name} must be a ${wanted}, not ${value === null ? "null" : typeof value}`);
    if (name === "url" && !SIGNS_URL) throw new TypeError(`url has no effect: ${PROVIDER} does not sign it`);
    if (typeof value === "number" && !(value >= 0 && Number.isFinite(value)))
      throw new RangeError(`${name} must be finite and not negative`);
  }
}
