"""The classes of a catalog that is read by tables, and how values become their objects.

They are made when they are first asked for: catalogs may have thousands.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from enum import Enum
from importlib import import_module
from typing import Any, Callable, NamedTuple, Optional

from . import _values
from ._draft import CAN_CHANGE, copied, draft_of
from ._model import EnvelopedEvent, Object, Problem, UnknownValue
from ._values import MISSING, DecodeError, well_formed

_MODULE = f"{__package__}._generated.events"

Path = Any
"""Where a value stands: the path of what it is in, and its name or number there; None for the data."""


class Decoding:
    """What is found out while a body is read."""

    __slots__ = ("generation", "problems", "tried")

    def __init__(self, generation: int, tried: Optional[dict[Any, Any]] = None) -> None:
        self.generation = generation
        self.problems: list[Problem] = []
        self.tried: dict[Any, Any] = {} if tried is None else tried
        """What values were read as by a union: whichever variants hold them, they are tried once."""


Reader = Callable[[Any, Path, Decoding], Any]


class Field(NamedTuple):
    """A member of an object."""

    ident: str
    wire: Optional[str]
    """The member's name; None if it has none in this generation of the body."""
    read: Reader
    is_required: bool
    is_nullable: bool
    default: Any
    """What it is where it has no name."""


class Record(Object):
    """An object of a class that was made from a table. Immutable."""

    __slots__ = ()

    def __init__(self, *values: Any, **named: Any) -> None:
        names: Sequence[str] = type(self).__slots__
        given = {**dict(zip(names, values)), **named}
        if len(values) > len(names) or len(given) < len(values) + len(named) or not given.keys() <= set(names):
            raise TypeError(f"{type(self).__name__} takes {', '.join(names)}")
        for name in names:
            object.__setattr__(self, name, given.get(name))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")


class OpenEnum(str, Enum):
    """An enumeration: a value that is not known here arrives as a plain str."""

    __str__ = str.__str__


@functools.lru_cache(None)
def tables() -> Any:
    """The tables of the catalog."""
    return import_module("._generated.types", __package__)


def named(name: str) -> Any:
    """A class of the catalog, by its name."""
    if name.startswith("_"):
        # What the import system asks every module for.
        raise AttributeError(f"module {_MODULE!r} has no attribute {name!r}")
    of = tables()
    for known, make in ((of.OBJECTS, object_class), (of.ENUMS, enum_class), (of.EVENT_CLASSES, _event_class_named)):
        if name in known:
            return make(name)
    if name in of.UNIONS:
        return Any
    raise AttributeError(f"module {_MODULE!r} has no attribute {name!r}")


@functools.lru_cache(None)
def object_class(name: str) -> type[Any]:
    """The class of an object."""
    names = tuple(row[0] for row in tables().OBJECTS[name])
    return _made(name, (Record,), {"__slots__": (*names, "_extra"), "__match_args__": names})


@functools.lru_cache(None)
def enum_class(name: str) -> Any:
    """The class of an open enumeration."""
    members: Any = tables().ENUMS[name]
    return OpenEnum(name, members, module=_MODULE)  # type: ignore[call-overload]


def event_class(event_type: str) -> Optional[type[Any]]:
    """The class of an event type; None if it is not known."""
    known = tables().EVENTS.get(event_type)
    return None if known is None else _event_class_named(known[0])


@functools.lru_cache(None)
def _event_class_named(name: str) -> type[Any]:
    return _made(name, (EnvelopedEvent,), {"__slots__": (), "type": tables().EVENT_CLASSES[name]})


def _made(name: str, bases: tuple[type[Any], ...], body: dict[str, Any]) -> type[Any]:
    return type(name, bases, {**body, "__module__": _MODULE, "__qualname__": name})


def read_data(event_type: str, value: Any, decoding: Decoding) -> Any:
    """Reads the data of a known event type. Raises DecodeError if it is no object."""
    reader = _object_reader(tables().EVENTS[event_type][1])
    return reader(value, None, decoding)


def pointer(at: Path) -> str:
    """A path as a JSON pointer."""
    names: list[str] = []
    while at is not None:
        at, name = at
        names.append("/" + well_formed(str(name)).replace("~", "~0").replace("/", "~1"))
    return "".join(reversed(names))


@functools.lru_cache(None)
def _object_reader(name: str) -> Reader:
    made_class = object_class(name)
    draft = draft_of(made_class)

    def read(value: Any, at: Path, decoding: Decoding) -> Any:
        if value.__class__ is not dict:
            raise _values.decode_error(value, "", "an object")
        made = draft()
        rest = value.copy()
        for field in _fields(name, decoding.generation):
            setattr(made, field.ident, _read_field(field, rest, at, decoding))
        made._extra = _values.rest(rest)
        if CAN_CHANGE:
            made.__class__ = made_class
            return made
        return copied(made, made_class)

    return read


def _read_field(field: Field, rest: dict[str, Any], at: Path, decoding: Decoding) -> Any:
    """Takes a member out of an object. What does not fit stays there."""
    _, name, read, is_required, is_nullable, default = field
    if name is None:
        return default
    value = rest.pop(name, MISSING)
    if value is MISSING or value is None:
        if is_required and not (value is None and is_nullable):
            message = str(_values.decode_error(value, "", "")).strip()
            decoding.problems.append(Problem(pointer((at, name)), message))
        return None
    try:
        return read(value, (at, name), decoding)
    except DecodeError as error:
        decoding.problems.append(Problem(pointer((at, name)), str(error).strip()))
        rest[name] = value
        return None


@functools.lru_cache(None)
def _fields(name: str, generation: int) -> list[Field]:
    fields: list[Field] = []
    for ident, wire, of, is_required, is_nullable in tables().OBJECTS[name]:
        here = wire if isinstance(wire, str) else wire.get(generation)
        default = False if of == "boolean" and is_required else None
        fields.append(Field(ident, here, _reader(of), is_required, is_nullable or of == "any", default))
    return fields


@functools.lru_cache(None)
def _reader(of: Any) -> Reader:
    """What reads a type: the name of a plain one, or a pair."""
    if isinstance(of, str):
        return _PLAIN[of]
    kind, inner = of
    if kind == "object":
        # Made when it is needed: objects may hold their own kind.
        return lambda value, at, decoding: _object_reader(inner)(value, at, decoding)
    return _MAKERS[kind](inner)


def _scalar(read: Callable[[Any, str], Any]) -> Reader:
    return lambda value, _at, _decoding: read(value, "")


def _list(of: Any) -> Reader:
    read = _reader(of)

    def reader(value: Any, at: Path, decoding: Decoding) -> tuple[Any, ...]:
        if value.__class__ is not list:
            raise _values.decode_error(value, "", "a list")
        return tuple([read(item, (at, index), decoding) for index, item in enumerate(value)])

    return reader


def _map(of: Any) -> Reader:
    read = _reader(of)

    def reader(value: Any, at: Path, decoding: Decoding) -> dict[str, Any]:
        if value.__class__ is not dict:
            raise _values.decode_error(value, "", "an object")
        return {well_formed(name): read(item, (at, name), decoding) for name, item in value.items()}

    return reader


def _nullable(of: Any) -> Reader:
    read = _reader(of)
    return lambda value, at, decoding: None if value is None else read(value, at, decoding)


def _enum(name: str) -> Reader:
    members = {member.value: member for member in enum_class(name)}
    return _scalar(lambda value, path: _values.choice(members, value, path))


def _union(name: str) -> Reader:
    discriminator, variants = tables().UNIONS[name]
    if discriminator is not None:
        tags = {tag: of for of, of_tags in variants for tag in of_tags}
        return lambda value, at, decoding: _tagged(tags, discriminator, value, at, decoding)

    def reader(value: Any, at: Path, decoding: Decoding) -> Any:
        key = (name, id(value))
        if key not in decoding.tried:
            decoding.tried[key] = _first_fit([of for of, _ in variants], value, at, decoding)
        return decoding.tried[key]

    return reader


def _tagged(tags: dict[str, Any], discriminator: str, value: Any, at: Path, decoding: Decoding) -> Any:
    tag = value.get(discriminator) if value.__class__ is dict else None
    text = str(tag).lower() if tag.__class__ in (bool, int) else tag
    of = tags.get(text) if text.__class__ is str else None
    return UnknownValue(value) if of is None else _reader(of)(value, at, decoding)


def _first_fit(variants: Sequence[Any], value: Any, at: Path, decoding: Decoding) -> Any:
    for of in variants:
        trial = Decoding(decoding.generation, decoding.tried)
        try:
            read = _reader(of)(value, at, trial)
        except DecodeError:
            continue
        if not trial.problems:
            return read
    return UnknownValue(value)


_PLAIN: dict[str, Reader] = {
    "string": _scalar(_values.text),
    "boolean": _scalar(_values.boolean),
    "integer": _scalar(_values.integer),
    "long": _scalar(_values.long),
    "number": _scalar(_values.number),
    "time": _scalar(_values.time),
    "any": lambda value, _at, _decoding: value,
}
_MAKERS: dict[str, Callable[[Any], Reader]] = {
    "list": _list,
    "map": _map,
    "nullable": _nullable,
    "enum": _enum,
    "union": _union,
}
