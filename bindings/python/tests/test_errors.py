"""Errors: the whole table, their classes, and that nothing else ever comes out of `verify`."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator, Mapping
from typing import Any

import autosend_webhooks
import pytest
from autosend_webhooks import ConfigurationError, Delivery, SignatureError, Verifier, WebhookError, errors, sign
from conftest import SECRET
from hypothesis import given
from hypothesis import strategies as st
from vector_cases import CASES, VECTORS

TABLE: list[dict[str, Any]] = json.loads((VECTORS.parents[1] / "schema" / "errors.json").read_text())["errors"]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["code"])
def test_every_code_has_a_class_a_status_and_a_hint(row: dict[str, Any]) -> None:
    error = errors.make_error(row["code"])
    assert type(error) is not WebhookError
    assert isinstance(error, WebhookError)
    assert (error.code, error.status, error.message, error.hint) == (
        row["code"],
        row["status"],
        row["meaning"],
        row["hint"],
    )
    assert str(error) == f"{row['code']}: {row['meaning']}"


def test_no_code_is_left_over() -> None:
    assert list(errors.FAMILIES) == [row["code"] for row in TABLE]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["code"])
def test_errors_pickle_and_copy(row: dict[str, Any]) -> None:
    error = errors.make_error(row["code"], "what happened", "what to do")
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):  # noqa: S301
        assert type(twin) is type(error)
        assert twin.to_dict() == error.to_dict()


def test_a_refusal_keeps_its_particulars(verifier: Verifier) -> None:
    headers = sign(SECRET, b"{}", timestamp=1)
    with pytest.raises(WebhookError) as caught:
        verifier.verify(b"{}", headers)
    assert caught.value.code == "timestamp_too_old"
    assert "ago" in caught.value.message
    assert pickle.loads(pickle.dumps(caught.value)).message == caught.value.message  # noqa: S301


@pytest.mark.parametrize("body", ["{}", {"type": "email.sent"}, [1], None, 7, object()])
def test_what_is_not_bytes_is_a_parsed_body(verifier: Verifier, body: object) -> None:
    with pytest.raises(ConfigurationError) as caught:
        verifier.verify(body, {})  # type: ignore[arg-type]
    assert caught.value.code == "body_already_parsed"
    for fix in ("request.get_data()", "request.body", "await request.body()", "isBase64Encoded"):
        assert fix in caught.value.hint


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_of_every_kind(verifier: Verifier, kind: Any) -> None:
    body = b'{"type":"email.new"}'
    assert verifier.verify(kind(body), verifier.sign(body)).body == body


def test_a_view_with_gaps_and_one_released(verifier: Verifier) -> None:
    body = b'{"type":"email.new"}'
    gaps = memoryview(b"".join(bytes([byte, 0]) for byte in body))[::2]
    assert verifier.verify(gaps, verifier.sign(body)).body == body
    gaps.release()
    with pytest.raises(ConfigurationError, match="body_already_parsed"):
        verifier.verify(gaps, verifier.sign(body))


def test_a_changed_bytearray_changes_nothing(verifier: Verifier) -> None:
    body = bytearray(b'{"type":"email.new"}')
    delivery = verifier.verify(body, verifier.sign(body))
    body[:] = b"x" * len(body)
    assert delivery.body == b'{"type":"email.new"}'
    assert delivery.event.type == "email.new"


@pytest.mark.parametrize("headers", [None, 7, "X-Webhook-Signature", b"", [], {}, [1, 2], [("one",)], object()])
def test_what_holds_no_headers_lacks_the_signature(verifier: Verifier, headers: object) -> None:
    with pytest.raises(SignatureError) as caught:
        verifier.verify(b"{}", headers)  # type: ignore[arg-type]
    assert caught.value.code == "missing_signature"


class Failing(Mapping[str, str]):
    """A mapping that can't be read."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __getitem__(self, key: str) -> str:
        raise self.error

    def __iter__(self) -> Iterator[str]:
        raise self.error

    def __len__(self) -> int:
        raise self.error


def test_headers_that_raise_hold_nothing_but_interrupts_go_through(verifier: Verifier) -> None:
    with pytest.raises(SignatureError, match="missing_signature"):
        verifier.verify(b"{}", Failing(RuntimeError("broken")))
    with pytest.raises(KeyboardInterrupt):
        verifier.verify(b"{}", Failing(KeyboardInterrupt()))


@pytest.mark.parametrize("value", [7, 1.5, object(), {"a": 1}, "\ud800", "é\u4e00"])
def test_values_that_no_header_can_have_are_malformed(verifier: Verifier, value: object) -> None:
    body = b'{"type":"email.new"}'
    for name, code in (
        ("X-Webhook-Signature", "malformed_signature"),
        ("X-Webhook-Timestamp", "malformed_timestamp"),
        ("X-Webhook-Delivery-Id", "malformed_delivery_id"),
        ("X-Webhook-Event", "event_mismatch"),
    ):
        with pytest.raises(WebhookError, match=code):
            verifier.verify(body, {**verifier.sign(body), name: value})


def test_a_wsgi_environment_and_none_values(verifier: Verifier) -> None:
    body = b'{"type":"email.new"}'
    headers = verifier.sign(body)
    environ = {"HTTP_" + name.upper().replace("-", "_"): text for name, text in headers.items()}
    assert verifier.verify(body, {**environ, "REQUEST_METHOD": "POST", "wsgi.input": object()}).type == "email.new"
    with pytest.raises(SignatureError, match="missing_signature"):
        verifier.verify(body, environ)
    with pytest.raises(SignatureError, match="missing_signature"):
        verifier.verify(body, {**headers, "X-Webhook-Signature": None})


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.just(object()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.binary(), inner) | st.tuples(inner, inner),
    max_leaves=8,
)
NAMES = st.sampled_from(
    ["X-Webhook-Signature", "x-webhook-timestamp", "X-WEBHOOK-DELIVERY-ID", b"x-webhook-event", "Host"]
)
HEADERS = (
    ANYTHING
    | st.dictionaries(NAMES, ANYTHING)
    | st.lists(st.tuples(NAMES, ANYTHING))
    | st.sampled_from([case["headers"] for case in CASES])
)
BODIES = ANYTHING | st.binary() | st.sampled_from([case["body"].encode() for case in CASES if "body" in case])


@given(
    body=BODIES,
    headers=HEADERS,
    options=st.fixed_dictionaries({}, optional={"tolerance": st.none(), "strict": st.booleans()}),
)
def test_nothing_but_webhook_errors(body: Any, headers: Any, options: dict[str, Any]) -> None:
    try:
        delivery = Verifier(SECRET, **options).verify(body, headers)
    except WebhookError as error:
        assert error.code in errors.FAMILIES
        assert SECRET not in f"{error} {error!r} {error.hint}"
    else:
        assert isinstance(delivery, Delivery)


@given(text=st.text(min_size=1) | st.from_regex(r"\{.*\}"))
def test_nothing_but_webhook_errors_for_signed_bodies(text: str) -> None:
    body = text.encode(errors="surrogatepass")
    verifier = Verifier(SECRET)
    try:
        verifier.verify(body, verifier.sign(body)).event  # noqa: B018
    except WebhookError as error:
        assert error.code in errors.FAMILIES


@pytest.mark.parametrize("secret", [None, "", " x", "x\n", [], ["x", ""], [None]])
def test_unusable_secrets(secret: Any) -> None:
    with pytest.raises(ConfigurationError, match="invalid_secret"):
        Verifier(secret)


@pytest.mark.parametrize("secret", [b"whsec_concealed", 7, [b"whsec_concealed"], "\ud800whsec_concealed"])
def test_secrets_of_a_wrong_type_are_not_shown(secret: Any) -> None:
    with pytest.raises((TypeError, ConfigurationError)) as caught:
        Verifier(secret)
    assert "concealed" not in repr(caught.value)


@pytest.mark.parametrize(
    "options", [{"tolerance": -1}, {"tolerance": float("nan")}, {"future_tolerance": float("inf")}, {"max_body": -1}]
)
def test_options_that_make_no_sense(options: dict[str, Any]) -> None:
    with pytest.raises((ValueError, OverflowError)):
        Verifier(SECRET, **options)


def test_the_secret_is_never_shown(verifier: Verifier) -> None:
    assert SECRET not in repr(verifier) + str(vars(autosend_webhooks))
