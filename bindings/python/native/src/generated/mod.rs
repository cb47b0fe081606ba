// Generated from schema/ by `cargo xtask generate`; do not edit.

//! What the events and the objects in them are made of, as their classes in Python have it.

use crate::{
    classes::{self, Class, ToPython},
    events::{RAW, TYPED},
    values,
};
use autosend_webhooks as core;
use pyo3::{prelude::*, sync::PyOnceLock};

open_enum!(BounceSubType);
open_enum!(BounceType);
open_enum!(ComplaintType);
open_enum!(DelayType);
open_enum!(Verdict);
object!(Address as "Address", {email: "email", name: "name", }, {2 => ["email", "name", ], 1 => ["email", "name", ], });
object!(Attachment as "Attachment", {attachment_id: "attachment_id", attachment_index: "attachment_index", filename: "filename", content_type: "content_type", size: "size", }, {2 => ["attachmentId", "attachmentIndex", "filename", "contentType", "size", ], 1 => ["attachmentId", "attachmentIndex", "filename", "contentType", "size", ], });
object!(ContactCreated as "ContactCreatedData", {contact_id: "contact_id", email: "email", name: "name", user_id: "user_id", first_name: "first_name", last_name: "last_name", created_at: "created_at", }, {2 => ["contactId", "email", "name", ], 1 => ["contactId", "email", "userId", "firstName", "lastName", "createdAt", ], });
object!(ContactDeleted as "ContactDeletedData", {contact_id: "contact_id", email: "email", deleted_at: "deleted_at", user_id: "user_id", first_name: "first_name", last_name: "last_name", created_at: "created_at", }, {2 => ["contactId", "email", ], 1 => ["contactId", "email", "deletedAt", "userId", "firstName", "lastName", "createdAt", ], });
object!(ContactUpdated as "ContactUpdatedData", {contact_id: "contact_id", email: "email", name: "name", changed_fields: "changed_fields", updated_at: "updated_at", user_id: "user_id", first_name: "first_name", last_name: "last_name", created_at: "created_at", }, {2 => ["contactId", "email", "name", "changedFields", ], 1 => ["contactId", "email", "updatedAt", "userId", "firstName", "lastName", "createdAt", ], });
object!(EmailBounced as "EmailBouncedData", {email_id: "email_id", from: "from_", to: "to", subject: "subject", test: "test", campaign_id: "campaign_id", template_id: "template_id", workflow_automation_id: "workflow_automation_id", batch_id: "batch_id", created_at: "created_at", timestamp: "timestamp", bounce_type: "bounce_type", bounce_sub_type: "bounce_sub_type", reason: "reason", bounced_at: "bounced_at", }, {2 => ["emailId", "from", "to", "subject", "test", "campaignId", "templateId", "workflowAutomationId", "batchId", "bounceType", "bounceSubType", "reason", ], 1 => ["emailId", "from", "to", "subject", "campaignId", "templateId", "createdAt", "timestamp", "bounceType", "bounceSubType", "bounceReason", "bouncedAt", ], });
object!(EmailClicked as "EmailClickedData", {email_id: "email_id", from: "from_", to: "to", subject: "subject", test: "test", campaign_id: "campaign_id", template_id: "template_id", workflow_automation_id: "workflow_automation_id", batch_id: "batch_id", created_at: "created_at", timestamp: "timestamp", clicked_url: "clicked_url", }, {2 => ["emailId", "from", "to", "subject", "test", "campaignId", "templateId", "workflowAutomationId", "batchId", "clickedUrl", ], 1 => ["emailId", "from", "to", "subject", "campaignId", "templateId", "createdAt", "timestamp", "clickedUrl", ], });
object!(EmailDeferred as "EmailDeferredData", {email_id: "email_id", from: "from_", to: "to", subject: "subject", test: "test", campaign_id: "campaign_id", template_id: "template_id", workflow_automation_id: "workflow_automation_id", batch_id: "batch_id", created_at: "created_at", timestamp: "timestamp", delay_type: "delay_type", delay_reason: "delay_reason", expiration_time: "expiration_time", }, {2 => ["emailId", "from", "to", "subject", "test", "campaignId", "templateId", "workflowAutomationId", "batchId", "delayType", "delayReason", "expirationTime", ], 1 => ["emailId", "from", "to", "subject", "campaignId", "templateId", "createdAt", "timestamp", "delayType", "delayReason", "expirationTime", ], });
object!(EmailDelivered as "EmailDeliveredData", {email_id: "email_id", from: "from_", to: "to", subject: "subject", test: "test", campaign_id: "campaign_id", template_id: "template_id", workflow_automation_id: "workflow_automation_id", batch_id: "batch_id", created_at: "created_at", timestamp: "timestamp", delivered_at: "delivered_at", }, {2 => ["emailId", "from", "to", "subject", "test", "campaignId", "templateId", "workflowAutomationId", "batchId", ], 1 => ["emailId", "from", "to", "subject", "campaignId", "templateId", "createdAt", "timestamp", "deliveredAt", ], });
object!(EmailGroupResubscribed as "EmailGroupResubscribedData", {test: "test", email_id: "email_id", unsubscribe_group_id: "unsubscribe_group_id", campaign_id: "campaign_id", }, {2 => ["test", "emailId", "unsubscribeGroupId", "campaignId", ], 1 => ["emailId", "unsubscribeGroupId", "campaignId", ], });
object!(EmailGroupUnsubscribed as "EmailGroupUnsubscribedData", {test: "test", email_id: "email_id", campaign_id: "campaign_id", template_id: "template_id", workflow_automation_id: "workflow_automation_id", batch_id: "batch_id", unsubscribe_group_id: "unsubscribe_group_id", }, {2 => ["test", "emailId", "campaignId", "templateId", "workflowAutomationId", "batchId", "unsubscribeGroupId", ], 1 => ["emailId", "campaignId", "templateId", "workflowAutomationId", "batchId", "unsubscribeGroupId", ], });
object!(EmailOpened as "EmailOpenedData", {email_id: "email_id", from: "from_", to: "to", subject: "subject", test: "test", campaign_id: "campaign_id", template_id: "template_id", workflow_automation_id: "workflow_automation_id", batch_id: "batch_id", created_at: "created_at", timestamp: "timestamp", opened_at: "opened_at", }, {2 => ["emailId", "from", "to", "subject", "test", "campaignId", "templateId", "workflowAutomationId", "batchId", ], 1 => ["emailId", "from", "to", "subject", "campaignId", "templateId", "createdAt", "timestamp", "openedAt", ], });
object!(EmailReceived as "EmailReceivedData", {inbound_email_id: "inbound_email_id", from: "from_", to: "to", cc: "cc", subject: "subject", attachments: "attachments", spam_verdict: "spam_verdict", virus_verdict: "virus_verdict", received_at: "received_at", thread_id: "thread_id", in_reply_to_email_activity_id: "in_reply_to_email_activity_id", in_reply_to_inbound_email_id: "in_reply_to_inbound_email_id", }, {2 => ["inboundEmailId", "from", "to", "cc", "subject", "attachments", "spamVerdict", "virusVerdict", "receivedAt", "threadId", "inReplyToEmailActivityId", "inReplyToInboundEmailId", ], 1 => ["inboundEmailId", "from", "to", "cc", "subject", "attachments", "spamVerdict", "virusVerdict", "receivedAt", "threadId", "inReplyToEmailActivityId", "inReplyToInboundEmailId", ], });
object!(EmailSent as "EmailSentData", {email_id: "email_id", from: "from_", to: "to", subject: "subject", test: "test", campaign_id: "campaign_id", template_id: "template_id", workflow_automation_id: "workflow_automation_id", batch_id: "batch_id", created_at: "created_at", timestamp: "timestamp", }, {2 => ["emailId", "from", "to", "subject", "test", "campaignId", "templateId", "workflowAutomationId", "batchId", ], 1 => ["emailId", "from", "to", "subject", "campaignId", "templateId", "createdAt", "timestamp", ], });
object!(EmailSpamReported as "EmailSpamReportedData", {email_id: "email_id", from: "from_", to: "to", subject: "subject", test: "test", campaign_id: "campaign_id", template_id: "template_id", workflow_automation_id: "workflow_automation_id", batch_id: "batch_id", created_at: "created_at", timestamp: "timestamp", complaint_type: "complaint_type", }, {2 => ["emailId", "from", "to", "subject", "test", "campaignId", "templateId", "workflowAutomationId", "batchId", "complaintType", ], 1 => ["emailId", "from", "to", "subject", "campaignId", "templateId", "createdAt", "timestamp", "complaintType", ], });
object!(EmailUnsubscribed as "EmailUnsubscribedData", {test: "test", email_id: "email_id", campaign_id: "campaign_id", template_id: "template_id", workflow_automation_id: "workflow_automation_id", batch_id: "batch_id", email: "email", unsubscribe_group_id: "unsubscribe_group_id", created_at: "created_at", suppressed_at: "suppressed_at", }, {2 => ["test", "emailId", "campaignId", "templateId", "workflowAutomationId", "batchId", ], 1 => ["emailId", "campaignId", "templateId", "email", "unsubscribeGroupId", "createdAt", "suppressedAt", ], });

/// The class of an event.
pub fn class(py: Python<'_>, event: &core::Event<'_>) -> PyResult<&'static Class> {
    match event {
        core::Event::EmailSent(_) => event_class!(py, "EmailSent", TYPED),
        core::Event::EmailDelivered(_) => event_class!(py, "EmailDelivered", TYPED),
        core::Event::EmailDeferred(_) => event_class!(py, "EmailDeferred", TYPED),
        core::Event::EmailBounced(_) => event_class!(py, "EmailBounced", TYPED),
        core::Event::EmailOpened(_) => event_class!(py, "EmailOpened", TYPED),
        core::Event::EmailClicked(_) => event_class!(py, "EmailClicked", TYPED),
        core::Event::EmailSpamReported(_) => event_class!(py, "EmailSpamReported", TYPED),
        core::Event::EmailUnsubscribed(_) => event_class!(py, "EmailUnsubscribed", TYPED),
        core::Event::EmailGroupUnsubscribed(_) => event_class!(py, "EmailGroupUnsubscribed", TYPED),
        core::Event::EmailGroupResubscribed(_) => event_class!(py, "EmailGroupResubscribed", TYPED),
        core::Event::ContactCreated(_) => event_class!(py, "ContactCreated", TYPED),
        core::Event::ContactUpdated(_) => event_class!(py, "ContactUpdated", TYPED),
        core::Event::ContactDeleted(_) => event_class!(py, "ContactDeleted", TYPED),
        core::Event::EmailReceived(_) => event_class!(py, "EmailReceived", TYPED),
        core::Event::Unknown(_) => event_class!(py, "Unknown", RAW[..5]),
        core::Event::Invalid(_) => event_class!(py, "Invalid", RAW),
    }
}

/// The data of an event of a known type, and the members beside it.
pub fn data<'py>(py: Python<'py>, event: &core::Event<'_>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>)> {
    let generation = event.generation().number();
    let (data, extra) = match event {
        core::Event::EmailSent(event) => (event.data.to_python(py, generation), classes::extra(py, &event.extra, &[])),
        core::Event::EmailDelivered(event) => (event.data.to_python(py, generation), classes::extra(py, &event.extra, &[])),
        core::Event::EmailDeferred(event) => (event.data.to_python(py, generation), classes::extra(py, &event.extra, &[])),
        core::Event::EmailBounced(event) => (event.data.to_python(py, generation), classes::extra(py, &event.extra, &[])),
        core::Event::EmailOpened(event) => (event.data.to_python(py, generation), classes::extra(py, &event.extra, &[])),
        core::Event::EmailClicked(event) => (event.data.to_python(py, generation), classes::extra(py, &event.extra, &[])),
        core::Event::EmailSpamReported(event) => (event.data.to_python(py, generation), classes::extra(py, &event.extra, &[])),
        core::Event::EmailUnsubscribed(event) => (event.data.to_python(py, generation), classes::extra(py, &event.extra, &[])),
        core::Event::EmailGroupUnsubscribed(event) => (event.data.to_python(py, generation), classes::extra(py, &event.extra, &[])),
        core::Event::EmailGroupResubscribed(event) => (event.data.to_python(py, generation), classes::extra(py, &event.extra, &[])),
        core::Event::ContactCreated(event) => (event.data.to_python(py, generation), classes::extra(py, &event.extra, &[])),
        core::Event::ContactUpdated(event) => (event.data.to_python(py, generation), classes::extra(py, &event.extra, &[])),
        core::Event::ContactDeleted(event) => (event.data.to_python(py, generation), classes::extra(py, &event.extra, &[])),
        core::Event::EmailReceived(event) => (event.data.to_python(py, generation), classes::extra(py, &event.extra, &[])),
        core::Event::Unknown(_) | core::Event::Invalid(_) => return Ok((py.None().into_bound(py), py.None().into_bound(py))),
    };
    Ok((data?, extra?))
}
