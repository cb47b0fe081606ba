# Generated from schema/ by `cargo xtask generate`; do not edit.
"""Secrets and the signatures that they make."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable
from typing import NamedTuple, Optional

from .errors import refusal

# Characters that can't be part of a secret anywhere: white space but the plain space, controls, what shows nothing,
# what stands for bytes that could not be read.
_UNSEEN = (
    "\0-\x1f\x7f-\xa0\xad\u034f\u061c\u115f-\u1160\u1680\u17b4-\u17b5\u180b-\u180f"
    "\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Spaces and quotation marks are fine inside.
_ENDS = " \"'`\u00ab\u00bb\u2018-\u201f\u2039\u203a"
_FOREIGN = re.compile(f"[{_UNSEEN}]|\\A[{_ENDS}]|[{_ENDS}]\\Z")
# What a missing value prints as, in one language or another.
_MISSING = re.compile(
    r"undefined|null|none|nil|nan|true|false|\(null\)|<nil>|<null>|\*\*\*hidden\*\*\*", re.IGNORECASE | re.ASCII
)
# What encloses a variable that was never replaced by its value.
_VARIABLES = (("${", "}"), ("$(", ")"), ("{{", "}}"), ("[object ", "]"))
_PREFIX = ""
_FORM = re.compile("[0-9a-f]{64}")


class SignedParts(NamedTuple):
    """What is signed of a request."""

    timestamp: str
    """The value of the timestamp header."""
    delivery_id: str
    """The value of the delivery id header."""
    body: bytes
    """The raw body."""


class Secret:
    """A secret, as the key that it stands for."""

    __slots__ = ("_hmac",)

    def __init__(self, text: Optional[str]) -> None:
        if text is None:
            raise refusal("invalid_secret", "it is None: is the environment variable set?")
        if not isinstance(text, str):
            raise TypeError(f"a secret is a str, not {type(text).__name__}")
        _check(text)
        self._hmac = hmac.new(_key(text), digestmod=hashlib.sha256)

    @classmethod
    def guess(cls, text: str) -> Secret:
        """What may have been meant, whatever it looks like."""
        secret = cls.__new__(cls)
        secret._hmac = hmac.new(text.encode(errors="replace"), digestmod=hashlib.sha256)
        return secret

    def sign(self, request: SignedParts) -> bytes:
        """The signature of a request: 32 bytes."""
        state = self._hmac.copy()
        state.update(request.body)
        return state.digest()


def matching_secret(secrets: Iterable[Secret], header: str, request: SignedParts) -> int:
    """The number of the first secret that made the signature. All are tried, so that the time tells nothing."""
    signature = decode(header)
    if signature is None:
        raise refusal("malformed_signature")
    matching = [hmac.compare_digest(secret.sign(request), signature) for secret in secrets]
    if True not in matching:
        raise refusal("signature_mismatch")
    return matching.index(True)


def decode(header: str) -> Optional[bytes]:
    """Reads a signature header: 32 bytes, or None if it has another form."""
    text = header[len(_PREFIX) :]
    if not header.startswith(_PREFIX) or not _FORM.fullmatch(text):
        return None
    return bytes.fromhex(text)


def encode(signature: bytes) -> str:
    """A signature as AutoSend writes it into the header."""
    return _PREFIX + signature.hex()


def _check(text: str) -> None:
    """Refuses what shows that the configuration went wrong. Says where, and never shows the text."""
    if not text:
        raise refusal("invalid_secret", "it is empty")
    foreign = _FOREIGN.search(text)
    if foreign:
        code, position = ord(foreign.group()), foreign.start() + 1
        raise refusal("invalid_secret", f"U+{code:04X} at character {position} does not belong there")
    if _MISSING.fullmatch(text) or any(text.startswith(start) and text.endswith(end) for start, end in _VARIABLES):
        raise refusal("invalid_secret", "it is a placeholder, or what a missing value prints as")


def _key(text: str) -> bytes:
    return text.encode()
