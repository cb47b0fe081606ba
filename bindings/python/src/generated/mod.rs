// Generated from schema/ by `cargo xtask generate`; do not edit.

//! The classes of the events and of what they are made of.

use crate::{
    delivery::Shared,
    events,
    values::{self, ToPython},
};
use autosend_webhooks as core;
use pyo3::{
    IntoPyObjectExt, intern,
    prelude::*,
    sync::PyOnceLock,
    types::{PyBytes, PyDict, PyString, PyTuple},
};
use std::sync::OnceLock;

open_enum!(BounceSubType);
open_enum!(BounceType);
open_enum!(ComplaintType);
open_enum!(DelayType);
open_enum!(Verdict);

object_class! {
    Address of Address, "An address with the name that goes with it.",
    members {
        2: ["email", "name",];
        1: ["email", "name",];
    }
    values {
        "The e-mail address." email as email;
        "The display name, if there is one." name as name;
    }
    objects {
    }
    lists {
    }
}

object_class! {
    Attachment of Attachment, "A file attached to an inbound message.",
    members {
        2: ["attachmentId", "attachmentIndex", "filename", "contentType", "size",];
        1: ["attachmentId", "attachmentIndex", "filename", "contentType", "size",];
    }
    values {
        "Id of the attachment." attachment_id as attachment_id;
        "Position among the message's attachments, from 0." attachment_index as attachment_index;
        "File name as the sender gave it: untrusted, never a path to write to." filename as filename;
        "Media type as the sender gave it." content_type as content_type;
        "Size in bytes." size as size;
    }
    objects {
    }
    lists {
    }
}

object_class! {
    ContactCreatedData of ContactCreated, "A contact was created. Custom properties are in `extra`.",
    members {
        2: ["contactId", "email", "name",];
        1: ["contactId", "email", "userId", "firstName", "lastName", "createdAt",];
    }
    values {
        "Id of the contact." contact_id as contact_id;
        "The contact's e-mail address." email as email;
        "The contact's name." name as name;
        "The id that your own system gave the contact (first generation)." user_id as user_id;
        "The first name (first generation)." first_name as first_name;
        "The last name (first generation)." last_name as last_name;
        "When the contact was created (first generation)." created_at as created_at;
    }
    objects {
    }
    lists {
    }
}

object_class! {
    ContactDeletedData of ContactDeleted, "A contact was deleted.",
    members {
        2: ["contactId", "email",];
        1: ["contactId", "email", "deletedAt", "userId", "firstName", "lastName", "createdAt",];
    }
    values {
        "Id of the contact." contact_id as contact_id;
        "The contact's e-mail address." email as email;
        "When the contact was deleted (first generation)." deleted_at as deleted_at;
        "The id that your own system gave the contact (first generation)." user_id as user_id;
        "The first name (first generation)." first_name as first_name;
        "The last name (first generation)." last_name as last_name;
        "When the contact was created (first generation)." created_at as created_at;
    }
    objects {
    }
    lists {
    }
}

object_class! {
    ContactUpdatedData of ContactUpdated, "A contact was changed. Custom properties are in `extra`.",
    members {
        2: ["contactId", "email", "name", "changedFields",];
        1: ["contactId", "email", "updatedAt", "userId", "firstName", "lastName", "createdAt",];
    }
    values {
        "Id of the contact." contact_id as contact_id;
        "The contact's e-mail address." email as email;
        "The contact's name." name as name;
        "The names of the fields that changed." changed_fields as changed_fields;
        "When the contact was changed (first generation)." updated_at as updated_at;
        "The id that your own system gave the contact (first generation)." user_id as user_id;
        "The first name (first generation)." first_name as first_name;
        "The last name (first generation)." last_name as last_name;
        "When the contact was created (first generation)." created_at as created_at;
    }
    objects {
    }
    lists {
    }
}

object_class! {
    EmailBouncedData of EmailBounced, "The recipient's mail server refused a message.",
    members {
        2: ["emailId", "from", "to", "subject", "test", "campaignId", "templateId", "workflowAutomationId", "batchId", "bounceType", "bounceSubType", "reason",];
        1: ["emailId", "from", "to", "subject", "campaignId", "templateId", "createdAt", "timestamp", "bounceType", "bounceSubType", "bounceReason", "bouncedAt",];
    }
    values {
        "Id of the message." email_id as email_id;
        "The sender's address." from as from_;
        "The subject line." subject as subject;
        "Whether it was a test message. First-generation bodies don't say: false." test as test;
        "Id of the campaign it belongs to." campaign_id as campaign_id;
        "Id of the template it was made from." template_id as template_id;
        "Id of the workflow automation that sent it." workflow_automation_id as workflow_automation_id;
        "Id of the batch it was sent in." batch_id as batch_id;
        "When the message was created (first generation)." created_at as created_at;
        "When the event happened (first generation)." timestamp as timestamp;
        "Permanent (hard) or transient (soft)." bounce_type as bounce_type;
        "What kind of bounce it is." bounce_sub_type as bounce_sub_type;
        "The mail server's words. First-generation bodies call it `bounceReason`." reason as reason;
        "When it bounced (first generation)." bounced_at as bounced_at;
    }
    objects {
        "The recipient." to as to: Address;
    }
    lists {
    }
}

object_class! {
    EmailClickedData of EmailClicked, "A recipient clicked a link in a message.",
    members {
        2: ["emailId", "from", "to", "subject", "test", "campaignId", "templateId", "workflowAutomationId", "batchId", "clickedUrl",];
        1: ["emailId", "from", "to", "subject", "campaignId", "templateId", "createdAt", "timestamp", "clickedUrl",];
    }
    values {
        "Id of the message." email_id as email_id;
        "The sender's address." from as from_;
        "The subject line." subject as subject;
        "Whether it was a test message. First-generation bodies don't say: false." test as test;
        "Id of the campaign it belongs to." campaign_id as campaign_id;
        "Id of the template it was made from." template_id as template_id;
        "Id of the workflow automation that sent it." workflow_automation_id as workflow_automation_id;
        "Id of the batch it was sent in." batch_id as batch_id;
        "When the message was created (first generation)." created_at as created_at;
        "When the event happened (first generation)." timestamp as timestamp;
        "The link's target." clicked_url as clicked_url;
    }
    objects {
        "The recipient." to as to: Address;
    }
    lists {
    }
}

object_class! {
    EmailDeferredData of EmailDeferred, "The recipient's mail server put a message off; it will be tried again.",
    members {
        2: ["emailId", "from", "to", "subject", "test", "campaignId", "templateId", "workflowAutomationId", "batchId", "delayType", "delayReason", "expirationTime",];
        1: ["emailId", "from", "to", "subject", "campaignId", "templateId", "createdAt", "timestamp", "delayType", "delayReason", "expirationTime",];
    }
    values {
        "Id of the message." email_id as email_id;
        "The sender's address." from as from_;
        "The subject line." subject as subject;
        "Whether it was a test message. First-generation bodies don't say: false." test as test;
        "Id of the campaign it belongs to." campaign_id as campaign_id;
        "Id of the template it was made from." template_id as template_id;
        "Id of the workflow automation that sent it." workflow_automation_id as workflow_automation_id;
        "Id of the batch it was sent in." batch_id as batch_id;
        "When the message was created (first generation)." created_at as created_at;
        "When the event happened (first generation)." timestamp as timestamp;
        "Why it is delayed." delay_type as delay_type;
        "The mail server's words." delay_reason as delay_reason;
        "When trying ends." expiration_time as expiration_time;
    }
    objects {
        "The recipient." to as to: Address;
    }
    lists {
    }
}

object_class! {
    EmailDeliveredData of EmailDelivered, "The recipient's mail server accepted a message.",
    members {
        2: ["emailId", "from", "to", "subject", "test", "campaignId", "templateId", "workflowAutomationId", "batchId",];
        1: ["emailId", "from", "to", "subject", "campaignId", "templateId", "createdAt", "timestamp", "deliveredAt",];
    }
    values {
        "Id of the message." email_id as email_id;
        "The sender's address." from as from_;
        "The subject line." subject as subject;
        "Whether it was a test message. First-generation bodies don't say: false." test as test;
        "Id of the campaign it belongs to." campaign_id as campaign_id;
        "Id of the template it was made from." template_id as template_id;
        "Id of the workflow automation that sent it." workflow_automation_id as workflow_automation_id;
        "Id of the batch it was sent in." batch_id as batch_id;
        "When the message was created (first generation)." created_at as created_at;
        "When the event happened (first generation)." timestamp as timestamp;
        "When it was delivered (first generation)." delivered_at as delivered_at;
    }
    objects {
        "The recipient." to as to: Address;
    }
    lists {
    }
}

object_class! {
    EmailGroupResubscribedData of EmailGroupResubscribed, "A recipient subscribed to a group of messages again.",
    members {
        2: ["test", "emailId", "unsubscribeGroupId", "campaignId",];
        1: ["emailId", "unsubscribeGroupId", "campaignId",];
    }
    values {
        "Whether it came from a test message." test as test;
        "Id of the message it came from." email_id as email_id;
        "Id of the group." unsubscribe_group_id as unsubscribe_group_id;
        "Id of the campaign it came from." campaign_id as campaign_id;
    }
    objects {
    }
    lists {
    }
}

object_class! {
    EmailGroupUnsubscribedData of EmailGroupUnsubscribed, "A recipient unsubscribed from one group of messages.",
    members {
        2: ["test", "emailId", "campaignId", "templateId", "workflowAutomationId", "batchId", "unsubscribeGroupId",];
        1: ["emailId", "campaignId", "templateId", "workflowAutomationId", "batchId", "unsubscribeGroupId",];
    }
    values {
        "Whether it came from a test message." test as test;
        "Id of the message it came from." email_id as email_id;
        "Id of the campaign it came from." campaign_id as campaign_id;
        "Id of the template of the message." template_id as template_id;
        "Id of the workflow automation that sent the message." workflow_automation_id as workflow_automation_id;
        "Id of the batch of the message." batch_id as batch_id;
        "Id of the group." unsubscribe_group_id as unsubscribe_group_id;
    }
    objects {
    }
    lists {
    }
}

object_class! {
    EmailOpenedData of EmailOpened, "A recipient opened a message. There is no address, device or place in it, on purpose.",
    members {
        2: ["emailId", "from", "to", "subject", "test", "campaignId", "templateId", "workflowAutomationId", "batchId",];
        1: ["emailId", "from", "to", "subject", "campaignId", "templateId", "createdAt", "timestamp", "openedAt",];
    }
    values {
        "Id of the message." email_id as email_id;
        "The sender's address." from as from_;
        "The subject line." subject as subject;
        "Whether it was a test message. First-generation bodies don't say: false." test as test;
        "Id of the campaign it belongs to." campaign_id as campaign_id;
        "Id of the template it was made from." template_id as template_id;
        "Id of the workflow automation that sent it." workflow_automation_id as workflow_automation_id;
        "Id of the batch it was sent in." batch_id as batch_id;
        "When the message was created (first generation)." created_at as created_at;
        "When the event happened (first generation)." timestamp as timestamp;
        "When it was opened (first generation)." opened_at as opened_at;
    }
    objects {
        "The recipient." to as to: Address;
    }
    lists {
    }
}

object_class! {
    EmailReceivedData of EmailReceived, "A message came in for one of your inbound addresses.",
    members {
        2: ["inboundEmailId", "from", "to", "cc", "subject", "attachments", "spamVerdict", "virusVerdict", "receivedAt", "threadId", "inReplyToEmailActivityId", "inReplyToInboundEmailId",];
        1: ["inboundEmailId", "from", "to", "cc", "subject", "attachments", "spamVerdict", "virusVerdict", "receivedAt", "threadId", "inReplyToEmailActivityId", "inReplyToInboundEmailId",];
    }
    values {
        "Id of the inbound message." inbound_email_id as inbound_email_id;
        "The subject line." subject as subject;
        "What the spam scan found." spam_verdict as spam_verdict;
        "What the virus scan found." virus_verdict as virus_verdict;
        "When it came in." received_at as received_at;
        "Id of the conversation it belongs to." thread_id as thread_id;
        "Id of the outbound message that it answers." in_reply_to_email_activity_id as in_reply_to_email_activity_id;
        "Id of the inbound message that it answers." in_reply_to_inbound_email_id as in_reply_to_inbound_email_id;
    }
    objects {
        "Who sent it: an object here, while outbound events carry a plain address." from as from_: Address;
    }
    lists {
        "The recipients." to as to: Address;
        "The recipients in copy." cc as cc: Address;
        "The attached files." attachments as attachments: Attachment;
    }
}

object_class! {
    EmailSentData of EmailSent, "A message was handed over for sending.",
    members {
        2: ["emailId", "from", "to", "subject", "test", "campaignId", "templateId", "workflowAutomationId", "batchId",];
        1: ["emailId", "from", "to", "subject", "campaignId", "templateId", "createdAt", "timestamp",];
    }
    values {
        "Id of the message." email_id as email_id;
        "The sender's address." from as from_;
        "The subject line." subject as subject;
        "Whether it was a test message. First-generation bodies don't say: false." test as test;
        "Id of the campaign it belongs to." campaign_id as campaign_id;
        "Id of the template it was made from." template_id as template_id;
        "Id of the workflow automation that sent it." workflow_automation_id as workflow_automation_id;
        "Id of the batch it was sent in." batch_id as batch_id;
        "When the message was created (first generation)." created_at as created_at;
        "When the event happened (first generation)." timestamp as timestamp;
    }
    objects {
        "The recipient." to as to: Address;
    }
    lists {
    }
}

object_class! {
    EmailSpamReportedData of EmailSpamReported, "A recipient reported a message as spam.",
    members {
        2: ["emailId", "from", "to", "subject", "test", "campaignId", "templateId", "workflowAutomationId", "batchId", "complaintType",];
        1: ["emailId", "from", "to", "subject", "campaignId", "templateId", "createdAt", "timestamp", "complaintType",];
    }
    values {
        "Id of the message." email_id as email_id;
        "The sender's address." from as from_;
        "The subject line." subject as subject;
        "Whether it was a test message. First-generation bodies don't say: false." test as test;
        "Id of the campaign it belongs to." campaign_id as campaign_id;
        "Id of the template it was made from." template_id as template_id;
        "Id of the workflow automation that sent it." workflow_automation_id as workflow_automation_id;
        "Id of the batch it was sent in." batch_id as batch_id;
        "When the message was created (first generation)." created_at as created_at;
        "When the event happened (first generation)." timestamp as timestamp;
        "What the recipient complained of." complaint_type as complaint_type;
    }
    objects {
        "The recipient." to as to: Address;
    }
    lists {
    }
}

object_class! {
    EmailUnsubscribedData of EmailUnsubscribed, "A recipient unsubscribed from everything.",
    members {
        2: ["test", "emailId", "campaignId", "templateId", "workflowAutomationId", "batchId",];
        1: ["emailId", "campaignId", "templateId", "email", "unsubscribeGroupId", "createdAt", "suppressedAt",];
    }
    values {
        "Whether it came from a test message. First-generation bodies don't say: false." test as test;
        "Id of the message it came from." email_id as email_id;
        "Id of the campaign it came from." campaign_id as campaign_id;
        "Id of the template of the message." template_id as template_id;
        "Id of the workflow automation that sent the message." workflow_automation_id as workflow_automation_id;
        "Id of the batch of the message." batch_id as batch_id;
        "The address that unsubscribed (first generation)." email as email;
        "Id of the unsubscribe group (first generation)." unsubscribe_group_id as unsubscribe_group_id;
        "When the record was created (first generation)." created_at as created_at;
        "When the address was suppressed (first generation)." suppressed_at as suppressed_at;
    }
    objects {
    }
    lists {
    }
}

typed_event_class!(EmailSent, EmailSentData, "`email.sent`: a message was handed over for sending.");

impl EmailSentData {
    fn find<'a>(event: &'a core::Event<'a>, _: usize) -> &'a core::EmailSent<'a> {
        match event {
            core::Event::EmailSent(event) => &event.data,
            _ => unreachable!("the data of an event comes from an event of its type"),
        }
    }
}

typed_event_class!(EmailDelivered, EmailDeliveredData, "`email.delivered`: the recipient's mail server accepted a message.");

impl EmailDeliveredData {
    fn find<'a>(event: &'a core::Event<'a>, _: usize) -> &'a core::EmailDelivered<'a> {
        match event {
            core::Event::EmailDelivered(event) => &event.data,
            _ => unreachable!("the data of an event comes from an event of its type"),
        }
    }
}

typed_event_class!(EmailDeferred, EmailDeferredData, "`email.deferred`: the recipient's mail server put a message off.");

impl EmailDeferredData {
    fn find<'a>(event: &'a core::Event<'a>, _: usize) -> &'a core::EmailDeferred<'a> {
        match event {
            core::Event::EmailDeferred(event) => &event.data,
            _ => unreachable!("the data of an event comes from an event of its type"),
        }
    }
}

typed_event_class!(EmailBounced, EmailBouncedData, "`email.bounced`: the recipient's mail server refused a message.");

impl EmailBouncedData {
    fn find<'a>(event: &'a core::Event<'a>, _: usize) -> &'a core::EmailBounced<'a> {
        match event {
            core::Event::EmailBounced(event) => &event.data,
            _ => unreachable!("the data of an event comes from an event of its type"),
        }
    }
}

typed_event_class!(EmailOpened, EmailOpenedData, "`email.opened`: a recipient opened a message.");

impl EmailOpenedData {
    fn find<'a>(event: &'a core::Event<'a>, _: usize) -> &'a core::EmailOpened<'a> {
        match event {
            core::Event::EmailOpened(event) => &event.data,
            _ => unreachable!("the data of an event comes from an event of its type"),
        }
    }
}

typed_event_class!(EmailClicked, EmailClickedData, "`email.clicked`: a recipient clicked a link in a message.");

impl EmailClickedData {
    fn find<'a>(event: &'a core::Event<'a>, _: usize) -> &'a core::EmailClicked<'a> {
        match event {
            core::Event::EmailClicked(event) => &event.data,
            _ => unreachable!("the data of an event comes from an event of its type"),
        }
    }
}

typed_event_class!(EmailSpamReported, EmailSpamReportedData, "`email.spam_reported`: a recipient reported a message as spam.");

impl EmailSpamReportedData {
    fn find<'a>(event: &'a core::Event<'a>, _: usize) -> &'a core::EmailSpamReported<'a> {
        match event {
            core::Event::EmailSpamReported(event) => &event.data,
            _ => unreachable!("the data of an event comes from an event of its type"),
        }
    }
}

typed_event_class!(EmailUnsubscribed, EmailUnsubscribedData, "`email.unsubscribed`: a recipient unsubscribed from everything.");

impl EmailUnsubscribedData {
    fn find<'a>(event: &'a core::Event<'a>, _: usize) -> &'a core::EmailUnsubscribed<'a> {
        match event {
            core::Event::EmailUnsubscribed(event) => &event.data,
            _ => unreachable!("the data of an event comes from an event of its type"),
        }
    }
}

typed_event_class!(EmailGroupUnsubscribed, EmailGroupUnsubscribedData, "`email.group_unsubscribed`: a recipient unsubscribed from a group.");

impl EmailGroupUnsubscribedData {
    fn find<'a>(event: &'a core::Event<'a>, _: usize) -> &'a core::EmailGroupUnsubscribed<'a> {
        match event {
            core::Event::EmailGroupUnsubscribed(event) => &event.data,
            _ => unreachable!("the data of an event comes from an event of its type"),
        }
    }
}

typed_event_class!(EmailGroupResubscribed, EmailGroupResubscribedData, "`email.group_resubscribed`: a recipient subscribed to a group again.");

impl EmailGroupResubscribedData {
    fn find<'a>(event: &'a core::Event<'a>, _: usize) -> &'a core::EmailGroupResubscribed<'a> {
        match event {
            core::Event::EmailGroupResubscribed(event) => &event.data,
            _ => unreachable!("the data of an event comes from an event of its type"),
        }
    }
}

typed_event_class!(ContactCreated, ContactCreatedData, "`contact.created`: a contact was created.");

impl ContactCreatedData {
    fn find<'a>(event: &'a core::Event<'a>, _: usize) -> &'a core::ContactCreated<'a> {
        match event {
            core::Event::ContactCreated(event) => &event.data,
            _ => unreachable!("the data of an event comes from an event of its type"),
        }
    }
}

typed_event_class!(ContactUpdated, ContactUpdatedData, "`contact.updated`: a contact was changed.");

impl ContactUpdatedData {
    fn find<'a>(event: &'a core::Event<'a>, _: usize) -> &'a core::ContactUpdated<'a> {
        match event {
            core::Event::ContactUpdated(event) => &event.data,
            _ => unreachable!("the data of an event comes from an event of its type"),
        }
    }
}

typed_event_class!(ContactDeleted, ContactDeletedData, "`contact.deleted`: a contact was deleted.");

impl ContactDeletedData {
    fn find<'a>(event: &'a core::Event<'a>, _: usize) -> &'a core::ContactDeleted<'a> {
        match event {
            core::Event::ContactDeleted(event) => &event.data,
            _ => unreachable!("the data of an event comes from an event of its type"),
        }
    }
}

typed_event_class!(EmailReceived, EmailReceivedData, "`email.received`: a message came in.");

impl EmailReceivedData {
    fn find<'a>(event: &'a core::Event<'a>, _: usize) -> &'a core::EmailReceived<'a> {
        match event {
            core::Event::EmailReceived(event) => &event.data,
            _ => unreachable!("the data of an event comes from an event of its type"),
        }
    }
}

/// The event as an object of its class.
pub fn event<'py>(py: Python<'py>, event: &core::Event<'_>, received: Shared) -> PyResult<Bound<'py, PyAny>> {
    match event {
        core::Event::EmailSent(_) => {
            let event_type = intern!(py, "email.sent").clone().unbind();
            EmailSent { received, event_type, data: OnceLock::new() }.into_bound_py_any(py)
        }
        core::Event::EmailDelivered(_) => {
            let event_type = intern!(py, "email.delivered").clone().unbind();
            EmailDelivered { received, event_type, data: OnceLock::new() }.into_bound_py_any(py)
        }
        core::Event::EmailDeferred(_) => {
            let event_type = intern!(py, "email.deferred").clone().unbind();
            EmailDeferred { received, event_type, data: OnceLock::new() }.into_bound_py_any(py)
        }
        core::Event::EmailBounced(_) => {
            let event_type = intern!(py, "email.bounced").clone().unbind();
            EmailBounced { received, event_type, data: OnceLock::new() }.into_bound_py_any(py)
        }
        core::Event::EmailOpened(_) => {
            let event_type = intern!(py, "email.opened").clone().unbind();
            EmailOpened { received, event_type, data: OnceLock::new() }.into_bound_py_any(py)
        }
        core::Event::EmailClicked(_) => {
            let event_type = intern!(py, "email.clicked").clone().unbind();
            EmailClicked { received, event_type, data: OnceLock::new() }.into_bound_py_any(py)
        }
        core::Event::EmailSpamReported(_) => {
            let event_type = intern!(py, "email.spam_reported").clone().unbind();
            EmailSpamReported { received, event_type, data: OnceLock::new() }.into_bound_py_any(py)
        }
        core::Event::EmailUnsubscribed(_) => {
            let event_type = intern!(py, "email.unsubscribed").clone().unbind();
            EmailUnsubscribed { received, event_type, data: OnceLock::new() }.into_bound_py_any(py)
        }
        core::Event::EmailGroupUnsubscribed(_) => {
            let event_type = intern!(py, "email.group_unsubscribed").clone().unbind();
            EmailGroupUnsubscribed { received, event_type, data: OnceLock::new() }.into_bound_py_any(py)
        }
        core::Event::EmailGroupResubscribed(_) => {
            let event_type = intern!(py, "email.group_resubscribed").clone().unbind();
            EmailGroupResubscribed { received, event_type, data: OnceLock::new() }.into_bound_py_any(py)
        }
        core::Event::ContactCreated(_) => {
            let event_type = intern!(py, "contact.created").clone().unbind();
            ContactCreated { received, event_type, data: OnceLock::new() }.into_bound_py_any(py)
        }
        core::Event::ContactUpdated(_) => {
            let event_type = intern!(py, "contact.updated").clone().unbind();
            ContactUpdated { received, event_type, data: OnceLock::new() }.into_bound_py_any(py)
        }
        core::Event::ContactDeleted(_) => {
            let event_type = intern!(py, "contact.deleted").clone().unbind();
            ContactDeleted { received, event_type, data: OnceLock::new() }.into_bound_py_any(py)
        }
        core::Event::EmailReceived(_) => {
            let event_type = intern!(py, "email.received").clone().unbind();
            EmailReceived { received, event_type, data: OnceLock::new() }.into_bound_py_any(py)
        }
        core::Event::Unknown(_) | core::Event::Invalid(_) => Ok(py.None().into_bound(py)),
    }
}

/// Adds all classes to the module.
pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<EmailSent>()?;
    module.add_class::<EmailDelivered>()?;
    module.add_class::<EmailDeferred>()?;
    module.add_class::<EmailBounced>()?;
    module.add_class::<EmailOpened>()?;
    module.add_class::<EmailClicked>()?;
    module.add_class::<EmailSpamReported>()?;
    module.add_class::<EmailUnsubscribed>()?;
    module.add_class::<EmailGroupUnsubscribed>()?;
    module.add_class::<EmailGroupResubscribed>()?;
    module.add_class::<ContactCreated>()?;
    module.add_class::<ContactUpdated>()?;
    module.add_class::<ContactDeleted>()?;
    module.add_class::<EmailReceived>()?;
    module.add_class::<Address>()?;
    module.add_class::<Attachment>()?;
    module.add_class::<ContactCreatedData>()?;
    module.add_class::<ContactDeletedData>()?;
    module.add_class::<ContactUpdatedData>()?;
    module.add_class::<EmailBouncedData>()?;
    module.add_class::<EmailClickedData>()?;
    module.add_class::<EmailDeferredData>()?;
    module.add_class::<EmailDeliveredData>()?;
    module.add_class::<EmailGroupResubscribedData>()?;
    module.add_class::<EmailGroupUnsubscribedData>()?;
    module.add_class::<EmailOpenedData>()?;
    module.add_class::<EmailReceivedData>()?;
    module.add_class::<EmailSentData>()?;
    module.add_class::<EmailSpamReportedData>()?;
    module.add_class::<EmailUnsubscribedData>()?;
    Ok(())
}
