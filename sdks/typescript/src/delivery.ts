// Generated from schema/ by `cargo xtask generate`; do not edit.

import type { Checked } from "./checker.js";
import type { Event } from "./events.js";
import { textOf } from "./json.js";
import { hex, sha256 } from "./signature.js";

/** An authentic, timely request with its event. */
export class Delivery {
  /** The delivery's id, the same over all retries: visible ASCII characters. */
  readonly id: string;
  /** The event's type as the body names it. */
  readonly type: string;
  /** What happened. */
  readonly event: Event;
  /** When the request says it was sent; null only where the tolerance is off. */
  readonly sentAt: Date | null;
  /** Which of the verifier's secrets matched, from 0. */
  readonly secretIndex: number;
  /** The number of the body's form; 2 is today's. */
  readonly generation: Checked["generation"];
  /** The raw body, exactly as received. */
  readonly body: Uint8Array;
  /** When the event was created, ISO 8601, from the signed body; null if the body holds no such time. */
  readonly createdAt: string | null;
  #digest: string | undefined;

  /** Made by a verifier. */
  constructor(body: Uint8Array, checked: Checked) {
    this.id = checked.deliveryId;
    this.type = checked.eventType;
    this.event = checked.event;
    this.sentAt = checked.sentAt === null ? null : new Date(checked.sentAt);
    this.secretIndex = checked.secretIndex;
    this.generation = checked.generation;
    this.body = body;
    this.createdAt = checked.event.createdAt;
  }

  /** What a log or a queue needs: everything but the body. */
  toJSON(): object {
    const { id, type, createdAt, sentAt, secretIndex, event } = this;
    return { id, type, createdAt, sentAt, secretIndex, event };
  }

  /** The raw body as text: lossless, where `JSON.parse` rounds integers beyond 2^53. */
  get text(): string {
    return textOf(this.body);
  }

  /** SHA-256 of the body in hex: what tells a replay that comes with a new delivery id. Computed when first asked for. */
  get digest(): string {
    this.#digest ??= hex(sha256(this.body));
    return this.#digest;
  }
}
