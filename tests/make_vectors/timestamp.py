"""The timestamp header: its form, its unit, its age."""

from __future__ import annotations

from .bodies import OPENED
from .builder import NOW_MS, SENT_MS, Group, sign

OFF = {"tolerance_ms": None}


def group() -> Group:
    g = Group("timestamp", "The timestamp header: its form, its unit (by magnitude), its age (bounds are exclusive).")

    # Form. Each of these is near to "now" for a lenient number parser, so only its form is wrong.
    for name, why, value in (
        ("trailing-letters", "parseInt stops before the junk.", "1762943400000abc"),
        ("trailing-unit", "A unit.", "1762943400000ms"),
        ("trailing-z", "A zone.", "1762943400000Z"),
        ("trailing-semicolon", "Junk behind the digits.", "1762943400000;"),
        ("fraction-seconds", "A fraction, as Python's float() takes it.", "1762943400.123"),
        ("fraction-milliseconds", "A fraction.", "1762943400000.0"),
        ("trailing-dot", "A dot without digits.", "1762943400000."),
        ("leading-dot", "A leading dot.", ".1762943400000"),
        ("exponent", "An exponent.", "1.7629434e12"),
        ("exponent-integer", "An exponent on an integer.", "17629434e5"),
        ("plus", "A plus sign, as most integer parsers take it.", "+1762943400000"),
        ("minus", "A minus sign.", "-1762943400000"),
        ("minus-seconds", "A minus sign.", "-1"),
        ("minus-zero", "A minus sign.", "-0"),
        ("hex", "Hex digits with a prefix.", "0x19a779d7840"),
        ("hex-digits", "Hex digits.", "19a779d7840"),
        ("octal", "An octal prefix.", "0o31516747274100"),
        ("underscores", "Python's int() takes underscores.", "1_762_943_400_000"),
        ("thousands-commas", "Thousands separators.", "1,762,943,400,000"),
        ("space-inside", "A space inside.", "1762943 400000"),
        ("two-values", "Two values.", "1762943400000,1762943400000"),
        ("line-feed", "A `$` in a regular expression may match before it.", "1762943400000\n"),
        ("leading-line-feed", "Only spaces and tabs are trimmed.", "\n1762943400000"),
        ("no-break-space", "Only spaces and tabs are trimmed.", "\u00a01762943400000"),
        ("next-line", "U+0085 is white space to some trim functions.", "1762943400000\u0085"),
        ("superscript-digit", "U+00B9 is a digit to Python's isdigit().", "\u00b9762943400000"),
        ("superscript-digit-last", "U+00B2 is a digit to Python's isdigit().", "176294340000\u00b2"),
        ("fraction-character", "U+00BD is numeric to some.", "176294340000\u00bd"),
        (
            "arabic-digits-bytes",
            "The UTF-8 bytes of Arabic-Indic digits: \\d matches those in some languages.",
            "\u00d9\u00a1" * 13,
        ),
        ("full-width-digits-bytes", "The UTF-8 bytes of a full-width digit.", "\u00ef\u00bc\u0091762943400000"),
        ("high-byte", "A byte that is no ASCII.", "1762943400000\u00ff"),
        ("iso-8601", "A date.", "2025-11-12T10:30:00.000Z"),
        ("http-date", "An HTTP date.", "Wed, 12 Nov 2025 10:30:00 GMT"),
        ("quoted", "Quotes.", '"1762943400000"'),
        ("bigint-suffix", "JavaScript's BigInt suffix.", "1762943400000n"),
        ("word", "A word.", "now"),
        ("nan", "Every comparison with it is false.", "NaN"),
        ("infinity", "Some number parsers take it.", "Infinity"),
        ("null", "What a missing value prints as.", "null"),
        ("16-digits-microseconds", "16 digits: microseconds are not known here.", "1762943400000000"),
        ("16-digits-leading-zeros", "16 digits, though the number is right.", "0001762943400000"),
        ("19-digits-nanoseconds", "19 digits.", "1762943400000000000"),
        ("20-digits", "Wraps to a small number in 64 bits.", "18446744073709551616"),
        ("400-digits", "Infinite as a float.", "9" * 400),
    ):
        g.refuse(f"timestamp-malformed-{name}", why, "malformed_timestamp", OPENED, timestamp=value)
    g.accept(
        "timestamp-15-digits-leading-zeros",
        "15 digits are allowed, leading zeros mean nothing.",
        OPENED,
        timestamp="001762943400000",
        sent_at_ms=1762943400000,
    )
    g.accept(
        "timestamp-seconds-leading-zeros",
        "The number's magnitude decides the unit, not how many digits there are.",
        OPENED,
        timestamp="000001762943400",
        sent_at_ms=1762943400000,
    )

    # Age in milliseconds: the bounds are exclusive.
    for name, why, sent in (
        ("now", "Sent this very millisecond.", NOW_MS),
        ("age-1-ms", "A millisecond old.", NOW_MS - 1),
        ("age-299-999-ms", "The last millisecond that is young enough.", NOW_MS - 299_999),
        ("ahead-1-ms", "Clocks differ.", NOW_MS + 1),
        ("ahead-59-999-ms", "The last millisecond that is not too far ahead.", NOW_MS + 59_999),
    ):
        g.accept(f"timestamp-{name}", why, OPENED, timestamp=str(sent), sent_at_ms=sent)
    for name, why, value in (
        ("age-300-000-ms", "At 300 s it is too old.", "1762943100000"),
        ("age-300-001-ms", "Past the bound.", "1762943099999"),
        ("an-hour-old", "Far too old.", "1762939800000"),
        ("zero", "1970.", "0"),
        ("zeros", "1970.", "000000000000000"),
        ("one", "One second after 1970.", "1"),
        ("seconds-read-wrongly-as-now", "Milliseconds cut to 12 digits are a date in 1975.", "176294340000"),
    ):
        g.refuse(f"timestamp-too-old-{name}", why, "timestamp_too_old", OPENED, timestamp=value)
    for name, why, value in (
        ("ahead-60-000-ms", "At 60 s ahead it is too far.", "1762943460000"),
        ("ahead-60-001-ms", "Past the bound.", "1762943460001"),
        ("an-hour-ahead", "A zone mix-up.", "1762947000000"),
        ("15-digits", "The greatest number allowed.", "999999999999999"),
        ("15-digits-wrong-unit", "Microseconds cut to 15 digits.", "176294340000000"),
    ):
        g.refuse(f"timestamp-in-future-{name}", why, "timestamp_in_future", OPENED, timestamp=value)

    # Seconds.
    g.accept(
        "timestamp-seconds-now", "Ten digits are seconds.", OPENED, timestamp="1762943400", sent_at_ms=1762943400000
    )
    g.accept(
        "timestamp-seconds-age-299-999-ms",
        "Seconds are turned into milliseconds before the age is taken.",
        OPENED,
        timestamp="1762943100",
        sent_at_ms=1762943100000,
        now_ms=1762943399999,
    )
    g.refuse(
        "timestamp-seconds-age-300-000-ms",
        "Exactly 300 s old.",
        "timestamp_too_old",
        OPENED,
        timestamp="1762943100",
    )
    g.accept(
        "timestamp-seconds-ahead-59-999-ms",
        "The clock's milliseconds count: 60 s are not reached.",
        OPENED,
        timestamp="1762943460",
        sent_at_ms=1762943460000,
        now_ms=1762943400001,
    )
    g.refuse(
        "timestamp-seconds-ahead-60-000-ms",
        "Exactly 60 s ahead.",
        "timestamp_in_future",
        OPENED,
        timestamp="1762943460",
    )

    # Magnitude: below 100 000 000 000 it is seconds.
    g.accept(
        "timestamp-greatest-seconds",
        "99 999 999 999 is the last number read as seconds.",
        OPENED,
        timestamp="99999999999",
        sent_at_ms=99_999_999_999_000,
        now_ms=99_999_999_999_000,
    )
    g.refuse(
        "timestamp-greatest-seconds-today",
        "As seconds it lies in the year 5138.",
        "timestamp_in_future",
        OPENED,
        timestamp="99999999999",
    )
    g.accept(
        "timestamp-least-milliseconds",
        "100 000 000 000 is the first number read as milliseconds.",
        OPENED,
        timestamp="100000000000",
        sent_at_ms=100_000_000_000,
        now_ms=100_000_000_000,
    )
    g.refuse(
        "timestamp-least-milliseconds-today",
        "As milliseconds it lies in 1973.",
        "timestamp_too_old",
        OPENED,
        timestamp="100000000000",
    )
    g.accept(
        "timestamp-small-seconds",
        "A small number is seconds, however small.",
        OPENED,
        timestamp="5",
        sent_at_ms=5000,
        now_ms=5400,
    )

    # Other tolerances.
    ten_minutes = {"tolerance_ms": 600_000}
    g.accept(
        "tolerance-longer-inside",
        "Too old for the default, young enough here.",
        OPENED,
        timestamp="1762942800001",
        sent_at_ms=1762942800001,
        options=ten_minutes,
    )
    g.refuse(
        "tolerance-longer-at-the-bound",
        "The bound is exclusive here too.",
        "timestamp_too_old",
        OPENED,
        timestamp="1762942800000",
        options=ten_minutes,
    )
    g.refuse(
        "tolerance-longer-does-not-reach-ahead",
        "Tolerance for age is none for the future.",
        "timestamp_in_future",
        OPENED,
        timestamp="1762943500000",
        options=ten_minutes,
    )
    g.accept(
        "tolerance-shorter-inside",
        "Young enough.",
        OPENED,
        timestamp="1762943399001",
        sent_at_ms=1762943399001,
        options={"tolerance_ms": 1000},
    )
    g.refuse(
        "tolerance-shorter-at-the-bound",
        "A second old.",
        "timestamp_too_old",
        OPENED,
        timestamp="1762943399000",
        options={"tolerance_ms": 1000},
    )
    g.accept(
        "future-tolerance-longer-inside",
        "Far ahead, but allowed.",
        OPENED,
        timestamp="1762943699999",
        sent_at_ms=1762943699999,
        options={"future_tolerance_ms": 300_000},
    )
    g.refuse(
        "future-tolerance-longer-at-the-bound",
        "The bound is exclusive.",
        "timestamp_in_future",
        OPENED,
        timestamp="1762943700000",
        options={"future_tolerance_ms": 300_000},
    )
    g.accept(
        "future-tolerance-zero-past",
        "A millisecond in the past is not in the future.",
        OPENED,
        timestamp="1762943399999",
        sent_at_ms=1762943399999,
        options={"future_tolerance_ms": 0},
    )
    g.refuse(
        "future-tolerance-zero-now",
        "The bound is exclusive, so with no tolerance the present is too far ahead.",
        "timestamp_in_future",
        OPENED,
        timestamp="1762943400000",
        options={"future_tolerance_ms": 0},
    )

    # Tolerance off: age does not count and the header may be absent, but what is there must be a timestamp.
    for name, why, present, sent_at in (
        ("old", "Age does not count.", "1600000000000", 1600000000000),
        ("old-seconds", "Age does not count; the unit is told all the same.", "1600000000", 1600000000000),
        ("future", "Nor does the future.", "2000000000000", 2000000000000),
        ("zero", "1970.", "0", 0),
        ("15-digits", "The greatest number allowed.", "999999999999999", 999999999999999),
        ("absent", "The header may be absent.", None, None),
        ("empty", "An empty header counts as absent.", "", None),
        ("blank", "A blank header counts as absent.", "  ", None),
    ):
        g.accept(f"tolerance-off-{name}", why, OPENED, timestamp=present, sent_at_ms=sent_at, options=OFF)
    for name, why, value in (
        ("word", "What is there must be a timestamp.", "now"),
        ("fraction", "What is there must be a timestamp.", "1762943400.5"),
        ("plus", "What is there must be a timestamp.", "+1762943400000"),
        ("16-digits", "What is there must be a timestamp.", "1762943400000000"),
    ):
        g.refuse(f"tolerance-off-malformed-{name}", why, "malformed_timestamp", OPENED, timestamp=value, options=OFF)
    g.accept(
        "tolerance-off-future-tolerance-does-not-count",
        "With tolerance off neither bound is checked.",
        OPENED,
        timestamp="1762943500000",
        sent_at_ms=1762943500000,
        options={"tolerance_ms": None, "future_tolerance_ms": 1000},
    )

    # Two things are wrong: the timestamp comes after the signature and before the rest.
    for name, why, changes in (
        ("malformed-id", "Timestamp first, then delivery id.", {"delivery_id": "two words"}),
        ("event-mismatch", "Timestamp first, then the event header.", {"event": "email.sent"}),
    ):
        g.refuse(f"timestamp-malformed-before-{name}", why, "malformed_timestamp", OPENED, timestamp="x", **changes)
        g.refuse(f"timestamp-too-old-before-{name}", why, "timestamp_too_old", OPENED, timestamp="1", **changes)
        g.refuse(
            f"timestamp-in-future-before-{name}",
            why,
            "timestamp_in_future",
            OPENED,
            timestamp="2000000000000",
            **changes,
        )
    for code, value in (
        ("malformed_timestamp", "x"),
        ("timestamp_too_old", "1"),
        ("timestamp_in_future", "2000000000000"),
    ):
        g.refuse(
            f"{code.replace('_', '-')}-before-body",
            "Timestamp first, then the body.",
            code,
            "not json",
            timestamp=value,
        )
    g.refuse(
        "signature-mismatch-before-stale-replay",
        "A stale timestamp with another secret's signature: the signature is named.",
        "signature_mismatch",
        OPENED,
        signature=sign(OPENED, "whsec_other"),
        timestamp=str(SENT_MS - 3_600_000),
    )
    return g
