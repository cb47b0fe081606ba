"""AWS Lambda: a function behind API Gateway, a function URL or a load balancer.

lambda_handler = webhook_handler(webhooks)
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Callable, cast

from .._backend import Verifier
from ..delivery import Delivery
from ..errors import WebhookError, body_error
from ..responses import NOT_POST, Answer
from ..webhooks import Webhooks

__all__ = ["Webhooks", "body_and_headers", "verify_event", "webhook_handler"]


def webhook_handler(webhooks: Webhooks) -> Callable[[Mapping[str, Any], Any], dict[str, Any]]:
    """A Lambda handler whose events the handlers get.

    They run before the answer, whatever `Webhooks` says: Lambda stops a function when it returns.
    """

    def handler(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
        if _method(event) not in ("POST", None):
            return _response(NOT_POST, event)
        headers = _headers(event)
        try:
            return _response(webhooks.handle(_body(event), headers), event)
        except WebhookError as error:
            return _response(webhooks.handle(error, headers), event)

    return handler


def verify_event(verifier: Verifier, event: Mapping[str, Any]) -> Delivery:
    """Verifies a request, in a handler of your own. Raises WebhookError."""
    return verifier.verify(*body_and_headers(event))


def body_and_headers(event: Mapping[str, Any]) -> tuple[bytes, Mapping[str, Any]]:
    """The raw body and the headers of a request, in every form that AWS gives them."""
    return _body(event), _headers(event)


def _body(event: Mapping[str, Any]) -> bytes:
    body = event.get("body") or ""
    if not isinstance(body, str):
        raise body_error(body)
    if not event.get("isBase64Encoded"):
        # A lone surrogate can't come from bytes: whatever stands in for it fails the signature.
        return body.encode(errors="replace")
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        raise body_error(body) from None


def _headers(event: Mapping[str, Any]) -> Mapping[str, Any]:
    headers: Mapping[str, Any] = event.get("multiValueHeaders") or event.get("headers") or {}
    return headers


def _method(event: Mapping[str, Any]) -> Any:
    """The request's method, where version 1 or 2 of API Gateway's format has it; None if there is none."""
    return event.get("httpMethod") or _member(_member(event.get("requestContext"), "http"), "method")


def _member(value: Any, name: str) -> Any:
    return cast("Mapping[str, Any]", value).get(name) if isinstance(value, Mapping) else None


def _response(answer: Answer, event: Mapping[str, Any]) -> dict[str, Any]:
    headers = {"Content-Type": "application/json", **answer.headers}
    response = {
        "statusCode": answer.status,
        "statusDescription": f"{answer.status} {HTTPStatus(answer.status).phrase}",
        "isBase64Encoded": False,
        "body": json.dumps(answer.body),
    }
    if event.get("multiValueHeaders") is not None and event.get("headers") is None:
        # A load balancer whose target group has multi-value headers takes no others.
        return {**response, "multiValueHeaders": {name: [value] for name, value in headers.items()}}
    return {**response, "headers": headers}
