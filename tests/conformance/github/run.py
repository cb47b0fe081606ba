"""python3 run.py SDK EXAMPLES SCHEMA: real bodies of GitHub's, signed as GitHub signs them, through a package of GitHub's schema.

Truth is what GitHub says: the header and the action. Nothing is refused, nothing is taken for another event, nothing is lost.
Prints `github-SCHEMA PASSED FAILED`, and on standard error each body that failed, and how many had problems.
"""

from __future__ import annotations

import hashlib
import hmac
import importlib
import json
import sys
from pathlib import Path
from typing import Any

SECRET = "It's a Secret to Everybody"  # noqa: S105


def main(sdk: str, examples: str, schema: str) -> int:
    """Runs every example; returns the exit code."""
    (source,) = [file.parent for file in Path(sdk, "src").glob("*/verifier.py")]
    sys.path.insert(0, str(source.parent))
    package = importlib.import_module(source.name)
    verifier = package.Verifier(SECRET)
    known, passed, failed, problems = set(package.EVENT_TYPES), 0, 0, 0
    for group in json.loads(Path(examples).read_text(encoding="utf-8")):
        for body in group["examples"]:
            delivery, complaint = check(package, verifier, known, group["name"], body)
            failed += complaint is not None
            passed += complaint is None
            problems += bool(delivery and getattr(delivery.event, "problems", None))
            if complaint:
                print(f"{group['name']}: {complaint}", file=sys.stderr)
    print(f"{problems} of {passed + failed} have members that do not fit the schema", file=sys.stderr)
    print(f"github-{schema}", passed, failed)
    return 1 if failed or not passed else 0


def check(package: Any, verifier: Any, known: set[str], name: str, sent: dict[str, Any]) -> tuple[Any, str | None]:
    """What was made of a body, and what is wrong with that."""
    body = json.dumps(sent).encode()
    signature = "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-GitHub-Event": name, "X-GitHub-Delivery": "1", "X-Hub-Signature-256": signature}
    action = sent.get("action")
    expected = f"{name}.{action}" if isinstance(action, str) else name
    try:
        delivery = verifier.verify(body, headers)
    except package.WebhookError as error:
        return None, f"refused as {error.code}"
    event = delivery.event
    if delivery.type != expected:
        return delivery, f"taken for {delivery.type}"
    is_typed = not isinstance(event, (package.Unknown, package.Invalid))
    if is_typed != (expected in known or name in known):
        return delivery, f"{expected} is {type(event).__name__}"
    return delivery, None if event.raw == sent else "the body differs"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
