"""What bodies hold: every type of field, what does not fit, and where type, id, time and data may stand."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from build import Provider, event, mac, member, obj, path, provider

SIGNATURE: dict[str, Any] = {"scheme": "hmac", "header": "X-Signature", "signed_content": "{body}"}
SECRET = "a secret of types"

EVERYTHING = obj(
    "Everything",
    member("any", "any"),
    member("long", "long"),
    member("map", {"map": "string"}, required=False),
    member("objects", {"map": {"object": "Part"}}, required=False),
    member("gaps", {"list": {"nullable": "string"}}, required=False),
    member("gapped", {"map": {"nullable": "long"}}, required=False),
    member("deep", {"list": {"list": {"map": "boolean"}}}, required=False),
    member("choice", {"union": "Choice"}, required=False),
    member("choices", {"list": {"union": "Choice"}}, required=False),
    member("shape", {"union": "Shape"}, required=False, nullable=True),
    member("part", {"object": "Part"}, required=False, nullable=True),
    member("state", {"enum": "State"}, required=False),
    member("at", "time", required=False),
    member("number", "number", required=False),
    member("flag", "boolean", required=False),
    member("parent", {"object": "Everything"}, required=False),
)
PART = obj("Part", member("name", "string"), member("size", "long", required=False))
CIRCLE = obj("Circle", member("kind", {"enum": "CircleKind"}), member("radius", "number"))
SQUARE = obj("Square", member("kind", "string"), member("side", "long"))
UNIONS = [
    {
        "name": "Choice",
        "doc": "Text, a number, a part or a list of texts.",
        "discriminator": None,
        "variants": [
            {"name": "Text", "type": "string"},
            {"name": "Whole", "type": "long"},
            {"name": "Part", "type": {"object": "Part"}},
            {"name": "Texts", "type": {"list": "string"}},
        ],
    },
    {
        "name": "Shape",
        "doc": "What the kind says.",
        "discriminator": "kind",
        "variants": [
            {"name": "Circle", "type": {"object": "Circle"}, "values": ["circle", "disc"]},
            {"name": "Square", "type": {"object": "Square"}, "values": ["square"]},
        ],
    },
]
ENUMS = [
    {"name": "CircleKind", "doc": "A constant.", "values": ["circle"]},
    {"name": "State", "doc": "A state.", "values": ["on", "off"]},
]
FULL = {
    "any": {"x": [1, None, "y"]},
    "long": -9_223_372_036_854_775_808,
    "map": {"a": "b", "": "c", "__proto__": "d"},
    "objects": {"a/b": {"name": "n", "size": 1, "new": True}},
    "gaps": ["a", None],
    "gapped": {"a": None, "b": 9_223_372_036_854_775_807},
    "deep": [[{"a": True}], []],
    "choice": {"name": "n"},
    "choices": ["a", 1, {"name": "n"}, ["a"], 1.5, None],
    "shape": {"kind": "disc", "radius": 1.5},
    "part": None,
    "state": "on",
    "at": "2031-01-24T05:46:35.5Z",
    "number": 1e300,
    "flag": False,
    "parent": {"any": 1, "long": 1},
}


def types() -> Provider:
    """Every type of field, and each with what does not fit."""
    envelope = {"type": [path("kind")], "data": ["{kind_of}"], "time": ["meta", "at"], "time_format": "unix_ms"}
    envelope["id"] = path("meta", "id")

    def around(data: Any, **more: Any) -> dict[str, Any]:
        return {
            "kind": "thing.made",
            "kind_of": "thing",
            "meta": {"id": "m1", "at": 1_926_999_995_250},
            "thing": data,
            **more,
        }

    sample = around(FULL)
    objects = [EVERYTHING, PART, CIRCLE, SQUARE]
    events = [event("thing.made", "Everything", sample)]
    made = provider("types", [SIGNATURE], envelope, events, objects, enums=ENUMS, unions=UNIONS)

    def case(name: str, why: str, body: Any, expect: dict[str, Any] | str, **options: Any) -> None:
        text = body if isinstance(body, str) else json.dumps(body)
        usual = {"type": "thing.made", "delivery_id": "m1", "created_at": "2031-01-24T05:46:35.250Z"}
        expect = {**usual, **expect} if isinstance(expect, dict) else expect
        made.case(
            name, why, {"X-Signature": mac(SECRET.encode(), text).hex()}, text, expect, secrets=[SECRET], **options
        )

    def fits(name: str, why: str, **change: Any) -> None:
        case(name, why, around({**FULL, **change}), {})

    def misfits(name: str, why: str, *paths: str, **change: Any) -> None:
        case(name, why, around({**FULL, **change}), {"problems": list(paths)})

    case("full", "Every field.", sample, {})
    case("full-strict", "Every field.", sample, {}, strict=True)
    case("least", "What is required.", around({"any": None, "long": 0}), {})
    case("empty", "Nothing.", around({}), {"problems": ["/any", "/long"]})
    case("empty-strict", "Nothing.", around({}), "invalid_event_data", strict=True)
    fits("whole-number", "1.0 is 1.", long=1.0)
    fits("whole-exponent", "1e3 is 1000.", long=1e3)
    fits("beyond-doubles", "2^53 + 1.", long=9_007_199_254_740_993)
    fits("null-optional", "Null for what is optional is absent.", map=None, state=None, at=None, parent=None)
    fits("new-value", "Enumerations are open.", state="broken")
    fits("no-variant", "No variant fits: kept as it is.", choice=[1])
    fits("new-variant", "A discriminator with a new value.", shape={"kind": "star", "points": 5})
    fits("no-discriminator", "A union without its member.", shape={"points": 5})
    fits("not-an-object", "A union of objects that is none.", shape="circle")
    misfits("fraction", "1.5 is no integer.", "/long", long=1.5)
    misfits("too-large", "2^63.", "/long", long=9_223_372_036_854_775_808)
    misfits("text", "Text is no integer.", "/long", long="1")
    misfits("null-required", "Null is no integer.", "/long", long=None)
    misfits("map-value", "A value of another type.", "/map", map={"a": 1})
    misfits("no-map", "A list is no map.", "/map", map=["a"])
    misfits("list-item", "An item of another type.", "/gaps", gaps=["a", 1])
    misfits("null-value", "Null where none may be.", "/map", map={"a": None})
    misfits("deep-item", "An item of an item.", "/deep", deep=[[{"a": 1}]])
    misfits(
        "in-a-map", "Within an object in a map.", "/objects/a~1b/size", objects={"a/b": {"name": "n", "size": "big"}}
    )
    misfits("missing-in-a-map", "Within an object in a map.", "/objects/x/name", objects={"x": {}})
    misfits("in-a-variant", "Within the variant.", "/shape/radius", shape={"kind": "disc", "radius": "big"})
    misfits("no-object", "Text is no object.", "/part", part="p")
    misfits("no-text", "A number is no value.", "/state", state=5)
    misfits("no-time", "No such day.", "/at", at="2031-02-30T00:00:00Z")
    misfits("no-flag", "A number is no boolean.", "/flag", flag=0)
    misfits("in-itself", "Within an object of the same type.", "/parent/long", parent={"any": 1})
    misfits("two", "Two at once.", "/flag", "/part", part=1, flag="x")
    no_time = around({"any": 1, "long": 1}, meta={"id": "", "at": "soon"})
    digest = {"delivery_id": hashlib.sha256(json.dumps(no_time).encode()).hexdigest(), "created_at": None}
    case("no-id", "The digest is the id, and there is no time.", no_time, digest)
    case(
        "number-id", "A number is an id too.", around(FULL, meta={"id": 17}), {"delivery_id": "17", "created_at": None}
    )
    case("no-data", "The member is not there.", {**sample, "kind_of": "things"}, {"outcome": "invalid"})
    case("no-data-name", "Its name is no text.", {**sample, "kind_of": 1}, {"outcome": "invalid"})
    case("data-is-text", "The data is no object.", around("x"), {"outcome": "invalid"})
    case("unknown", "Another type.", {**sample, "kind": "thing.lost"}, {"type": "thing.lost", "outcome": "unknown"})
    case("no-type", "No type.", {**sample, "kind": 5}, "missing_event_type")
    case("empty-type", "No type.", {**sample, "kind": ""}, "missing_event_type")
    return made
