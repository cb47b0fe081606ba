"""Which implementation is at work: the one that these tests are meant for. Objects are of the same classes in both."""

from __future__ import annotations

import os

import autosend_webhooks
from autosend_webhooks import verifier
from autosend_webhooks.testing import TEST_SECRET, signed_request


def test_the_implementation_is_the_expected_one() -> None:
    assert autosend_webhooks.backend == os.environ.get("AUTOSEND_WEBHOOKS_BACKEND", "native")
    assert (
        autosend_webhooks.Verifier.__module__
        == {"native": "autosend_webhooks", "pure": "autosend_webhooks.verifier"}[autosend_webhooks.backend]
    )


def test_both_implementations_give_the_same_classes() -> None:
    request = signed_request("email.received")
    one, other = autosend_webhooks.Verifier(TEST_SECRET), verifier.Verifier(TEST_SECRET)
    deliveries = one.verify(*request), other.verify(*request)
    assert type(deliveries[0]) is type(deliveries[1])
    assert deliveries[0].event == deliveries[1].event
    assert deliveries[0].event.to_dict() == deliveries[1].event.to_dict()
    explanations = one.explain(b"[]", {}), other.explain(b"[]", {})
    assert type(explanations[0]) is type(explanations[1])
    assert str(explanations[0]) == str(explanations[1])
