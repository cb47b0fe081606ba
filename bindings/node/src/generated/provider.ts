// Generated from schema/ by `cargo xtask generate`; do not edit.

import type { Envelope } from "../envelope.js";
import type { SignatureScheme, TimestampForm } from "../scheme.js";

/** The provider's name, for people. */
export const PROVIDER = "AutoSend";

/** The headers of a delivery, in lower case. */
export const HEADERS = {
  signature: "x-webhook-signature",
  timestamp: "x-webhook-timestamp",
  deliveryId: "x-webhook-delivery-id",
  event: "x-webhook-event",
} as const;

/** The headers as AutoSend writes them. */
export const HEADER_NAMES = {
  signature: "X-Webhook-Signature",
  timestamp: "X-Webhook-Timestamp",
  deliveryId: "X-Webhook-Delivery-Id",
  event: "X-Webhook-Event",
} as const;

/** What is accepted if nothing else is said. Milliseconds, and bytes for the body. */
export const DEFAULTS = {
  toleranceMs: 300000,
  futureToleranceMs: 60000,
  maxBody: 1048576,
} as const;

/** How many objects and arrays of a body may be open at once. */
export const MAX_DEPTH = 64;

/** The longest delivery id, in characters. */
export const MAX_DELIVERY_ID = 255;

/** The largest integer. */
export const MAX_INTEGER = 9007199254740991;

/** The form of a time; `isTime` looks at the calendar as well. */
export const TIME =
  /^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$/;

/** The other names of two headers, in lower case. */
export const ALIASES: { readonly timestamp: readonly string[]; readonly deliveryId: readonly string[] } = {
  timestamp: [],
  deliveryId: [],
};

/** How AutoSend signs: any of these is enough. */
export const SIGNATURES: readonly SignatureScheme[] = [
  {
    scheme: "hmac",
    hash: "sha256",
    headers: ["x-webhook-signature"],
    form: "plain",
    separator: "",
    prefix: "",
    versions: [],
    pairs: null,
    encoding: "hex",
    key: "utf8",
    secretPrefix: "whsec_",
    content: [
      { kind: "body" },
    ],
  },
];

/** How AutoSend writes the time of sending. */
export const TIMESTAMP: TimestampForm = {
  from: "header",
  unit: "milliseconds",
  maxDigits: 15,
  secondsBelow: 100000000000,
};

/** A secret for tests: it looks like AutoSend's and is nobody's. */
export const TEST_SECRET = "whsec_00000000000000000000000000000000";

/** What delivery ids begin with. */
export const DELIVERY_ID_PREFIX = "deliver-webhook-";

/** How long AutoSend waits for a response, in milliseconds. */
export const RESPONSE_TIMEOUT_MS = 10000;

/** What is remembered to recognise repeated deliveries. */
export const DEDUPLICATION = { windowMs: 86400000, capacity: 100000 } as const;

/** The forms of the body, today's first: the members that name its type, its time and its data. */
export const GENERATIONS = [
  {
    number: 2,
    type: "type",
    time: "createdAt",
    data: "data",
  },
  {
    number: 1,
    type: "event",
    time: "timestamp",
    data: "data",
  },
] as const;

/** Whether an integer that a number can't hold is read as a bigint. */
export const KEEPS_INTEGERS: boolean = false;

/** Whether an event whose data misfits stays typed, and lists what does not fit. */
export const IS_ADVICE: boolean = false;

/** Where a request says its type, its id, its time and its data; null: the forms of the body say it. */
export const ENVELOPE: Envelope | null = null;

/** The headers of a signed request. */
export type SignedHeaders = Record<"X-Webhook-Signature" | "X-Webhook-Timestamp" | "X-Webhook-Delivery-Id", string> &
  Partial<Record<"X-Webhook-Event", string>>;
