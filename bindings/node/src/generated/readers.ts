// Generated from schema/ by `cargo xtask generate`; do not edit.

import type { DecodeError, Members } from "../fields.js";
import * as is from "../fields.js";
import type { GENERATIONS } from "./provider.js";

/** Checks, and brings up to date, the data of one event type in one form of the body. */
export interface Reader {
  /** What does not fit, if anything: the path below the data, and the complaint. */
  readonly check: (data: unknown) => DecodeError;
  /** Data that fits, under today's names; absent where it has them anyway. */
  readonly renew?: (data: Members) => Members;
}

function checkAddress2(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.email)) !== undefined) return is.below(".email", error);
  if (value.name != null && (error = is.string(value.name)) !== undefined) return is.below(".name", error);
  return undefined;
}

function checkAttachment2(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.attachmentId)) !== undefined) return is.below(".attachmentId", error);
  if ((error = is.integer(value.attachmentIndex)) !== undefined) return is.below(".attachmentIndex", error);
  if ((error = is.string(value.filename)) !== undefined) return is.below(".filename", error);
  if ((error = is.string(value.contentType)) !== undefined) return is.below(".contentType", error);
  if ((error = is.integer(value.size)) !== undefined) return is.below(".size", error);
  return undefined;
}

function checkContactCreated2(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if (value.contactId != null && (error = is.string(value.contactId)) !== undefined) return is.below(".contactId", error);
  if (value.email != null && (error = is.string(value.email)) !== undefined) return is.below(".email", error);
  if (value.name != null && (error = is.string(value.name)) !== undefined) return is.below(".name", error);
  return undefined;
}

function checkContactDeleted2(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if (value.contactId != null && (error = is.string(value.contactId)) !== undefined) return is.below(".contactId", error);
  if (value.email != null && (error = is.string(value.email)) !== undefined) return is.below(".email", error);
  return undefined;
}

function checkContactUpdated2(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if (value.contactId != null && (error = is.string(value.contactId)) !== undefined) return is.below(".contactId", error);
  if (value.email != null && (error = is.string(value.email)) !== undefined) return is.below(".email", error);
  if (value.name != null && (error = is.string(value.name)) !== undefined) return is.below(".name", error);
  if (value.changedFields != null && (error = is.list(value.changedFields, is.string)) !== undefined) return is.below(".changedFields", error);
  return undefined;
}

function checkEmailBounced2(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if ((error = is.string(value.from)) !== undefined) return is.below(".from", error);
  if ((error = checkAddress2(value.to)) !== undefined) return is.below(".to", error);
  if ((error = is.string(value.subject)) !== undefined) return is.below(".subject", error);
  if ((error = is.boolean(value.test)) !== undefined) return is.below(".test", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  if (value.templateId != null && (error = is.string(value.templateId)) !== undefined) return is.below(".templateId", error);
  if (value.workflowAutomationId != null && (error = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", error);
  if (value.batchId != null && (error = is.string(value.batchId)) !== undefined) return is.below(".batchId", error);
  if (value.bounceType != null && (error = is.string(value.bounceType)) !== undefined) return is.below(".bounceType", error);
  if (value.bounceSubType != null && (error = is.string(value.bounceSubType)) !== undefined) return is.below(".bounceSubType", error);
  if (value.reason != null && (error = is.string(value.reason)) !== undefined) return is.below(".reason", error);
  return undefined;
}

function checkEmailClicked2(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if ((error = is.string(value.from)) !== undefined) return is.below(".from", error);
  if ((error = checkAddress2(value.to)) !== undefined) return is.below(".to", error);
  if ((error = is.string(value.subject)) !== undefined) return is.below(".subject", error);
  if ((error = is.boolean(value.test)) !== undefined) return is.below(".test", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  if (value.templateId != null && (error = is.string(value.templateId)) !== undefined) return is.below(".templateId", error);
  if (value.workflowAutomationId != null && (error = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", error);
  if (value.batchId != null && (error = is.string(value.batchId)) !== undefined) return is.below(".batchId", error);
  if (value.clickedUrl != null && (error = is.string(value.clickedUrl)) !== undefined) return is.below(".clickedUrl", error);
  return undefined;
}

function checkEmailDeferred2(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if ((error = is.string(value.from)) !== undefined) return is.below(".from", error);
  if ((error = checkAddress2(value.to)) !== undefined) return is.below(".to", error);
  if ((error = is.string(value.subject)) !== undefined) return is.below(".subject", error);
  if ((error = is.boolean(value.test)) !== undefined) return is.below(".test", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  if (value.templateId != null && (error = is.string(value.templateId)) !== undefined) return is.below(".templateId", error);
  if (value.workflowAutomationId != null && (error = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", error);
  if (value.batchId != null && (error = is.string(value.batchId)) !== undefined) return is.below(".batchId", error);
  if (value.delayType != null && (error = is.string(value.delayType)) !== undefined) return is.below(".delayType", error);
  if (value.delayReason != null && (error = is.string(value.delayReason)) !== undefined) return is.below(".delayReason", error);
  if (value.expirationTime != null && (error = is.time(value.expirationTime)) !== undefined) return is.below(".expirationTime", error);
  return undefined;
}

function checkEmailDelivered2(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if ((error = is.string(value.from)) !== undefined) return is.below(".from", error);
  if ((error = checkAddress2(value.to)) !== undefined) return is.below(".to", error);
  if ((error = is.string(value.subject)) !== undefined) return is.below(".subject", error);
  if ((error = is.boolean(value.test)) !== undefined) return is.below(".test", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  if (value.templateId != null && (error = is.string(value.templateId)) !== undefined) return is.below(".templateId", error);
  if (value.workflowAutomationId != null && (error = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", error);
  if (value.batchId != null && (error = is.string(value.batchId)) !== undefined) return is.below(".batchId", error);
  return undefined;
}

function checkEmailGroupResubscribed2(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.boolean(value.test)) !== undefined) return is.below(".test", error);
  if (value.emailId != null && (error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if (value.unsubscribeGroupId != null && (error = is.string(value.unsubscribeGroupId)) !== undefined) return is.below(".unsubscribeGroupId", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  return undefined;
}

function checkEmailGroupUnsubscribed2(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.boolean(value.test)) !== undefined) return is.below(".test", error);
  if (value.emailId != null && (error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  if (value.templateId != null && (error = is.string(value.templateId)) !== undefined) return is.below(".templateId", error);
  if (value.workflowAutomationId != null && (error = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", error);
  if (value.batchId != null && (error = is.string(value.batchId)) !== undefined) return is.below(".batchId", error);
  if (value.unsubscribeGroupId != null && (error = is.string(value.unsubscribeGroupId)) !== undefined) return is.below(".unsubscribeGroupId", error);
  return undefined;
}

function checkEmailOpened2(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if ((error = is.string(value.from)) !== undefined) return is.below(".from", error);
  if ((error = checkAddress2(value.to)) !== undefined) return is.below(".to", error);
  if ((error = is.string(value.subject)) !== undefined) return is.below(".subject", error);
  if ((error = is.boolean(value.test)) !== undefined) return is.below(".test", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  if (value.templateId != null && (error = is.string(value.templateId)) !== undefined) return is.below(".templateId", error);
  if (value.workflowAutomationId != null && (error = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", error);
  if (value.batchId != null && (error = is.string(value.batchId)) !== undefined) return is.below(".batchId", error);
  return undefined;
}

function checkEmailReceived2(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.inboundEmailId)) !== undefined) return is.below(".inboundEmailId", error);
  if ((error = checkAddress2(value.from)) !== undefined) return is.below(".from", error);
  if ((error = is.list(value.to, checkAddress2)) !== undefined) return is.below(".to", error);
  if ((error = is.list(value.cc, checkAddress2)) !== undefined) return is.below(".cc", error);
  if ((error = is.string(value.subject)) !== undefined) return is.below(".subject", error);
  if ((error = is.list(value.attachments, checkAttachment2)) !== undefined) return is.below(".attachments", error);
  if ((error = is.string(value.spamVerdict)) !== undefined) return is.below(".spamVerdict", error);
  if ((error = is.string(value.virusVerdict)) !== undefined) return is.below(".virusVerdict", error);
  if ((error = is.time(value.receivedAt)) !== undefined) return is.below(".receivedAt", error);
  if (value.threadId != null && (error = is.string(value.threadId)) !== undefined) return is.below(".threadId", error);
  if (value.inReplyToEmailActivityId != null && (error = is.string(value.inReplyToEmailActivityId)) !== undefined) return is.below(".inReplyToEmailActivityId", error);
  if (value.inReplyToInboundEmailId != null && (error = is.string(value.inReplyToInboundEmailId)) !== undefined) return is.below(".inReplyToInboundEmailId", error);
  return undefined;
}

function checkEmailSent2(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if ((error = is.string(value.from)) !== undefined) return is.below(".from", error);
  if ((error = checkAddress2(value.to)) !== undefined) return is.below(".to", error);
  if ((error = is.string(value.subject)) !== undefined) return is.below(".subject", error);
  if ((error = is.boolean(value.test)) !== undefined) return is.below(".test", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  if (value.templateId != null && (error = is.string(value.templateId)) !== undefined) return is.below(".templateId", error);
  if (value.workflowAutomationId != null && (error = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", error);
  if (value.batchId != null && (error = is.string(value.batchId)) !== undefined) return is.below(".batchId", error);
  return undefined;
}

function checkEmailSpamReported2(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if ((error = is.string(value.from)) !== undefined) return is.below(".from", error);
  if ((error = checkAddress2(value.to)) !== undefined) return is.below(".to", error);
  if ((error = is.string(value.subject)) !== undefined) return is.below(".subject", error);
  if ((error = is.boolean(value.test)) !== undefined) return is.below(".test", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  if (value.templateId != null && (error = is.string(value.templateId)) !== undefined) return is.below(".templateId", error);
  if (value.workflowAutomationId != null && (error = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", error);
  if (value.batchId != null && (error = is.string(value.batchId)) !== undefined) return is.below(".batchId", error);
  if (value.complaintType != null && (error = is.string(value.complaintType)) !== undefined) return is.below(".complaintType", error);
  return undefined;
}

function checkEmailUnsubscribed2(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.boolean(value.test)) !== undefined) return is.below(".test", error);
  if (value.emailId != null && (error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  if (value.templateId != null && (error = is.string(value.templateId)) !== undefined) return is.below(".templateId", error);
  if (value.workflowAutomationId != null && (error = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", error);
  if (value.batchId != null && (error = is.string(value.batchId)) !== undefined) return is.below(".batchId", error);
  return undefined;
}

function checkAddress1(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.email)) !== undefined) return is.below(".email", error);
  if (value.name != null && (error = is.string(value.name)) !== undefined) return is.below(".name", error);
  return undefined;
}

function renewAddress1(value: Members): Members {
  const renewed: Members = { ...value };
  return renewed;
}

function checkAttachment1(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.attachmentId)) !== undefined) return is.below(".attachmentId", error);
  if ((error = is.integer(value.attachmentIndex)) !== undefined) return is.below(".attachmentIndex", error);
  if ((error = is.string(value.filename)) !== undefined) return is.below(".filename", error);
  if ((error = is.string(value.contentType)) !== undefined) return is.below(".contentType", error);
  if ((error = is.integer(value.size)) !== undefined) return is.below(".size", error);
  return undefined;
}

function renewAttachment1(value: Members): Members {
  const renewed: Members = { ...value };
  return renewed;
}

function checkContactCreated1(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if (value.contactId != null && (error = is.string(value.contactId)) !== undefined) return is.below(".contactId", error);
  if (value.email != null && (error = is.string(value.email)) !== undefined) return is.below(".email", error);
  if (value.userId != null && (error = is.string(value.userId)) !== undefined) return is.below(".userId", error);
  if (value.firstName != null && (error = is.string(value.firstName)) !== undefined) return is.below(".firstName", error);
  if (value.lastName != null && (error = is.string(value.lastName)) !== undefined) return is.below(".lastName", error);
  if (value.createdAt != null && (error = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", error);
  return undefined;
}

function renewContactCreated1(value: Members): Members {
  const renewed: Members = { ...value };
  return renewed;
}

function checkContactDeleted1(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if (value.contactId != null && (error = is.string(value.contactId)) !== undefined) return is.below(".contactId", error);
  if (value.email != null && (error = is.string(value.email)) !== undefined) return is.below(".email", error);
  if (value.deletedAt != null && (error = is.time(value.deletedAt)) !== undefined) return is.below(".deletedAt", error);
  if (value.userId != null && (error = is.string(value.userId)) !== undefined) return is.below(".userId", error);
  if (value.firstName != null && (error = is.string(value.firstName)) !== undefined) return is.below(".firstName", error);
  if (value.lastName != null && (error = is.string(value.lastName)) !== undefined) return is.below(".lastName", error);
  if (value.createdAt != null && (error = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", error);
  return undefined;
}

function renewContactDeleted1(value: Members): Members {
  const renewed: Members = { ...value };
  return renewed;
}

function checkContactUpdated1(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if (value.contactId != null && (error = is.string(value.contactId)) !== undefined) return is.below(".contactId", error);
  if (value.email != null && (error = is.string(value.email)) !== undefined) return is.below(".email", error);
  if (value.updatedAt != null && (error = is.time(value.updatedAt)) !== undefined) return is.below(".updatedAt", error);
  if (value.userId != null && (error = is.string(value.userId)) !== undefined) return is.below(".userId", error);
  if (value.firstName != null && (error = is.string(value.firstName)) !== undefined) return is.below(".firstName", error);
  if (value.lastName != null && (error = is.string(value.lastName)) !== undefined) return is.below(".lastName", error);
  if (value.createdAt != null && (error = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", error);
  return undefined;
}

function renewContactUpdated1(value: Members): Members {
  const renewed: Members = { ...value };
  return renewed;
}

function checkEmailBounced1(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if ((error = is.string(value.from)) !== undefined) return is.below(".from", error);
  if ((error = checkAddress1(value.to)) !== undefined) return is.below(".to", error);
  if ((error = is.string(value.subject)) !== undefined) return is.below(".subject", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  if (value.templateId != null && (error = is.string(value.templateId)) !== undefined) return is.below(".templateId", error);
  if (value.createdAt != null && (error = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", error);
  if (value.timestamp != null && (error = is.time(value.timestamp)) !== undefined) return is.below(".timestamp", error);
  if (value.bounceType != null && (error = is.string(value.bounceType)) !== undefined) return is.below(".bounceType", error);
  if (value.bounceSubType != null && (error = is.string(value.bounceSubType)) !== undefined) return is.below(".bounceSubType", error);
  if (value.bounceReason != null && (error = is.string(value.bounceReason)) !== undefined) return is.below(".bounceReason", error);
  if (value.bouncedAt != null && (error = is.time(value.bouncedAt)) !== undefined) return is.below(".bouncedAt", error);
  return undefined;
}

function renewEmailBounced1(value: Members): Members {
  const renewed: Members = { ...value };
  if (value["to"]) renewed["to"] = renewAddress1(value["to"] as Members);
  renewed["test"] = false;
  is.rename(renewed, "bounceReason", "reason");
  return renewed;
}

function checkEmailClicked1(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if ((error = is.string(value.from)) !== undefined) return is.below(".from", error);
  if ((error = checkAddress1(value.to)) !== undefined) return is.below(".to", error);
  if ((error = is.string(value.subject)) !== undefined) return is.below(".subject", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  if (value.templateId != null && (error = is.string(value.templateId)) !== undefined) return is.below(".templateId", error);
  if (value.createdAt != null && (error = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", error);
  if (value.timestamp != null && (error = is.time(value.timestamp)) !== undefined) return is.below(".timestamp", error);
  if (value.clickedUrl != null && (error = is.string(value.clickedUrl)) !== undefined) return is.below(".clickedUrl", error);
  return undefined;
}

function renewEmailClicked1(value: Members): Members {
  const renewed: Members = { ...value };
  if (value["to"]) renewed["to"] = renewAddress1(value["to"] as Members);
  renewed["test"] = false;
  return renewed;
}

function checkEmailDeferred1(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if ((error = is.string(value.from)) !== undefined) return is.below(".from", error);
  if ((error = checkAddress1(value.to)) !== undefined) return is.below(".to", error);
  if ((error = is.string(value.subject)) !== undefined) return is.below(".subject", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  if (value.templateId != null && (error = is.string(value.templateId)) !== undefined) return is.below(".templateId", error);
  if (value.createdAt != null && (error = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", error);
  if (value.timestamp != null && (error = is.time(value.timestamp)) !== undefined) return is.below(".timestamp", error);
  if (value.delayType != null && (error = is.string(value.delayType)) !== undefined) return is.below(".delayType", error);
  if (value.delayReason != null && (error = is.string(value.delayReason)) !== undefined) return is.below(".delayReason", error);
  if (value.expirationTime != null && (error = is.time(value.expirationTime)) !== undefined) return is.below(".expirationTime", error);
  return undefined;
}

function renewEmailDeferred1(value: Members): Members {
  const renewed: Members = { ...value };
  if (value["to"]) renewed["to"] = renewAddress1(value["to"] as Members);
  renewed["test"] = false;
  return renewed;
}

function checkEmailDelivered1(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if ((error = is.string(value.from)) !== undefined) return is.below(".from", error);
  if ((error = checkAddress1(value.to)) !== undefined) return is.below(".to", error);
  if ((error = is.string(value.subject)) !== undefined) return is.below(".subject", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  if (value.templateId != null && (error = is.string(value.templateId)) !== undefined) return is.below(".templateId", error);
  if (value.createdAt != null && (error = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", error);
  if (value.timestamp != null && (error = is.time(value.timestamp)) !== undefined) return is.below(".timestamp", error);
  if (value.deliveredAt != null && (error = is.time(value.deliveredAt)) !== undefined) return is.below(".deliveredAt", error);
  return undefined;
}

function renewEmailDelivered1(value: Members): Members {
  const renewed: Members = { ...value };
  if (value["to"]) renewed["to"] = renewAddress1(value["to"] as Members);
  renewed["test"] = false;
  return renewed;
}

function checkEmailGroupResubscribed1(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if (value.emailId != null && (error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if (value.unsubscribeGroupId != null && (error = is.string(value.unsubscribeGroupId)) !== undefined) return is.below(".unsubscribeGroupId", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  return undefined;
}

function renewEmailGroupResubscribed1(value: Members): Members {
  const renewed: Members = { ...value };
  renewed["test"] = false;
  return renewed;
}

function checkEmailGroupUnsubscribed1(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if (value.emailId != null && (error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  if (value.templateId != null && (error = is.string(value.templateId)) !== undefined) return is.below(".templateId", error);
  if (value.workflowAutomationId != null && (error = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", error);
  if (value.batchId != null && (error = is.string(value.batchId)) !== undefined) return is.below(".batchId", error);
  if (value.unsubscribeGroupId != null && (error = is.string(value.unsubscribeGroupId)) !== undefined) return is.below(".unsubscribeGroupId", error);
  return undefined;
}

function renewEmailGroupUnsubscribed1(value: Members): Members {
  const renewed: Members = { ...value };
  renewed["test"] = false;
  return renewed;
}

function checkEmailOpened1(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if ((error = is.string(value.from)) !== undefined) return is.below(".from", error);
  if ((error = checkAddress1(value.to)) !== undefined) return is.below(".to", error);
  if ((error = is.string(value.subject)) !== undefined) return is.below(".subject", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  if (value.templateId != null && (error = is.string(value.templateId)) !== undefined) return is.below(".templateId", error);
  if (value.createdAt != null && (error = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", error);
  if (value.timestamp != null && (error = is.time(value.timestamp)) !== undefined) return is.below(".timestamp", error);
  if (value.openedAt != null && (error = is.time(value.openedAt)) !== undefined) return is.below(".openedAt", error);
  return undefined;
}

function renewEmailOpened1(value: Members): Members {
  const renewed: Members = { ...value };
  if (value["to"]) renewed["to"] = renewAddress1(value["to"] as Members);
  renewed["test"] = false;
  return renewed;
}

function checkEmailReceived1(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.inboundEmailId)) !== undefined) return is.below(".inboundEmailId", error);
  if ((error = checkAddress1(value.from)) !== undefined) return is.below(".from", error);
  if ((error = is.list(value.to, checkAddress1)) !== undefined) return is.below(".to", error);
  if ((error = is.list(value.cc, checkAddress1)) !== undefined) return is.below(".cc", error);
  if ((error = is.string(value.subject)) !== undefined) return is.below(".subject", error);
  if ((error = is.list(value.attachments, checkAttachment1)) !== undefined) return is.below(".attachments", error);
  if ((error = is.string(value.spamVerdict)) !== undefined) return is.below(".spamVerdict", error);
  if ((error = is.string(value.virusVerdict)) !== undefined) return is.below(".virusVerdict", error);
  if ((error = is.time(value.receivedAt)) !== undefined) return is.below(".receivedAt", error);
  if (value.threadId != null && (error = is.string(value.threadId)) !== undefined) return is.below(".threadId", error);
  if (value.inReplyToEmailActivityId != null && (error = is.string(value.inReplyToEmailActivityId)) !== undefined) return is.below(".inReplyToEmailActivityId", error);
  if (value.inReplyToInboundEmailId != null && (error = is.string(value.inReplyToInboundEmailId)) !== undefined) return is.below(".inReplyToInboundEmailId", error);
  return undefined;
}

function renewEmailReceived1(value: Members): Members {
  const renewed: Members = { ...value };
  if (value["from"]) renewed["from"] = renewAddress1(value["from"] as Members);
  if (value["to"]) renewed["to"] = (value["to"] as Members[]).map((item) => renewAddress1(item as Members));
  if (value["cc"]) renewed["cc"] = (value["cc"] as Members[]).map((item) => renewAddress1(item as Members));
  if (value["attachments"]) renewed["attachments"] = (value["attachments"] as Members[]).map((item) => renewAttachment1(item as Members));
  return renewed;
}

function checkEmailSent1(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if ((error = is.string(value.from)) !== undefined) return is.below(".from", error);
  if ((error = checkAddress1(value.to)) !== undefined) return is.below(".to", error);
  if ((error = is.string(value.subject)) !== undefined) return is.below(".subject", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  if (value.templateId != null && (error = is.string(value.templateId)) !== undefined) return is.below(".templateId", error);
  if (value.createdAt != null && (error = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", error);
  if (value.timestamp != null && (error = is.time(value.timestamp)) !== undefined) return is.below(".timestamp", error);
  return undefined;
}

function renewEmailSent1(value: Members): Members {
  const renewed: Members = { ...value };
  if (value["to"]) renewed["to"] = renewAddress1(value["to"] as Members);
  renewed["test"] = false;
  return renewed;
}

function checkEmailSpamReported1(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if ((error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if ((error = is.string(value.from)) !== undefined) return is.below(".from", error);
  if ((error = checkAddress1(value.to)) !== undefined) return is.below(".to", error);
  if ((error = is.string(value.subject)) !== undefined) return is.below(".subject", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  if (value.templateId != null && (error = is.string(value.templateId)) !== undefined) return is.below(".templateId", error);
  if (value.createdAt != null && (error = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", error);
  if (value.timestamp != null && (error = is.time(value.timestamp)) !== undefined) return is.below(".timestamp", error);
  if (value.complaintType != null && (error = is.string(value.complaintType)) !== undefined) return is.below(".complaintType", error);
  return undefined;
}

function renewEmailSpamReported1(value: Members): Members {
  const renewed: Members = { ...value };
  if (value["to"]) renewed["to"] = renewAddress1(value["to"] as Members);
  renewed["test"] = false;
  return renewed;
}

function checkEmailUnsubscribed1(value: unknown): DecodeError {
  if (!is.object(value)) return is.wrong(value, "an object");
  let error: DecodeError;
  if (value.emailId != null && (error = is.string(value.emailId)) !== undefined) return is.below(".emailId", error);
  if (value.campaignId != null && (error = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", error);
  if (value.templateId != null && (error = is.string(value.templateId)) !== undefined) return is.below(".templateId", error);
  if (value.email != null && (error = is.string(value.email)) !== undefined) return is.below(".email", error);
  if (value.unsubscribeGroupId != null && (error = is.string(value.unsubscribeGroupId)) !== undefined) return is.below(".unsubscribeGroupId", error);
  if (value.createdAt != null && (error = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", error);
  if (value.suppressedAt != null && (error = is.time(value.suppressedAt)) !== undefined) return is.below(".suppressedAt", error);
  return undefined;
}

function renewEmailUnsubscribed1(value: Members): Members {
  const renewed: Members = { ...value };
  renewed["test"] = false;
  return renewed;
}

/** By the number of the body's form and the event's type. */
export const READERS: Readonly<Record<(typeof GENERATIONS)[number]["number"], ReadonlyMap<string, Reader>>> = {
  2: new Map<string, Reader>([
    ["email.sent", { check: checkEmailSent2 }],
    ["email.delivered", { check: checkEmailDelivered2 }],
    ["email.deferred", { check: checkEmailDeferred2 }],
    ["email.bounced", { check: checkEmailBounced2 }],
    ["email.opened", { check: checkEmailOpened2 }],
    ["email.clicked", { check: checkEmailClicked2 }],
    ["email.spam_reported", { check: checkEmailSpamReported2 }],
    ["email.unsubscribed", { check: checkEmailUnsubscribed2 }],
    ["email.group_unsubscribed", { check: checkEmailGroupUnsubscribed2 }],
    ["email.group_resubscribed", { check: checkEmailGroupResubscribed2 }],
    ["contact.created", { check: checkContactCreated2 }],
    ["contact.updated", { check: checkContactUpdated2 }],
    ["contact.deleted", { check: checkContactDeleted2 }],
    ["email.received", { check: checkEmailReceived2 }],
  ]),
  1: new Map<string, Reader>([
    ["email.sent", { check: checkEmailSent1, renew: renewEmailSent1 }],
    ["email.delivered", { check: checkEmailDelivered1, renew: renewEmailDelivered1 }],
    ["email.deferred", { check: checkEmailDeferred1, renew: renewEmailDeferred1 }],
    ["email.bounced", { check: checkEmailBounced1, renew: renewEmailBounced1 }],
    ["email.opened", { check: checkEmailOpened1, renew: renewEmailOpened1 }],
    ["email.clicked", { check: checkEmailClicked1, renew: renewEmailClicked1 }],
    ["email.spam_reported", { check: checkEmailSpamReported1, renew: renewEmailSpamReported1 }],
    ["email.unsubscribed", { check: checkEmailUnsubscribed1, renew: renewEmailUnsubscribed1 }],
    ["email.group_unsubscribed", { check: checkEmailGroupUnsubscribed1, renew: renewEmailGroupUnsubscribed1 }],
    ["email.group_resubscribed", { check: checkEmailGroupResubscribed1, renew: renewEmailGroupResubscribed1 }],
    ["contact.created", { check: checkContactCreated1, renew: renewContactCreated1 }],
    ["contact.updated", { check: checkContactUpdated1, renew: renewContactUpdated1 }],
    ["contact.deleted", { check: checkContactDeleted1, renew: renewContactDeleted1 }],
    ["email.received", { check: checkEmailReceived1, renew: renewEmailReceived1 }],
  ]),
};
