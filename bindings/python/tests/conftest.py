"""What several tests use."""

from __future__ import annotations

import pytest
from autosend_webhooks import Verifier

SECRET = "whsec_4f6d1c2b9a8e7d6c5b4a39281706f5e4"  # noqa: S105


@pytest.fixture
def secret() -> str:
    """A webhook's secret."""
    return SECRET


@pytest.fixture
def verifier(secret: str) -> Verifier:
    """A verifier for it."""
    return Verifier(secret)
