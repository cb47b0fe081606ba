# Generated from schema/ by `cargo xtask generate`; do not edit.
"""The classes of the events, from whichever implementation is in use."""

from typing import Literal, Union

from .._backend import implementation

__all__ = [
    "EVENT_TYPES",
    "Event",
    "EventType",
    "EmailSent",
    "EmailDelivered",
    "EmailDeferred",
    "EmailBounced",
    "EmailOpened",
    "EmailClicked",
    "EmailSpamReported",
    "EmailUnsubscribed",
    "EmailGroupUnsubscribed",
    "EmailGroupResubscribed",
    "ContactCreated",
    "ContactUpdated",
    "ContactDeleted",
    "EmailReceived",
    "Address",
    "Attachment",
    "ContactCreatedData",
    "ContactDeletedData",
    "ContactUpdatedData",
    "EmailBouncedData",
    "EmailClickedData",
    "EmailDeferredData",
    "EmailDeliveredData",
    "EmailGroupResubscribedData",
    "EmailGroupUnsubscribedData",
    "EmailOpenedData",
    "EmailReceivedData",
    "EmailSentData",
    "EmailSpamReportedData",
    "EmailUnsubscribedData",
    "Invalid",
    "Unknown",
]

EmailSent = implementation.EmailSent
EmailDelivered = implementation.EmailDelivered
EmailDeferred = implementation.EmailDeferred
EmailBounced = implementation.EmailBounced
EmailOpened = implementation.EmailOpened
EmailClicked = implementation.EmailClicked
EmailSpamReported = implementation.EmailSpamReported
EmailUnsubscribed = implementation.EmailUnsubscribed
EmailGroupUnsubscribed = implementation.EmailGroupUnsubscribed
EmailGroupResubscribed = implementation.EmailGroupResubscribed
ContactCreated = implementation.ContactCreated
ContactUpdated = implementation.ContactUpdated
ContactDeleted = implementation.ContactDeleted
EmailReceived = implementation.EmailReceived
Address = implementation.Address
Attachment = implementation.Attachment
ContactCreatedData = implementation.ContactCreatedData
ContactDeletedData = implementation.ContactDeletedData
ContactUpdatedData = implementation.ContactUpdatedData
EmailBouncedData = implementation.EmailBouncedData
EmailClickedData = implementation.EmailClickedData
EmailDeferredData = implementation.EmailDeferredData
EmailDeliveredData = implementation.EmailDeliveredData
EmailGroupResubscribedData = implementation.EmailGroupResubscribedData
EmailGroupUnsubscribedData = implementation.EmailGroupUnsubscribedData
EmailOpenedData = implementation.EmailOpenedData
EmailReceivedData = implementation.EmailReceivedData
EmailSentData = implementation.EmailSentData
EmailSpamReportedData = implementation.EmailSpamReportedData
EmailUnsubscribedData = implementation.EmailUnsubscribedData
Unknown = implementation.Unknown
Invalid = implementation.Invalid

Event = Union[
    EmailSent,
    EmailDelivered,
    EmailDeferred,
    EmailBounced,
    EmailOpened,
    EmailClicked,
    EmailSpamReported,
    EmailUnsubscribed,
    EmailGroupUnsubscribed,
    EmailGroupResubscribed,
    ContactCreated,
    ContactUpdated,
    ContactDeleted,
    EmailReceived,
    Unknown,
    Invalid,
]

"""What a delivery holds: an event of a known type, or `Unknown`, or `Invalid`."""

EventType = Literal[
    "email.sent",
    "email.delivered",
    "email.deferred",
    "email.bounced",
    "email.opened",
    "email.clicked",
    "email.spam_reported",
    "email.unsubscribed",
    "email.group_unsubscribed",
    "email.group_resubscribed",
    "contact.created",
    "contact.updated",
    "contact.deleted",
    "email.received",
]
"""The types that are known, by name."""

EVENT_TYPES = (
    "email.sent",
    "email.delivered",
    "email.deferred",
    "email.bounced",
    "email.opened",
    "email.clicked",
    "email.spam_reported",
    "email.unsubscribed",
    "email.group_unsubscribed",
    "email.group_resubscribed",
    "contact.created",
    "contact.updated",
    "contact.deleted",
    "email.received",
)
"""The types that are known, in the provider's order."""
