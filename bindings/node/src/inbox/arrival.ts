import type { Delivery } from "../delivery.js";

/** A verified delivery as it is stored. */
export interface Arrival {
  /** SHA-256 of the body. */
  readonly digest: Uint8Array;
  readonly deliveryId: string;
  readonly type: string;
  /** Whom it is about, lower case. */
  readonly address: string | null;
  /** Signed, Unix milliseconds. */
  readonly created: number | null;
  /** As the header says, Unix milliseconds. */
  readonly sent: number | null;
  /** Which of the secrets matched, from 0. */
  readonly secret: number;
  /** A JSON object. */
  readonly headers: string;
  readonly body: Uint8Array;
}

/** Takes what is stored from a delivery. */
export function arrivalOf(delivery: Delivery): Arrival {
  const { createdAt, sentAt } = delivery;
  return {
    digest: Buffer.from(delivery.digest, "hex"),
    deliveryId: delivery.id,
    type: storable(delivery.type),
    address: addressIn(delivery.event.data),
    created: createdAt === null ? null : Date.parse(createdAt),
    sent: sentAt === null ? null : sentAt.getTime(),
    secret: delivery.secretIndex,
    headers: storable(JSON.stringify(sorted(delivery.keptHeaders))),
    body: Buffer.from(delivery.body.buffer, delivery.body.byteOffset, delivery.body.byteLength),
  };
}

/** `data.to.email`, or `data.email` of contacts and of the first generation. */
function addressIn(data: unknown): string | null {
  const { to, email } = (data ?? {}) as { to?: { email?: unknown } | null; email?: unknown };
  const address = to?.email ?? email;
  return typeof address === "string" ? storable(address.toLowerCase()) : null;
}

/** PostgreSQL's text holds no NUL. */
function storable(text: string): string {
  return text.replaceAll("\0", "\u{fffd}");
}

function sorted(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1)));
}
