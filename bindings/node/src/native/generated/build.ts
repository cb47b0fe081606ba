// Generated from schema/ by `cargo xtask generate`; do not edit.

import type * as events from "../../generated/events.js";
import type { Places } from "../places.js";

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const BOUNCE_SUB_TYPE = ["General", "NoEmail", "Suppressed"] as const;
const BOUNCE_TYPE = ["Permanent", "Transient"] as const;
const COMPLAINT_TYPE = ["abuse", "fraud", "virus", "other"] as const;
const DELAY_TYPE = ["InternalFailure", "MailboxFull"] as const;
const VERDICT = ["PASS", "FAIL"] as const;

function buildAddress(at: Places): events.Address {
  const value: Writable<events.Address> = {
    email: at.text(),
  };
  if (at.isPresent()) value.name = at.text();
  return value;
}

function buildAttachment(at: Places): events.Attachment {
  const value: Writable<events.Attachment> = {
    attachmentId: at.text(),
    attachmentIndex: at.integer(),
    filename: at.text(),
    contentType: at.text(),
    size: at.integer(),
  };
  return value;
}

function buildContactCreated(at: Places): events.ContactCreatedData {
  const value: Writable<events.ContactCreatedData> = {
  };
  if (at.isPresent()) value.contactId = at.text();
  if (at.isPresent()) value.email = at.text();
  if (at.isPresent()) value.name = at.text();
  return value;
}

function buildContactDeleted(at: Places): events.ContactDeletedData {
  const value: Writable<events.ContactDeletedData> = {
  };
  if (at.isPresent()) value.contactId = at.text();
  if (at.isPresent()) value.email = at.text();
  return value;
}

function buildContactUpdated(at: Places): events.ContactUpdatedData {
  const value: Writable<events.ContactUpdatedData> = {
  };
  if (at.isPresent()) value.contactId = at.text();
  if (at.isPresent()) value.email = at.text();
  if (at.isPresent()) value.name = at.text();
  if (at.isPresent()) value.changedFields = at.list(() => at.text());
  return value;
}

function buildEmailBounced(at: Places): events.EmailBouncedData {
  const value: Writable<events.EmailBouncedData> = {
    emailId: at.text(),
    from: at.text(),
    to: buildAddress(at),
    subject: at.text(),
    test: at.boolean(),
  };
  if (at.isPresent()) value.campaignId = at.text();
  if (at.isPresent()) value.templateId = at.text();
  if (at.isPresent()) value.workflowAutomationId = at.text();
  if (at.isPresent()) value.batchId = at.text();
  if (at.isPresent()) value.bounceType = at.value(BOUNCE_TYPE);
  if (at.isPresent()) value.bounceSubType = at.value(BOUNCE_SUB_TYPE);
  if (at.isPresent()) value.reason = at.text();
  return value;
}

function buildEmailClicked(at: Places): events.EmailClickedData {
  const value: Writable<events.EmailClickedData> = {
    emailId: at.text(),
    from: at.text(),
    to: buildAddress(at),
    subject: at.text(),
    test: at.boolean(),
  };
  if (at.isPresent()) value.campaignId = at.text();
  if (at.isPresent()) value.templateId = at.text();
  if (at.isPresent()) value.workflowAutomationId = at.text();
  if (at.isPresent()) value.batchId = at.text();
  if (at.isPresent()) value.clickedUrl = at.text();
  return value;
}

function buildEmailDeferred(at: Places): events.EmailDeferredData {
  const value: Writable<events.EmailDeferredData> = {
    emailId: at.text(),
    from: at.text(),
    to: buildAddress(at),
    subject: at.text(),
    test: at.boolean(),
  };
  if (at.isPresent()) value.campaignId = at.text();
  if (at.isPresent()) value.templateId = at.text();
  if (at.isPresent()) value.workflowAutomationId = at.text();
  if (at.isPresent()) value.batchId = at.text();
  if (at.isPresent()) value.delayType = at.value(DELAY_TYPE);
  if (at.isPresent()) value.delayReason = at.text();
  if (at.isPresent()) value.expirationTime = at.text();
  return value;
}

function buildEmailDelivered(at: Places): events.EmailDeliveredData {
  const value: Writable<events.EmailDeliveredData> = {
    emailId: at.text(),
    from: at.text(),
    to: buildAddress(at),
    subject: at.text(),
    test: at.boolean(),
  };
  if (at.isPresent()) value.campaignId = at.text();
  if (at.isPresent()) value.templateId = at.text();
  if (at.isPresent()) value.workflowAutomationId = at.text();
  if (at.isPresent()) value.batchId = at.text();
  return value;
}

function buildEmailGroupResubscribed(at: Places): events.EmailGroupResubscribedData {
  const value: Writable<events.EmailGroupResubscribedData> = {
    test: at.boolean(),
  };
  if (at.isPresent()) value.emailId = at.text();
  if (at.isPresent()) value.unsubscribeGroupId = at.text();
  if (at.isPresent()) value.campaignId = at.text();
  return value;
}

function buildEmailGroupUnsubscribed(at: Places): events.EmailGroupUnsubscribedData {
  const value: Writable<events.EmailGroupUnsubscribedData> = {
    test: at.boolean(),
  };
  if (at.isPresent()) value.emailId = at.text();
  if (at.isPresent()) value.campaignId = at.text();
  if (at.isPresent()) value.templateId = at.text();
  if (at.isPresent()) value.workflowAutomationId = at.text();
  if (at.isPresent()) value.batchId = at.text();
  if (at.isPresent()) value.unsubscribeGroupId = at.text();
  return value;
}

function buildEmailOpened(at: Places): events.EmailOpenedData {
  const value: Writable<events.EmailOpenedData> = {
    emailId: at.text(),
    from: at.text(),
    to: buildAddress(at),
    subject: at.text(),
    test: at.boolean(),
  };
  if (at.isPresent()) value.campaignId = at.text();
  if (at.isPresent()) value.templateId = at.text();
  if (at.isPresent()) value.workflowAutomationId = at.text();
  if (at.isPresent()) value.batchId = at.text();
  return value;
}

function buildEmailReceived(at: Places): events.EmailReceivedData {
  const value: Writable<events.EmailReceivedData> = {
    inboundEmailId: at.text(),
    from: buildAddress(at),
    to: at.list(() => buildAddress(at)),
    cc: at.list(() => buildAddress(at)),
    subject: at.text(),
    attachments: at.list(() => buildAttachment(at)),
    spamVerdict: at.value(VERDICT),
    virusVerdict: at.value(VERDICT),
    receivedAt: at.text(),
  };
  if (at.isPresent()) value.threadId = at.text();
  if (at.isPresent()) value.inReplyToEmailActivityId = at.text();
  if (at.isPresent()) value.inReplyToInboundEmailId = at.text();
  return value;
}

function buildEmailSent(at: Places): events.EmailSentData {
  const value: Writable<events.EmailSentData> = {
    emailId: at.text(),
    from: at.text(),
    to: buildAddress(at),
    subject: at.text(),
    test: at.boolean(),
  };
  if (at.isPresent()) value.campaignId = at.text();
  if (at.isPresent()) value.templateId = at.text();
  if (at.isPresent()) value.workflowAutomationId = at.text();
  if (at.isPresent()) value.batchId = at.text();
  return value;
}

function buildEmailSpamReported(at: Places): events.EmailSpamReportedData {
  const value: Writable<events.EmailSpamReportedData> = {
    emailId: at.text(),
    from: at.text(),
    to: buildAddress(at),
    subject: at.text(),
    test: at.boolean(),
  };
  if (at.isPresent()) value.campaignId = at.text();
  if (at.isPresent()) value.templateId = at.text();
  if (at.isPresent()) value.workflowAutomationId = at.text();
  if (at.isPresent()) value.batchId = at.text();
  if (at.isPresent()) value.complaintType = at.value(COMPLAINT_TYPE);
  return value;
}

function buildEmailUnsubscribed(at: Places): events.EmailUnsubscribedData {
  const value: Writable<events.EmailUnsubscribedData> = {
    test: at.boolean(),
  };
  if (at.isPresent()) value.emailId = at.text();
  if (at.isPresent()) value.campaignId = at.text();
  if (at.isPresent()) value.templateId = at.text();
  if (at.isPresent()) value.workflowAutomationId = at.text();
  if (at.isPresent()) value.batchId = at.text();
  return value;
}

/** Builds the event whose members are at these places, by the position of its type in the catalog. */
export const BUILD: readonly ((at: Places) => events.TypedEvent)[] = [
  (at) => ({ type: "email.sent", createdAt: at.text(), data: buildEmailSent(at) }),
  (at) => ({ type: "email.delivered", createdAt: at.text(), data: buildEmailDelivered(at) }),
  (at) => ({ type: "email.deferred", createdAt: at.text(), data: buildEmailDeferred(at) }),
  (at) => ({ type: "email.bounced", createdAt: at.text(), data: buildEmailBounced(at) }),
  (at) => ({ type: "email.opened", createdAt: at.text(), data: buildEmailOpened(at) }),
  (at) => ({ type: "email.clicked", createdAt: at.text(), data: buildEmailClicked(at) }),
  (at) => ({ type: "email.spam_reported", createdAt: at.text(), data: buildEmailSpamReported(at) }),
  (at) => ({ type: "email.unsubscribed", createdAt: at.text(), data: buildEmailUnsubscribed(at) }),
  (at) => ({ type: "email.group_unsubscribed", createdAt: at.text(), data: buildEmailGroupUnsubscribed(at) }),
  (at) => ({ type: "email.group_resubscribed", createdAt: at.text(), data: buildEmailGroupResubscribed(at) }),
  (at) => ({ type: "contact.created", createdAt: at.text(), data: buildContactCreated(at) }),
  (at) => ({ type: "contact.updated", createdAt: at.text(), data: buildContactUpdated(at) }),
  (at) => ({ type: "contact.deleted", createdAt: at.text(), data: buildContactDeleted(at) }),
  (at) => ({ type: "email.received", createdAt: at.text(), data: buildEmailReceived(at) }),
];
