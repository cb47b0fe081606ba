"""AWS Lambda: a function behind API Gateway, a function URL or a load balancer.

lambda_handler = webhook_handler(webhooks)
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any, Callable

from ._backend import Delivery, Verifier
from .errors import WebhookError, body_error
from .webhooks import Answer, Webhooks

__all__ = ["Webhooks", "body_and_headers", "verify_event", "webhook_handler"]


def webhook_handler(webhooks: Webhooks) -> Callable[[Mapping[str, Any], Any], dict[str, Any]]:
    """A Lambda handler whose events the handlers get.

    They run before the answer, whatever `Webhooks` says: Lambda stops a function when it returns.
    """

    def handler(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
        try:
            body, headers = body_and_headers(event)
        except WebhookError as error:
            return _response(webhooks.refuse(error))
        return _response(webhooks.handle(body, headers))

    return handler


def verify_event(verifier: Verifier, event: Mapping[str, Any]) -> Delivery:
    """Verifies a request, in a handler of your own. Raises WebhookError."""
    return verifier.verify(*body_and_headers(event))


def body_and_headers(event: Mapping[str, Any]) -> tuple[bytes, Mapping[str, Any]]:
    """The raw body and the headers of a request, in every form that AWS gives them."""
    body = event.get("body") or ""
    if not isinstance(body, str):
        raise body_error(body)
    headers: Mapping[str, Any] = event.get("multiValueHeaders") or event.get("headers") or {}
    if not event.get("isBase64Encoded"):
        # A lone surrogate can't come from bytes: whatever stands in for it fails the signature.
        return body.encode(errors="replace"), headers
    try:
        return base64.b64decode(body, validate=True), headers
    except (binascii.Error, ValueError):
        raise body_error(body) from None


def _response(answer: Answer) -> dict[str, Any]:
    return {
        "statusCode": answer.status,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps(answer.body),
    }
