"""Which type a body has, and the event header beside it."""

from __future__ import annotations

from .bodies import CREATED_AT, EMAIL_FIELDS, OPENED, event, first_event
from .builder import Group

DATA = "{" + EMAIL_FIELDS + "}"
TIME = f'"createdAt":"{CREATED_AT}"'


def group() -> Group:
    g = Group("types", "Which type a body has, unknown types, and the event header that must agree.")

    # The header must agree; only the signed body decides.
    for name, why, header in (
        ("other-type", "The header names another type.", "email.clicked"),
        ("unknown-type", "The header names a type that does not exist.", "email.dropped"),
        ("other-case", "Types compare exactly.", "Email.Opened"),
        ("prefix", "A type cut short.", "email.open"),
        ("longer", "A type with more behind.", "email.opened.v2"),
        ("underscore", "Another separator.", "email_opened"),
        ("quoted", "Quotes.", '"email.opened"'),
        ("line-feed", "Only spaces and tabs are trimmed.", "email.opened\n"),
        ("no-break-space", "Only spaces and tabs are trimmed.", "\u00a0email.opened"),
        ("non-ascii", "A byte that is not ASCII.", "\u00e9mail.opened"),
        ("null-word", "What a missing value prints as.", "null"),
        ("star", "A wildcard is no type.", "*"),
    ):
        g.refuse(f"mismatch-{name}", why, "event_mismatch", OPENED, event=header)
    g.refuse(
        "mismatch-first-generation",
        "The same in the first generation.",
        "event_mismatch",
        first_event(DATA),
        event="email.clicked",
    )
    g.refuse(
        "mismatch-unknown-in-body",
        "An unknown type must agree as well.",
        "event_mismatch",
        event("{}", type="email.dropped"),
    )
    g.refuse(
        "mismatch-body-with-space",
        "The header is trimmed, the type in the body is not.",
        "event_mismatch",
        event(DATA, type="email.opened "),
        event="email.opened ",
    )
    g.refuse(
        "mismatch-data-does-not-fit",
        "The header is compared before data is looked at.",
        "event_mismatch",
        event("{}", type="email.sent"),
    )
    g.accept(
        "match-type-spelled-with-escapes",
        "The header is compared with what the JSON string means, not how it is spelled.",
        event(DATA, type="email\\u002eopened"),
    )

    # Unknown types.
    for name, why, type in (
        ("dropped", "The provider's dashboard offers it, no page describes it.", "email.dropped"),
        ("resubscribed", "The provider's dashboard offers it, no page describes it.", "email.resubscribed"),
        ("new-group", "A group that does not exist yet.", "campaign.finished"),
        ("other-case", "Types compare exactly.", "EMAIL.OPENED"),
        ("prefix", "A known type cut short.", "email.open"),
        ("longer", "A known type with more behind.", "email.opened.v2"),
        ("one-letter", "Any text that is not empty is a type.", "x"),
        ("long", "Any text that is not empty is a type.", "email." + "x" * 300),
        ("unknown-word", "What some languages call their fallback.", "unknown"),
        ("constructor", "A member of every JavaScript object.", "constructor"),
        ("proto", "A member of every JavaScript object.", "__proto__"),
        ("to-string", "A member of every JavaScript object.", "toString"),
        ("has-own-property", "A member of every JavaScript object.", "hasOwnProperty"),
        ("class-name", "A class, not a type.", "EmailOpened"),
    ):
        g.accept(f"unknown-{name}", why, event('{"n":1}', type=type), type=type, outcome="unknown")
    for name, why, type in (
        ("space", "A space is not empty, and the body's type is not trimmed.", " "),
        ("trailing-space", "The body's type is not trimmed.", "email.opened "),
        ("leading-space", "The body's type is not trimmed.", " email.opened"),
        ("non-ascii", "A type may be any text.", "\u00e9v\u00e9nement"),
        ("cyrillic-letter", "The first letter only looks like an e.", "\u0435mail.opened"),
    ):
        g.accept(f"unknown-{name}", why, event(DATA, type=type), type=type, outcome="unknown", event=None)
    g.accept(
        "unknown-with-nul",
        "NUL is text like any other, not the end of it.",
        event(DATA, type="email.opened\\u0000"),
        type="email.opened\x00",
        outcome="unknown",
        event=None,
    )
    g.accept(
        "unknown-lone-surrogate",
        "Half a surrogate pair becomes U+FFFD.",
        event(DATA, type="email.\\ud83d"),
        type="email.\ufffd",
        outcome="unknown",
        event=None,
    )
    g.accept(
        "unknown-first-generation",
        "An unknown type in the first generation.",
        first_event('{"n":1}', type="email.dropped"),
        type="email.dropped",
        outcome="unknown",
        generation=1,
    )
    for name, why, body, created_at in (
        ("type-alone", "Nothing else is required of an unknown type.", '{"type":"a.b"}', None),
        (
            "data-null",
            "Data of an unknown type may be anything.",
            '{"type":"a.b",' + TIME + ',"data":null}',
            CREATED_AT,
        ),
        (
            "data-array",
            "Data of an unknown type may be anything.",
            '{"type":"a.b",' + TIME + ',"data":[1]}',
            CREATED_AT,
        ),
        ("time-is-no-time", "No time, so no created_at.", '{"type":"a.b","createdAt":"yesterday","data":{}}', None),
        ("time-is-a-number", "No text, so no created_at.", '{"type":"a.b","createdAt":1762943399000,"data":{}}', None),
        (
            "time-of-the-other-generation",
            "The current generation's time stands in `createdAt`.",
            f'{{"type":"a.b","timestamp":"{CREATED_AT}","data":{{}}}}',
            None,
        ),
    ):
        g.accept(f"unknown-{name}", why, body, type="a.b", outcome="unknown", created_at=created_at)
    g.accept(
        "unknown-first-generation-time-of-the-other",
        "The first generation's time stands in `timestamp`.",
        f'{{"event":"a.b","createdAt":"{CREATED_AT}","data":{{}}}}',
        type="a.b",
        outcome="unknown",
        generation=1,
        created_at=None,
    )

    # Both envelopes at once: `type` decides.
    g.accept(
        "both-type-decides",
        "`type` and `event` are there: the body is of the current generation.",
        f'{{"event":"email.sent","type":"email.opened","timestamp":"2025-01-01T00:00:00.000Z",{TIME},"data":{DATA}}}',
    )
    g.accept(
        "both-same-value",
        "`event` is a field like any other then.",
        f'{{"type":"email.opened","event":"email.opened",{TIME},"data":{DATA}}}',
    )
    g.accept(
        "both-event-of-odd-type",
        "`event` is a field like any other then, whatever it holds.",
        f'{{"type":"email.opened","event":[1],{TIME},"data":{DATA}}}',
    )
    g.accept(
        "both-without-created-at",
        "With `type` the time must be in `createdAt`; `timestamp` does not stand in for it.",
        f'{{"type":"email.opened","event":"email.opened","timestamp":"{CREATED_AT}","data":{DATA}}}',
        outcome="invalid",
        created_at=None,
    )
    g.refuse(
        "both-header-agrees-with-event",
        "The header must agree with the deciding one.",
        "event_mismatch",
        f'{{"type":"email.opened","event":"email.sent",{TIME},"data":{DATA}}}',
        event="email.sent",
    )
    for name, value in (("null", "null"), ("empty", '""'), ("number", "1"), ("object", "{}")):
        g.refuse(
            f"both-type-{name}",
            "`type` is there, so it decides; `event` does not stand in for it.",
            "missing_event_type",
            f'{{"type":{value},"event":"email.opened","timestamp":"{CREATED_AT}","data":{DATA}}}',
        )

    # No type.
    for name, why, body in (
        ("empty-object", "Nothing there.", "{}"),
        ("absent", "Neither key is there.", f'{{{TIME},"data":{DATA}}}'),
        ("null", "Null is no text.", f'{{"type":null,{TIME},"data":{DATA}}}'),
        ("number", "A number is no text.", f'{{"type":1,{TIME},"data":{DATA}}}'),
        ("boolean", "A boolean is no text.", f'{{"type":true,{TIME},"data":{DATA}}}'),
        (
            "array",
            "An array is no text, though JavaScript compares it like one.",
            f'{{"type":["email.opened"],{TIME},"data":{DATA}}}',
        ),
        ("object", "An object is no text.", f'{{"type":{{"name":"email.opened"}},{TIME},"data":{DATA}}}'),
        ("empty", "Empty text names nothing.", f'{{"type":"",{TIME},"data":{DATA}}}'),
        ("first-null", "Null is no text.", f'{{"event":null,"timestamp":"{CREATED_AT}","data":{DATA}}}'),
        ("first-number", "A number is no text.", f'{{"event":7,"timestamp":"{CREATED_AT}","data":{DATA}}}'),
        ("first-empty", "Empty text names nothing.", f'{{"event":"","timestamp":"{CREATED_AT}","data":{DATA}}}'),
        ("other-case", "Keys compare exactly.", f'{{"Type":"email.opened",{TIME},"data":{DATA}}}'),
        ("upper-case", "Keys compare exactly.", f'{{"TYPE":"email.opened","EVENT":"email.opened","data":{DATA}}}'),
        ("space-in-key", "Keys compare exactly.", f'{{"type ":"email.opened","data":{DATA}}}'),
        (
            "other-name",
            "No other key names the type.",
            f'{{"eventType":"email.opened","name":"email.opened","data":{DATA}}}',
        ),
        ("only-inside-data", "The type stands at the top.", '{"data":{"type":"email.opened","event":"email.opened"}}'),
        (
            "duplicate-last-null",
            "The last of duplicate keys wins.",
            f'{{"type":"email.opened","type":null,"data":{DATA}}}',
        ),
        (
            "duplicate-last-empty",
            "The last of duplicate keys wins.",
            f'{{"type":"email.opened","type":"","data":{DATA}}}',
        ),
    ):
        g.refuse(f"no-type-{name}", why, "missing_event_type", body)
    g.refuse(
        "no-type-without-header",
        "Nor does the unsigned header stand in for it, present or absent.",
        "missing_event_type",
        f'{{{TIME},"data":{DATA}}}',
        event=None,
    )
    g.accept(
        "type-in-another-case-beside-it",
        "Keys compare exactly: `TYPE` is another field.",
        f'{{"type":"email.opened","TYPE":"email.sent","Type":1,{TIME},"data":{DATA}}}',
    )
    return g
