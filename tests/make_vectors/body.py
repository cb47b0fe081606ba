"""Authentic bodies that are too big, no UTF-8, no JSON, too deep or no object."""

from __future__ import annotations

import urllib.parse

from .bodies import EMAIL_FIELDS, OPENED, event, opened
from .builder import Group, Repeat

MEBIBYTE = 1_048_576
# A body around a padding of any length, to meet a size to the byte.
PAD_BEFORE, PAD_AFTER = opened('"padding":"|"').split("|")


def padded(size: int) -> Repeat:
    """An email.opened body of exactly `size` bytes."""
    return Repeat([(PAD_BEFORE, 1), ("x", size - len(PAD_BEFORE) - len(PAD_AFTER)), (PAD_AFTER, 1)])


def nested(depth: int) -> str:
    """An email.opened body in which `depth` brackets are open at once; the envelope and data are two of them."""
    return opened('"deep":' + "[" * (depth - 2) + "]" * (depth - 2))


def group() -> Group:
    g = Group("body", "Authentic bodies that are too big, no UTF-8, no JSON, too deep or no object.")

    # Size, in bytes, before all else.
    size = len(OPENED)
    g.accept("size-at-the-limit", "The limit itself is allowed.", OPENED, options={"max_body": size})
    g.refuse("size-over-the-limit", "One byte more.", "body_too_large", OPENED, options={"max_body": size - 1})
    wide = opened('"city":"K\u00f6ln","mood":"\U0001f389"')
    g.accept(
        "size-counts-bytes-at-the-limit",
        "The limit is in bytes of UTF-8.",
        wide,
        options={"max_body": len(wide.encode())},
    )
    g.refuse(
        "size-counts-bytes-not-characters",
        "As many characters as the limit, but more bytes.",
        "body_too_large",
        wide,
        options={"max_body": len(wide)},
    )
    g.refuse(
        "size-counts-white-space",
        "White space counts.",
        "body_too_large",
        OPENED + " ",
        options={"max_body": size},
    )
    g.accept("size-default-at-the-limit", "1 MiB is allowed by default.", padded(MEBIBYTE))
    g.refuse("size-default-over-the-limit", "1 MiB and a byte is not.", "body_too_large", padded(MEBIBYTE + 1))
    g.accept("size-limit-raised", "A higher limit.", padded(MEBIBYTE + 1), options={"max_body": MEBIBYTE + 1})
    for name, why, changes in (
        ("no-headers", "Size is checked before presence.", {"headers": []}),
        ("duplicate-header", "Size is checked before repetition.", {"extra": [("X-Webhook-Event", "email.sent")]}),
        ("malformed-signature", "Size is checked before the signature.", {"signature": "zz"}),
        ("signature-mismatch", "Nothing is hashed that is too large.", {"signature": "0" * 64}),
        ("old-timestamp", "Size is checked before the timestamp.", {"timestamp": "1"}),
        ("malformed-id", "Size is checked before the delivery id.", {"delivery_id": "two words"}),
    ):
        g.refuse(f"size-before-{name}", why, "body_too_large", OPENED, options={"max_body": 64}, **changes)
    g.refuse(
        "size-before-not-json",
        "Size is checked before the syntax.",
        "body_too_large",
        "not json",
        options={"max_body": 4},
    )

    # Not UTF-8.
    for name, why, junk in (
        ("latin-1", "An e acute in Latin-1.", b"\xe9"),
        ("byte-ff", "A byte that UTF-8 never has.", b"\xff"),
        ("lone-continuation", "A continuation byte with nothing before it.", b"\x80"),
        ("truncated-sequence", "Two bytes of three.", b"\xe2\x82"),
        ("overlong-slash", "Two bytes for a character that needs one.", b"\xc0\xaf"),
        ("overlong-nul", "NUL as some Java methods write it.", b"\xc0\x80"),
        ("overlong-three-bytes", "Three bytes for a character that needs two.", b"\xe0\x80\xaf"),
        ("surrogate", "A surrogate encoded on its own.", b"\xed\xa0\x80"),
        ("surrogate-pair", "A pair of surrogates, as CESU-8 writes it.", b"\xed\xa0\xbd\xed\xb8\x80"),
        ("past-unicode", "Beyond U+10FFFF.", b"\xf4\x90\x80\x80"),
        ("five-bytes", "A sequence of five bytes.", b"\xf8\x88\x80\x80\x80"),
    ):
        g.refuse(f"utf-8-{name}", why, "body_not_json", opened('"note":"|"').encode().replace(b"|", junk))
    g.refuse("utf-8-bad-byte-in-key", "Keys are text too.", "body_not_json", b'{"\xff":1,' + OPENED[1:].encode())
    g.refuse("utf-8-bad-byte-at-the-end", "Behind the closing brace.", "body_not_json", OPENED.encode() + b"\xff")
    g.refuse(
        "utf-8-before-depth",
        "UTF-8 is checked before depth.",
        "body_not_json",
        b"\xff" + b"[" * 65,
    )
    g.refuse("utf-16-with-bom", "Another encoding.", "body_not_json", b"\xff\xfe" + OPENED.encode("utf-16-le"))
    g.refuse("utf-16-without-bom", "Valid UTF-8 full of NUL, but no JSON.", "body_not_json", OPENED.encode("utf-16-le"))
    g.refuse("utf-8-bom", "A byte order mark is no JSON.", "body_not_json", b"\xef\xbb\xbf" + OPENED.encode())
    g.refuse("utf-8-bom-alone", "A byte order mark and nothing else.", "body_not_json", b"\xef\xbb\xbf")
    # Only the head of a gzip file: compressed bytes would depend on the library that wrote them.
    g.refuse(
        "gzip", "A compressed body that nothing unpacked.", "body_not_json", b"\x1f\x8b\x08" + b"\x00" * 6 + b"\xff"
    )

    # Not JSON.
    for name, why, body in (
        ("empty", "No bytes at all.", ""),
        ("blank", "White space alone.", " \r\n\t"),
        ("word", "A word.", "hello"),
        ("html", "A page.", "<!doctype html><title>502</title>"),
        ("form", "A form field.", "payload=" + urllib.parse.quote(OPENED)),
        ("truncated", "The last brace is missing.", OPENED[:-1]),
        ("cut-in-string", "Ends inside a string.", OPENED[:40]),
        ("cut-in-escape", "Ends inside an escape.", '{"type":"email.opened\\'),
        ("one-brace", "An opening brace.", "{"),
        ("extra-brace", "A closing brace too many.", OPENED + "}"),
        ("wrong-closer", "A bracket closes a brace.", '{"type":"email.opened"]'),
        ("two-documents", "A second document behind.", OPENED + OPENED),
        ("two-lines", "JSON lines.", OPENED + "\n" + OPENED),
        ("trailing-text", "Text behind.", OPENED + " x"),
        ("trailing-comma-behind", "A comma behind.", OPENED + ","),
        ("trailing-nul", "A NUL behind, as C strings have.", OPENED + "\x00"),
        ("leading-nul", "A NUL before.", "\x00" + OPENED),
        ("trailing-comma-object", "A comma before the closing brace.", OPENED[:-1] + ",}"),
        ("trailing-comma-array", "A comma before the closing bracket.", opened('"a":[1,]')),
        ("leading-comma", "A comma behind the opening brace.", "{," + OPENED[1:]),
        ("double-comma", "Nothing between two commas.", opened('"a":[1,,2]')),
        ("missing-comma", "No comma between members.", opened('"a":1 "b":2')),
        ("missing-colon", "No colon.", opened('"a" 1')),
        ("missing-value", "No value.", opened('"a":')),
        ("unquoted-key", "A key without quotes.", opened("a:1")),
        ("number-key", "A number as key.", opened("1:1")),
        ("single-quotes", "JavaScript's or Python's quotes.", OPENED.replace('"', "'")),
        ("line-comment", "A comment.", OPENED + "// end"),
        ("block-comment", "A comment.", "/* webhook */" + OPENED),
        ("hash-comment", "A comment.", OPENED + "\n# end"),
        ("nan", "NaN, as Python writes and reads it.", opened('"a":NaN')),
        ("infinity", "Infinity, as Python writes and reads it.", opened('"a":Infinity')),
        ("minus-infinity", "Infinity, as Python writes and reads it.", opened('"a":-Infinity')),
        ("undefined", "JavaScript's undefined.", opened('"a":undefined')),
        ("python-true", "Python's True.", opened('"a":True')),
        ("python-none", "Python's None.", opened('"a":None')),
        ("cut-literal", "A literal cut off.", opened('"a":nul')),
        ("longer-literal", "A literal with a letter more.", opened('"a":trues')),
        ("leading-zero", "A leading zero.", opened('"a":01')),
        ("minus-leading-zero", "A leading zero.", opened('"a":-01')),
        ("plus", "A plus sign.", opened('"a":+1')),
        ("minus-alone", "A minus sign alone.", opened('"a":-')),
        ("leading-dot", "No digit before the dot.", opened('"a":.5')),
        ("trailing-dot", "No digit behind the dot.", opened('"a":1.')),
        ("dot-exponent", "No digit between dot and exponent.", opened('"a":1.e3')),
        ("exponent-alone", "No digit in the exponent.", opened('"a":1e')),
        ("exponent-sign-alone", "No digit in the exponent.", opened('"a":1e+')),
        ("hex-number", "A hex number.", opened('"a":0x10')),
        ("underscore-number", "An underscore.", opened('"a":1_000')),
        ("bigint-suffix", "JavaScript's BigInt suffix.", opened('"a":1n')),
        ("full-width-digit", "A digit that is not ASCII.", opened('"a":\uff11')),
        ("raw-line-feed-in-string", "A control character in a string.", opened('"a":"x\ny"')),
        ("raw-tab-in-string", "A control character in a string.", opened('"a":"x\ty"')),
        ("raw-nul-in-string", "A control character in a string.", opened('"a":"x\x00y"')),
        ("raw-us-in-string", "The last of the control characters.", opened('"a":"x\x1fy"')),
        ("raw-control-in-key", "A control character in a key.", opened('"a\n":1')),
        ("escape-x", "No such escape.", opened('"a":"\\x41"')),
        ("escape-quote", "No such escape.", opened('"a":"\\\'"')),
        ("escape-digit", "No such escape.", opened('"a":"\\0"')),
        ("escape-upper-u", "No such escape.", opened('"a":"\\U0041"')),
        ("escape-short", "Three hex digits.", opened('"a":"\\u041"')),
        ("escape-not-hex", "No hex digit.", opened('"a":"\\u00g1"')),
        ("escape-sign", "Some number parsers take the sign.", opened('"a":"\\u+041"')),
        ("escape-braces", "Another language's escape.", opened('"a":"\\u{41}"')),
        ("line-continuation", "A line continued in a string.", opened('"a":"x\\\ny"')),
        ("no-break-space-between", "White space of Unicode, not of JSON.", "\u00a0" + OPENED),
        ("form-feed-between", "White space of JavaScript, not of JSON.", "\f" + OPENED),
        ("vertical-tab-between", "White space of JavaScript, not of JSON.", OPENED + "\v"),
        ("line-separator-between", "White space of JavaScript, not of JSON.", OPENED + "\u2028"),
        ("syntax-error-far-behind", "Everything needed was read, then comes an error.", OPENED[:-1] + ',"z":?}'),
        ("array-not-closed", "A syntax error comes before the question what it is.", "[1,"),
        ("xssi-prefix", "A prefix against script inclusion.", ")]}'\n" + OPENED),
    ):
        g.refuse(f"json-{name}", why, "body_not_json", body)

    # JSON that lenient and strict parsers must both take.
    for name, why, body in (
        ("white-space-everywhere", "All four kinds of JSON's white space.", OPENED.replace(":{", "\r\n :\t{\n ")),
        ("delete-character", "U+007F needs no escape.", opened('"a":"x\x7fy"')),
        ("line-separators-raw", "U+2028 and U+2029 need no escape.", opened('"a":"\u2028\u2029"')),
        ("noncharacters", "Noncharacters of Unicode are text.", opened('"a":"\uffff\U0010ffff"')),
        ("bom-in-string", "U+FEFF in a string is a character like any other.", opened('"a":"\ufeff"')),
        ("every-escape", "Every escape that JSON has.", opened('"a":"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uABcd"')),
        ("empty-key", "An empty key.", opened('"":1')),
        ("empty-containers", "Nothing inside.", opened('"a":[],"b":{},"c":[[],{}]')),
    ):
        g.accept(f"json-fine-{name}", why, body)

    # Depth, counted before parsing, outside strings.
    g.accept("depth-64", "64 open at once is allowed.", nested(64))
    g.refuse("depth-65", "65 is not.", "body_too_deep", nested(65))
    g.accept(
        "depth-64-objects",
        "Braces count like brackets.",
        opened('"deep":' + '{"a":' * 62 + "1" + "}" * 62),
    )
    g.refuse(
        "depth-65-objects",
        "Braces count like brackets.",
        "body_too_deep",
        opened('"deep":' + '{"a":' * 63 + "1" + "}" * 63),
    )
    g.refuse(
        "depth-65-mixed",
        "Braces and brackets count together.",
        "body_too_deep",
        opened('"deep":' + '[{"a":' * 31 + "[]" + "}]" * 31 + ',"next":' + "[" * 63 + "]" * 63),
    )
    g.accept(
        "depth-many-side-by-side",
        "What is closed no longer counts.",
        opened('"wide":[' + ",".join(["[[]]", '{"a":{}}'] * 50) + "]"),
    )
    g.accept("depth-brackets-in-string", "Brackets in strings do not count.", opened('"a":"' + "[{" * 50 + '"'))
    g.accept("depth-brackets-in-key", "Keys are strings.", opened('"' + "[" * 100 + '":1'))
    g.accept(
        "depth-brackets-behind-escaped-quote",
        "An escaped quote does not end the string.",
        opened('"a":"\\"' + "[" * 100 + '"'),
    )
    g.refuse(
        "depth-brackets-behind-escaped-backslash",
        "The quote behind an escaped backslash ends the string.",
        "body_too_deep",
        opened('"a":"\\\\","b":' + "[" * 63 + "]" * 63),
    )
    g.refuse("depth-64-array", "64 deep, but no object.", "body_not_object", "[" * 64 + "]" * 64)
    g.refuse("depth-65-array", "Depth comes before the question what it is.", "body_too_deep", "[" * 65 + "]" * 65)
    g.refuse("depth-64-never-closed", "64 deep, but no JSON.", "body_not_json", "[" * 64)
    g.refuse("depth-65-never-closed", "Depth comes before syntax.", "body_too_deep", "[" * 65)
    g.refuse(
        "depth-65-behind-an-error",
        "The whole body is scanned, an error stops nothing.",
        "body_too_deep",
        "oops " + "[" * 65,
    )
    g.refuse("depth-65-behind-the-end", "The whole body is scanned, its end too.", "body_too_deep", OPENED + "[" * 65)
    g.refuse("depth-in-a-string-never-closed", "In a string, so nothing is open.", "body_not_json", '"' + "[" * 100)
    g.refuse("depth-65-missing-type", "Depth comes before the type.", "body_too_deep", '{"a":' * 65 + "1" + "}" * 65)
    g.refuse(
        "depth-bomb-objects",
        "Deep enough to overflow the stack of a recursive parser.",
        "body_too_deep",
        Repeat([('{"a":', 100_000), ("1", 1), ("}", 100_000)]),
    )
    g.refuse(
        "depth-bomb-in-data",
        "The same inside an event.",
        "body_too_deep",
        Repeat([(event("{" + EMAIL_FIELDS + ',"a":')[:-1], 1), ("[", 200_000), ("]", 200_000), ("}}", 1)]),
    )
    g.refuse(
        "depth-bomb-unauthentic",
        "Nothing is scanned before it is authentic.",
        "signature_mismatch",
        Repeat([("[", 200_000)]),
        signature="0" * 64,
    )

    # JSON, but no object.
    for name, body in (
        ("array", "[]"),
        ("array-of-events", f"[{OPENED}]"),
        ("string", '"email.opened"'),
        ("event-as-string", '"' + OPENED.replace('"', '\\"') + '"'),
        ("number", "1"),
        ("number-too-big", "1e999"),
        ("negative-zero", "-0"),
        ("true", "true"),
        ("false", "false"),
        ("null", "null"),
        ("null-with-white-space", " null\n"),
        ("empty-string", '""'),
    ):
        g.refuse(f"not-object-{name}", "JSON, but no object.", "body_not_object", body)
    return g
