//! The data of each event type (docs/provider.md, Event types; First-generation data).

use super::{
    Generation,
    cursor::Cursor,
    fields::{self, In, data_struct, open_enum},
};
use crate::{extra::Extra, time::Time};
use serde::ser::SerializeMap;
use serde_json::value::RawValue;
use std::borrow::Cow;

open_enum! {
    /// Whether a bounce is for good.
    BounceType {
        /// A hard bounce: the address can't be reached, don't try again.
        Permanent = "Permanent",
        /// A soft bounce: it may work later.
        Transient = "Transient",
    }
}

open_enum! {
    /// What kind of bounce it is.
    BounceSubType {
        /// No particular kind.
        General = "General",
        /// The mailbox does not exist.
        NoEmail = "NoEmail",
        /// The address is on the suppression list.
        Suppressed = "Suppressed",
    }
}

open_enum! {
    /// Why a delivery is delayed.
    DelayType {
        /// A fault at the sender's side.
        InternalFailure = "InternalFailure",
        /// The recipient's mailbox is full.
        MailboxFull = "MailboxFull",
    }
}

open_enum! {
    /// What a recipient complained of.
    ComplaintType {
        /// Unwanted mail.
        Abuse = "abuse",
        /// Fraud or phishing.
        Fraud = "fraud",
        /// Malware.
        Virus = "virus",
        /// The provider's own `other`: none of the above.
        Unspecified = "other",
    }
}

open_enum! {
    /// What a scan of an inbound message found.
    Verdict {
        /// Nothing found.
        Pass = "PASS",
        /// Something found.
        Fail = "FAIL",
    }
}

data_struct! {
    /// An address with the name that goes with it.
    Address {
        /// The e-mail address.
        email: Cow<'a, str> = "email" in Both;
        /// The display name, if there is one.
        name: Option<Cow<'a, str>> = "name" in Both, nullable;
    }
}

data_struct! {
    /// A file attached to an inbound message.
    Attachment {
        /// Id of the attachment.
        attachment_id: Cow<'a, str> = "attachmentId" in Both;
        /// Position among the message's attachments, from 0.
        attachment_index: u64 = "attachmentIndex" in Both;
        /// File name as the sender gave it: untrusted, never a path to write to.
        filename: Cow<'a, str> = "filename" in Both;
        /// Media type as the sender gave it.
        content_type: Cow<'a, str> = "contentType" in Both;
        /// Size in bytes.
        size: u64 = "size" in Both;
    }
}

/// Declares the data of an outbound message's event: the fields that all of them share, and its own.
macro_rules! outbound {
    ($(#[doc = $doc:literal])+ $name:ident { $($own:tt)* }) => {
        data_struct! {
            $(#[doc = $doc])+
            $name {
                /// Id of the message.
                email_id: Cow<'a, str> = "emailId" in Both;
                /// The sender's address.
                from: Cow<'a, str> = "from" in Both;
                /// The recipient.
                to: Address<'a> = "to" in Both;
                /// The subject line.
                subject: Cow<'a, str> = "subject" in Both;
                /// Whether it was a test message. First-generation bodies don't say: false.
                test: bool = "test" in Current;
                /// Id of the campaign it belongs to.
                campaign_id: Option<Cow<'a, str>> = "campaignId" in Both;
                /// Id of the template it was made from.
                template_id: Option<Cow<'a, str>> = "templateId" in Both;
                /// Id of the workflow automation that sent it.
                workflow_automation_id: Option<Cow<'a, str>> = "workflowAutomationId" in Current;
                /// Id of the batch it was sent in.
                batch_id: Option<Cow<'a, str>> = "batchId" in Current;
                /// When the message was created (first generation).
                created_at: Option<Time<'a>> = "createdAt" in First;
                /// When the event happened (first generation).
                timestamp: Option<Time<'a>> = "timestamp" in First;
                $($own)*
            }
        }
    };
}

outbound! {
    /// A message was handed over for sending.
    EmailSent {}
}

outbound! {
    /// The recipient's mail server accepted a message.
    EmailDelivered {
        /// When it was delivered (first generation).
        delivered_at: Option<Time<'a>> = "deliveredAt" in First;
    }
}

outbound! {
    /// The recipient's mail server put a message off; it will be tried again.
    EmailDeferred {
        /// Why it is delayed.
        delay_type: Option<DelayType> = "delayType" in Both;
        /// The mail server's words.
        delay_reason: Option<Cow<'a, str>> = "delayReason" in Both;
        /// When trying ends.
        expiration_time: Option<Time<'a>> = "expirationTime" in Both;
    }
}

outbound! {
    /// The recipient's mail server refused a message.
    EmailBounced {
        /// Permanent (hard) or transient (soft).
        bounce_type: Option<BounceType> = "bounceType" in Both;
        /// What kind of bounce it is.
        bounce_sub_type: Option<BounceSubType> = "bounceSubType" in Both;
        /// The mail server's words. First-generation bodies call it `bounceReason`.
        reason: Option<Cow<'a, str>> = "reason" in Current, "bounceReason" in First;
        /// When it bounced (first generation).
        bounced_at: Option<Time<'a>> = "bouncedAt" in First;
    }
}

outbound! {
    /// A recipient opened a message. There is no address, device or place in it, on purpose.
    EmailOpened {
        /// When it was opened (first generation).
        opened_at: Option<Time<'a>> = "openedAt" in First;
    }
}

outbound! {
    /// A recipient clicked a link in a message.
    EmailClicked {
        /// The link's target.
        clicked_url: Option<Cow<'a, str>> = "clickedUrl" in Both;
    }
}

outbound! {
    /// A recipient reported a message as spam.
    EmailSpamReported {
        /// What the recipient complained of.
        complaint_type: Option<ComplaintType> = "complaintType" in Both;
    }
}

data_struct! {
    /// A recipient unsubscribed from everything.
    EmailUnsubscribed {
        /// Whether it came from a test message. First-generation bodies don't say: false.
        test: bool = "test" in Current;
        /// Id of the message it came from.
        email_id: Option<Cow<'a, str>> = "emailId" in Both;
        /// Id of the campaign it came from.
        campaign_id: Option<Cow<'a, str>> = "campaignId" in Both;
        /// Id of the template of the message.
        template_id: Option<Cow<'a, str>> = "templateId" in Both;
        /// Id of the workflow automation that sent the message.
        workflow_automation_id: Option<Cow<'a, str>> = "workflowAutomationId" in Current;
        /// Id of the batch of the message.
        batch_id: Option<Cow<'a, str>> = "batchId" in Current;
        /// The address that unsubscribed (first generation).
        email: Option<Cow<'a, str>> = "email" in First;
        /// Id of the unsubscribe group (first generation).
        unsubscribe_group_id: Option<Cow<'a, str>> = "unsubscribeGroupId" in First;
        /// When the record was created (first generation).
        created_at: Option<Time<'a>> = "createdAt" in First;
        /// When the address was suppressed (first generation).
        suppressed_at: Option<Time<'a>> = "suppressedAt" in First;
    }
}

data_struct! {
    /// A recipient unsubscribed from one group of messages.
    EmailGroupUnsubscribed {
        /// Whether it came from a test message.
        test: bool = "test" in Current;
        /// Id of the message it came from.
        email_id: Option<Cow<'a, str>> = "emailId" in Both;
        /// Id of the campaign it came from.
        campaign_id: Option<Cow<'a, str>> = "campaignId" in Both;
        /// Id of the template of the message.
        template_id: Option<Cow<'a, str>> = "templateId" in Both;
        /// Id of the workflow automation that sent the message.
        workflow_automation_id: Option<Cow<'a, str>> = "workflowAutomationId" in Both;
        /// Id of the batch of the message.
        batch_id: Option<Cow<'a, str>> = "batchId" in Both;
        /// Id of the group.
        unsubscribe_group_id: Option<Cow<'a, str>> = "unsubscribeGroupId" in Both;
    }
}

data_struct! {
    /// A recipient subscribed to a group of messages again.
    EmailGroupResubscribed {
        /// Whether it came from a test message.
        test: bool = "test" in Current;
        /// Id of the message it came from.
        email_id: Option<Cow<'a, str>> = "emailId" in Both;
        /// Id of the group.
        unsubscribe_group_id: Option<Cow<'a, str>> = "unsubscribeGroupId" in Both;
        /// Id of the campaign it came from.
        campaign_id: Option<Cow<'a, str>> = "campaignId" in Both;
    }
}

/// Declares the data of a contact's event: first-generation fields that all of them share, and its own.
macro_rules! contact {
    ($(#[doc = $doc:literal])+ $name:ident { $($own:tt)* }) => {
        data_struct! {
            $(#[doc = $doc])+
            $name {
                /// Id of the contact.
                contact_id: Option<Cow<'a, str>> = "contactId" in Both;
                /// The contact's e-mail address.
                email: Option<Cow<'a, str>> = "email" in Both;
                $($own)*
                /// The id that your own system gave the contact (first generation).
                user_id: Option<Cow<'a, str>> = "userId" in First;
                /// The first name (first generation).
                first_name: Option<Cow<'a, str>> = "firstName" in First;
                /// The last name (first generation).
                last_name: Option<Cow<'a, str>> = "lastName" in First;
                /// When the contact was created (first generation).
                created_at: Option<Time<'a>> = "createdAt" in First;
            }
        }
    };
}

contact! {
    /// A contact was created. Custom properties are in `extra`.
    ContactCreated {
        /// The contact's name.
        name: Option<Cow<'a, str>> = "name" in Current;
    }
}

contact! {
    /// A contact was changed. Custom properties are in `extra`.
    ContactUpdated {
        /// The contact's name.
        name: Option<Cow<'a, str>> = "name" in Current;
        /// The names of the fields that changed.
        changed_fields: Option<Vec<Cow<'a, str>>> = "changedFields" in Current;
        /// When the contact was changed (first generation).
        updated_at: Option<Time<'a>> = "updatedAt" in First;
    }
}

contact! {
    /// A contact was deleted.
    ContactDeleted {
        /// When the contact was deleted (first generation).
        deleted_at: Option<Time<'a>> = "deletedAt" in First;
    }
}

data_struct! {
    /// A message came in for one of your inbound addresses.
    EmailReceived {
        /// Id of the inbound message.
        inbound_email_id: Cow<'a, str> = "inboundEmailId" in Both;
        /// Who sent it: an object here, while outbound events carry a plain address.
        from: Address<'a> = "from" in Both;
        /// The recipients.
        to: Vec<Address<'a>> = "to" in Both;
        /// The recipients in copy.
        cc: Vec<Address<'a>> = "cc" in Both;
        /// The subject line.
        subject: Cow<'a, str> = "subject" in Both;
        /// The attached files.
        attachments: Vec<Attachment<'a>> = "attachments" in Both;
        /// What the spam scan found.
        spam_verdict: Verdict = "spamVerdict" in Both;
        /// What the virus scan found.
        virus_verdict: Verdict = "virusVerdict" in Both;
        /// When it came in.
        received_at: Time<'a> = "receivedAt" in Both;
        /// Id of the conversation it belongs to.
        thread_id: Option<Cow<'a, str>> = "threadId" in Both;
        /// Id of the outbound message that it answers.
        in_reply_to_email_activity_id: Option<Cow<'a, str>> = "inReplyToEmailActivityId" in Both, nullable;
        /// Id of the inbound message that it answers.
        in_reply_to_inbound_email_id: Option<Cow<'a, str>> = "inReplyToInboundEmailId" in Both, nullable;
    }
}
