"""Secrets and the signatures that they make, by the schemes that the provider's constants describe."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from typing import Any, NamedTuple, Optional

from ._generated.provider import SIGNATURES, TIMESTAMP_FROM
from .claims import Claim, encoded, read_claim, write_claim
from .errors import WebhookError, refusal
from .headers import IS_FAST, SIGNATURES_AT, TIMESTAMP, Values
from .keys import HmacKey, Key, TokenKey, make_key
from .request import Request, request_of
from .secret_form import check_form
from .signed_content import signed_content

_IS_BODY_IN_HEX = IS_FAST and SIGNATURES[0].encoding == "hex" and SIGNATURES[0].parts == (("body", ""),)
_PREFIX = SIGNATURES[0].prefix
_IS_FROM_PAIR = TIMESTAMP_FROM == "pair"


class Secret:
    """A secret, as the key that it stands for in each scheme."""

    __slots__ = ("_keys", "_state")

    def __init__(self, text: Optional[str]) -> None:
        if text is None:
            raise refusal("invalid_secret", "it is None: is the environment variable set?")
        if not isinstance(text, str):
            raise TypeError(f"a secret is a str, not {type(text).__name__}")
        check_form(text)
        keys, refused = _keys_of(text)
        if refused is not None and not any(keys):
            raise refused
        self._set(keys)

    @classmethod
    def guess(cls, text: str) -> Secret:
        """What may have been meant, whatever it looks like."""
        secret = cls.__new__(cls)
        key = text.encode(errors="replace")
        secret._set([HmacKey(key, scheme.hash) if scheme.scheme == "hmac" else None for scheme in SIGNATURES])
        return secret

    def _set(self, keys: Sequence[Optional[Key]]) -> None:
        self._keys = keys
        first = keys[0]
        self._state: Any = first.state if isinstance(first, HmacKey) else None

    def hex_of(self, body: bytes) -> str:
        """The first scheme's signature of a body, if that is all that it signs, by an HMAC in hex."""
        state = self._state.copy()
        state.update(body)
        text: str = state.hexdigest()
        return text

    def matches(self, place: int, signatures: Sequence[bytes], content: Sequence[bytes]) -> bool:
        """Whether it made one of the signatures by the scheme at that place."""
        key = self._keys[place]
        return key is not None and key.matches(signatures, content)

    def sign(self, timestamp: str, given: Values, request: Request, body: bytes) -> tuple[int, str]:
        """The signature header of a request, by the first scheme that the secret fits, and which scheme that is."""
        place, key = next((place, key) for place, key in enumerate(self._keys) if key is not None)
        if isinstance(key, TokenKey):
            return place, write_claim(place, key.text(), timestamp)
        content = signed_content(place, timestamp, given, request, body)
        return place, write_claim(place, encoded(place, key.sign(content)), timestamp)


class Match(NamedTuple):
    """What showed that a request is authentic."""

    secret_index: int
    """The number of the first secret that made the signature."""
    timestamp: Optional[str]
    """When the request says it was sent, as it says it."""


def matching_secret(secrets: Sequence[Secret], signature: str, given: Values, headers: Any, body: bytes) -> int:
    """The number of the first secret that made a signature of the first scheme: the fast path of `authenticate`."""
    # What equals a signature has its form.
    is_fast = _IS_BODY_IN_HEX and len(secrets) == 1 and signature.isascii()
    if is_fast and hmac.compare_digest(_PREFIX + secrets[0].hex_of(body), signature):
        return 0
    return authenticate(secrets, given, request_of(headers), body).secret_index


def authenticate(secrets: Sequence[Secret], given: Values, request: Request, body: bytes) -> Match:
    """Finds the first secret that made a signature, by any scheme.

    All secrets, schemes and signatures are tried, so that the time tells nothing.
    """
    found: Optional[Match] = None
    refused: Optional[WebhookError] = None
    is_any = False
    for place, claim in _claims(given):
        if not claim.signatures:
            continue
        is_any = True
        timestamp = claim.timestamp if _IS_FROM_PAIR else given[TIMESTAMP]
        try:
            content = signed_content(place, timestamp, given, request, body)
        except WebhookError as error:
            refused = refused or error
            continue
        fits = [secret.matches(place, claim.signatures, content) for secret in secrets]
        if True in fits and (found is None or fits.index(True) < found.secret_index):
            found = Match(fits.index(True), timestamp)
    if found is None:
        raise refused or refusal("signature_mismatch" if is_any else "malformed_signature")
    return found


def is_well_formed(header: str) -> bool:
    """Whether there is a signature of the first scheme in its header."""
    return bool(read_claim(0, header).signatures)


def _claims(given: Values) -> list[tuple[int, Claim]]:
    """What the request claims, by the schemes whose headers are there."""
    headers = [(place, given[at]) for place, at in enumerate(SIGNATURES_AT)]
    return [(place, read_claim(place, header)) for place, header in headers if header is not None]


def _keys_of(text: str) -> tuple[list[Optional[Key]], Optional[WebhookError]]:
    """The keys that a secret stands for, and why it stands for none in a scheme."""
    keys: list[Optional[Key]] = []
    refused: Optional[WebhookError] = None
    for scheme in SIGNATURES:
        try:
            keys.append(make_key(scheme, text))
        except WebhookError as error:
            keys.append(None)
            refused = refused or error
    return keys, refused
