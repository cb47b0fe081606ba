// Generated from schema/ by `cargo xtask generate`; do not edit.

/**
 * Signed requests for your own tests, as AutoSend would send them.
 *
 * @packageDocumentation
 */

import { bytesIn } from "./bytes.js";
import type { EventOf, EventType } from "./events.js";
import { DELIVERY_ID_PREFIX, timestampText } from "./provider.js";
import { createdText, sendable } from "./sendable.js";
import { signedHeaders } from "./sign.js";
import { encode } from "./utf8.js";
import { type Body, bytesOf } from "./verifier.js";

/** A secret for tests: it looks like AutoSend's and is nobody's. */
export const TEST_SECRET = "whsec_00000000000000000000000000000000";

/** What may differ in a signed request. */
export interface SignOptions {
  /** The secret (default: {@link TEST_SECRET}). */
  readonly secret?: string;
  /** The delivery's id (default: one made from the time). */
  readonly deliveryId?: string;
  /** The event header (default: the type that the body names). */
  readonly event?: string;
  /** When it is sent, Unix milliseconds (default: now). */
  readonly sentAt?: Date | number;
}

/** A request to hand to a route, a mock server or `fetch`. */
export interface SignedRequest {
  readonly method: "POST";
  readonly headers: Record<string, string>;
  /** The bytes that are signed, in a form that `fetch`, supertest, axios and `inject` send as they are. */
  readonly body: Uint8Array<ArrayBuffer>;
}

/** Signs a body as AutoSend does. Returns the headers to send with it. */
export function sign(body: Body, options: SignOptions = {}): Record<string, string> {
  const { secret = TEST_SECRET, deliveryId, event, sentAt } = options;
  const timestamp = sentAt === undefined ? undefined : timestampText(Number(sentAt));
  return signedHeaders(secret, bytesOf(body), { deliveryId, event, timestamp });
}

/**
 * A signed request with an event, an object, a text or bytes as its body.
 *
 * @example
 * const response = await POST(new Request("http://localhost/webhooks", signedRequest(sample("email.sent"))));
 * assert.equal(response.status, 200);
 */
export function signedRequest(body: object | string | Uint8Array, options: SignOptions = {}): SignedRequest {
  const bytes = toBytes(body);
  const deliveryId = `${DELIVERY_ID_PREFIX}test-${++count}`;
  const headers = { "Content-Type": "application/json", ...sign(bytes, { deliveryId, ...options }) };
  return { method: "POST", headers, body: bytes };
}

let count = 0;

function toBytes(body: object | string | Uint8Array): Uint8Array<ArrayBuffer> {
  return sendable(bytesIn(body) ?? encode(typeof body === "string" ? body : JSON.stringify(body)));
}

/** The text of a realistic body of a type, created now: an old one counts as expired where repeats are recognised. */
export function sample(type: EventType, createdAt?: Date): string {
  return JSON.stringify({ ...JSON.parse(SAMPLES[type]), createdAt: createdText(createdAt) });
}

/** An event of a type, created now, with your data. Send it with {@link signedRequest}. */
export function eventOf<T extends EventType>(type: T, data: EventOf<T>["data"], createdAt?: Date): object {
  return {
    type: type,
    createdAt: createdText(createdAt),
    data: data,
  };
}

const SAMPLES: Readonly<Record<EventType, string>> = {
  "email.sent":
    '{\n  "type": "email.sent",\n  "createdAt": "2025-11-12T10:29:58.412Z",\n  "data": {\n    "emailId": "69145fe6a1b2c3d4e5f60101",\n    "from": "hello@shop.example.com",\n    "to": {\n      "email": "ada@example.org",\n      "name": "Ada Lovelace"\n    },\n    "subject": "Your order #48213 is on its way",\n    "test": false,\n    "templateId": "68f0c2b7a1b2c3d4e5f60a01",\n    "campaignId": "68f0c2b7a1b2c3d4e5f60c01",\n    "batchId": "69145fe5a1b2c3d4e5f60b01",\n    "workflowAutomationId": "68f0c2b7a1b2c3d4e5f60d01"\n  }\n}\n',
  "email.delivered":
    '{\n  "type": "email.delivered",\n  "createdAt": "2025-11-12T10:29:59.003Z",\n  "data": {\n    "emailId": "69145fe6a1b2c3d4e5f60101",\n    "from": "hello@shop.example.com",\n    "to": {\n      "email": "ada@example.org",\n      "name": "Ada Lovelace"\n    },\n    "subject": "Your order #48213 is on its way",\n    "test": false,\n    "templateId": "68f0c2b7a1b2c3d4e5f60a01",\n    "campaignId": "68f0c2b7a1b2c3d4e5f60c01",\n    "workflowAutomationId": "68f0c2b7a1b2c3d4e5f60d01",\n    "batchId": "69145fe5a1b2c3d4e5f60b01"\n  }\n}\n',
  "email.deferred":
    '{\n  "type": "email.deferred",\n  "createdAt": "2025-11-12T10:29:57.250Z",\n  "data": {\n    "emailId": "69145fd0a1b2c3d4e5f60102",\n    "from": "hello@shop.example.com",\n    "to": {\n      "email": "grace@example.net",\n      "name": null\n    },\n    "subject": "Your weekly digest",\n    "test": false,\n    "workflowAutomationId": "68e1aa10a1b2c3d4e5f60d01",\n    "delayType": "MailboxFull",\n    "delayReason": "452 4.2.2 The recipient\'s mailbox is over quota",\n    "expirationTime": "2025-11-13T10:29:57.000Z",\n    "campaignId": "68f0c2b7a1b2c3d4e5f60c01",\n    "templateId": "68f0c2b7a1b2c3d4e5f60a01",\n    "batchId": "69145fe5a1b2c3d4e5f60b01"\n  }\n}\n',
  "email.bounced":
    '{\n  "type": "email.bounced",\n  "createdAt": "2025-11-12T10:29:56.118Z",\n  "data": {\n    "emailId": "69145fcba1b2c3d4e5f60103",\n    "from": "hello@shop.example.com",\n    "to": {\n      "email": "no-such-person@example.org",\n      "name": "Nobody"\n    },\n    "subject": "Welcome to Example Shop",\n    "test": false,\n    "campaignId": "68f0c2b7a1b2c3d4e5f60c01",\n    "bounceType": "Permanent",\n    "bounceSubType": "NoEmail",\n    "reason": "550 5.1.1 <no-such-person@example.org>: Recipient address rejected: User unknown",\n    "templateId": "68f0c2b7a1b2c3d4e5f60a01",\n    "workflowAutomationId": "68f0c2b7a1b2c3d4e5f60d01",\n    "batchId": "69145fe5a1b2c3d4e5f60b01"\n  }\n}\n',
  "email.opened":
    '{\n  "type": "email.opened",\n  "createdAt": "2025-11-12T10:29:59.700Z",\n  "data": {\n    "emailId": "69145fe6a1b2c3d4e5f60101",\n    "from": "hello@shop.example.com",\n    "to": {\n      "email": "zoe@example.org",\n      "name": "Zoë Müller"\n    },\n    "subject": "Grüße aus Köln 🎉",\n    "test": false,\n    "campaignId": "68f0c2b7a1b2c3d4e5f60c02",\n    "batchId": "69145fe5a1b2c3d4e5f60b02",\n    "templateId": "68f0c2b7a1b2c3d4e5f60a01",\n    "workflowAutomationId": "68f0c2b7a1b2c3d4e5f60d01"\n  }\n}\n',
  "email.clicked":
    '{\n  "type": "email.clicked",\n  "createdAt": "2025-11-12T10:29:59.880Z",\n  "data": {\n    "emailId": "69145fe6a1b2c3d4e5f60101",\n    "from": "hello@shop.example.com",\n    "to": {\n      "email": "zoe@example.org",\n      "name": "Zoë Müller"\n    },\n    "subject": "Grüße aus Köln 🎉",\n    "test": false,\n    "campaignId": "68f0c2b7a1b2c3d4e5f60c02",\n    "clickedUrl": "https://shop.example.com/sale?utm_source=mail&utm_campaign=nov%2025#top",\n    "templateId": "68f0c2b7a1b2c3d4e5f60a01",\n    "workflowAutomationId": "68f0c2b7a1b2c3d4e5f60d01",\n    "batchId": "69145fe5a1b2c3d4e5f60b01"\n  }\n}\n',
  "email.spam_reported":
    '{\n  "type": "email.spam_reported",\n  "createdAt": "2025-11-12T10:29:30.000Z",\n  "data": {\n    "emailId": "69145f10a1b2c3d4e5f60104",\n    "from": "hello@shop.example.com",\n    "to": {\n      "email": "angry@example.net",\n      "name": null\n    },\n    "subject": "You won\'t believe \\"this\\"",\n    "test": false,\n    "templateId": "68f0c2b7a1b2c3d4e5f60a02",\n    "complaintType": "abuse",\n    "campaignId": "68f0c2b7a1b2c3d4e5f60c01",\n    "workflowAutomationId": "68f0c2b7a1b2c3d4e5f60d01",\n    "batchId": "69145fe5a1b2c3d4e5f60b01"\n  }\n}\n',
  "email.unsubscribed":
    '{\n  "type": "email.unsubscribed",\n  "createdAt": "2025-11-12T10:28:41.009Z",\n  "data": {\n    "emailId": "69145f10a1b2c3d4e5f60105",\n    "campaignId": "68f0c2b7a1b2c3d4e5f60c02",\n    "templateId": "68f0c2b7a1b2c3d4e5f60a02",\n    "workflowAutomationId": "68e1aa10a1b2c3d4e5f60d01",\n    "batchId": "69145fe5a1b2c3d4e5f60b02",\n    "test": false\n  }\n}\n',
  "email.group_unsubscribed":
    '{\n  "type": "email.group_unsubscribed",\n  "createdAt": "2025-11-12T10:28:42.010Z",\n  "data": {\n    "emailId": "69145f10a1b2c3d4e5f60106",\n    "campaignId": "68f0c2b7a1b2c3d4e5f60c02",\n    "unsubscribeGroupId": "68a00000a1b2c3d4e5f60e01",\n    "test": false,\n    "templateId": "68f0c2b7a1b2c3d4e5f60a01",\n    "workflowAutomationId": "68f0c2b7a1b2c3d4e5f60d01",\n    "batchId": "69145fe5a1b2c3d4e5f60b01"\n  }\n}\n',
  "email.group_resubscribed":
    '{\n  "type": "email.group_resubscribed",\n  "createdAt": "2025-11-12T10:28:43.011Z",\n  "data": {\n    "emailId": "69145f10a1b2c3d4e5f60106",\n    "unsubscribeGroupId": "68a00000a1b2c3d4e5f60e01",\n    "campaignId": "68f0c2b7a1b2c3d4e5f60c02",\n    "test": true\n  }\n}\n',
  "contact.created":
    '{\n  "type": "contact.created",\n  "createdAt": "2025-11-12T10:27:00.500Z",\n  "data": {\n    "contactId": "69145e84a1b2c3d4e5f60201",\n    "email": "ada@example.org",\n    "name": "Ada Lovelace",\n    "plan": "pro",\n    "seats": 12,\n    "lifetimeValue": 1249.5,\n    "newsletter": true,\n    "tags": [\n      "beta",\n      "eu"\n    ],\n    "address": {\n      "city": "London",\n      "zip": null\n    }\n  }\n}\n',
  "contact.updated":
    '{\n  "type": "contact.updated",\n  "createdAt": "2025-11-12T10:27:30.501Z",\n  "data": {\n    "contactId": "69145e84a1b2c3d4e5f60201",\n    "email": "ada@example.org",\n    "name": "Ada King",\n    "changedFields": [\n      "name",\n      "plan"\n    ],\n    "plan": "enterprise",\n    "seats": 40\n  }\n}\n',
  "contact.deleted":
    '{\n  "type": "contact.deleted",\n  "createdAt": "2025-11-12T10:27:59.502Z",\n  "data": {\n    "contactId": "69145e84a1b2c3d4e5f60201",\n    "email": "ada@example.org",\n    "reason": "asked by mail"\n  }\n}\n',
  "email.received":
    '{\n  "type": "email.received",\n  "createdAt": "2025-11-12T10:29:50.640Z",\n  "data": {\n    "inboundEmailId": "69145fdea1b2c3d4e5f60301",\n    "from": {\n      "email": "grace@example.net",\n      "name": "Grace Hopper"\n    },\n    "to": [\n      {\n        "email": "support@in.example.com",\n        "name": "Example Support"\n      },\n      {\n        "email": "billing@in.example.com",\n        "name": null\n      }\n    ],\n    "cc": [\n      {\n        "email": "ada@example.org",\n        "name": null\n      }\n    ],\n    "subject": "Re: Invoice 2025-118 – Ünïcödé",\n    "attachments": [\n      {\n        "attachmentId": "69145fdea1b2c3d4e5f60401",\n        "attachmentIndex": 0,\n        "filename": "invoice 2025-118.pdf",\n        "contentType": "application/pdf",\n        "size": 182734\n      },\n      {\n        "attachmentId": "69145fdea1b2c3d4e5f60402",\n        "attachmentIndex": 1,\n        "filename": "photo.png",\n        "contentType": "image/png",\n        "size": 0\n      }\n    ],\n    "spamVerdict": "PASS",\n    "virusVerdict": "PASS",\n    "receivedAt": "2025-11-12T10:29:49.000Z",\n    "threadId": "69145a00a1b2c3d4e5f60501",\n    "inReplyToEmailActivityId": "69145a00a1b2c3d4e5f60502",\n    "inReplyToInboundEmailId": null\n  }\n}\n',
};
