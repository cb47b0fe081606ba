// Generated from schema/ by `cargo xtask generate`; do not edit.

//! How each object is packed: its fields in the catalog's order, then the members that are not known.

use crate::pack::{Pack, Writer};
use autosend_webhooks as core;
use std::borrow::Cow;

impl Pack for core::BounceSubType {
    fn pack(&self, to: &mut Writer) {
        Cow::Borrowed(self.as_str()).pack(to);
    }
}

impl Pack for core::BounceType {
    fn pack(&self, to: &mut Writer) {
        Cow::Borrowed(self.as_str()).pack(to);
    }
}

impl Pack for core::ComplaintType {
    fn pack(&self, to: &mut Writer) {
        Cow::Borrowed(self.as_str()).pack(to);
    }
}

impl Pack for core::DelayType {
    fn pack(&self, to: &mut Writer) {
        Cow::Borrowed(self.as_str()).pack(to);
    }
}

impl Pack for core::Verdict {
    fn pack(&self, to: &mut Writer) {
        Cow::Borrowed(self.as_str()).pack(to);
    }
}

impl Pack for core::Address<'_> {
    fn pack(&self, to: &mut Writer) {
        self.email.pack(to);
        self.name.pack(to);
        self.extra.pack(to);
    }
}

impl Pack for core::Attachment<'_> {
    fn pack(&self, to: &mut Writer) {
        self.attachment_id.pack(to);
        self.attachment_index.pack(to);
        self.filename.pack(to);
        self.content_type.pack(to);
        self.size.pack(to);
        self.extra.pack(to);
    }
}

impl Pack for core::ContactCreated<'_> {
    fn pack(&self, to: &mut Writer) {
        self.contact_id.pack(to);
        self.email.pack(to);
        self.name.pack(to);
        self.user_id.pack(to);
        self.first_name.pack(to);
        self.last_name.pack(to);
        self.created_at.pack(to);
        self.extra.pack(to);
    }
}

impl Pack for core::ContactDeleted<'_> {
    fn pack(&self, to: &mut Writer) {
        self.contact_id.pack(to);
        self.email.pack(to);
        self.deleted_at.pack(to);
        self.user_id.pack(to);
        self.first_name.pack(to);
        self.last_name.pack(to);
        self.created_at.pack(to);
        self.extra.pack(to);
    }
}

impl Pack for core::ContactUpdated<'_> {
    fn pack(&self, to: &mut Writer) {
        self.contact_id.pack(to);
        self.email.pack(to);
        self.name.pack(to);
        self.changed_fields.pack(to);
        self.updated_at.pack(to);
        self.user_id.pack(to);
        self.first_name.pack(to);
        self.last_name.pack(to);
        self.created_at.pack(to);
        self.extra.pack(to);
    }
}

impl Pack for core::EmailBounced<'_> {
    fn pack(&self, to: &mut Writer) {
        self.email_id.pack(to);
        self.from.pack(to);
        self.to.pack(to);
        self.subject.pack(to);
        self.test.pack(to);
        self.campaign_id.pack(to);
        self.template_id.pack(to);
        self.workflow_automation_id.pack(to);
        self.batch_id.pack(to);
        self.created_at.pack(to);
        self.timestamp.pack(to);
        self.bounce_type.pack(to);
        self.bounce_sub_type.pack(to);
        self.reason.pack(to);
        self.bounced_at.pack(to);
        self.extra.pack(to);
    }
}

impl Pack for core::EmailClicked<'_> {
    fn pack(&self, to: &mut Writer) {
        self.email_id.pack(to);
        self.from.pack(to);
        self.to.pack(to);
        self.subject.pack(to);
        self.test.pack(to);
        self.campaign_id.pack(to);
        self.template_id.pack(to);
        self.workflow_automation_id.pack(to);
        self.batch_id.pack(to);
        self.created_at.pack(to);
        self.timestamp.pack(to);
        self.clicked_url.pack(to);
        self.extra.pack(to);
    }
}

impl Pack for core::EmailDeferred<'_> {
    fn pack(&self, to: &mut Writer) {
        self.email_id.pack(to);
        self.from.pack(to);
        self.to.pack(to);
        self.subject.pack(to);
        self.test.pack(to);
        self.campaign_id.pack(to);
        self.template_id.pack(to);
        self.workflow_automation_id.pack(to);
        self.batch_id.pack(to);
        self.created_at.pack(to);
        self.timestamp.pack(to);
        self.delay_type.pack(to);
        self.delay_reason.pack(to);
        self.expiration_time.pack(to);
        self.extra.pack(to);
    }
}

impl Pack for core::EmailDelivered<'_> {
    fn pack(&self, to: &mut Writer) {
        self.email_id.pack(to);
        self.from.pack(to);
        self.to.pack(to);
        self.subject.pack(to);
        self.test.pack(to);
        self.campaign_id.pack(to);
        self.template_id.pack(to);
        self.workflow_automation_id.pack(to);
        self.batch_id.pack(to);
        self.created_at.pack(to);
        self.timestamp.pack(to);
        self.delivered_at.pack(to);
        self.extra.pack(to);
    }
}

impl Pack for core::EmailGroupResubscribed<'_> {
    fn pack(&self, to: &mut Writer) {
        self.test.pack(to);
        self.email_id.pack(to);
        self.unsubscribe_group_id.pack(to);
        self.campaign_id.pack(to);
        self.extra.pack(to);
    }
}

impl Pack for core::EmailGroupUnsubscribed<'_> {
    fn pack(&self, to: &mut Writer) {
        self.test.pack(to);
        self.email_id.pack(to);
        self.campaign_id.pack(to);
        self.template_id.pack(to);
        self.workflow_automation_id.pack(to);
        self.batch_id.pack(to);
        self.unsubscribe_group_id.pack(to);
        self.extra.pack(to);
    }
}

impl Pack for core::EmailOpened<'_> {
    fn pack(&self, to: &mut Writer) {
        self.email_id.pack(to);
        self.from.pack(to);
        self.to.pack(to);
        self.subject.pack(to);
        self.test.pack(to);
        self.campaign_id.pack(to);
        self.template_id.pack(to);
        self.workflow_automation_id.pack(to);
        self.batch_id.pack(to);
        self.created_at.pack(to);
        self.timestamp.pack(to);
        self.opened_at.pack(to);
        self.extra.pack(to);
    }
}

impl Pack for core::EmailReceived<'_> {
    fn pack(&self, to: &mut Writer) {
        self.inbound_email_id.pack(to);
        self.from.pack(to);
        self.to.pack(to);
        self.cc.pack(to);
        self.subject.pack(to);
        self.attachments.pack(to);
        self.spam_verdict.pack(to);
        self.virus_verdict.pack(to);
        self.received_at.pack(to);
        self.thread_id.pack(to);
        self.in_reply_to_email_activity_id.pack(to);
        self.in_reply_to_inbound_email_id.pack(to);
        self.extra.pack(to);
    }
}

impl Pack for core::EmailSent<'_> {
    fn pack(&self, to: &mut Writer) {
        self.email_id.pack(to);
        self.from.pack(to);
        self.to.pack(to);
        self.subject.pack(to);
        self.test.pack(to);
        self.campaign_id.pack(to);
        self.template_id.pack(to);
        self.workflow_automation_id.pack(to);
        self.batch_id.pack(to);
        self.created_at.pack(to);
        self.timestamp.pack(to);
        self.extra.pack(to);
    }
}

impl Pack for core::EmailSpamReported<'_> {
    fn pack(&self, to: &mut Writer) {
        self.email_id.pack(to);
        self.from.pack(to);
        self.to.pack(to);
        self.subject.pack(to);
        self.test.pack(to);
        self.campaign_id.pack(to);
        self.template_id.pack(to);
        self.workflow_automation_id.pack(to);
        self.batch_id.pack(to);
        self.created_at.pack(to);
        self.timestamp.pack(to);
        self.complaint_type.pack(to);
        self.extra.pack(to);
    }
}

impl Pack for core::EmailUnsubscribed<'_> {
    fn pack(&self, to: &mut Writer) {
        self.test.pack(to);
        self.email_id.pack(to);
        self.campaign_id.pack(to);
        self.template_id.pack(to);
        self.workflow_automation_id.pack(to);
        self.batch_id.pack(to);
        self.email.pack(to);
        self.unsubscribe_group_id.pack(to);
        self.created_at.pack(to);
        self.suppressed_at.pack(to);
        self.extra.pack(to);
    }
}

/// The position of an event's type in the catalog, from 0; the largest number for an event that is not typed.
pub fn type_number(event: &core::Event<'_>) -> u64 {
    match event {
        core::Event::EmailSent(_) => 0,
        core::Event::EmailDelivered(_) => 1,
        core::Event::EmailDeferred(_) => 2,
        core::Event::EmailBounced(_) => 3,
        core::Event::EmailOpened(_) => 4,
        core::Event::EmailClicked(_) => 5,
        core::Event::EmailSpamReported(_) => 6,
        core::Event::EmailUnsubscribed(_) => 7,
        core::Event::EmailGroupUnsubscribed(_) => 8,
        core::Event::EmailGroupResubscribed(_) => 9,
        core::Event::ContactCreated(_) => 10,
        core::Event::ContactUpdated(_) => 11,
        core::Event::ContactDeleted(_) => 12,
        core::Event::EmailReceived(_) => 13,
        core::Event::Unknown(_) | core::Event::Invalid(_) => u64::MAX,
    }
}

/// Appends the data of a typed event.
pub fn pack_event(event: &core::Event<'_>, to: &mut Writer) {
    match event {
        core::Event::EmailSent(event) => event.data.pack(to),
        core::Event::EmailDelivered(event) => event.data.pack(to),
        core::Event::EmailDeferred(event) => event.data.pack(to),
        core::Event::EmailBounced(event) => event.data.pack(to),
        core::Event::EmailOpened(event) => event.data.pack(to),
        core::Event::EmailClicked(event) => event.data.pack(to),
        core::Event::EmailSpamReported(event) => event.data.pack(to),
        core::Event::EmailUnsubscribed(event) => event.data.pack(to),
        core::Event::EmailGroupUnsubscribed(event) => event.data.pack(to),
        core::Event::EmailGroupResubscribed(event) => event.data.pack(to),
        core::Event::ContactCreated(event) => event.data.pack(to),
        core::Event::ContactUpdated(event) => event.data.pack(to),
        core::Event::ContactDeleted(event) => event.data.pack(to),
        core::Event::EmailReceived(event) => event.data.pack(to),
        core::Event::Unknown(_) | core::Event::Invalid(_) => {}
    }
}
