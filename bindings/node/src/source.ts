import type { Body } from "./body.js";
import type { Delivery } from "./delivery.js";
import { WebhookError } from "./errors.js";
import type { RequestFacts } from "./facts.js";
import { DEFAULTS } from "./generated/provider.js";
import type { HeadersLike } from "./headers.js";
import { fromEnvironment, SecretReader, type SecretSource } from "./secrets.js";
import { checkVerifierOptions, VERIFIER_OPTIONS, Verifier, type VerifierOptions } from "./verifier.js";

/** What verifies with secrets that may come from anywhere, and change. */
export interface VerifierSourceOptions extends VerifierOptions {
  /**
   * The webhook's secret, several while one is being replaced, or a function that returns either, async perhaps. It is
   * called at the first request, and again whenever a signature fails: secrets can be replaced without a restart.
   * Default: the environment variable `AUTOSEND_WEBHOOK_SECRET`, looked up likewise; a build needs none.
   */
  readonly secret?: SecretSource;
}

/** Verifies with the secrets of a {@link SecretSource}. */
export class VerifierSource {
  readonly #verifiers: SecretReader<Verifier>;
  /** The largest body in bytes. */
  readonly maxBody: number;

  constructor(options: VerifierSourceOptions) {
    const { secret = fromEnvironment("AUTOSEND_WEBHOOK_SECRET") } = options;
    const names = Object.keys(VERIFIER_OPTIONS) as (keyof VerifierOptions)[];
    const given = names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]);
    const limits = Object.fromEntries(given) as VerifierOptions;
    checkVerifierOptions(limits);
    this.maxBody = limits.maxBody ?? DEFAULTS.maxBody;
    this.#verifiers = new SecretReader(secret, (secrets) => new Verifier(secrets, limits));
  }

  /** As {@link Verifier.verify}; with the secrets of today if those of yesterday fail. */
  async verify(body: Body | string, headers: HeadersLike, facts?: RequestFacts): Promise<Delivery> {
    const verifier = await this.#verifiers.current();
    try {
      return verifier.verify(body, headers, facts);
    } catch (error) {
      if (!(error instanceof WebhookError) || error.code !== "signature_mismatch") throw error;
      const renewed = await this.#verifiers.renewed(verifier);
      if (renewed === undefined) throw error;
      return renewed.verify(body, headers, facts);
    }
  }
}
