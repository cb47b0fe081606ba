"""Bodies that a framework already has are used, and where they are gone the error says what to do. Nothing hangs."""

from __future__ import annotations

import asyncio
import json
import random
import time
from typing import Annotated, Any

import fastapi
import flask
import httpx
import pytest
from autosend_webhooks import Delivery, Verifier, WebhookError, _json, asgi, aws_lambda
from autosend_webhooks import fastapi as for_fastapi
from autosend_webhooks import flask as for_flask
from autosend_webhooks import starlette as for_starlette
from autosend_webhooks.testing import SignedRequest, signed_request
from autosend_webhooks.webhooks import Webhooks
from conftest import SECRET
from servers import django_application, django_views, uvicorn, waitress
from starlette.applications import Starlette
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request

FIX = {"flask": "request.get_data()", "django": "request.body", "fastapi": "await request.body()", "asgi": "receive"}


@pytest.fixture
def sent() -> SignedRequest:
    """A delivery."""
    return signed_request("email.sent", SECRET)


def post(running: Any, request: SignedRequest, chunked: bool = False) -> tuple[int, Any]:
    """Sends a request, with or without its length."""
    body: Any = iter([request.body[:50], request.body[50:]]) if chunked else request.body
    try:
        response = httpx.post(running.url, content=body, headers=request.headers, timeout=8)
        return response.status_code, response.json()
    finally:
        running.stop()


def is_taken(answer: tuple[int, Any], framework: str) -> None:
    status, body = answer
    body = body.get("detail", body)
    assert (status, body["code"]) == (500, "body_already_parsed")
    assert FIX[framework] in body["hint"]


async def by_body(request: fastapi.Request) -> None:
    await request.body()


async def by_json(request: fastapi.Request) -> None:
    await request.json()


async def by_stream(request: fastapi.Request) -> None:
    async for _ in request.stream():
        pass


async def by_form(request: fastapi.Request) -> None:
    await request.form()


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("before", [by_body, by_json, by_stream, by_form])
def test_body_read_before_in_a_dependency(sent: SignedRequest, before: Any, chunked: bool) -> None:
    app = fastapi.FastAPI()
    app.include_router(for_fastapi.webhook_router(Webhooks(SECRET)), dependencies=[fastapi.Depends(before)])
    if before is by_form:
        sent = SignedRequest(sent.body, {**sent.headers, "Content-Type": "application/x-www-form-urlencoded"})
    answer = post(uvicorn(app), sent, chunked)
    if before in (by_body, by_json):
        assert answer == (200, {"received": True, "duplicate": False})
    else:
        is_taken(answer, "fastapi")


@pytest.mark.parametrize("chunked", [False, True])
def test_body_beside_a_parameter_and_read_after(sent: SignedRequest, verifier: Verifier, chunked: bool) -> None:
    app = fastapi.FastAPI()
    verified = for_fastapi.VerifiedDelivery(verifier)

    async def mine(request: Any, delivery: Any, event: Any) -> Any:
        assert await request.body() == delivery.body
        return {"types": [delivery.type, event["type"], (await request.json())["type"]]}

    mine.__annotations__ = {
        "request": fastapi.Request,
        "delivery": Annotated[Delivery, fastapi.Depends(verified)],
        "event": Annotated[dict[str, Any], fastapi.Body()],
    }
    app.post("/webhooks")(mine)
    assert post(uvicorn(app), sent, chunked) == (200, {"types": ["email.sent"] * 3})


def test_body_read_after_without_a_parameter(sent: SignedRequest, verifier: Verifier) -> None:
    app = fastapi.FastAPI()
    verified = for_fastapi.VerifiedDelivery(verifier)

    async def mine(request: Any, delivery: Any) -> Any:
        streamed = b"".join([chunk async for chunk in request.stream()])
        return {"same": streamed == await request.body() == delivery.body}

    mine.__annotations__ = {"request": fastapi.Request, "delivery": Annotated[Delivery, fastapi.Depends(verified)]}
    app.post("/webhooks")(mine)
    assert post(uvicorn(app), sent) == (200, {"same": True})


@pytest.mark.parametrize("how", ["body", "stream"])
def test_body_read_before_in_a_middleware(sent: SignedRequest, how: str) -> None:
    async def look(request: Request, call_next: Any) -> Any:
        if how == "body":
            await request.body()
        else:
            async for _ in request.stream():
                pass
        return await call_next(request)

    app = Starlette(routes=[for_starlette.webhook_route(Webhooks(SECRET, timeout=1))])
    app.add_middleware(BaseHTTPMiddleware, dispatch=look)
    answer = post(uvicorn(app), sent)
    if how == "body":
        assert answer == (200, {"received": True, "duplicate": False})
    else:
        is_taken(answer, "fastapi")


def test_body_read_before_in_plain_asgi(sent: SignedRequest) -> None:
    application = asgi.WebhookApplication(Webhooks(SECRET, timeout=1))

    async def reads_before(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            while (await receive()).get("more_body"):
                pass
        await application(scope, receive, send)

    start = time.monotonic()
    is_taken(post(uvicorn(reads_before), sent), "asgi")
    assert time.monotonic() - start < 7


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize("how", ["get_data", "json", "stream", "form"])
def test_body_read_before_in_flask(sent: SignedRequest, how: str, chunked: bool) -> None:
    app = flask.Flask(__name__)
    for_flask.Webhooks(app, SECRET)

    @app.before_request
    def look() -> None:
        if how == "get_data":
            flask.request.get_data()
        elif how == "json":
            flask.request.get_json()
        elif how == "stream":
            flask.request.stream.read()
        else:
            flask.request.environ["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
            flask.request.form  # noqa: B018

    if how == "form":
        sent = SignedRequest(sent.body, {**sent.headers, "Content-Type": "application/x-www-form-urlencoded"})
    answer = post(waitress(app), sent, chunked)
    if how in ("get_data", "json"):
        assert answer == (200, {"received": True, "duplicate": False})
    else:
        is_taken(answer, "flask")


def test_body_read_after_in_flask(sent: SignedRequest, verifier: Verifier) -> None:
    app = flask.Flask(__name__)

    @app.post("/webhooks")
    def mine() -> Any:
        delivery = for_flask.verify_request(verifier)
        return {"same": flask.request.get_data() == delivery.body, "type": flask.request.get_json()["type"]}

    for chunked in (False, True):
        assert post(waitress(app), sent, chunked) == (200, {"same": True, "type": "email.sent"})


@pytest.mark.parametrize("is_async", [False, True])
@pytest.mark.parametrize("how", ["body", "read", "multipart"])
def test_body_read_before_in_django(sent: SignedRequest, how: str, is_async: bool) -> None:
    views = django_views()

    def look(request: Any) -> None:
        if how == "body":
            request.body  # noqa: B018
        elif how == "read":
            request.read()
        else:
            request.POST  # noqa: B018

    webhooks = Webhooks(SECRET)
    inner = (views.async_webhook_view if is_async else views.webhook_view)(webhooks)

    def plain(request: Any) -> Any:
        look(request)
        return inner(request)

    async def later(request: Any) -> Any:
        look(request)
        return await inner(request)

    view: Any = later if is_async else plain
    view.csrf_exempt = True
    if how == "multipart":
        sent = SignedRequest(
            b"--x\r\n\r\n--x--\r\n", {**sent.headers, "Content-Type": "multipart/form-data; boundary=x"}
        )
    application = django_application(view, is_async)
    answer = post(uvicorn(application) if is_async else waitress(application), sent)
    if how == "body":
        assert answer == (200, {"received": True, "duplicate": False})
    else:
        is_taken(answer, "django")


def test_django_raises_only_webhook_errors(sent: SignedRequest, verifier: Verifier) -> None:
    views = django_views()
    from django.test import RequestFactory, override_settings

    def request() -> Any:
        return RequestFactory().post("/webhooks", sent.body, content_type="application/json", headers=sent.headers)

    read = request()
    read.read()
    with pytest.raises(WebhookError, match="body_already_parsed"):
        views.verify_request(verifier, read)
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10), pytest.raises(WebhookError, match="body_too_large"):
        views.verify_request(verifier, request())
    broken = request()
    broken._stream.read = lambda *_: (_ for _ in ()).throw(OSError("reset"))
    with pytest.raises(WebhookError, match="signature_mismatch"):
        views.verify_request(verifier, broken)


@pytest.mark.parametrize("multi", [True, False])
def test_lambda_answers_as_it_is_asked(sent: SignedRequest, multi: bool) -> None:
    handler = aws_lambda.webhook_handler(Webhooks(SECRET))
    headers = (
        {"multiValueHeaders": {name: [value] for name, value in sent.headers.items()}}
        if multi
        else {"headers": sent.headers}
    )
    answer = handler({"httpMethod": "POST", "body": sent.body.decode(), "isBase64Encoded": False, **headers}, None)
    assert (answer["statusCode"], answer["statusDescription"]) == (200, "200 OK")
    assert ("multiValueHeaders" in answer, "headers" in answer) == (multi, not multi)
    for method in ({"httpMethod": "GET"}, {"requestContext": {"http": {"method": "GET"}}}):
        answer = handler({**method, "headers": {}}, None)
        assert (answer["statusCode"], answer["headers"]["Allow"]) == (405, "POST")
    assert json.loads(handler({"body": None, "headers": None}, None)["body"])["code"] == "missing_signature"


def test_a_refused_body_is_not_read_without_end() -> None:
    """A client that goes on sending is cut off after a bound."""
    import socket

    running = uvicorn(asgi.WebhookApplication(Webhooks(SECRET, max_body=1000, timeout=1)))
    url = httpx.URL(running.url)
    with socket.create_connection((url.host, url.port or 80), timeout=10) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n")
        taken = 0
        with pytest.raises(OSError):  # noqa: PT011, PT012
            while taken < 100_000_000:
                client.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")
                taken += 65536
    running.stop()
    assert taken < 50_000_000


def test_flask_wtf_exempts_the_blueprint(sent: SignedRequest) -> None:
    wtf = pytest.importorskip("flask_wtf")
    app = flask.Flask(__name__)
    app.secret_key = "x"  # noqa: S105
    csrf = wtf.CSRFProtect(app)
    webhooks = for_flask.Webhooks(app, SECRET)
    refused = app.test_client().post("/webhooks", data=sent.body, headers=sent.headers)
    assert refused.status_code == 400
    csrf.exempt(webhooks.blueprint)
    assert app.test_client().post("/webhooks", data=sent.body, headers=sent.headers).status_code == 200


def test_a_slow_body_is_a_request_timeout(sent: SignedRequest) -> None:
    application = asgi.WebhookApplication(Webhooks(SECRET, timeout=0.2))
    messages, said = [{"type": "http.request", "body": b"{", "more_body": True}], list[Any]()

    async def receive() -> Any:
        if messages:
            return messages.pop()
        return await asyncio.sleep(3600)

    async def send(message: Any) -> None:
        said.append(message)

    scope = {"type": "http", "method": "POST", "headers": [], "http_version": "1.1"}
    asyncio.run(asyncio.wait_for(application(scope, receive, send), 5))
    assert said[0]["status"] == 408
    assert (b"connection", b"close") in said[0]["headers"]


def test_depth_of_brackets_alone_is_that_of_the_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_json, "_PIECE", 7)
    source = random.Random(1)  # noqa: S311
    seen = set()
    for _ in range(3000):
        weights = source.choice([(1, 1, 1, 1), (2, 1, 2, 1), (1, 2, 1, 2)])
        brackets = bytes(source.choices(b"[]{}", weights, k=source.randrange(400)))
        deep = _json._depth_exceeds(brackets)
        assert _json._brackets_exceed(brackets) == deep, brackets
        seen.add(deep)
    assert seen == {True, False}
