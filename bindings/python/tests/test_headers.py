"""Headers of every kind of object read the same by the native module and by Python alone."""

from __future__ import annotations

import email.message
from collections import OrderedDict, UserDict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from autosend_webhooks import Verifier, WebhookError
from autosend_webhooks.verifier import Verifier as PureVerifier
from conftest import SECRET

BODY = b'{"type":"email.new"}'


class Lying(dict[str, Any]):
    """A dict that says something else than what lies in it."""

    def __init__(self, said: Mapping[str, Any], lies: Mapping[str, Any]) -> None:
        super().__init__(lies)
        self.said = said

    def items(self) -> Any:
        return self.said.items()

    def __iter__(self) -> Iterator[str]:
        return iter(self.said)

    def __getitem__(self, name: str) -> Any:
        return self.said[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.said.get(name, default)


class LyingList(list[Any]):
    """A list that yields something else than what lies in it."""

    def __init__(self, said: list[Any], lies: list[Any]) -> None:
        super().__init__(lies)
        self.said = said

    def __iter__(self) -> Iterator[Any]:
        return iter(self.said)


class LyingText(str):
    """Text that claims to be another."""

    __slots__ = ()

    def __str__(self) -> str:
        return "something else"

    def lower(self) -> str:
        return "x-webhook-event"

    def strip(self, *_: Any) -> str:
        return ""


class Breaking(UserDict[str, Any]):
    """A mapping that breaks half way."""

    def items(self) -> Any:
        yield from list(self.data.items())[:3]
        raise RuntimeError


def message(headers: Mapping[str, str]) -> email.message.Message:
    made = email.message.Message()
    for name, value in headers.items():
        made[name] = value
    return made


def werkzeug(headers: Mapping[str, str]) -> Any:
    from werkzeug.datastructures import Headers

    return Headers(list(headers.items()))


def werkzeug_environ(headers: Mapping[str, str]) -> Any:
    from werkzeug.datastructures import EnvironHeaders

    return EnvironHeaders(environ(headers))


def starlette(headers: Mapping[str, str]) -> Any:
    from starlette.datastructures import Headers

    return Headers(dict(headers))


def environ(headers: Mapping[str, str]) -> dict[str, Any]:
    return {"HTTP_" + name.upper().replace("-", "_"): value for name, value in headers.items()} | {
        "REQUEST_METHOD": "POST"
    }


KINDS: dict[str, Callable[[dict[str, str]], Any]] = {
    "dict": dict,
    "OrderedDict": OrderedDict,
    "UserDict": UserDict,
    "list of pairs": lambda headers: list(headers.items()),
    "lists of two": lambda headers: [[name, value] for name, value in headers.items()],
    "generator": lambda headers: (pair for pair in headers.items()),
    "bytes": lambda headers: [(name.lower().encode(), value.encode()) for name, value in headers.items()],
    "message": message,
    "werkzeug": werkzeug,
    "werkzeug's environ": werkzeug_environ,
    "starlette": starlette,
    "environ": environ,
    "environ of another class": lambda headers: UserDict(environ(headers)),
    "dict that says otherwise": lambda headers: Lying(headers, {}),
    "dict that says nothing": lambda headers: Lying({}, headers),
    "environ that says otherwise": lambda headers: Lying(environ(headers), {"REQUEST_METHOD": "POST"}),
    "environ that says nothing": lambda headers: Lying({"REQUEST_METHOD": "POST"}, environ(headers)),
    "list that says otherwise": lambda headers: LyingList(list(headers.items()), []),
    "list that says nothing": lambda headers: LyingList([], list(headers.items())),
    "values that say otherwise": lambda headers: {name: LyingList([value], ["x"]) for name, value in headers.items()},
    "pairs that say otherwise": lambda headers: [LyingList(list(pair), ["x", "y"]) for pair in headers.items()],
    "text that says otherwise": lambda headers: {LyingText(name): LyingText(value) for name, value in headers.items()},
    "broken half way": Breaking,
    "kelvin": lambda headers: {name.replace("k", "\u212a"): value for name, value in headers.items()},
    "long s": lambda headers: {
        name.replace("s", "\u017f").replace("S", "\u017f"): value for name, value in headers.items()
    },
    "none": lambda headers: dict.fromkeys(headers),
    "twice the same": lambda headers: [*headers.items(), *headers.items()],
    "twice": lambda headers: [*headers.items(), ("x-webhook-delivery-id", "other")],
    "twice in an environ": lambda headers: [*environ(headers).items(), ("HTTP_X_WEBHOOK_DELIVERY_ID", "other")],
    "bytes of an environ": lambda headers: {name.encode(): value for name, value in environ(headers).items()},
}


def verdict(verifier: Any, headers: Any) -> str:
    try:
        return str(verifier.verify(BODY, headers).id)
    except WebhookError as error:
        return error.code


@pytest.mark.parametrize("kind", KINDS)
def test_both_read_the_same(verifier: Verifier, kind: str) -> None:
    headers = verifier.sign(BODY, delivery_id="d-1")
    make = KINDS[kind]
    native, pure = verdict(verifier, make(headers)), verdict(PureVerifier(SECRET), make(headers))
    assert native == pure
    says_nothing = {"dict that says nothing", "environ that says nothing", "list that says nothing", "broken half way"}
    missing = says_nothing | {"kelvin", "long s", "none", "bytes of an environ"}
    expected = "duplicate_header" if kind == "twice" else "missing_signature" if kind in missing else "d-1"
    expected = "other" if kind == "twice in an environ" else expected
    assert native == expected
