"""Secrets: which are configuration errors and which are only unusual."""

from __future__ import annotations

from .bodies import OPENED
from .builder import SECRET, Group


def group() -> Group:
    g = Group("secrets", "Secrets that are refused before any request is looked at, and unusual ones that work.")

    # Each request is signed with the very secret, so that only the configuration is wrong.
    for name, why, secret in (
        ("empty", "An empty secret signs nothing.", ""),
        ("space", "White space alone.", " "),
        ("blank", "White space alone.", " \t\r\n"),
        ("leading-space", "Copied with a space.", " " + SECRET),
        ("trailing-space", "Copied with a space.", SECRET + " "),
        ("trailing-line-feed", "Read from a file with its line end.", SECRET + "\n"),
        ("trailing-carriage-return", "Read from a file with its line end.", SECRET + "\r\n"),
        ("leading-tab", "Copied with a tab.", "\t" + SECRET),
        ("leading-line-feed", "Copied with a line end.", "\n" + SECRET),
        ("both-sides", "Copied with spaces around.", f" {SECRET} "),
    ):
        g.refuse(f"secret-{name}", why, "invalid_secret", OPENED, secrets=[secret], signed_with=secret)
    g.refuse("secret-none", "No secret at all.", "invalid_secret", OPENED, secrets=[])
    for name, why, secrets in (
        ("second-empty", "One bad secret spoils the list, though another one matches.", [SECRET, ""]),
        ("first-empty", "One bad secret spoils the list, though another one matches.", ["", SECRET]),
        ("second-padded", "One bad secret spoils the list, though another one matches.", [SECRET, "whsec_other "]),
    ):
        g.refuse(f"secret-{name}", why, "invalid_secret", OPENED, secrets=secrets)
    for name, why, changes in (
        ("missing-signature", "The configuration is checked before the request.", {"headers": []}),
        ("body-too-large", "The configuration is checked before the request.", {"options": {"max_body": 1}}),
        ("malformed-signature", "The configuration is checked before the request.", {"signature": "zz"}),
    ):
        g.refuse(f"secret-empty-before-{name}", why, "invalid_secret", OPENED, secrets=[""], **changes)

    for name, why, secret in (
        ("without-prefix", "Any text will do as a secret.", "4f6d1c2b9a8e7d6c5b4a39281706f5e4"),
        ("prefix-alone", "Any text will do as a secret.", "whsec_"),
        ("one-character", "Any text will do as a secret.", "x"),
        ("inner-spaces", "White space inside is part of the key.", "correct horse\tbattery staple"),
        ("non-ascii", "The key is the secret's UTF-8.", "whsec_\u043a\u043b\u044e\u0447\U0001f511"),
        ("decomposed", "The key is not normalized.", "whsec_e\u0301"),
        ("not-base64", "Nothing is decoded.", "whsec_!!!not-base64!!!"),
        ("base64", "Nothing is decoded, though it could be.", "whsec_c2VjcmV0LWtleS1ieXRlcw=="),
        ("percent", "Nothing is decoded, though it could be.", "whsec_%20%41"),
        ("quotes", "Quotes are part of the key.", '"whsec_quoted"'),
        ("64-bytes", "As long as a block of the hash.", "whsec_" + "a" * 58),
        ("65-bytes", "Longer than a block: HMAC hashes the key first.", "whsec_" + "a" * 59),
        ("1000-bytes", "A very long key.", "whsec_" + "0123456789" * 99 + "abcd"),
    ):
        g.accept(f"secret-fine-{name}", why, OPENED, secrets=[secret], signed_with=secret)
    return g
