# What the native module holds; a test compares it with the module (stubtest).
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Protocol, Union, final

from typing_extensions import TypeAlias

from ._generated.events import *
from .errors import WebhookError

class _Items(Protocol):
    def items(self) -> Iterable[tuple[Any, Any]]: ...

_Body: TypeAlias = Union[bytes, bytearray, memoryview]
_Headers: TypeAlias = Union[
    Mapping[str, Any], Mapping[bytes, Any], _Items, Iterable[tuple[str, str]], Iterable[tuple[bytes, bytes]]
]
_Span: TypeAlias = Union[float, timedelta]
_Instant: TypeAlias = Union[float, datetime]

@final
class Verifier:
    """Verifies requests. Immutable; share one between all threads."""

    def __new__(
        cls,
        secret: str | Iterable[str] | None,
        *,
        tolerance: _Span | None = 300,
        future_tolerance: _Span = 60,
        max_body: int = 1048576,
        strict: bool = False,
    ) -> Verifier: ...
    def verify(self, body: _Body, headers: _Headers, /) -> Delivery:
        """Authenticates a request, checks its timestamp against this machine's clock, and reads the event."""

    def verify_at(self, body: _Body, headers: _Headers, now: _Instant, /) -> Delivery:
        """`verify` with the clock as an argument: seconds since 1970, or a datetime with a time zone."""

    def explain(self, body: _Body, headers: _Headers, /) -> Explanation:
        """Tells why a request does not verify, cause by cause, and how to fix it. Accepts nothing."""

    def explain_at(self, body: _Body, headers: _Headers, now: _Instant, /) -> Explanation:
        """`explain` with the clock as an argument: seconds since 1970, or a datetime with a time zone."""

    def sign(
        self,
        body: _Body,
        /,
        *,
        delivery_id: str | None = None,
        event: str | None = None,
        timestamp: int | None = None,
    ) -> dict[str, str]:
        """The webhook headers of a body, signed now with the first secret: for tests."""

    @property
    def max_body(self) -> int:
        """The largest body in bytes, for whoever reads it from the network."""

@final
class Delivery:
    """An authentic, timely request with its event read."""

    __match_args__: Final = ("event",)

    @property
    def id(self) -> str:
        """The delivery's id, the same over all retries. It is not signed."""

    @property
    def type(self) -> str:
        """The event's type as the body names it, e.g. "email.sent"."""

    @property
    def event(self) -> Event:
        """What happened: an object of the class of its type, `Unknown` or `Invalid`."""

    @property
    def created_at(self) -> datetime | None:
        """When the event was created, from the signed body; None if the body holds no such time."""

    @property
    def sent_at(self) -> datetime | None:
        """When the request says it was sent; None only where the tolerance is off. It is not signed."""

    @property
    def sent_at_ms(self) -> int | None:
        """The same in Unix milliseconds, exactly as far as the header reaches."""

    @property
    def secret_index(self) -> int:
        """Which of the verifier's secrets matched, from 0."""

    @property
    def body(self) -> bytes:
        """The raw body, exactly as received."""

    @property
    def digest(self) -> bytes:
        """SHA-256 of the body, 32 bytes: what identifies the event, since only the body is signed. Computed once."""

    def __reduce__(self) -> tuple[Any, tuple[str, bytes, int | None, int]]: ...

@final
class Cause:
    """What is wrong with a request, and what to do about it."""

    @property
    def cause(self) -> str:
        """Which cause it is, in snake case, e.g. "trailing_newline"."""

    @property
    def finding(self) -> str:
        """What was found, in a sentence."""

    @property
    def fix(self) -> str:
        """What to do about it."""

@final
class Explanation:
    """A report for people and no verdict: only `verify` lets anybody in."""

    @property
    def error(self) -> WebhookError | None:
        """Why the verifier refuses the request; None if it would accept it."""

    @property
    def causes(self) -> tuple[Cause, ...]:
        """What is behind it, most telling first; empty if no known cause fits."""

def parse_event(body: _Body, /) -> Event:
    """Reads a body that is trusted already, e.g. one that was verified and stored. It checks no signature."""

def restore_delivery(id: str, body: _Body, sent_at_ms: int | None, secret_index: int) -> Delivery:
    """A delivery that was verified before, e.g. one that was pickled. It checks no signature."""

def sign(
    secret: str,
    body: _Body,
    *,
    delivery_id: str | None = None,
    event: str | None = None,
    timestamp: int | None = None,
) -> dict[str, str]:
    """The webhook headers of a body, signed now."""

def sample(event_type: str, /, *, generation: int = 2) -> bytes | None:
    """A realistic body of an event type; None where that generation of the body has none."""
