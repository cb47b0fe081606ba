# Generated from schema/ by `cargo xtask generate`; do not edit.
from datetime import datetime
from typing import Any, Final, Literal, Union, final

from typing_extensions import TypeAlias

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
class Address:
    """An address with the name that goes with it."""

    @property
    def email(self) -> str:
        """The e-mail address."""

    @property
    def name(self) -> str | None:
        """The display name, if there is one."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members that this class does not name, as `json.loads` reads them."""

    def to_dict(self) -> dict[str, Any]:
        """The object as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes, int]]: ...

@final
class Attachment:
    """A file attached to an inbound message."""

    @property
    def attachment_id(self) -> str:
        """Id of the attachment."""

    @property
    def attachment_index(self) -> int:
        """Position among the message's attachments, from 0."""

    @property
    def filename(self) -> str:
        """File name as the sender gave it: untrusted, never a path to write to."""

    @property
    def content_type(self) -> str:
        """Media type as the sender gave it."""

    @property
    def size(self) -> int:
        """Size in bytes."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members that this class does not name, as `json.loads` reads them."""

    def to_dict(self) -> dict[str, Any]:
        """The object as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes, int]]: ...

@final
class ContactCreatedData:
    """A contact was created. Custom properties are in `extra`."""

    @property
    def contact_id(self) -> str | None:
        """Id of the contact."""

    @property
    def email(self) -> str | None:
        """The contact's e-mail address."""

    @property
    def name(self) -> str | None:
        """The contact's name."""

    @property
    def user_id(self) -> str | None:
        """The id that your own system gave the contact (first generation)."""

    @property
    def first_name(self) -> str | None:
        """The first name (first generation)."""

    @property
    def last_name(self) -> str | None:
        """The last name (first generation)."""

    @property
    def created_at(self) -> datetime | None:
        """When the contact was created (first generation)."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members that this class does not name, as `json.loads` reads them."""

    def to_dict(self) -> dict[str, Any]:
        """The object as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes, int]]: ...

@final
class ContactDeletedData:
    """A contact was deleted."""

    @property
    def contact_id(self) -> str | None:
        """Id of the contact."""

    @property
    def email(self) -> str | None:
        """The contact's e-mail address."""

    @property
    def deleted_at(self) -> datetime | None:
        """When the contact was deleted (first generation)."""

    @property
    def user_id(self) -> str | None:
        """The id that your own system gave the contact (first generation)."""

    @property
    def first_name(self) -> str | None:
        """The first name (first generation)."""

    @property
    def last_name(self) -> str | None:
        """The last name (first generation)."""

    @property
    def created_at(self) -> datetime | None:
        """When the contact was created (first generation)."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members that this class does not name, as `json.loads` reads them."""

    def to_dict(self) -> dict[str, Any]:
        """The object as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes, int]]: ...

@final
class ContactUpdatedData:
    """A contact was changed. Custom properties are in `extra`."""

    @property
    def contact_id(self) -> str | None:
        """Id of the contact."""

    @property
    def email(self) -> str | None:
        """The contact's e-mail address."""

    @property
    def name(self) -> str | None:
        """The contact's name."""

    @property
    def changed_fields(self) -> tuple[str, ...] | None:
        """The names of the fields that changed."""

    @property
    def updated_at(self) -> datetime | None:
        """When the contact was changed (first generation)."""

    @property
    def user_id(self) -> str | None:
        """The id that your own system gave the contact (first generation)."""

    @property
    def first_name(self) -> str | None:
        """The first name (first generation)."""

    @property
    def last_name(self) -> str | None:
        """The last name (first generation)."""

    @property
    def created_at(self) -> datetime | None:
        """When the contact was created (first generation)."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members that this class does not name, as `json.loads` reads them."""

    def to_dict(self) -> dict[str, Any]:
        """The object as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes, int]]: ...

@final
class EmailBouncedData:
    """The recipient's mail server refused a message."""

    @property
    def email_id(self) -> str:
        """Id of the message."""

    @property
    def from_(self) -> str:
        """The sender's address."""

    @property
    def to(self) -> Address:
        """The recipient."""

    @property
    def subject(self) -> str:
        """The subject line."""

    @property
    def test(self) -> bool:
        """Whether it was a test message. First-generation bodies don't say: false."""

    @property
    def campaign_id(self) -> str | None:
        """Id of the campaign it belongs to."""

    @property
    def template_id(self) -> str | None:
        """Id of the template it was made from."""

    @property
    def workflow_automation_id(self) -> str | None:
        """Id of the workflow automation that sent it."""

    @property
    def batch_id(self) -> str | None:
        """Id of the batch it was sent in."""

    @property
    def created_at(self) -> datetime | None:
        """When the message was created (first generation)."""

    @property
    def timestamp(self) -> datetime | None:
        """When the event happened (first generation)."""

    @property
    def bounce_type(self) -> BounceType | str | None:
        """Permanent (hard) or transient (soft)."""

    @property
    def bounce_sub_type(self) -> BounceSubType | str | None:
        """What kind of bounce it is."""

    @property
    def reason(self) -> str | None:
        """The mail server's words. First-generation bodies call it `bounceReason`."""

    @property
    def bounced_at(self) -> datetime | None:
        """When it bounced (first generation)."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members that this class does not name, as `json.loads` reads them."""

    def to_dict(self) -> dict[str, Any]:
        """The object as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes, int]]: ...

@final
class EmailClickedData:
    """A recipient clicked a link in a message."""

    @property
    def email_id(self) -> str:
        """Id of the message."""

    @property
    def from_(self) -> str:
        """The sender's address."""

    @property
    def to(self) -> Address:
        """The recipient."""

    @property
    def subject(self) -> str:
        """The subject line."""

    @property
    def test(self) -> bool:
        """Whether it was a test message. First-generation bodies don't say: false."""

    @property
    def campaign_id(self) -> str | None:
        """Id of the campaign it belongs to."""

    @property
    def template_id(self) -> str | None:
        """Id of the template it was made from."""

    @property
    def workflow_automation_id(self) -> str | None:
        """Id of the workflow automation that sent it."""

    @property
    def batch_id(self) -> str | None:
        """Id of the batch it was sent in."""

    @property
    def created_at(self) -> datetime | None:
        """When the message was created (first generation)."""

    @property
    def timestamp(self) -> datetime | None:
        """When the event happened (first generation)."""

    @property
    def clicked_url(self) -> str | None:
        """The link's target."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members that this class does not name, as `json.loads` reads them."""

    def to_dict(self) -> dict[str, Any]:
        """The object as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes, int]]: ...

@final
class EmailDeferredData:
    """The recipient's mail server put a message off; it will be tried again."""

    @property
    def email_id(self) -> str:
        """Id of the message."""

    @property
    def from_(self) -> str:
        """The sender's address."""

    @property
    def to(self) -> Address:
        """The recipient."""

    @property
    def subject(self) -> str:
        """The subject line."""

    @property
    def test(self) -> bool:
        """Whether it was a test message. First-generation bodies don't say: false."""

    @property
    def campaign_id(self) -> str | None:
        """Id of the campaign it belongs to."""

    @property
    def template_id(self) -> str | None:
        """Id of the template it was made from."""

    @property
    def workflow_automation_id(self) -> str | None:
        """Id of the workflow automation that sent it."""

    @property
    def batch_id(self) -> str | None:
        """Id of the batch it was sent in."""

    @property
    def created_at(self) -> datetime | None:
        """When the message was created (first generation)."""

    @property
    def timestamp(self) -> datetime | None:
        """When the event happened (first generation)."""

    @property
    def delay_type(self) -> DelayType | str | None:
        """Why it is delayed."""

    @property
    def delay_reason(self) -> str | None:
        """The mail server's words."""

    @property
    def expiration_time(self) -> datetime | None:
        """When trying ends."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members that this class does not name, as `json.loads` reads them."""

    def to_dict(self) -> dict[str, Any]:
        """The object as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes, int]]: ...

@final
class EmailDeliveredData:
    """The recipient's mail server accepted a message."""

    @property
    def email_id(self) -> str:
        """Id of the message."""

    @property
    def from_(self) -> str:
        """The sender's address."""

    @property
    def to(self) -> Address:
        """The recipient."""

    @property
    def subject(self) -> str:
        """The subject line."""

    @property
    def test(self) -> bool:
        """Whether it was a test message. First-generation bodies don't say: false."""

    @property
    def campaign_id(self) -> str | None:
        """Id of the campaign it belongs to."""

    @property
    def template_id(self) -> str | None:
        """Id of the template it was made from."""

    @property
    def workflow_automation_id(self) -> str | None:
        """Id of the workflow automation that sent it."""

    @property
    def batch_id(self) -> str | None:
        """Id of the batch it was sent in."""

    @property
    def created_at(self) -> datetime | None:
        """When the message was created (first generation)."""

    @property
    def timestamp(self) -> datetime | None:
        """When the event happened (first generation)."""

    @property
    def delivered_at(self) -> datetime | None:
        """When it was delivered (first generation)."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members that this class does not name, as `json.loads` reads them."""

    def to_dict(self) -> dict[str, Any]:
        """The object as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes, int]]: ...

@final
class EmailGroupResubscribedData:
    """A recipient subscribed to a group of messages again."""

    @property
    def test(self) -> bool:
        """Whether it came from a test message."""

    @property
    def email_id(self) -> str | None:
        """Id of the message it came from."""

    @property
    def unsubscribe_group_id(self) -> str | None:
        """Id of the group."""

    @property
    def campaign_id(self) -> str | None:
        """Id of the campaign it came from."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members that this class does not name, as `json.loads` reads them."""

    def to_dict(self) -> dict[str, Any]:
        """The object as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes, int]]: ...

@final
class EmailGroupUnsubscribedData:
    """A recipient unsubscribed from one group of messages."""

    @property
    def test(self) -> bool:
        """Whether it came from a test message."""

    @property
    def email_id(self) -> str | None:
        """Id of the message it came from."""

    @property
    def campaign_id(self) -> str | None:
        """Id of the campaign it came from."""

    @property
    def template_id(self) -> str | None:
        """Id of the template of the message."""

    @property
    def workflow_automation_id(self) -> str | None:
        """Id of the workflow automation that sent the message."""

    @property
    def batch_id(self) -> str | None:
        """Id of the batch of the message."""

    @property
    def unsubscribe_group_id(self) -> str | None:
        """Id of the group."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members that this class does not name, as `json.loads` reads them."""

    def to_dict(self) -> dict[str, Any]:
        """The object as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes, int]]: ...

@final
class EmailOpenedData:
    """A recipient opened a message. There is no address, device or place in it, on purpose."""

    @property
    def email_id(self) -> str:
        """Id of the message."""

    @property
    def from_(self) -> str:
        """The sender's address."""

    @property
    def to(self) -> Address:
        """The recipient."""

    @property
    def subject(self) -> str:
        """The subject line."""

    @property
    def test(self) -> bool:
        """Whether it was a test message. First-generation bodies don't say: false."""

    @property
    def campaign_id(self) -> str | None:
        """Id of the campaign it belongs to."""

    @property
    def template_id(self) -> str | None:
        """Id of the template it was made from."""

    @property
    def workflow_automation_id(self) -> str | None:
        """Id of the workflow automation that sent it."""

    @property
    def batch_id(self) -> str | None:
        """Id of the batch it was sent in."""

    @property
    def created_at(self) -> datetime | None:
        """When the message was created (first generation)."""

    @property
    def timestamp(self) -> datetime | None:
        """When the event happened (first generation)."""

    @property
    def opened_at(self) -> datetime | None:
        """When it was opened (first generation)."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members that this class does not name, as `json.loads` reads them."""

    def to_dict(self) -> dict[str, Any]:
        """The object as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes, int]]: ...

@final
class EmailReceivedData:
    """A message came in for one of your inbound addresses."""

    @property
    def inbound_email_id(self) -> str:
        """Id of the inbound message."""

    @property
    def from_(self) -> Address:
        """Who sent it: an object here, while outbound events carry a plain address."""

    @property
    def to(self) -> tuple[Address, ...]:
        """The recipients."""

    @property
    def cc(self) -> tuple[Address, ...]:
        """The recipients in copy."""

    @property
    def subject(self) -> str:
        """The subject line."""

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The attached files."""

    @property
    def spam_verdict(self) -> Verdict | str:
        """What the spam scan found."""

    @property
    def virus_verdict(self) -> Verdict | str:
        """What the virus scan found."""

    @property
    def received_at(self) -> datetime:
        """When it came in."""

    @property
    def thread_id(self) -> str | None:
        """Id of the conversation it belongs to."""

    @property
    def in_reply_to_email_activity_id(self) -> str | None:
        """Id of the outbound message that it answers."""

    @property
    def in_reply_to_inbound_email_id(self) -> str | None:
        """Id of the inbound message that it answers."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members that this class does not name, as `json.loads` reads them."""

    def to_dict(self) -> dict[str, Any]:
        """The object as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes, int]]: ...

@final
class EmailSentData:
    """A message was handed over for sending."""

    @property
    def email_id(self) -> str:
        """Id of the message."""

    @property
    def from_(self) -> str:
        """The sender's address."""

    @property
    def to(self) -> Address:
        """The recipient."""

    @property
    def subject(self) -> str:
        """The subject line."""

    @property
    def test(self) -> bool:
        """Whether it was a test message. First-generation bodies don't say: false."""

    @property
    def campaign_id(self) -> str | None:
        """Id of the campaign it belongs to."""

    @property
    def template_id(self) -> str | None:
        """Id of the template it was made from."""

    @property
    def workflow_automation_id(self) -> str | None:
        """Id of the workflow automation that sent it."""

    @property
    def batch_id(self) -> str | None:
        """Id of the batch it was sent in."""

    @property
    def created_at(self) -> datetime | None:
        """When the message was created (first generation)."""

    @property
    def timestamp(self) -> datetime | None:
        """When the event happened (first generation)."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members that this class does not name, as `json.loads` reads them."""

    def to_dict(self) -> dict[str, Any]:
        """The object as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes, int]]: ...

@final
class EmailSpamReportedData:
    """A recipient reported a message as spam."""

    @property
    def email_id(self) -> str:
        """Id of the message."""

    @property
    def from_(self) -> str:
        """The sender's address."""

    @property
    def to(self) -> Address:
        """The recipient."""

    @property
    def subject(self) -> str:
        """The subject line."""

    @property
    def test(self) -> bool:
        """Whether it was a test message. First-generation bodies don't say: false."""

    @property
    def campaign_id(self) -> str | None:
        """Id of the campaign it belongs to."""

    @property
    def template_id(self) -> str | None:
        """Id of the template it was made from."""

    @property
    def workflow_automation_id(self) -> str | None:
        """Id of the workflow automation that sent it."""

    @property
    def batch_id(self) -> str | None:
        """Id of the batch it was sent in."""

    @property
    def created_at(self) -> datetime | None:
        """When the message was created (first generation)."""

    @property
    def timestamp(self) -> datetime | None:
        """When the event happened (first generation)."""

    @property
    def complaint_type(self) -> ComplaintType | str | None:
        """What the recipient complained of."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members that this class does not name, as `json.loads` reads them."""

    def to_dict(self) -> dict[str, Any]:
        """The object as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes, int]]: ...

@final
class EmailUnsubscribedData:
    """A recipient unsubscribed from everything."""

    @property
    def test(self) -> bool:
        """Whether it came from a test message. First-generation bodies don't say: false."""

    @property
    def email_id(self) -> str | None:
        """Id of the message it came from."""

    @property
    def campaign_id(self) -> str | None:
        """Id of the campaign it came from."""

    @property
    def template_id(self) -> str | None:
        """Id of the template of the message."""

    @property
    def workflow_automation_id(self) -> str | None:
        """Id of the workflow automation that sent the message."""

    @property
    def batch_id(self) -> str | None:
        """Id of the batch of the message."""

    @property
    def email(self) -> str | None:
        """The address that unsubscribed (first generation)."""

    @property
    def unsubscribe_group_id(self) -> str | None:
        """Id of the unsubscribe group (first generation)."""

    @property
    def created_at(self) -> datetime | None:
        """When the record was created (first generation)."""

    @property
    def suppressed_at(self) -> datetime | None:
        """When the address was suppressed (first generation)."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members that this class does not name, as `json.loads` reads them."""

    def to_dict(self) -> dict[str, Any]:
        """The object as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes, int]]: ...

@final
class EmailSent:
    """`email.sent`: a message was handed over for sending."""

    __match_args__: Final = ("data",)

    @property
    def type(self) -> Literal["email.sent"]:
        """The event's type as AutoSend writes it."""

    @property
    def created_at(self) -> datetime:
        """When the event was created, as the signed body says."""

    @property
    def data(self) -> EmailSentData:
        """What the event says."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members of the body, beside the data, that are not known."""

    @property
    def generation(self) -> int:
        """The form of the body: 2 is today's, 1 the first generation."""

    @property
    def raw(self) -> dict[str, Any]:
        """The whole body as `json.loads` reads it, untouched."""

    def to_dict(self) -> dict[str, Any]:
        """The event as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...


@final
class EmailDelivered:
    """`email.delivered`: the recipient's mail server accepted a message."""

    __match_args__: Final = ("data",)

    @property
    def type(self) -> Literal["email.delivered"]:
        """The event's type as AutoSend writes it."""

    @property
    def created_at(self) -> datetime:
        """When the event was created, as the signed body says."""

    @property
    def data(self) -> EmailDeliveredData:
        """What the event says."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members of the body, beside the data, that are not known."""

    @property
    def generation(self) -> int:
        """The form of the body: 2 is today's, 1 the first generation."""

    @property
    def raw(self) -> dict[str, Any]:
        """The whole body as `json.loads` reads it, untouched."""

    def to_dict(self) -> dict[str, Any]:
        """The event as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...


@final
class EmailDeferred:
    """`email.deferred`: the recipient's mail server put a message off."""

    __match_args__: Final = ("data",)

    @property
    def type(self) -> Literal["email.deferred"]:
        """The event's type as AutoSend writes it."""

    @property
    def created_at(self) -> datetime:
        """When the event was created, as the signed body says."""

    @property
    def data(self) -> EmailDeferredData:
        """What the event says."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members of the body, beside the data, that are not known."""

    @property
    def generation(self) -> int:
        """The form of the body: 2 is today's, 1 the first generation."""

    @property
    def raw(self) -> dict[str, Any]:
        """The whole body as `json.loads` reads it, untouched."""

    def to_dict(self) -> dict[str, Any]:
        """The event as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...


@final
class EmailBounced:
    """`email.bounced`: the recipient's mail server refused a message."""

    __match_args__: Final = ("data",)

    @property
    def type(self) -> Literal["email.bounced"]:
        """The event's type as AutoSend writes it."""

    @property
    def created_at(self) -> datetime:
        """When the event was created, as the signed body says."""

    @property
    def data(self) -> EmailBouncedData:
        """What the event says."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members of the body, beside the data, that are not known."""

    @property
    def generation(self) -> int:
        """The form of the body: 2 is today's, 1 the first generation."""

    @property
    def raw(self) -> dict[str, Any]:
        """The whole body as `json.loads` reads it, untouched."""

    def to_dict(self) -> dict[str, Any]:
        """The event as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...


@final
class EmailOpened:
    """`email.opened`: a recipient opened a message."""

    __match_args__: Final = ("data",)

    @property
    def type(self) -> Literal["email.opened"]:
        """The event's type as AutoSend writes it."""

    @property
    def created_at(self) -> datetime:
        """When the event was created, as the signed body says."""

    @property
    def data(self) -> EmailOpenedData:
        """What the event says."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members of the body, beside the data, that are not known."""

    @property
    def generation(self) -> int:
        """The form of the body: 2 is today's, 1 the first generation."""

    @property
    def raw(self) -> dict[str, Any]:
        """The whole body as `json.loads` reads it, untouched."""

    def to_dict(self) -> dict[str, Any]:
        """The event as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...


@final
class EmailClicked:
    """`email.clicked`: a recipient clicked a link in a message."""

    __match_args__: Final = ("data",)

    @property
    def type(self) -> Literal["email.clicked"]:
        """The event's type as AutoSend writes it."""

    @property
    def created_at(self) -> datetime:
        """When the event was created, as the signed body says."""

    @property
    def data(self) -> EmailClickedData:
        """What the event says."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members of the body, beside the data, that are not known."""

    @property
    def generation(self) -> int:
        """The form of the body: 2 is today's, 1 the first generation."""

    @property
    def raw(self) -> dict[str, Any]:
        """The whole body as `json.loads` reads it, untouched."""

    def to_dict(self) -> dict[str, Any]:
        """The event as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...


@final
class EmailSpamReported:
    """`email.spam_reported`: a recipient reported a message as spam."""

    __match_args__: Final = ("data",)

    @property
    def type(self) -> Literal["email.spam_reported"]:
        """The event's type as AutoSend writes it."""

    @property
    def created_at(self) -> datetime:
        """When the event was created, as the signed body says."""

    @property
    def data(self) -> EmailSpamReportedData:
        """What the event says."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members of the body, beside the data, that are not known."""

    @property
    def generation(self) -> int:
        """The form of the body: 2 is today's, 1 the first generation."""

    @property
    def raw(self) -> dict[str, Any]:
        """The whole body as `json.loads` reads it, untouched."""

    def to_dict(self) -> dict[str, Any]:
        """The event as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...


@final
class EmailUnsubscribed:
    """`email.unsubscribed`: a recipient unsubscribed from everything."""

    __match_args__: Final = ("data",)

    @property
    def type(self) -> Literal["email.unsubscribed"]:
        """The event's type as AutoSend writes it."""

    @property
    def created_at(self) -> datetime:
        """When the event was created, as the signed body says."""

    @property
    def data(self) -> EmailUnsubscribedData:
        """What the event says."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members of the body, beside the data, that are not known."""

    @property
    def generation(self) -> int:
        """The form of the body: 2 is today's, 1 the first generation."""

    @property
    def raw(self) -> dict[str, Any]:
        """The whole body as `json.loads` reads it, untouched."""

    def to_dict(self) -> dict[str, Any]:
        """The event as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...


@final
class EmailGroupUnsubscribed:
    """`email.group_unsubscribed`: a recipient unsubscribed from a group."""

    __match_args__: Final = ("data",)

    @property
    def type(self) -> Literal["email.group_unsubscribed"]:
        """The event's type as AutoSend writes it."""

    @property
    def created_at(self) -> datetime:
        """When the event was created, as the signed body says."""

    @property
    def data(self) -> EmailGroupUnsubscribedData:
        """What the event says."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members of the body, beside the data, that are not known."""

    @property
    def generation(self) -> int:
        """The form of the body: 2 is today's, 1 the first generation."""

    @property
    def raw(self) -> dict[str, Any]:
        """The whole body as `json.loads` reads it, untouched."""

    def to_dict(self) -> dict[str, Any]:
        """The event as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...


@final
class EmailGroupResubscribed:
    """`email.group_resubscribed`: a recipient subscribed to a group again."""

    __match_args__: Final = ("data",)

    @property
    def type(self) -> Literal["email.group_resubscribed"]:
        """The event's type as AutoSend writes it."""

    @property
    def created_at(self) -> datetime:
        """When the event was created, as the signed body says."""

    @property
    def data(self) -> EmailGroupResubscribedData:
        """What the event says."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members of the body, beside the data, that are not known."""

    @property
    def generation(self) -> int:
        """The form of the body: 2 is today's, 1 the first generation."""

    @property
    def raw(self) -> dict[str, Any]:
        """The whole body as `json.loads` reads it, untouched."""

    def to_dict(self) -> dict[str, Any]:
        """The event as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...


@final
class ContactCreated:
    """`contact.created`: a contact was created."""

    __match_args__: Final = ("data",)

    @property
    def type(self) -> Literal["contact.created"]:
        """The event's type as AutoSend writes it."""

    @property
    def created_at(self) -> datetime:
        """When the event was created, as the signed body says."""

    @property
    def data(self) -> ContactCreatedData:
        """What the event says."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members of the body, beside the data, that are not known."""

    @property
    def generation(self) -> int:
        """The form of the body: 2 is today's, 1 the first generation."""

    @property
    def raw(self) -> dict[str, Any]:
        """The whole body as `json.loads` reads it, untouched."""

    def to_dict(self) -> dict[str, Any]:
        """The event as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...


@final
class ContactUpdated:
    """`contact.updated`: a contact was changed."""

    __match_args__: Final = ("data",)

    @property
    def type(self) -> Literal["contact.updated"]:
        """The event's type as AutoSend writes it."""

    @property
    def created_at(self) -> datetime:
        """When the event was created, as the signed body says."""

    @property
    def data(self) -> ContactUpdatedData:
        """What the event says."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members of the body, beside the data, that are not known."""

    @property
    def generation(self) -> int:
        """The form of the body: 2 is today's, 1 the first generation."""

    @property
    def raw(self) -> dict[str, Any]:
        """The whole body as `json.loads` reads it, untouched."""

    def to_dict(self) -> dict[str, Any]:
        """The event as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...


@final
class ContactDeleted:
    """`contact.deleted`: a contact was deleted."""

    __match_args__: Final = ("data",)

    @property
    def type(self) -> Literal["contact.deleted"]:
        """The event's type as AutoSend writes it."""

    @property
    def created_at(self) -> datetime:
        """When the event was created, as the signed body says."""

    @property
    def data(self) -> ContactDeletedData:
        """What the event says."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members of the body, beside the data, that are not known."""

    @property
    def generation(self) -> int:
        """The form of the body: 2 is today's, 1 the first generation."""

    @property
    def raw(self) -> dict[str, Any]:
        """The whole body as `json.loads` reads it, untouched."""

    def to_dict(self) -> dict[str, Any]:
        """The event as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...


@final
class EmailReceived:
    """`email.received`: a message came in."""

    __match_args__: Final = ("data",)

    @property
    def type(self) -> Literal["email.received"]:
        """The event's type as AutoSend writes it."""

    @property
    def created_at(self) -> datetime:
        """When the event was created, as the signed body says."""

    @property
    def data(self) -> EmailReceivedData:
        """What the event says."""

    @property
    def extra(self) -> dict[str, Any]:
        """The members of the body, beside the data, that are not known."""

    @property
    def generation(self) -> int:
        """The form of the body: 2 is today's, 1 the first generation."""

    @property
    def raw(self) -> dict[str, Any]:
        """The whole body as `json.loads` reads it, untouched."""

    def to_dict(self) -> dict[str, Any]:
        """The event as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...


@final
class Unknown:
    """An event of a type that this version does not know."""

    __match_args__: Final = ("type",)

    @property
    def type(self) -> str:
        """The event's type as AutoSend writes it."""

    @property
    def created_at(self) -> datetime | None:
        """When the event was created, as the signed body says; None if the body holds no such time."""

    @property
    def data(self) -> Any:
        """The data as `json.loads` reads it; None if there is none."""

    @property
    def generation(self) -> int:
        """The form of the body: 2 is today's, 1 the first generation."""

    @property
    def raw(self) -> dict[str, Any]:
        """The whole body as `json.loads` reads it, untouched."""

    def to_dict(self) -> dict[str, Any]:
        """The event as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...


@final
class Invalid:
    """An event of a known type whose time or data does not fit it."""

    __match_args__: Final = ("type", "reason")

    @property
    def type(self) -> str:
        """The event's type as AutoSend writes it."""

    @property
    def created_at(self) -> datetime | None:
        """When the event was created, as the signed body says; None if the body holds no such time."""

    @property
    def data(self) -> Any:
        """The data as `json.loads` reads it; None if there is none."""

    @property
    def reason(self) -> str:
        """What does not fit, for people to read."""

    @property
    def generation(self) -> int:
        """The form of the body: 2 is today's, 1 the first generation."""

    @property
    def raw(self) -> dict[str, Any]:
        """The whole body as `json.loads` reads it, untouched."""

    def to_dict(self) -> dict[str, Any]:
        """The event as a new dict: attributes by name, objects within as dicts."""

    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, tuple[bytes]]: ...


Event: TypeAlias = Union[
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

EventType: TypeAlias = Literal[
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

EVENT_TYPES: Final[tuple[str, ...]]
