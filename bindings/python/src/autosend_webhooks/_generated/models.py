# Generated from schema/ by `cargo xtask generate`; do not edit.
"""Pydantic models of the events."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, Optional, Union

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from .enums import (
    BounceSubType,
    BounceType,
    ComplaintType,
    DelayType,
    Verdict,
)

__all__ = [
    "MODELS",
    "Event",
    "Model",
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
]


class Model(BaseModel):
    """Frozen; members that it does not name are in `model_extra`."""

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True)


class Address(Model):
    """An address with the name that goes with it."""

    email: str = Field(alias="email")
    """The e-mail address."""
    name: Optional[str] = Field(None, alias="name")
    """The display name, if there is one."""


class Attachment(Model):
    """A file attached to an inbound message."""

    attachment_id: str = Field(alias="attachmentId")
    """Id of the attachment."""
    attachment_index: int = Field(alias="attachmentIndex")
    """Position among the message's attachments, from 0."""
    filename: str = Field(alias="filename")
    """File name as the sender gave it: untrusted, never a path to write to."""
    content_type: str = Field(alias="contentType")
    """Media type as the sender gave it."""
    size: int = Field(alias="size")
    """Size in bytes."""


class ContactCreatedData(Model):
    """A contact was created. Custom properties are in `extra`."""

    contact_id: Optional[str] = Field(None, alias="contactId")
    """Id of the contact."""
    email: Optional[str] = Field(None, alias="email")
    """The contact's e-mail address."""
    name: Optional[str] = Field(None, alias="name")
    """The contact's name."""
    user_id: Optional[str] = Field(None, alias="userId")
    """The id that your own system gave the contact (first generation)."""
    first_name: Optional[str] = Field(None, alias="firstName")
    """The first name (first generation)."""
    last_name: Optional[str] = Field(None, alias="lastName")
    """The last name (first generation)."""
    created_at: Optional[datetime] = Field(None, alias="createdAt")
    """When the contact was created (first generation)."""


class ContactDeletedData(Model):
    """A contact was deleted."""

    contact_id: Optional[str] = Field(None, alias="contactId")
    """Id of the contact."""
    email: Optional[str] = Field(None, alias="email")
    """The contact's e-mail address."""
    deleted_at: Optional[datetime] = Field(None, alias="deletedAt")
    """When the contact was deleted (first generation)."""
    user_id: Optional[str] = Field(None, alias="userId")
    """The id that your own system gave the contact (first generation)."""
    first_name: Optional[str] = Field(None, alias="firstName")
    """The first name (first generation)."""
    last_name: Optional[str] = Field(None, alias="lastName")
    """The last name (first generation)."""
    created_at: Optional[datetime] = Field(None, alias="createdAt")
    """When the contact was created (first generation)."""


class ContactUpdatedData(Model):
    """A contact was changed. Custom properties are in `extra`."""

    contact_id: Optional[str] = Field(None, alias="contactId")
    """Id of the contact."""
    email: Optional[str] = Field(None, alias="email")
    """The contact's e-mail address."""
    name: Optional[str] = Field(None, alias="name")
    """The contact's name."""
    changed_fields: Optional[tuple[str, ...]] = Field(None, alias="changedFields")
    """The names of the fields that changed."""
    updated_at: Optional[datetime] = Field(None, alias="updatedAt")
    """When the contact was changed (first generation)."""
    user_id: Optional[str] = Field(None, alias="userId")
    """The id that your own system gave the contact (first generation)."""
    first_name: Optional[str] = Field(None, alias="firstName")
    """The first name (first generation)."""
    last_name: Optional[str] = Field(None, alias="lastName")
    """The last name (first generation)."""
    created_at: Optional[datetime] = Field(None, alias="createdAt")
    """When the contact was created (first generation)."""


class EmailBouncedData(Model):
    """The recipient's mail server refused a message."""

    email_id: str = Field(alias="emailId")
    """Id of the message."""
    from_: str = Field(alias="from")
    """The sender's address."""
    to: Address = Field(alias="to")
    """The recipient."""
    subject: str = Field(alias="subject")
    """The subject line."""
    test: bool = Field(False, alias="test")
    """Whether it was a test message. First-generation bodies don't say: false."""
    campaign_id: Optional[str] = Field(None, alias="campaignId")
    """Id of the campaign it belongs to."""
    template_id: Optional[str] = Field(None, alias="templateId")
    """Id of the template it was made from."""
    workflow_automation_id: Optional[str] = Field(None, alias="workflowAutomationId")
    """Id of the workflow automation that sent it."""
    batch_id: Optional[str] = Field(None, alias="batchId")
    """Id of the batch it was sent in."""
    created_at: Optional[datetime] = Field(None, alias="createdAt")
    """When the message was created (first generation)."""
    timestamp: Optional[datetime] = Field(None, alias="timestamp")
    """When the event happened (first generation)."""
    bounce_type: Optional[Annotated[Union[BounceType, str], Field(union_mode="left_to_right")]] = Field(None, alias="bounceType")
    """Permanent (hard) or transient (soft)."""
    bounce_sub_type: Optional[Annotated[Union[BounceSubType, str], Field(union_mode="left_to_right")]] = Field(None, alias="bounceSubType")
    """What kind of bounce it is."""
    reason: Optional[str] = Field(None, alias="reason", validation_alias=AliasChoices("bounceReason", "reason"))
    """The mail server's words. First-generation bodies call it `bounceReason`."""
    bounced_at: Optional[datetime] = Field(None, alias="bouncedAt")
    """When it bounced (first generation)."""


class EmailClickedData(Model):
    """A recipient clicked a link in a message."""

    email_id: str = Field(alias="emailId")
    """Id of the message."""
    from_: str = Field(alias="from")
    """The sender's address."""
    to: Address = Field(alias="to")
    """The recipient."""
    subject: str = Field(alias="subject")
    """The subject line."""
    test: bool = Field(False, alias="test")
    """Whether it was a test message. First-generation bodies don't say: false."""
    campaign_id: Optional[str] = Field(None, alias="campaignId")
    """Id of the campaign it belongs to."""
    template_id: Optional[str] = Field(None, alias="templateId")
    """Id of the template it was made from."""
    workflow_automation_id: Optional[str] = Field(None, alias="workflowAutomationId")
    """Id of the workflow automation that sent it."""
    batch_id: Optional[str] = Field(None, alias="batchId")
    """Id of the batch it was sent in."""
    created_at: Optional[datetime] = Field(None, alias="createdAt")
    """When the message was created (first generation)."""
    timestamp: Optional[datetime] = Field(None, alias="timestamp")
    """When the event happened (first generation)."""
    clicked_url: Optional[str] = Field(None, alias="clickedUrl")
    """The link's target."""


class EmailDeferredData(Model):
    """The recipient's mail server put a message off; it will be tried again."""

    email_id: str = Field(alias="emailId")
    """Id of the message."""
    from_: str = Field(alias="from")
    """The sender's address."""
    to: Address = Field(alias="to")
    """The recipient."""
    subject: str = Field(alias="subject")
    """The subject line."""
    test: bool = Field(False, alias="test")
    """Whether it was a test message. First-generation bodies don't say: false."""
    campaign_id: Optional[str] = Field(None, alias="campaignId")
    """Id of the campaign it belongs to."""
    template_id: Optional[str] = Field(None, alias="templateId")
    """Id of the template it was made from."""
    workflow_automation_id: Optional[str] = Field(None, alias="workflowAutomationId")
    """Id of the workflow automation that sent it."""
    batch_id: Optional[str] = Field(None, alias="batchId")
    """Id of the batch it was sent in."""
    created_at: Optional[datetime] = Field(None, alias="createdAt")
    """When the message was created (first generation)."""
    timestamp: Optional[datetime] = Field(None, alias="timestamp")
    """When the event happened (first generation)."""
    delay_type: Optional[Annotated[Union[DelayType, str], Field(union_mode="left_to_right")]] = Field(None, alias="delayType")
    """Why it is delayed."""
    delay_reason: Optional[str] = Field(None, alias="delayReason")
    """The mail server's words."""
    expiration_time: Optional[datetime] = Field(None, alias="expirationTime")
    """When trying ends."""


class EmailDeliveredData(Model):
    """The recipient's mail server accepted a message."""

    email_id: str = Field(alias="emailId")
    """Id of the message."""
    from_: str = Field(alias="from")
    """The sender's address."""
    to: Address = Field(alias="to")
    """The recipient."""
    subject: str = Field(alias="subject")
    """The subject line."""
    test: bool = Field(False, alias="test")
    """Whether it was a test message. First-generation bodies don't say: false."""
    campaign_id: Optional[str] = Field(None, alias="campaignId")
    """Id of the campaign it belongs to."""
    template_id: Optional[str] = Field(None, alias="templateId")
    """Id of the template it was made from."""
    workflow_automation_id: Optional[str] = Field(None, alias="workflowAutomationId")
    """Id of the workflow automation that sent it."""
    batch_id: Optional[str] = Field(None, alias="batchId")
    """Id of the batch it was sent in."""
    created_at: Optional[datetime] = Field(None, alias="createdAt")
    """When the message was created (first generation)."""
    timestamp: Optional[datetime] = Field(None, alias="timestamp")
    """When the event happened (first generation)."""
    delivered_at: Optional[datetime] = Field(None, alias="deliveredAt")
    """When it was delivered (first generation)."""


class EmailGroupResubscribedData(Model):
    """A recipient subscribed to a group of messages again."""

    test: bool = Field(False, alias="test")
    """Whether it came from a test message."""
    email_id: Optional[str] = Field(None, alias="emailId")
    """Id of the message it came from."""
    unsubscribe_group_id: Optional[str] = Field(None, alias="unsubscribeGroupId")
    """Id of the group."""
    campaign_id: Optional[str] = Field(None, alias="campaignId")
    """Id of the campaign it came from."""


class EmailGroupUnsubscribedData(Model):
    """A recipient unsubscribed from one group of messages."""

    test: bool = Field(False, alias="test")
    """Whether it came from a test message."""
    email_id: Optional[str] = Field(None, alias="emailId")
    """Id of the message it came from."""
    campaign_id: Optional[str] = Field(None, alias="campaignId")
    """Id of the campaign it came from."""
    template_id: Optional[str] = Field(None, alias="templateId")
    """Id of the template of the message."""
    workflow_automation_id: Optional[str] = Field(None, alias="workflowAutomationId")
    """Id of the workflow automation that sent the message."""
    batch_id: Optional[str] = Field(None, alias="batchId")
    """Id of the batch of the message."""
    unsubscribe_group_id: Optional[str] = Field(None, alias="unsubscribeGroupId")
    """Id of the group."""


class EmailOpenedData(Model):
    """A recipient opened a message. There is no address, device or place in it, on purpose."""

    email_id: str = Field(alias="emailId")
    """Id of the message."""
    from_: str = Field(alias="from")
    """The sender's address."""
    to: Address = Field(alias="to")
    """The recipient."""
    subject: str = Field(alias="subject")
    """The subject line."""
    test: bool = Field(False, alias="test")
    """Whether it was a test message. First-generation bodies don't say: false."""
    campaign_id: Optional[str] = Field(None, alias="campaignId")
    """Id of the campaign it belongs to."""
    template_id: Optional[str] = Field(None, alias="templateId")
    """Id of the template it was made from."""
    workflow_automation_id: Optional[str] = Field(None, alias="workflowAutomationId")
    """Id of the workflow automation that sent it."""
    batch_id: Optional[str] = Field(None, alias="batchId")
    """Id of the batch it was sent in."""
    created_at: Optional[datetime] = Field(None, alias="createdAt")
    """When the message was created (first generation)."""
    timestamp: Optional[datetime] = Field(None, alias="timestamp")
    """When the event happened (first generation)."""
    opened_at: Optional[datetime] = Field(None, alias="openedAt")
    """When it was opened (first generation)."""


class EmailReceivedData(Model):
    """A message came in for one of your inbound addresses."""

    inbound_email_id: str = Field(alias="inboundEmailId")
    """Id of the inbound message."""
    from_: Address = Field(alias="from")
    """Who sent it: an object here, while outbound events carry a plain address."""
    to: tuple[Address, ...] = Field(alias="to")
    """The recipients."""
    cc: tuple[Address, ...] = Field(alias="cc")
    """The recipients in copy."""
    subject: str = Field(alias="subject")
    """The subject line."""
    attachments: tuple[Attachment, ...] = Field(alias="attachments")
    """The attached files."""
    spam_verdict: Annotated[Union[Verdict, str], Field(union_mode="left_to_right")] = Field(alias="spamVerdict")
    """What the spam scan found."""
    virus_verdict: Annotated[Union[Verdict, str], Field(union_mode="left_to_right")] = Field(alias="virusVerdict")
    """What the virus scan found."""
    received_at: datetime = Field(alias="receivedAt")
    """When it came in."""
    thread_id: Optional[str] = Field(None, alias="threadId")
    """Id of the conversation it belongs to."""
    in_reply_to_email_activity_id: Optional[str] = Field(None, alias="inReplyToEmailActivityId")
    """Id of the outbound message that it answers."""
    in_reply_to_inbound_email_id: Optional[str] = Field(None, alias="inReplyToInboundEmailId")
    """Id of the inbound message that it answers."""


class EmailSentData(Model):
    """A message was handed over for sending."""

    email_id: str = Field(alias="emailId")
    """Id of the message."""
    from_: str = Field(alias="from")
    """The sender's address."""
    to: Address = Field(alias="to")
    """The recipient."""
    subject: str = Field(alias="subject")
    """The subject line."""
    test: bool = Field(False, alias="test")
    """Whether it was a test message. First-generation bodies don't say: false."""
    campaign_id: Optional[str] = Field(None, alias="campaignId")
    """Id of the campaign it belongs to."""
    template_id: Optional[str] = Field(None, alias="templateId")
    """Id of the template it was made from."""
    workflow_automation_id: Optional[str] = Field(None, alias="workflowAutomationId")
    """Id of the workflow automation that sent it."""
    batch_id: Optional[str] = Field(None, alias="batchId")
    """Id of the batch it was sent in."""
    created_at: Optional[datetime] = Field(None, alias="createdAt")
    """When the message was created (first generation)."""
    timestamp: Optional[datetime] = Field(None, alias="timestamp")
    """When the event happened (first generation)."""


class EmailSpamReportedData(Model):
    """A recipient reported a message as spam."""

    email_id: str = Field(alias="emailId")
    """Id of the message."""
    from_: str = Field(alias="from")
    """The sender's address."""
    to: Address = Field(alias="to")
    """The recipient."""
    subject: str = Field(alias="subject")
    """The subject line."""
    test: bool = Field(False, alias="test")
    """Whether it was a test message. First-generation bodies don't say: false."""
    campaign_id: Optional[str] = Field(None, alias="campaignId")
    """Id of the campaign it belongs to."""
    template_id: Optional[str] = Field(None, alias="templateId")
    """Id of the template it was made from."""
    workflow_automation_id: Optional[str] = Field(None, alias="workflowAutomationId")
    """Id of the workflow automation that sent it."""
    batch_id: Optional[str] = Field(None, alias="batchId")
    """Id of the batch it was sent in."""
    created_at: Optional[datetime] = Field(None, alias="createdAt")
    """When the message was created (first generation)."""
    timestamp: Optional[datetime] = Field(None, alias="timestamp")
    """When the event happened (first generation)."""
    complaint_type: Optional[Annotated[Union[ComplaintType, str], Field(union_mode="left_to_right")]] = Field(None, alias="complaintType")
    """What the recipient complained of."""


class EmailUnsubscribedData(Model):
    """A recipient unsubscribed from everything."""

    test: bool = Field(False, alias="test")
    """Whether it came from a test message. First-generation bodies don't say: false."""
    email_id: Optional[str] = Field(None, alias="emailId")
    """Id of the message it came from."""
    campaign_id: Optional[str] = Field(None, alias="campaignId")
    """Id of the campaign it came from."""
    template_id: Optional[str] = Field(None, alias="templateId")
    """Id of the template of the message."""
    workflow_automation_id: Optional[str] = Field(None, alias="workflowAutomationId")
    """Id of the workflow automation that sent the message."""
    batch_id: Optional[str] = Field(None, alias="batchId")
    """Id of the batch of the message."""
    email: Optional[str] = Field(None, alias="email")
    """The address that unsubscribed (first generation)."""
    unsubscribe_group_id: Optional[str] = Field(None, alias="unsubscribeGroupId")
    """Id of the unsubscribe group (first generation)."""
    created_at: Optional[datetime] = Field(None, alias="createdAt")
    """When the record was created (first generation)."""
    suppressed_at: Optional[datetime] = Field(None, alias="suppressedAt")
    """When the address was suppressed (first generation)."""


class EmailSent(Model):
    """`email.sent`: a message was handed over for sending."""

    type: Literal["email.sent"] = Field(alias="type", validation_alias=AliasChoices("type", "event"))
    """The event's type as AutoSend writes it."""
    created_at: datetime = Field(alias="createdAt", validation_alias=AliasChoices("createdAt", "timestamp"))
    """When the event was created."""
    data: EmailSentData
    """What the event says."""


class EmailDelivered(Model):
    """`email.delivered`: the recipient's mail server accepted a message."""

    type: Literal["email.delivered"] = Field(alias="type", validation_alias=AliasChoices("type", "event"))
    """The event's type as AutoSend writes it."""
    created_at: datetime = Field(alias="createdAt", validation_alias=AliasChoices("createdAt", "timestamp"))
    """When the event was created."""
    data: EmailDeliveredData
    """What the event says."""


class EmailDeferred(Model):
    """`email.deferred`: the recipient's mail server put a message off."""

    type: Literal["email.deferred"] = Field(alias="type", validation_alias=AliasChoices("type", "event"))
    """The event's type as AutoSend writes it."""
    created_at: datetime = Field(alias="createdAt", validation_alias=AliasChoices("createdAt", "timestamp"))
    """When the event was created."""
    data: EmailDeferredData
    """What the event says."""


class EmailBounced(Model):
    """`email.bounced`: the recipient's mail server refused a message."""

    type: Literal["email.bounced"] = Field(alias="type", validation_alias=AliasChoices("type", "event"))
    """The event's type as AutoSend writes it."""
    created_at: datetime = Field(alias="createdAt", validation_alias=AliasChoices("createdAt", "timestamp"))
    """When the event was created."""
    data: EmailBouncedData
    """What the event says."""


class EmailOpened(Model):
    """`email.opened`: a recipient opened a message."""

    type: Literal["email.opened"] = Field(alias="type", validation_alias=AliasChoices("type", "event"))
    """The event's type as AutoSend writes it."""
    created_at: datetime = Field(alias="createdAt", validation_alias=AliasChoices("createdAt", "timestamp"))
    """When the event was created."""
    data: EmailOpenedData
    """What the event says."""


class EmailClicked(Model):
    """`email.clicked`: a recipient clicked a link in a message."""

    type: Literal["email.clicked"] = Field(alias="type", validation_alias=AliasChoices("type", "event"))
    """The event's type as AutoSend writes it."""
    created_at: datetime = Field(alias="createdAt", validation_alias=AliasChoices("createdAt", "timestamp"))
    """When the event was created."""
    data: EmailClickedData
    """What the event says."""


class EmailSpamReported(Model):
    """`email.spam_reported`: a recipient reported a message as spam."""

    type: Literal["email.spam_reported"] = Field(alias="type", validation_alias=AliasChoices("type", "event"))
    """The event's type as AutoSend writes it."""
    created_at: datetime = Field(alias="createdAt", validation_alias=AliasChoices("createdAt", "timestamp"))
    """When the event was created."""
    data: EmailSpamReportedData
    """What the event says."""


class EmailUnsubscribed(Model):
    """`email.unsubscribed`: a recipient unsubscribed from everything."""

    type: Literal["email.unsubscribed"] = Field(alias="type", validation_alias=AliasChoices("type", "event"))
    """The event's type as AutoSend writes it."""
    created_at: datetime = Field(alias="createdAt", validation_alias=AliasChoices("createdAt", "timestamp"))
    """When the event was created."""
    data: EmailUnsubscribedData
    """What the event says."""


class EmailGroupUnsubscribed(Model):
    """`email.group_unsubscribed`: a recipient unsubscribed from a group."""

    type: Literal["email.group_unsubscribed"] = Field(alias="type", validation_alias=AliasChoices("type", "event"))
    """The event's type as AutoSend writes it."""
    created_at: datetime = Field(alias="createdAt", validation_alias=AliasChoices("createdAt", "timestamp"))
    """When the event was created."""
    data: EmailGroupUnsubscribedData
    """What the event says."""


class EmailGroupResubscribed(Model):
    """`email.group_resubscribed`: a recipient subscribed to a group again."""

    type: Literal["email.group_resubscribed"] = Field(alias="type", validation_alias=AliasChoices("type", "event"))
    """The event's type as AutoSend writes it."""
    created_at: datetime = Field(alias="createdAt", validation_alias=AliasChoices("createdAt", "timestamp"))
    """When the event was created."""
    data: EmailGroupResubscribedData
    """What the event says."""


class ContactCreated(Model):
    """`contact.created`: a contact was created."""

    type: Literal["contact.created"] = Field(alias="type", validation_alias=AliasChoices("type", "event"))
    """The event's type as AutoSend writes it."""
    created_at: datetime = Field(alias="createdAt", validation_alias=AliasChoices("createdAt", "timestamp"))
    """When the event was created."""
    data: ContactCreatedData
    """What the event says."""


class ContactUpdated(Model):
    """`contact.updated`: a contact was changed."""

    type: Literal["contact.updated"] = Field(alias="type", validation_alias=AliasChoices("type", "event"))
    """The event's type as AutoSend writes it."""
    created_at: datetime = Field(alias="createdAt", validation_alias=AliasChoices("createdAt", "timestamp"))
    """When the event was created."""
    data: ContactUpdatedData
    """What the event says."""


class ContactDeleted(Model):
    """`contact.deleted`: a contact was deleted."""

    type: Literal["contact.deleted"] = Field(alias="type", validation_alias=AliasChoices("type", "event"))
    """The event's type as AutoSend writes it."""
    created_at: datetime = Field(alias="createdAt", validation_alias=AliasChoices("createdAt", "timestamp"))
    """When the event was created."""
    data: ContactDeletedData
    """What the event says."""


class EmailReceived(Model):
    """`email.received`: a message came in."""

    type: Literal["email.received"] = Field(alias="type", validation_alias=AliasChoices("type", "event"))
    """The event's type as AutoSend writes it."""
    created_at: datetime = Field(alias="createdAt", validation_alias=AliasChoices("createdAt", "timestamp"))
    """When the event was created."""
    data: EmailReceivedData
    """What the event says."""


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
]

MODELS: dict[str, Any] = {
    "email.sent": EmailSent,
    "email.delivered": EmailDelivered,
    "email.deferred": EmailDeferred,
    "email.bounced": EmailBounced,
    "email.opened": EmailOpened,
    "email.clicked": EmailClicked,
    "email.spam_reported": EmailSpamReported,
    "email.unsubscribed": EmailUnsubscribed,
    "email.group_unsubscribed": EmailGroupUnsubscribed,
    "email.group_resubscribed": EmailGroupResubscribed,
    "contact.created": ContactCreated,
    "contact.updated": ContactUpdated,
    "contact.deleted": ContactDeleted,
    "email.received": EmailReceived,
}
