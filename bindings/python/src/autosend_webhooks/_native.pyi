# What the native module holds; a test compares it with the module (stubtest).
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol, Union, final

from typing_extensions import TypeAlias

from .delivery import Delivery
from .events import Event
from .explain import Explanation

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

def parse_event(body: _Body, /) -> Event:
    """Reads a body that is trusted already, e.g. one that was verified and stored. It checks no signature."""
