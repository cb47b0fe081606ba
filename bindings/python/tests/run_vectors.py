"""All vectors with nothing but the package itself: `python tests/run_vectors.py`. Python 3.9 is enough."""

from __future__ import annotations

import sys

from autosend_webhooks import WebhookError
from vector_cases import CASES, accepted, body, verifier


def main() -> int:
    """Runs them; the last line says how many passed."""
    failed = 0
    for case in CASES:
        expected = case["expect"].get("error") or case["expect"]["accepted"]["digest"]
        try:
            got = accepted(verifier(case).verify_at(body(case), case["headers"], case["now_ms"] / 1000))["digest"]
        except WebhookError as error:
            got = error.code
        if got != expected:
            failed += 1
            print(f"{case['name']}: expected {expected}, got {got}")
    print(f"{len(CASES) - failed} passed, {failed} failed")
    return 1 if failed or not CASES else 0


if __name__ == "__main__":
    sys.exit(main())
