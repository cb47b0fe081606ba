"""Where number parsers, calendars, case folding, object models and strings of languages differ."""

from __future__ import annotations

from .bodies import CREATED_AT, EMAIL_FIELDS, OPENED, event, first_event, opened
from .builder import EVENT, ID, SENT_MS, SIGNATURE, TIMESTAMP, Group, Repeat, sign

DATA = "{" + EMAIL_FIELDS + "}"
OFF = {"tolerance_ms": None}
STRICT = {"strict": True}
MEBIBYTE = 1024 * 1024

# Members of every object in JavaScript, Python, Ruby or PHP.
INHERITED = (
    "constructor",
    "__proto__",
    "prototype",
    "hasOwnProperty",
    "toString",
    "valueOf",
    "toJSON",
    "then",
    "__class__",
    "__dict__",
    "__init__",
    "__defineGetter__",
    "class",
    "object_id",
    "length",
)


def group() -> Group:
    g = Group("edges", "Where number parsers, calendars, case folding, object models and strings of languages differ.")
    timestamps(g)
    names(g)
    calendars(g)
    brackets(g)
    inherited(g)
    huge_types(g)
    lone_surrogates(g)
    return g


def timestamps(g: Group) -> None:
    # Up to 15 digits: below 10^11 seconds, from there on milliseconds. Centuries ahead in both, whatever they wrap to.
    for name, value in (
        ("2-31-seconds", 2**31),
        ("2-31-less-one-seconds", 2**31 - 1),
        ("2-32-seconds", 2**32),
        ("2-32-less-one-seconds", 2**32 - 1),
        ("seconds-that-wrap-nanoseconds-once", 20_209_687_473),
        ("seconds-that-wrap-nanoseconds-twice", 38_656_431_547),
        ("seconds-that-wrap-nanoseconds-thrice", 57_103_175_621),
        ("seconds-that-wrap-nanoseconds-five-times", 93_996_663_768),
        ("most-seconds", 99_999_999_999),
        ("wraps-nanoseconds-once", 20_209_687_473_709),
        ("wraps-nanoseconds-twice", 38_656_431_547_419),
        ("wraps-nanoseconds-5-times", 93_996_663_768_547),
        ("wraps-nanoseconds-10-times", 186_230_384_137_095),
        ("wraps-nanoseconds-30-times", 555_165_265_611_286),
        ("wraps-nanoseconds-52-times", 960_993_635_232_896),
        ("wraps-nanoseconds-53-times", 979_440_379_306_606),
        ("2-63-nanoseconds", 2**63 // 10**6),
        ("2-63-nanoseconds-and-one", 2**63 // 10**6 + 1),
        ("2-64-nanoseconds", 2**64 // 10**6),
        ("2-63-microseconds", 2**63 // 10**4),
        ("2-31-days", 2**31 * 86_400),
        ("beyond-the-year-9999", 253_402_300_800_000),
        ("the-last-of-the-year-9999", 253_402_300_799_999),
        ("most-milliseconds", 999_999_999_999_999),
    ):
        millis = value * 1000 if value < 10**11 else value
        g.refuse(f"edge-timestamp-{name}", "Far ahead.", "timestamp_in_future", OPENED, timestamp=str(value))
        g.accept(
            f"edge-timestamp-{name}-off",
            "Where the tolerance is off, it is the time that the header says.",
            OPENED,
            timestamp=str(value),
            sent_at_ms=millis,
            options=OFF,
        )
    for name, value in (
        ("2-53", 2**53),
        ("2-53-and-one", 2**53 + 1),
        ("2-63-less-one", 2**63 - 1),
        ("2-63", 2**63),
        ("2-64-less-one", 2**64 - 1),
        ("2-64", 2**64),
        # The clock of the case, and so many times 2^64.
        ("2-64-and-now", 2**64 + SENT_MS),
        ("2-63-and-now", 2**63 + SENT_MS),
        ("2-128-and-now", 2**128 + SENT_MS),
    ):
        why = "More than 15 digits."
        g.refuse(f"edge-timestamp-{name}", why, "malformed_timestamp", OPENED, timestamp=str(value))
        g.refuse(f"edge-timestamp-{name}-off", why, "malformed_timestamp", OPENED, timestamp=str(value), options=OFF)
    g.refuse(
        "edge-timestamp-2-31-milliseconds-are-seconds",
        "The unit is told by magnitude alone.",
        "timestamp_in_future",
        OPENED,
        timestamp=str(2**31 * 10),
    )
    g.refuse(
        "edge-timestamp-least-milliseconds",
        "1973.",
        "timestamp_too_old",
        OPENED,
        timestamp=str(10**11),
    )


def folded(name: str) -> list[tuple[str, str]]:
    """The name with one letter replaced by what becomes that letter in some case mapping."""
    found = []
    for letter, look_alikes in (("k", "\u212a"), ("s", "\u017f"), ("i", "\u0130\u0131")):
        at = name.lower().find(letter)
        for other in look_alikes if at >= 0 else "":
            found.append((f"{ord(other):04x}", name[:at] + other + name[at + 1 :]))
    return found


def names(g: Group) -> None:
    values = {SIGNATURE: sign(OPENED), EVENT: "email.opened", ID: "d-1", TIMESTAMP: str(SENT_MS)}
    missing = {SIGNATURE: "missing_signature", ID: "missing_delivery_id", TIMESTAMP: "missing_timestamp"}
    for header in values:
        for code, look_alike in folded(header):
            name = f"edge-name-{header.lower()}-with-{code}"
            why = "Names compare without regard to ASCII case, and to nothing else."
            instead = [(look_alike if other == header else other, value) for other, value in values.items()]
            beside = [*values.items(), (look_alike, "another value")]
            if header in missing:
                g.refuse(name, why, missing[header], OPENED, headers=instead)
            else:
                g.accept(name, why, OPENED, headers=instead, id="d-1")
            g.accept(f"{name}-beside", why, OPENED, headers=beside, id="d-1")
    g.accept(
        "edge-name-event-with-another-type-beside",
        "A name that is none of ours says nothing.",
        OPENED,
        extra=[("X-Webhoo\u212a-Event", "email.clicked")],
    )


def calendars(g: Group) -> None:
    # The Gregorian calendar in the years 0001 to 9999, also before it was introduced.
    for day in (
        "0001-01-01",
        "0004-02-29",
        "0400-02-29",
        "1200-02-29",
        "1582-10-04",
        "1582-10-05",
        "1582-10-10",
        "1582-10-14",
        "1582-10-15",
        "1600-02-29",
        "1752-09-05",
        "1900-02-28",
        "1904-02-29",
        "2000-02-29",
        "2400-02-29",
        "9999-12-31",
    ):
        for options, kind in ((STRICT, "-strict"), ({}, "")):
            time = f"{day}T10:30:00.000Z"
            body = event(DATA, created_at=time)
            g.accept(f"edge-day-{day}{kind}", "A day that is.", body, created_at=time, options=options)
    for day in (
        "0100-02-29",
        "0001-02-29",
        "0200-02-29",
        "1000-02-29",
        "1500-02-29",
        "1582-10-32",
        "1700-02-29",
        "1900-02-29",
        "2100-02-29",
        "0400-02-30",
        "0000-01-01",
        "0000-02-29",
        "-001-01-01",
        "10000-01-01",
    ):
        body = event(DATA, created_at=f"{day}T10:30:00.000Z")
        why = "A day that is not."
        g.accept(f"edge-no-day-{day}", why, body, outcome="invalid", created_at=None)
        g.refuse(f"edge-no-day-{day}-strict", why, "invalid_event_data", body, options=STRICT)


def brackets(g: Group) -> None:
    for name, body in (
        ("squares", "]" * 70 + "[" * 100),
        ("braces", "}" * 70 + "{" * 100),
        ("mixed", "]}" * 35 + "[" * 100),
        ("members", "]" * 70 + '{"a":' * 100),
        ("of-an-object", '{"a":1' + "]" * 70 + "[" * 100),
        ("behind-an-object", OPENED + "]" * 70 + "[" * 100),
        ("in-the-middle", "[" * 10 + "]" * 80 + "[" * 65),
    ):
        why = "Closing more than was opened earns no depth."
        g.refuse(f"edge-depth-closed-first-{name}", why, "body_too_deep", body)
    for name, body in (
        ("squares", "]" * 70 + "[" * 64),
        ("braces", "}" * 70),
        ("alone", "]"),
        ("behind-an-object", OPENED + "}"),
        ("wrong-one", opened('"a":[}')),
        ("other-wrong-one", opened('"a":{]')),
    ):
        g.refuse(f"edge-depth-unbalanced-{name}", "Not too deep, and no JSON.", "body_not_json", body)
    g.accept("edge-depth-in-a-string", "Brackets of text.", opened('"a":"' + "]" * 70 + "[" * 100 + '"'))
    g.accept("edge-depth-in-a-name", "Brackets of text.", opened('"' + "]" * 70 + "[" * 100 + '":1'))


def inherited(g: Group) -> None:
    for number, name in enumerate(INHERITED, 1):
        why = f"{name}: a member that objects have of their own."
        g.accept(f"edge-type-{number}", why, event("{}", type=name), type=name, outcome="unknown")
        g.accept(
            f"edge-type-{number}-first-generation",
            why,
            first_event("{}", type=name),
            type=name,
            outcome="unknown",
            generation=1,
        )
        g.refuse(f"edge-type-{number}-strict", why, "unknown_event", event("{}", type=name), event=name, options=STRICT)
        extra = f'"email":"ada@example.org","{name}":{{"isAdmin":true}}'
        for kind, generation, body in (
            ("contact", 2, event("{" + extra + "}", type="contact.created")),
            ("contact-first-generation", 1, first_event("{" + extra + "}", type="contact.created")),
        ):
            g.accept(f"edge-extra-{number}-{kind}", why, body, type="contact.created", generation=generation)
        g.accept(f"edge-extra-{number}-data", why, opened(f'"{name}":1'))
        g.accept(f"edge-extra-{number}-envelope", why, OPENED[:-1] + f',"{name}":null}}')
        first = first_event(DATA[:-1] + f',"{name}":[]}}', type="email.sent")
        g.accept(f"edge-extra-{number}-first-generation", why, first, type="email.sent", generation=1)
        g.accept(
            f"edge-value-{number}",
            why,
            event(DATA[:-1] + f',"bounceType":"{name}","bounceSubType":"{name}"}}', type="email.bounced"),
            type="email.bounced",
        )
        g.accept(
            f"edge-value-{number}-first-generation",
            why,
            first_event(DATA[:-1] + f',"bounceType":"{name}","bounceSubType":"{name}"}}', type="email.bounced"),
            type="email.bounced",
            generation=1,
        )


def huge_types(g: Group) -> None:
    for name, letter, times in (
        ("plain", "x", MEBIBYTE - 100),
        ("escaped", "\\u0041", MEBIBYTE // 6 - 100),
        ("wide", "\U0001f511", MEBIBYTE // 4 - 100),
        ("lone", "\\ud800", MEBIBYTE // 6 - 100),
    ):
        body = Repeat([('{"type":"', 1), (letter, times), ('"}', 1)])
        why = "A type that is nearly all of the body."
        g.refuse(f"edge-huge-type-{name}-mismatch", why, "event_mismatch", body, event="email.opened")
        g.refuse(f"edge-huge-type-{name}-strict", why, "unknown_event", body, event=None, options=STRICT)
    type = "x" * 150_000
    body = Repeat([('{"type":"', 1), ("x", 150_000), ('"}', 1)])
    g.accept(
        "edge-huge-type-accepted",
        "Any text that is not empty is a type.",
        body,
        type=type,
        outcome="unknown",
        created_at=None,
        event=None,
    )


def lone_surrogates(g: Group) -> None:
    # Typed text has U+FFFD for a lone surrogate escape; of names that become equal by it, the last one wins.
    for name, type in (("high", "\\ud800"), ("low", "\\udfff"), ("upper-case", "\\uDBFF")):
        why = "A type with half a pair."
        g.accept(f"edge-lone-type-{name}", why, event("{}", type=type), type="\ufffd", outcome="unknown", event=None)
        utf8 = "\ufffd".encode().decode("latin-1")
        g.accept(
            f"edge-lone-type-{name}-with-header",
            "The header is compared with the typed text, in UTF-8.",
            event("{}", type=type),
            type="\ufffd",
            outcome="unknown",
            event=utf8,
        )
        g.accept(
            f"edge-lone-type-{name}-first-generation",
            why,
            first_event("{}", type=f"a{type}b"),
            type="a\ufffdb",
            outcome="unknown",
            generation=1,
            event=None,
        )
    names = '"\\ud800":1,"\\udfff":2,"\\ufffd":3,"\\ud800\\ud800":4,"x\\ude00":5'
    for name, body, expected in (
        ("data", opened(names), {}),
        ("envelope", OPENED[:-1] + f",{names}}}", {}),
        ("nested", opened(f'"a":[{{{names}}}]'), {}),
        (
            "to",
            event(DATA.replace('"name":"Ada Lovelace"', f'"name":"Ada Lovelace",{names}')),
            {},
        ),
        ("contact", event("{" + names + "}", type="contact.created"), {"type": "contact.created"}),
        (
            "contact-first-generation",
            first_event("{" + names + "}", type="contact.created"),
            {"type": "contact.created", "generation": 1},
        ),
        (
            "unknown",
            f'{{"type":"nope","createdAt":"{CREATED_AT}",{names},"data":{{{names}}}}}',
            {"type": "nope", "outcome": "unknown"},
        ),
        (
            "first-generation",
            first_event(DATA[:-1] + f",{names}}}", type="email.sent"),
            {"type": "email.sent", "generation": 1},
        ),
        ("before-known", "{" + f"{names}," + OPENED[1:], {}),
    ):
        g.accept(f"edge-lone-names-{name}", "Names with half a pair.", body, **expected)
    for name, body, expected in (
        (
            "in-a-required-member",
            event(DATA.replace('"Your order"', '"\\udc00\\ud800"')),
            {},
        ),
        ("in-an-address", event(DATA.replace("ada@example.org", "\\ud800@example.org")), {}),
        ("in-an-extra", opened('"a":["\\ud800",{"b":"\\udfff"}]'), {}),
        ("in-a-list", event('{"changedFields":["\\ud800"]}', type="contact.updated"), {"type": "contact.updated"}),
        (
            "in-a-contact-first-generation",
            first_event('{"firstName":"\\ud800"}', type="contact.created"),
            {"type": "contact.created", "generation": 1},
        ),
        (
            "in-the-time",
            event(DATA, created_at="2025-11-12T10:30:00.000\\ud800"),
            {"outcome": "invalid", "created_at": None},
        ),
        (
            "in-an-unknown-type",
            event('"\\ud800"', type="nope"),
            {"type": "nope", "outcome": "unknown"},
        ),
        (
            "in-a-misfit",
            event('"\\ud800"'),
            {"outcome": "invalid"},
        ),
    ):
        g.accept(f"edge-lone-value-{name}", "Values with half a pair.", body, **expected)
