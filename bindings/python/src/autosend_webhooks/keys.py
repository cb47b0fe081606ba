"""What a secret is to a signature scheme."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Callable, Protocol

from .claims import token_digest
from .errors import WebhookError, refusal
from .scheme import Scheme


class Key(Protocol):
    """A secret, for one scheme."""

    def matches(self, signatures: Sequence[bytes], content: Sequence[bytes], /) -> bool:
        """Whether it made one of the signatures. All are looked at, so that the time tells nothing."""
        ...

    def sign(self, content: Sequence[bytes], /) -> bytes:
        """The signature of what is signed."""
        ...


class HmacKey:
    """The key of an HMAC."""

    __slots__ = ("state",)

    def __init__(self, key: bytes, hash: str) -> None:
        state = hmac.new(key, digestmod=getattr(hashlib, hash))
        self.state: Any = getattr(state, "_hmac", None) or state
        """A state to copy. What the standard library wraps costs less to copy than the wrapper, which would do too."""

    def sign(self, content: Sequence[bytes]) -> bytes:
        """The signature of what is signed."""
        state = self.state.copy()
        for part in content:
            state.update(part)
        digest: bytes = state.digest()
        return digest

    def matches(self, signatures: Sequence[bytes], content: Sequence[bytes]) -> bool:
        """Whether it made one of the signatures."""
        return _is_among(signatures, self.sign(content))


class TokenKey:
    """A token, which is sent as it is."""

    __slots__ = ("_digest", "text")

    def __init__(self, text: str) -> None:
        self._digest = token_digest(text.encode())
        # In a closure, so that nothing which shows attributes shows it.
        self.text: Callable[[], str] = lambda: text

    def sign(self, _content: Sequence[bytes], /) -> bytes:
        """The token itself: nothing is signed."""
        return self.text().encode()

    def matches(self, signatures: Sequence[bytes], _content: Sequence[bytes], /) -> bool:
        """Whether one is the token."""
        return _is_among(signatures, self._digest)


class Ed25519Key:
    """The provider's public key, 32 bytes; after the private one, 64 bytes together, it signs too."""

    __slots__ = ("_mismatch", "_private", "_public")

    def __init__(self, key: bytes) -> None:
        if len(key) not in (32, 64):
            raise refusal("invalid_secret", "an ed25519 key has 32 bytes, after the private one 64 together")
        try:
            ed25519 = import_module("cryptography.hazmat.primitives.asymmetric.ed25519")
            self._mismatch: type[Exception] = import_module("cryptography.exceptions").InvalidSignature
        except ImportError:
            raise refusal("invalid_secret", "ed25519 needs a package: pip install cryptography") from None
        self._public: Any = ed25519.Ed25519PublicKey.from_public_bytes(key[-32:])
        self._private: Any = ed25519.Ed25519PrivateKey.from_private_bytes(key[:32]) if len(key) == 64 else None

    def sign(self, content: Sequence[bytes]) -> bytes:
        """The signature of what is signed. Raises TypeError if there is only a public key."""
        if self._private is None:
            raise TypeError("a public key signs nothing: give the private one and the public one, 64 bytes together")
        signature: bytes = self._private.sign(b"".join(content))
        return signature

    def matches(self, signatures: Sequence[bytes], content: Sequence[bytes]) -> bool:
        """Whether one of the signatures is right."""
        message = b"".join(content)
        fits = [self._is_right(signature, message) for signature in signatures]
        return True in fits

    def _is_right(self, signature: bytes, message: bytes) -> bool:
        try:
            self._public.verify(signature, message)
        except self._mismatch:
            return False
        return True


def make_key(scheme: Scheme, text: str) -> Key:
    """The key that a secret's text stands for. Raises WebhookError if it stands for none."""
    if scheme.scheme == "token":
        return TokenKey(text)
    if scheme.scheme == "basic":
        return TokenKey(base64.b64encode(text.encode()).decode())
    key = _decoded(scheme, text)
    return Ed25519Key(key) if scheme.scheme == "ed25519" else HmacKey(key, scheme.hash)


def _decoded(scheme: Scheme, text: str) -> bytes:
    if scheme.key == "utf8":
        return text.encode()
    encoded = text[len(scheme.secret_prefix) :] if text.startswith(scheme.secret_prefix) else text
    if not encoded:
        raise refusal("invalid_secret", "it is empty")
    try:
        if scheme.key == "base64":
            return base64.b64decode(encoded.encode(), validate=True)
        if not encoded.isalnum():
            raise ValueError(scheme.key)
        return bytes.fromhex(encoded)
    except ValueError:
        raise _not(scheme.key) from None


def _not(encoding: str) -> WebhookError:
    return refusal("invalid_secret", f"it is not {encoding}")


def _is_among(signatures: Sequence[bytes], right: bytes) -> bool:
    fits = [hmac.compare_digest(signature, right) for signature in signatures]
    return True in fits
