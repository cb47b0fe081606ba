// Generated from schema/ by `cargo xtask generate`; do not edit.

type Members = Readonly<Record<string, any>>;

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isInteger(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 9007199254740991;
}

const TIME = /^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$/;

/** Whether a value is an ISO 8601 time on a day that is in the calendar. */
export function isTime(value: unknown): boolean {
  if (typeof value !== "string" || !TIME.test(value)) return false;
  const day = Number(value.slice(8, 10));
  // Any month has 28 days.
  return day <= 28 || new Date(Date.UTC(+value.slice(0, 4), +value.slice(5, 7) - 1, day)).getUTCDate() === day;
}

function isAddress(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.email === "string" &&
    (value.name == null || typeof value.name === "string")
  );
}

function isAttachment(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.attachmentId === "string" &&
    isInteger(value.attachmentIndex) &&
    typeof value.filename === "string" &&
    typeof value.contentType === "string" &&
    isInteger(value.size)
  );
}

function isContactCreated(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.contactId == null || typeof value.contactId === "string") &&
    (value.email == null || typeof value.email === "string") &&
    (value.name == null || typeof value.name === "string")
  );
}

function isContactDeleted(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.contactId == null || typeof value.contactId === "string") &&
    (value.email == null || typeof value.email === "string")
  );
}

function isContactUpdated(value: unknown): boolean {
  return (
    isObject(value) &&
    (value.contactId == null || typeof value.contactId === "string") &&
    (value.email == null || typeof value.email === "string") &&
    (value.name == null || typeof value.name === "string") &&
    (value.changedFields == null || Array.isArray(value.changedFields) && value.changedFields.every((item: unknown) => typeof item === "string"))
  );
}

function isEmailBounced(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.emailId === "string" &&
    typeof value.from === "string" &&
    isAddress(value.to) &&
    typeof value.subject === "string" &&
    typeof value.test === "boolean" &&
    (value.campaignId == null || typeof value.campaignId === "string") &&
    (value.templateId == null || typeof value.templateId === "string") &&
    (value.workflowAutomationId == null || typeof value.workflowAutomationId === "string") &&
    (value.batchId == null || typeof value.batchId === "string") &&
    (value.bounceType == null || typeof value.bounceType === "string") &&
    (value.bounceSubType == null || typeof value.bounceSubType === "string") &&
    (value.reason == null || typeof value.reason === "string")
  );
}

function isEmailClicked(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.emailId === "string" &&
    typeof value.from === "string" &&
    isAddress(value.to) &&
    typeof value.subject === "string" &&
    typeof value.test === "boolean" &&
    (value.campaignId == null || typeof value.campaignId === "string") &&
    (value.templateId == null || typeof value.templateId === "string") &&
    (value.workflowAutomationId == null || typeof value.workflowAutomationId === "string") &&
    (value.batchId == null || typeof value.batchId === "string") &&
    (value.clickedUrl == null || typeof value.clickedUrl === "string")
  );
}

function isEmailDeferred(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.emailId === "string" &&
    typeof value.from === "string" &&
    isAddress(value.to) &&
    typeof value.subject === "string" &&
    typeof value.test === "boolean" &&
    (value.campaignId == null || typeof value.campaignId === "string") &&
    (value.templateId == null || typeof value.templateId === "string") &&
    (value.workflowAutomationId == null || typeof value.workflowAutomationId === "string") &&
    (value.batchId == null || typeof value.batchId === "string") &&
    (value.delayType == null || typeof value.delayType === "string") &&
    (value.delayReason == null || typeof value.delayReason === "string") &&
    (value.expirationTime == null || isTime(value.expirationTime))
  );
}

function isEmailDelivered(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.emailId === "string" &&
    typeof value.from === "string" &&
    isAddress(value.to) &&
    typeof value.subject === "string" &&
    typeof value.test === "boolean" &&
    (value.campaignId == null || typeof value.campaignId === "string") &&
    (value.templateId == null || typeof value.templateId === "string") &&
    (value.workflowAutomationId == null || typeof value.workflowAutomationId === "string") &&
    (value.batchId == null || typeof value.batchId === "string")
  );
}

function isEmailGroupResubscribed(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.test === "boolean" &&
    (value.emailId == null || typeof value.emailId === "string") &&
    (value.unsubscribeGroupId == null || typeof value.unsubscribeGroupId === "string") &&
    (value.campaignId == null || typeof value.campaignId === "string")
  );
}

function isEmailGroupUnsubscribed(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.test === "boolean" &&
    (value.emailId == null || typeof value.emailId === "string") &&
    (value.campaignId == null || typeof value.campaignId === "string") &&
    (value.templateId == null || typeof value.templateId === "string") &&
    (value.workflowAutomationId == null || typeof value.workflowAutomationId === "string") &&
    (value.batchId == null || typeof value.batchId === "string") &&
    (value.unsubscribeGroupId == null || typeof value.unsubscribeGroupId === "string")
  );
}

function isEmailOpened(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.emailId === "string" &&
    typeof value.from === "string" &&
    isAddress(value.to) &&
    typeof value.subject === "string" &&
    typeof value.test === "boolean" &&
    (value.campaignId == null || typeof value.campaignId === "string") &&
    (value.templateId == null || typeof value.templateId === "string") &&
    (value.workflowAutomationId == null || typeof value.workflowAutomationId === "string") &&
    (value.batchId == null || typeof value.batchId === "string")
  );
}

function isEmailReceived(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.inboundEmailId === "string" &&
    isAddress(value.from) &&
    Array.isArray(value.to) && value.to.every((item: unknown) => isAddress(item)) &&
    Array.isArray(value.cc) && value.cc.every((item: unknown) => isAddress(item)) &&
    typeof value.subject === "string" &&
    Array.isArray(value.attachments) && value.attachments.every((item: unknown) => isAttachment(item)) &&
    typeof value.spamVerdict === "string" &&
    typeof value.virusVerdict === "string" &&
    isTime(value.receivedAt) &&
    (value.threadId == null || typeof value.threadId === "string") &&
    (value.inReplyToEmailActivityId == null || typeof value.inReplyToEmailActivityId === "string") &&
    (value.inReplyToInboundEmailId == null || typeof value.inReplyToInboundEmailId === "string")
  );
}

function isEmailSent(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.emailId === "string" &&
    typeof value.from === "string" &&
    isAddress(value.to) &&
    typeof value.subject === "string" &&
    typeof value.test === "boolean" &&
    (value.campaignId == null || typeof value.campaignId === "string") &&
    (value.templateId == null || typeof value.templateId === "string") &&
    (value.workflowAutomationId == null || typeof value.workflowAutomationId === "string") &&
    (value.batchId == null || typeof value.batchId === "string")
  );
}

function isEmailSpamReported(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.emailId === "string" &&
    typeof value.from === "string" &&
    isAddress(value.to) &&
    typeof value.subject === "string" &&
    typeof value.test === "boolean" &&
    (value.campaignId == null || typeof value.campaignId === "string") &&
    (value.templateId == null || typeof value.templateId === "string") &&
    (value.workflowAutomationId == null || typeof value.workflowAutomationId === "string") &&
    (value.batchId == null || typeof value.batchId === "string") &&
    (value.complaintType == null || typeof value.complaintType === "string")
  );
}

function isEmailUnsubscribed(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.test === "boolean" &&
    (value.emailId == null || typeof value.emailId === "string") &&
    (value.campaignId == null || typeof value.campaignId === "string") &&
    (value.templateId == null || typeof value.templateId === "string") &&
    (value.workflowAutomationId == null || typeof value.workflowAutomationId === "string") &&
    (value.batchId == null || typeof value.batchId === "string")
  );
}

/** For each type, whether data of the current generation fits it. */
export const FITS: Readonly<Record<string, (data: unknown) => boolean>> = {
  // No prototype: `constructor` is no event type.
  __proto__: null as never,
  "email.sent": isEmailSent,
  "email.delivered": isEmailDelivered,
  "email.deferred": isEmailDeferred,
  "email.bounced": isEmailBounced,
  "email.opened": isEmailOpened,
  "email.clicked": isEmailClicked,
  "email.spam_reported": isEmailSpamReported,
  "email.unsubscribed": isEmailUnsubscribed,
  "email.group_unsubscribed": isEmailGroupUnsubscribed,
  "email.group_resubscribed": isEmailGroupResubscribed,
  "contact.created": isContactCreated,
  "contact.updated": isContactUpdated,
  "contact.deleted": isContactDeleted,
  "email.received": isEmailReceived,
};
