"""Flask: an extension that receives webhooks.

webhooks = Webhooks(app)  # POST /webhooks, secret from AUTOSEND_WEBHOOK_SECRET

@webhooks.on("email.bounced")
def bounced(event): ...
"""

from __future__ import annotations

import os
from typing import Any, Callable, cast

import flask

from .._backend import Verifier
from ..bodies import read, read_declared, taken
from ..delivery import Delivery
from ..errors import WebhookError, make_error
from ..responses import Answer
from ..webhooks import SECRET_VARIABLE
from ..webhooks import Webhooks as _Webhooks
from .wsgi import AnswerBody

__all__ = ["Webhooks", "verify_request"]

_FIX = (
    "Flask: read it by `request.get_data()`, which keeps it, before anything reads `request.form`, `request.files` or "
    "`request.stream`."
)


class Webhooks(_Webhooks):
    """The handlers of an app's webhooks, and the blueprint that receives them.

    With an `app`, the blueprint is registered there at once; else call `init_app(app)` or register `blueprint`
    yourself. Handlers run in the app's context, those of `answer="at-once"` too. Without a secret it comes from the
    app's configuration, AUTOSEND_WEBHOOK_SECRET, or from the environment. Flask-WTF's `CSRFProtect` refuses what has no
    token: `csrf.exempt(webhooks.blueprint)`. A path without a slash at its end does not match one with it.
    """

    def __init__(
        self,
        app: flask.Flask | None = None,
        secret: Any = None,
        *,
        path: str = "/webhooks",
        **options: Any,
    ) -> None:
        super().__init__(secret, **options)
        self.blueprint = flask.Blueprint("autosend_webhooks", __name__)
        self.blueprint.add_url_rule(path, "receive", self._view, methods=["POST"])
        if app is not None:
            self.init_app(app)

    def init_app(self, app: flask.Flask) -> None:
        """Registers the blueprint, and this object as `app.extensions["autosend_webhooks"]`."""
        app.extensions["autosend_webhooks"] = self
        app.register_blueprint(self.blueprint)

    def _default_secret(self) -> Any:
        config = cast("dict[str, Any]", flask.current_app.config if flask.has_app_context() else {})
        return config.get(SECRET_VARIABLE) or os.environ.get(SECRET_VARIABLE)

    def _view(self) -> flask.Response:
        try:
            body: bytes | WebhookError = _body(self.max_body)
        except WebhookError as error:
            body = error
        answer = self.receive(body, flask.request.environ)
        if answer.work is not None and flask.current_app.testing:
            # Flask's test client does not end its responses.
            self.finish(answer)
            answer = Answer(answer.status, answer.body, answer.headers)
        # Servers end responses outside of the context.
        text = AnswerBody(answer, _in_context(self.finish), _in_context(self.abandon))
        response = flask.Response(text, answer.status, {**answer.headers, "Content-Length": str(len(text.text))})
        response.mimetype = "application/json"
        return response


def _in_context(function: Callable[[Answer], None]) -> Callable[[Answer], None]:
    inside = flask.copy_current_request_context(function)

    def call(answer: Answer) -> None:
        if answer.delivery is not None or answer.work is not None:
            inside(answer)

    return call


def verify_request(verifier: Verifier) -> Delivery:
    """Verifies the current request, in a view of your own; its body can still be read then. Raises WebhookError."""
    return verifier.verify(_body(verifier.max_body), flask.request.environ)


def _body(limit: int) -> bytes:
    """The raw body, or its beginning if it is larger than the limit; kept as `get_data()` keeps it."""
    request = flask.request
    kept: bytes | None = getattr(request, "_cached_data", None)
    if kept is not None:
        return kept
    length = request.content_length
    if length is not None and length > limit:
        raise make_error("body_too_large", f"The body is larger than the limit. ({length} bytes, the limit is {limit})")
    was_touched = "stream" in vars(request) or "form" in vars(request)
    if length is None:
        body = read(request.stream, None, limit)
        if not body and was_touched:
            raise taken(_FIX)
    else:
        body = read_declared(request.stream, length, limit, _FIX)
    if len(body) <= limit:
        # As `get_data()` keeps it.
        request._cached_data = body  # pyright: ignore[reportPrivateUsage]
    return body
