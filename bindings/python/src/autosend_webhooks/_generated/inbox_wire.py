# Generated from schema/ by `cargo xtask generate`; do not edit.
"""What stands in engines beside the deliveries: in names `INBOX` stands for that of the inbox."""

from __future__ import annotations

INBOX = "autosend-inbox"
"""The name of an inbox, unless another is given."""
GROUP = "workers"
"""The consumer group, or durable consumer, that all workers share."""
STRAY = "this is no delivery"
"""What a dead letter says that somebody else put there."""
MAX_HELD = 100000
"""How many deliveries all workers of JetStream together may hold."""

NATS: dict[str, str] = {
    "entries": "INBOX",
    "dead_subject": "INBOX.dead",
    "dead_id": "dead-SEQ-DIGEST",
    "error_header": "Autosend-Error",
}
"""Names in JetStream."""

REDIS: dict[str, str] = {
    "prefix": "{INBOX}:",
    "entries": "entries",
    "delayed": "delayed",
    "dead": "dead",
}
"""Keys in Redis, and what all begin with."""

NEEDED: tuple[tuple[str, str, str], ...] = (
    ("appendonly", "yes", "what is acknowledged would be in memory only"),
    ("appendfsync", "always", "what came in the last second would be lost with the power"),
    ("no-appendfsync-on-rewrite", "no", "nothing would be flushed while the log is rewritten"),
    ("maxmemory-policy", "noeviction", "deliveries would be removed to make room"),
)
"""What each setting of Redis must be, and what would happen otherwise."""
