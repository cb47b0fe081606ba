// Generated from schema/ by `cargo xtask generate`; do not edit.

//! Where the members of an event are in its body: of each object those that are always there first, then the others.
//! `src/native/generated/build.ts` reads the places in that order.

use crate::layout::{Layout, Place};
use autosend_webhooks as core;

/// How many numbers there are to a result besides its string.
pub const NUMBERS: usize = 3;

/// The most places that a result has: an inbound message with a few attachments.
pub const MAX_SPANS: usize = 128;

/// Where the kind is among the numbers: the position of the event's type in the catalog, or one of those below.
pub const KIND: usize = 0;

/// Where the time of sending is: Unix milliseconds; NaN: unknown.
pub const SENT_AT: usize = 1;

/// Where the index of the secret is.
pub const SECRET_INDEX: usize = 2;

/// A kind: the string is the body of a typed event of today's form, to be parsed.
pub const TEXT: f64 = -1.0;

/// A kind: the body is authentic, and JavaScript reads its event.
pub const READ: f64 = -2.0;

/// A kind: the string is the error, as JSON.
pub const REFUSAL: f64 = -3.0;

/// A place: the member is not there.
pub const ABSENT: i32 = -1;

/// A place: the position of the value in the catalog follows.
pub const KNOWN: i32 = -2;

/// A place: the number, the length of a list, or 0 and 1 for false and true follow.
pub const NUMBER: i32 = -3;

impl Place for core::BounceSubType {
    fn place(&self, layout: &mut Layout<'_>) {
        match self.as_str() {
            "General" => layout.known(0),
            "NoEmail" => layout.known(1),
            "Suppressed" => layout.known(2),
            other => layout.text(other),
        }
    }
}

impl Place for core::BounceType {
    fn place(&self, layout: &mut Layout<'_>) {
        match self.as_str() {
            "Permanent" => layout.known(0),
            "Transient" => layout.known(1),
            other => layout.text(other),
        }
    }
}

impl Place for core::ComplaintType {
    fn place(&self, layout: &mut Layout<'_>) {
        match self.as_str() {
            "abuse" => layout.known(0),
            "fraud" => layout.known(1),
            "virus" => layout.known(2),
            "other" => layout.known(3),
            other => layout.text(other),
        }
    }
}

impl Place for core::DelayType {
    fn place(&self, layout: &mut Layout<'_>) {
        match self.as_str() {
            "InternalFailure" => layout.known(0),
            "MailboxFull" => layout.known(1),
            other => layout.text(other),
        }
    }
}

impl Place for core::Verdict {
    fn place(&self, layout: &mut Layout<'_>) {
        match self.as_str() {
            "PASS" => layout.known(0),
            "FAIL" => layout.known(1),
            other => layout.text(other),
        }
    }
}

impl Place for core::Address<'_> {
    fn place(&self, layout: &mut Layout<'_>) {
        self.email.place(layout);
        self.name.place(layout);
        layout.extra(&self.extra);
    }
}

impl Place for core::Attachment<'_> {
    fn place(&self, layout: &mut Layout<'_>) {
        self.attachment_id.place(layout);
        self.attachment_index.place(layout);
        self.filename.place(layout);
        self.content_type.place(layout);
        self.size.place(layout);
        layout.extra(&self.extra);
    }
}

impl Place for core::ContactCreated<'_> {
    fn place(&self, layout: &mut Layout<'_>) {
        self.contact_id.place(layout);
        self.email.place(layout);
        self.name.place(layout);
        layout.extra(&self.extra);
    }
}

impl Place for core::ContactDeleted<'_> {
    fn place(&self, layout: &mut Layout<'_>) {
        self.contact_id.place(layout);
        self.email.place(layout);
        layout.extra(&self.extra);
    }
}

impl Place for core::ContactUpdated<'_> {
    fn place(&self, layout: &mut Layout<'_>) {
        self.contact_id.place(layout);
        self.email.place(layout);
        self.name.place(layout);
        self.changed_fields.place(layout);
        layout.extra(&self.extra);
    }
}

impl Place for core::EmailBounced<'_> {
    fn place(&self, layout: &mut Layout<'_>) {
        self.email_id.place(layout);
        self.from.place(layout);
        self.to.place(layout);
        self.subject.place(layout);
        self.test.place(layout);
        self.campaign_id.place(layout);
        self.template_id.place(layout);
        self.workflow_automation_id.place(layout);
        self.batch_id.place(layout);
        self.bounce_type.place(layout);
        self.bounce_sub_type.place(layout);
        self.reason.place(layout);
        layout.extra(&self.extra);
    }
}

impl Place for core::EmailClicked<'_> {
    fn place(&self, layout: &mut Layout<'_>) {
        self.email_id.place(layout);
        self.from.place(layout);
        self.to.place(layout);
        self.subject.place(layout);
        self.test.place(layout);
        self.campaign_id.place(layout);
        self.template_id.place(layout);
        self.workflow_automation_id.place(layout);
        self.batch_id.place(layout);
        self.clicked_url.place(layout);
        layout.extra(&self.extra);
    }
}

impl Place for core::EmailDeferred<'_> {
    fn place(&self, layout: &mut Layout<'_>) {
        self.email_id.place(layout);
        self.from.place(layout);
        self.to.place(layout);
        self.subject.place(layout);
        self.test.place(layout);
        self.campaign_id.place(layout);
        self.template_id.place(layout);
        self.workflow_automation_id.place(layout);
        self.batch_id.place(layout);
        self.delay_type.place(layout);
        self.delay_reason.place(layout);
        self.expiration_time.place(layout);
        layout.extra(&self.extra);
    }
}

impl Place for core::EmailDelivered<'_> {
    fn place(&self, layout: &mut Layout<'_>) {
        self.email_id.place(layout);
        self.from.place(layout);
        self.to.place(layout);
        self.subject.place(layout);
        self.test.place(layout);
        self.campaign_id.place(layout);
        self.template_id.place(layout);
        self.workflow_automation_id.place(layout);
        self.batch_id.place(layout);
        layout.extra(&self.extra);
    }
}

impl Place for core::EmailGroupResubscribed<'_> {
    fn place(&self, layout: &mut Layout<'_>) {
        self.test.place(layout);
        self.email_id.place(layout);
        self.unsubscribe_group_id.place(layout);
        self.campaign_id.place(layout);
        layout.extra(&self.extra);
    }
}

impl Place for core::EmailGroupUnsubscribed<'_> {
    fn place(&self, layout: &mut Layout<'_>) {
        self.test.place(layout);
        self.email_id.place(layout);
        self.campaign_id.place(layout);
        self.template_id.place(layout);
        self.workflow_automation_id.place(layout);
        self.batch_id.place(layout);
        self.unsubscribe_group_id.place(layout);
        layout.extra(&self.extra);
    }
}

impl Place for core::EmailOpened<'_> {
    fn place(&self, layout: &mut Layout<'_>) {
        self.email_id.place(layout);
        self.from.place(layout);
        self.to.place(layout);
        self.subject.place(layout);
        self.test.place(layout);
        self.campaign_id.place(layout);
        self.template_id.place(layout);
        self.workflow_automation_id.place(layout);
        self.batch_id.place(layout);
        layout.extra(&self.extra);
    }
}

impl Place for core::EmailReceived<'_> {
    fn place(&self, layout: &mut Layout<'_>) {
        self.inbound_email_id.place(layout);
        self.from.place(layout);
        self.to.place(layout);
        self.cc.place(layout);
        self.subject.place(layout);
        self.attachments.place(layout);
        self.spam_verdict.place(layout);
        self.virus_verdict.place(layout);
        self.received_at.place(layout);
        self.thread_id.place(layout);
        self.in_reply_to_email_activity_id.place(layout);
        self.in_reply_to_inbound_email_id.place(layout);
        layout.extra(&self.extra);
    }
}

impl Place for core::EmailSent<'_> {
    fn place(&self, layout: &mut Layout<'_>) {
        self.email_id.place(layout);
        self.from.place(layout);
        self.to.place(layout);
        self.subject.place(layout);
        self.test.place(layout);
        self.campaign_id.place(layout);
        self.template_id.place(layout);
        self.workflow_automation_id.place(layout);
        self.batch_id.place(layout);
        layout.extra(&self.extra);
    }
}

impl Place for core::EmailSpamReported<'_> {
    fn place(&self, layout: &mut Layout<'_>) {
        self.email_id.place(layout);
        self.from.place(layout);
        self.to.place(layout);
        self.subject.place(layout);
        self.test.place(layout);
        self.campaign_id.place(layout);
        self.template_id.place(layout);
        self.workflow_automation_id.place(layout);
        self.batch_id.place(layout);
        self.complaint_type.place(layout);
        layout.extra(&self.extra);
    }
}

impl Place for core::EmailUnsubscribed<'_> {
    fn place(&self, layout: &mut Layout<'_>) {
        self.test.place(layout);
        self.email_id.place(layout);
        self.campaign_id.place(layout);
        self.template_id.place(layout);
        self.workflow_automation_id.place(layout);
        self.batch_id.place(layout);
        layout.extra(&self.extra);
    }
}

/// Places a typed event, and returns the position of its type in the catalog; none for other events.
pub fn place(event: &core::Event<'_>, layout: &mut Layout<'_>) -> Option<u8> {
    match event {
        core::Event::EmailSent(event) => {
            layout.event(event);
            Some(0)
        }
        core::Event::EmailDelivered(event) => {
            layout.event(event);
            Some(1)
        }
        core::Event::EmailDeferred(event) => {
            layout.event(event);
            Some(2)
        }
        core::Event::EmailBounced(event) => {
            layout.event(event);
            Some(3)
        }
        core::Event::EmailOpened(event) => {
            layout.event(event);
            Some(4)
        }
        core::Event::EmailClicked(event) => {
            layout.event(event);
            Some(5)
        }
        core::Event::EmailSpamReported(event) => {
            layout.event(event);
            Some(6)
        }
        core::Event::EmailUnsubscribed(event) => {
            layout.event(event);
            Some(7)
        }
        core::Event::EmailGroupUnsubscribed(event) => {
            layout.event(event);
            Some(8)
        }
        core::Event::EmailGroupResubscribed(event) => {
            layout.event(event);
            Some(9)
        }
        core::Event::ContactCreated(event) => {
            layout.event(event);
            Some(10)
        }
        core::Event::ContactUpdated(event) => {
            layout.event(event);
            Some(11)
        }
        core::Event::ContactDeleted(event) => {
            layout.event(event);
            Some(12)
        }
        core::Event::EmailReceived(event) => {
            layout.event(event);
            Some(13)
        }
        core::Event::Unknown(_) | core::Event::Invalid(_) => None,
    }
}
