"""Bodies that grew or are spelled unusually: nothing of it is a reason to refuse."""

from __future__ import annotations

from .bodies import CREATED_AT, EMAIL_FIELDS, event, first_event, opened, received
from .builder import Group, Repeat

DATA = "{" + EMAIL_FIELDS + "}"


def group() -> Group:
    g = Group("forward", "Bodies that grew or are spelled unusually: kept, never refused, never misread.")
    extra_fields(g)
    enums_and_text(g)
    absent_and_null(g)
    numbers(g)
    duplicates_and_order(g)
    strings(g)
    times(g)
    return g


def extra_fields(g: Group) -> None:
    for name, why, body in (
        (
            "extra-in-envelope",
            "A new field beside type, createdAt and data.",
            f'{{"id":"evt_1","type":"email.opened","apiVersion":"2026-01","createdAt":"{CREATED_AT}","data":{DATA}}}',
        ),
        ("extra-in-data", "New fields in data.", opened('"openCount":3,"device":{"os":null},"tags":[]')),
        (
            "extra-in-to",
            "A new field in a nested object.",
            event(DATA.replace('"name":"Ada Lovelace"', '"name":"Ada Lovelace","contactId":"c1"')),
        ),
        (
            "extra-like-a-data-field-in-envelope",
            "A name from data at the top is not data.",
            opened()[:-1] + ',"subject":1}',
        ),
        (
            "extra-first-generation-fields",
            "Field names of the other generation are extra fields.",
            opened('"openedAt":7,"timestamp":{}'),
        ),
        (
            "extra-integer-like-keys",
            "Keys that look like integers, in any order.",
            opened('"10":"a","9":"b","007":"c","-1":"d"'),
        ),
        (
            "extra-object-members",
            "Members of every JavaScript object as keys.",
            opened('"__proto__":{"test":"x"},"constructor":1,"toString":null,"hasOwnProperty":[]'),
        ),
        (
            "extra-own-names",
            "Names that generated code may use itself.",
            opened('"type":"x","raw":1,"extra":{},"class":2,"def":3,"self":4,"_native":5'),
        ),
        (
            "extra-name-in-another-case",
            "Keys compare exactly: these are other fields.",
            opened('"EmailId":1,"SUBJECT":null,"Test":"x","email_id":{}'),
        ),
        ("extra-dotted-key", "A dot in a key does not nest.", opened('"to.email":5,"a[0]":1,"$ref":"#/","@type":"x"')),
        ("extra-thousand-fields", "A lot of fields.", opened(",".join(f'"f{n}":{n}' for n in range(1000)))),
    ):
        g.accept(name, why, body)
    g.accept(
        "extra-in-attachment",
        "A new field in an object of a list.",
        received(size='1,"inline":true,"hash":{"sha256":"00"}', more='"headers":[{"name":"X"}]'),
        type="email.received",
    )
    g.accept(
        "extra-in-unsubscribed",
        "Unsubscribed events have no from, to and subject; when they come they may be anything.",
        event('{"test":false,"from":1,"to":"x","subject":[]}', type="email.unsubscribed"),
        type="email.unsubscribed",
    )
    g.accept(
        "extra-contact-properties",
        "A contact carries the project's own properties, of any name and kind.",
        event(
            '{"contactId":"c1","email":"ada@example.org","name":"Ada","firstName":1,"Geburtstag":"10.12.1815",'
            '"\u5e74\u9f84":36,"with space":true,"":null,"nested":{"a":[{"b":[]}]},"emailId":5,"test":"x"}',
            type="contact.updated",
        ),
        type="contact.updated",
    )
    g.accept(
        "extra-test-in-first-generation",
        "The first generation's sent event has no `test`; it is an extra field then.",
        first_event(DATA, type="email.sent"),
        type="email.sent",
        generation=1,
    )
    g.accept(
        "known-name-in-another-case-only",
        "Keys compare exactly, so a required one is missing.",
        event(DATA.replace('"emailId"', '"EmailId"')),
        outcome="invalid",
    )


def enums_and_text(g: Group) -> None:
    for name, type, more in (
        ("bounce-type", "email.bounced", '"bounceType":"Undetermined","bounceSubType":"Moon phase"'),
        ("bounce-type-case", "email.bounced", '"bounceType":"permanent"'),
        ("bounce-type-empty", "email.bounced", '"bounceType":""'),
        ("delay-type", "email.deferred", '"delayType":"SolarFlare"'),
        ("complaint-type", "email.spam_reported", '"complaintType":"not-spam"'),
    ):
        g.accept(
            f"enum-{name}",
            "Enums are open: any text fits.",
            event("{" + EMAIL_FIELDS + "," + more + "}", type=type),
            type=type,
        )
    g.accept(
        "enum-verdict",
        "Enums are open: any text fits.",
        received()
        .replace('"spamVerdict":"PASS"', '"spamVerdict":"PROCESSING_FAILED"')
        .replace('"virusVerdict":"PASS"', '"virusVerdict":""'),
        type="email.received",
    )
    g.accept(
        "enum-as-number",
        "An enum value that is no text does not fit.",
        event("{" + EMAIL_FIELDS + ',"bounceType":1}', type="email.bounced"),
        type="email.bounced",
        outcome="invalid",
    )
    g.accept(
        "text-not-checked",
        "Addresses, URLs and ids are text; their form is not checked.",
        event(
            '{"emailId":"","from":"nobody","to":{"email":""},"subject":"","test":true,"clickedUrl":"not a url"}',
            type="email.clicked",
        ),
        type="email.clicked",
    )


def absent_and_null(g: Group) -> None:
    g.accept(
        "null-every-optional",
        "Null for an optional field counts as absent.",
        event(
            '{"emailId":"e1","from":"a@example.com","to":{"email":"b@example.org","name":null},"subject":"Hi","test":false,'
            '"campaignId":null,"templateId":null,"workflowAutomationId":null,"batchId":null,'
            '"bounceType":null,"bounceSubType":null,"reason":null}',
            type="email.bounced",
        ),
        type="email.bounced",
    )
    g.accept(
        "null-optional-time",
        "Null for an optional time counts as absent.",
        event("{" + EMAIL_FIELDS + ',"expirationTime":null}', type="email.deferred"),
        type="email.deferred",
    )
    g.accept(
        "null-optional-list",
        "Null for an optional list counts as absent.",
        event('{"contactId":null,"email":null,"name":null,"changedFields":null}', type="contact.updated"),
        type="contact.updated",
    )
    g.accept(
        "null-received",
        "Names and thread fields may be null.",
        received(more='"threadId":null,"inReplyToEmailActivityId":null,"inReplyToInboundEmailId":null').replace(
            '"name":"Grace Hopper"', '"name":null'
        ),
        type="email.received",
    )
    g.accept(
        "null-first-generation",
        "Null for optional fields of the first generation.",
        first_event(
            '{"contactId":null,"email":null,"userId":null,"firstName":null,"lastName":null,"createdAt":null}',
            type="contact.created",
        ),
        type="contact.created",
        generation=1,
    )
    g.accept("null-extra", "Null in a field that nobody knows.", opened('"mystery":null'))
    g.accept(
        "empty-changed-fields",
        "A list may be empty.",
        event('{"changedFields":[]}', type="contact.updated"),
        type="contact.updated",
    )
    g.accept(
        "null-required",
        "Null for a required field does not fit.",
        event(DATA.replace('"test":false', '"test":null')),
        outcome="invalid",
    )


def numbers(g: Group) -> None:
    for name, why, number in (
        ("past-2-53", "An integer that a double can't hold.", "9007199254740993"),
        ("past-2-64", "An integer past 64 bits.", "18446744073709551617"),
        ("minus-past-2-63", "An integer past 64 bits.", "-9223372036854775809"),
        ("thirty-digits", "An integer of thirty digits.", "123456789012345678901234567890"),
        ("float-that-is-integer", "1.0 is not printed as 1.", "1.0"),
        ("many-decimals", "More decimals than a double has.", "0.1000000000000000055511151231257827"),
        ("exponent", "An exponent.", "1e3"),
        ("exponent-upper-case-plus", "An exponent with a sign.", "1E+2"),
        ("exponent-negative", "A negative exponent.", "-1.5e-7"),
        ("exponent-too-big", "Infinite as a double.", "1e999"),
        ("exponent-too-big-negative", "Infinite as a double.", "-1e999"),
        ("exponent-too-small", "Zero as a double.", "1e-999"),
        ("exponent-huge", "An exponent past 64 bits.", "1e99999999999999999999"),
        ("exponent-leading-zeros", "Zeros before the exponent's digits are allowed.", "1e0000000001"),
        ("minus-zero", "Minus zero.", "-0"),
        ("minus-zero-float", "Minus zero.", "-0.0"),
        ("zero-exponent", "Zero with an exponent.", "0e0"),
    ):
        g.accept(f"number-{name}", why, opened(f'"n":{number},"list":[{number}]'))
    before, after = opened('"n":|').split("|")
    g.accept(
        "number-five-thousand-digits",
        "Some integer parsers refuse so many digits.",
        Repeat([(before, 1), ("7", 5000), (after, 1)]),
    )
    g.accept(
        "number-in-unknown-type",
        "Numbers of an unknown type's data may be anything.",
        event('{"n":1e999,"m":123456789012345678901234567890}', type="metric.sampled"),
        type="metric.sampled",
        outcome="unknown",
    )

    # Numbers where the schema wants an integer from 0 to 2^53-1.
    for name, why, size in (
        ("zero", "The least.", "0"),
        ("greatest", "2^53-1, the greatest.", "9007199254740991"),
        ("greatest-float", "The greatest with a fraction of zero.", "9007199254740991.0"),
        ("float", "1.0 is the integer 1.", "1.0"),
        ("float-zeros", "So is 1.000.", "1.000"),
        ("exponent", "1e2 is the integer 100.", "1e2"),
        ("exponent-fraction", "1.5e1 is the integer 15.", "1.5e1"),
        ("minus-zero", "Minus zero is zero.", "-0"),
    ):
        g.accept(f"integer-{name}", why, received(size=size), type="email.received")
    before, after = received(size="|").split("|")
    for name, why, size in (
        ("2-53", "2^53 is past the range.", "9007199254740992"),
        ("2-53-float", "2^53 is past the range, however it is spelled.", "9007199254740992.0"),
        ("2-64", "Past 64 bits.", "18446744073709551616"),
        ("2-64-wrapped", "Must not wrap around to 1.", "18446744073709551617"),
        ("minus-one", "Negative.", "-1"),
        ("minus-one-float", "Negative.", "-1.0"),
        ("fraction", "Not an integer.", "1.5"),
        ("small-fraction", "Not an integer.", "0.1"),
        ("exponent-too-big", "Far past the range.", "1e999"),
        ("exponent-negative", "Not an integer.", "1e-1"),
        ("text", "Text is no number.", '"1"'),
        ("boolean", "A boolean is no number, though Python's bool is an int.", "true"),
        ("list", "A list is no number.", "[1]"),
        ("null", "Null is no number.", "null"),
        ("empty-text", "Text is no number.", '""'),
    ):
        g.accept(f"integer-{name}", why, received(size=size), type="email.received", outcome="invalid")
    g.accept(
        "integer-five-thousand-digits",
        "Does not fit, and must not make a parser fail.",
        Repeat([(before, 1), ("7", 5000), (after, 1)]),
        type="email.received",
        outcome="invalid",
    )


def duplicates_and_order(g: Group) -> None:
    for name, why, body, outcome in (
        ("type", "The last type wins.", '{"type":"email.sent",' + opened()[1:], "typed"),
        (
            "type-spelled-with-escape",
            "An escape in a key makes no other key.",
            '{"\\u0074ype":"email.sent",' + opened()[1:],
            "typed",
        ),
        ("data", "The last data wins, as a whole.", opened()[:-1] + ',"data":' + DATA + "}", "typed"),
        (
            "data-not-merged",
            "The last data wins; nothing of the first one stays.",
            opened()[:-1] + ',"data":{"test":true}}',
            "invalid",
        ),
        ("data-last-null", "The last data wins, though it is null.", opened()[:-1] + ',"data":null}', "invalid"),
        (
            "data-first-bad",
            "The first data is forgotten.",
            f'{{"type":"email.opened","data":[],"createdAt":"{CREATED_AT}","data":{DATA}}}',
            "typed",
        ),
        ("field-last-good", "The last value wins.", opened('"test":"x","test":true'), "typed"),
        ("field-last-bad", "The last value wins.", opened('"test":"x"'), "invalid"),
        ("nested-last-good", "At every level.", event(DATA.replace('{"email":', '{"email":1,"email":')), "typed"),
        ("nested-last-bad", "At every level.", event(DATA.replace('"name":"Ada Lovelace"', '"email":1')), "invalid"),
        ("extra", "In fields that nobody knows.", opened('"x":1,"x":"2","x":[3]'), "typed"),
        ("created-at-last-good", "The last time wins.", '{"createdAt":"yesterday",' + opened()[1:], "typed"),
    ):
        g.accept(f"duplicate-key-{name}", why, body, outcome=outcome)
    g.accept(
        "duplicate-key-created-at-last-bad",
        "The last time wins.",
        opened()[:-1] + ',"createdAt":"yesterday"}',
        outcome="invalid",
        created_at=None,
    )
    g.accept(
        "duplicate-key-in-list",
        "In objects of a list.",
        received(size='"x","size":5'),
        type="email.received",
    )
    g.accept(
        "duplicate-key-type-after-data",
        "Data was read as another type's before the last type came.",
        opened()[:-1] + ',"type":"contact.deleted"}',
        type="contact.deleted",
    )
    for name, body in (
        ("data-before-type", f'{{"data":{DATA},"createdAt":"{CREATED_AT}","type":"email.opened"}}'),
        ("type-last", f'{{"createdAt":"{CREATED_AT}","data":{DATA},"type":"email.opened"}}'),
        (
            "data-fields-reversed",
            event(
                '{"test":false,"subject":"Hi","to":{"name":null,"email":"b@example.org"},"from":"a@example.com","emailId":"e1"}'
            ),
        ),
    ):
        g.accept(f"key-order-{name}", "The order of keys means nothing.", body)
    g.accept(
        "key-order-first-generation",
        "The order of keys means nothing.",
        f'{{"data":{{}},"timestamp":"{CREATED_AT}","event":"contact.deleted"}}',
        type="contact.deleted",
        generation=1,
    )


def strings(g: Group) -> None:
    def subject(text: str) -> str:
        return event(DATA.replace('"Your order"', f'"{text}"'))

    for name, why, body in (
        ("pair-escaped", "A surrogate pair as escapes.", subject("\\ud83c\\udf89")),
        ("lone-high-surrogate", "Half a pair alone, as JavaScript writes it.", subject("\\ud83d")),
        ("lone-low-surrogate", "Half a pair alone.", subject("\\ude00 x")),
        ("lone-high-surrogate-then-text", "Half a pair before other text.", subject("\\ud83dA")),
        ("lone-high-surrogate-then-escape", "Half a pair before another escape.", subject("\\ud83d\\u0041\\n")),
        ("pair-reversed", "Two halves in the wrong order.", subject("\\ude00\\ud83d")),
        ("two-high-surrogates", "Two first halves, then a second one.", subject("\\ud83d\\ud83d\\ude00")),
        (
            "lone-surrogate-in-extra",
            "Half a pair in a field that nobody knows.",
            opened('"x":"\\udfff","y":["\\uD800"]'),
        ),
        ("lone-surrogate-in-key", "Half a pair in a key.", opened('"\\ud800":1')),
        ("nul-escaped", "NUL is a character like any other.", subject("a\\u0000b")),
        ("every-escape", "Every escape that JSON has.", subject('\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\\u00e9')),
        ("ascii-escaped", "Escapes that were not needed.", subject("\\u0048\\u0069")),
        (
            "non-ascii",
            "Scripts of the world, unescaped.",
            subject("Gr\u00fc\u00dfe \u65e5\u672c\u8a9e \u0639\u0631\u0628\u064a \U0001f469\u200d\U0001f680"),
        ),
        ("decomposed", "Not normalized.", subject("e\u0301")),
        ("right-to-left-override", "Characters that reorder text on a screen.", subject("\u202egpj.exe")),
        ("replacement-character", "U+FFFD that was there from the start.", subject("\ufffd")),
        ("markup", "Markup is text.", subject("<b>&amp;</b> %s {0} ${x} {{y}}")),
        (
            "keys-escaped",
            "Escapes in keys.",
            opened().replace('"subject"', '"\\u0073ubject"').replace('"data"', '"d\\u0061ta"'),
        ),
        ("long", "A long subject.", subject("x" * 20_000)),
    ):
        g.accept(f"string-{name}", why, body)
    g.accept(
        "string-lone-surrogate-in-enum",
        "Enums are open, for this text too.",
        event("{" + EMAIL_FIELDS + ',"bounceType":"\\ud800"}', type="email.bounced"),
        type="email.bounced",
    )
    g.accept(
        "string-lone-surrogate-in-contact",
        "Half a pair in a custom property.",
        event('{"email":"ada@example.org","nick":"\\ud83d","name":"\\udc00"}', type="contact.created"),
        type="contact.created",
    )


def times(g: Group) -> None:
    for name, why, time in (
        ("without-fraction", "No fraction.", "2025-11-12T10:30:00Z"),
        ("one-digit", "One digit of fraction.", "2025-11-12T10:30:00.5Z"),
        ("nine-digits", "Nine digits of fraction.", "2025-11-12T10:30:00.123456789Z"),
        ("offset", "An offset.", "2025-11-12T16:00:00.000+05:30"),
        ("offset-negative", "A negative offset.", "2025-11-12T02:30:00-08:00"),
        ("offset-zero", "An offset of zero.", "2025-11-12T10:30:00.000+00:00"),
        ("leap-day", "A leap day.", "2024-02-29T23:59:59.999Z"),
        ("leap-day-2000", "A century that is a leap year.", "2000-02-29T00:00:00Z"),
        ("before-1970", "Before 1970.", "1969-12-31T23:59:59Z"),
        ("far-ahead", "Far ahead.", "9999-12-31T23:59:59.999Z"),
        (
            "long-ago",
            "A signed time from long ago is no reason to refuse: only the header's age counts.",
            "2020-01-01T00:00:00.000Z",
        ),
    ):
        g.accept(f"time-{name}", why, event(DATA, created_at=time), created_at=time)
    g.accept(
        "time-spelled-with-escapes",
        "created_at is what the JSON string means.",
        event(DATA, created_at="2025\\u002d11-12T10:30:00.000\\u005A"),
        created_at="2025-11-12T10:30:00.000Z",
    )
    for name, why, time in (
        ("word", "A word.", "yesterday"),
        ("empty", "Empty.", ""),
        ("date-only", "No time of day.", "2025-11-12"),
        ("no-zone", "No zone.", "2025-11-12T10:30:00.000"),
        ("no-seconds", "No seconds.", "2025-11-12T10:30Z"),
        ("space-for-t", "A space for the T.", "2025-11-12 10:30:00Z"),
        ("lower-case-t", "T is upper-case.", "2025-11-12t10:30:00Z"),
        ("lower-case-z", "Z is upper-case.", "2025-11-12T10:30:00z"),
        ("ten-digits", "Ten digits of fraction.", "2025-11-12T10:30:00.1234567890Z"),
        ("dot-alone", "A dot and no digits.", "2025-11-12T10:30:00.Z"),
        ("comma", "A comma before the fraction.", "2025-11-12T10:30:00,5Z"),
        ("offset-without-colon", "An offset without colon.", "2025-11-12T10:30:00+0530"),
        ("offset-hours-only", "An offset in hours alone.", "2025-11-12T10:30:00+05"),
        ("offset-and-z", "Two zones.", "2025-11-12T10:30:00Z+00:00"),
        ("offset-too-big", "No offset has 24 hours.", "2025-11-12T10:30:00+24:00"),
        ("zone-name", "A zone's name.", "2025-11-12T10:30:00 UTC"),
        ("month-13", "No such month.", "2025-13-12T10:30:00Z"),
        ("month-0", "No such month.", "2025-00-12T10:30:00Z"),
        ("day-0", "No such day.", "2025-11-00T10:30:00Z"),
        ("november-31", "No such day.", "2025-11-31T10:30:00Z"),
        ("february-29", "Not in that year.", "2025-02-29T10:30:00Z"),
        ("february-29-1900", "A century that is no leap year.", "1900-02-29T10:30:00Z"),
        ("hour-24", "No such hour.", "2025-11-12T24:00:00Z"),
        ("minute-60", "No such minute.", "2025-11-12T10:60:00Z"),
        ("second-60", "Leap seconds are not known here.", "2016-12-31T23:59:60Z"),
        ("short-year", "Years have four digits.", "25-11-12T10:30:00Z"),
        ("long-year", "Years have four digits.", "+002025-11-12T10:30:00Z"),
        ("single-digits", "Two digits each.", "2025-1-2T3:4:5Z"),
        ("basic-format", "Without separators.", "20251112T103000Z"),
        ("week-date", "A week date.", "2025-W46-3T10:30:00Z"),
        ("http-date", "An HTTP date.", "Wed, 12 Nov 2025 10:30:00 GMT"),
        ("number-as-text", "A number in quotes.", "1762943400000"),
        ("leading-space", "Nothing is trimmed.", " 2025-11-12T10:30:00Z"),
        ("trailing-line-feed", "A `$` in a regular expression may match before it.", "2025-11-12T10:30:00Z\\n"),
        ("full-width-digit", "A digit that is not ASCII.", "202\uff15-11-12T10:30:00Z"),
        ("arabic-digits", "\\d matches those in some languages.", "\u0662\u0660\u0662\u0665-11-12T10:30:00Z"),
        ("minus-sign", "A minus sign that is not ASCII.", "2025-11-12T10:30:00\u221208:00"),
    ):
        g.accept(f"time-invalid-{name}", why, event(DATA, created_at=time), outcome="invalid", created_at=None)
    g.accept(
        "time-first-generation-invalid",
        "The same in the first generation.",
        first_event("{}", type="contact.deleted", timestamp="2025-02-30T10:30:00Z"),
        type="contact.deleted",
        generation=1,
        outcome="invalid",
        created_at=None,
    )
    g.accept(
        "time-in-data-offset",
        "Times in data have the same form.",
        event("{" + EMAIL_FIELDS + ',"expirationTime":"2025-11-13T10:29:57+01:00"}', type="email.deferred"),
        type="email.deferred",
    )
    g.accept(
        "time-in-data-invalid",
        "Times in data have the same form.",
        event("{" + EMAIL_FIELDS + ',"expirationTime":"2025-02-30T10:29:57Z"}', type="email.deferred"),
        type="email.deferred",
        outcome="invalid",
    )
    g.accept(
        "time-received-at-invalid",
        "Times in data have the same form.",
        received().replace("2025-11-12T10:29:49.000Z", "2025-11-12 10:29:49"),
        type="email.received",
        outcome="invalid",
    )
