"""Flask: an extension that receives webhooks.

webhooks = Webhooks(app)  # POST /webhooks, secret from AUTOSEND_WEBHOOK_SECRET

@webhooks.on("email.bounced")
def bounced(event): ...
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable
from typing import Any, cast

import flask

from ._backend import Delivery, Verifier
from ._bodies import read
from .webhooks import SECRET_VARIABLE
from .webhooks import Webhooks as _Webhooks

__all__ = ["Webhooks", "verify_request"]


class Webhooks(_Webhooks):
    """The handlers of an app's webhooks, and the blueprint that receives them.

    With an `app`, the blueprint is registered there at once; else call `init_app(app)` or register `blueprint`
    yourself.
    """

    def __init__(
        self,
        app: flask.Flask | None = None,
        secret: str | Iterable[str] | Verifier | None = None,
        *,
        path: str = "/webhooks",
        **options: Any,
    ) -> None:
        if secret is None and app is not None:
            config = cast("dict[str, Any]", app.config)
            secret = config.get(SECRET_VARIABLE) or os.environ.get(SECRET_VARIABLE)
        super().__init__(secret, **options)
        self.blueprint = flask.Blueprint("autosend_webhooks", __name__)
        self.blueprint.add_url_rule(path, "receive", self._view, methods=["POST"])
        if app is not None:
            self.init_app(app)

    def init_app(self, app: flask.Flask) -> None:
        """Registers the blueprint, and this object as `app.extensions["autosend_webhooks"]`."""
        app.extensions["autosend_webhooks"] = self
        app.register_blueprint(self.blueprint)

    def _view(self) -> flask.Response:
        length, limit = flask.request.content_length, self.verifier.max_body
        if length is not None and length > limit:
            answer = self.too_large(length)
        else:
            answer = self.receive(_body(limit), flask.request.environ)
        response = flask.jsonify(answer.body)
        response.status_code = answer.status
        if flask.current_app.testing:
            # Flask's test client does not end its responses.
            self.finish(answer)
        else:
            response.call_on_close(functools.partial(self.finish, answer))
        return response


def verify_request(verifier: Verifier) -> Delivery:
    """Verifies the current request, in a view of your own. Raises WebhookError."""
    return verifier.verify(_body(verifier.max_body), flask.request.environ)


def _body(limit: int) -> bytes:
    """The raw body, or its beginning if it is larger than the limit."""
    request = flask.request
    length = request.content_length
    if length is None or length > limit:
        return read(request.stream, None, limit)
    # Kept by Flask, so it is there even if something asked for it before.
    return request.get_data()
