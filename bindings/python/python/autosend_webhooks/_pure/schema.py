# Generated from schema/ by `cargo xtask generate`; do not edit.
"""What the objects inside of events look like in JSON."""

from __future__ import annotations

import re
from enum import Enum
from typing import Any, NamedTuple, Union

from . import enums, events


class ListOf(NamedTuple):
    """A list of items of a type."""

    # A type, of which a NamedTuple can't say that it refers to this class.
    items: Any


Kind = Union[str, "type[Enum]", "type[events.Object]", ListOf]
"""The type of a member: `string`, `boolean`, `integer`, `number`, `time`, an open enumeration, an object or a list."""


class Field(NamedTuple):
    """A member of an object."""

    attribute: str
    kind: Kind
    names: dict[int, str]
    """What it is called by generation; one without an entry does not have it."""
    optional: bool = False
    """It may be absent or null."""
    nullable: bool = False
    """It may be null, if it is there."""


OBJECTS: dict[type[events.Object], tuple[Field, ...]] = {
    events.Address: (
        Field(
            "email",
            "string",
            {1: "email", 2: "email"},
        ),
        Field(
            "name",
            "string",
            {1: "name", 2: "name"},
            optional=True,
        ),
    ),
    events.Attachment: (
        Field(
            "attachment_id",
            "string",
            {1: "attachmentId", 2: "attachmentId"},
        ),
        Field(
            "attachment_index",
            "integer",
            {1: "attachmentIndex", 2: "attachmentIndex"},
        ),
        Field(
            "filename",
            "string",
            {1: "filename", 2: "filename"},
        ),
        Field(
            "content_type",
            "string",
            {1: "contentType", 2: "contentType"},
        ),
        Field(
            "size",
            "integer",
            {1: "size", 2: "size"},
        ),
    ),
    events.ContactCreatedData: (
        Field(
            "contact_id",
            "string",
            {1: "contactId", 2: "contactId"},
            optional=True,
        ),
        Field(
            "email",
            "string",
            {1: "email", 2: "email"},
            optional=True,
        ),
        Field(
            "name",
            "string",
            {2: "name"},
            optional=True,
        ),
        Field(
            "user_id",
            "string",
            {1: "userId"},
            optional=True,
        ),
        Field(
            "first_name",
            "string",
            {1: "firstName"},
            optional=True,
        ),
        Field(
            "last_name",
            "string",
            {1: "lastName"},
            optional=True,
        ),
        Field(
            "created_at",
            "time",
            {1: "createdAt"},
            optional=True,
        ),
    ),
    events.ContactDeletedData: (
        Field(
            "contact_id",
            "string",
            {1: "contactId", 2: "contactId"},
            optional=True,
        ),
        Field(
            "email",
            "string",
            {1: "email", 2: "email"},
            optional=True,
        ),
        Field(
            "deleted_at",
            "time",
            {1: "deletedAt"},
            optional=True,
        ),
        Field(
            "user_id",
            "string",
            {1: "userId"},
            optional=True,
        ),
        Field(
            "first_name",
            "string",
            {1: "firstName"},
            optional=True,
        ),
        Field(
            "last_name",
            "string",
            {1: "lastName"},
            optional=True,
        ),
        Field(
            "created_at",
            "time",
            {1: "createdAt"},
            optional=True,
        ),
    ),
    events.ContactUpdatedData: (
        Field(
            "contact_id",
            "string",
            {1: "contactId", 2: "contactId"},
            optional=True,
        ),
        Field(
            "email",
            "string",
            {1: "email", 2: "email"},
            optional=True,
        ),
        Field(
            "name",
            "string",
            {2: "name"},
            optional=True,
        ),
        Field(
            "changed_fields",
            ListOf("string"),
            {2: "changedFields"},
            optional=True,
        ),
        Field(
            "updated_at",
            "time",
            {1: "updatedAt"},
            optional=True,
        ),
        Field(
            "user_id",
            "string",
            {1: "userId"},
            optional=True,
        ),
        Field(
            "first_name",
            "string",
            {1: "firstName"},
            optional=True,
        ),
        Field(
            "last_name",
            "string",
            {1: "lastName"},
            optional=True,
        ),
        Field(
            "created_at",
            "time",
            {1: "createdAt"},
            optional=True,
        ),
    ),
    events.EmailBouncedData: (
        Field(
            "email_id",
            "string",
            {1: "emailId", 2: "emailId"},
        ),
        Field(
            "from_",
            "string",
            {1: "from", 2: "from"},
        ),
        Field(
            "to",
            events.Address,
            {1: "to", 2: "to"},
        ),
        Field(
            "subject",
            "string",
            {1: "subject", 2: "subject"},
        ),
        Field(
            "test",
            "boolean",
            {2: "test"},
        ),
        Field(
            "campaign_id",
            "string",
            {1: "campaignId", 2: "campaignId"},
            optional=True,
        ),
        Field(
            "template_id",
            "string",
            {1: "templateId", 2: "templateId"},
            optional=True,
        ),
        Field(
            "workflow_automation_id",
            "string",
            {2: "workflowAutomationId"},
            optional=True,
        ),
        Field(
            "batch_id",
            "string",
            {2: "batchId"},
            optional=True,
        ),
        Field(
            "created_at",
            "time",
            {1: "createdAt"},
            optional=True,
        ),
        Field(
            "timestamp",
            "time",
            {1: "timestamp"},
            optional=True,
        ),
        Field(
            "bounce_type",
            enums.BounceType,
            {1: "bounceType", 2: "bounceType"},
            optional=True,
        ),
        Field(
            "bounce_sub_type",
            enums.BounceSubType,
            {1: "bounceSubType", 2: "bounceSubType"},
            optional=True,
        ),
        Field(
            "reason",
            "string",
            {1: "bounceReason", 2: "reason"},
            optional=True,
        ),
        Field(
            "bounced_at",
            "time",
            {1: "bouncedAt"},
            optional=True,
        ),
    ),
    events.EmailClickedData: (
        Field(
            "email_id",
            "string",
            {1: "emailId", 2: "emailId"},
        ),
        Field(
            "from_",
            "string",
            {1: "from", 2: "from"},
        ),
        Field(
            "to",
            events.Address,
            {1: "to", 2: "to"},
        ),
        Field(
            "subject",
            "string",
            {1: "subject", 2: "subject"},
        ),
        Field(
            "test",
            "boolean",
            {2: "test"},
        ),
        Field(
            "campaign_id",
            "string",
            {1: "campaignId", 2: "campaignId"},
            optional=True,
        ),
        Field(
            "template_id",
            "string",
            {1: "templateId", 2: "templateId"},
            optional=True,
        ),
        Field(
            "workflow_automation_id",
            "string",
            {2: "workflowAutomationId"},
            optional=True,
        ),
        Field(
            "batch_id",
            "string",
            {2: "batchId"},
            optional=True,
        ),
        Field(
            "created_at",
            "time",
            {1: "createdAt"},
            optional=True,
        ),
        Field(
            "timestamp",
            "time",
            {1: "timestamp"},
            optional=True,
        ),
        Field(
            "clicked_url",
            "string",
            {1: "clickedUrl", 2: "clickedUrl"},
            optional=True,
        ),
    ),
    events.EmailDeferredData: (
        Field(
            "email_id",
            "string",
            {1: "emailId", 2: "emailId"},
        ),
        Field(
            "from_",
            "string",
            {1: "from", 2: "from"},
        ),
        Field(
            "to",
            events.Address,
            {1: "to", 2: "to"},
        ),
        Field(
            "subject",
            "string",
            {1: "subject", 2: "subject"},
        ),
        Field(
            "test",
            "boolean",
            {2: "test"},
        ),
        Field(
            "campaign_id",
            "string",
            {1: "campaignId", 2: "campaignId"},
            optional=True,
        ),
        Field(
            "template_id",
            "string",
            {1: "templateId", 2: "templateId"},
            optional=True,
        ),
        Field(
            "workflow_automation_id",
            "string",
            {2: "workflowAutomationId"},
            optional=True,
        ),
        Field(
            "batch_id",
            "string",
            {2: "batchId"},
            optional=True,
        ),
        Field(
            "created_at",
            "time",
            {1: "createdAt"},
            optional=True,
        ),
        Field(
            "timestamp",
            "time",
            {1: "timestamp"},
            optional=True,
        ),
        Field(
            "delay_type",
            enums.DelayType,
            {1: "delayType", 2: "delayType"},
            optional=True,
        ),
        Field(
            "delay_reason",
            "string",
            {1: "delayReason", 2: "delayReason"},
            optional=True,
        ),
        Field(
            "expiration_time",
            "time",
            {1: "expirationTime", 2: "expirationTime"},
            optional=True,
        ),
    ),
    events.EmailDeliveredData: (
        Field(
            "email_id",
            "string",
            {1: "emailId", 2: "emailId"},
        ),
        Field(
            "from_",
            "string",
            {1: "from", 2: "from"},
        ),
        Field(
            "to",
            events.Address,
            {1: "to", 2: "to"},
        ),
        Field(
            "subject",
            "string",
            {1: "subject", 2: "subject"},
        ),
        Field(
            "test",
            "boolean",
            {2: "test"},
        ),
        Field(
            "campaign_id",
            "string",
            {1: "campaignId", 2: "campaignId"},
            optional=True,
        ),
        Field(
            "template_id",
            "string",
            {1: "templateId", 2: "templateId"},
            optional=True,
        ),
        Field(
            "workflow_automation_id",
            "string",
            {2: "workflowAutomationId"},
            optional=True,
        ),
        Field(
            "batch_id",
            "string",
            {2: "batchId"},
            optional=True,
        ),
        Field(
            "created_at",
            "time",
            {1: "createdAt"},
            optional=True,
        ),
        Field(
            "timestamp",
            "time",
            {1: "timestamp"},
            optional=True,
        ),
        Field(
            "delivered_at",
            "time",
            {1: "deliveredAt"},
            optional=True,
        ),
    ),
    events.EmailGroupResubscribedData: (
        Field(
            "test",
            "boolean",
            {2: "test"},
        ),
        Field(
            "email_id",
            "string",
            {1: "emailId", 2: "emailId"},
            optional=True,
        ),
        Field(
            "unsubscribe_group_id",
            "string",
            {1: "unsubscribeGroupId", 2: "unsubscribeGroupId"},
            optional=True,
        ),
        Field(
            "campaign_id",
            "string",
            {1: "campaignId", 2: "campaignId"},
            optional=True,
        ),
    ),
    events.EmailGroupUnsubscribedData: (
        Field(
            "test",
            "boolean",
            {2: "test"},
        ),
        Field(
            "email_id",
            "string",
            {1: "emailId", 2: "emailId"},
            optional=True,
        ),
        Field(
            "campaign_id",
            "string",
            {1: "campaignId", 2: "campaignId"},
            optional=True,
        ),
        Field(
            "template_id",
            "string",
            {1: "templateId", 2: "templateId"},
            optional=True,
        ),
        Field(
            "workflow_automation_id",
            "string",
            {1: "workflowAutomationId", 2: "workflowAutomationId"},
            optional=True,
        ),
        Field(
            "batch_id",
            "string",
            {1: "batchId", 2: "batchId"},
            optional=True,
        ),
        Field(
            "unsubscribe_group_id",
            "string",
            {1: "unsubscribeGroupId", 2: "unsubscribeGroupId"},
            optional=True,
        ),
    ),
    events.EmailOpenedData: (
        Field(
            "email_id",
            "string",
            {1: "emailId", 2: "emailId"},
        ),
        Field(
            "from_",
            "string",
            {1: "from", 2: "from"},
        ),
        Field(
            "to",
            events.Address,
            {1: "to", 2: "to"},
        ),
        Field(
            "subject",
            "string",
            {1: "subject", 2: "subject"},
        ),
        Field(
            "test",
            "boolean",
            {2: "test"},
        ),
        Field(
            "campaign_id",
            "string",
            {1: "campaignId", 2: "campaignId"},
            optional=True,
        ),
        Field(
            "template_id",
            "string",
            {1: "templateId", 2: "templateId"},
            optional=True,
        ),
        Field(
            "workflow_automation_id",
            "string",
            {2: "workflowAutomationId"},
            optional=True,
        ),
        Field(
            "batch_id",
            "string",
            {2: "batchId"},
            optional=True,
        ),
        Field(
            "created_at",
            "time",
            {1: "createdAt"},
            optional=True,
        ),
        Field(
            "timestamp",
            "time",
            {1: "timestamp"},
            optional=True,
        ),
        Field(
            "opened_at",
            "time",
            {1: "openedAt"},
            optional=True,
        ),
    ),
    events.EmailReceivedData: (
        Field(
            "inbound_email_id",
            "string",
            {1: "inboundEmailId", 2: "inboundEmailId"},
        ),
        Field(
            "from_",
            events.Address,
            {1: "from", 2: "from"},
        ),
        Field(
            "to",
            ListOf(events.Address),
            {1: "to", 2: "to"},
        ),
        Field(
            "cc",
            ListOf(events.Address),
            {1: "cc", 2: "cc"},
        ),
        Field(
            "subject",
            "string",
            {1: "subject", 2: "subject"},
        ),
        Field(
            "attachments",
            ListOf(events.Attachment),
            {1: "attachments", 2: "attachments"},
        ),
        Field(
            "spam_verdict",
            enums.Verdict,
            {1: "spamVerdict", 2: "spamVerdict"},
        ),
        Field(
            "virus_verdict",
            enums.Verdict,
            {1: "virusVerdict", 2: "virusVerdict"},
        ),
        Field(
            "received_at",
            "time",
            {1: "receivedAt", 2: "receivedAt"},
        ),
        Field(
            "thread_id",
            "string",
            {1: "threadId", 2: "threadId"},
            optional=True,
        ),
        Field(
            "in_reply_to_email_activity_id",
            "string",
            {1: "inReplyToEmailActivityId", 2: "inReplyToEmailActivityId"},
            optional=True,
        ),
        Field(
            "in_reply_to_inbound_email_id",
            "string",
            {1: "inReplyToInboundEmailId", 2: "inReplyToInboundEmailId"},
            optional=True,
        ),
    ),
    events.EmailSentData: (
        Field(
            "email_id",
            "string",
            {1: "emailId", 2: "emailId"},
        ),
        Field(
            "from_",
            "string",
            {1: "from", 2: "from"},
        ),
        Field(
            "to",
            events.Address,
            {1: "to", 2: "to"},
        ),
        Field(
            "subject",
            "string",
            {1: "subject", 2: "subject"},
        ),
        Field(
            "test",
            "boolean",
            {2: "test"},
        ),
        Field(
            "campaign_id",
            "string",
            {1: "campaignId", 2: "campaignId"},
            optional=True,
        ),
        Field(
            "template_id",
            "string",
            {1: "templateId", 2: "templateId"},
            optional=True,
        ),
        Field(
            "workflow_automation_id",
            "string",
            {2: "workflowAutomationId"},
            optional=True,
        ),
        Field(
            "batch_id",
            "string",
            {2: "batchId"},
            optional=True,
        ),
        Field(
            "created_at",
            "time",
            {1: "createdAt"},
            optional=True,
        ),
        Field(
            "timestamp",
            "time",
            {1: "timestamp"},
            optional=True,
        ),
    ),
    events.EmailSpamReportedData: (
        Field(
            "email_id",
            "string",
            {1: "emailId", 2: "emailId"},
        ),
        Field(
            "from_",
            "string",
            {1: "from", 2: "from"},
        ),
        Field(
            "to",
            events.Address,
            {1: "to", 2: "to"},
        ),
        Field(
            "subject",
            "string",
            {1: "subject", 2: "subject"},
        ),
        Field(
            "test",
            "boolean",
            {2: "test"},
        ),
        Field(
            "campaign_id",
            "string",
            {1: "campaignId", 2: "campaignId"},
            optional=True,
        ),
        Field(
            "template_id",
            "string",
            {1: "templateId", 2: "templateId"},
            optional=True,
        ),
        Field(
            "workflow_automation_id",
            "string",
            {2: "workflowAutomationId"},
            optional=True,
        ),
        Field(
            "batch_id",
            "string",
            {2: "batchId"},
            optional=True,
        ),
        Field(
            "created_at",
            "time",
            {1: "createdAt"},
            optional=True,
        ),
        Field(
            "timestamp",
            "time",
            {1: "timestamp"},
            optional=True,
        ),
        Field(
            "complaint_type",
            enums.ComplaintType,
            {1: "complaintType", 2: "complaintType"},
            optional=True,
        ),
    ),
    events.EmailUnsubscribedData: (
        Field(
            "test",
            "boolean",
            {2: "test"},
        ),
        Field(
            "email_id",
            "string",
            {1: "emailId", 2: "emailId"},
            optional=True,
        ),
        Field(
            "campaign_id",
            "string",
            {1: "campaignId", 2: "campaignId"},
            optional=True,
        ),
        Field(
            "template_id",
            "string",
            {1: "templateId", 2: "templateId"},
            optional=True,
        ),
        Field(
            "workflow_automation_id",
            "string",
            {2: "workflowAutomationId"},
            optional=True,
        ),
        Field(
            "batch_id",
            "string",
            {2: "batchId"},
            optional=True,
        ),
        Field(
            "email",
            "string",
            {1: "email"},
            optional=True,
        ),
        Field(
            "unsubscribe_group_id",
            "string",
            {1: "unsubscribeGroupId"},
            optional=True,
        ),
        Field(
            "created_at",
            "time",
            {1: "createdAt"},
            optional=True,
        ),
        Field(
            "suppressed_at",
            "time",
            {1: "suppressedAt"},
            optional=True,
        ),
    ),
}
"""The members of each object."""

EVENTS: dict[str, tuple[type[events.TypedEvent], type[events.Object]]] = {
    "email.sent": (events.EmailSent, events.EmailSentData),
    "email.delivered": (events.EmailDelivered, events.EmailDeliveredData),
    "email.deferred": (events.EmailDeferred, events.EmailDeferredData),
    "email.bounced": (events.EmailBounced, events.EmailBouncedData),
    "email.opened": (events.EmailOpened, events.EmailOpenedData),
    "email.clicked": (events.EmailClicked, events.EmailClickedData),
    "email.spam_reported": (events.EmailSpamReported, events.EmailSpamReportedData),
    "email.unsubscribed": (events.EmailUnsubscribed, events.EmailUnsubscribedData),
    "email.group_unsubscribed": (events.EmailGroupUnsubscribed, events.EmailGroupUnsubscribedData),
    "email.group_resubscribed": (events.EmailGroupResubscribed, events.EmailGroupResubscribedData),
    "contact.created": (events.ContactCreated, events.ContactCreatedData),
    "contact.updated": (events.ContactUpdated, events.ContactUpdatedData),
    "contact.deleted": (events.ContactDeleted, events.ContactDeletedData),
    "email.received": (events.EmailReceived, events.EmailReceivedData),
}
"""The class of each event type, and of its data."""

TIME = re.compile(
    r"^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"
)
"""The form of a time; the calendar is `datetime`'s business."""
