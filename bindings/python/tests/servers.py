"""Every adapter, under a real server on a free port."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import types
from typing import Any, Callable, NamedTuple
from wsgiref.simple_server import WSGIRequestHandler, make_server

import fastapi
import flask
import httpx
from autosend_webhooks import asgi, aws_lambda, wsgi
from autosend_webhooks import fastapi as for_fastapi
from autosend_webhooks import flask as for_flask
from autosend_webhooks import starlette as for_starlette
from autosend_webhooks.testing import SignedRequest
from autosend_webhooks.webhooks import Webhooks
from starlette.applications import Starlette

Response = tuple[int, dict[str, Any]]
BUDGET = 20
"""Seconds: nothing takes longer, or it hangs."""


class Running(NamedTuple):
    """An application that is being served."""

    post: Callable[[SignedRequest], Response]
    url: str
    stop: Callable[[], None]


def served(url: str, stop: Callable[[], None]) -> Running:
    """One that is reached over the network."""

    def post(request: SignedRequest) -> Response:
        response = httpx.post(url, content=request.body, headers=request.headers, timeout=BUDGET)
        assert (response.headers.get("retry-after") == "1") == (response.status_code == 503)
        return response.status_code, response.json()

    return Running(post, url, stop)


def waitress(application: Any) -> Running:
    """A WSGI application under waitress."""
    from waitress.server import create_server

    server: Any = create_server(application, host="127.0.0.1", port=0)
    threading.Thread(target=server.run, daemon=True).start()
    return served(f"http://127.0.0.1:{server.effective_port}/webhooks", server.close)


class Quiet(WSGIRequestHandler):
    """Logs nothing."""

    def log_message(self, format: str, *args: Any) -> None:
        """Does nothing."""


def wsgiref(application: Any) -> Running:
    """The same under the standard library's server, which is strict about what the standard says."""
    from wsgiref.validate import validator

    server = make_server("127.0.0.1", 0, validator(application), handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return served(f"http://127.0.0.1:{server.server_port}/webhooks", server.shutdown)


def uvicorn(application: Any) -> Running:
    """An ASGI application under uvicorn."""
    import uvicorn

    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    server = uvicorn.Server(uvicorn.Config(application, log_level="critical", lifespan="auto"))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()

    def stop() -> None:
        server.should_exit = True
        thread.join(BUDGET)

    return served(f"http://127.0.0.1:{listener.getsockname()[1]}/webhooks", stop)


def hypercorn(application: Any) -> Running:
    """The same under hypercorn."""
    from hypercorn.asyncio import serve
    from hypercorn.config import Config

    listener = socket.create_server(("127.0.0.1", 0))
    config, loop, end = Config(), asyncio.new_event_loop(), asyncio.Event()
    config.bind, config.loglevel = [f"fd://{listener.fileno()}"], "CRITICAL"
    work = serve(application, config, shutdown_trigger=end.wait)
    thread = threading.Thread(target=loop.run_until_complete, args=(work,), daemon=True)
    thread.start()

    def stop() -> None:
        loop.call_soon_threadsafe(end.set)
        thread.join(BUDGET)
        listener.detach()

    return served(f"http://127.0.0.1:{listener.getsockname()[1]}/webhooks", stop)


def in_flask(app: flask.Flask, webhooks: Webhooks) -> for_flask.Webhooks:
    """The same webhooks as Flask's extension."""
    extension = for_flask.Webhooks(app)
    own = {"_secret"} if webhooks._secret == webhooks._default_secret else set()
    vars(extension).update({name: value for name, value in vars(webhooks).items() if name not in own})
    return extension


def flask_application(webhooks: Webhooks) -> Any:
    """An app with the extension."""
    app = flask.Flask(__name__)
    in_flask(app, webhooks)
    return app


def fastapi_application(webhooks: Webhooks) -> Any:
    """An app with the router."""
    app = fastapi.FastAPI()
    app.include_router(for_fastapi.webhook_router(webhooks))
    return app


def starlette_application(webhooks: Webhooks) -> Any:
    """An app with the route."""
    return Starlette(routes=[for_starlette.webhook_route(webhooks)], lifespan=for_starlette.lifespan(webhooks))


def django_views() -> Any:
    """Django's settings are global: set once."""
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(ALLOWED_HOSTS=["testserver"], SECRET_KEY="x", ROOT_URLCONF=__name__)  # noqa: S106
        django.setup()
    from autosend_webhooks import django as for_django

    return for_django


def django_application(view: Any, is_async: bool) -> Any:
    """A project with that view."""
    django_views()
    from django.core.handlers.asgi import ASGIHandler
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import override_settings
    from django.urls import path

    urls = types.ModuleType("urls")
    vars(urls)["urlpatterns"] = [path("webhooks", view)]
    override_settings(ROOT_URLCONF=urls, ALLOWED_HOSTS=["127.0.0.1", "testserver"]).enable()
    return ASGIHandler() if is_async else WSGIHandler()


def lambda_function(webhooks: Webhooks) -> Running:
    """No server: AWS calls the function."""
    handler = aws_lambda.webhook_handler(webhooks)

    def post(request: SignedRequest) -> Response:
        event = {"httpMethod": "POST", "body": request.body.decode(errors="replace"), "headers": request.headers}
        answer = handler(event, None)
        return answer["statusCode"], json.loads(answer["body"])

    return Running(post, "", lambda: None)


SERVERS: dict[str, Callable[[Webhooks], Running]] = {
    "flask": lambda webhooks: waitress(flask_application(webhooks)),
    "wsgi": lambda webhooks: waitress(wsgi.WebhookApplication(webhooks)),
    "wsgi-wsgiref": lambda webhooks: wsgiref(wsgi.WebhookApplication(webhooks)),
    "django": lambda webhooks: waitress(django_application(django_views().webhook_view(webhooks), is_async=False)),
    "django-async": lambda webhooks: uvicorn(
        django_application(django_views().async_webhook_view(webhooks), is_async=True)
    ),
    "fastapi": lambda webhooks: uvicorn(fastapi_application(webhooks)),
    "starlette": lambda webhooks: uvicorn(starlette_application(webhooks)),
    "asgi": lambda webhooks: uvicorn(asgi.WebhookApplication(webhooks)),
    "asgi-hypercorn": lambda webhooks: hypercorn(asgi.WebhookApplication(webhooks)),
    "lambda": lambda_function,
}
