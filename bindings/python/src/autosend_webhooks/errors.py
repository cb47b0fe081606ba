"""Why a request was refused: one exception class a family, one code a cause."""

from __future__ import annotations

from typing import NamedTuple

from ._generated.errors import ROWS

__all__ = [
    "BodyError",
    "ConfigurationError",
    "EventError",
    "HeaderError",
    "SignatureError",
    "TimestampError",
    "WebhookError",
]


class Row(NamedTuple):
    """What a code stands for."""

    status: int
    """The HTTP status to answer with."""
    meaning: str
    """What happened."""
    hint: str
    """What to do about it."""
    family: str
    """What it is about: each family has a class."""


TABLE = {code: Row(*row) for code, row in ROWS.items()}
"""The table of errors, the same in every language."""


class WebhookError(Exception):
    """A request was refused, or the verifier can't be made. Prints as `code: message`; no secret is ever in it."""

    code: str
    """The cause, one of a fixed set of snake_case strings, the same in every language."""
    status: int
    """The HTTP status to answer with."""
    message: str
    """What happened, with the particulars of this request where there are any."""
    hint: str
    """What to do about it, in one line."""

    def __init__(self, code: str, message: str | None = None, hint: str | None = None) -> None:
        row = TABLE[code]
        self.code = code
        self.status = row.status
        self.message = row.meaning if message is None else message
        self.hint = row.hint if hint is None else hint
        # What pickles and copies an exception calls its class with these.
        super().__init__(code, self.message, self.hint)

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"

    def to_dict(self) -> dict[str, str | int]:
        """The JSON to answer with: `code`, `message`, `hint` and `status`."""
        return {"code": self.code, "message": self.message, "hint": self.hint, "status": self.status}


class ConfigurationError(WebhookError):
    """The receiver is set up wrongly: no usable secret, or a body that something else has parsed."""


class HeaderError(WebhookError):
    """A header is missing, malformed, there twice, or contradicts the body."""


class SignatureError(WebhookError):
    """The signature is missing, malformed or wrong."""


class TimestampError(WebhookError):
    """The timestamp is missing, malformed or outside of the tolerance."""


class BodyError(WebhookError):
    """The body is too large, or is authentic and yet no event."""


class EventError(WebhookError):
    """Strict mode: the event is not one that this version knows."""


_CLASSES: dict[str, type[WebhookError]] = {
    "configuration": ConfigurationError,
    "header": HeaderError,
    "signature": SignatureError,
    "timestamp": TimestampError,
    "body": BodyError,
    "event": EventError,
}

FAMILIES: dict[str, type[WebhookError]] = {code: _CLASSES[row.family] for code, row in TABLE.items()}
"""The class of each code, by the family that the table of errors names."""


def refusal(code: str, detail: str | None = None) -> WebhookError:
    """The exception for a code, with particulars."""
    return make_error(code, None if detail is None else f"{TABLE[code].meaning} ({detail})")


def make_error(code: str, message: str | None = None, hint: str | None = None) -> WebhookError:
    """The exception for a code, of its family's class."""
    return FAMILIES[code](code, message, hint)


_FRAMEWORKS = (
    ("Flask", "request.get_data()"),
    ("Django", "request.body"),
    ("FastAPI and Starlette", "await request.body()"),
    ("AWS Lambda", 'base64.b64decode(event["body"]) if event["isBase64Encoded"] else event["body"].encode()'),
)


def body_error(body: object) -> WebhookError:
    """The exception for a body that is no bytes, with the fix in each framework."""
    kind = type(body).__name__
    fixes = "; ".join(f"{name}: {fix}" for name, fix in _FRAMEWORKS)
    return make_error(
        "body_already_parsed",
        f"{TABLE['body_already_parsed'].meaning} (it is of type {kind})",
        f"{TABLE['body_already_parsed'].hint} {fixes}.",
    )
