"""What is no signature, what is a wrong one, and how other providers' schemes would get it wrong."""

from __future__ import annotations

import base64
import hashlib
import hmac

from .bodies import CREATED_AT, EMAIL_FIELDS, OPENED, event, opened
from .builder import DELIVERY_ID, SECRET, SENT_MS, Group, sign

GOOD = sign(OPENED)
RAW = bytes.fromhex(GOOD)
BODY = OPENED.encode()
KEY = SECRET.encode()
AFTER_PREFIX = SECRET[len("whsec_") :]


def group() -> Group:
    g = Group("signature", "Malformed and wrong signatures; bodies that changed on the way.")

    g.accept("signature-right", "The lower-case hex HMAC-SHA256 of the raw body.", OPENED)

    # Not 64 lower-case hex digits. Each would be right to a verifier that cleans it up first.
    base64_signature = base64.b64encode(RAW).decode()
    for name, why, value in (
        ("upper-case", "Hex digits are lower-case.", GOOD.upper()),
        ("one-upper-case-digit", "One upper-case digit is one too many.", upper_first_letter(GOOD)),
        ("one-digit-short", "63 digits.", GOOD[:-1]),
        ("one-digit-more", "65 digits.", GOOD + "0"),
        ("one-byte-short", "62 digits.", GOOD[:-2]),
        ("half", "A truncated digest is refused, not compared as far as it goes.", GOOD[:32]),
        ("one-digit", "A single digit.", GOOD[0]),
        ("twice", "128 digits, the right ones twice.", GOOD * 2),
        ("trailing-junk", "Right digits and junk that a lenient hex decoder drops.", GOOD + "zz"),
        ("last-byte-not-hex", "A lenient hex decoder stops before the junk.", GOOD[:62] + "zz"),
        ("letter-g", "g is no hex digit.", "g" + GOOD[1:]),
        ("space-inside", "A space inside; some hex decoders skip it.", GOOD[:31] + "  " + GOOD[33:]),
        ("spaced-bytes", "Spaces between the bytes.", " ".join(GOOD[i : i + 2] for i in range(0, 64, 2))),
        ("colons", "Colons between the bytes.", ":".join(GOOD[i : i + 2] for i in range(0, 64, 2))),
        ("prefix-0x", "A 0x prefix.", "0x" + GOOD),
        ("prefix-sha256", "GitHub's prefix.", "sha256=" + GOOD),
        ("prefix-v1-equals", "Stripe's form.", f"t={SENT_MS // 1000},v1={GOOD}"),
        ("prefix-v1-equals-alone", "Stripe's scheme without its time.", "v1=" + GOOD),
        ("prefix-v1-comma", "Svix's and Standard Webhooks' scheme.", "v1," + GOOD),
        ("standard-webhooks", "The whole form of Standard Webhooks.", "v1," + base64_signature),
        ("base64", "The right digest in base64.", base64_signature),
        ("base64url", "The right digest in URL-safe base64.", base64.urlsafe_b64encode(RAW).decode().rstrip("=")),
        ("base64-of-hex", "The hex digits in base64.", base64.b64encode(GOOD.encode()).decode()),
        ("quoted", "Quotes around it.", f'"{GOOD}"'),
        ("single-quoted-binary", "Python's repr of it.", f"b'{GOOD}'"),
        ("semicolon", "A semicolon behind it.", GOOD + ";"),
        ("comma-joined", "Two signatures in one value.", f"{GOOD},{GOOD}"),
        ("space-joined", "Two signatures in one value.", f"{GOOD} {GOOD}"),
        ("line-feed", "A `$` in a regular expression may match before it.", GOOD + "\n"),
        ("carriage-return-line-feed", "Only spaces and tabs are trimmed.", GOOD + "\r\n"),
        (
            "no-break-space",
            "Only spaces and tabs are trimmed, not all that Unicode calls white space.",
            "\u00a0" + GOOD,
        ),
        ("next-line", "U+0085 is white space to some trim functions.", GOOD + "\u0085"),
        ("non-ascii", "64 characters, one of them not ASCII.", GOOD[:63] + "\u00e9"),
        ("non-ascii-65-bytes", "63 characters that are 64 bytes in UTF-8.", GOOD[:62] + "\u00e9"),
        ("superscript-digit", "A superscript two is a digit to some.", GOOD[:63] + "\u00b2"),
        ("high-bytes", "64 bytes that are no text.", "\u00ff" * 64),
        ("word", "A word.", "invalid"),
        ("null-word", "What a missing value prints as.", "null"),
        ("zero", "Falsy in some languages.", "0"),
        ("hmac-sha1", "HMAC-SHA1 has 40 digits.", hmac.new(KEY, BODY, "sha1").hexdigest()),
        ("hmac-sha512", "HMAC-SHA512 has 128 digits.", hmac.new(KEY, BODY, "sha512").hexdigest()),
        ("the-secret", "The secret itself.", SECRET),
    ):
        g.refuse(f"signature-malformed-{name}", why, "malformed_signature", OPENED, signature=value)

    # 64 lower-case hex digits, but not the right ones.
    sent = str(SENT_MS)
    for name, why, value in (
        ("zeros", "Well-formed, and never right.", "0" * 64),
        ("letters", "Well-formed, and never right.", "f" * 64),
        ("first-digit", "Only the first digit differs.", next_digit(GOOD[0]) + GOOD[1:]),
        ("middle-digit", "Only one digit in the middle differs.", GOOD[:31] + next_digit(GOOD[31]) + GOOD[32:]),
        ("last-digit", "Only the last digit differs.", GOOD[:-1] + next_digit(GOOD[-1])),
        ("reversed", "The right digits backwards.", GOOD[::-1]),
        ("other-secret", "Signed with another secret.", sign(OPENED, "whsec_00000000000000000000000000000000")),
        ("secret-without-prefix", "`whsec_` is part of the key.", sign(OPENED, AFTER_PREFIX)),
        (
            "secret-base64-decoded",
            "The key is not base64, as it is with Svix.",
            sign(OPENED, base64.b64decode(AFTER_PREFIX)),
        ),
        ("secret-hex-decoded", "The key is not hex.", sign(OPENED, bytes.fromhex(AFTER_PREFIX))),
        ("secret-upper-case", "The key's case counts.", sign(OPENED, SECRET.upper())),
        ("secret-line-feed", "A line end read along with the key is another key.", sign(OPENED, SECRET + "\n")),
        ("secret-hashed", "The key is used as it stands.", sign(OPENED, hashlib.sha256(KEY).digest())),
        ("empty-secret", "Signed with an empty key.", sign(OPENED, "")),
        ("plain-sha256", "A hash without a key.", hashlib.sha256(BODY).hexdigest()),
        ("key-and-body-hash", "A hash of key and body is no HMAC.", hashlib.sha256(KEY + BODY).hexdigest()),
        ("key-and-message-swapped", "The arguments in the wrong order.", sign(SECRET, BODY)),
        ("sha3", "Another hash function of the same length.", hmac.new(KEY, BODY, "sha3_256").hexdigest()),
        ("sha512-truncated", "The first half of HMAC-SHA512.", hmac.new(KEY, BODY, "sha512").hexdigest()[:64]),
        ("signed-twice", "The HMAC of the HMAC.", sign(RAW)),
        ("timestamp-dot-body", "Stripe signs the timestamp too; AutoSend does not.", sign(f"{sent}.{OPENED}")),
        (
            "id-timestamp-body",
            "Svix signs id and timestamp too; AutoSend does not.",
            sign(f"{DELIVERY_ID}.{sent}.{OPENED}"),
        ),
        ("timestamp-and-body", "The body alone is signed.", sign(sent + OPENED)),
        ("data-alone", "The whole body is signed, not its data.", sign("{" + EMAIL_FIELDS + "}")),
        ("empty-body", "The signature of an empty body.", sign("")),
        ("base64-body", "The bytes are signed, not an encoding of them.", sign(base64.b64encode(BODY))),
        ("quoted-body", "The body printed as a JSON string once more.", sign('"' + OPENED.replace('"', '\\"') + '"')),
    ):
        g.refuse(f"signature-mismatch-{name}", why, "signature_mismatch", OPENED, signature=value)

    # The signature is right for what was sent, but something rewrote the body on the way.
    spelled = opened('"price":1.0,"name":"caf\\u00e9","10":1,"9":2')
    for name, why, signed, arrived in (
        ("float", "1.0 printed again as 1.", spelled, spelled.replace("1.0", "1")),
        ("escape", "An escape printed again as the character.", spelled, spelled.replace("\\u00e9", "\u00e9")),
        ("integer-like-keys", "JavaScript sorts such keys.", spelled, spelled.replace('"10":1,"9":2', '"9":2,"10":1')),
        (
            "big-integer",
            "An integer past 2^53 that lost digits.",
            opened('"n":9007199254740993'),
            opened('"n":9007199254740992'),
        ),
        ("exponent", "1e3 printed again as 1000.", opened('"n":1e3'), opened('"n":1000')),
        ("duplicate-key", "A duplicate key dropped.", opened('"n":1,"n":2'), opened('"n":2')),
        ("slash-escape", "`\\/` printed again as `/`.", opened('"u":"https:\\/\\/"'), opened('"u":"https://"')),
        ("spaces", "Printed again with spaces.", OPENED, OPENED.replace('":', '": ').replace(',"', ', "')),
        ("key-order", "Keys in another order.", OPENED, move_type_last(OPENED)),
        ("line-feed-added", "A line end behind the body.", OPENED, OPENED + "\n"),
        ("line-end-converted", "CR LF made of LF.", OPENED + "\n", OPENED + "\r\n"),
        ("trimmed", "White space around the body cut off.", OPENED + "\n", OPENED),
        ("bom-added", "A byte order mark before the body.", OPENED, "\ufeff" + OPENED),
        ("bom-dropped", "The byte order mark of the signed body cut off.", "\ufeff" + OPENED, OPENED),
        ("truncated", "The last byte is lost.", OPENED, OPENED[:-1]),
        ("emptied", "Something read the body before.", OPENED, ""),
        ("parsed", "What a parsed object prints as in JavaScript.", OPENED, "[object Object]"),
        ("flipped-test", "Tampered with.", OPENED, OPENED.replace('"test":false', '"test":true ')),
        ("other-event", "Another event's signature.", event("{" + EMAIL_FIELDS + "}", type="email.sent"), OPENED),
        (
            "created-at-changed",
            "The signed time, made younger.",
            OPENED,
            OPENED.replace(CREATED_AT, "2025-11-12T10:30:00.000Z"),
        ),
        ("normalized", "Unicode normalized on the way.", opened('"n":"e\u0301"'), opened('"n":"\u00e9"')),
    ):
        g.refuse(f"body-rewritten-{name}", why, "signature_mismatch", arrived, signature=sign(signed))
    g.refuse(
        "body-rewritten-invalid-utf-8-replaced",
        "A body that was decoded with U+FFFD for a bad byte, and encoded again.",
        "signature_mismatch",
        OPENED.replace("order", "\ufffdrder"),
        signature=sign(OPENED.encode().replace(b"order", b"\xffrder")),
    )
    g.accept(
        "body-spelled-oddly-but-untouched",
        "The same odd spellings pass when the raw bytes arrive.",
        spelled,
    )
    g.accept(
        "body-white-space-untouched",
        "White space around the body is signed like the rest.",
        f" \r\n\t{OPENED}\n ",
    )

    # Two things are wrong: the signature comes before all that is not presence.
    for name, why, changes in (
        ("old-timestamp", "Nothing is said about the time of an unauthentic request.", {"timestamp": "1"}),
        ("malformed-timestamp", "Signature first, then timestamp.", {"timestamp": "soon"}),
        ("malformed-id", "Signature first, then delivery id.", {"delivery_id": "\u00e9"}),
        ("event-mismatch", "Signature first, then the event header.", {"event": "email.sent"}),
    ):
        g.refuse(f"signature-mismatch-before-{name}", why, "signature_mismatch", OPENED, signature="0" * 64, **changes)
        g.refuse(f"signature-malformed-before-{name}", why, "malformed_signature", OPENED, signature="zz", **changes)
    for name, body in (
        ("not-json", "not json"),
        ("not-utf-8", b"\xff"),
        ("not-object", "[]"),
        ("missing-type", "{}"),
        ("too-deep", "[" * 65),
        ("empty", ""),
    ):
        g.refuse(
            f"signature-mismatch-before-body-{name}",
            "Nothing is parsed before it is authentic.",
            "signature_mismatch",
            body,
            signature=GOOD,
        )
    return g


def next_digit(digit: str) -> str:
    return "0123456789abcdef0"["0123456789abcdef".index(digit) + 1]


def upper_first_letter(text: str) -> str:
    at = next(i for i, char in enumerate(text) if char.isalpha())
    return text[:at] + text[at].upper() + text[at + 1 :]


def move_type_last(body: str) -> str:
    first, rest = body[1:-1].split(",", 1)
    return "{" + rest + "," + first + "}"
