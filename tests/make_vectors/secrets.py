"""Secrets: which are configuration errors and which are only unusual."""

from __future__ import annotations

from .bodies import OPENED
from .builder import SECRET, Group

# Characters that no secret has, the first and the last of each range.
UNSEEN = (
    (0x0, 0x1F, "controls"),
    (0x7F, 0xA0, "controls and the no-break space"),
    (0xAD, 0xAD, "the soft hyphen"),
    (0x34F, 0x34F, "the grapheme joiner"),
    (0x61C, 0x61C, "the Arabic letter mark"),
    (0x115F, 0x1160, "fillers"),
    (0x1680, 0x1680, "a space"),
    (0x17B4, 0x17B5, "inherent vowels"),
    (0x180B, 0x180F, "selectors and a separator"),
    (0x2000, 0x200F, "spaces, zero-width characters and direction marks"),
    (0x2028, 0x202F, "line and paragraph separators, directions, a space"),
    (0x205F, 0x206F, "a space, joiners, invisible operators, directions"),
    (0x2800, 0x2800, "the blank of Braille"),
    (0x3000, 0x3000, "a space"),
    (0x3164, 0x3164, "a filler"),
    (0xFE00, 0xFE0F, "variation selectors"),
    (0xFEFF, 0xFEFF, "the byte order mark"),
    (0xFFA0, 0xFFA0, "a filler"),
    (0xFFF0, 0xFFFF, "specials: what stands for bytes that were no text"),
    (0x1BCA0, 0x1BCA3, "format controls"),
    (0x1D173, 0x1D17A, "format controls"),
    (0xE0000, 0xE0FFF, "tags and variation selectors"),
)

# Fine inside, and nowhere else.
ENCLOSING = " \"'`\u00ab\u00bb\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2039\u203a"

# What a missing value prints as, or a variable that nothing replaced.
PLACEHOLDERS = (
    "undefined",
    "null",
    "None",
    "nil",
    "NaN",
    "true",
    "False",
    "(null)",
    "<nil>",
    "<null>",
    "***hidden***",
    "NULL",
    "Undefined",
    "[object Object]",
    "[object Promise]",
    "[object Uint8Array]",
    "${AUTOSEND_WEBHOOK_SECRET}",
    "$(cat secret)",
    "{{ secrets.webhook }}",
)


def group() -> Group:
    g = Group("secrets", "Secrets that are refused before any request is looked at, and unusual ones that work.")
    around(g)
    unseen(g)
    placeholders(g)
    several(g)
    fine(g)
    return g


def refuse(g: Group, name: str, why: str, secret: str, at: int | None = None) -> None:
    """A secret that is refused, in a request that is signed with it, so that the configuration alone is wrong.

    `at` is the index of the character that the error names.
    """
    detail = None if at is None else f"U+{ord(secret[at]):04X} at character {at + 1}"
    g.refuse(f"secret-{name}", why, "invalid_secret", OPENED, secrets=[secret], signed_with=secret, detail=detail)


def around(g: Group) -> None:
    end = len(SECRET)
    refuse(g, "empty", "An empty secret signs nothing.", "")
    for name, why, secret, at in (
        ("space", "White space alone.", " ", 0),
        ("blank", "White space alone.", " \t\r\n", 0),
        ("leading-space", "Copied with a space.", " " + SECRET, 0),
        ("trailing-space", "Copied with a space.", SECRET + " ", end),
        ("trailing-line-feed", "Read from a file with its line end.", SECRET + "\n", end),
        ("trailing-carriage-return", "Read from a file with its line end.", SECRET + "\r\n", end),
        ("leading-tab", "Copied with a tab.", "\t" + SECRET, 0),
        ("leading-line-feed", "Copied with a line end.", "\n" + SECRET, 0),
        ("both-sides", "Copied with spaces around.", f" {SECRET} ", 0),
        ("quotes", "Quotes are no part of what AutoSend shows.", '"whsec_quoted"', 0),
        ("quote-alone", "A quote and nothing else.", '"', 0),
        ("quotes-and-nothing", "An empty text in quotes.", "''", 0),
        ("bytes-printed", "How Python prints bytes.", f"b'{SECRET}'", end + 2),
        ("quoted-line", "A line end before the quote is found first.", f'{SECRET}\n"', end),
    ):
        refuse(g, name, why, secret, at)
    for letter in ENCLOSING[1:]:
        code = f"{ord(letter):04x}"
        refuse(g, f"begins-with-{code}", "A quotation mark before the secret.", letter + SECRET, 0)
        refuse(g, f"ends-with-{code}", "A quotation mark behind the secret.", SECRET + letter, end)


def unseen(g: Group) -> None:
    within = [code for first, last, _ in UNSEEN for code in range(first, last + 1)]
    for first, last, what in UNSEEN:
        why = f"Characters that can't be seen, or not be told from others: {what}."
        for code in sorted({first, last}):
            refuse(g, f"with-{code:04x}", why, f"whsec_{chr(code)}0123", 6)
        for code in (first - 1, last + 1):
            # The space has cases of its own, and surrogates are no characters.
            if code >= 0 and code != 0x20 and code not in within:
                secret = f"whsec_{chr(code)}0123"
                why_fine = f"Next to those that are refused ({what})."
                g.accept(f"secret-fine-with-{code:04x}", why_fine, OPENED, secrets=[secret], signed_with=secret)
    for name, why, code in (
        ("tab", "A control, though it is white space.", 0x09),
        ("line-feed", "Two lines.", 0x0A),
        ("escape", "Copied from a terminal with its colours.", 0x1B),
        ("next-line", "A control of the second block.", 0x85),
        ("zero-width-space", "Copied from a page.", 0x200B),
        ("zero-width-joiner", "Copied from a page.", 0x200D),
        ("right-to-left-override", "Shown in another order than it stands.", 0x202E),
        ("word-joiner", "Copied from a page.", 0x2060),
        ("replacement-character", "Read in the wrong encoding.", 0xFFFD),
    ):
        refuse(g, f"inner-{name}", why, f"whsec_{chr(code)}0123", 6)
    refuse(g, "leading-bom", "Saved by an editor that puts a byte order mark before.", "\ufeff" + SECRET, 0)
    refuse(g, "trailing-bom", "A byte order mark behind.", SECRET + "\ufeff", len(SECRET))
    refuse(g, "bom-alone", "An empty file of some editors.", "\ufeff", 0)
    refuse(g, "beyond-the-bmp", "The position counts code points.", "whsec_\U0001f511\u200b0123", 7)


def placeholders(g: Group) -> None:
    for number, text in enumerate(PLACEHOLDERS, 1):
        name, why = f"secret-placeholder-{number}", "Anybody can guess it."
        g.refuse(name, why, "invalid_secret", OPENED, secrets=[text], signed_with=text)


def several(g: Group) -> None:
    g.refuse("secret-none", "No secret at all.", "invalid_secret", OPENED, secrets=[])
    spoils = "One bad secret spoils the list, though another one matches."
    for name, secrets in (
        ("second-empty", [SECRET, ""]),
        ("first-empty", ["", SECRET]),
        ("second-padded", [SECRET, "whsec_other "]),
        ("second-undefined", [SECRET, "undefined"]),
        ("second-quoted", [SECRET, "'whsec_other'"]),
        ("second-invisible", [SECRET, "whsec_\u200bother"]),
    ):
        g.refuse(f"secret-{name}", spoils, "invalid_secret", OPENED, secrets=secrets)
    for name, changes in (
        ("missing-signature", {"headers": []}),
        ("body-too-large", {"options": {"max_body": 1}}),
        ("malformed-signature", {"signature": "zz"}),
    ):
        why = "The configuration is checked before the request."
        g.refuse(f"secret-empty-before-{name}", why, "invalid_secret", OPENED, secrets=[""], **changes)


def fine(g: Group) -> None:
    for name, why, secret in (
        ("without-prefix", "Any text will do as a secret.", "4f6d1c2b9a8e7d6c5b4a39281706f5e4"),
        ("prefix-alone", "Any text will do as a secret.", "whsec_"),
        ("one-character", "Any text will do as a secret.", "x"),
        ("inner-spaces", "Spaces inside are part of the key.", "correct horse  battery staple"),
        ("inner-quotes", "Quotes inside are part of the key.", "it's \"quoted\", isn't it"),
        ("non-ascii", "The key is the secret's UTF-8.", "whsec_\u043a\u043b\u044e\u0447\U0001f511"),
        ("decomposed", "The key is not normalized.", "whsec_e\u0301"),
        ("not-base64", "Nothing is decoded.", "whsec_!!!not-base64!!!"),
        ("base64", "Nothing is decoded, though it could be.", "whsec_c2VjcmV0LWtleS1ieXRlcw=="),
        ("percent", "Nothing is decoded, though it could be.", "whsec_%20%41"),
        ("word-in-it", "A placeholder is the whole text.", "whsec_undefined"),
        ("word-and-more", "A placeholder is the whole text.", "null and void"),
        ("word-with-dotless-i", "Case is that of ASCII.", "n\u0131l"),
        ("word-with-dotted-i", "Case is that of ASCII.", "undef\u0130ned"),
        ("brackets", "Brackets alone are no placeholder.", "[objects]"),
        ("dollar", "Nor is a dollar sign.", "$ecret"),
        ("braces-open", "Nor is half of one.", "${SECRET"),
        ("64-bytes", "As long as a block of the hash.", "whsec_" + "a" * 58),
        ("65-bytes", "Longer than a block: HMAC hashes the key first.", "whsec_" + "a" * 59),
        ("1000-bytes", "A very long key.", "whsec_" + "0123456789" * 99 + "abcd"),
    ):
        g.accept(f"secret-fine-{name}", why, OPENED, secrets=[secret], signed_with=secret)
