"""Bodies that many groups share, as text: how a body is spelled matters, so none is printed from objects."""

from __future__ import annotations

CREATED_AT = "2025-11-12T10:29:59.000Z"

# What every outbound email event carries, as the inside of an object, so that a case can add fields.
EMAIL_FIELDS = (
    '"emailId":"69145fe6a1b2c3d4e5f60101","from":"hello@shop.example.com",'
    '"to":{"email":"ada@example.org","name":"Ada Lovelace"},"subject":"Your order","test":false'
)


def event(data: str, type: str = "email.opened", created_at: str = CREATED_AT) -> str:
    """A body of the current generation around `data`, a JSON text."""
    return f'{{"type":"{type}","createdAt":"{created_at}","data":{data}}}'


def first_event(data: str, type: str = "email.opened", timestamp: str = CREATED_AT) -> str:
    """A body of the first generation around `data`, a JSON text."""
    return f'{{"event":"{type}","timestamp":"{timestamp}","data":{data}}}'


def opened(more: str = "") -> str:
    """An email.opened body whose data ends with `more`, e.g. `"openCount":3`."""
    return event("{" + EMAIL_FIELDS + ("," + more if more else "") + "}")


def received(size: str = "182734", more: str = "") -> str:
    """An email.received body with one attachment of that `size`, a JSON text."""
    return event(
        '{"inboundEmailId":"69145fdea1b2c3d4e5f60301",'
        '"from":{"email":"grace@example.net","name":"Grace Hopper"},'
        '"to":[{"email":"support@in.example.com","name":null}],"cc":[],"subject":"Re: Invoice",'
        '"attachments":[{"attachmentId":"69145fdea1b2c3d4e5f60401","attachmentIndex":0,'
        f'"filename":"invoice.pdf","contentType":"application/pdf","size":{size}}}],'
        '"spamVerdict":"PASS","virusVerdict":"PASS","receivedAt":"2025-11-12T10:29:49.000Z"'
        + ("," + more if more else "")
        + "}",
        type="email.received",
    )


OPENED = opened()
