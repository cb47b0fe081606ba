# Generated from schema/ by `cargo xtask generate`; do not edit.
# ruff: noqa: E501
"""The events, one class a type, what they are made of, and how it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Callable, ClassVar, Literal, Optional, Union, final

from .._draft import CAN_CHANGE as _CAN_CHANGE
from .._draft import copied as _copied
from .._draft import draft_of as _draft_of
from .._model import Invalid, Object, TypedEvent, Unknown
from .._values import (
    MISSING as _MISSING,
    boolean as _boolean,
    choice as _choice,
    integer as _integer,
    list_of as _list_of,
    long as _long,
    map_of as _map_of,
    members as _members,
    number as _number,
    rest as _rest,
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
_Address = _draft_of(Address)
_Attachment = _draft_of(Attachment)
_ContactCreatedData = _draft_of(ContactCreatedData)
_ContactDeletedData = _draft_of(ContactDeletedData)
_ContactUpdatedData = _draft_of(ContactUpdatedData)
_EmailBouncedData = _draft_of(EmailBouncedData)
_EmailClickedData = _draft_of(EmailClickedData)
_EmailDeferredData = _draft_of(EmailDeferredData)
_EmailDeliveredData = _draft_of(EmailDeliveredData)
_EmailGroupResubscribedData = _draft_of(EmailGroupResubscribedData)
_EmailGroupUnsubscribedData = _draft_of(EmailGroupUnsubscribedData)
_EmailOpenedData = _draft_of(EmailOpenedData)
_EmailReceivedData = _draft_of(EmailReceivedData)
_EmailSentData = _draft_of(EmailSentData)
_EmailSpamReportedData = _draft_of(EmailSpamReportedData)
_EmailUnsubscribedData = _draft_of(EmailUnsubscribedData)


def read_address(
    _value: Any, _path: str, _generation: int, _text: Callable[[Any, str], str]
) -> Address:
    """Takes the members that it names out of the object."""
    _pop = _value.pop if _value.__class__ is dict else _members(_value, _path).pop
    _made: Any = _Address()
    _it = _pop("email", _MISSING)
    _made.email = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".email")
    _it = _pop("name", None)
    _made.name = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".name")
    _made._extra = _rest(_value) if _value else None
    if _CAN_CHANGE:
        _made.__class__ = Address
        return _made  # type: ignore[no-any-return]
    return _copied(_made, Address)


def read_attachment(
    _value: Any, _path: str, _generation: int, _text: Callable[[Any, str], str]
) -> Attachment:
    """Takes the members that it names out of the object."""
    _pop = _value.pop if _value.__class__ is dict else _members(_value, _path).pop
    _made: Any = _Attachment()
    _it = _pop("attachmentId", _MISSING)
    _made.attachment_id = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".attachmentId")
    _it = _pop("attachmentIndex", _MISSING)
    _made.attachment_index = _integer(_it, _path + ".attachmentIndex")
    _it = _pop("filename", _MISSING)
    _made.filename = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".filename")
    _it = _pop("contentType", _MISSING)
    _made.content_type = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".contentType")
    _it = _pop("size", _MISSING)
    _made.size = _integer(_it, _path + ".size")
    _made._extra = _rest(_value) if _value else None
    if _CAN_CHANGE:
        _made.__class__ = Attachment
        return _made  # type: ignore[no-any-return]
    return _copied(_made, Attachment)


def read_contact_created_data(
    _value: Any, _path: str, _generation: int, _text: Callable[[Any, str], str]
) -> ContactCreatedData:
    """Takes the members that it names out of the object."""
    _pop = _value.pop if _value.__class__ is dict else _members(_value, _path).pop
    _made: Any = _ContactCreatedData()
    _it = _pop("contactId", None)
    _made.contact_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".contactId")
    _it = _pop("email", None)
    _made.email = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".email")
    _it = _pop("name", None) if _generation == 2 else None
    _made.name = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".name")
    _it = _pop("userId", None) if _generation == 1 else None
    _made.user_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".userId")
    _it = _pop("firstName", None) if _generation == 1 else None
    _made.first_name = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".firstName")
    _it = _pop("lastName", None) if _generation == 1 else None
    _made.last_name = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".lastName")
    _it = _pop("createdAt", None) if _generation == 1 else None
    _made.created_at = None if _it is None else _time(_it, _path + ".createdAt")
    _made._extra = _rest(_value) if _value else None
    if _CAN_CHANGE:
        _made.__class__ = ContactCreatedData
        return _made  # type: ignore[no-any-return]
    return _copied(_made, ContactCreatedData)


def read_contact_deleted_data(
    _value: Any, _path: str, _generation: int, _text: Callable[[Any, str], str]
) -> ContactDeletedData:
    """Takes the members that it names out of the object."""
    _pop = _value.pop if _value.__class__ is dict else _members(_value, _path).pop
    _made: Any = _ContactDeletedData()
    _it = _pop("contactId", None)
    _made.contact_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".contactId")
    _it = _pop("email", None)
    _made.email = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".email")
    _it = _pop("deletedAt", None) if _generation == 1 else None
    _made.deleted_at = None if _it is None else _time(_it, _path + ".deletedAt")
    _it = _pop("userId", None) if _generation == 1 else None
    _made.user_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".userId")
    _it = _pop("firstName", None) if _generation == 1 else None
    _made.first_name = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".firstName")
    _it = _pop("lastName", None) if _generation == 1 else None
    _made.last_name = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".lastName")
    _it = _pop("createdAt", None) if _generation == 1 else None
    _made.created_at = None if _it is None else _time(_it, _path + ".createdAt")
    _made._extra = _rest(_value) if _value else None
    if _CAN_CHANGE:
        _made.__class__ = ContactDeletedData
        return _made  # type: ignore[no-any-return]
    return _copied(_made, ContactDeletedData)


def read_contact_updated_data(
    _value: Any, _path: str, _generation: int, _text: Callable[[Any, str], str]
) -> ContactUpdatedData:
    """Takes the members that it names out of the object."""
    _pop = _value.pop if _value.__class__ is dict else _members(_value, _path).pop
    _made: Any = _ContactUpdatedData()
    _it = _pop("contactId", None)
    _made.contact_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".contactId")
    _it = _pop("email", None)
    _made.email = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".email")
    _it = _pop("name", None) if _generation == 2 else None
    _made.name = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".name")
    _it = _pop("changedFields", None) if _generation == 2 else None
    _made.changed_fields = None if _it is None else _list_of(_it, _path + ".changedFields", lambda _item, _at: _item if _item.__class__ is str and _item.isascii() else _text(_item, _at))
    _it = _pop("updatedAt", None) if _generation == 1 else None
    _made.updated_at = None if _it is None else _time(_it, _path + ".updatedAt")
    _it = _pop("userId", None) if _generation == 1 else None
    _made.user_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".userId")
    _it = _pop("firstName", None) if _generation == 1 else None
    _made.first_name = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".firstName")
    _it = _pop("lastName", None) if _generation == 1 else None
    _made.last_name = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".lastName")
    _it = _pop("createdAt", None) if _generation == 1 else None
    _made.created_at = None if _it is None else _time(_it, _path + ".createdAt")
    _made._extra = _rest(_value) if _value else None
    if _CAN_CHANGE:
        _made.__class__ = ContactUpdatedData
        return _made  # type: ignore[no-any-return]
    return _copied(_made, ContactUpdatedData)


def read_email_bounced_data(
    _value: Any, _path: str, _generation: int, _text: Callable[[Any, str], str]
) -> EmailBouncedData:
    """Takes the members that it names out of the object."""
    _pop = _value.pop if _value.__class__ is dict else _members(_value, _path).pop
    _made: Any = _EmailBouncedData()
    _it = _pop("emailId", _MISSING)
    _made.email_id = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".emailId")
    _it = _pop("from", _MISSING)
    _made.from_ = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".from")
    _it = _pop("to", _MISSING)
    _made.to = read_address(_it, _path + ".to", _generation, _text)
    _it = _pop("subject", _MISSING)
    _made.subject = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".subject")
    _it = _pop("test", _MISSING) if _generation == 2 else False
    _made.test = _it if _it.__class__ is bool else _boolean(_it, _path + ".test")
    _it = _pop("campaignId", None)
    _made.campaign_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".campaignId")
    _it = _pop("templateId", None)
    _made.template_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".templateId")
    _it = _pop("workflowAutomationId", None) if _generation == 2 else None
    _made.workflow_automation_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".workflowAutomationId")
    _it = _pop("batchId", None) if _generation == 2 else None
    _made.batch_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".batchId")
    _it = _pop("createdAt", None) if _generation == 1 else None
    _made.created_at = None if _it is None else _time(_it, _path + ".createdAt")
    _it = _pop("timestamp", None) if _generation == 1 else None
    _made.timestamp = None if _it is None else _time(_it, _path + ".timestamp")
    _it = _pop("bounceType", None)
    _made.bounce_type = None if _it is None else (_it.__class__ is str and _BOUNCE_TYPE.get(_it)) or _choice(_BOUNCE_TYPE, _it, _path + ".bounceType")
    _it = _pop("bounceSubType", None)
    _made.bounce_sub_type = None if _it is None else (_it.__class__ is str and _BOUNCE_SUB_TYPE.get(_it)) or _choice(_BOUNCE_SUB_TYPE, _it, _path + ".bounceSubType")
    _it = _pop("bounceReason" if _generation == 1 else "reason", None)
    _made.reason = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".reason")
    _it = _pop("bouncedAt", None) if _generation == 1 else None
    _made.bounced_at = None if _it is None else _time(_it, _path + ".bouncedAt")
    _made._extra = _rest(_value) if _value else None
    if _CAN_CHANGE:
        _made.__class__ = EmailBouncedData
        return _made  # type: ignore[no-any-return]
    return _copied(_made, EmailBouncedData)


def read_email_clicked_data(
    _value: Any, _path: str, _generation: int, _text: Callable[[Any, str], str]
) -> EmailClickedData:
    """Takes the members that it names out of the object."""
    _pop = _value.pop if _value.__class__ is dict else _members(_value, _path).pop
    _made: Any = _EmailClickedData()
    _it = _pop("emailId", _MISSING)
    _made.email_id = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".emailId")
    _it = _pop("from", _MISSING)
    _made.from_ = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".from")
    _it = _pop("to", _MISSING)
    _made.to = read_address(_it, _path + ".to", _generation, _text)
    _it = _pop("subject", _MISSING)
    _made.subject = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".subject")
    _it = _pop("test", _MISSING) if _generation == 2 else False
    _made.test = _it if _it.__class__ is bool else _boolean(_it, _path + ".test")
    _it = _pop("campaignId", None)
    _made.campaign_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".campaignId")
    _it = _pop("templateId", None)
    _made.template_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".templateId")
    _it = _pop("workflowAutomationId", None) if _generation == 2 else None
    _made.workflow_automation_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".workflowAutomationId")
    _it = _pop("batchId", None) if _generation == 2 else None
    _made.batch_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".batchId")
    _it = _pop("createdAt", None) if _generation == 1 else None
    _made.created_at = None if _it is None else _time(_it, _path + ".createdAt")
    _it = _pop("timestamp", None) if _generation == 1 else None
    _made.timestamp = None if _it is None else _time(_it, _path + ".timestamp")
    _it = _pop("clickedUrl", None)
    _made.clicked_url = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".clickedUrl")
    _made._extra = _rest(_value) if _value else None
    if _CAN_CHANGE:
        _made.__class__ = EmailClickedData
        return _made  # type: ignore[no-any-return]
    return _copied(_made, EmailClickedData)


def read_email_deferred_data(
    _value: Any, _path: str, _generation: int, _text: Callable[[Any, str], str]
) -> EmailDeferredData:
    """Takes the members that it names out of the object."""
    _pop = _value.pop if _value.__class__ is dict else _members(_value, _path).pop
    _made: Any = _EmailDeferredData()
    _it = _pop("emailId", _MISSING)
    _made.email_id = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".emailId")
    _it = _pop("from", _MISSING)
    _made.from_ = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".from")
    _it = _pop("to", _MISSING)
    _made.to = read_address(_it, _path + ".to", _generation, _text)
    _it = _pop("subject", _MISSING)
    _made.subject = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".subject")
    _it = _pop("test", _MISSING) if _generation == 2 else False
    _made.test = _it if _it.__class__ is bool else _boolean(_it, _path + ".test")
    _it = _pop("campaignId", None)
    _made.campaign_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".campaignId")
    _it = _pop("templateId", None)
    _made.template_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".templateId")
    _it = _pop("workflowAutomationId", None) if _generation == 2 else None
    _made.workflow_automation_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".workflowAutomationId")
    _it = _pop("batchId", None) if _generation == 2 else None
    _made.batch_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".batchId")
    _it = _pop("createdAt", None) if _generation == 1 else None
    _made.created_at = None if _it is None else _time(_it, _path + ".createdAt")
    _it = _pop("timestamp", None) if _generation == 1 else None
    _made.timestamp = None if _it is None else _time(_it, _path + ".timestamp")
    _it = _pop("delayType", None)
    _made.delay_type = None if _it is None else (_it.__class__ is str and _DELAY_TYPE.get(_it)) or _choice(_DELAY_TYPE, _it, _path + ".delayType")
    _it = _pop("delayReason", None)
    _made.delay_reason = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".delayReason")
    _it = _pop("expirationTime", None)
    _made.expiration_time = None if _it is None else _time(_it, _path + ".expirationTime")
    _made._extra = _rest(_value) if _value else None
    if _CAN_CHANGE:
        _made.__class__ = EmailDeferredData
        return _made  # type: ignore[no-any-return]
    return _copied(_made, EmailDeferredData)


def read_email_delivered_data(
    _value: Any, _path: str, _generation: int, _text: Callable[[Any, str], str]
) -> EmailDeliveredData:
    """Takes the members that it names out of the object."""
    _pop = _value.pop if _value.__class__ is dict else _members(_value, _path).pop
    _made: Any = _EmailDeliveredData()
    _it = _pop("emailId", _MISSING)
    _made.email_id = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".emailId")
    _it = _pop("from", _MISSING)
    _made.from_ = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".from")
    _it = _pop("to", _MISSING)
    _made.to = read_address(_it, _path + ".to", _generation, _text)
    _it = _pop("subject", _MISSING)
    _made.subject = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".subject")
    _it = _pop("test", _MISSING) if _generation == 2 else False
    _made.test = _it if _it.__class__ is bool else _boolean(_it, _path + ".test")
    _it = _pop("campaignId", None)
    _made.campaign_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".campaignId")
    _it = _pop("templateId", None)
    _made.template_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".templateId")
    _it = _pop("workflowAutomationId", None) if _generation == 2 else None
    _made.workflow_automation_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".workflowAutomationId")
    _it = _pop("batchId", None) if _generation == 2 else None
    _made.batch_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".batchId")
    _it = _pop("createdAt", None) if _generation == 1 else None
    _made.created_at = None if _it is None else _time(_it, _path + ".createdAt")
    _it = _pop("timestamp", None) if _generation == 1 else None
    _made.timestamp = None if _it is None else _time(_it, _path + ".timestamp")
    _it = _pop("deliveredAt", None) if _generation == 1 else None
    _made.delivered_at = None if _it is None else _time(_it, _path + ".deliveredAt")
    _made._extra = _rest(_value) if _value else None
    if _CAN_CHANGE:
        _made.__class__ = EmailDeliveredData
        return _made  # type: ignore[no-any-return]
    return _copied(_made, EmailDeliveredData)


def read_email_group_resubscribed_data(
    _value: Any, _path: str, _generation: int, _text: Callable[[Any, str], str]
) -> EmailGroupResubscribedData:
    """Takes the members that it names out of the object."""
    _pop = _value.pop if _value.__class__ is dict else _members(_value, _path).pop
    _made: Any = _EmailGroupResubscribedData()
    _it = _pop("test", _MISSING) if _generation == 2 else False
    _made.test = _it if _it.__class__ is bool else _boolean(_it, _path + ".test")
    _it = _pop("emailId", None)
    _made.email_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".emailId")
    _it = _pop("unsubscribeGroupId", None)
    _made.unsubscribe_group_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".unsubscribeGroupId")
    _it = _pop("campaignId", None)
    _made.campaign_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".campaignId")
    _made._extra = _rest(_value) if _value else None
    if _CAN_CHANGE:
        _made.__class__ = EmailGroupResubscribedData
        return _made  # type: ignore[no-any-return]
    return _copied(_made, EmailGroupResubscribedData)


def read_email_group_unsubscribed_data(
    _value: Any, _path: str, _generation: int, _text: Callable[[Any, str], str]
) -> EmailGroupUnsubscribedData:
    """Takes the members that it names out of the object."""
    _pop = _value.pop if _value.__class__ is dict else _members(_value, _path).pop
    _made: Any = _EmailGroupUnsubscribedData()
    _it = _pop("test", _MISSING) if _generation == 2 else False
    _made.test = _it if _it.__class__ is bool else _boolean(_it, _path + ".test")
    _it = _pop("emailId", None)
    _made.email_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".emailId")
    _it = _pop("campaignId", None)
    _made.campaign_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".campaignId")
    _it = _pop("templateId", None)
    _made.template_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".templateId")
    _it = _pop("workflowAutomationId", None)
    _made.workflow_automation_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".workflowAutomationId")
    _it = _pop("batchId", None)
    _made.batch_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".batchId")
    _it = _pop("unsubscribeGroupId", None)
    _made.unsubscribe_group_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".unsubscribeGroupId")
    _made._extra = _rest(_value) if _value else None
    if _CAN_CHANGE:
        _made.__class__ = EmailGroupUnsubscribedData
        return _made  # type: ignore[no-any-return]
    return _copied(_made, EmailGroupUnsubscribedData)


def read_email_opened_data(
    _value: Any, _path: str, _generation: int, _text: Callable[[Any, str], str]
) -> EmailOpenedData:
    """Takes the members that it names out of the object."""
    _pop = _value.pop if _value.__class__ is dict else _members(_value, _path).pop
    _made: Any = _EmailOpenedData()
    _it = _pop("emailId", _MISSING)
    _made.email_id = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".emailId")
    _it = _pop("from", _MISSING)
    _made.from_ = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".from")
    _it = _pop("to", _MISSING)
    _made.to = read_address(_it, _path + ".to", _generation, _text)
    _it = _pop("subject", _MISSING)
    _made.subject = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".subject")
    _it = _pop("test", _MISSING) if _generation == 2 else False
    _made.test = _it if _it.__class__ is bool else _boolean(_it, _path + ".test")
    _it = _pop("campaignId", None)
    _made.campaign_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".campaignId")
    _it = _pop("templateId", None)
    _made.template_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".templateId")
    _it = _pop("workflowAutomationId", None) if _generation == 2 else None
    _made.workflow_automation_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".workflowAutomationId")
    _it = _pop("batchId", None) if _generation == 2 else None
    _made.batch_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".batchId")
    _it = _pop("createdAt", None) if _generation == 1 else None
    _made.created_at = None if _it is None else _time(_it, _path + ".createdAt")
    _it = _pop("timestamp", None) if _generation == 1 else None
    _made.timestamp = None if _it is None else _time(_it, _path + ".timestamp")
    _it = _pop("openedAt", None) if _generation == 1 else None
    _made.opened_at = None if _it is None else _time(_it, _path + ".openedAt")
    _made._extra = _rest(_value) if _value else None
    if _CAN_CHANGE:
        _made.__class__ = EmailOpenedData
        return _made  # type: ignore[no-any-return]
    return _copied(_made, EmailOpenedData)


def read_email_received_data(
    _value: Any, _path: str, _generation: int, _text: Callable[[Any, str], str]
) -> EmailReceivedData:
    """Takes the members that it names out of the object."""
    _pop = _value.pop if _value.__class__ is dict else _members(_value, _path).pop
    _made: Any = _EmailReceivedData()
    _it = _pop("inboundEmailId", _MISSING)
    _made.inbound_email_id = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".inboundEmailId")
    _it = _pop("from", _MISSING)
    _made.from_ = read_address(_it, _path + ".from", _generation, _text)
    _it = _pop("to", _MISSING)
    _made.to = _list_of(_it, _path + ".to", lambda _item, _at: read_address(_item, _at, _generation, _text))
    _it = _pop("cc", _MISSING)
    _made.cc = _list_of(_it, _path + ".cc", lambda _item, _at: read_address(_item, _at, _generation, _text))
    _it = _pop("subject", _MISSING)
    _made.subject = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".subject")
    _it = _pop("attachments", _MISSING)
    _made.attachments = _list_of(_it, _path + ".attachments", lambda _item, _at: read_attachment(_item, _at, _generation, _text))
    _it = _pop("spamVerdict", _MISSING)
    _made.spam_verdict = (_it.__class__ is str and _VERDICT.get(_it)) or _choice(_VERDICT, _it, _path + ".spamVerdict")
    _it = _pop("virusVerdict", _MISSING)
    _made.virus_verdict = (_it.__class__ is str and _VERDICT.get(_it)) or _choice(_VERDICT, _it, _path + ".virusVerdict")
    _it = _pop("receivedAt", _MISSING)
    _made.received_at = _time(_it, _path + ".receivedAt")
    _it = _pop("threadId", None)
    _made.thread_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".threadId")
    _it = _pop("inReplyToEmailActivityId", None)
    _made.in_reply_to_email_activity_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".inReplyToEmailActivityId")
    _it = _pop("inReplyToInboundEmailId", None)
    _made.in_reply_to_inbound_email_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".inReplyToInboundEmailId")
    _made._extra = _rest(_value) if _value else None
    if _CAN_CHANGE:
        _made.__class__ = EmailReceivedData
        return _made  # type: ignore[no-any-return]
    return _copied(_made, EmailReceivedData)


def read_email_sent_data(
    _value: Any, _path: str, _generation: int, _text: Callable[[Any, str], str]
) -> EmailSentData:
    """Takes the members that it names out of the object."""
    _pop = _value.pop if _value.__class__ is dict else _members(_value, _path).pop
    _made: Any = _EmailSentData()
    _it = _pop("emailId", _MISSING)
    _made.email_id = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".emailId")
    _it = _pop("from", _MISSING)
    _made.from_ = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".from")
    _it = _pop("to", _MISSING)
    _made.to = read_address(_it, _path + ".to", _generation, _text)
    _it = _pop("subject", _MISSING)
    _made.subject = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".subject")
    _it = _pop("test", _MISSING) if _generation == 2 else False
    _made.test = _it if _it.__class__ is bool else _boolean(_it, _path + ".test")
    _it = _pop("campaignId", None)
    _made.campaign_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".campaignId")
    _it = _pop("templateId", None)
    _made.template_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".templateId")
    _it = _pop("workflowAutomationId", None) if _generation == 2 else None
    _made.workflow_automation_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".workflowAutomationId")
    _it = _pop("batchId", None) if _generation == 2 else None
    _made.batch_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".batchId")
    _it = _pop("createdAt", None) if _generation == 1 else None
    _made.created_at = None if _it is None else _time(_it, _path + ".createdAt")
    _it = _pop("timestamp", None) if _generation == 1 else None
    _made.timestamp = None if _it is None else _time(_it, _path + ".timestamp")
    _made._extra = _rest(_value) if _value else None
    if _CAN_CHANGE:
        _made.__class__ = EmailSentData
        return _made  # type: ignore[no-any-return]
    return _copied(_made, EmailSentData)


def read_email_spam_reported_data(
    _value: Any, _path: str, _generation: int, _text: Callable[[Any, str], str]
) -> EmailSpamReportedData:
    """Takes the members that it names out of the object."""
    _pop = _value.pop if _value.__class__ is dict else _members(_value, _path).pop
    _made: Any = _EmailSpamReportedData()
    _it = _pop("emailId", _MISSING)
    _made.email_id = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".emailId")
    _it = _pop("from", _MISSING)
    _made.from_ = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".from")
    _it = _pop("to", _MISSING)
    _made.to = read_address(_it, _path + ".to", _generation, _text)
    _it = _pop("subject", _MISSING)
    _made.subject = _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".subject")
    _it = _pop("test", _MISSING) if _generation == 2 else False
    _made.test = _it if _it.__class__ is bool else _boolean(_it, _path + ".test")
    _it = _pop("campaignId", None)
    _made.campaign_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".campaignId")
    _it = _pop("templateId", None)
    _made.template_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".templateId")
    _it = _pop("workflowAutomationId", None) if _generation == 2 else None
    _made.workflow_automation_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".workflowAutomationId")
    _it = _pop("batchId", None) if _generation == 2 else None
    _made.batch_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".batchId")
    _it = _pop("createdAt", None) if _generation == 1 else None
    _made.created_at = None if _it is None else _time(_it, _path + ".createdAt")
    _it = _pop("timestamp", None) if _generation == 1 else None
    _made.timestamp = None if _it is None else _time(_it, _path + ".timestamp")
    _it = _pop("complaintType", None)
    _made.complaint_type = None if _it is None else (_it.__class__ is str and _COMPLAINT_TYPE.get(_it)) or _choice(_COMPLAINT_TYPE, _it, _path + ".complaintType")
    _made._extra = _rest(_value) if _value else None
    if _CAN_CHANGE:
        _made.__class__ = EmailSpamReportedData
        return _made  # type: ignore[no-any-return]
    return _copied(_made, EmailSpamReportedData)


def read_email_unsubscribed_data(
    _value: Any, _path: str, _generation: int, _text: Callable[[Any, str], str]
) -> EmailUnsubscribedData:
    """Takes the members that it names out of the object."""
    _pop = _value.pop if _value.__class__ is dict else _members(_value, _path).pop
    _made: Any = _EmailUnsubscribedData()
    _it = _pop("test", _MISSING) if _generation == 2 else False
    _made.test = _it if _it.__class__ is bool else _boolean(_it, _path + ".test")
    _it = _pop("emailId", None)
    _made.email_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".emailId")
    _it = _pop("campaignId", None)
    _made.campaign_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".campaignId")
    _it = _pop("templateId", None)
    _made.template_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".templateId")
    _it = _pop("workflowAutomationId", None) if _generation == 2 else None
    _made.workflow_automation_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".workflowAutomationId")
    _it = _pop("batchId", None) if _generation == 2 else None
    _made.batch_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".batchId")
    _it = _pop("email", None) if _generation == 1 else None
    _made.email = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".email")
    _it = _pop("unsubscribeGroupId", None) if _generation == 1 else None
    _made.unsubscribe_group_id = None if _it is None else _it if _it.__class__ is str and _it.isascii() else _text(_it, _path + ".unsubscribeGroupId")
    _it = _pop("createdAt", None) if _generation == 1 else None
    _made.created_at = None if _it is None else _time(_it, _path + ".createdAt")
    _it = _pop("suppressedAt", None) if _generation == 1 else None
    _made.suppressed_at = None if _it is None else _time(_it, _path + ".suppressedAt")
    _made._extra = _rest(_value) if _value else None
    if _CAN_CHANGE:
        _made.__class__ = EmailUnsubscribedData
        return _made  # type: ignore[no-any-return]
    return _copied(_made, EmailUnsubscribedData)


READERS: dict[str, tuple[type[TypedEvent[Any]], Callable[[Any, str, int, Callable[[Any, str], str]], Object]]] = {
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
