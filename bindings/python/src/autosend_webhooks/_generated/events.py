# Generated from schema/ by `cargo xtask generate`; do not edit.
# ruff: noqa: E501
"""The events, one class a type, what they are made of, and how it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Callable, ClassVar, Literal, Optional, Union, final

from .._model import Invalid, Object, TypedEvent, Unknown
from .._values import (
    MISSING as _MISSING,
    boolean as _boolean,
    choice as _choice,
    integer as _integer,
    list_of as _list_of,
    maker as _maker,
    members as _members,
    number as _number,
    rest as _rest,
    text as _text,
    time as _time,
)
from .enums import (
    BounceSubType,
    BounceType,
    ComplaintType,
    DelayType,
    Verdict,
)

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


@final
@dataclass(frozen=True, eq=False, repr=False)
class Address(Object):
    """An address with the name that goes with it."""

    __slots__ = {
        "email": "The e-mail address.",
        "name": "The display name, if there is one.",
        "_extra": "",
    }

    email: str
    """The e-mail address."""
    name: Optional[str]
    """The display name, if there is one."""
    _extra: Optional[dict[str, Any]]


@final
@dataclass(frozen=True, eq=False, repr=False)
class Attachment(Object):
    """A file attached to an inbound message."""

    __slots__ = {
        "attachment_id": "Id of the attachment.",
        "attachment_index": "Position among the message's attachments, from 0.",
        "filename": "File name as the sender gave it: untrusted, never a path to write to.",
        "content_type": "Media type as the sender gave it.",
        "size": "Size in bytes.",
        "_extra": "",
    }

    attachment_id: str
    """Id of the attachment."""
    attachment_index: int
    """Position among the message's attachments, from 0."""
    filename: str
    """File name as the sender gave it: untrusted, never a path to write to."""
    content_type: str
    """Media type as the sender gave it."""
    size: int
    """Size in bytes."""
    _extra: Optional[dict[str, Any]]


@final
@dataclass(frozen=True, eq=False, repr=False)
class ContactCreatedData(Object):
    """A contact was created. Custom properties are in `extra`."""

    __slots__ = {
        "contact_id": "Id of the contact.",
        "email": "The contact's e-mail address.",
        "name": "The contact's name.",
        "user_id": "The id that your own system gave the contact (first generation).",
        "first_name": "The first name (first generation).",
        "last_name": "The last name (first generation).",
        "created_at": "When the contact was created (first generation).",
        "_extra": "",
    }

    contact_id: Optional[str]
    """Id of the contact."""
    email: Optional[str]
    """The contact's e-mail address."""
    name: Optional[str]
    """The contact's name."""
    user_id: Optional[str]
    """The id that your own system gave the contact (first generation)."""
    first_name: Optional[str]
    """The first name (first generation)."""
    last_name: Optional[str]
    """The last name (first generation)."""
    created_at: Optional[datetime]
    """When the contact was created (first generation)."""
    _extra: Optional[dict[str, Any]]


@final
@dataclass(frozen=True, eq=False, repr=False)
class ContactDeletedData(Object):
    """A contact was deleted."""

    __slots__ = {
        "contact_id": "Id of the contact.",
        "email": "The contact's e-mail address.",
        "deleted_at": "When the contact was deleted (first generation).",
        "user_id": "The id that your own system gave the contact (first generation).",
        "first_name": "The first name (first generation).",
        "last_name": "The last name (first generation).",
        "created_at": "When the contact was created (first generation).",
        "_extra": "",
    }

    contact_id: Optional[str]
    """Id of the contact."""
    email: Optional[str]
    """The contact's e-mail address."""
    deleted_at: Optional[datetime]
    """When the contact was deleted (first generation)."""
    user_id: Optional[str]
    """The id that your own system gave the contact (first generation)."""
    first_name: Optional[str]
    """The first name (first generation)."""
    last_name: Optional[str]
    """The last name (first generation)."""
    created_at: Optional[datetime]
    """When the contact was created (first generation)."""
    _extra: Optional[dict[str, Any]]


@final
@dataclass(frozen=True, eq=False, repr=False)
class ContactUpdatedData(Object):
    """A contact was changed. Custom properties are in `extra`."""

    __slots__ = {
        "contact_id": "Id of the contact.",
        "email": "The contact's e-mail address.",
        "name": "The contact's name.",
        "changed_fields": "The names of the fields that changed.",
        "updated_at": "When the contact was changed (first generation).",
        "user_id": "The id that your own system gave the contact (first generation).",
        "first_name": "The first name (first generation).",
        "last_name": "The last name (first generation).",
        "created_at": "When the contact was created (first generation).",
        "_extra": "",
    }

    contact_id: Optional[str]
    """Id of the contact."""
    email: Optional[str]
    """The contact's e-mail address."""
    name: Optional[str]
    """The contact's name."""
    changed_fields: Optional[tuple[str, ...]]
    """The names of the fields that changed."""
    updated_at: Optional[datetime]
    """When the contact was changed (first generation)."""
    user_id: Optional[str]
    """The id that your own system gave the contact (first generation)."""
    first_name: Optional[str]
    """The first name (first generation)."""
    last_name: Optional[str]
    """The last name (first generation)."""
    created_at: Optional[datetime]
    """When the contact was created (first generation)."""
    _extra: Optional[dict[str, Any]]


@final
@dataclass(frozen=True, eq=False, repr=False)
class EmailBouncedData(Object):
    """The recipient's mail server refused a message."""

    __slots__ = {
        "email_id": "Id of the message.",
        "from_": "The sender's address.",
        "to": "The recipient.",
        "subject": "The subject line.",
        "test": "Whether it was a test message. First-generation bodies don't say: false.",
        "campaign_id": "Id of the campaign it belongs to.",
        "template_id": "Id of the template it was made from.",
        "workflow_automation_id": "Id of the workflow automation that sent it.",
        "batch_id": "Id of the batch it was sent in.",
        "created_at": "When the message was created (first generation).",
        "timestamp": "When the event happened (first generation).",
        "bounce_type": "Permanent (hard) or transient (soft).",
        "bounce_sub_type": "What kind of bounce it is.",
        "reason": "The mail server's words. First-generation bodies call it `bounceReason`.",
        "bounced_at": "When it bounced (first generation).",
        "_extra": "",
    }

    email_id: str
    """Id of the message."""
    from_: str
    """The sender's address."""
    to: Address
    """The recipient."""
    subject: str
    """The subject line."""
    test: bool
    """Whether it was a test message. First-generation bodies don't say: false."""
    campaign_id: Optional[str]
    """Id of the campaign it belongs to."""
    template_id: Optional[str]
    """Id of the template it was made from."""
    workflow_automation_id: Optional[str]
    """Id of the workflow automation that sent it."""
    batch_id: Optional[str]
    """Id of the batch it was sent in."""
    created_at: Optional[datetime]
    """When the message was created (first generation)."""
    timestamp: Optional[datetime]
    """When the event happened (first generation)."""
    bounce_type: Optional[Union[BounceType, str]]
    """Permanent (hard) or transient (soft)."""
    bounce_sub_type: Optional[Union[BounceSubType, str]]
    """What kind of bounce it is."""
    reason: Optional[str]
    """The mail server's words. First-generation bodies call it `bounceReason`."""
    bounced_at: Optional[datetime]
    """When it bounced (first generation)."""
    _extra: Optional[dict[str, Any]]


@final
@dataclass(frozen=True, eq=False, repr=False)
class EmailClickedData(Object):
    """A recipient clicked a link in a message."""

    __slots__ = {
        "email_id": "Id of the message.",
        "from_": "The sender's address.",
        "to": "The recipient.",
        "subject": "The subject line.",
        "test": "Whether it was a test message. First-generation bodies don't say: false.",
        "campaign_id": "Id of the campaign it belongs to.",
        "template_id": "Id of the template it was made from.",
        "workflow_automation_id": "Id of the workflow automation that sent it.",
        "batch_id": "Id of the batch it was sent in.",
        "created_at": "When the message was created (first generation).",
        "timestamp": "When the event happened (first generation).",
        "clicked_url": "The link's target.",
        "_extra": "",
    }

    email_id: str
    """Id of the message."""
    from_: str
    """The sender's address."""
    to: Address
    """The recipient."""
    subject: str
    """The subject line."""
    test: bool
    """Whether it was a test message. First-generation bodies don't say: false."""
    campaign_id: Optional[str]
    """Id of the campaign it belongs to."""
    template_id: Optional[str]
    """Id of the template it was made from."""
    workflow_automation_id: Optional[str]
    """Id of the workflow automation that sent it."""
    batch_id: Optional[str]
    """Id of the batch it was sent in."""
    created_at: Optional[datetime]
    """When the message was created (first generation)."""
    timestamp: Optional[datetime]
    """When the event happened (first generation)."""
    clicked_url: Optional[str]
    """The link's target."""
    _extra: Optional[dict[str, Any]]


@final
@dataclass(frozen=True, eq=False, repr=False)
class EmailDeferredData(Object):
    """The recipient's mail server put a message off; it will be tried again."""

    __slots__ = {
        "email_id": "Id of the message.",
        "from_": "The sender's address.",
        "to": "The recipient.",
        "subject": "The subject line.",
        "test": "Whether it was a test message. First-generation bodies don't say: false.",
        "campaign_id": "Id of the campaign it belongs to.",
        "template_id": "Id of the template it was made from.",
        "workflow_automation_id": "Id of the workflow automation that sent it.",
        "batch_id": "Id of the batch it was sent in.",
        "created_at": "When the message was created (first generation).",
        "timestamp": "When the event happened (first generation).",
        "delay_type": "Why it is delayed.",
        "delay_reason": "The mail server's words.",
        "expiration_time": "When trying ends.",
        "_extra": "",
    }

    email_id: str
    """Id of the message."""
    from_: str
    """The sender's address."""
    to: Address
    """The recipient."""
    subject: str
    """The subject line."""
    test: bool
    """Whether it was a test message. First-generation bodies don't say: false."""
    campaign_id: Optional[str]
    """Id of the campaign it belongs to."""
    template_id: Optional[str]
    """Id of the template it was made from."""
    workflow_automation_id: Optional[str]
    """Id of the workflow automation that sent it."""
    batch_id: Optional[str]
    """Id of the batch it was sent in."""
    created_at: Optional[datetime]
    """When the message was created (first generation)."""
    timestamp: Optional[datetime]
    """When the event happened (first generation)."""
    delay_type: Optional[Union[DelayType, str]]
    """Why it is delayed."""
    delay_reason: Optional[str]
    """The mail server's words."""
    expiration_time: Optional[datetime]
    """When trying ends."""
    _extra: Optional[dict[str, Any]]


@final
@dataclass(frozen=True, eq=False, repr=False)
class EmailDeliveredData(Object):
    """The recipient's mail server accepted a message."""

    __slots__ = {
        "email_id": "Id of the message.",
        "from_": "The sender's address.",
        "to": "The recipient.",
        "subject": "The subject line.",
        "test": "Whether it was a test message. First-generation bodies don't say: false.",
        "campaign_id": "Id of the campaign it belongs to.",
        "template_id": "Id of the template it was made from.",
        "workflow_automation_id": "Id of the workflow automation that sent it.",
        "batch_id": "Id of the batch it was sent in.",
        "created_at": "When the message was created (first generation).",
        "timestamp": "When the event happened (first generation).",
        "delivered_at": "When it was delivered (first generation).",
        "_extra": "",
    }

    email_id: str
    """Id of the message."""
    from_: str
    """The sender's address."""
    to: Address
    """The recipient."""
    subject: str
    """The subject line."""
    test: bool
    """Whether it was a test message. First-generation bodies don't say: false."""
    campaign_id: Optional[str]
    """Id of the campaign it belongs to."""
    template_id: Optional[str]
    """Id of the template it was made from."""
    workflow_automation_id: Optional[str]
    """Id of the workflow automation that sent it."""
    batch_id: Optional[str]
    """Id of the batch it was sent in."""
    created_at: Optional[datetime]
    """When the message was created (first generation)."""
    timestamp: Optional[datetime]
    """When the event happened (first generation)."""
    delivered_at: Optional[datetime]
    """When it was delivered (first generation)."""
    _extra: Optional[dict[str, Any]]


@final
@dataclass(frozen=True, eq=False, repr=False)
class EmailGroupResubscribedData(Object):
    """A recipient subscribed to a group of messages again."""

    __slots__ = {
        "test": "Whether it came from a test message.",
        "email_id": "Id of the message it came from.",
        "unsubscribe_group_id": "Id of the group.",
        "campaign_id": "Id of the campaign it came from.",
        "_extra": "",
    }

    test: bool
    """Whether it came from a test message."""
    email_id: Optional[str]
    """Id of the message it came from."""
    unsubscribe_group_id: Optional[str]
    """Id of the group."""
    campaign_id: Optional[str]
    """Id of the campaign it came from."""
    _extra: Optional[dict[str, Any]]


@final
@dataclass(frozen=True, eq=False, repr=False)
class EmailGroupUnsubscribedData(Object):
    """A recipient unsubscribed from one group of messages."""

    __slots__ = {
        "test": "Whether it came from a test message.",
        "email_id": "Id of the message it came from.",
        "campaign_id": "Id of the campaign it came from.",
        "template_id": "Id of the template of the message.",
        "workflow_automation_id": "Id of the workflow automation that sent the message.",
        "batch_id": "Id of the batch of the message.",
        "unsubscribe_group_id": "Id of the group.",
        "_extra": "",
    }

    test: bool
    """Whether it came from a test message."""
    email_id: Optional[str]
    """Id of the message it came from."""
    campaign_id: Optional[str]
    """Id of the campaign it came from."""
    template_id: Optional[str]
    """Id of the template of the message."""
    workflow_automation_id: Optional[str]
    """Id of the workflow automation that sent the message."""
    batch_id: Optional[str]
    """Id of the batch of the message."""
    unsubscribe_group_id: Optional[str]
    """Id of the group."""
    _extra: Optional[dict[str, Any]]


@final
@dataclass(frozen=True, eq=False, repr=False)
class EmailOpenedData(Object):
    """A recipient opened a message. There is no address, device or place in it, on purpose."""

    __slots__ = {
        "email_id": "Id of the message.",
        "from_": "The sender's address.",
        "to": "The recipient.",
        "subject": "The subject line.",
        "test": "Whether it was a test message. First-generation bodies don't say: false.",
        "campaign_id": "Id of the campaign it belongs to.",
        "template_id": "Id of the template it was made from.",
        "workflow_automation_id": "Id of the workflow automation that sent it.",
        "batch_id": "Id of the batch it was sent in.",
        "created_at": "When the message was created (first generation).",
        "timestamp": "When the event happened (first generation).",
        "opened_at": "When it was opened (first generation).",
        "_extra": "",
    }

    email_id: str
    """Id of the message."""
    from_: str
    """The sender's address."""
    to: Address
    """The recipient."""
    subject: str
    """The subject line."""
    test: bool
    """Whether it was a test message. First-generation bodies don't say: false."""
    campaign_id: Optional[str]
    """Id of the campaign it belongs to."""
    template_id: Optional[str]
    """Id of the template it was made from."""
    workflow_automation_id: Optional[str]
    """Id of the workflow automation that sent it."""
    batch_id: Optional[str]
    """Id of the batch it was sent in."""
    created_at: Optional[datetime]
    """When the message was created (first generation)."""
    timestamp: Optional[datetime]
    """When the event happened (first generation)."""
    opened_at: Optional[datetime]
    """When it was opened (first generation)."""
    _extra: Optional[dict[str, Any]]


@final
@dataclass(frozen=True, eq=False, repr=False)
class EmailReceivedData(Object):
    """A message came in for one of your inbound addresses."""

    __slots__ = {
        "inbound_email_id": "Id of the inbound message.",
        "from_": "Who sent it: an object here, while outbound events carry a plain address.",
        "to": "The recipients.",
        "cc": "The recipients in copy.",
        "subject": "The subject line.",
        "attachments": "The attached files.",
        "spam_verdict": "What the spam scan found.",
        "virus_verdict": "What the virus scan found.",
        "received_at": "When it came in.",
        "thread_id": "Id of the conversation it belongs to.",
        "in_reply_to_email_activity_id": "Id of the outbound message that it answers.",
        "in_reply_to_inbound_email_id": "Id of the inbound message that it answers.",
        "_extra": "",
    }

    inbound_email_id: str
    """Id of the inbound message."""
    from_: Address
    """Who sent it: an object here, while outbound events carry a plain address."""
    to: tuple[Address, ...]
    """The recipients."""
    cc: tuple[Address, ...]
    """The recipients in copy."""
    subject: str
    """The subject line."""
    attachments: tuple[Attachment, ...]
    """The attached files."""
    spam_verdict: Union[Verdict, str]
    """What the spam scan found."""
    virus_verdict: Union[Verdict, str]
    """What the virus scan found."""
    received_at: datetime
    """When it came in."""
    thread_id: Optional[str]
    """Id of the conversation it belongs to."""
    in_reply_to_email_activity_id: Optional[str]
    """Id of the outbound message that it answers."""
    in_reply_to_inbound_email_id: Optional[str]
    """Id of the inbound message that it answers."""
    _extra: Optional[dict[str, Any]]


@final
@dataclass(frozen=True, eq=False, repr=False)
class EmailSentData(Object):
    """A message was handed over for sending."""

    __slots__ = {
        "email_id": "Id of the message.",
        "from_": "The sender's address.",
        "to": "The recipient.",
        "subject": "The subject line.",
        "test": "Whether it was a test message. First-generation bodies don't say: false.",
        "campaign_id": "Id of the campaign it belongs to.",
        "template_id": "Id of the template it was made from.",
        "workflow_automation_id": "Id of the workflow automation that sent it.",
        "batch_id": "Id of the batch it was sent in.",
        "created_at": "When the message was created (first generation).",
        "timestamp": "When the event happened (first generation).",
        "_extra": "",
    }

    email_id: str
    """Id of the message."""
    from_: str
    """The sender's address."""
    to: Address
    """The recipient."""
    subject: str
    """The subject line."""
    test: bool
    """Whether it was a test message. First-generation bodies don't say: false."""
    campaign_id: Optional[str]
    """Id of the campaign it belongs to."""
    template_id: Optional[str]
    """Id of the template it was made from."""
    workflow_automation_id: Optional[str]
    """Id of the workflow automation that sent it."""
    batch_id: Optional[str]
    """Id of the batch it was sent in."""
    created_at: Optional[datetime]
    """When the message was created (first generation)."""
    timestamp: Optional[datetime]
    """When the event happened (first generation)."""
    _extra: Optional[dict[str, Any]]


@final
@dataclass(frozen=True, eq=False, repr=False)
class EmailSpamReportedData(Object):
    """A recipient reported a message as spam."""

    __slots__ = {
        "email_id": "Id of the message.",
        "from_": "The sender's address.",
        "to": "The recipient.",
        "subject": "The subject line.",
        "test": "Whether it was a test message. First-generation bodies don't say: false.",
        "campaign_id": "Id of the campaign it belongs to.",
        "template_id": "Id of the template it was made from.",
        "workflow_automation_id": "Id of the workflow automation that sent it.",
        "batch_id": "Id of the batch it was sent in.",
        "created_at": "When the message was created (first generation).",
        "timestamp": "When the event happened (first generation).",
        "complaint_type": "What the recipient complained of.",
        "_extra": "",
    }

    email_id: str
    """Id of the message."""
    from_: str
    """The sender's address."""
    to: Address
    """The recipient."""
    subject: str
    """The subject line."""
    test: bool
    """Whether it was a test message. First-generation bodies don't say: false."""
    campaign_id: Optional[str]
    """Id of the campaign it belongs to."""
    template_id: Optional[str]
    """Id of the template it was made from."""
    workflow_automation_id: Optional[str]
    """Id of the workflow automation that sent it."""
    batch_id: Optional[str]
    """Id of the batch it was sent in."""
    created_at: Optional[datetime]
    """When the message was created (first generation)."""
    timestamp: Optional[datetime]
    """When the event happened (first generation)."""
    complaint_type: Optional[Union[ComplaintType, str]]
    """What the recipient complained of."""
    _extra: Optional[dict[str, Any]]


@final
@dataclass(frozen=True, eq=False, repr=False)
class EmailUnsubscribedData(Object):
    """A recipient unsubscribed from everything."""

    __slots__ = {
        "test": "Whether it came from a test message. First-generation bodies don't say: false.",
        "email_id": "Id of the message it came from.",
        "campaign_id": "Id of the campaign it came from.",
        "template_id": "Id of the template of the message.",
        "workflow_automation_id": "Id of the workflow automation that sent the message.",
        "batch_id": "Id of the batch of the message.",
        "email": "The address that unsubscribed (first generation).",
        "unsubscribe_group_id": "Id of the unsubscribe group (first generation).",
        "created_at": "When the record was created (first generation).",
        "suppressed_at": "When the address was suppressed (first generation).",
        "_extra": "",
    }

    test: bool
    """Whether it came from a test message. First-generation bodies don't say: false."""
    email_id: Optional[str]
    """Id of the message it came from."""
    campaign_id: Optional[str]
    """Id of the campaign it came from."""
    template_id: Optional[str]
    """Id of the template of the message."""
    workflow_automation_id: Optional[str]
    """Id of the workflow automation that sent the message."""
    batch_id: Optional[str]
    """Id of the batch of the message."""
    email: Optional[str]
    """The address that unsubscribed (first generation)."""
    unsubscribe_group_id: Optional[str]
    """Id of the unsubscribe group (first generation)."""
    created_at: Optional[datetime]
    """When the record was created (first generation)."""
    suppressed_at: Optional[datetime]
    """When the address was suppressed (first generation)."""
    _extra: Optional[dict[str, Any]]


@final
class EmailSent(TypedEvent[EmailSentData]):
    """`email.sent`: a message was handed over for sending."""

    __slots__ = ()
    type: ClassVar[Literal["email.sent"]] = "email.sent"


@final
class EmailDelivered(TypedEvent[EmailDeliveredData]):
    """`email.delivered`: the recipient's mail server accepted a message."""

    __slots__ = ()
    type: ClassVar[Literal["email.delivered"]] = "email.delivered"


@final
class EmailDeferred(TypedEvent[EmailDeferredData]):
    """`email.deferred`: the recipient's mail server put a message off."""

    __slots__ = ()
    type: ClassVar[Literal["email.deferred"]] = "email.deferred"


@final
class EmailBounced(TypedEvent[EmailBouncedData]):
    """`email.bounced`: the recipient's mail server refused a message."""

    __slots__ = ()
    type: ClassVar[Literal["email.bounced"]] = "email.bounced"


@final
class EmailOpened(TypedEvent[EmailOpenedData]):
    """`email.opened`: a recipient opened a message."""

    __slots__ = ()
    type: ClassVar[Literal["email.opened"]] = "email.opened"


@final
class EmailClicked(TypedEvent[EmailClickedData]):
    """`email.clicked`: a recipient clicked a link in a message."""

    __slots__ = ()
    type: ClassVar[Literal["email.clicked"]] = "email.clicked"


@final
class EmailSpamReported(TypedEvent[EmailSpamReportedData]):
    """`email.spam_reported`: a recipient reported a message as spam."""

    __slots__ = ()
    type: ClassVar[Literal["email.spam_reported"]] = "email.spam_reported"


@final
class EmailUnsubscribed(TypedEvent[EmailUnsubscribedData]):
    """`email.unsubscribed`: a recipient unsubscribed from everything."""

    __slots__ = ()
    type: ClassVar[Literal["email.unsubscribed"]] = "email.unsubscribed"


@final
class EmailGroupUnsubscribed(TypedEvent[EmailGroupUnsubscribedData]):
    """`email.group_unsubscribed`: a recipient unsubscribed from a group."""

    __slots__ = ()
    type: ClassVar[Literal["email.group_unsubscribed"]] = "email.group_unsubscribed"


@final
class EmailGroupResubscribed(TypedEvent[EmailGroupResubscribedData]):
    """`email.group_resubscribed`: a recipient subscribed to a group again."""

    __slots__ = ()
    type: ClassVar[Literal["email.group_resubscribed"]] = "email.group_resubscribed"


@final
class ContactCreated(TypedEvent[ContactCreatedData]):
    """`contact.created`: a contact was created."""

    __slots__ = ()
    type: ClassVar[Literal["contact.created"]] = "contact.created"


@final
class ContactUpdated(TypedEvent[ContactUpdatedData]):
    """`contact.updated`: a contact was changed."""

    __slots__ = ()
    type: ClassVar[Literal["contact.updated"]] = "contact.updated"


@final
class ContactDeleted(TypedEvent[ContactDeletedData]):
    """`contact.deleted`: a contact was deleted."""

    __slots__ = ()
    type: ClassVar[Literal["contact.deleted"]] = "contact.deleted"


@final
class EmailReceived(TypedEvent[EmailReceivedData]):
    """`email.received`: a message came in."""

    __slots__ = ()
    type: ClassVar[Literal["email.received"]] = "email.received"


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

_BOUNCE_SUB_TYPE = {member.value: member for member in BounceSubType}
_BOUNCE_TYPE = {member.value: member for member in BounceType}
_COMPLAINT_TYPE = {member.value: member for member in ComplaintType}
_DELAY_TYPE = {member.value: member for member in DelayType}
_VERDICT = {member.value: member for member in Verdict}
_address = _maker(Address)
_attachment = _maker(Attachment)
_contact_created_data = _maker(ContactCreatedData)
_contact_deleted_data = _maker(ContactDeletedData)
_contact_updated_data = _maker(ContactUpdatedData)
_email_bounced_data = _maker(EmailBouncedData)
_email_clicked_data = _maker(EmailClickedData)
_email_deferred_data = _maker(EmailDeferredData)
_email_delivered_data = _maker(EmailDeliveredData)
_email_group_resubscribed_data = _maker(EmailGroupResubscribedData)
_email_group_unsubscribed_data = _maker(EmailGroupUnsubscribedData)
_email_opened_data = _maker(EmailOpenedData)
_email_received_data = _maker(EmailReceivedData)
_email_sent_data = _maker(EmailSentData)
_email_spam_reported_data = _maker(EmailSpamReportedData)
_email_unsubscribed_data = _maker(EmailUnsubscribedData)


def read_address(_value: Any, _path: str, _generation: int) -> Address:
    """Takes the members that it names out of the object."""
    _pop = _members(_value, _path).pop
    email = _pop("email", _MISSING)
    name = _pop("name", None)
    return _address(
        email if email.__class__ is str and email.isascii() else _text(email, _path + ".email"),
        None if name is None else name if name.__class__ is str and name.isascii() else _text(name, _path + ".name"),
        _rest(_value),
    )


def read_attachment(_value: Any, _path: str, _generation: int) -> Attachment:
    """Takes the members that it names out of the object."""
    _pop = _members(_value, _path).pop
    attachment_id = _pop("attachmentId", _MISSING)
    attachment_index = _pop("attachmentIndex", _MISSING)
    filename = _pop("filename", _MISSING)
    content_type = _pop("contentType", _MISSING)
    size = _pop("size", _MISSING)
    return _attachment(
        attachment_id if attachment_id.__class__ is str and attachment_id.isascii() else _text(attachment_id, _path + ".attachmentId"),
        _integer(attachment_index, _path + ".attachmentIndex"),
        filename if filename.__class__ is str and filename.isascii() else _text(filename, _path + ".filename"),
        content_type if content_type.__class__ is str and content_type.isascii() else _text(content_type, _path + ".contentType"),
        _integer(size, _path + ".size"),
        _rest(_value),
    )


def read_contact_created_data(_value: Any, _path: str, _generation: int) -> ContactCreatedData:
    """Takes the members that it names out of the object."""
    _pop = _members(_value, _path).pop
    contact_id = _pop("contactId", None)
    email = _pop("email", None)
    name = _pop("name", None) if _generation in (2,) else None
    user_id = _pop("userId", None) if _generation in (1,) else None
    first_name = _pop("firstName", None) if _generation in (1,) else None
    last_name = _pop("lastName", None) if _generation in (1,) else None
    created_at = _pop("createdAt", None) if _generation in (1,) else None
    return _contact_created_data(
        None if contact_id is None else contact_id if contact_id.__class__ is str and contact_id.isascii() else _text(contact_id, _path + ".contactId"),
        None if email is None else email if email.__class__ is str and email.isascii() else _text(email, _path + ".email"),
        None if name is None else name if name.__class__ is str and name.isascii() else _text(name, _path + ".name"),
        None if user_id is None else user_id if user_id.__class__ is str and user_id.isascii() else _text(user_id, _path + ".userId"),
        None if first_name is None else first_name if first_name.__class__ is str and first_name.isascii() else _text(first_name, _path + ".firstName"),
        None if last_name is None else last_name if last_name.__class__ is str and last_name.isascii() else _text(last_name, _path + ".lastName"),
        None if created_at is None else _time(created_at, _path + ".createdAt"),
        _rest(_value),
    )


def read_contact_deleted_data(_value: Any, _path: str, _generation: int) -> ContactDeletedData:
    """Takes the members that it names out of the object."""
    _pop = _members(_value, _path).pop
    contact_id = _pop("contactId", None)
    email = _pop("email", None)
    deleted_at = _pop("deletedAt", None) if _generation in (1,) else None
    user_id = _pop("userId", None) if _generation in (1,) else None
    first_name = _pop("firstName", None) if _generation in (1,) else None
    last_name = _pop("lastName", None) if _generation in (1,) else None
    created_at = _pop("createdAt", None) if _generation in (1,) else None
    return _contact_deleted_data(
        None if contact_id is None else contact_id if contact_id.__class__ is str and contact_id.isascii() else _text(contact_id, _path + ".contactId"),
        None if email is None else email if email.__class__ is str and email.isascii() else _text(email, _path + ".email"),
        None if deleted_at is None else _time(deleted_at, _path + ".deletedAt"),
        None if user_id is None else user_id if user_id.__class__ is str and user_id.isascii() else _text(user_id, _path + ".userId"),
        None if first_name is None else first_name if first_name.__class__ is str and first_name.isascii() else _text(first_name, _path + ".firstName"),
        None if last_name is None else last_name if last_name.__class__ is str and last_name.isascii() else _text(last_name, _path + ".lastName"),
        None if created_at is None else _time(created_at, _path + ".createdAt"),
        _rest(_value),
    )


def read_contact_updated_data(_value: Any, _path: str, _generation: int) -> ContactUpdatedData:
    """Takes the members that it names out of the object."""
    _pop = _members(_value, _path).pop
    contact_id = _pop("contactId", None)
    email = _pop("email", None)
    name = _pop("name", None) if _generation in (2,) else None
    changed_fields = _pop("changedFields", None) if _generation in (2,) else None
    updated_at = _pop("updatedAt", None) if _generation in (1,) else None
    user_id = _pop("userId", None) if _generation in (1,) else None
    first_name = _pop("firstName", None) if _generation in (1,) else None
    last_name = _pop("lastName", None) if _generation in (1,) else None
    created_at = _pop("createdAt", None) if _generation in (1,) else None
    return _contact_updated_data(
        None if contact_id is None else contact_id if contact_id.__class__ is str and contact_id.isascii() else _text(contact_id, _path + ".contactId"),
        None if email is None else email if email.__class__ is str and email.isascii() else _text(email, _path + ".email"),
        None if name is None else name if name.__class__ is str and name.isascii() else _text(name, _path + ".name"),
        None if changed_fields is None else _list_of(changed_fields, _path + ".changedFields", lambda _it, _at: _it if _it.__class__ is str and _it.isascii() else _text(_it, _at)),
        None if updated_at is None else _time(updated_at, _path + ".updatedAt"),
        None if user_id is None else user_id if user_id.__class__ is str and user_id.isascii() else _text(user_id, _path + ".userId"),
        None if first_name is None else first_name if first_name.__class__ is str and first_name.isascii() else _text(first_name, _path + ".firstName"),
        None if last_name is None else last_name if last_name.__class__ is str and last_name.isascii() else _text(last_name, _path + ".lastName"),
        None if created_at is None else _time(created_at, _path + ".createdAt"),
        _rest(_value),
    )


def read_email_bounced_data(_value: Any, _path: str, _generation: int) -> EmailBouncedData:
    """Takes the members that it names out of the object."""
    _pop = _members(_value, _path).pop
    email_id = _pop("emailId", _MISSING)
    from_ = _pop("from", _MISSING)
    to = _pop("to", _MISSING)
    subject = _pop("subject", _MISSING)
    test = _pop("test", _MISSING) if _generation in (2,) else False
    campaign_id = _pop("campaignId", None)
    template_id = _pop("templateId", None)
    workflow_automation_id = _pop("workflowAutomationId", None) if _generation in (2,) else None
    batch_id = _pop("batchId", None) if _generation in (2,) else None
    created_at = _pop("createdAt", None) if _generation in (1,) else None
    timestamp = _pop("timestamp", None) if _generation in (1,) else None
    bounce_type = _pop("bounceType", None)
    bounce_sub_type = _pop("bounceSubType", None)
    reason = _pop("bounceReason" if _generation == 1 else "reason", None)
    bounced_at = _pop("bouncedAt", None) if _generation in (1,) else None
    return _email_bounced_data(
        email_id if email_id.__class__ is str and email_id.isascii() else _text(email_id, _path + ".emailId"),
        from_ if from_.__class__ is str and from_.isascii() else _text(from_, _path + ".from"),
        read_address(to, _path + ".to", _generation),
        subject if subject.__class__ is str and subject.isascii() else _text(subject, _path + ".subject"),
        _boolean(test, _path + ".test"),
        None if campaign_id is None else campaign_id if campaign_id.__class__ is str and campaign_id.isascii() else _text(campaign_id, _path + ".campaignId"),
        None if template_id is None else template_id if template_id.__class__ is str and template_id.isascii() else _text(template_id, _path + ".templateId"),
        None if workflow_automation_id is None else workflow_automation_id if workflow_automation_id.__class__ is str and workflow_automation_id.isascii() else _text(workflow_automation_id, _path + ".workflowAutomationId"),
        None if batch_id is None else batch_id if batch_id.__class__ is str and batch_id.isascii() else _text(batch_id, _path + ".batchId"),
        None if created_at is None else _time(created_at, _path + ".createdAt"),
        None if timestamp is None else _time(timestamp, _path + ".timestamp"),
        None if bounce_type is None else _choice(_BOUNCE_TYPE, bounce_type, _path + ".bounceType"),
        None if bounce_sub_type is None else _choice(_BOUNCE_SUB_TYPE, bounce_sub_type, _path + ".bounceSubType"),
        None if reason is None else reason if reason.__class__ is str and reason.isascii() else _text(reason, _path + ".reason"),
        None if bounced_at is None else _time(bounced_at, _path + ".bouncedAt"),
        _rest(_value),
    )


def read_email_clicked_data(_value: Any, _path: str, _generation: int) -> EmailClickedData:
    """Takes the members that it names out of the object."""
    _pop = _members(_value, _path).pop
    email_id = _pop("emailId", _MISSING)
    from_ = _pop("from", _MISSING)
    to = _pop("to", _MISSING)
    subject = _pop("subject", _MISSING)
    test = _pop("test", _MISSING) if _generation in (2,) else False
    campaign_id = _pop("campaignId", None)
    template_id = _pop("templateId", None)
    workflow_automation_id = _pop("workflowAutomationId", None) if _generation in (2,) else None
    batch_id = _pop("batchId", None) if _generation in (2,) else None
    created_at = _pop("createdAt", None) if _generation in (1,) else None
    timestamp = _pop("timestamp", None) if _generation in (1,) else None
    clicked_url = _pop("clickedUrl", None)
    return _email_clicked_data(
        email_id if email_id.__class__ is str and email_id.isascii() else _text(email_id, _path + ".emailId"),
        from_ if from_.__class__ is str and from_.isascii() else _text(from_, _path + ".from"),
        read_address(to, _path + ".to", _generation),
        subject if subject.__class__ is str and subject.isascii() else _text(subject, _path + ".subject"),
        _boolean(test, _path + ".test"),
        None if campaign_id is None else campaign_id if campaign_id.__class__ is str and campaign_id.isascii() else _text(campaign_id, _path + ".campaignId"),
        None if template_id is None else template_id if template_id.__class__ is str and template_id.isascii() else _text(template_id, _path + ".templateId"),
        None if workflow_automation_id is None else workflow_automation_id if workflow_automation_id.__class__ is str and workflow_automation_id.isascii() else _text(workflow_automation_id, _path + ".workflowAutomationId"),
        None if batch_id is None else batch_id if batch_id.__class__ is str and batch_id.isascii() else _text(batch_id, _path + ".batchId"),
        None if created_at is None else _time(created_at, _path + ".createdAt"),
        None if timestamp is None else _time(timestamp, _path + ".timestamp"),
        None if clicked_url is None else clicked_url if clicked_url.__class__ is str and clicked_url.isascii() else _text(clicked_url, _path + ".clickedUrl"),
        _rest(_value),
    )


def read_email_deferred_data(_value: Any, _path: str, _generation: int) -> EmailDeferredData:
    """Takes the members that it names out of the object."""
    _pop = _members(_value, _path).pop
    email_id = _pop("emailId", _MISSING)
    from_ = _pop("from", _MISSING)
    to = _pop("to", _MISSING)
    subject = _pop("subject", _MISSING)
    test = _pop("test", _MISSING) if _generation in (2,) else False
    campaign_id = _pop("campaignId", None)
    template_id = _pop("templateId", None)
    workflow_automation_id = _pop("workflowAutomationId", None) if _generation in (2,) else None
    batch_id = _pop("batchId", None) if _generation in (2,) else None
    created_at = _pop("createdAt", None) if _generation in (1,) else None
    timestamp = _pop("timestamp", None) if _generation in (1,) else None
    delay_type = _pop("delayType", None)
    delay_reason = _pop("delayReason", None)
    expiration_time = _pop("expirationTime", None)
    return _email_deferred_data(
        email_id if email_id.__class__ is str and email_id.isascii() else _text(email_id, _path + ".emailId"),
        from_ if from_.__class__ is str and from_.isascii() else _text(from_, _path + ".from"),
        read_address(to, _path + ".to", _generation),
        subject if subject.__class__ is str and subject.isascii() else _text(subject, _path + ".subject"),
        _boolean(test, _path + ".test"),
        None if campaign_id is None else campaign_id if campaign_id.__class__ is str and campaign_id.isascii() else _text(campaign_id, _path + ".campaignId"),
        None if template_id is None else template_id if template_id.__class__ is str and template_id.isascii() else _text(template_id, _path + ".templateId"),
        None if workflow_automation_id is None else workflow_automation_id if workflow_automation_id.__class__ is str and workflow_automation_id.isascii() else _text(workflow_automation_id, _path + ".workflowAutomationId"),
        None if batch_id is None else batch_id if batch_id.__class__ is str and batch_id.isascii() else _text(batch_id, _path + ".batchId"),
        None if created_at is None else _time(created_at, _path + ".createdAt"),
        None if timestamp is None else _time(timestamp, _path + ".timestamp"),
        None if delay_type is None else _choice(_DELAY_TYPE, delay_type, _path + ".delayType"),
        None if delay_reason is None else delay_reason if delay_reason.__class__ is str and delay_reason.isascii() else _text(delay_reason, _path + ".delayReason"),
        None if expiration_time is None else _time(expiration_time, _path + ".expirationTime"),
        _rest(_value),
    )


def read_email_delivered_data(_value: Any, _path: str, _generation: int) -> EmailDeliveredData:
    """Takes the members that it names out of the object."""
    _pop = _members(_value, _path).pop
    email_id = _pop("emailId", _MISSING)
    from_ = _pop("from", _MISSING)
    to = _pop("to", _MISSING)
    subject = _pop("subject", _MISSING)
    test = _pop("test", _MISSING) if _generation in (2,) else False
    campaign_id = _pop("campaignId", None)
    template_id = _pop("templateId", None)
    workflow_automation_id = _pop("workflowAutomationId", None) if _generation in (2,) else None
    batch_id = _pop("batchId", None) if _generation in (2,) else None
    created_at = _pop("createdAt", None) if _generation in (1,) else None
    timestamp = _pop("timestamp", None) if _generation in (1,) else None
    delivered_at = _pop("deliveredAt", None) if _generation in (1,) else None
    return _email_delivered_data(
        email_id if email_id.__class__ is str and email_id.isascii() else _text(email_id, _path + ".emailId"),
        from_ if from_.__class__ is str and from_.isascii() else _text(from_, _path + ".from"),
        read_address(to, _path + ".to", _generation),
        subject if subject.__class__ is str and subject.isascii() else _text(subject, _path + ".subject"),
        _boolean(test, _path + ".test"),
        None if campaign_id is None else campaign_id if campaign_id.__class__ is str and campaign_id.isascii() else _text(campaign_id, _path + ".campaignId"),
        None if template_id is None else template_id if template_id.__class__ is str and template_id.isascii() else _text(template_id, _path + ".templateId"),
        None if workflow_automation_id is None else workflow_automation_id if workflow_automation_id.__class__ is str and workflow_automation_id.isascii() else _text(workflow_automation_id, _path + ".workflowAutomationId"),
        None if batch_id is None else batch_id if batch_id.__class__ is str and batch_id.isascii() else _text(batch_id, _path + ".batchId"),
        None if created_at is None else _time(created_at, _path + ".createdAt"),
        None if timestamp is None else _time(timestamp, _path + ".timestamp"),
        None if delivered_at is None else _time(delivered_at, _path + ".deliveredAt"),
        _rest(_value),
    )


def read_email_group_resubscribed_data(_value: Any, _path: str, _generation: int) -> EmailGroupResubscribedData:
    """Takes the members that it names out of the object."""
    _pop = _members(_value, _path).pop
    test = _pop("test", _MISSING) if _generation in (2,) else False
    email_id = _pop("emailId", None)
    unsubscribe_group_id = _pop("unsubscribeGroupId", None)
    campaign_id = _pop("campaignId", None)
    return _email_group_resubscribed_data(
        _boolean(test, _path + ".test"),
        None if email_id is None else email_id if email_id.__class__ is str and email_id.isascii() else _text(email_id, _path + ".emailId"),
        None if unsubscribe_group_id is None else unsubscribe_group_id if unsubscribe_group_id.__class__ is str and unsubscribe_group_id.isascii() else _text(unsubscribe_group_id, _path + ".unsubscribeGroupId"),
        None if campaign_id is None else campaign_id if campaign_id.__class__ is str and campaign_id.isascii() else _text(campaign_id, _path + ".campaignId"),
        _rest(_value),
    )


def read_email_group_unsubscribed_data(_value: Any, _path: str, _generation: int) -> EmailGroupUnsubscribedData:
    """Takes the members that it names out of the object."""
    _pop = _members(_value, _path).pop
    test = _pop("test", _MISSING) if _generation in (2,) else False
    email_id = _pop("emailId", None)
    campaign_id = _pop("campaignId", None)
    template_id = _pop("templateId", None)
    workflow_automation_id = _pop("workflowAutomationId", None)
    batch_id = _pop("batchId", None)
    unsubscribe_group_id = _pop("unsubscribeGroupId", None)
    return _email_group_unsubscribed_data(
        _boolean(test, _path + ".test"),
        None if email_id is None else email_id if email_id.__class__ is str and email_id.isascii() else _text(email_id, _path + ".emailId"),
        None if campaign_id is None else campaign_id if campaign_id.__class__ is str and campaign_id.isascii() else _text(campaign_id, _path + ".campaignId"),
        None if template_id is None else template_id if template_id.__class__ is str and template_id.isascii() else _text(template_id, _path + ".templateId"),
        None if workflow_automation_id is None else workflow_automation_id if workflow_automation_id.__class__ is str and workflow_automation_id.isascii() else _text(workflow_automation_id, _path + ".workflowAutomationId"),
        None if batch_id is None else batch_id if batch_id.__class__ is str and batch_id.isascii() else _text(batch_id, _path + ".batchId"),
        None if unsubscribe_group_id is None else unsubscribe_group_id if unsubscribe_group_id.__class__ is str and unsubscribe_group_id.isascii() else _text(unsubscribe_group_id, _path + ".unsubscribeGroupId"),
        _rest(_value),
    )


def read_email_opened_data(_value: Any, _path: str, _generation: int) -> EmailOpenedData:
    """Takes the members that it names out of the object."""
    _pop = _members(_value, _path).pop
    email_id = _pop("emailId", _MISSING)
    from_ = _pop("from", _MISSING)
    to = _pop("to", _MISSING)
    subject = _pop("subject", _MISSING)
    test = _pop("test", _MISSING) if _generation in (2,) else False
    campaign_id = _pop("campaignId", None)
    template_id = _pop("templateId", None)
    workflow_automation_id = _pop("workflowAutomationId", None) if _generation in (2,) else None
    batch_id = _pop("batchId", None) if _generation in (2,) else None
    created_at = _pop("createdAt", None) if _generation in (1,) else None
    timestamp = _pop("timestamp", None) if _generation in (1,) else None
    opened_at = _pop("openedAt", None) if _generation in (1,) else None
    return _email_opened_data(
        email_id if email_id.__class__ is str and email_id.isascii() else _text(email_id, _path + ".emailId"),
        from_ if from_.__class__ is str and from_.isascii() else _text(from_, _path + ".from"),
        read_address(to, _path + ".to", _generation),
        subject if subject.__class__ is str and subject.isascii() else _text(subject, _path + ".subject"),
        _boolean(test, _path + ".test"),
        None if campaign_id is None else campaign_id if campaign_id.__class__ is str and campaign_id.isascii() else _text(campaign_id, _path + ".campaignId"),
        None if template_id is None else template_id if template_id.__class__ is str and template_id.isascii() else _text(template_id, _path + ".templateId"),
        None if workflow_automation_id is None else workflow_automation_id if workflow_automation_id.__class__ is str and workflow_automation_id.isascii() else _text(workflow_automation_id, _path + ".workflowAutomationId"),
        None if batch_id is None else batch_id if batch_id.__class__ is str and batch_id.isascii() else _text(batch_id, _path + ".batchId"),
        None if created_at is None else _time(created_at, _path + ".createdAt"),
        None if timestamp is None else _time(timestamp, _path + ".timestamp"),
        None if opened_at is None else _time(opened_at, _path + ".openedAt"),
        _rest(_value),
    )


def read_email_received_data(_value: Any, _path: str, _generation: int) -> EmailReceivedData:
    """Takes the members that it names out of the object."""
    _pop = _members(_value, _path).pop
    inbound_email_id = _pop("inboundEmailId", _MISSING)
    from_ = _pop("from", _MISSING)
    to = _pop("to", _MISSING)
    cc = _pop("cc", _MISSING)
    subject = _pop("subject", _MISSING)
    attachments = _pop("attachments", _MISSING)
    spam_verdict = _pop("spamVerdict", _MISSING)
    virus_verdict = _pop("virusVerdict", _MISSING)
    received_at = _pop("receivedAt", _MISSING)
    thread_id = _pop("threadId", None)
    in_reply_to_email_activity_id = _pop("inReplyToEmailActivityId", None)
    in_reply_to_inbound_email_id = _pop("inReplyToInboundEmailId", None)
    return _email_received_data(
        inbound_email_id if inbound_email_id.__class__ is str and inbound_email_id.isascii() else _text(inbound_email_id, _path + ".inboundEmailId"),
        read_address(from_, _path + ".from", _generation),
        _list_of(to, _path + ".to", lambda _it, _at: read_address(_it, _at, _generation)),
        _list_of(cc, _path + ".cc", lambda _it, _at: read_address(_it, _at, _generation)),
        subject if subject.__class__ is str and subject.isascii() else _text(subject, _path + ".subject"),
        _list_of(attachments, _path + ".attachments", lambda _it, _at: read_attachment(_it, _at, _generation)),
        _choice(_VERDICT, spam_verdict, _path + ".spamVerdict"),
        _choice(_VERDICT, virus_verdict, _path + ".virusVerdict"),
        _time(received_at, _path + ".receivedAt"),
        None if thread_id is None else thread_id if thread_id.__class__ is str and thread_id.isascii() else _text(thread_id, _path + ".threadId"),
        None if in_reply_to_email_activity_id is None else in_reply_to_email_activity_id if in_reply_to_email_activity_id.__class__ is str and in_reply_to_email_activity_id.isascii() else _text(in_reply_to_email_activity_id, _path + ".inReplyToEmailActivityId"),
        None if in_reply_to_inbound_email_id is None else in_reply_to_inbound_email_id if in_reply_to_inbound_email_id.__class__ is str and in_reply_to_inbound_email_id.isascii() else _text(in_reply_to_inbound_email_id, _path + ".inReplyToInboundEmailId"),
        _rest(_value),
    )


def read_email_sent_data(_value: Any, _path: str, _generation: int) -> EmailSentData:
    """Takes the members that it names out of the object."""
    _pop = _members(_value, _path).pop
    email_id = _pop("emailId", _MISSING)
    from_ = _pop("from", _MISSING)
    to = _pop("to", _MISSING)
    subject = _pop("subject", _MISSING)
    test = _pop("test", _MISSING) if _generation in (2,) else False
    campaign_id = _pop("campaignId", None)
    template_id = _pop("templateId", None)
    workflow_automation_id = _pop("workflowAutomationId", None) if _generation in (2,) else None
    batch_id = _pop("batchId", None) if _generation in (2,) else None
    created_at = _pop("createdAt", None) if _generation in (1,) else None
    timestamp = _pop("timestamp", None) if _generation in (1,) else None
    return _email_sent_data(
        email_id if email_id.__class__ is str and email_id.isascii() else _text(email_id, _path + ".emailId"),
        from_ if from_.__class__ is str and from_.isascii() else _text(from_, _path + ".from"),
        read_address(to, _path + ".to", _generation),
        subject if subject.__class__ is str and subject.isascii() else _text(subject, _path + ".subject"),
        _boolean(test, _path + ".test"),
        None if campaign_id is None else campaign_id if campaign_id.__class__ is str and campaign_id.isascii() else _text(campaign_id, _path + ".campaignId"),
        None if template_id is None else template_id if template_id.__class__ is str and template_id.isascii() else _text(template_id, _path + ".templateId"),
        None if workflow_automation_id is None else workflow_automation_id if workflow_automation_id.__class__ is str and workflow_automation_id.isascii() else _text(workflow_automation_id, _path + ".workflowAutomationId"),
        None if batch_id is None else batch_id if batch_id.__class__ is str and batch_id.isascii() else _text(batch_id, _path + ".batchId"),
        None if created_at is None else _time(created_at, _path + ".createdAt"),
        None if timestamp is None else _time(timestamp, _path + ".timestamp"),
        _rest(_value),
    )


def read_email_spam_reported_data(_value: Any, _path: str, _generation: int) -> EmailSpamReportedData:
    """Takes the members that it names out of the object."""
    _pop = _members(_value, _path).pop
    email_id = _pop("emailId", _MISSING)
    from_ = _pop("from", _MISSING)
    to = _pop("to", _MISSING)
    subject = _pop("subject", _MISSING)
    test = _pop("test", _MISSING) if _generation in (2,) else False
    campaign_id = _pop("campaignId", None)
    template_id = _pop("templateId", None)
    workflow_automation_id = _pop("workflowAutomationId", None) if _generation in (2,) else None
    batch_id = _pop("batchId", None) if _generation in (2,) else None
    created_at = _pop("createdAt", None) if _generation in (1,) else None
    timestamp = _pop("timestamp", None) if _generation in (1,) else None
    complaint_type = _pop("complaintType", None)
    return _email_spam_reported_data(
        email_id if email_id.__class__ is str and email_id.isascii() else _text(email_id, _path + ".emailId"),
        from_ if from_.__class__ is str and from_.isascii() else _text(from_, _path + ".from"),
        read_address(to, _path + ".to", _generation),
        subject if subject.__class__ is str and subject.isascii() else _text(subject, _path + ".subject"),
        _boolean(test, _path + ".test"),
        None if campaign_id is None else campaign_id if campaign_id.__class__ is str and campaign_id.isascii() else _text(campaign_id, _path + ".campaignId"),
        None if template_id is None else template_id if template_id.__class__ is str and template_id.isascii() else _text(template_id, _path + ".templateId"),
        None if workflow_automation_id is None else workflow_automation_id if workflow_automation_id.__class__ is str and workflow_automation_id.isascii() else _text(workflow_automation_id, _path + ".workflowAutomationId"),
        None if batch_id is None else batch_id if batch_id.__class__ is str and batch_id.isascii() else _text(batch_id, _path + ".batchId"),
        None if created_at is None else _time(created_at, _path + ".createdAt"),
        None if timestamp is None else _time(timestamp, _path + ".timestamp"),
        None if complaint_type is None else _choice(_COMPLAINT_TYPE, complaint_type, _path + ".complaintType"),
        _rest(_value),
    )


def read_email_unsubscribed_data(_value: Any, _path: str, _generation: int) -> EmailUnsubscribedData:
    """Takes the members that it names out of the object."""
    _pop = _members(_value, _path).pop
    test = _pop("test", _MISSING) if _generation in (2,) else False
    email_id = _pop("emailId", None)
    campaign_id = _pop("campaignId", None)
    template_id = _pop("templateId", None)
    workflow_automation_id = _pop("workflowAutomationId", None) if _generation in (2,) else None
    batch_id = _pop("batchId", None) if _generation in (2,) else None
    email = _pop("email", None) if _generation in (1,) else None
    unsubscribe_group_id = _pop("unsubscribeGroupId", None) if _generation in (1,) else None
    created_at = _pop("createdAt", None) if _generation in (1,) else None
    suppressed_at = _pop("suppressedAt", None) if _generation in (1,) else None
    return _email_unsubscribed_data(
        _boolean(test, _path + ".test"),
        None if email_id is None else email_id if email_id.__class__ is str and email_id.isascii() else _text(email_id, _path + ".emailId"),
        None if campaign_id is None else campaign_id if campaign_id.__class__ is str and campaign_id.isascii() else _text(campaign_id, _path + ".campaignId"),
        None if template_id is None else template_id if template_id.__class__ is str and template_id.isascii() else _text(template_id, _path + ".templateId"),
        None if workflow_automation_id is None else workflow_automation_id if workflow_automation_id.__class__ is str and workflow_automation_id.isascii() else _text(workflow_automation_id, _path + ".workflowAutomationId"),
        None if batch_id is None else batch_id if batch_id.__class__ is str and batch_id.isascii() else _text(batch_id, _path + ".batchId"),
        None if email is None else email if email.__class__ is str and email.isascii() else _text(email, _path + ".email"),
        None if unsubscribe_group_id is None else unsubscribe_group_id if unsubscribe_group_id.__class__ is str and unsubscribe_group_id.isascii() else _text(unsubscribe_group_id, _path + ".unsubscribeGroupId"),
        None if created_at is None else _time(created_at, _path + ".createdAt"),
        None if suppressed_at is None else _time(suppressed_at, _path + ".suppressedAt"),
        _rest(_value),
    )


READERS: dict[str, tuple[type[TypedEvent[Any]], Callable[[Any, str, int], Object]]] = {
    "email.sent": (EmailSent, read_email_sent_data),
    "email.delivered": (EmailDelivered, read_email_delivered_data),
    "email.deferred": (EmailDeferred, read_email_deferred_data),
    "email.bounced": (EmailBounced, read_email_bounced_data),
    "email.opened": (EmailOpened, read_email_opened_data),
    "email.clicked": (EmailClicked, read_email_clicked_data),
    "email.spam_reported": (EmailSpamReported, read_email_spam_reported_data),
    "email.unsubscribed": (EmailUnsubscribed, read_email_unsubscribed_data),
    "email.group_unsubscribed": (EmailGroupUnsubscribed, read_email_group_unsubscribed_data),
    "email.group_resubscribed": (EmailGroupResubscribed, read_email_group_resubscribed_data),
    "contact.created": (ContactCreated, read_contact_created_data),
    "contact.updated": (ContactUpdated, read_contact_updated_data),
    "contact.deleted": (ContactDeleted, read_contact_deleted_data),
    "email.received": (EmailReceived, read_email_received_data),
}
"""The class of each event type, and what reads its data."""
