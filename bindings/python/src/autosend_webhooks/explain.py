"""Why a request does not verify, found by trying. Accepts nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Optional

from ._generated.provider import SIGNATURES
from .errors import WebhookError
from .headers import SIGNATURES_AT, TIMESTAMP, Values, read_headers
from .request import Request, request_of
from .signature import Secret, authenticate, is_well_formed
from .timestamp import timestamp_millis

_SCHEME = SIGNATURES[0]


class Cause(NamedTuple):
    """What is wrong with a request, and what to do about it."""

    cause: str
    """Which cause it is, in snake case, e.g. "trailing_newline"."""
    finding: str
    """What was found, in a sentence."""
    fix: str
    """What to do about it."""

    def __repr__(self) -> str:
        return f"<Cause {self.cause}>"

    def __str__(self) -> str:
        return f"{self.cause}: {self.finding} {self.fix}"


class Explanation(NamedTuple):
    """A report for people and no verdict: only `verify` lets anybody in."""

    error: Optional[WebhookError]
    """Why the verifier refuses the request; None if it would accept it."""
    causes: tuple[Cause, ...]
    """What is behind it, most telling first; empty if no known cause fits."""

    def __repr__(self) -> str:
        if self.error is None:
            return "<Explanation: accepted>"
        return f"<Explanation {self.error.code}, causes {self.causes!r}>"

    def __str__(self) -> str:
        if self.error is None:
            return "The request verifies."
        return "\n".join(str(line) for line in (self.error, *self.causes))


_VERIFY_RAW = "Verify the bytes as received, before any parser or middleware touches them."
_EMPTY_BODY = Cause(
    "body_is_empty",
    "The body is empty.",
    "Read it before other middleware does, or keep what that middleware read: a stream can be read once.",
)
_UNEXPLAINED = Cause(
    "unknown",
    "No known mistake makes this signature: the secret is another webhook's, the body was changed on the way, or the "
    "request is forged.",
    "Compare the secret with the one that AutoSend shows for this webhook.",
)


def explain(error: WebhookError, secrets: Iterable[Any], body: bytes, headers: Any, now: int) -> Explanation:
    """Looks for the mistake behind a refusal by trying the usual ones."""
    return Explanation(error, tuple(_causes(error, secrets, body, headers, now)))


def _causes(error: WebhookError, secrets: Iterable[Any], body: bytes, headers: Any, now: int) -> list[Cause]:
    if error.code in ("timestamp_too_old", "timestamp_in_future"):
        sent_at = timestamp_millis(read_headers(headers)[TIMESTAMP] or "")
        return [] if sent_at is None else [_clock_skew(now - sent_at)]
    if error.code in ("malformed_signature", "signature_mismatch"):
        return _signature_causes(secrets, body, read_headers(headers), request_of(headers))
    return [] if body else [_EMPTY_BODY]


def _signature_causes(secrets: Iterable[Any], body: bytes, given: Values, request: Request) -> list[Cause]:
    """Tries every reading of the signature with every key over every body: one change of each is most refusals."""
    header, about_form = _signature(given[SIGNATURES_AT[0]] or "")
    values = tuple(header if at == SIGNATURES_AT[0] and header else value for at, value in enumerate(given))
    for secret, about_secret in (reading for text in secrets for reading in _secrets(text)):
        for reading, about_body in _bodies(body):
            if _is_signed(secret, values, request, reading):
                return [cause for cause in (about_secret, about_body, about_form) if cause is not None]
    about = [cause for cause in (about_form, None if body else _EMPTY_BODY) if cause is not None]
    return about or [_UNEXPLAINED]


def _is_signed(secret: Secret, given: Values, request: Request, body: bytes) -> bool:
    try:
        authenticate([secret], given, request, body)
    except WebhookError:
        return False
    return True


def _signature(header: str) -> tuple[Optional[str], Optional[Cause]]:
    """What the header may stand for, and what is wrong with it then."""
    readings: list[tuple[str, Optional[Cause]]] = [(header, None)]
    if _SCHEME.encoding == "hex":
        upper_case = Cause("signature_upper_case", "The signature is in upper case.", "Send lower-case hex digits.")
        readings.append((header.lower(), upper_case))
    if _SCHEME.prefix:
        missing = Cause("signature_prefix_missing", "The signature comes without its prefix.", "Send the prefix too.")
        readings.append((_SCHEME.prefix + header, missing))
    else:
        prefix = Cause("signature_has_prefix", "The signature comes with a prefix.", "Send the signature alone.")
        readings.append((re.sub("^[^=, ]{1,9}[=, ] *", "", header), prefix))
    return next(((text, cause) for text, cause in readings if is_well_formed(text)), (None, None))


def _secrets(text: str) -> Iterator[tuple[Secret, Optional[Cause]]]:
    """What the configured secret may have been meant to be, as it stands first."""
    yield Secret(text), None
    prefix = _SCHEME.secret_prefix
    if not prefix or _SCHEME.key != "utf8":
        return
    if not text.startswith(prefix):
        yield (
            Secret.guess(prefix + text),
            Cause(
                "secret_prefix_missing",
                f"The signature is right for the secret with {prefix} before it.",
                "Configure the whole secret, its prefix included.",
            ),
        )
    elif text[len(prefix) :].strip():
        yield (
            Secret.guess(text[len(prefix) :].strip()),
            Cause(
                "secret_prefix_stripped",
                f"The request was signed with the secret without its {prefix} prefix.",
                "Sign with the whole secret: the prefix belongs to the key.",
            ),
        )


def _bodies(body: bytes) -> Iterator[tuple[bytes, Optional[Cause]]]:
    """The bodies that may have been signed, as received first."""
    yield body, None
    changed = "The body's line ends were changed."
    readings = [
        (
            re.sub(rb"\r?\n\Z", b"", body),
            "trailing_newline",
            "The signature is right for the body without the newline at its end.",
            "Don't add a line end to the body.",
        ),
        (
            body + b"\n",
            "newline_missing",
            "The signature is right for the body with a newline at its end.",
            "Don't trim the body.",
        ),
        (body.replace(b"\r\n", b"\n"), "line_ends_changed", changed, _VERIFY_RAW),
        (re.sub(rb"\r?\n", b"\r\n", body), "line_ends_changed", changed, _VERIFY_RAW),
        (_reserialized(body), "body_reserialized", "The body was parsed and serialized again.", _VERIFY_RAW),
    ]
    for reading, cause, finding, fix in readings:
        if reading != body:
            yield reading, Cause(cause, finding, fix)


def _reserialized(body: bytes) -> bytes:
    """The text that JavaScript's `JSON.stringify` may have made, before another serializer changed it."""
    try:
        return json.dumps(json.loads(body), ensure_ascii=False, separators=(",", ":")).encode()
    except (ValueError, RecursionError):
        return body


def _clock_skew(age: int) -> Cause:
    direction = "ahead of" if age < 0 else "behind"
    return Cause(
        "clock_skew",
        f"The timestamp is {abs(age) / 1000:.1f} s {direction} the clock.",
        "Synchronise the clocks (NTP). If they agree, this is a replay.",
    )
