// Generated from schema/ by `cargo xtask generate`; do not edit.

import { Deduplicator } from "./deduplicator.js";
import type { Delivery } from "./delivery.js";
import { WebhookError } from "./errors.js";
import type { HeadersLike } from "./headers.js";
import { Verifier, type VerifierOptions } from "./verifier.js";

/** How deliveries are received. */
export interface ReceiverOptions extends VerifierOptions {
  /** The secret or secrets (default: the environment's AUTOSEND_WEBHOOK_SECRET). */
  readonly secret?: string | readonly string[];
  /** What remembers deliveries (default: one in memory). */
  readonly deduplicator?: Pick<Deduplicator, "admit" | "forget">;
  /** Called with each delivery once. If it fails, the answer is 500 and the provider's retry is let in. */
  readonly onDelivery: (delivery: Delivery) => unknown;
}

/** What to answer. */
export interface Answer {
  readonly status: number;
  /** Sent as JSON. */
  readonly body: object;
}

const SECRET_VARIABLE = "AUTOSEND_WEBHOOK_SECRET";

interface Environment {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
}

/** Verifies requests, recognises repeated ones, and calls a function with each delivery once. */
export class Receiver {
  readonly #options: ReceiverOptions;
  readonly #deduplicator: Pick<Deduplicator, "admit" | "forget">;
  #verifier: Verifier | undefined;

  constructor(options: ReceiverOptions) {
    this.#options = options;
    this.#deduplicator = options.deduplicator ?? new Deduplicator();
  }

  /** Made at the first request: builds have no secrets. */
  get verifier(): Verifier {
    const { env } = (globalThis as Environment).process ?? {};
    this.#verifier ??= new Verifier(this.#options.secret ?? env?.[SECRET_VARIABLE], this.#options);
    return this.#verifier;
  }

  /** Answers a request. `readBody` gets the limit in bytes and may stop reading beyond it. Fails with nothing. */
  async receive(readBody: (limit: number) => Promise<Uint8Array>, headers: HeadersLike): Promise<Answer> {
    let delivery: Delivery;
    try {
      const { verifier } = this;
      delivery = verifier.verify(await readBody(verifier.maxBody), headers);
    } catch (error) {
      if (error instanceof WebhookError) return { status: error.status, body: error };
      return { status: 400, body: { message: "The request could not be read." } };
    }
    const isFirst = this.#deduplicator.admit(delivery) === "first";
    if (!isFirst) return { status: 200, body: { received: true, duplicate: true } };
    try {
      await this.#options.onDelivery(delivery);
    } catch (error) {
      this.#deduplicator.forget(delivery);
      console.error(`webhook ${delivery.id} failed:`, error);
      return { status: 500, body: { message: "The event could not be processed." } };
    }
    return { status: 200, body: { received: true, duplicate: false } };
  }
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
