"""Reading events whose type, id, time and data stand where the provider's constants say."""

from __future__ import annotations

import copyreg
import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any, Callable, Optional, Union
from urllib.parse import quote_plus, unquote_to_bytes

from ._generated.provider import ENVELOPE, GENERATIONS, IS_ADVICE, IS_TABLED, MAX_DELIVERY_ID
from ._json import read_value
from ._model import AnyEvent, Invalid, Unknown
from ._values import DecodeError, instant, rest, well_formed
from .errors import WebhookError, refusal
from .events import Event
from .headers import Values, headers_of, is_visible, place_of, read_headers
from .records import Decoding, event_class, read_data
from .scheme import Envelope, Source

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_LONGEST_PREFIXED = 256
_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?")

IS_TYPE_IN_BODY = ENVELOPE is None or all(source.header is None for source in ENVELOPE.type)
"""Whether a header that names the type can contradict the body."""


def _form_of(number: int, type_member: str, time_member: str, data_member: str) -> tuple[int, Envelope]:
    source = Source(None, (type_member,), False)
    return number, Envelope((source,), "", False, None, (time_member,), "rfc3339", (data_member,), None, None)


_FORMS = [_form_of(*form) for form in GENERATIONS] if ENVELOPE is None else [(GENERATIONS[0][0], ENVELOPE)]


CONTENT_TYPE = "application/json" if _FORMS[0][1].form_field is None else "application/x-www-form-urlencoded"
"""The media type of bodies."""


class Reading:
    """What an event was read from: a body, what its headers say, and which of its events it is."""

    __slots__ = ("body", "events", "form", "given", "id", "index", "type")

    def __init__(self, body: bytes, given: Values, form: Envelope, index: int, type: str, id: Optional[str]) -> None:
        self.body = body
        self.given = given
        self.form = form
        self.index = index
        self.type = type
        """The type as it was sent."""
        self.id = id
        """What the body says its id is."""
        self.events: tuple[Event, ...] = ()
        """All events of the body."""

    def raw(self) -> Any:
        """The event as `json.loads` reads it."""
        root = _root(self.body)
        return root if self.form.batch is None else member_at(root, self.form.batch)[self.index]

    def data(self) -> Any:
        """The data as `json.loads` reads it; None if there is none."""
        raw = self.raw()
        return member_at(raw, resolved_path(self.form.data, raw))


def outline(event: Event) -> Any:
    """What a model of an event is made from, as `json.loads` reads it."""
    reading = _reading(event)
    if reading is None:
        return event.raw
    return {"type": event.type, "created_at": event.created_at, "data": reading.data()}


def events_of(event: Event) -> tuple[Event, ...]:
    """All events of the body that an event was read from."""
    reading = _reading(event)
    return (event,) if reading is None else reading.events


def form_of(generation: int) -> Envelope:
    """Where a generation of the body says things."""
    return next((form for number, form in _FORMS if number == generation), _FORMS[0][1])


def is_header_typed() -> bool:
    """Whether a header is part of the type."""
    return ENVELOPE is not None and any(source.header for source in ENVELOPE.type)


def in_content(json: bytes) -> bytes:
    """JSON as the body of a request has it."""
    field = _FORMS[0][1].form_field
    return json if field is None else f"{field}={quote_plus(json)}".encode()


def type_parts(body: bytes) -> list[str]:
    """What a body itself says of its type."""
    try:
        root = _root(body)
    except WebhookError:
        return []
    texts = [_text(source, root, ()) for source in _FORMS[0][1].type if source.header is None]
    return [text for text in texts if text]


def id_of(event: Event, body: bytes) -> str:
    """What identifies a delivery that has no header for it: what its body says, else the SHA-256 of that."""
    reading = _reading(event)
    return (reading and reading.id) or hashlib.sha256(body).hexdigest()


def sent_headers(event: Event) -> dict[str, str]:
    """The headers that an event was read from beside its body."""
    reading = _reading(event)
    return {} if reading is None else headers_of(reading.given)


def sent_type(event: Event) -> str:
    """The type as it was sent, which an event of a known one may continue."""
    reading = _reading(event)
    return event.type if reading is None else reading.type


def event_of(body: bytes, given: Values) -> Event:
    """Reads the event of a body; of several the first, which knows the others."""
    root = _root(body)
    number, form = next(((number, form) for number, form in _FORMS if _is_of(form, root)), _FORMS[0])
    items = [root] if form.batch is None else member_at(root, form.batch)
    if items.__class__ is not list or not all(item.__class__ is dict for item in items):
        raise refusal("body_not_object")
    if not items:
        raise refusal("missing_event_type", "there is no event in it")
    id = None if form.id is None else _id(form.id, root, given)
    readings = []
    for index, item in enumerate(items):
        sent = _type(form, item, given)
        readings.append((Reading(body, given, form, index, sent, id), item))
    events = tuple([_event(number, reading, item) for reading, item in readings])
    for reading, _ in readings:
        reading.events = events
    return events[0]


def _root(body: bytes) -> Any:
    """What a body says. Raises WebhookError if it is no JSON, or not an object where it has to be one."""
    field = _FORMS[0][1].form_field
    root = read_value(body if field is None else _form_value(body, field.encode()))
    if root.__class__ is not dict and _FORMS[0][1].batch != ():
        raise refusal("body_not_object")
    return root


def _form_value(body: bytes, field: bytes) -> bytes:
    for pair in body.split(b"&"):
        name, _, value = pair.partition(b"=")
        if unquote_to_bytes(name.replace(b"+", b" ")) == field:
            return unquote_to_bytes(value.replace(b"+", b" "))
    raise refusal("body_not_json", f"the form has no field {field.decode()}")


def _is_of(form: Envelope, root: Any) -> bool:
    return ENVELOPE is not None or (root.__class__ is dict and form.type[0].path[0] in root)


def _type(form: Envelope, item: Any, given: Values) -> str:
    parts: list[str] = []
    for source in form.type:
        part = _text(source, item, given)
        if part:
            parts.append(part)
        elif not source.is_optional:
            raise refusal("missing_event_type")
    if not parts:
        raise refusal("missing_event_type")
    return form.join.join(parts)


def _id(source: Source, root: Any, given: Values) -> Optional[str]:
    value = None if source.header else member_at(root, source.path)
    is_number = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63
    text = str(value) if is_number else _text(source, root, given)
    return text if text and len(text) <= MAX_DELIVERY_ID and is_visible(text) else None


def _text(source: Source, item: Any, given: Values) -> Optional[str]:
    if source.header is not None:
        return given[place_of((source.header,))]
    value = member_at(item, source.path)
    return value if value.__class__ is str else None


def member_at(value: Any, path: Iterable[str]) -> Any:
    """What members lead to; None if they lead nowhere."""
    for name in path:
        value = value.get(name) if value.__class__ is dict else None
    return value


def resolved_path(path: Sequence[str], item: Any) -> list[Any]:
    """A path in which `{name}` is what that member of the body says."""
    is_named = [name.startswith("{") and name.endswith("}") for name in path]
    return [member_at(item, (name[1:-1],)) if named else name for name, named in zip(path, is_named)]


def _event(number: int, reading: Reading, item: dict[str, Any]) -> Event:
    form = reading.form
    known = _known(form, reading.type)
    time = None if form.time is None else member_at(item, form.time)
    created_at = _TIMES[form.time_format](time)
    if known is None:
        return _raw(Unknown, reading, number, created_at, well_formed(reading.type))
    is_untimed = created_at is None and form.time is not None
    decoding = Decoding(number)
    path = resolved_path(form.data, item)
    try:
        if is_untimed and not IS_ADVICE:
            raise DecodeError(f"{_dotted(form.time or ())} is not a time")
        data = read_data(known, member_at(item, path), decoding)
    except DecodeError as error:
        where = "" if is_untimed and not IS_ADVICE else (_dotted(path) or "the body") + " "
        return _raw(Invalid, reading, number, created_at, known, where + str(error))
    if decoding.problems and not IS_ADVICE:
        at, message = decoding.problems[0]
        return _raw(Invalid, reading, number, created_at, known, f"{_dotted(path)}{at.replace('/', '.')} {message}")
    return _typed(known, reading, number, created_at, data, decoding, item)


def _typed(
    known: str,
    reading: Reading,
    number: int,
    created_at: Optional[datetime],
    data: Any,
    decoding: Decoding,
    item: dict[str, Any],
) -> Event:
    of = event_class(known)
    if of not in _REDUCED:
        _REDUCED.add(of)
        copyreg.pickle(of, _reduce_event)  # type: ignore[arg-type]
    values = (reading, number, created_at, data, _extra(reading.form, item), tuple(decoding.problems))
    return _filled(of, ("_body", "_generation", "_created_at", "_data", "_extra", "_problems"), values)


def _extra(form: Envelope, item: dict[str, Any]) -> Optional[dict[str, Any]]:
    """What is in a body beside what the envelope names."""
    if not form.data:
        return None
    paths = [*(source.path for source in form.type), *(path for path in (form.time, form.data) if path is not None)]
    known = {path[0] for path in paths if len(path) == 1}
    known |= {str(name) for name in resolved_path(form.data[:1], item)}
    return rest({name: value for name, value in item.items() if name not in known})


def _known(form: Envelope, event_type: str) -> Optional[str]:
    """The known type that a type is, or is taken for."""
    if event_class(event_type) is not None:
        return event_type
    if not form.is_prefix_known or not form.join or len(event_type) > _LONGEST_PREFIXED:
        return None
    while form.join in event_type:
        event_type = event_type.rpartition(form.join)[0]
        if event_class(event_type) is not None:
            return event_type
    return None


def _since_epoch(unit: int) -> Callable[[Any], Optional[datetime]]:
    def read(value: Any) -> Optional[datetime]:
        if value.__class__ is str and _NUMBER.fullmatch(value):
            value = float(value)
        if value.__class__ not in (int, float):
            return None
        try:
            return _EPOCH + timedelta(milliseconds=value * unit)
        except (OverflowError, ValueError):
            return None

    return read


def _no_time(_: Any) -> Optional[datetime]:
    return None


_TIMES: dict[str, Callable[[Any], Optional[datetime]]] = {
    "rfc3339": instant,
    "unix": _since_epoch(1000),
    "unix_ms": _since_epoch(1),
    "none": _no_time,
}


def _dotted(path: Iterable[Any]) -> str:
    return ".".join(well_formed(str(name)) for name in path)


def _raw(of: type[Any], *values: Any) -> Event:
    reading, number, created_at, name, *reason = values
    named = ("_body", "_created_at", "_generation", "_member", "_type", "_reason")
    return _filled(of, named, (reading, created_at, number, "", name, *reason))


def _filled(of: Any, names: Iterable[str], values: Iterable[Any]) -> Event:
    event: Event = object.__new__(of)
    for name, value in zip(names, values):
        object.__setattr__(event, name, value)
    return event


def _reading(event: Union[Event, AnyEvent]) -> Optional[Reading]:
    return event._body if isinstance(event._body, Reading) else None


def _restored(body: bytes, headers: dict[str, str], index: int) -> Event:
    return events_of(event_of(body, read_headers(headers)))[index]


def _reduce_event(event: Any) -> tuple[Callable[..., object], tuple[Any, ...]]:
    reading = event._body
    return _restored, (reading.body, headers_of(reading.given), reading.index)


_REDUCED: set[Any] = set()
"""The classes that are known to be pickled by their bodies."""
if IS_TABLED:
    copyreg.pickle(Unknown, _reduce_event)  # type: ignore[arg-type]
    copyreg.pickle(Invalid, _reduce_event)  # type: ignore[arg-type]
