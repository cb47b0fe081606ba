"""The pytest plugin: a fixture for tests of receivers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

import pytest

if TYPE_CHECKING:
    from .testing import SignedRequest


@pytest.fixture
def autosend_request() -> Callable[..., SignedRequest]:
    """Makes signed requests: `autosend_webhooks.testing.signed_request`."""
    from .testing import signed_request

    return signed_request
