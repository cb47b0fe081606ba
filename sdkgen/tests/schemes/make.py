"""Writes the catalogs and requests of providers that sign and send in different ways: python3 make.py [--check]

Outcomes are written by hand; signatures come from Python's hmac, from `ed25519.py`, or from what providers published.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import data
import schemes
from build import NOTE

HERE = Path(__file__).parent
PROVIDERS = (
    schemes.standard,
    schemes.github,
    schemes.stripe,
    schemes.slack,
    schemes.shopify,
    schemes.token,
    schemes.parts,
    schemes.base64url,
    schemes.public,
    schemes.form,
    schemes.batch,
    data.types,
)


def files() -> dict[Path, str]:
    """What each file holds."""
    made = {}
    for make in PROVIDERS:
        provider = make()
        group = {"group": provider.slug, "description": f"{make.__doc__} {NOTE}", "cases": provider.cases}
        made[HERE / provider.slug / "catalog.json"] = provider.catalog
        made[HERE / provider.slug / "requests" / f"{provider.slug}.json"] = group
    return {path: json.dumps(value, indent=1) + "\n" for path, value in made.items()}


def main() -> int:
    """Writes, or tells what is stale."""
    texts = files()
    if sys.argv[1:] == ["--check"]:
        there = {path for path in HERE.glob("*/**/*.json")}
        stale = [path for path, text in texts.items() if not path.exists() or path.read_text() != text]
        stale += sorted(there - texts.keys())
        for path in stale:
            print(f"stale: {path}", file=sys.stderr)
        return 1 if stale else 0
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
