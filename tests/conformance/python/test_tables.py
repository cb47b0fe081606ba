"""Packages of catalogs that are read by tables: what their requests, which every language runs, do not show."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import github_webhooks as github
import pytest
import types_webhooks as types
from github_webhooks.inbox import Inbox
from github_webhooks.testing import signed_request
from github_webhooks.webhooks import Webhooks
from types_webhooks import records
from types_webhooks.pydantic import to_model

SCHEMES = Path(__file__).parents[3] / "sdkgen/tests/schemes"


def cases(name: str) -> dict[str, dict[str, Any]]:
    """The requests of a scheme."""
    return {case["name"]: case for case in json.loads((SCHEMES / name / f"requests/{name}.json").read_text())["cases"]}


def verified(package: Any, case: dict[str, Any]) -> Any:
    """The delivery of a case."""
    verifier = package.Verifier(case["secrets"])
    return verifier.verify_at(case["body"].encode(), case["headers"], case["now_ms"] / 1000)


def accepted(package: Any, name: str) -> list[Any]:
    """What is accepted of a scheme's requests under default options."""
    group = [case for case in cases(name).values() if "accepted" in case["expect"] and not case.get("options")]
    return [verified(package, case) for case in group]


def test_classes_are_made_when_they_are_asked_for() -> None:
    script = "import types_webhooks.records as it, sys; print(it.object_class.cache_info().currsize)"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.split() == ["0"]
    assert types.EverythingData is types.events.EverythingData
    with pytest.raises(AttributeError):
        _ = types.Nothing  # type: ignore[attr-defined]


def test_what_is_typed_can_not_be_changed() -> None:
    event = next(one.event for one in accepted(types, "types") if one.event.data is not None)
    with pytest.raises(AttributeError):
        event.data.flag = True
    with pytest.raises(AttributeError):
        del event.data.flag
    with pytest.raises(AttributeError):
        event.problems = ()


@pytest.mark.parametrize(("package", "name"), [(types, "types"), (github, "github")], ids=["types", "github"])
def test_deliveries_are_pickled_and_copied(package: Any, name: str) -> None:
    for delivery in accepted(package, name):
        for other in (pickle.loads(pickle.dumps(delivery)), copy.deepcopy(delivery)):  # noqa: S301
            assert (other.id, other.type, other.event) == (delivery.id, delivery.type, delivery.event)
            assert type(other.event) is type(delivery.event)
        event = pickle.loads(pickle.dumps(delivery.event))  # noqa: S301
        assert (event, event.raw) == (delivery.event, delivery.event.raw)
        if hasattr(event, "problems"):
            assert pickle.loads(pickle.dumps(event.data)) == delivery.event.data  # noqa: S301


def test_models_of_what_fits() -> None:
    seen = 0
    for delivery in accepted(types, "types"):
        event = delivery.event
        if isinstance(event, (types.Unknown, types.Invalid)) or event.problems:
            continue
        model: Any = to_model(event)
        assert model.data.long == event.data.long
        seen += 1
    assert seen > 0


def test_signed_requests_verify() -> None:
    verifier = github.Verifier("a secret")
    for event_type in github.EVENT_TYPES:
        if github.sample(event_type) is None:
            continue
        request = signed_request(event_type, "a secret")
        delivery = verifier.verify(request.body, request.headers)
        assert delivery.type == event_type
        assert getattr(delivery.event, "problems", None) == ()


def test_handlers_are_found_by_the_known_type() -> None:
    seen: list[Any] = []
    webhooks = Webhooks("a secret")
    webhooks.on("issues")(lambda event: seen.append(event))
    body = json.dumps({"action": "never heard of"}).encode()
    headers = github.sign("a secret", body, event="issues.never heard of")
    assert headers["X-GitHub-Event"] == "issues"
    assert webhooks.receive(body, headers).status == 200
    assert [(type(event), event.type) for event in seen] == [(github.Issues, "issues")]


@pytest.mark.parametrize("has_headers", [True, False], ids=["headers", "none"])
def test_a_stored_delivery_keeps_the_type_that_a_header_said(has_headers: bool, tmp_path: Path) -> None:
    inbox = Inbox(str(tmp_path / "inbox.db"))
    inbox.migrate()
    stored: dict[bytes, Any] = {}
    for case in cases("github").values():
        if "accepted" in case["expect"]:
            delivery = verified(github, case)
            inbox.store(delivery, case["headers"] if has_headers else None)
            stored.setdefault(delivery.digest, delivery.event)
    seen: dict[bytes, Any] = {}
    webhooks = Webhooks("a secret")

    @webhooks.on_any
    def keep(event: github.Event, delivery: github.Delivery) -> None:
        seen[delivery.digest] = event

    asyncio.run(inbox.work_async(webhooks, burst=True))
    assert seen == stored
    assert {digest: type(event) for digest, event in seen.items()} == {
        digest: type(event) for digest, event in stored.items()
    }


def test_unions_within_unions_are_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    child = ("child", "child", ("union", "Node"), False, False)
    objects = {name: (child, (name, name, "string", True, False)) for name in ("first", "second")}
    variants = tuple((("object", name), ()) for name in objects)
    tables = SimpleNamespace(OBJECTS=objects, ENUMS={}, UNIONS={"Node": (None, variants)})
    monkeypatch.setattr(records, "tables", lambda: tables)
    value: Any = {"second": "x"}
    for _ in range(40):
        value = {"second": "x", "child": value}
    start = time.perf_counter()
    read = records._reader(("union", "Node"))(value, None, records.Decoding(1))
    assert time.perf_counter() - start < 1
    assert type(read).__name__ == "second"
    assert type(read.child.child).__name__ == "second"


def test_frozen_classes_take_what_their_stubs_say() -> None:
    made = types.EverythingData(long=5)  # type: ignore[call-arg]
    assert (made.long, made.flag, made.extra) == (5, None, {})
    with pytest.raises(TypeError):
        types.EverythingData(nothing=1)  # type: ignore[call-arg]
