"""What several tests use."""

from __future__ import annotations

import pytest
from autosend_webhooks import Verifier

SECRET = "whsec_4f6d1c2b9a8e7d6c5b4a39281706f5e4"  # noqa: S105
SECRETS = (SECRET, "whsec_0123456789abcdef0123456789abcdef")
"""Two webhooks' secrets: AutoSend sends an event to both, with the same body."""


@pytest.fixture
def secret() -> str:
    """A webhook's secret."""
    return SECRET


@pytest.fixture
def verifier(secret: str) -> Verifier:
    """A verifier for it."""
    return Verifier(secret)
