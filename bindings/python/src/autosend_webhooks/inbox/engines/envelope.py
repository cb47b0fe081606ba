"""A delivery as it stands in an engine: a line of JSON with what is known of it, then the signed bytes as they came."""

from __future__ import annotations

import json
import re
from typing import Any, Optional

from ..statements import Job, Lease

_DIGEST = re.compile("[0-9a-f]{64}")


def job_of(payload: bytes, lease: Lease, attempt: int, is_suspect: bool = False) -> Optional[Job]:
    """What a receiver has put there; None if somebody else did."""
    head, _, body = payload.partition(b"\n")
    said = _object(head)
    headers = _object(said.get("headers"))
    id, sent, secret = said.get("id"), said.get("sent"), said.get("secret")
    if not isinstance(id, str) or not isinstance(secret, int) or not isinstance(sent, (int, type(None))):
        return None
    if digest_of(payload) is None:
        return None
    return Job(lease, attempt, id, sent, secret, headers, body, is_suspect)


def digest_of(payload: bytes) -> Optional[str]:
    """The digest that a receiver has noted."""
    digest = _object(payload.partition(b"\n")[0]).get("digest")
    return digest if isinstance(digest, str) and _DIGEST.fullmatch(digest) else None


def _object(text: Any) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
