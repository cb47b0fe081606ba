"""What the header of a signature scheme says."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from typing import Callable, NamedTuple, Optional

from ._generated.provider import SIGNATURES
from .scheme import Scheme

MAX_ENTRIES = 64
"""Entries beyond these are not looked at: whoever signs several times, while a secret is replaced, sends few."""

_SIZES = {"sha1": 20, "sha256": 32, "sha512": 64}


class Claim(NamedTuple):
    """What a request claims by one scheme."""

    signatures: list[bytes]
    """The signatures that are well-formed; of tokens their SHA-256."""
    timestamp: Optional[str]
    """The timestamp, where pairs hold it."""


def read_claim(place: int, header: str) -> Claim:
    """Reads the header of the scheme at that place among all, in linear time. It fails at nothing."""
    scheme, decode = SIGNATURES[place], _DECODERS[place]
    timestamp = None
    if scheme.form == "plain":
        found = [header[len(scheme.prefix) :]] if header.startswith(scheme.prefix) else []
    elif scheme.form == "list":
        found = list(_entries(scheme, header))
    else:
        pairs = [_parted(pair, "=") for pair in _pieces(scheme, header)]
        found = [value for name, value in pairs if name == scheme.signature_pair]
        timestamp = next((value for name, value in pairs if name == scheme.timestamp_pair), None)
    decoded = [decode(text) for text in found]
    return Claim([signature for signature in decoded if signature is not None], timestamp or None)


def write_claim(place: int, signature: str, timestamp: str) -> str:
    """A header that carries a signature, written as the scheme writes it."""
    scheme = SIGNATURES[place]
    if scheme.form == "plain":
        return scheme.prefix + signature
    if scheme.form == "list":
        return f"{scheme.versions[0]},{signature}" if scheme.versions else signature
    pair = f"{scheme.signature_pair}={signature}"
    return pair if scheme.timestamp_pair is None else f"{scheme.timestamp_pair}={timestamp}{scheme.separator}{pair}"


def encoded(place: int, signature: bytes) -> str:
    """A signature as a scheme writes it."""
    encoding = SIGNATURES[place].encoding
    if encoding == "hex":
        return signature.hex()
    if encoding == "base64":
        return base64.b64encode(signature).decode()
    return base64.urlsafe_b64encode(signature).decode().rstrip("=")


def token_digest(token: bytes) -> bytes:
    """What is compared of a token: the time tells nothing, nor its length, then."""
    return hashlib.sha256(token).digest()


def _entries(scheme: Scheme, header: str) -> Iterable[str]:
    for entry in _pieces(scheme, header):
        version, text = _parted(entry, ",") if scheme.versions else ("", entry.strip())
        if not scheme.versions or version in scheme.versions:
            yield text


def _pieces(scheme: Scheme, header: str) -> list[str]:
    return header.split(scheme.separator, MAX_ENTRIES)[:MAX_ENTRIES]


def _parted(text: str, separator: str) -> tuple[str, str]:
    name, _, value = text.partition(separator)
    return name.strip(), value.strip()


def _decoder(scheme: Scheme) -> Callable[[str], Optional[bytes]]:
    """What makes bytes of a signature; None of what is none."""
    if scheme.scheme in ("token", "basic"):
        return lambda text: token_digest(text.encode("latin-1"))
    size = 64 if scheme.scheme == "ed25519" else _SIZES[scheme.hash]
    if scheme.encoding == "hex":
        form = re.compile(f"[0-9a-f]{{{2 * size}}}")
        return lambda text: bytes.fromhex(text) if form.fullmatch(text) else None
    letters, padding = -(-size * 4 // 3), "=" * (-size % 3)
    if scheme.encoding == "base64":
        form = re.compile(f"[A-Za-z0-9+/]{{{letters}}}{padding}")
        return lambda text: base64.b64decode(text) if form.fullmatch(text) else None
    form = re.compile(f"[A-Za-z0-9_-]{{{letters}}}(?:{padding})?")
    return lambda text: base64.urlsafe_b64decode(text.rstrip("=") + padding) if form.fullmatch(text) else None


_DECODERS = [_decoder(scheme) for scheme in SIGNATURES]
