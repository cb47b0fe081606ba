// Generated from schema/ by `cargo xtask generate`; do not edit.

import type { EventType } from "./events.js";

/** The type of a member. Enumerations are open, so that they are strings. */
export type Type =
  | "string"
  | "boolean"
  | "integer"
  | "number"
  | "time"
  | { readonly object: string }
  | { readonly list: Type };

/** A member of an object. */
export interface Field {
  readonly type: Type;
  /** It may be absent or null. */
  readonly optional?: true;
  /** It may be null, if it is there. */
  readonly nullable?: true;
  /** What it is called by generation, if that differs; a generation without an entry does not have it. */
  readonly names?: Readonly<Record<number, string>>;
}

/** The objects that the events' data is made of. */
export const OBJECTS: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  Address: {
    email: { type: "string" },
    name: { type: "string", optional: true },
  },
  Attachment: {
    attachmentId: { type: "string" },
    attachmentIndex: { type: "integer" },
    filename: { type: "string" },
    contentType: { type: "string" },
    size: { type: "integer" },
  },
  ContactCreated: {
    contactId: { type: "string", optional: true },
    email: { type: "string", optional: true },
    name: {
      type: "string",
      optional: true,
      names: { 2: "name" },
    },
    userId: {
      type: "string",
      optional: true,
      names: { 1: "userId" },
    },
    firstName: {
      type: "string",
      optional: true,
      names: { 1: "firstName" },
    },
    lastName: {
      type: "string",
      optional: true,
      names: { 1: "lastName" },
    },
    createdAt: {
      type: "time",
      optional: true,
      names: { 1: "createdAt" },
    },
  },
  ContactDeleted: {
    contactId: { type: "string", optional: true },
    email: { type: "string", optional: true },
    deletedAt: {
      type: "time",
      optional: true,
      names: { 1: "deletedAt" },
    },
    userId: {
      type: "string",
      optional: true,
      names: { 1: "userId" },
    },
    firstName: {
      type: "string",
      optional: true,
      names: { 1: "firstName" },
    },
    lastName: {
      type: "string",
      optional: true,
      names: { 1: "lastName" },
    },
    createdAt: {
      type: "time",
      optional: true,
      names: { 1: "createdAt" },
    },
  },
  ContactUpdated: {
    contactId: { type: "string", optional: true },
    email: { type: "string", optional: true },
    name: {
      type: "string",
      optional: true,
      names: { 2: "name" },
    },
    changedFields: {
      type: { list: "string" },
      optional: true,
      names: { 2: "changedFields" },
    },
    updatedAt: {
      type: "time",
      optional: true,
      names: { 1: "updatedAt" },
    },
    userId: {
      type: "string",
      optional: true,
      names: { 1: "userId" },
    },
    firstName: {
      type: "string",
      optional: true,
      names: { 1: "firstName" },
    },
    lastName: {
      type: "string",
      optional: true,
      names: { 1: "lastName" },
    },
    createdAt: {
      type: "time",
      optional: true,
      names: { 1: "createdAt" },
    },
  },
  EmailBounced: {
    emailId: { type: "string" },
    from: { type: "string" },
    to: { type: { object: "Address" } },
    subject: { type: "string" },
    test: {
      type: "boolean",
      names: { 2: "test" },
    },
    campaignId: { type: "string", optional: true },
    templateId: { type: "string", optional: true },
    workflowAutomationId: {
      type: "string",
      optional: true,
      names: { 2: "workflowAutomationId" },
    },
    batchId: {
      type: "string",
      optional: true,
      names: { 2: "batchId" },
    },
    createdAt: {
      type: "time",
      optional: true,
      names: { 1: "createdAt" },
    },
    timestamp: {
      type: "time",
      optional: true,
      names: { 1: "timestamp" },
    },
    bounceType: { type: "string", optional: true },
    bounceSubType: { type: "string", optional: true },
    reason: {
      type: "string",
      optional: true,
      names: { 1: "bounceReason", 2: "reason" },
    },
    bouncedAt: {
      type: "time",
      optional: true,
      names: { 1: "bouncedAt" },
    },
  },
  EmailClicked: {
    emailId: { type: "string" },
    from: { type: "string" },
    to: { type: { object: "Address" } },
    subject: { type: "string" },
    test: {
      type: "boolean",
      names: { 2: "test" },
    },
    campaignId: { type: "string", optional: true },
    templateId: { type: "string", optional: true },
    workflowAutomationId: {
      type: "string",
      optional: true,
      names: { 2: "workflowAutomationId" },
    },
    batchId: {
      type: "string",
      optional: true,
      names: { 2: "batchId" },
    },
    createdAt: {
      type: "time",
      optional: true,
      names: { 1: "createdAt" },
    },
    timestamp: {
      type: "time",
      optional: true,
      names: { 1: "timestamp" },
    },
    clickedUrl: { type: "string", optional: true },
  },
  EmailDeferred: {
    emailId: { type: "string" },
    from: { type: "string" },
    to: { type: { object: "Address" } },
    subject: { type: "string" },
    test: {
      type: "boolean",
      names: { 2: "test" },
    },
    campaignId: { type: "string", optional: true },
    templateId: { type: "string", optional: true },
    workflowAutomationId: {
      type: "string",
      optional: true,
      names: { 2: "workflowAutomationId" },
    },
    batchId: {
      type: "string",
      optional: true,
      names: { 2: "batchId" },
    },
    createdAt: {
      type: "time",
      optional: true,
      names: { 1: "createdAt" },
    },
    timestamp: {
      type: "time",
      optional: true,
      names: { 1: "timestamp" },
    },
    delayType: { type: "string", optional: true },
    delayReason: { type: "string", optional: true },
    expirationTime: { type: "time", optional: true },
  },
  EmailDelivered: {
    emailId: { type: "string" },
    from: { type: "string" },
    to: { type: { object: "Address" } },
    subject: { type: "string" },
    test: {
      type: "boolean",
      names: { 2: "test" },
    },
    campaignId: { type: "string", optional: true },
    templateId: { type: "string", optional: true },
    workflowAutomationId: {
      type: "string",
      optional: true,
      names: { 2: "workflowAutomationId" },
    },
    batchId: {
      type: "string",
      optional: true,
      names: { 2: "batchId" },
    },
    createdAt: {
      type: "time",
      optional: true,
      names: { 1: "createdAt" },
    },
    timestamp: {
      type: "time",
      optional: true,
      names: { 1: "timestamp" },
    },
    deliveredAt: {
      type: "time",
      optional: true,
      names: { 1: "deliveredAt" },
    },
  },
  EmailGroupResubscribed: {
    test: {
      type: "boolean",
      names: { 2: "test" },
    },
    emailId: { type: "string", optional: true },
    unsubscribeGroupId: { type: "string", optional: true },
    campaignId: { type: "string", optional: true },
  },
  EmailGroupUnsubscribed: {
    test: {
      type: "boolean",
      names: { 2: "test" },
    },
    emailId: { type: "string", optional: true },
    campaignId: { type: "string", optional: true },
    templateId: { type: "string", optional: true },
    workflowAutomationId: { type: "string", optional: true },
    batchId: { type: "string", optional: true },
    unsubscribeGroupId: { type: "string", optional: true },
  },
  EmailOpened: {
    emailId: { type: "string" },
    from: { type: "string" },
    to: { type: { object: "Address" } },
    subject: { type: "string" },
    test: {
      type: "boolean",
      names: { 2: "test" },
    },
    campaignId: { type: "string", optional: true },
    templateId: { type: "string", optional: true },
    workflowAutomationId: {
      type: "string",
      optional: true,
      names: { 2: "workflowAutomationId" },
    },
    batchId: {
      type: "string",
      optional: true,
      names: { 2: "batchId" },
    },
    createdAt: {
      type: "time",
      optional: true,
      names: { 1: "createdAt" },
    },
    timestamp: {
      type: "time",
      optional: true,
      names: { 1: "timestamp" },
    },
    openedAt: {
      type: "time",
      optional: true,
      names: { 1: "openedAt" },
    },
  },
  EmailReceived: {
    inboundEmailId: { type: "string" },
    from: { type: { object: "Address" } },
    to: { type: { list: { object: "Address" } } },
    cc: { type: { list: { object: "Address" } } },
    subject: { type: "string" },
    attachments: { type: { list: { object: "Attachment" } } },
    spamVerdict: { type: "string" },
    virusVerdict: { type: "string" },
    receivedAt: { type: "time" },
    threadId: { type: "string", optional: true },
    inReplyToEmailActivityId: { type: "string", optional: true },
    inReplyToInboundEmailId: { type: "string", optional: true },
  },
  EmailSent: {
    emailId: { type: "string" },
    from: { type: "string" },
    to: { type: { object: "Address" } },
    subject: { type: "string" },
    test: {
      type: "boolean",
      names: { 2: "test" },
    },
    campaignId: { type: "string", optional: true },
    templateId: { type: "string", optional: true },
    workflowAutomationId: {
      type: "string",
      optional: true,
      names: { 2: "workflowAutomationId" },
    },
    batchId: {
      type: "string",
      optional: true,
      names: { 2: "batchId" },
    },
    createdAt: {
      type: "time",
      optional: true,
      names: { 1: "createdAt" },
    },
    timestamp: {
      type: "time",
      optional: true,
      names: { 1: "timestamp" },
    },
  },
  EmailSpamReported: {
    emailId: { type: "string" },
    from: { type: "string" },
    to: { type: { object: "Address" } },
    subject: { type: "string" },
    test: {
      type: "boolean",
      names: { 2: "test" },
    },
    campaignId: { type: "string", optional: true },
    templateId: { type: "string", optional: true },
    workflowAutomationId: {
      type: "string",
      optional: true,
      names: { 2: "workflowAutomationId" },
    },
    batchId: {
      type: "string",
      optional: true,
      names: { 2: "batchId" },
    },
    createdAt: {
      type: "time",
      optional: true,
      names: { 1: "createdAt" },
    },
    timestamp: {
      type: "time",
      optional: true,
      names: { 1: "timestamp" },
    },
    complaintType: { type: "string", optional: true },
  },
  EmailUnsubscribed: {
    test: {
      type: "boolean",
      names: { 2: "test" },
    },
    emailId: { type: "string", optional: true },
    campaignId: { type: "string", optional: true },
    templateId: { type: "string", optional: true },
    workflowAutomationId: {
      type: "string",
      optional: true,
      names: { 2: "workflowAutomationId" },
    },
    batchId: {
      type: "string",
      optional: true,
      names: { 2: "batchId" },
    },
    email: {
      type: "string",
      optional: true,
      names: { 1: "email" },
    },
    unsubscribeGroupId: {
      type: "string",
      optional: true,
      names: { 1: "unsubscribeGroupId" },
    },
    createdAt: {
      type: "time",
      optional: true,
      names: { 1: "createdAt" },
    },
    suppressedAt: {
      type: "time",
      optional: true,
      names: { 1: "suppressedAt" },
    },
  },
};

/** The object that is the data of each event type. */
export const DATA: Readonly<Record<EventType, string>> = {
  "email.sent": "EmailSent",
  "email.delivered": "EmailDelivered",
  "email.deferred": "EmailDeferred",
  "email.bounced": "EmailBounced",
  "email.opened": "EmailOpened",
  "email.clicked": "EmailClicked",
  "email.spam_reported": "EmailSpamReported",
  "email.unsubscribed": "EmailUnsubscribed",
  "email.group_unsubscribed": "EmailGroupUnsubscribed",
  "email.group_resubscribed": "EmailGroupResubscribed",
  "contact.created": "ContactCreated",
  "contact.updated": "ContactUpdated",
  "contact.deleted": "ContactDeleted",
  "email.received": "EmailReceived",
};

/** The largest integer. */
export const MAX_INTEGER = 9007199254740991;

/** The form of a time; {@link isTime} in read.ts looks at the calendar as well. */
export const TIME =
  /^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$/;
