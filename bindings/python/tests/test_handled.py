"""What counts as handled, for every adapter, under real servers: the same cases, the same answers."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Iterator
from typing import Any, Callable

import httpx
import pytest
from autosend_webhooks import Admission, Deduplicator, Delivery
from autosend_webhooks.testing import SignedRequest, signed_request
from autosend_webhooks.webhooks import Webhooks
from conftest import SECRET
from servers import BUDGET, SERVERS, Running

DONE = (200, {"received": True, "duplicate": False})
REPEATED = (200, {"received": True, "duplicate": True})
FAILED = (500, {"received": False, "code": "handler_failed"})
AT_WORK = (503, {"received": False, "code": "in_progress"})
NO_MEMORY = (503, {"received": False, "code": "deduplicator_failed"})


@pytest.fixture(params=SERVERS)
def serve(request: pytest.FixtureRequest) -> Iterator[Callable[[Webhooks], Running]]:
    """Serves webhooks by one of the adapters."""
    running: list[Running] = []

    def start(webhooks: Webhooks) -> Running:
        running.append(SERVERS[request.param](webhooks))
        return running[-1]

    yield start
    for one in running:
        one.stop()


@pytest.fixture
def sent() -> SignedRequest:
    """A delivery."""
    return signed_request("email.sent", SECRET)


def at_once(first: Callable[[], Any]) -> tuple[threading.Thread, list[Any]]:
    """Does something in a thread."""
    result: list[Any] = []
    thread = threading.Thread(target=lambda: result.append(first()))
    thread.start()
    return thread, result


def until(condition: Callable[[], bool]) -> None:
    """Waits, and not for ever."""
    end = time.monotonic() + BUDGET
    while not condition():
        assert time.monotonic() < end, "it hangs"
        time.sleep(0.01)


@pytest.mark.parametrize("kind", ["plain", "async"])
def test_handler_fails(serve: Any, sent: SignedRequest, kind: str) -> None:
    webhooks, failures = Webhooks(SECRET), [RuntimeError("secret text of the database")]

    def plain(event: object) -> None:
        if failures:
            raise failures.pop()

    async def later(event: object) -> None:
        plain(event)

    webhooks.on("email.sent")(plain if kind == "plain" else later)
    running = serve(webhooks)
    assert [running.post(sent) for _ in range(3)] == [FAILED, DONE, REPEATED]


def test_handler_is_cancelled(serve: Any, sent: SignedRequest) -> None:
    webhooks, seen = Webhooks(SECRET), list[object]()

    @webhooks.on("email.sent")
    async def cancelled(event: object) -> None:
        seen.append(event)
        if len(seen) == 1:
            raise asyncio.CancelledError

    running = serve(webhooks)
    assert [running.post(sent) for _ in range(3)] == [FAILED, DONE, REPEATED]
    assert len(seen) == 2


@pytest.mark.parametrize("ends", ["well", "badly"])
def test_handler_times_out(serve: Any, sent: SignedRequest, ends: str) -> None:
    webhooks, seen, go_on = Webhooks(SECRET, timeout=0.3), list[object](), threading.Event()

    @webhooks.on("email.sent")
    async def slow(event: object) -> None:
        seen.append(event)
        while len(seen) == 1 and not go_on.is_set():
            await asyncio.sleep(0.01)
        if len(seen) == 1 and ends == "badly":
            raise RuntimeError

    @webhooks.on_any
    def then(event: object) -> None:
        seen.append("then")

    running = serve(webhooks)
    assert running.post(sent) == AT_WORK
    assert running.post(sent) == AT_WORK
    go_on.set()
    assert webhooks.drain(BUDGET)
    assert running.post(sent) == (REPEATED if ends == "well" else DONE)
    assert seen.count("then") == 1


def test_repeat_while_at_work(serve: Any, sent: SignedRequest) -> None:
    webhooks, started, go_on, calls = Webhooks(SECRET), threading.Event(), threading.Event(), list[object]()

    @webhooks.on("email.sent")
    def fails_once(event: object) -> None:
        calls.append(event)
        started.set()
        assert go_on.wait(BUDGET)
        if len(calls) == 1:
            raise RuntimeError

    running = serve(webhooks)
    first, result = at_once(lambda: running.post(sent))
    assert started.wait(BUDGET)
    if running.url and not one_at_a_time(running):
        assert running.post(sent) == AT_WORK
    go_on.set()
    first.join(BUDGET)
    assert result == [FAILED]
    assert running.post(sent) == DONE
    assert len(calls) == 2


def one_at_a_time(running: Running) -> bool:
    """Whether the server takes no second request meanwhile."""
    with contextlib.suppress(httpx.TimeoutException):
        if running.url:
            httpx.get(running.url, timeout=0.5)
        return False
    return True


class Memory:
    """A deduplicator of a user, whose methods go wrong as they are told."""

    def __init__(self, **wrong: Any) -> None:
        self.memory = Deduplicator()
        self.wrong = wrong
        self.forgotten: list[str] = []

    def admit(self, delivery: Delivery) -> Any:
        return self.wrong["admit"]() if "admit" in self.wrong else self.memory.admit(delivery)

    def done(self, delivery: Delivery) -> Any:
        return self.wrong["done"]() if "done" in self.wrong else self.memory.done(delivery)

    def forget(self, delivery: Delivery) -> Any:
        self.forgotten.append(delivery.id)
        return self.wrong["forget"]() if "forget" in self.wrong else self.memory.forget(delivery)


def throws() -> Any:
    raise RuntimeError("secret text of the database")


async def rejects() -> Any:
    await asyncio.sleep(0)
    raise RuntimeError("secret text of the database")


async def never_settles() -> Any:
    await asyncio.sleep(3600)


async def in_time() -> Any:
    await asyncio.sleep(0)
    return Admission("first")


def check_callbacks(serve: Any, wrong: Any) -> None:
    for method, expected in (("admit", NO_MEMORY), ("done", DONE), ("forget", FAILED)):
        fails = method == "forget"
        webhooks, seen = Webhooks(SECRET, deduplicator=Memory(**{method: wrong}), timeout=0.5), list[object]()

        webhooks.on_any(seen.append)
        if fails:
            webhooks.on_any(lambda event: throws())
        start = time.monotonic()
        got = serve(webhooks).post(signed_request("email.sent", SECRET))
        assert got in (expected, AT_WORK if fails and wrong is never_settles else expected), method
        assert time.monotonic() - start < BUDGET / 2
        assert len(seen) == (0 if method == "admit" else 1)
    webhooks = Webhooks(SECRET, on_error=lambda error, delivery: wrong(), timeout=0.5)
    bad = signed_request("email.sent", "another secret")
    assert serve(webhooks).post(bad)[1]["code"] == "signature_mismatch"


def test_callback_throws(serve: Any) -> None:
    check_callbacks(serve, throws)


def test_callback_rejects(serve: Any) -> None:
    check_callbacks(serve, rejects)


def test_callback_never_settles(serve: Any) -> None:
    check_callbacks(serve, never_settles)


@pytest.mark.parametrize("said", [None, True, "frist", object()], ids=str)
def test_callback_says_nonsense(serve: Any, sent: SignedRequest, said: object) -> None:
    webhooks = Webhooks(SECRET, deduplicator=Memory(admit=lambda: said))
    assert serve(webhooks).post(sent) == NO_MEMORY


def test_callback_is_async(serve: Any, sent: SignedRequest) -> None:
    webhooks, seen = Webhooks(SECRET, deduplicator=Memory(admit=in_time)), list[object]()
    webhooks.on_any(seen.append)
    assert serve(webhooks).post(sent) == DONE
    assert len(seen) == 1


def test_too_large_then_keep_alive(serve: Any, sent: SignedRequest) -> None:
    webhooks = Webhooks(SECRET, max_body=2000)
    running = serve(webhooks)
    large = signed_request(b"x" * 50_000, SECRET)
    if not running.url:
        assert running.post(large)[0] == 413
        return
    with httpx.Client(timeout=BUDGET) as client:
        for _ in range(3):
            answer = client.post(running.url, content=large.body, headers=large.headers)
            assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
            chunked = client.post(running.url, content=iter([large.body, b"y"]), headers=large.headers)
            assert chunked.status_code in (413, 401), chunked.text
        answer = client.post(running.url, content=sent.body, headers=sent.headers)
        assert (answer.status_code, answer.json()) == DONE


def test_nothing_hangs(serve: Any, sent: SignedRequest) -> None:
    """Bodies that do not come: the client declares more than it sends, and waits."""
    import socket

    webhooks = Webhooks(SECRET, timeout=0.5)
    running = serve(webhooks)
    if not running.url:
        return
    url = httpx.URL(running.url)
    with socket.create_connection((url.host, url.port or 80), timeout=BUDGET) as client:
        client.sendall(b"POST /webhooks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\n12345")
        client.shutdown(socket.SHUT_WR)
        start = time.monotonic()
        client.recv(1000)
        assert time.monotonic() - start < BUDGET / 2
    assert running.post(sent) == DONE


def test_expired(serve: Any, sent: SignedRequest) -> None:
    webhooks = Webhooks(SECRET, deduplicator=Memory(admit=lambda: "expired"))
    seen: list[object] = []
    failures = [RuntimeError()]
    webhooks.on_any(seen.append)
    running = serve(webhooks)
    assert running.post(sent) == (200, {"received": True, "duplicate": False, "expired": True})

    @webhooks.on_expired
    async def expired(event: object, delivery: Delivery) -> None:
        if failures:
            raise failures.pop()
        seen.append(delivery.id)

    assert [running.post(sent)[0] for _ in range(2)] == [500, 200]
    assert seen == [sent.headers["X-Webhook-Delivery-Id"]]


def test_id_reused(serve: Any, sent: SignedRequest, caplog: pytest.LogCaptureFixture) -> None:
    webhooks, seen = Webhooks(SECRET), list[object]()
    webhooks.on_any(seen.append)
    running = serve(webhooks)
    again = signed_request("email.sent", SECRET, delivery_id=sent.headers["X-Webhook-Delivery-Id"])
    assert running.post(sent) == DONE
    assert running.post(again) == (200, {"received": True, "duplicate": False, "id_reused": True})
    assert len(seen) == 2
    assert "came with another body" in caplog.text


def test_secret_missing(serve: Any, sent: SignedRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AUTOSEND_WEBHOOK_SECRET", raising=False)
    running = serve(Webhooks())
    status, body = running.post(sent)
    assert (status, body["code"]) == (500, "invalid_secret")
    monkeypatch.setenv("AUTOSEND_WEBHOOK_SECRET", SECRET)
    assert running.post(sent) == DONE
    # The environment is read again when a signature does not match.
    monkeypatch.setenv("AUTOSEND_WEBHOOK_SECRET", "whsec_new")
    assert running.post(signed_request("email.sent", "whsec_new")) == DONE


def test_answer_at_once(serve: Any, sent: SignedRequest) -> None:
    webhooks, go_on, seen = Webhooks(SECRET, answer="at-once"), threading.Event(), list[object]()

    @webhooks.on("email.sent")
    def slow(event: object) -> None:
        assert go_on.wait(BUDGET)
        seen.append(event)

    running = serve(webhooks)
    if not running.url:
        return
    assert running.post(sent) == DONE
    until(lambda: not webhooks.drain(0))
    go_on.set()
    assert webhooks.drain(BUDGET)
    assert len(seen) == 1
    assert running.post(sent) == REPEATED
