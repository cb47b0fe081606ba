# Generated from schema/ by `cargo xtask generate`; do not edit.
"""What the native module holds, in Python alone: where that is not there, or does not load."""

from .delivery import Delivery as Delivery
from .events import (
    Address as Address,
    Attachment as Attachment,
    ContactCreated as ContactCreated,
    ContactCreatedData as ContactCreatedData,
    ContactDeleted as ContactDeleted,
    ContactDeletedData as ContactDeletedData,
    ContactUpdated as ContactUpdated,
    ContactUpdatedData as ContactUpdatedData,
    EmailBounced as EmailBounced,
    EmailBouncedData as EmailBouncedData,
    EmailClicked as EmailClicked,
    EmailClickedData as EmailClickedData,
    EmailDeferred as EmailDeferred,
    EmailDeferredData as EmailDeferredData,
    EmailDelivered as EmailDelivered,
    EmailDeliveredData as EmailDeliveredData,
    EmailGroupResubscribed as EmailGroupResubscribed,
    EmailGroupResubscribedData as EmailGroupResubscribedData,
    EmailGroupUnsubscribed as EmailGroupUnsubscribed,
    EmailGroupUnsubscribedData as EmailGroupUnsubscribedData,
    EmailOpened as EmailOpened,
    EmailOpenedData as EmailOpenedData,
    EmailReceived as EmailReceived,
    EmailReceivedData as EmailReceivedData,
    EmailSent as EmailSent,
    EmailSentData as EmailSentData,
    EmailSpamReported as EmailSpamReported,
    EmailSpamReportedData as EmailSpamReportedData,
    EmailUnsubscribed as EmailUnsubscribed,
    EmailUnsubscribedData as EmailUnsubscribedData,
    Invalid as Invalid,
    Unknown as Unknown,
)
from .explain import Cause as Cause
from .explain import Explanation as Explanation
from .read import parse_event as parse_event
from .read import restore_delivery as restore_delivery
from .testing import sample as sample
from .testing import sign as sign
from .verifier import Verifier as Verifier
