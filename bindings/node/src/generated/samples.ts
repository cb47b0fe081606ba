// Generated from schema/ by `cargo xtask generate`; do not edit.

import type { EventType } from "./events.js";

/** The text of a realistic body of each type. */
export const SAMPLES: Readonly<Record<EventType, string>> = {
  "email.sent":
    '{\n  "type": "email.sent",\n  "createdAt": "2025-11-12T10:29:58.412Z",\n  "data": {\n    "emailId": "69145fe6a1b2c3d4e5f60101",\n    "from": "hello@shop.example.com",\n    "to": {\n      "email": "ada@example.org",\n      "name": "Ada Lovelace"\n    },\n    "subject": "Your order #48213 is on its way",\n    "test": false,\n    "templateId": "68f0c2b7a1b2c3d4e5f60a01",\n    "campaignId": "68f0c2b7a1b2c3d4e5f60c01",\n    "batchId": "69145fe5a1b2c3d4e5f60b01"\n  }\n}\n',
  "email.delivered":
    '{\n  "type": "email.delivered",\n  "createdAt": "2025-11-12T10:29:59.003Z",\n  "data": {\n    "emailId": "69145fe6a1b2c3d4e5f60101",\n    "from": "hello@shop.example.com",\n    "to": {\n      "email": "ada@example.org",\n      "name": "Ada Lovelace"\n    },\n    "subject": "Your order #48213 is on its way",\n    "test": false,\n    "templateId": "68f0c2b7a1b2c3d4e5f60a01"\n  }\n}\n',
  "email.deferred":
    '{\n  "type": "email.deferred",\n  "createdAt": "2025-11-12T10:29:57.250Z",\n  "data": {\n    "emailId": "69145fd0a1b2c3d4e5f60102",\n    "from": "hello@shop.example.com",\n    "to": {\n      "email": "grace@example.net",\n      "name": null\n    },\n    "subject": "Your weekly digest",\n    "test": false,\n    "workflowAutomationId": "68e1aa10a1b2c3d4e5f60d01",\n    "delayType": "MailboxFull",\n    "delayReason": "452 4.2.2 The recipient\'s mailbox is over quota",\n    "expirationTime": "2025-11-13T10:29:57.000Z"\n  }\n}\n',
  "email.bounced":
    '{\n  "type": "email.bounced",\n  "createdAt": "2025-11-12T10:29:56.118Z",\n  "data": {\n    "emailId": "69145fcba1b2c3d4e5f60103",\n    "from": "hello@shop.example.com",\n    "to": {\n      "email": "no-such-person@example.org",\n      "name": "Nobody"\n    },\n    "subject": "Welcome to Example Shop",\n    "test": false,\n    "campaignId": "68f0c2b7a1b2c3d4e5f60c01",\n    "bounceType": "Permanent",\n    "bounceSubType": "NoEmail",\n    "reason": "550 5.1.1 <no-such-person@example.org>: Recipient address rejected: User unknown"\n  }\n}\n',
  "email.opened":
    '{\n  "type": "email.opened",\n  "createdAt": "2025-11-12T10:29:59.700Z",\n  "data": {\n    "emailId": "69145fe6a1b2c3d4e5f60101",\n    "from": "hello@shop.example.com",\n    "to": {\n      "email": "zoe@example.org",\n      "name": "Zoë Müller"\n    },\n    "subject": "Grüße aus Köln 🎉",\n    "test": false,\n    "campaignId": "68f0c2b7a1b2c3d4e5f60c02",\n    "batchId": "69145fe5a1b2c3d4e5f60b02"\n  }\n}\n',
  "email.clicked":
    '{\n  "type": "email.clicked",\n  "createdAt": "2025-11-12T10:29:59.880Z",\n  "data": {\n    "emailId": "69145fe6a1b2c3d4e5f60101",\n    "from": "hello@shop.example.com",\n    "to": {\n      "email": "zoe@example.org",\n      "name": "Zoë Müller"\n    },\n    "subject": "Grüße aus Köln 🎉",\n    "test": false,\n    "campaignId": "68f0c2b7a1b2c3d4e5f60c02",\n    "clickedUrl": "https://shop.example.com/sale?utm_source=mail&utm_campaign=nov%2025#top"\n  }\n}\n',
  "email.spam_reported":
    '{\n  "type": "email.spam_reported",\n  "createdAt": "2025-11-12T10:29:30.000Z",\n  "data": {\n    "emailId": "69145f10a1b2c3d4e5f60104",\n    "from": "hello@shop.example.com",\n    "to": {\n      "email": "angry@example.net",\n      "name": null\n    },\n    "subject": "You won\'t believe \\"this\\"",\n    "test": false,\n    "templateId": "68f0c2b7a1b2c3d4e5f60a02",\n    "complaintType": "abuse"\n  }\n}\n',
  "email.unsubscribed":
    '{\n  "type": "email.unsubscribed",\n  "createdAt": "2025-11-12T10:28:41.009Z",\n  "data": {\n    "emailId": "69145f10a1b2c3d4e5f60105",\n    "campaignId": "68f0c2b7a1b2c3d4e5f60c02",\n    "templateId": "68f0c2b7a1b2c3d4e5f60a02",\n    "workflowAutomationId": "68e1aa10a1b2c3d4e5f60d01",\n    "batchId": "69145fe5a1b2c3d4e5f60b02",\n    "test": false\n  }\n}\n',
  "email.group_unsubscribed":
    '{\n  "type": "email.group_unsubscribed",\n  "createdAt": "2025-11-12T10:28:42.010Z",\n  "data": {\n    "emailId": "69145f10a1b2c3d4e5f60106",\n    "campaignId": "68f0c2b7a1b2c3d4e5f60c02",\n    "unsubscribeGroupId": "68a00000a1b2c3d4e5f60e01",\n    "test": false\n  }\n}\n',
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
