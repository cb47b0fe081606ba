"""Secrets and the signatures that they make, by the scheme that the provider's constants describe."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Sequence
from typing import Any, Optional

from ._generated.provider import (
    KEY_ENCODING,
    SECRET_PREFIX,
    SIGNATURE_ENCODING,
    SIGNATURE_PREFIX,
    SIGNED_PARTS,
)
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

_IS_HEX = SIGNATURE_ENCODING == "hex"
_FORM = re.compile("[0-9a-f]{64}" if _IS_HEX else "[A-Za-z0-9+/]{43}=")
SIGNATURE_LENGTH = len(SIGNATURE_PREFIX) + (64 if _IS_HEX else 44)
"""How long the value of a signature header is."""
_IS_BODY = SIGNED_PARTS == ("body",)


class Secret:
    """A secret, as the key that it stands for."""

    __slots__ = ("_hmac",)

    def __init__(self, text: Optional[str]) -> None:
        if text is None:
            raise refusal("invalid_secret", "it is None: is the environment variable set?")
        if not isinstance(text, str):
            raise TypeError(f"a secret is a str, not {type(text).__name__}")
        _check(text)
        self._hmac = _keyed(_key(text))

    @classmethod
    def guess(cls, text: str) -> Secret:
        """What may have been meant, whatever it looks like."""
        secret = cls.__new__(cls)
        secret._hmac = _keyed(text.encode(errors="replace"))
        return secret

    def sign(self, timestamp: str, delivery_id: str, body: bytes) -> str:
        """The signature of a request, from the values of its headers and the raw body, as it stands in the header."""
        state = self._hmac.copy()
        if _IS_BODY:
            state.update(body)
        else:
            values = {
                "timestamp": timestamp.encode("latin-1"),
                "delivery_id": delivery_id.encode("latin-1"),
                "body": body,
            }
            for part in SIGNED_PARTS:
                state.update(values[part] if isinstance(part, str) else part)
        text: str = state.hexdigest() if _IS_HEX else base64.b64encode(state.digest()).decode()
        return SIGNATURE_PREFIX + text


def matching_secret(secrets: Sequence[Secret], signature: str, timestamp: str, delivery_id: str, body: bytes) -> int:
    """The number of the first secret that made the signature. All are tried, so that the time tells nothing."""
    # What equals a signature has its form.
    given = signature if _IS_HEX and signature.isascii() else canonical(signature) or ""
    if len(secrets) == 1 and hmac.compare_digest(secrets[0].sign(timestamp, delivery_id, body), given):
        return 0
    found = None
    for index, secret in enumerate(secrets):
        if hmac.compare_digest(secret.sign(timestamp, delivery_id, body), given) and found is None:
            found = index
    if found is None:
        raise refusal("malformed_signature" if canonical(signature) is None else "signature_mismatch")
    return found


def canonical(signature: str) -> Optional[str]:
    """The value of a signature header as the provider writes it; None if it has another form."""
    text = signature[len(SIGNATURE_PREFIX) :]
    if not signature.startswith(SIGNATURE_PREFIX) or not _FORM.fullmatch(text):
        return None
    # The last digit in base64 has bits that stand for nothing.
    return signature if _IS_HEX else SIGNATURE_PREFIX + base64.b64encode(base64.b64decode(text)).decode()


def _keyed(key: bytes) -> Any:
    """A state to copy. What the standard library wraps costs less to copy than the wrapper, which would do as well."""
    state = hmac.new(key, digestmod=hashlib.sha256)
    return getattr(state, "_hmac", None) or state


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
    if KEY_ENCODING != "base64":
        return text.encode()
    encoded = text[len(SECRET_PREFIX) :] if text.startswith(SECRET_PREFIX) else text
    try:
        return base64.b64decode(encoded.encode(), validate=True)
    except ValueError:
        raise refusal("invalid_secret", "it is not base64") from None
