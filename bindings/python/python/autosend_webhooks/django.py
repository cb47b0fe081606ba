"""Django: views that receive webhooks.

urlpatterns = [path("webhooks", webhook_view(webhooks))]
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable
from typing import Any, Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from ._backend import Delivery, Verifier
from ._bodies import declared_length, read
from .errors import make_error
from .webhooks import Answer, Webhooks

__all__ = ["Webhooks", "async_webhook_view", "verify_request", "webhook_view"]


def webhook_view(webhooks: Webhooks) -> Callable[..., HttpResponse]:
    """A view for POST requests, exempt from CSRF checks: the signature is what protects it."""

    def view(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        body = _body(request, webhooks.verifier.max_body)
        answer = webhooks.too_large() if body is None else webhooks.receive(body, request.META)
        return _Response(answer, webhooks)

    return csrf_exempt(view)


def async_webhook_view(webhooks: Webhooks) -> Callable[..., Awaitable[HttpResponse]]:
    """The same for ASGI: async handlers are awaited in the server's loop."""
    tasks: set[asyncio.Task[None]] = set()

    async def view(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        body = _body(request, webhooks.verifier.max_body)
        answer = webhooks.too_large() if body is None else await webhooks.receive_async(body, request.META)
        # Django closes responses outside of the loop, so a task it is. It lives as long as something refers to it.
        task = asyncio.create_task(webhooks.finish_async(answer))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
        return JsonResponse(answer.body, status=answer.status)

    return csrf_exempt(view)


def verify_request(verifier: Verifier, request: HttpRequest) -> Delivery:
    """Verifies a request, in a view of your own (make it `csrf_exempt`). Raises WebhookError."""
    body = _body(request, verifier.max_body)
    if body is None:
        raise make_error("body_too_large")
    return verifier.verify(body, request.META)


def _body(request: HttpRequest, limit: int) -> bytes | None:
    """The raw body; None if it is larger than the limit, or than Django's own DATA_UPLOAD_MAX_MEMORY_SIZE."""
    length = declared_length(request.META.get("CONTENT_LENGTH") or None)
    if length is not None and length > limit:
        return None
    if length is None and request.META.get("wsgi.input_terminated"):
        # A chunked body: Django takes it for an empty one.
        return read(request.META["wsgi.input"], None, limit)
    try:
        return request.body
    except RequestDataTooBig:
        return None


class _Response(JsonResponse):
    """An answer whose handlers run when the server has sent it."""

    def __init__(self, answer: Answer, webhooks: Webhooks) -> None:
        super().__init__(answer.body, status=answer.status)
        # So that the client has all of it before the end of the response.
        self["Content-Length"] = str(len(self.content))
        self._then = functools.partial(webhooks.finish, answer)

    def close(self) -> None:
        """Ends the response, as servers do when it is sent."""
        # First, while Django keeps what belongs to the request.
        self._then()
        super().close()
