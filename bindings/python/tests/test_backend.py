"""Which implementation is at work: the one that these tests are meant for."""

from __future__ import annotations

import os

import autosend_webhooks


def test_the_implementation_is_the_expected_one() -> None:
    assert autosend_webhooks.backend == os.environ.get("AUTOSEND_WEBHOOKS_BACKEND", "native")
    module = autosend_webhooks.Verifier.__module__
    assert module.startswith("autosend_webhooks._pure") == (autosend_webhooks.backend == "pure")
