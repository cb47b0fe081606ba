"""The classes that events and the objects inside of them are made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Callable, Generic, NamedTuple, Optional, Protocol, TypeVar, Union, final

from ._json import loads

D = TypeVar("D", bound="Object")


class Problem(NamedTuple):
    """Something in an event's data that does not fit its type."""

    path: str
    """Where it is, as a JSON pointer within the data; empty for the event itself."""
    message: str
    """What does not fit, e.g. `is missing`."""


@final
@dataclass(frozen=True)
class UnknownValue:
    """A value that is none of a union's variants."""

    value: Any
    """The value as `json.loads` reads it."""


class Origin(Protocol):
    """What an event was read from, where that is more than a body."""

    def raw(self) -> Any:
        """What is read as the event, as `json.loads` reads it."""
        ...

    def data(self) -> Any:
        """The data in it; None if there is none."""
        ...


class Shown:
    """Something with attributes that show."""

    __slots__ = ()

    def _shown(self) -> Iterable[str]:
        raise NotImplementedError

    def __repr__(self) -> str:
        shown = ((name, getattr(self, name)) for name in self._shown())
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in shown if value is not None)})"

    def to_dict(self) -> dict[str, Any]:
        """The object as a new dict: attributes by name, objects within as dicts."""
        return {name: _plain(getattr(self, name)) for name in self._shown()}


def _plain(value: Any) -> Any:
    if isinstance(value, Problem):
        return value._asdict()
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, UnknownValue):
        return value.value
    return value.to_dict() if isinstance(value, Shown) else value


class Object(Shown):
    """An object inside of an event, of a frozen dataclass whose last slot is `_extra`."""

    __slots__ = ()

    @property
    def extra(self) -> dict[str, Any]:
        """The members that this class does not name, as `json.loads` reads them."""
        object: Any = self
        return dict(object._extra or ())

    def _shown(self) -> Iterable[str]:
        names: Iterable[str] = self.__slots__
        return [name.lstrip("_") for name in names]

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self._shown())

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Object) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash((type(self), *(value for value in self._values() if isinstance(value, str))))

    def __reduce__(self) -> tuple[Callable[..., object], tuple[Any, ...]]:
        return type(self), self._values()


class AnyEvent(Shown):
    """What all events have in common."""

    __slots__ = ("_body", "_generation")
    _body: Union[bytes, Origin]
    _generation: int

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    @property
    def generation(self) -> int:
        """The number of the body's form, as the catalog counts them."""
        return self._generation

    @property
    def raw(self) -> dict[str, Any]:
        """The whole body as `json.loads` reads it, untouched; of a body with several events, this one."""
        body = self._body
        raw: dict[str, Any] = loads(body.decode()) if isinstance(body, bytes) else body.raw()
        return raw

    def __eq__(self, other: object) -> bool:
        one: Any = self
        same: Any = other
        return type(self) is type(other) and bool(one.type == same.type and one.raw == same.raw)

    def __hash__(self) -> int:
        event: Any = self
        return hash((type(self), event.type, event.created_at))


class TypedEvent(AnyEvent, Generic[D]):
    """An event of a known type, whose data fits it."""

    __slots__ = ("_created_at", "_data", "_extra", "_source")
    __match_args__ = ("data",)
    _created_at: datetime
    _data: Optional[D]
    """None if it has not been read yet: then `_created_at` and `_extra` are not there either."""
    _extra: Optional[dict[str, Any]]
    """None if there are none."""
    _source: Any
    """What is read from: its `fill` sets all that is not there yet, and returns the data. None if nothing is left."""

    def _shown(self) -> Iterable[str]:
        return ("type", "created_at", "data", "generation", "extra")

    @property
    def data(self) -> D:
        """What the event says."""
        data = self._data
        if data is None:
            data = self._source.fill(self)
        return data

    @property
    def created_at(self) -> datetime:
        """When the event was created, as the signed body says."""
        if self._data is None:
            self._source.fill(self)
        return self._created_at

    @property
    def extra(self) -> dict[str, Any]:
        """The members of the body, beside the data, that are not known."""
        if self._data is None:
            self._source.fill(self)
        return dict(self._extra or ())


class EnvelopedEvent(AnyEvent, Generic[D]):
    """An event of a known type, of a provider whose requests say their type, time and data in their own ways."""

    __slots__ = ("_created_at", "_data", "_extra", "_problems")
    __match_args__ = ("data",)
    _created_at: Optional[datetime]
    _data: D
    _extra: Optional[dict[str, Any]]
    _problems: tuple[Problem, ...]

    def _shown(self) -> Iterable[str]:
        return ("type", "created_at", "data", "problems", "extra")

    @property
    def data(self) -> D:
        """What the event says."""
        return self._data

    @property
    def created_at(self) -> Optional[datetime]:
        """When the event was created; None if the body does not say it."""
        return self._created_at

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What does not fit the event's type. Such a member is None in its attribute, and in `extra` of its object."""
        return self._problems

    @property
    def extra(self) -> dict[str, Any]:
        """The members of the body, beside the data, that are not known."""
        return dict(self._extra or ())


class RawEvent(AnyEvent):
    """An event without typed data."""

    __slots__ = ("_created_at", "_member", "_type")
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
        body = self._body
        return self.raw.get(self._member) if isinstance(body, bytes) else body.data()


@final
class Unknown(RawEvent):
    """An event of a type that this version does not know."""

    __slots__ = ()
    __match_args__ = ("type",)

    def _shown(self) -> Iterable[str]:
        return ("type", "created_at", "data", "generation")


@final
class Invalid(RawEvent):
    """An event of a known type whose time or data does not fit it."""

    __slots__ = ("_reason",)
    __match_args__ = ("type", "reason")
    _reason: str

    def _shown(self) -> Iterable[str]:
        return ("type", "created_at", "reason", "data", "generation")

    @property
    def reason(self) -> str:
        """What does not fit, for people to read."""
        return self._reason
