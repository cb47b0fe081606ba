# Generated from schema/ by `cargo xtask generate`; do not edit.
"""Secrets and the signatures that they make."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable
from typing import NamedTuple, Optional

from .errors import refusal

# What Unicode calls white space.
_SPACE = (
    "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
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
        if not text:
            raise refusal("invalid_secret", "it is empty")
        if text.strip(_SPACE) != text:
            raise refusal("invalid_secret", "it has white space around it")
        self._hmac = hmac.new(_key(text), digestmod=hashlib.sha256)

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


def _key(text: str) -> bytes:
    try:
        key = text.encode()
    except UnicodeEncodeError:
        raise refusal("invalid_secret", "it is no valid Unicode") from None
    return key
