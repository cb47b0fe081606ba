// Generated from schema/ by `cargo xtask generate`; do not edit.

/** The four headers of a delivery, in lower case. */
export const HEADERS = {
  signature: "x-webhook-signature",
  timestamp: "x-webhook-timestamp",
  deliveryId: "x-webhook-delivery-id",
  event: "x-webhook-event",
} as const;

/** What is accepted if nothing else is said. Milliseconds, and bytes for the body. */
export const DEFAULTS = {
  toleranceMs: 300000,
  futureToleranceMs: 60000,
  maxBody: 1048576,
} as const;

/** How long AutoSend waits for an answer, in milliseconds. */
export const ANSWER_WITHIN_MS = 10000;

/** The members of a body that name its type and its time, by generation. */
export const MEMBERS = {
  2: { type: "type", time: "createdAt", data: "data" },
  1: { type: "event", time: "timestamp", data: "data" },
} as const;

/**
 * How the first generation's data becomes today's: members that had another name, and what a body of that generation
 * does not say.
 */
export const FIRST_GENERATION: Readonly<Record<string, { renamed: Readonly<Record<string, string>>; absent: Readonly<Record<string, unknown>> }>> = {
  "email.sent": {
    renamed: { },
    absent: { test: false, },
  },
  "email.delivered": {
    renamed: { },
    absent: { test: false, },
  },
  "email.deferred": {
    renamed: { },
    absent: { test: false, },
  },
  "email.bounced": {
    renamed: { bounceReason: "reason", },
    absent: { test: false, },
  },
  "email.opened": {
    renamed: { },
    absent: { test: false, },
  },
  "email.clicked": {
    renamed: { },
    absent: { test: false, },
  },
  "email.spam_reported": {
    renamed: { },
    absent: { test: false, },
  },
  "email.unsubscribed": {
    renamed: { },
    absent: { test: false, },
  },
  "email.group_unsubscribed": {
    renamed: { },
    absent: { test: false, },
  },
  "email.group_resubscribed": {
    renamed: { },
    absent: { test: false, },
  },
  "contact.created": {
    renamed: { },
    absent: { },
  },
  "contact.updated": {
    renamed: { },
    absent: { },
  },
  "contact.deleted": {
    renamed: { },
    absent: { },
  },
  "email.received": {
    renamed: { },
    absent: { },
  },
};
