"""Django: views that receive webhooks.

urlpatterns = [path("webhooks", webhook_view(webhooks))]
"""

from __future__ import annotations

from collections.abc import Awaitable, Iterator
from typing import Any, Callable

from django.core.exceptions import RequestDataTooBig
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, JsonResponse, RawPostDataException, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt

from .._backend import Verifier
from ..bodies import declared_length, read, taken
from ..delivery import Delivery
from ..errors import WebhookError, make_error
from ..request import IS_NEEDED, Request
from ..responses import NOT_POST, Answer
from ..webhooks import Webhooks

__all__ = ["Webhooks", "async_webhook_view", "verify_request", "webhook_view"]

_FIX = (
    "Django: read it by `request.body`, which keeps it, before anything reads `request.POST`, `request.FILES` or "
    "`request.read()` (middleware too)."
)


def webhook_view(webhooks: Webhooks) -> Callable[..., HttpResponse]:
    """A view for POST requests, exempt from CSRF checks: the signature is what protects it.

    Put the path into AutoSend as it stands in `urlpatterns`: APPEND_SLASH can't redirect a POST.
    """

    def view(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return _Response(NOT_POST, webhooks)
        return _Response(webhooks.receive(_given(webhooks, request), _headers(request)), webhooks)

    return csrf_exempt(view)


def async_webhook_view(webhooks: Webhooks) -> Callable[..., Awaitable[HttpResponse]]:
    """The same for ASGI: async handlers are awaited in the server's loop."""

    async def view(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return _Response(NOT_POST, webhooks)
        answer = await webhooks.receive_async(_given(webhooks, request), _headers(request))
        if answer.work is None or not isinstance(request, ASGIRequest):
            # Under WSGI the loop ends with the view.
            return _Response(answer, webhooks)
        # Django closes responses outside of the loop, so they can't be awaited there.
        webhooks.finish_soon(answer)
        return _Response(Answer(answer.status, answer.body, answer.headers), webhooks)

    return csrf_exempt(view)


def verify_request(verifier: Verifier, request: HttpRequest) -> Delivery:
    """Verifies a request, in a view of your own (make it `csrf_exempt`). Raises WebhookError."""
    return verifier.verify(_body(request, verifier.max_body), _headers(request))


def _headers(request: HttpRequest) -> Any:
    """The headers, with the URL and method where providers sign them."""
    return Request(request.META, request.build_absolute_uri(), request.method) if IS_NEEDED else request.META


def _given(webhooks: Webhooks, request: HttpRequest) -> bytes | WebhookError:
    try:
        return _body(request, webhooks.max_body)
    except WebhookError as error:
        return error


def _body(request: HttpRequest, limit: int) -> bytes:
    """The raw body, which is not larger than the limit, nor than Django's own DATA_UPLOAD_MAX_MEMORY_SIZE."""
    length = declared_length(request.META.get("CONTENT_LENGTH") or None)
    if length is not None and length > limit:
        raise make_error("body_too_large", f"The body is larger than the limit. ({length} bytes, the limit is {limit})")
    try:
        if length is None and request.META.get("wsgi.input_terminated") and not getattr(request, "_body", b""):
            # A chunked body: Django takes it for an empty one.
            request._body = read(request.META["wsgi.input"], None, limit)
        return request.body
    except RequestDataTooBig:
        raise make_error("body_too_large") from None
    except RawPostDataException:
        raise taken(_FIX) from None
    except (UnreadablePostError, OSError):
        # The client broke off: nothing of it was signed, and nobody reads the answer.
        return b""


class _Response(JsonResponse):
    """An answer that knows whether the server has taken it."""

    def __init__(self, answer: Answer, webhooks: Webhooks) -> None:
        super().__init__(answer.body, status=answer.status, headers=answer.headers)
        # So that the client has all of it before the end of the response.
        self["Content-Length"] = str(len(self.content))
        self._answer = answer
        self._webhooks = webhooks
        self._is_being_sent = False

    def __iter__(self) -> Iterator[bytes]:
        """What a WSGI server sends."""
        self._is_being_sent = True
        yield from super().__iter__()
        self._is_being_sent = False

    def close(self) -> None:
        """Ends the response, as servers do when it is sent; test clients do it without sending."""
        # First, while Django keeps what belongs to the request.
        answer, self._answer = self._answer, NOT_POST
        then = self._webhooks.abandon if self._is_being_sent else self._webhooks.finish
        then(answer)
        super().close()
