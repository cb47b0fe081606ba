"""Reads tests/vectors/payloads/, the hand-written samples."""

from __future__ import annotations

import json
from pathlib import Path

VECTORS = Path(__file__).resolve().parent.parent / "vectors"
PAYLOADS = VECTORS / "payloads"


def compact(path: Path) -> str:
    """The sample as AutoSend sends it: as JSON.stringify would write it, on one line, non-ASCII unescaped."""
    value = json.loads(path.read_text(encoding="utf-8"))
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def sample(generation: str, type: str) -> str:
    """The compact sample of one event; `generation` is the folder, `current` or `first`."""
    return compact(PAYLOADS / generation / f"{type}.json")


def invalid_samples() -> list[tuple[str, str, str]]:
    """Name, event type and compact body of each sample that does not fit its schema."""
    found = []
    for path in sorted((PAYLOADS / "invalid").glob("*.json")):
        type, _what = path.stem.rsplit(".", 1)
        found.append((path.stem, type, compact(path)))
    return found
