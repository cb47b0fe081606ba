"""Types only if the contact fields of the generated package have their types."""

from __future__ import annotations

from datetime import datetime

from acme_webhooks import ContactCreatedData


def types(
    data: ContactCreatedData,
) -> tuple[str | None, int | None, float | None, bool | None, tuple[str, ...] | None, datetime | None]:
    """Each field, of the type that it was given."""
    return data.plan, data.seats, data.lifetime_value, data.newsletter, data.tags, data.renews_at


def wrong(data: ContactCreatedData) -> int | None:
    """It is text: without the error here the comment would be one."""
    return data.plan  # type: ignore[return-value]
