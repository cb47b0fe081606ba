"""Events: every sample typed, every attribute, what is unknown kept."""

from __future__ import annotations

import inspect
import json
import pickle
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import autosend_webhooks as package
import pytest
from autosend_webhooks import (
    EVENT_TYPES,
    BounceType,
    ContactUpdated,
    Delivery,
    EmailBounced,
    EmailReceived,
    Event,
    Invalid,
    Unknown,
    Verifier,
    WebhookError,
    parse_event,
    sample,
)
from autosend_webhooks import pydantic as models
from vector_cases import CASES, VECTORS, body

CATALOG: dict[str, Any] = json.loads((VECTORS.parents[1] / "schema" / "catalog.json").read_text())
OBJECTS = {spec["name"]: spec for spec in CATALOG["objects"]}
SAMPLES = sorted((VECTORS / "payloads" / "current").glob("*.json")) + sorted(
    (VECTORS / "payloads" / "first").glob("*.json")
)


def snake(name: str) -> str:
    text = "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)
    return text + "_" if text == "from" else text


def as_python(value: Any, of: Any) -> Any:
    """A JSON value as the package should show it: by the catalog, without the code under test."""
    if value is None or of in ("string", "boolean", "integer"):
        return value
    if of == "time":
        return datetime.fromisoformat(value.replace("Z", "+00:00"))
    if "list" in of:
        return [as_python(item, of["list"]) for item in value]
    if "object" in of:
        return as_dict(value, OBJECTS[of["object"]], 2)
    return value


def as_dict(data: dict[str, Any], spec: dict[str, Any], generation: int) -> dict[str, Any]:
    rest = dict(data)
    fields: dict[str, Any] = {}
    for field in spec["fields"]:
        member = field["names"].get(str(generation))
        value = rest.pop(member, None) if member else None
        absent = False if field["type"] == "boolean" and value is None else None
        fields[snake(field["name"])] = absent if value is None else as_python(value, field["type"])
    return {**fields, "extra": rest}


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_attribute_of_every_sample(file: Path) -> None:
    raw = file.read_bytes()
    parsed = json.loads(raw)
    event = parse_event(raw)
    generation = 2 if "type" in parsed else 1
    spec = next(spec for spec in CATALOG["events"] if spec["type"] == event.type)
    assert type(event).__name__ == spec["name"]
    assert not isinstance(event, (Unknown, Invalid))
    assert event.generation == generation
    assert event.raw == parsed
    assert event.created_at == as_python(parsed["createdAt" if generation == 2 else "timestamp"], "time")
    assert event.data.to_dict() == as_dict(parsed["data"], OBJECTS[spec["data"]], generation)
    assert event == parse_event(bytearray(raw))
    assert event != parse_event(json.dumps({**parsed, "more": 1}).encode())
    assert pickle.loads(pickle.dumps(event)) == event  # noqa: S301
    assert f"{spec['name']}(type='{event.type}'" in repr(event)


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_pydantic_says_the_same(file: Path) -> None:
    event = parse_event(file.read_bytes())
    assert not isinstance(event, (Unknown, Invalid))
    model = models.to_model(event)
    assert model.created_at == event.created_at
    for name in type(model.data).model_fields:
        ours, theirs = getattr(event.data, name), getattr(model.data, name)
        ours = ours.to_dict() if hasattr(ours, "to_dict") else ours
        theirs = {**theirs.model_dump(), "extra": {}} if hasattr(theirs, "model_dump") else theirs
        if isinstance(ours, tuple) and ours and hasattr(ours[0], "to_dict"):
            ours, theirs = [item.to_dict() for item in ours], [{**item.model_dump(), "extra": {}} for item in theirs]
        assert ours == theirs, name
    assert json.loads(model.model_dump_json(by_alias=True))["type"] == event.type


def test_pydantic_has_no_model_of_what_is_not_typed() -> None:
    with pytest.raises(ValueError, match="no model"):
        models.to_model(parse_event(b'{"type":"email.new"}'))


def test_matching() -> None:
    def words(event: Event) -> str:
        match event:
            case EmailBounced(data=data) if data.bounce_type == BounceType.PERMANENT:
                return f"{data.to.email} is gone"
            case EmailReceived(data):
                return f"{len(data.to)} to, from {data.from_.email}"
            case Unknown(name):
                return f"new: {name}"
            case Invalid(name, reason):
                return f"odd: {name}: {reason}"
            case _:
                return event.type

    def say(event_type: str) -> str:
        text = sample(event_type)
        assert text is not None
        return words(parse_event(text))

    assert say("email.bounced") == "no-such-person@example.org is gone"
    assert say("email.received") == "2 to, from grace@example.net"
    assert say("email.sent") == "email.sent"
    assert words(parse_event(b'{"type":"email.new"}')) == "new: email.new"
    assert words(parse_event(b'{"type":"email.sent"}')).startswith("odd: email.sent: ")


def test_open_enums() -> None:
    text = sample("email.bounced")
    assert text is not None
    known, new = parse_event(text), parse_event(text.replace(b"Permanent", b"Undecided"))
    assert isinstance(known, EmailBounced)
    assert isinstance(new, EmailBounced)
    assert known.data.bounce_type is BounceType.PERMANENT
    assert str(known.data.bounce_type) == "Permanent"
    assert f"{known.data.bounce_type}" == "Permanent"
    assert new.data.bounce_type == "Undecided"
    assert type(new.data.bounce_type) is str


def test_custom_properties_and_numbers_survive() -> None:
    event = parse_event(
        b'{"type":"contact.updated","createdAt":"2025-11-12T10:30:00Z",'
        b'"data":{"email":null,"plan":"pro","seats":9007199254740993,"rate":1.0,"changedFields":["plan"]}}'
    )
    assert isinstance(event, ContactUpdated)
    assert event.data.extra == {"plan": "pro", "seats": 9007199254740993, "rate": 1.0}
    assert event.data.email is None
    assert event.data.changed_fields == ("plan",)
    assert event.raw["data"]["email"] is None


def test_numbers_beyond_what_python_reads() -> None:
    event = parse_event(b'{"type":"email.new","data":{"big":' + b"9" * 5000 + b',"e":1e999}}')
    assert len(str(event.raw["data"]["big"])) == 5000
    assert event.raw["data"]["e"] == float("inf")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-11-12T10:30:00Z", datetime(2025, 11, 12, 10, 30, tzinfo=timezone.utc)),
        ("2025-11-12T10:30:00.123456789Z", datetime(2025, 11, 12, 10, 30, 0, 123456, timezone.utc)),
        ("2025-11-12T10:30:00.5+05:30", datetime(2025, 11, 12, 10, 30, 0, 500000, timezone(timedelta(hours=5.5)))),
        ("0001-01-01T00:00:00+23:59", datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=23, minutes=59)))),
        (
            "9999-12-31T23:59:59-23:59",
            datetime(9999, 12, 31, 23, 59, 59, 0, timezone(-timedelta(hours=23, minutes=59))),
        ),
    ],
)
def test_times(text: str, expected: datetime) -> None:
    event = parse_event(json.dumps({"type": "contact.deleted", "createdAt": text, "data": {}}).encode())
    assert event.created_at == expected
    assert event.created_at is not None
    assert event.created_at.utcoffset() == expected.utcoffset()


def test_events_are_frozen_and_slotted() -> None:
    text = sample("email.bounced")
    assert text is not None
    event = parse_event(text)
    assert isinstance(event, EmailBounced)
    for target in (event, event.data, event.data.to):
        assert not hasattr(target, "__dict__")
        with pytest.raises(AttributeError):
            target.extra = {}  # type: ignore[misc]
        with pytest.raises(AttributeError):
            target.other = 1  # type: ignore[union-attr]


def test_events_outlive_what_they_came_from(verifier: Verifier) -> None:
    text = sample("email.received")
    assert text is not None
    event = verifier.verify(bytes(text), verifier.sign(text)).event
    assert isinstance(event, EmailReceived)
    attachments = event.data.attachments
    del event, text
    assert [item.filename for item in attachments] == ["invoice 2025-118.pdf", "photo.png"]


def test_a_delivery(verifier: Verifier) -> None:
    text = sample("email.sent")
    assert text is not None
    delivery = verifier.verify(text, verifier.sign(text, delivery_id="d-1"))
    assert isinstance(delivery, Delivery)
    assert delivery.body is text
    assert (delivery.id, delivery.type, delivery.secret_index) == ("d-1", "email.sent", 0)
    assert delivery.sent_at is not None
    assert abs(delivery.sent_at - datetime.now(timezone.utc)) < timedelta(minutes=1)
    assert repr(delivery) == "<Delivery 'd-1' of 'email.sent'>"


def test_whatever_was_accepted_can_be_looked_at() -> None:
    for case in CASES:
        try:
            event = parse_event(body(case))
        except WebhookError:
            continue
        assert isinstance(event.raw, dict)
        repr(event)
        event.to_dict()
        assert parse_event(body(case)) == event


def test_all_types_are_exported() -> None:
    names = [spec["name"] for spec in CATALOG["events"]]
    assert [spec["type"] for spec in CATALOG["events"]] == list(EVENT_TYPES)
    exported: list[str] = vars(package)["__all__"]
    assert set(names) < set(exported)
    for name in exported:
        assert hasattr(package, name)


def test_every_public_name_is_documented() -> None:
    for name in vars(package)["__all__"]:
        thing = getattr(package, name)
        if not isinstance(thing, type):
            continue
        assert thing.__doc__, name
        for attribute, value in vars(thing).items():
            if not attribute.startswith("_") and (callable(value) or hasattr(value, "__get__")):
                assert inspect.getdoc(value), f"{name}.{attribute}"
