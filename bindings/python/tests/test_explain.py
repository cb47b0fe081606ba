"""`explain` finds the usual mistakes, and accepts nothing."""

from __future__ import annotations

import pytest
from autosend_webhooks import Verifier

BODY = b'{"type":"email.sent"}'


@pytest.mark.parametrize(
    ("body", "change", "cause"),
    [
        (BODY + b"\n", {}, "trailing_newline"),
        (BODY, {"X-Webhook-Signature": "sha256="}, None),
    ],
)
def test_causes(verifier: Verifier, body: bytes, change: dict[str, str], cause: str | None) -> None:
    explanation = verifier.explain(body, {**verifier.sign(BODY), **change})
    assert explanation.error is not None
    if cause:
        assert explanation.causes[0].cause == cause
        assert explanation.causes[0].fix in str(explanation)
        assert cause in repr(explanation)


def test_what_verifies_has_no_causes(verifier: Verifier) -> None:
    explanation = verifier.explain(BODY, verifier.sign(BODY))
    assert explanation.error is None
    assert explanation.causes == ()
    assert str(explanation) == "The request verifies."


def test_the_clock_is_an_argument(verifier: Verifier) -> None:
    explanation = verifier.explain_at(BODY, verifier.sign(BODY), 0)
    assert explanation.error is not None
    assert explanation.error.code == "timestamp_in_future"


def test_a_parsed_body_is_explained_too(verifier: Verifier) -> None:
    explanation = verifier.explain("{}", {})  # type: ignore[arg-type]
    assert explanation.error is not None
    assert explanation.error.code == "body_already_parsed"
