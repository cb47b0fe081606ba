"""How a worker works, and what a handler may say of its failure."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class WorkOptions:
    """How a worker works; times are in seconds."""

    max_concurrent: int = 8
    """How many deliveries it processes at the same time."""
    lease: float = 60
    """How long it may be silent before another worker takes what it has; renewed at a third of that."""
    timeout: float = 600
    """How long the handlers of a delivery may take; then the lease is not renewed any more."""
    attempts: int = 20
    """After this many a delivery is a dead letter."""
    first_backoff: float = 5
    """The longest delay after the first failed attempt; it doubles with each, and is drawn at random below."""
    longest_backoff: float = 3600
    """The longest delay of all."""
    poll: float = 1
    """How often to look for what other processes stored; the delay varies, so that workers spread."""
    drain: float = 30
    """How long to wait for handlers at the end; what they have not done then is free again."""
    burst: bool = False
    """Whether to end as soon as nothing waits, now or later."""

    def __post_init__(self) -> None:
        if self.max_concurrent < 1 or self.attempts < 1:
            raise ValueError("max_concurrent and attempts must be at least 1")
        for name in ("lease", "timeout", "poll"):
            if not getattr(self, name) > 0:
                raise ValueError(f"{name} must be a positive number of seconds, got {getattr(self, name)!r}")

    def backoff(self, attempt: int) -> float:
        """A delay after a number of failed attempts, from 1."""
        ceiling = min(self.longest_backoff, self.first_backoff * 2.0 ** min(attempt - 1, 60))
        return random.uniform(0, ceiling)  # noqa: S311


class HandlerError(Exception):
    """What a handler raises to say when to try again, in seconds, or that it makes no sense to try again."""

    def __init__(self, message: str, *, retry_after: Optional[float] = None, is_permanent: bool = False) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.is_permanent = is_permanent
