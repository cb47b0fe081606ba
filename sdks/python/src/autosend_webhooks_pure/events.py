# Generated from schema/ by `cargo xtask generate`; do not edit.
"""The events, one class a type, and what they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Callable, Literal, Optional, Union, final

from ._json import loads
from .enums import (
    BounceSubType,
    BounceType,
    ComplaintType,
    DelayType,
    Verdict,
)


class Frozen:
    """Attributes that are set once, in slots whose names begin with an underscore."""

    __slots__ = ()
    _shown: tuple[str, ...] = ()

    def __init__(self, /, **values: Any) -> None:
        for name, value in values.items():
            object.__setattr__(self, f"_{name}", value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __repr__(self) -> str:
        shown = ((name, getattr(self, name)) for name in self._shown)
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in shown if value is not None)})"

    def to_dict(self) -> dict[str, Any]:
        """The object as a new dict: attributes by name, objects within as dicts."""
        return {name: _plain(getattr(self, name)) for name in self._shown}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.to_dict() if isinstance(value, Frozen) else value


class Object(Frozen):
    """An object inside of an event, with members that its class does not name."""

    __slots__ = ("_extra",)
    _extra: Mapping[str, Any]

    @property
    def extra(self) -> dict[str, Any]:
        """The members that this class does not name, as `json.loads` reads them."""
        return dict(self._extra)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Object) and self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        values = (getattr(self, name) for name in self._shown)
        return hash((type(self), *(value for value in values if isinstance(value, str))))

    def __reduce__(self) -> tuple[Callable[..., object], tuple[Any, ...]]:
        return _restore, (type(self), {name: getattr(self, name) for name in self._shown})


def _restore(of: type[Object], values: dict[str, Any]) -> Object:
    """Makes an object again that was pickled or copied."""
    return of(**values)


@final
class Address(Object):
    """An address with the name that goes with it."""

    __slots__ = (
        "_email",
        "_name",
    )
    _shown = (
        "email",
        "name",
        "extra",
    )
    _email: str
    _name: Optional[str]

    @property
    def email(self) -> str:
        """The e-mail address."""
        return self._email

    @property
    def name(self) -> Optional[str]:
        """The display name, if there is one."""
        return self._name


@final
class Attachment(Object):
    """A file attached to an inbound message."""

    __slots__ = (
        "_attachment_id",
        "_attachment_index",
        "_content_type",
        "_filename",
        "_size",
    )
    _shown = (
        "attachment_id",
        "attachment_index",
        "filename",
        "content_type",
        "size",
        "extra",
    )
    _attachment_id: str
    _attachment_index: int
    _filename: str
    _content_type: str
    _size: int

    @property
    def attachment_id(self) -> str:
        """Id of the attachment."""
        return self._attachment_id

    @property
    def attachment_index(self) -> int:
        """Position among the message's attachments, from 0."""
        return self._attachment_index

    @property
    def filename(self) -> str:
        """File name as the sender gave it: untrusted, never a path to write to."""
        return self._filename

    @property
    def content_type(self) -> str:
        """Media type as the sender gave it."""
        return self._content_type

    @property
    def size(self) -> int:
        """Size in bytes."""
        return self._size


@final
class ContactCreatedData(Object):
    """A contact was created. Custom properties are in `extra`."""

    __slots__ = (
        "_contact_id",
        "_created_at",
        "_email",
        "_first_name",
        "_last_name",
        "_name",
        "_user_id",
    )
    _shown = (
        "contact_id",
        "email",
        "name",
        "user_id",
        "first_name",
        "last_name",
        "created_at",
        "extra",
    )
    _contact_id: Optional[str]
    _email: Optional[str]
    _name: Optional[str]
    _user_id: Optional[str]
    _first_name: Optional[str]
    _last_name: Optional[str]
    _created_at: Optional[datetime]

    @property
    def contact_id(self) -> Optional[str]:
        """Id of the contact."""
        return self._contact_id

    @property
    def email(self) -> Optional[str]:
        """The contact's e-mail address."""
        return self._email

    @property
    def name(self) -> Optional[str]:
        """The contact's name."""
        return self._name

    @property
    def user_id(self) -> Optional[str]:
        """The id that your own system gave the contact (first generation)."""
        return self._user_id

    @property
    def first_name(self) -> Optional[str]:
        """The first name (first generation)."""
        return self._first_name

    @property
    def last_name(self) -> Optional[str]:
        """The last name (first generation)."""
        return self._last_name

    @property
    def created_at(self) -> Optional[datetime]:
        """When the contact was created (first generation)."""
        return self._created_at


@final
class ContactDeletedData(Object):
    """A contact was deleted."""

    __slots__ = (
        "_contact_id",
        "_created_at",
        "_deleted_at",
        "_email",
        "_first_name",
        "_last_name",
        "_user_id",
    )
    _shown = (
        "contact_id",
        "email",
        "deleted_at",
        "user_id",
        "first_name",
        "last_name",
        "created_at",
        "extra",
    )
    _contact_id: Optional[str]
    _email: Optional[str]
    _deleted_at: Optional[datetime]
    _user_id: Optional[str]
    _first_name: Optional[str]
    _last_name: Optional[str]
    _created_at: Optional[datetime]

    @property
    def contact_id(self) -> Optional[str]:
        """Id of the contact."""
        return self._contact_id

    @property
    def email(self) -> Optional[str]:
        """The contact's e-mail address."""
        return self._email

    @property
    def deleted_at(self) -> Optional[datetime]:
        """When the contact was deleted (first generation)."""
        return self._deleted_at

    @property
    def user_id(self) -> Optional[str]:
        """The id that your own system gave the contact (first generation)."""
        return self._user_id

    @property
    def first_name(self) -> Optional[str]:
        """The first name (first generation)."""
        return self._first_name

    @property
    def last_name(self) -> Optional[str]:
        """The last name (first generation)."""
        return self._last_name

    @property
    def created_at(self) -> Optional[datetime]:
        """When the contact was created (first generation)."""
        return self._created_at


@final
class ContactUpdatedData(Object):
    """A contact was changed. Custom properties are in `extra`."""

    __slots__ = (
        "_changed_fields",
        "_contact_id",
        "_created_at",
        "_email",
        "_first_name",
        "_last_name",
        "_name",
        "_updated_at",
        "_user_id",
    )
    _shown = (
        "contact_id",
        "email",
        "name",
        "changed_fields",
        "updated_at",
        "user_id",
        "first_name",
        "last_name",
        "created_at",
        "extra",
    )
    _contact_id: Optional[str]
    _email: Optional[str]
    _name: Optional[str]
    _changed_fields: Optional[tuple[str, ...]]
    _updated_at: Optional[datetime]
    _user_id: Optional[str]
    _first_name: Optional[str]
    _last_name: Optional[str]
    _created_at: Optional[datetime]

    @property
    def contact_id(self) -> Optional[str]:
        """Id of the contact."""
        return self._contact_id

    @property
    def email(self) -> Optional[str]:
        """The contact's e-mail address."""
        return self._email

    @property
    def name(self) -> Optional[str]:
        """The contact's name."""
        return self._name

    @property
    def changed_fields(self) -> Optional[tuple[str, ...]]:
        """The names of the fields that changed."""
        return self._changed_fields

    @property
    def updated_at(self) -> Optional[datetime]:
        """When the contact was changed (first generation)."""
        return self._updated_at

    @property
    def user_id(self) -> Optional[str]:
        """The id that your own system gave the contact (first generation)."""
        return self._user_id

    @property
    def first_name(self) -> Optional[str]:
        """The first name (first generation)."""
        return self._first_name

    @property
    def last_name(self) -> Optional[str]:
        """The last name (first generation)."""
        return self._last_name

    @property
    def created_at(self) -> Optional[datetime]:
        """When the contact was created (first generation)."""
        return self._created_at


@final
class EmailBouncedData(Object):
    """The recipient's mail server refused a message."""

    __slots__ = (
        "_batch_id",
        "_bounce_sub_type",
        "_bounce_type",
        "_bounced_at",
        "_campaign_id",
        "_created_at",
        "_email_id",
        "_from_",
        "_reason",
        "_subject",
        "_template_id",
        "_test",
        "_timestamp",
        "_to",
        "_workflow_automation_id",
    )
    _shown = (
        "email_id",
        "from_",
        "to",
        "subject",
        "test",
        "campaign_id",
        "template_id",
        "workflow_automation_id",
        "batch_id",
        "created_at",
        "timestamp",
        "bounce_type",
        "bounce_sub_type",
        "reason",
        "bounced_at",
        "extra",
    )
    _email_id: str
    _from_: str
    _to: Address
    _subject: str
    _test: bool
    _campaign_id: Optional[str]
    _template_id: Optional[str]
    _workflow_automation_id: Optional[str]
    _batch_id: Optional[str]
    _created_at: Optional[datetime]
    _timestamp: Optional[datetime]
    _bounce_type: Optional[Union[BounceType, str]]
    _bounce_sub_type: Optional[Union[BounceSubType, str]]
    _reason: Optional[str]
    _bounced_at: Optional[datetime]

    @property
    def email_id(self) -> str:
        """Id of the message."""
        return self._email_id

    @property
    def from_(self) -> str:
        """The sender's address."""
        return self._from_

    @property
    def to(self) -> Address:
        """The recipient."""
        return self._to

    @property
    def subject(self) -> str:
        """The subject line."""
        return self._subject

    @property
    def test(self) -> bool:
        """Whether it was a test message. First-generation bodies don't say: false."""
        return self._test

    @property
    def campaign_id(self) -> Optional[str]:
        """Id of the campaign it belongs to."""
        return self._campaign_id

    @property
    def template_id(self) -> Optional[str]:
        """Id of the template it was made from."""
        return self._template_id

    @property
    def workflow_automation_id(self) -> Optional[str]:
        """Id of the workflow automation that sent it."""
        return self._workflow_automation_id

    @property
    def batch_id(self) -> Optional[str]:
        """Id of the batch it was sent in."""
        return self._batch_id

    @property
    def created_at(self) -> Optional[datetime]:
        """When the message was created (first generation)."""
        return self._created_at

    @property
    def timestamp(self) -> Optional[datetime]:
        """When the event happened (first generation)."""
        return self._timestamp

    @property
    def bounce_type(self) -> Optional[Union[BounceType, str]]:
        """Permanent (hard) or transient (soft)."""
        return self._bounce_type

    @property
    def bounce_sub_type(self) -> Optional[Union[BounceSubType, str]]:
        """What kind of bounce it is."""
        return self._bounce_sub_type

    @property
    def reason(self) -> Optional[str]:
        """The mail server's words. First-generation bodies call it `bounceReason`."""
        return self._reason

    @property
    def bounced_at(self) -> Optional[datetime]:
        """When it bounced (first generation)."""
        return self._bounced_at


@final
class EmailClickedData(Object):
    """A recipient clicked a link in a message."""

    __slots__ = (
        "_batch_id",
        "_campaign_id",
        "_clicked_url",
        "_created_at",
        "_email_id",
        "_from_",
        "_subject",
        "_template_id",
        "_test",
        "_timestamp",
        "_to",
        "_workflow_automation_id",
    )
    _shown = (
        "email_id",
        "from_",
        "to",
        "subject",
        "test",
        "campaign_id",
        "template_id",
        "workflow_automation_id",
        "batch_id",
        "created_at",
        "timestamp",
        "clicked_url",
        "extra",
    )
    _email_id: str
    _from_: str
    _to: Address
    _subject: str
    _test: bool
    _campaign_id: Optional[str]
    _template_id: Optional[str]
    _workflow_automation_id: Optional[str]
    _batch_id: Optional[str]
    _created_at: Optional[datetime]
    _timestamp: Optional[datetime]
    _clicked_url: Optional[str]

    @property
    def email_id(self) -> str:
        """Id of the message."""
        return self._email_id

    @property
    def from_(self) -> str:
        """The sender's address."""
        return self._from_

    @property
    def to(self) -> Address:
        """The recipient."""
        return self._to

    @property
    def subject(self) -> str:
        """The subject line."""
        return self._subject

    @property
    def test(self) -> bool:
        """Whether it was a test message. First-generation bodies don't say: false."""
        return self._test

    @property
    def campaign_id(self) -> Optional[str]:
        """Id of the campaign it belongs to."""
        return self._campaign_id

    @property
    def template_id(self) -> Optional[str]:
        """Id of the template it was made from."""
        return self._template_id

    @property
    def workflow_automation_id(self) -> Optional[str]:
        """Id of the workflow automation that sent it."""
        return self._workflow_automation_id

    @property
    def batch_id(self) -> Optional[str]:
        """Id of the batch it was sent in."""
        return self._batch_id

    @property
    def created_at(self) -> Optional[datetime]:
        """When the message was created (first generation)."""
        return self._created_at

    @property
    def timestamp(self) -> Optional[datetime]:
        """When the event happened (first generation)."""
        return self._timestamp

    @property
    def clicked_url(self) -> Optional[str]:
        """The link's target."""
        return self._clicked_url


@final
class EmailDeferredData(Object):
    """The recipient's mail server put a message off; it will be tried again."""

    __slots__ = (
        "_batch_id",
        "_campaign_id",
        "_created_at",
        "_delay_reason",
        "_delay_type",
        "_email_id",
        "_expiration_time",
        "_from_",
        "_subject",
        "_template_id",
        "_test",
        "_timestamp",
        "_to",
        "_workflow_automation_id",
    )
    _shown = (
        "email_id",
        "from_",
        "to",
        "subject",
        "test",
        "campaign_id",
        "template_id",
        "workflow_automation_id",
        "batch_id",
        "created_at",
        "timestamp",
        "delay_type",
        "delay_reason",
        "expiration_time",
        "extra",
    )
    _email_id: str
    _from_: str
    _to: Address
    _subject: str
    _test: bool
    _campaign_id: Optional[str]
    _template_id: Optional[str]
    _workflow_automation_id: Optional[str]
    _batch_id: Optional[str]
    _created_at: Optional[datetime]
    _timestamp: Optional[datetime]
    _delay_type: Optional[Union[DelayType, str]]
    _delay_reason: Optional[str]
    _expiration_time: Optional[datetime]

    @property
    def email_id(self) -> str:
        """Id of the message."""
        return self._email_id

    @property
    def from_(self) -> str:
        """The sender's address."""
        return self._from_

    @property
    def to(self) -> Address:
        """The recipient."""
        return self._to

    @property
    def subject(self) -> str:
        """The subject line."""
        return self._subject

    @property
    def test(self) -> bool:
        """Whether it was a test message. First-generation bodies don't say: false."""
        return self._test

    @property
    def campaign_id(self) -> Optional[str]:
        """Id of the campaign it belongs to."""
        return self._campaign_id

    @property
    def template_id(self) -> Optional[str]:
        """Id of the template it was made from."""
        return self._template_id

    @property
    def workflow_automation_id(self) -> Optional[str]:
        """Id of the workflow automation that sent it."""
        return self._workflow_automation_id

    @property
    def batch_id(self) -> Optional[str]:
        """Id of the batch it was sent in."""
        return self._batch_id

    @property
    def created_at(self) -> Optional[datetime]:
        """When the message was created (first generation)."""
        return self._created_at

    @property
    def timestamp(self) -> Optional[datetime]:
        """When the event happened (first generation)."""
        return self._timestamp

    @property
    def delay_type(self) -> Optional[Union[DelayType, str]]:
        """Why it is delayed."""
        return self._delay_type

    @property
    def delay_reason(self) -> Optional[str]:
        """The mail server's words."""
        return self._delay_reason

    @property
    def expiration_time(self) -> Optional[datetime]:
        """When trying ends."""
        return self._expiration_time


@final
class EmailDeliveredData(Object):
    """The recipient's mail server accepted a message."""

    __slots__ = (
        "_batch_id",
        "_campaign_id",
        "_created_at",
        "_delivered_at",
        "_email_id",
        "_from_",
        "_subject",
        "_template_id",
        "_test",
        "_timestamp",
        "_to",
        "_workflow_automation_id",
    )
    _shown = (
        "email_id",
        "from_",
        "to",
        "subject",
        "test",
        "campaign_id",
        "template_id",
        "workflow_automation_id",
        "batch_id",
        "created_at",
        "timestamp",
        "delivered_at",
        "extra",
    )
    _email_id: str
    _from_: str
    _to: Address
    _subject: str
    _test: bool
    _campaign_id: Optional[str]
    _template_id: Optional[str]
    _workflow_automation_id: Optional[str]
    _batch_id: Optional[str]
    _created_at: Optional[datetime]
    _timestamp: Optional[datetime]
    _delivered_at: Optional[datetime]

    @property
    def email_id(self) -> str:
        """Id of the message."""
        return self._email_id

    @property
    def from_(self) -> str:
        """The sender's address."""
        return self._from_

    @property
    def to(self) -> Address:
        """The recipient."""
        return self._to

    @property
    def subject(self) -> str:
        """The subject line."""
        return self._subject

    @property
    def test(self) -> bool:
        """Whether it was a test message. First-generation bodies don't say: false."""
        return self._test

    @property
    def campaign_id(self) -> Optional[str]:
        """Id of the campaign it belongs to."""
        return self._campaign_id

    @property
    def template_id(self) -> Optional[str]:
        """Id of the template it was made from."""
        return self._template_id

    @property
    def workflow_automation_id(self) -> Optional[str]:
        """Id of the workflow automation that sent it."""
        return self._workflow_automation_id

    @property
    def batch_id(self) -> Optional[str]:
        """Id of the batch it was sent in."""
        return self._batch_id

    @property
    def created_at(self) -> Optional[datetime]:
        """When the message was created (first generation)."""
        return self._created_at

    @property
    def timestamp(self) -> Optional[datetime]:
        """When the event happened (first generation)."""
        return self._timestamp

    @property
    def delivered_at(self) -> Optional[datetime]:
        """When it was delivered (first generation)."""
        return self._delivered_at


@final
class EmailGroupResubscribedData(Object):
    """A recipient subscribed to a group of messages again."""

    __slots__ = (
        "_campaign_id",
        "_email_id",
        "_test",
        "_unsubscribe_group_id",
    )
    _shown = (
        "test",
        "email_id",
        "unsubscribe_group_id",
        "campaign_id",
        "extra",
    )
    _test: bool
    _email_id: Optional[str]
    _unsubscribe_group_id: Optional[str]
    _campaign_id: Optional[str]

    @property
    def test(self) -> bool:
        """Whether it came from a test message."""
        return self._test

    @property
    def email_id(self) -> Optional[str]:
        """Id of the message it came from."""
        return self._email_id

    @property
    def unsubscribe_group_id(self) -> Optional[str]:
        """Id of the group."""
        return self._unsubscribe_group_id

    @property
    def campaign_id(self) -> Optional[str]:
        """Id of the campaign it came from."""
        return self._campaign_id


@final
class EmailGroupUnsubscribedData(Object):
    """A recipient unsubscribed from one group of messages."""

    __slots__ = (
        "_batch_id",
        "_campaign_id",
        "_email_id",
        "_template_id",
        "_test",
        "_unsubscribe_group_id",
        "_workflow_automation_id",
    )
    _shown = (
        "test",
        "email_id",
        "campaign_id",
        "template_id",
        "workflow_automation_id",
        "batch_id",
        "unsubscribe_group_id",
        "extra",
    )
    _test: bool
    _email_id: Optional[str]
    _campaign_id: Optional[str]
    _template_id: Optional[str]
    _workflow_automation_id: Optional[str]
    _batch_id: Optional[str]
    _unsubscribe_group_id: Optional[str]

    @property
    def test(self) -> bool:
        """Whether it came from a test message."""
        return self._test

    @property
    def email_id(self) -> Optional[str]:
        """Id of the message it came from."""
        return self._email_id

    @property
    def campaign_id(self) -> Optional[str]:
        """Id of the campaign it came from."""
        return self._campaign_id

    @property
    def template_id(self) -> Optional[str]:
        """Id of the template of the message."""
        return self._template_id

    @property
    def workflow_automation_id(self) -> Optional[str]:
        """Id of the workflow automation that sent the message."""
        return self._workflow_automation_id

    @property
    def batch_id(self) -> Optional[str]:
        """Id of the batch of the message."""
        return self._batch_id

    @property
    def unsubscribe_group_id(self) -> Optional[str]:
        """Id of the group."""
        return self._unsubscribe_group_id


@final
class EmailOpenedData(Object):
    """A recipient opened a message. There is no address, device or place in it, on purpose."""

    __slots__ = (
        "_batch_id",
        "_campaign_id",
        "_created_at",
        "_email_id",
        "_from_",
        "_opened_at",
        "_subject",
        "_template_id",
        "_test",
        "_timestamp",
        "_to",
        "_workflow_automation_id",
    )
    _shown = (
        "email_id",
        "from_",
        "to",
        "subject",
        "test",
        "campaign_id",
        "template_id",
        "workflow_automation_id",
        "batch_id",
        "created_at",
        "timestamp",
        "opened_at",
        "extra",
    )
    _email_id: str
    _from_: str
    _to: Address
    _subject: str
    _test: bool
    _campaign_id: Optional[str]
    _template_id: Optional[str]
    _workflow_automation_id: Optional[str]
    _batch_id: Optional[str]
    _created_at: Optional[datetime]
    _timestamp: Optional[datetime]
    _opened_at: Optional[datetime]

    @property
    def email_id(self) -> str:
        """Id of the message."""
        return self._email_id

    @property
    def from_(self) -> str:
        """The sender's address."""
        return self._from_

    @property
    def to(self) -> Address:
        """The recipient."""
        return self._to

    @property
    def subject(self) -> str:
        """The subject line."""
        return self._subject

    @property
    def test(self) -> bool:
        """Whether it was a test message. First-generation bodies don't say: false."""
        return self._test

    @property
    def campaign_id(self) -> Optional[str]:
        """Id of the campaign it belongs to."""
        return self._campaign_id

    @property
    def template_id(self) -> Optional[str]:
        """Id of the template it was made from."""
        return self._template_id

    @property
    def workflow_automation_id(self) -> Optional[str]:
        """Id of the workflow automation that sent it."""
        return self._workflow_automation_id

    @property
    def batch_id(self) -> Optional[str]:
        """Id of the batch it was sent in."""
        return self._batch_id

    @property
    def created_at(self) -> Optional[datetime]:
        """When the message was created (first generation)."""
        return self._created_at

    @property
    def timestamp(self) -> Optional[datetime]:
        """When the event happened (first generation)."""
        return self._timestamp

    @property
    def opened_at(self) -> Optional[datetime]:
        """When it was opened (first generation)."""
        return self._opened_at


@final
class EmailReceivedData(Object):
    """A message came in for one of your inbound addresses."""

    __slots__ = (
        "_attachments",
        "_cc",
        "_from_",
        "_in_reply_to_email_activity_id",
        "_in_reply_to_inbound_email_id",
        "_inbound_email_id",
        "_received_at",
        "_spam_verdict",
        "_subject",
        "_thread_id",
        "_to",
        "_virus_verdict",
    )
    _shown = (
        "inbound_email_id",
        "from_",
        "to",
        "cc",
        "subject",
        "attachments",
        "spam_verdict",
        "virus_verdict",
        "received_at",
        "thread_id",
        "in_reply_to_email_activity_id",
        "in_reply_to_inbound_email_id",
        "extra",
    )
    _inbound_email_id: str
    _from_: Address
    _to: tuple[Address, ...]
    _cc: tuple[Address, ...]
    _subject: str
    _attachments: tuple[Attachment, ...]
    _spam_verdict: Union[Verdict, str]
    _virus_verdict: Union[Verdict, str]
    _received_at: datetime
    _thread_id: Optional[str]
    _in_reply_to_email_activity_id: Optional[str]
    _in_reply_to_inbound_email_id: Optional[str]

    @property
    def inbound_email_id(self) -> str:
        """Id of the inbound message."""
        return self._inbound_email_id

    @property
    def from_(self) -> Address:
        """Who sent it: an object here, while outbound events carry a plain address."""
        return self._from_

    @property
    def to(self) -> tuple[Address, ...]:
        """The recipients."""
        return self._to

    @property
    def cc(self) -> tuple[Address, ...]:
        """The recipients in copy."""
        return self._cc

    @property
    def subject(self) -> str:
        """The subject line."""
        return self._subject

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The attached files."""
        return self._attachments

    @property
    def spam_verdict(self) -> Union[Verdict, str]:
        """What the spam scan found."""
        return self._spam_verdict

    @property
    def virus_verdict(self) -> Union[Verdict, str]:
        """What the virus scan found."""
        return self._virus_verdict

    @property
    def received_at(self) -> datetime:
        """When it came in."""
        return self._received_at

    @property
    def thread_id(self) -> Optional[str]:
        """Id of the conversation it belongs to."""
        return self._thread_id

    @property
    def in_reply_to_email_activity_id(self) -> Optional[str]:
        """Id of the outbound message that it answers."""
        return self._in_reply_to_email_activity_id

    @property
    def in_reply_to_inbound_email_id(self) -> Optional[str]:
        """Id of the inbound message that it answers."""
        return self._in_reply_to_inbound_email_id


@final
class EmailSentData(Object):
    """A message was handed over for sending."""

    __slots__ = (
        "_batch_id",
        "_campaign_id",
        "_created_at",
        "_email_id",
        "_from_",
        "_subject",
        "_template_id",
        "_test",
        "_timestamp",
        "_to",
        "_workflow_automation_id",
    )
    _shown = (
        "email_id",
        "from_",
        "to",
        "subject",
        "test",
        "campaign_id",
        "template_id",
        "workflow_automation_id",
        "batch_id",
        "created_at",
        "timestamp",
        "extra",
    )
    _email_id: str
    _from_: str
    _to: Address
    _subject: str
    _test: bool
    _campaign_id: Optional[str]
    _template_id: Optional[str]
    _workflow_automation_id: Optional[str]
    _batch_id: Optional[str]
    _created_at: Optional[datetime]
    _timestamp: Optional[datetime]

    @property
    def email_id(self) -> str:
        """Id of the message."""
        return self._email_id

    @property
    def from_(self) -> str:
        """The sender's address."""
        return self._from_

    @property
    def to(self) -> Address:
        """The recipient."""
        return self._to

    @property
    def subject(self) -> str:
        """The subject line."""
        return self._subject

    @property
    def test(self) -> bool:
        """Whether it was a test message. First-generation bodies don't say: false."""
        return self._test

    @property
    def campaign_id(self) -> Optional[str]:
        """Id of the campaign it belongs to."""
        return self._campaign_id

    @property
    def template_id(self) -> Optional[str]:
        """Id of the template it was made from."""
        return self._template_id

    @property
    def workflow_automation_id(self) -> Optional[str]:
        """Id of the workflow automation that sent it."""
        return self._workflow_automation_id

    @property
    def batch_id(self) -> Optional[str]:
        """Id of the batch it was sent in."""
        return self._batch_id

    @property
    def created_at(self) -> Optional[datetime]:
        """When the message was created (first generation)."""
        return self._created_at

    @property
    def timestamp(self) -> Optional[datetime]:
        """When the event happened (first generation)."""
        return self._timestamp


@final
class EmailSpamReportedData(Object):
    """A recipient reported a message as spam."""

    __slots__ = (
        "_batch_id",
        "_campaign_id",
        "_complaint_type",
        "_created_at",
        "_email_id",
        "_from_",
        "_subject",
        "_template_id",
        "_test",
        "_timestamp",
        "_to",
        "_workflow_automation_id",
    )
    _shown = (
        "email_id",
        "from_",
        "to",
        "subject",
        "test",
        "campaign_id",
        "template_id",
        "workflow_automation_id",
        "batch_id",
        "created_at",
        "timestamp",
        "complaint_type",
        "extra",
    )
    _email_id: str
    _from_: str
    _to: Address
    _subject: str
    _test: bool
    _campaign_id: Optional[str]
    _template_id: Optional[str]
    _workflow_automation_id: Optional[str]
    _batch_id: Optional[str]
    _created_at: Optional[datetime]
    _timestamp: Optional[datetime]
    _complaint_type: Optional[Union[ComplaintType, str]]

    @property
    def email_id(self) -> str:
        """Id of the message."""
        return self._email_id

    @property
    def from_(self) -> str:
        """The sender's address."""
        return self._from_

    @property
    def to(self) -> Address:
        """The recipient."""
        return self._to

    @property
    def subject(self) -> str:
        """The subject line."""
        return self._subject

    @property
    def test(self) -> bool:
        """Whether it was a test message. First-generation bodies don't say: false."""
        return self._test

    @property
    def campaign_id(self) -> Optional[str]:
        """Id of the campaign it belongs to."""
        return self._campaign_id

    @property
    def template_id(self) -> Optional[str]:
        """Id of the template it was made from."""
        return self._template_id

    @property
    def workflow_automation_id(self) -> Optional[str]:
        """Id of the workflow automation that sent it."""
        return self._workflow_automation_id

    @property
    def batch_id(self) -> Optional[str]:
        """Id of the batch it was sent in."""
        return self._batch_id

    @property
    def created_at(self) -> Optional[datetime]:
        """When the message was created (first generation)."""
        return self._created_at

    @property
    def timestamp(self) -> Optional[datetime]:
        """When the event happened (first generation)."""
        return self._timestamp

    @property
    def complaint_type(self) -> Optional[Union[ComplaintType, str]]:
        """What the recipient complained of."""
        return self._complaint_type


@final
class EmailUnsubscribedData(Object):
    """A recipient unsubscribed from everything."""

    __slots__ = (
        "_batch_id",
        "_campaign_id",
        "_created_at",
        "_email",
        "_email_id",
        "_suppressed_at",
        "_template_id",
        "_test",
        "_unsubscribe_group_id",
        "_workflow_automation_id",
    )
    _shown = (
        "test",
        "email_id",
        "campaign_id",
        "template_id",
        "workflow_automation_id",
        "batch_id",
        "email",
        "unsubscribe_group_id",
        "created_at",
        "suppressed_at",
        "extra",
    )
    _test: bool
    _email_id: Optional[str]
    _campaign_id: Optional[str]
    _template_id: Optional[str]
    _workflow_automation_id: Optional[str]
    _batch_id: Optional[str]
    _email: Optional[str]
    _unsubscribe_group_id: Optional[str]
    _created_at: Optional[datetime]
    _suppressed_at: Optional[datetime]

    @property
    def test(self) -> bool:
        """Whether it came from a test message. First-generation bodies don't say: false."""
        return self._test

    @property
    def email_id(self) -> Optional[str]:
        """Id of the message it came from."""
        return self._email_id

    @property
    def campaign_id(self) -> Optional[str]:
        """Id of the campaign it came from."""
        return self._campaign_id

    @property
    def template_id(self) -> Optional[str]:
        """Id of the template of the message."""
        return self._template_id

    @property
    def workflow_automation_id(self) -> Optional[str]:
        """Id of the workflow automation that sent the message."""
        return self._workflow_automation_id

    @property
    def batch_id(self) -> Optional[str]:
        """Id of the batch of the message."""
        return self._batch_id

    @property
    def email(self) -> Optional[str]:
        """The address that unsubscribed (first generation)."""
        return self._email

    @property
    def unsubscribe_group_id(self) -> Optional[str]:
        """Id of the unsubscribe group (first generation)."""
        return self._unsubscribe_group_id

    @property
    def created_at(self) -> Optional[datetime]:
        """When the record was created (first generation)."""
        return self._created_at

    @property
    def suppressed_at(self) -> Optional[datetime]:
        """When the address was suppressed (first generation)."""
        return self._suppressed_at


class AnyEvent(Frozen):
    """What all events have in common."""

    __slots__ = ("_body", "_generation")
    _body: bytes
    _generation: int

    @property
    def generation(self) -> int:
        """The number of the body's form; 2 is today's."""
        return self._generation

    @property
    def raw(self) -> dict[str, Any]:
        """The whole body as `json.loads` reads it, untouched."""
        raw: dict[str, Any] = loads(self._body.decode())
        return raw

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, AnyEvent) and self.raw == other.raw

    def __hash__(self) -> int:
        event: Any = self
        return hash((type(self), event.type, event.created_at))

    def __reduce__(self) -> tuple[Callable[..., object], tuple[Any, ...]]:
        # Imported late: reading events needs their classes.
        from .copying import event

        return event, (self._body,)


class TypedEvent(AnyEvent):
    """An event of a known type, whose data fits it."""

    __slots__ = ("_created_at", "_extra")
    _shown = ("type", "created_at", "data", "generation", "extra")
    _created_at: datetime
    _extra: Mapping[str, Any]

    @property
    def created_at(self) -> datetime:
        """When the event was created, as the signed body says."""
        return self._created_at

    @property
    def extra(self) -> dict[str, Any]:
        """The members of the body, beside the data, that are not known."""
        return dict(self._extra)


@final
class EmailSent(TypedEvent):
    """`email.sent`: a message was handed over for sending."""

    __slots__ = ("_data",)
    __match_args__ = ("data",)
    _data: EmailSentData

    @property
    def type(self) -> Literal["email.sent"]:
        """The event's type as AutoSend writes it."""
        return "email.sent"

    @property
    def data(self) -> EmailSentData:
        """What the event says."""
        return self._data


@final
class EmailDelivered(TypedEvent):
    """`email.delivered`: the recipient's mail server accepted a message."""

    __slots__ = ("_data",)
    __match_args__ = ("data",)
    _data: EmailDeliveredData

    @property
    def type(self) -> Literal["email.delivered"]:
        """The event's type as AutoSend writes it."""
        return "email.delivered"

    @property
    def data(self) -> EmailDeliveredData:
        """What the event says."""
        return self._data


@final
class EmailDeferred(TypedEvent):
    """`email.deferred`: the recipient's mail server put a message off."""

    __slots__ = ("_data",)
    __match_args__ = ("data",)
    _data: EmailDeferredData

    @property
    def type(self) -> Literal["email.deferred"]:
        """The event's type as AutoSend writes it."""
        return "email.deferred"

    @property
    def data(self) -> EmailDeferredData:
        """What the event says."""
        return self._data


@final
class EmailBounced(TypedEvent):
    """`email.bounced`: the recipient's mail server refused a message."""

    __slots__ = ("_data",)
    __match_args__ = ("data",)
    _data: EmailBouncedData

    @property
    def type(self) -> Literal["email.bounced"]:
        """The event's type as AutoSend writes it."""
        return "email.bounced"

    @property
    def data(self) -> EmailBouncedData:
        """What the event says."""
        return self._data


@final
class EmailOpened(TypedEvent):
    """`email.opened`: a recipient opened a message."""

    __slots__ = ("_data",)
    __match_args__ = ("data",)
    _data: EmailOpenedData

    @property
    def type(self) -> Literal["email.opened"]:
        """The event's type as AutoSend writes it."""
        return "email.opened"

    @property
    def data(self) -> EmailOpenedData:
        """What the event says."""
        return self._data


@final
class EmailClicked(TypedEvent):
    """`email.clicked`: a recipient clicked a link in a message."""

    __slots__ = ("_data",)
    __match_args__ = ("data",)
    _data: EmailClickedData

    @property
    def type(self) -> Literal["email.clicked"]:
        """The event's type as AutoSend writes it."""
        return "email.clicked"

    @property
    def data(self) -> EmailClickedData:
        """What the event says."""
        return self._data


@final
class EmailSpamReported(TypedEvent):
    """`email.spam_reported`: a recipient reported a message as spam."""

    __slots__ = ("_data",)
    __match_args__ = ("data",)
    _data: EmailSpamReportedData

    @property
    def type(self) -> Literal["email.spam_reported"]:
        """The event's type as AutoSend writes it."""
        return "email.spam_reported"

    @property
    def data(self) -> EmailSpamReportedData:
        """What the event says."""
        return self._data


@final
class EmailUnsubscribed(TypedEvent):
    """`email.unsubscribed`: a recipient unsubscribed from everything."""

    __slots__ = ("_data",)
    __match_args__ = ("data",)
    _data: EmailUnsubscribedData

    @property
    def type(self) -> Literal["email.unsubscribed"]:
        """The event's type as AutoSend writes it."""
        return "email.unsubscribed"

    @property
    def data(self) -> EmailUnsubscribedData:
        """What the event says."""
        return self._data


@final
class EmailGroupUnsubscribed(TypedEvent):
    """`email.group_unsubscribed`: a recipient unsubscribed from a group."""

    __slots__ = ("_data",)
    __match_args__ = ("data",)
    _data: EmailGroupUnsubscribedData

    @property
    def type(self) -> Literal["email.group_unsubscribed"]:
        """The event's type as AutoSend writes it."""
        return "email.group_unsubscribed"

    @property
    def data(self) -> EmailGroupUnsubscribedData:
        """What the event says."""
        return self._data


@final
class EmailGroupResubscribed(TypedEvent):
    """`email.group_resubscribed`: a recipient subscribed to a group again."""

    __slots__ = ("_data",)
    __match_args__ = ("data",)
    _data: EmailGroupResubscribedData

    @property
    def type(self) -> Literal["email.group_resubscribed"]:
        """The event's type as AutoSend writes it."""
        return "email.group_resubscribed"

    @property
    def data(self) -> EmailGroupResubscribedData:
        """What the event says."""
        return self._data


@final
class ContactCreated(TypedEvent):
    """`contact.created`: a contact was created."""

    __slots__ = ("_data",)
    __match_args__ = ("data",)
    _data: ContactCreatedData

    @property
    def type(self) -> Literal["contact.created"]:
        """The event's type as AutoSend writes it."""
        return "contact.created"

    @property
    def data(self) -> ContactCreatedData:
        """What the event says."""
        return self._data


@final
class ContactUpdated(TypedEvent):
    """`contact.updated`: a contact was changed."""

    __slots__ = ("_data",)
    __match_args__ = ("data",)
    _data: ContactUpdatedData

    @property
    def type(self) -> Literal["contact.updated"]:
        """The event's type as AutoSend writes it."""
        return "contact.updated"

    @property
    def data(self) -> ContactUpdatedData:
        """What the event says."""
        return self._data


@final
class ContactDeleted(TypedEvent):
    """`contact.deleted`: a contact was deleted."""

    __slots__ = ("_data",)
    __match_args__ = ("data",)
    _data: ContactDeletedData

    @property
    def type(self) -> Literal["contact.deleted"]:
        """The event's type as AutoSend writes it."""
        return "contact.deleted"

    @property
    def data(self) -> ContactDeletedData:
        """What the event says."""
        return self._data


@final
class EmailReceived(TypedEvent):
    """`email.received`: a message came in."""

    __slots__ = ("_data",)
    __match_args__ = ("data",)
    _data: EmailReceivedData

    @property
    def type(self) -> Literal["email.received"]:
        """The event's type as AutoSend writes it."""
        return "email.received"

    @property
    def data(self) -> EmailReceivedData:
        """What the event says."""
        return self._data


@final
class Unknown(AnyEvent):
    """An event of a type that this version does not know."""

    __slots__ = ("_created_at", "_member", "_type")
    __match_args__ = ("type",)
    _shown = ("type", "created_at", "data", "generation")
    _created_at: Optional[datetime]
    _member: str
    _type: str

    @property
    def type(self) -> str:
        """The event's type as AutoSend writes it."""
        return self._type

    @property
    def created_at(self) -> Optional[datetime]:
        """When the event was created; None if the body holds no such time."""
        return self._created_at

    @property
    def data(self) -> Any:
        """The data as `json.loads` reads it; None if there is none."""
        return self.raw.get(self._member)


@final
class Invalid(AnyEvent):
    """An event of a known type whose time or data does not fit it."""

    __slots__ = ("_created_at", "_member", "_reason", "_type")
    __match_args__ = ("type", "reason")
    _shown = ("type", "created_at", "reason", "data", "generation")
    _created_at: Optional[datetime]
    _member: str
    _reason: str
    _type: str

    @property
    def type(self) -> str:
        """The event's type as AutoSend writes it."""
        return self._type

    @property
    def reason(self) -> str:
        """What does not fit, for people to read."""
        return self._reason

    @property
    def created_at(self) -> Optional[datetime]:
        """When the event was created; None if the body holds no such time."""
        return self._created_at

    @property
    def data(self) -> Any:
        """The data as `json.loads` reads it; None if there is none."""
        return self.raw.get(self._member)


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
