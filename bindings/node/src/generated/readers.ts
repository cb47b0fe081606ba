// Generated from schema/ by `cargo xtask generate`; do not edit.

import type { Members, Misfit } from "../fields.js";
import * as is from "../fields.js";
import type { GENERATIONS } from "./provider.js";

/** Checks, and brings up to date, the data of one event type in one form of the body. */
export interface Reader {
  /** What does not fit, if anything: the path below the data, and the complaint. */
  readonly check: (data: unknown) => Misfit;
  /** Data that fits, under today's names; absent where it has them anyway. */
  readonly renew?: (data: Members) => Members;
}

function checkAddress2(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.email)) !== undefined) return is.below(".email", misfit);
  if (value.name != null && (misfit = is.string(value.name)) !== undefined) return is.below(".name", misfit);
  return undefined;
}

function checkAttachment2(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.attachmentId)) !== undefined) return is.below(".attachmentId", misfit);
  if ((misfit = is.integer(value.attachmentIndex)) !== undefined) return is.below(".attachmentIndex", misfit);
  if ((misfit = is.string(value.filename)) !== undefined) return is.below(".filename", misfit);
  if ((misfit = is.string(value.contentType)) !== undefined) return is.below(".contentType", misfit);
  if ((misfit = is.integer(value.size)) !== undefined) return is.below(".size", misfit);
  return undefined;
}

function checkContactCreated2(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if (value.contactId != null && (misfit = is.string(value.contactId)) !== undefined) return is.below(".contactId", misfit);
  if (value.email != null && (misfit = is.string(value.email)) !== undefined) return is.below(".email", misfit);
  if (value.name != null && (misfit = is.string(value.name)) !== undefined) return is.below(".name", misfit);
  return undefined;
}

function checkContactDeleted2(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if (value.contactId != null && (misfit = is.string(value.contactId)) !== undefined) return is.below(".contactId", misfit);
  if (value.email != null && (misfit = is.string(value.email)) !== undefined) return is.below(".email", misfit);
  return undefined;
}

function checkContactUpdated2(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if (value.contactId != null && (misfit = is.string(value.contactId)) !== undefined) return is.below(".contactId", misfit);
  if (value.email != null && (misfit = is.string(value.email)) !== undefined) return is.below(".email", misfit);
  if (value.name != null && (misfit = is.string(value.name)) !== undefined) return is.below(".name", misfit);
  if (value.changedFields != null && (misfit = is.list(value.changedFields, is.string)) !== undefined) return is.below(".changedFields", misfit);
  return undefined;
}

function checkEmailBounced2(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if ((misfit = is.string(value.from)) !== undefined) return is.below(".from", misfit);
  if ((misfit = checkAddress2(value.to)) !== undefined) return is.below(".to", misfit);
  if ((misfit = is.string(value.subject)) !== undefined) return is.below(".subject", misfit);
  if ((misfit = is.boolean(value.test)) !== undefined) return is.below(".test", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  if (value.templateId != null && (misfit = is.string(value.templateId)) !== undefined) return is.below(".templateId", misfit);
  if (value.workflowAutomationId != null && (misfit = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", misfit);
  if (value.batchId != null && (misfit = is.string(value.batchId)) !== undefined) return is.below(".batchId", misfit);
  if (value.bounceType != null && (misfit = is.string(value.bounceType)) !== undefined) return is.below(".bounceType", misfit);
  if (value.bounceSubType != null && (misfit = is.string(value.bounceSubType)) !== undefined) return is.below(".bounceSubType", misfit);
  if (value.reason != null && (misfit = is.string(value.reason)) !== undefined) return is.below(".reason", misfit);
  return undefined;
}

function checkEmailClicked2(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if ((misfit = is.string(value.from)) !== undefined) return is.below(".from", misfit);
  if ((misfit = checkAddress2(value.to)) !== undefined) return is.below(".to", misfit);
  if ((misfit = is.string(value.subject)) !== undefined) return is.below(".subject", misfit);
  if ((misfit = is.boolean(value.test)) !== undefined) return is.below(".test", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  if (value.templateId != null && (misfit = is.string(value.templateId)) !== undefined) return is.below(".templateId", misfit);
  if (value.workflowAutomationId != null && (misfit = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", misfit);
  if (value.batchId != null && (misfit = is.string(value.batchId)) !== undefined) return is.below(".batchId", misfit);
  if (value.clickedUrl != null && (misfit = is.string(value.clickedUrl)) !== undefined) return is.below(".clickedUrl", misfit);
  return undefined;
}

function checkEmailDeferred2(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if ((misfit = is.string(value.from)) !== undefined) return is.below(".from", misfit);
  if ((misfit = checkAddress2(value.to)) !== undefined) return is.below(".to", misfit);
  if ((misfit = is.string(value.subject)) !== undefined) return is.below(".subject", misfit);
  if ((misfit = is.boolean(value.test)) !== undefined) return is.below(".test", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  if (value.templateId != null && (misfit = is.string(value.templateId)) !== undefined) return is.below(".templateId", misfit);
  if (value.workflowAutomationId != null && (misfit = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", misfit);
  if (value.batchId != null && (misfit = is.string(value.batchId)) !== undefined) return is.below(".batchId", misfit);
  if (value.delayType != null && (misfit = is.string(value.delayType)) !== undefined) return is.below(".delayType", misfit);
  if (value.delayReason != null && (misfit = is.string(value.delayReason)) !== undefined) return is.below(".delayReason", misfit);
  if (value.expirationTime != null && (misfit = is.time(value.expirationTime)) !== undefined) return is.below(".expirationTime", misfit);
  return undefined;
}

function checkEmailDelivered2(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if ((misfit = is.string(value.from)) !== undefined) return is.below(".from", misfit);
  if ((misfit = checkAddress2(value.to)) !== undefined) return is.below(".to", misfit);
  if ((misfit = is.string(value.subject)) !== undefined) return is.below(".subject", misfit);
  if ((misfit = is.boolean(value.test)) !== undefined) return is.below(".test", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  if (value.templateId != null && (misfit = is.string(value.templateId)) !== undefined) return is.below(".templateId", misfit);
  if (value.workflowAutomationId != null && (misfit = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", misfit);
  if (value.batchId != null && (misfit = is.string(value.batchId)) !== undefined) return is.below(".batchId", misfit);
  return undefined;
}

function checkEmailGroupResubscribed2(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.boolean(value.test)) !== undefined) return is.below(".test", misfit);
  if (value.emailId != null && (misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if (value.unsubscribeGroupId != null && (misfit = is.string(value.unsubscribeGroupId)) !== undefined) return is.below(".unsubscribeGroupId", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  return undefined;
}

function checkEmailGroupUnsubscribed2(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.boolean(value.test)) !== undefined) return is.below(".test", misfit);
  if (value.emailId != null && (misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  if (value.templateId != null && (misfit = is.string(value.templateId)) !== undefined) return is.below(".templateId", misfit);
  if (value.workflowAutomationId != null && (misfit = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", misfit);
  if (value.batchId != null && (misfit = is.string(value.batchId)) !== undefined) return is.below(".batchId", misfit);
  if (value.unsubscribeGroupId != null && (misfit = is.string(value.unsubscribeGroupId)) !== undefined) return is.below(".unsubscribeGroupId", misfit);
  return undefined;
}

function checkEmailOpened2(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if ((misfit = is.string(value.from)) !== undefined) return is.below(".from", misfit);
  if ((misfit = checkAddress2(value.to)) !== undefined) return is.below(".to", misfit);
  if ((misfit = is.string(value.subject)) !== undefined) return is.below(".subject", misfit);
  if ((misfit = is.boolean(value.test)) !== undefined) return is.below(".test", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  if (value.templateId != null && (misfit = is.string(value.templateId)) !== undefined) return is.below(".templateId", misfit);
  if (value.workflowAutomationId != null && (misfit = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", misfit);
  if (value.batchId != null && (misfit = is.string(value.batchId)) !== undefined) return is.below(".batchId", misfit);
  return undefined;
}

function checkEmailReceived2(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.inboundEmailId)) !== undefined) return is.below(".inboundEmailId", misfit);
  if ((misfit = checkAddress2(value.from)) !== undefined) return is.below(".from", misfit);
  if ((misfit = is.list(value.to, checkAddress2)) !== undefined) return is.below(".to", misfit);
  if ((misfit = is.list(value.cc, checkAddress2)) !== undefined) return is.below(".cc", misfit);
  if ((misfit = is.string(value.subject)) !== undefined) return is.below(".subject", misfit);
  if ((misfit = is.list(value.attachments, checkAttachment2)) !== undefined) return is.below(".attachments", misfit);
  if ((misfit = is.string(value.spamVerdict)) !== undefined) return is.below(".spamVerdict", misfit);
  if ((misfit = is.string(value.virusVerdict)) !== undefined) return is.below(".virusVerdict", misfit);
  if ((misfit = is.time(value.receivedAt)) !== undefined) return is.below(".receivedAt", misfit);
  if (value.threadId != null && (misfit = is.string(value.threadId)) !== undefined) return is.below(".threadId", misfit);
  if (value.inReplyToEmailActivityId != null && (misfit = is.string(value.inReplyToEmailActivityId)) !== undefined) return is.below(".inReplyToEmailActivityId", misfit);
  if (value.inReplyToInboundEmailId != null && (misfit = is.string(value.inReplyToInboundEmailId)) !== undefined) return is.below(".inReplyToInboundEmailId", misfit);
  return undefined;
}

function checkEmailSent2(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if ((misfit = is.string(value.from)) !== undefined) return is.below(".from", misfit);
  if ((misfit = checkAddress2(value.to)) !== undefined) return is.below(".to", misfit);
  if ((misfit = is.string(value.subject)) !== undefined) return is.below(".subject", misfit);
  if ((misfit = is.boolean(value.test)) !== undefined) return is.below(".test", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  if (value.templateId != null && (misfit = is.string(value.templateId)) !== undefined) return is.below(".templateId", misfit);
  if (value.workflowAutomationId != null && (misfit = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", misfit);
  if (value.batchId != null && (misfit = is.string(value.batchId)) !== undefined) return is.below(".batchId", misfit);
  return undefined;
}

function checkEmailSpamReported2(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if ((misfit = is.string(value.from)) !== undefined) return is.below(".from", misfit);
  if ((misfit = checkAddress2(value.to)) !== undefined) return is.below(".to", misfit);
  if ((misfit = is.string(value.subject)) !== undefined) return is.below(".subject", misfit);
  if ((misfit = is.boolean(value.test)) !== undefined) return is.below(".test", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  if (value.templateId != null && (misfit = is.string(value.templateId)) !== undefined) return is.below(".templateId", misfit);
  if (value.workflowAutomationId != null && (misfit = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", misfit);
  if (value.batchId != null && (misfit = is.string(value.batchId)) !== undefined) return is.below(".batchId", misfit);
  if (value.complaintType != null && (misfit = is.string(value.complaintType)) !== undefined) return is.below(".complaintType", misfit);
  return undefined;
}

function checkEmailUnsubscribed2(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.boolean(value.test)) !== undefined) return is.below(".test", misfit);
  if (value.emailId != null && (misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  if (value.templateId != null && (misfit = is.string(value.templateId)) !== undefined) return is.below(".templateId", misfit);
  if (value.workflowAutomationId != null && (misfit = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", misfit);
  if (value.batchId != null && (misfit = is.string(value.batchId)) !== undefined) return is.below(".batchId", misfit);
  return undefined;
}

function checkAddress1(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.email)) !== undefined) return is.below(".email", misfit);
  if (value.name != null && (misfit = is.string(value.name)) !== undefined) return is.below(".name", misfit);
  return undefined;
}

function renewAddress1(value: Members): Members {
  const renewed: Members = { ...value };
  return renewed;
}

function checkAttachment1(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.attachmentId)) !== undefined) return is.below(".attachmentId", misfit);
  if ((misfit = is.integer(value.attachmentIndex)) !== undefined) return is.below(".attachmentIndex", misfit);
  if ((misfit = is.string(value.filename)) !== undefined) return is.below(".filename", misfit);
  if ((misfit = is.string(value.contentType)) !== undefined) return is.below(".contentType", misfit);
  if ((misfit = is.integer(value.size)) !== undefined) return is.below(".size", misfit);
  return undefined;
}

function renewAttachment1(value: Members): Members {
  const renewed: Members = { ...value };
  return renewed;
}

function checkContactCreated1(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if (value.contactId != null && (misfit = is.string(value.contactId)) !== undefined) return is.below(".contactId", misfit);
  if (value.email != null && (misfit = is.string(value.email)) !== undefined) return is.below(".email", misfit);
  if (value.userId != null && (misfit = is.string(value.userId)) !== undefined) return is.below(".userId", misfit);
  if (value.firstName != null && (misfit = is.string(value.firstName)) !== undefined) return is.below(".firstName", misfit);
  if (value.lastName != null && (misfit = is.string(value.lastName)) !== undefined) return is.below(".lastName", misfit);
  if (value.createdAt != null && (misfit = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", misfit);
  return undefined;
}

function renewContactCreated1(value: Members): Members {
  const renewed: Members = { ...value };
  return renewed;
}

function checkContactDeleted1(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if (value.contactId != null && (misfit = is.string(value.contactId)) !== undefined) return is.below(".contactId", misfit);
  if (value.email != null && (misfit = is.string(value.email)) !== undefined) return is.below(".email", misfit);
  if (value.deletedAt != null && (misfit = is.time(value.deletedAt)) !== undefined) return is.below(".deletedAt", misfit);
  if (value.userId != null && (misfit = is.string(value.userId)) !== undefined) return is.below(".userId", misfit);
  if (value.firstName != null && (misfit = is.string(value.firstName)) !== undefined) return is.below(".firstName", misfit);
  if (value.lastName != null && (misfit = is.string(value.lastName)) !== undefined) return is.below(".lastName", misfit);
  if (value.createdAt != null && (misfit = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", misfit);
  return undefined;
}

function renewContactDeleted1(value: Members): Members {
  const renewed: Members = { ...value };
  return renewed;
}

function checkContactUpdated1(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if (value.contactId != null && (misfit = is.string(value.contactId)) !== undefined) return is.below(".contactId", misfit);
  if (value.email != null && (misfit = is.string(value.email)) !== undefined) return is.below(".email", misfit);
  if (value.updatedAt != null && (misfit = is.time(value.updatedAt)) !== undefined) return is.below(".updatedAt", misfit);
  if (value.userId != null && (misfit = is.string(value.userId)) !== undefined) return is.below(".userId", misfit);
  if (value.firstName != null && (misfit = is.string(value.firstName)) !== undefined) return is.below(".firstName", misfit);
  if (value.lastName != null && (misfit = is.string(value.lastName)) !== undefined) return is.below(".lastName", misfit);
  if (value.createdAt != null && (misfit = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", misfit);
  return undefined;
}

function renewContactUpdated1(value: Members): Members {
  const renewed: Members = { ...value };
  return renewed;
}

function checkEmailBounced1(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if ((misfit = is.string(value.from)) !== undefined) return is.below(".from", misfit);
  if ((misfit = checkAddress1(value.to)) !== undefined) return is.below(".to", misfit);
  if ((misfit = is.string(value.subject)) !== undefined) return is.below(".subject", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  if (value.templateId != null && (misfit = is.string(value.templateId)) !== undefined) return is.below(".templateId", misfit);
  if (value.createdAt != null && (misfit = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", misfit);
  if (value.timestamp != null && (misfit = is.time(value.timestamp)) !== undefined) return is.below(".timestamp", misfit);
  if (value.bounceType != null && (misfit = is.string(value.bounceType)) !== undefined) return is.below(".bounceType", misfit);
  if (value.bounceSubType != null && (misfit = is.string(value.bounceSubType)) !== undefined) return is.below(".bounceSubType", misfit);
  if (value.bounceReason != null && (misfit = is.string(value.bounceReason)) !== undefined) return is.below(".bounceReason", misfit);
  if (value.bouncedAt != null && (misfit = is.time(value.bouncedAt)) !== undefined) return is.below(".bouncedAt", misfit);
  return undefined;
}

function renewEmailBounced1(value: Members): Members {
  const renewed: Members = { ...value };
  if (value["to"]) renewed["to"] = renewAddress1(value["to"] as Members);
  renewed["test"] = false;
  is.rename(renewed, "bounceReason", "reason");
  return renewed;
}

function checkEmailClicked1(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if ((misfit = is.string(value.from)) !== undefined) return is.below(".from", misfit);
  if ((misfit = checkAddress1(value.to)) !== undefined) return is.below(".to", misfit);
  if ((misfit = is.string(value.subject)) !== undefined) return is.below(".subject", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  if (value.templateId != null && (misfit = is.string(value.templateId)) !== undefined) return is.below(".templateId", misfit);
  if (value.createdAt != null && (misfit = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", misfit);
  if (value.timestamp != null && (misfit = is.time(value.timestamp)) !== undefined) return is.below(".timestamp", misfit);
  if (value.clickedUrl != null && (misfit = is.string(value.clickedUrl)) !== undefined) return is.below(".clickedUrl", misfit);
  return undefined;
}

function renewEmailClicked1(value: Members): Members {
  const renewed: Members = { ...value };
  if (value["to"]) renewed["to"] = renewAddress1(value["to"] as Members);
  renewed["test"] = false;
  return renewed;
}

function checkEmailDeferred1(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if ((misfit = is.string(value.from)) !== undefined) return is.below(".from", misfit);
  if ((misfit = checkAddress1(value.to)) !== undefined) return is.below(".to", misfit);
  if ((misfit = is.string(value.subject)) !== undefined) return is.below(".subject", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  if (value.templateId != null && (misfit = is.string(value.templateId)) !== undefined) return is.below(".templateId", misfit);
  if (value.createdAt != null && (misfit = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", misfit);
  if (value.timestamp != null && (misfit = is.time(value.timestamp)) !== undefined) return is.below(".timestamp", misfit);
  if (value.delayType != null && (misfit = is.string(value.delayType)) !== undefined) return is.below(".delayType", misfit);
  if (value.delayReason != null && (misfit = is.string(value.delayReason)) !== undefined) return is.below(".delayReason", misfit);
  if (value.expirationTime != null && (misfit = is.time(value.expirationTime)) !== undefined) return is.below(".expirationTime", misfit);
  return undefined;
}

function renewEmailDeferred1(value: Members): Members {
  const renewed: Members = { ...value };
  if (value["to"]) renewed["to"] = renewAddress1(value["to"] as Members);
  renewed["test"] = false;
  return renewed;
}

function checkEmailDelivered1(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if ((misfit = is.string(value.from)) !== undefined) return is.below(".from", misfit);
  if ((misfit = checkAddress1(value.to)) !== undefined) return is.below(".to", misfit);
  if ((misfit = is.string(value.subject)) !== undefined) return is.below(".subject", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  if (value.templateId != null && (misfit = is.string(value.templateId)) !== undefined) return is.below(".templateId", misfit);
  if (value.createdAt != null && (misfit = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", misfit);
  if (value.timestamp != null && (misfit = is.time(value.timestamp)) !== undefined) return is.below(".timestamp", misfit);
  if (value.deliveredAt != null && (misfit = is.time(value.deliveredAt)) !== undefined) return is.below(".deliveredAt", misfit);
  return undefined;
}

function renewEmailDelivered1(value: Members): Members {
  const renewed: Members = { ...value };
  if (value["to"]) renewed["to"] = renewAddress1(value["to"] as Members);
  renewed["test"] = false;
  return renewed;
}

function checkEmailGroupResubscribed1(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if (value.emailId != null && (misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if (value.unsubscribeGroupId != null && (misfit = is.string(value.unsubscribeGroupId)) !== undefined) return is.below(".unsubscribeGroupId", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  return undefined;
}

function renewEmailGroupResubscribed1(value: Members): Members {
  const renewed: Members = { ...value };
  renewed["test"] = false;
  return renewed;
}

function checkEmailGroupUnsubscribed1(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if (value.emailId != null && (misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  if (value.templateId != null && (misfit = is.string(value.templateId)) !== undefined) return is.below(".templateId", misfit);
  if (value.workflowAutomationId != null && (misfit = is.string(value.workflowAutomationId)) !== undefined) return is.below(".workflowAutomationId", misfit);
  if (value.batchId != null && (misfit = is.string(value.batchId)) !== undefined) return is.below(".batchId", misfit);
  if (value.unsubscribeGroupId != null && (misfit = is.string(value.unsubscribeGroupId)) !== undefined) return is.below(".unsubscribeGroupId", misfit);
  return undefined;
}

function renewEmailGroupUnsubscribed1(value: Members): Members {
  const renewed: Members = { ...value };
  renewed["test"] = false;
  return renewed;
}

function checkEmailOpened1(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if ((misfit = is.string(value.from)) !== undefined) return is.below(".from", misfit);
  if ((misfit = checkAddress1(value.to)) !== undefined) return is.below(".to", misfit);
  if ((misfit = is.string(value.subject)) !== undefined) return is.below(".subject", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  if (value.templateId != null && (misfit = is.string(value.templateId)) !== undefined) return is.below(".templateId", misfit);
  if (value.createdAt != null && (misfit = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", misfit);
  if (value.timestamp != null && (misfit = is.time(value.timestamp)) !== undefined) return is.below(".timestamp", misfit);
  if (value.openedAt != null && (misfit = is.time(value.openedAt)) !== undefined) return is.below(".openedAt", misfit);
  return undefined;
}

function renewEmailOpened1(value: Members): Members {
  const renewed: Members = { ...value };
  if (value["to"]) renewed["to"] = renewAddress1(value["to"] as Members);
  renewed["test"] = false;
  return renewed;
}

function checkEmailReceived1(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.inboundEmailId)) !== undefined) return is.below(".inboundEmailId", misfit);
  if ((misfit = checkAddress1(value.from)) !== undefined) return is.below(".from", misfit);
  if ((misfit = is.list(value.to, checkAddress1)) !== undefined) return is.below(".to", misfit);
  if ((misfit = is.list(value.cc, checkAddress1)) !== undefined) return is.below(".cc", misfit);
  if ((misfit = is.string(value.subject)) !== undefined) return is.below(".subject", misfit);
  if ((misfit = is.list(value.attachments, checkAttachment1)) !== undefined) return is.below(".attachments", misfit);
  if ((misfit = is.string(value.spamVerdict)) !== undefined) return is.below(".spamVerdict", misfit);
  if ((misfit = is.string(value.virusVerdict)) !== undefined) return is.below(".virusVerdict", misfit);
  if ((misfit = is.time(value.receivedAt)) !== undefined) return is.below(".receivedAt", misfit);
  if (value.threadId != null && (misfit = is.string(value.threadId)) !== undefined) return is.below(".threadId", misfit);
  if (value.inReplyToEmailActivityId != null && (misfit = is.string(value.inReplyToEmailActivityId)) !== undefined) return is.below(".inReplyToEmailActivityId", misfit);
  if (value.inReplyToInboundEmailId != null && (misfit = is.string(value.inReplyToInboundEmailId)) !== undefined) return is.below(".inReplyToInboundEmailId", misfit);
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

function checkEmailSent1(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if ((misfit = is.string(value.from)) !== undefined) return is.below(".from", misfit);
  if ((misfit = checkAddress1(value.to)) !== undefined) return is.below(".to", misfit);
  if ((misfit = is.string(value.subject)) !== undefined) return is.below(".subject", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  if (value.templateId != null && (misfit = is.string(value.templateId)) !== undefined) return is.below(".templateId", misfit);
  if (value.createdAt != null && (misfit = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", misfit);
  if (value.timestamp != null && (misfit = is.time(value.timestamp)) !== undefined) return is.below(".timestamp", misfit);
  return undefined;
}

function renewEmailSent1(value: Members): Members {
  const renewed: Members = { ...value };
  if (value["to"]) renewed["to"] = renewAddress1(value["to"] as Members);
  renewed["test"] = false;
  return renewed;
}

function checkEmailSpamReported1(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if ((misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if ((misfit = is.string(value.from)) !== undefined) return is.below(".from", misfit);
  if ((misfit = checkAddress1(value.to)) !== undefined) return is.below(".to", misfit);
  if ((misfit = is.string(value.subject)) !== undefined) return is.below(".subject", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  if (value.templateId != null && (misfit = is.string(value.templateId)) !== undefined) return is.below(".templateId", misfit);
  if (value.createdAt != null && (misfit = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", misfit);
  if (value.timestamp != null && (misfit = is.time(value.timestamp)) !== undefined) return is.below(".timestamp", misfit);
  if (value.complaintType != null && (misfit = is.string(value.complaintType)) !== undefined) return is.below(".complaintType", misfit);
  return undefined;
}

function renewEmailSpamReported1(value: Members): Members {
  const renewed: Members = { ...value };
  if (value["to"]) renewed["to"] = renewAddress1(value["to"] as Members);
  renewed["test"] = false;
  return renewed;
}

function checkEmailUnsubscribed1(value: unknown): Misfit {
  if (!is.object(value)) return is.wrong(value, "an object");
  let misfit: Misfit;
  if (value.emailId != null && (misfit = is.string(value.emailId)) !== undefined) return is.below(".emailId", misfit);
  if (value.campaignId != null && (misfit = is.string(value.campaignId)) !== undefined) return is.below(".campaignId", misfit);
  if (value.templateId != null && (misfit = is.string(value.templateId)) !== undefined) return is.below(".templateId", misfit);
  if (value.email != null && (misfit = is.string(value.email)) !== undefined) return is.below(".email", misfit);
  if (value.unsubscribeGroupId != null && (misfit = is.string(value.unsubscribeGroupId)) !== undefined) return is.below(".unsubscribeGroupId", misfit);
  if (value.createdAt != null && (misfit = is.time(value.createdAt)) !== undefined) return is.below(".createdAt", misfit);
  if (value.suppressedAt != null && (misfit = is.time(value.suppressedAt)) !== undefined) return is.below(".suppressedAt", misfit);
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
