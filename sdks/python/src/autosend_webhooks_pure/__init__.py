# Generated from schema/ by `cargo xtask generate`; do not edit.
"""Receive AutoSend webhooks: signatures verified over the raw bytes, typed events, repeats recognised.

    verifier = Verifier(secret)
    delivery = verifier.verify(body, headers)  # the raw bytes, and any mapping
    if isinstance(delivery.event, EmailSent):
        print(delivery.event.data)

Everything that is refused is a `WebhookError` with a `code` and an HTTP `status`.
"""

from .deduplicator import Admission, Deduplicator
from .delivery import Delivery
from .enums import (
    BounceSubType,
    BounceType,
    ComplaintType,
    DelayType,
    Verdict,
)
from .errors import (
    BodyError,
    ConfigurationError,
    EventError,
    HeaderError,
    SignatureError,
    TimestampError,
    WebhookError,
)
from .events import (
    EVENT_TYPES,
    Address,
    Attachment,
    ContactCreated,
    ContactCreatedData,
    ContactDeleted,
    ContactDeletedData,
    ContactUpdated,
    ContactUpdatedData,
    EmailBounced,
    EmailBouncedData,
    EmailClicked,
    EmailClickedData,
    EmailDeferred,
    EmailDeferredData,
    EmailDelivered,
    EmailDeliveredData,
    EmailGroupResubscribed,
    EmailGroupResubscribedData,
    EmailGroupUnsubscribed,
    EmailGroupUnsubscribedData,
    EmailOpened,
    EmailOpenedData,
    EmailReceived,
    EmailReceivedData,
    EmailSent,
    EmailSentData,
    EmailSpamReported,
    EmailSpamReportedData,
    EmailUnsubscribed,
    EmailUnsubscribedData,
    Event,
    EventType,
    Invalid,
    Unknown,
)
from .explain import Cause, Explanation
from .read import parse_event
from .verifier import Verifier

__all__ = [
    "EVENT_TYPES",
    "Address",
    "Admission",
    "Attachment",
    "BodyError",
    "BounceSubType",
    "BounceType",
    "Cause",
    "ComplaintType",
    "ConfigurationError",
    "ContactCreated",
    "ContactCreatedData",
    "ContactDeleted",
    "ContactDeletedData",
    "ContactUpdated",
    "ContactUpdatedData",
    "Deduplicator",
    "DelayType",
    "Delivery",
    "EmailBounced",
    "EmailBouncedData",
    "EmailClicked",
    "EmailClickedData",
    "EmailDeferred",
    "EmailDeferredData",
    "EmailDelivered",
    "EmailDeliveredData",
    "EmailGroupResubscribed",
    "EmailGroupResubscribedData",
    "EmailGroupUnsubscribed",
    "EmailGroupUnsubscribedData",
    "EmailOpened",
    "EmailOpenedData",
    "EmailReceived",
    "EmailReceivedData",
    "EmailSent",
    "EmailSentData",
    "EmailSpamReported",
    "EmailSpamReportedData",
    "EmailUnsubscribed",
    "EmailUnsubscribedData",
    "Event",
    "EventError",
    "EventType",
    "Explanation",
    "HeaderError",
    "Invalid",
    "SignatureError",
    "TimestampError",
    "Unknown",
    "Verdict",
    "Verifier",
    "WebhookError",
    "__version__",
    "parse_event",
]

__version__ = "0.1.0"
"""The version of the package."""
