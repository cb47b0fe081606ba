"""What was not handled does not count: interrupts, answers that can't be sent, closing. And handlers' context."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import gc
import io
import subprocess
import sys
import threading
from typing import Any

import flask
import pytest
from autosend_webhooks import Delivery, asgi, wsgi
from autosend_webhooks import flask as for_flask
from autosend_webhooks.testing import SignedRequest, signed_request
from autosend_webhooks.webhooks import Webhooks
from conftest import SECRET
from servers import BUDGET, django_application, django_views, fastapi_application, in_flask, starlette_application

ASGI: dict[str, Any] = {
    "asgi": asgi.WebhookApplication,
    "starlette": starlette_application,
    "fastapi": fastapi_application,
    "django-async": lambda webhooks: django_application(django_views().async_webhook_view(webhooks), is_async=True),
}


def flask_app(webhooks: Webhooks) -> Any:
    app = flask.Flask(__name__)
    in_flask(app, webhooks)
    return app.wsgi_app


WSGI: dict[str, Any] = {
    "wsgi": wsgi.WebhookApplication,
    "flask": flask_app,
    "django": lambda webhooks: django_application(django_views().webhook_view(webhooks), is_async=False),
}


@pytest.fixture
def sent() -> SignedRequest:
    """A delivery."""
    return signed_request("email.sent", SECRET)


def scope(request: SignedRequest) -> dict[str, Any]:
    headers = [(name.lower().encode(), value.encode()) for name, value in request.headers.items()]
    headers += [(b"host", b"testserver"), (b"content-length", b"%d" % len(request.body))]
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": "/webhooks", "raw_path": b"/webhooks", "query_string": b"", "root_path": "", "headers": headers,
        "client": ("127.0.0.1", 1), "server": ("testserver", 80),
    }  # fmt: skip


async def call(application: Any, request: SignedRequest, send: Any = None, gone: Any = None) -> int:
    """Sends a request to an ASGI application and returns the status. When `gone` is set, so is the client."""
    messages, statuses = [{"type": "http.request", "body": request.body, "more_body": False}], list[int]()

    async def receive() -> Any:
        if messages:
            return messages.pop()
        await (gone or asyncio.Event()).wait()
        return {"type": "http.disconnect"}

    async def take(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await application(scope(request), receive, send or take)
    return statuses[0]


def environ(request: SignedRequest) -> dict[str, Any]:
    return {
        **request.environ, "REQUEST_METHOD": "POST", "PATH_INFO": "/webhooks", "SCRIPT_NAME": "", "QUERY_STRING": "",
        "CONTENT_LENGTH": str(len(request.body)), "SERVER_NAME": "testserver", "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr, "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }  # fmt: skip


def start(application: Any, request: SignedRequest) -> tuple[str, Any]:
    statuses: list[str] = []
    body = application(environ(request), lambda status, headers, exc_info=None: statuses.append(status))
    return statuses[0][:3], body


def counting(**options: Any) -> tuple[Webhooks, list[object]]:
    webhooks, seen = Webhooks(SECRET, **options), list[object]()
    webhooks.on_any(seen.append)
    return webhooks, seen


@pytest.mark.parametrize("answer", ["after-handlers", "at-once"])
@pytest.mark.parametrize("name", [name for name in ASGI if name != "django-async"])
def test_response_cannot_be_sent_asgi(sent: SignedRequest, name: str, answer: str) -> None:
    webhooks, seen = counting(answer=answer)
    application = ASGI[name](webhooks)

    async def broken(message: Any) -> None:
        raise OSError("the client is gone")

    async def scenario() -> None:
        with pytest.raises(OSError, match="gone"):
            await call(application, sent, broken)
        assert await call(application, sent) == 200

    asyncio.run(scenario())
    assert len(seen) == (2 if answer == "after-handlers" else 1)


@pytest.mark.parametrize("name", WSGI)
def test_response_cannot_be_sent_wsgi(sent: SignedRequest, name: str) -> None:
    webhooks, seen = counting()
    application = WSGI[name](webhooks)
    status, body = start(application, sent)
    next(iter(body))
    # The server breaks off in the midst of sending.
    body.close()
    status, body = start(application, sent)
    assert (status, b'"duplicate": false' in b"".join(body)) == ("200", True)
    body.close()
    status, body = start(application, sent)
    assert b'"duplicate": true' in b"".join(body)
    assert len(seen) == 2


@pytest.mark.parametrize("name", ["wsgi", "flask"])
@pytest.mark.parametrize("answer", ["after-handlers", "at-once"])
def test_closed_without_iteration(sent: SignedRequest, name: str, answer: str) -> None:
    webhooks, seen = counting(answer=answer)
    application = WSGI[name](webhooks)
    start(application, sent)[1].close()
    body = start(application, sent)[1]
    assert b'"duplicate": false' in b"".join(body)
    body.close()
    assert len(seen) == (2 if answer == "after-handlers" else 1)


@pytest.mark.parametrize("name", ASGI)
@pytest.mark.parametrize("kind", ["plain", "async"])
def test_request_is_cancelled(sent: SignedRequest, name: str, kind: str) -> None:
    webhooks, seen, started, go_on = Webhooks(SECRET), list[object](), threading.Event(), threading.Event()

    async def later(event: object) -> None:
        seen.append(event)
        started.set()
        if len(seen) == 1:
            await asyncio.sleep(3600)

    def plain(event: object) -> None:
        seen.append(event)
        started.set()
        assert go_on.wait(BUDGET)

    webhooks.on_any(plain if kind == "plain" else later)
    application = ASGI[name](webhooks)

    async def scenario() -> None:
        gone = asyncio.Event()
        first = asyncio.ensure_future(call(application, sent, gone=gone))
        while not started.is_set():
            await asyncio.sleep(0.01)
        if kind == "plain":
            threading.Timer(0.2, go_on.set).start()
        # Django cancels its view when it hears that the client is gone.
        gone.set() if name == "django-async" else first.cancel()
        with contextlib.suppress(asyncio.CancelledError, IndexError):
            await first
        while not webhooks.drain(0):
            await asyncio.sleep(0.01)
        assert await call(application, sent) == 200

    asyncio.run(scenario())
    assert len(seen) == 2


class StopError(BaseException):
    """As GreenletExit, SystemExit or a worker's timeout: nothing that a handler's caller may keep."""


@pytest.mark.parametrize("error", [StopError, KeyboardInterrupt, SystemExit, GeneratorExit])
@pytest.mark.parametrize("kind", ["plain", "async"])
def test_interrupts_go_through_and_free_the_delivery(sent: SignedRequest, error: Any, kind: str) -> None:
    webhooks, failures = Webhooks(SECRET), [error()]

    def plain(event: object) -> None:
        if failures:
            raise failures.pop()

    async def later(event: object) -> None:
        plain(event)

    webhooks.on_any(plain if kind == "plain" else later)
    with pytest.raises(error):
        webhooks.receive(sent.body, sent.headers)
    assert webhooks.receive(sent.body, sent.headers).body == {"received": True, "duplicate": False}


def test_gevent_kills_a_handler() -> None:
    pytest.importorskip("gevent")
    code = """
import gevent.monkey; gevent.monkey.patch_all()
import gevent
from autosend_webhooks.testing import signed_request
from autosend_webhooks.webhooks import Webhooks
webhooks, seen = Webhooks("whsec_x"), []
@webhooks.on_any
def handle(event):
    seen.append(event)
    if len(seen) < 3:
        gevent.sleep(30)
sent = signed_request("email.sent", "whsec_x")
first = gevent.spawn(webhooks.receive, sent.body, sent.headers)
gevent.sleep(0.05)
assert webhooks.receive(sent.body, sent.headers).status == 503
first.kill()
try:
    with gevent.Timeout(0.05):
        webhooks.receive(sent.body, sent.headers)
except gevent.Timeout:
    pass
assert webhooks.receive(sent.body, sent.headers).body == {"received": True, "duplicate": False}
assert len(seen) == 3
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_an_answer_that_nobody_ends_is_free_again(sent: SignedRequest) -> None:
    webhooks, seen = counting(answer="at-once")
    answer = webhooks.receive(sent.body, sent.headers)
    assert webhooks.receive(sent.body, sent.headers).status == 503
    del answer
    gc.collect()
    assert webhooks.handle(sent.body, sent.headers).body == {"received": True, "duplicate": False}
    assert len(seen) == 1


def test_a_handler_raises_stop_iteration(sent: SignedRequest) -> None:
    webhooks = Webhooks(SECRET)
    webhooks.on_any(lambda event: next(iter([])))

    async def bounded() -> Any:
        return await asyncio.wait_for(webhooks.receive_async(sent.body, sent.headers), BUDGET)

    assert asyncio.run(bounded()).status == 500
    assert webhooks.receive(sent.body, sent.headers).status == 500


def test_a_logger_that_fails_costs_no_delivery(sent: SignedRequest) -> None:
    import logging

    webhooks, seen = counting()

    class Broken(logging.Filter):
        def filter(self, record: Any) -> bool:
            raise RuntimeError

    logger, broken = logging.getLogger("autosend_webhooks"), Broken()
    logger.addFilter(broken)
    try:
        assert webhooks.receive(sent.body, sent.headers).status == 200
        assert webhooks.receive(b"", {}).status == 401
    finally:
        logger.removeFilter(broken)
    assert len(seen) == 1


@pytest.mark.parametrize("answer", ["after-handlers", "at-once"])
@pytest.mark.parametrize("testing", [True, False])
@pytest.mark.parametrize("kind", ["plain", "async"])
def test_handlers_have_the_app_s_context(sent: SignedRequest, answer: Any, testing: bool, kind: str) -> None:
    app = flask.Flask("mine")
    app.testing = testing
    webhooks, seen = for_flask.Webhooks(app, SECRET, answer=answer), list[str]()

    def plain(event: object) -> None:
        seen.append(f"{flask.current_app.name} {flask.request.path}")

    async def later(event: object) -> None:
        plain(event)

    webhooks.on_any(plain if kind == "plain" else later)
    response = app.test_client().post("/webhooks", data=sent.body, headers=sent.headers)
    assert response.get_json() == {"received": True, "duplicate": False}
    response.close()
    assert seen == ["mine /webhooks"]


def test_context_variables_reach_handlers(sent: SignedRequest) -> None:
    name = contextvars.ContextVar("name", default="")
    webhooks, seen = Webhooks(SECRET), list[str]()

    @webhooks.on_any
    def plain(event: object) -> None:
        seen.append(name.get())

    @webhooks.on_any
    async def later(event: object, delivery: Delivery) -> None:
        seen.append(name.get())

    async def in_loop() -> None:
        await webhooks.receive_async(again.body, again.headers)

    again = signed_request("email.sent", SECRET)
    name.set("mine")
    webhooks.receive(sent.body, sent.headers)
    asyncio.run(in_loop())
    assert seen == ["mine"] * 4


def test_drained_at_shutdown(sent: SignedRequest) -> None:
    webhooks, ended = Webhooks(SECRET, timeout=0.1), list[bool]()

    @webhooks.on_any
    async def slow(event: object) -> None:
        await asyncio.sleep(0.5)
        ended.append(True)

    webhooks.timeout = 0.1
    application = asgi.WebhookApplication(webhooks)

    async def scenario() -> None:
        assert await call(application, sent) == 503
        webhooks.timeout = BUDGET
        messages, said = [{"type": "lifespan.shutdown"}, {"type": "lifespan.startup"}], list[str]()

        async def receive() -> Any:
            return messages.pop()

        async def send(message: Any) -> None:
            said.append(message["type"])

        await application({"type": "lifespan"}, receive, send)
        assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]

    asyncio.run(scenario())
    assert ended == [True]


def test_drained_at_exit() -> None:
    code = """
import asyncio
from autosend_webhooks.testing import signed_request
from autosend_webhooks.webhooks import Webhooks
webhooks = Webhooks("whsec_x", timeout=0.5)
@webhooks.on_any
async def slow(event):
    await asyncio.sleep(0.8)
    print("ended")
sent = signed_request("email.sent", "whsec_x")
print(webhooks.receive(sent.body, sent.headers).status)
"""
    output = subprocess.run([sys.executable, "-c", code], check=True, timeout=60, capture_output=True, text=True).stdout
    assert output.split() == ["503", "ended"]


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"answer": "sometimes"}, ValueError), ({"handlers": "before"}, TypeError), ({"tolerence": 3}, TypeError),
        ({"timeout": float("nan")}, ValueError), ({"timeout": -1}, ValueError),
        ({"tolerance": float("inf")}, ValueError),
        ({"max_body": -1}, (ValueError, OverflowError)), ({"on_error": 7}, TypeError),
        ({"deduplicator": object()}, TypeError),
    ],
)  # fmt: skip
def test_options_are_checked_at_once(options: Any, error: Any) -> None:
    with pytest.raises(error):
        Webhooks(**options)


def test_the_secret_is_read_again_when_a_signature_fails(sent: SignedRequest) -> None:
    secrets, reads = ["whsec_old"], list[str]()

    def plain() -> str:
        reads.append(secrets[-1])
        if secrets[-1] == "broken":
            raise RuntimeError
        return secrets[-1]

    async def later() -> list[str]:
        return [plain()]

    for source in (plain, later):
        webhooks = Webhooks(source)
        secrets.append("whsec_old")
        old = signed_request("email.sent", "whsec_old")
        assert webhooks.receive(old.body, old.headers).status == 200
        secrets.append("broken")
        new = signed_request("email.sent", SECRET)
        assert webhooks.receive(new.body, new.headers).status == 401
        secrets.append(SECRET)
        assert webhooks.receive(new.body, new.headers).status == 200
        assert asyncio.run(webhooks.receive_async(b"{}", new.headers)).status == 401
    for wrong in (lambda: None, lambda: "", lambda: 7, lambda: 1 / 0):
        answer = Webhooks(wrong).receive(sent.body, sent.headers)
        assert (answer.status, answer.body["code"]) == (500, "invalid_secret")
