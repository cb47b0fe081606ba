"""Never run: what type checkers must understand. `assert_never` is the exhaustiveness check."""

from __future__ import annotations

from datetime import datetime

from autosend_webhooks import (
    BounceType,
    ContactCreated,
    ContactDeleted,
    ContactUpdated,
    Delivery,
    EmailBounced,
    EmailClicked,
    EmailDeferred,
    EmailDelivered,
    EmailGroupResubscribed,
    EmailGroupUnsubscribed,
    EmailOpened,
    EmailReceived,
    EmailSent,
    EmailSpamReported,
    EmailUnsubscribed,
    Event,
    Invalid,
    Unknown,
    Verifier,
)
from autosend_webhooks.inbox import Inbox, JetStream, RedisStreams
from autosend_webhooks.webhooks import Webhooks
from redis import Redis
from redis.asyncio import Redis as AsyncRedis
from typing_extensions import assert_never, assert_type


def exhaustive(event: Event) -> str:
    """Every class of the union; leaving one out is an error."""
    match event:
        case EmailBounced(data=data):
            assert_type(data.to.email, str)
            assert_type(data.to.name, str | None)
            assert_type(data.bounce_type, BounceType | str | None)
            assert_type(event.created_at, datetime)
            return data.reason or ""
        case EmailSent() | EmailDelivered() | EmailDeferred() | EmailOpened() | EmailClicked() | EmailSpamReported():
            return event.data.subject
        case EmailUnsubscribed() | EmailGroupUnsubscribed() | EmailGroupResubscribed():
            return event.data.email_id or ""
        case ContactCreated() | ContactUpdated() | ContactDeleted():
            return event.data.contact_id or ""
        case EmailReceived(data=data):
            return data.attachments[0].filename
        case Unknown():
            return event.type
        case Invalid():
            return event.reason
        case _:
            assert_never(event)


def one_is_missing(event: Event) -> None:
    """The checkers must complain here; that they do is why the comments are needed."""
    match event:
        case Unknown() | Invalid():
            pass
        case _:
            assert_never(event)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def delivered(verifier: Verifier, body: bytes, headers: dict[str, str]) -> None:
    """What a delivery holds."""
    delivery = verifier.verify(body, headers)
    assert_type(delivery, Delivery)
    assert_type(delivery.sent_at, datetime | None)
    verifier.verify("text", headers)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


webhooks = Webhooks("whsec_x")
kept = Webhooks("whsec_x", inbox=Inbox("app.db"))


@webhooks.on("email.bounced")
def bounced(event: EmailBounced) -> None:
    """The event alone."""


@webhooks.on("email.bounced")
async def bounced_later(event: EmailBounced, delivery: Delivery) -> None:
    """The event and the delivery."""


@webhooks.on("email.clicked")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType, reportUntypedFunctionDecorator]
def wrong(event: EmailBounced) -> None:
    """A handler for another event."""


@kept.on("email.bounced")
def bounced_within(event: EmailBounced, tx: str) -> None:
    assert_type(event, EmailBounced)


@kept.on("email.bounced")
async def bounced_within_later(event: EmailBounced, delivery: Delivery, tx: str) -> None:
    assert_type(delivery, Delivery)


def consumed(client: AsyncRedis) -> None:
    """Engines by address, and by clients."""
    inbox = Inbox("app.db")
    inbox.consume(kept, "nats://localhost:4222", lease=30)
    inbox.consume(kept, JetStream(["nats://localhost:4222"], user="worker"))
    inbox.consume(kept, RedisStreams(Redis(), inbox="mail"))
    inbox.consume(kept, RedisStreams(client))
    inbox.consume(kept, 1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


@webhooks.on_any
def anything(event: Event) -> None:
    """Every event."""
