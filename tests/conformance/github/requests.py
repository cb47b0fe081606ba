"""python3 requests.py EXAMPLES SCHEMA OUT: real bodies of GitHub's as a request file, signed as GitHub signs them.

Truth is what GitHub says: the header and the action. Nothing is refused, nothing is taken for another event. What does not fit the
schema is in expected.json, by the body's place among the examples: GitHub sends more, and less, than its documents say.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import sys
from pathlib import Path
from typing import Any

SECRET = "It's a Secret to Everybody"  # noqa: S105
BODIES = 329


def main(examples: str, schema: str, out: str) -> None:
    """Writes the file."""
    expected = json.loads(Path(__file__).with_name("expected.json").read_text(encoding="utf-8"))[schema]
    cases = [
        case(f"{group['name']}-{index}", group["name"], body, expected)
        for group in json.loads(Path(examples).read_text(encoding="utf-8"))
        for index, body in enumerate(group["examples"])
    ]
    names = {case["name"] for case in cases}
    assert len(cases) == BODIES, f"{len(cases)} bodies instead of {BODIES}"
    assert names >= {*expected["problems"], *expected["unknown"]}, "expected.json names bodies that are not there"
    file = {"group": f"github-{schema}", "cases": cases}
    Path(out).mkdir(parents=True, exist_ok=True)
    Path(out, f"{schema}.json").write_text(json.dumps(file), encoding="utf-8")


def case(name: str, event: str, sent: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """One request, and what becomes of it."""
    body = json.dumps(sent).encode()
    signature = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    action = sent.get("action")
    return {
        "name": name,
        "secrets": [SECRET],
        "now_ms": 0,
        "headers": [["X-GitHub-Event", event], ["X-GitHub-Delivery", name], ["X-Hub-Signature-256", signature]],
        "body": body.decode(),
        "expect": {
            "accepted": {
                "type": f"{event}.{action}" if isinstance(action, str) else event,
                "outcome": "unknown" if name in expected["unknown"] else "typed",
                "generation": 1,
                "delivery_id": name,
                "sent_at_ms": None,
                "created_at": None,
                "secret_index": 0,
                "digest": hashlib.sha256(body).hexdigest(),
                "problems": expected["problems"].get(name, []),
            }
        },
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
