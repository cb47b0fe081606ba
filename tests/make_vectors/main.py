"""Writes the groups to files, or compares them with the committed ones."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

from . import (
    body,
    deduplication,
    delivery_id,
    edges,
    events_current,
    events_first,
    events_invalid,
    fields,
    forward,
    headers,
    mutations,
    replay,
    rotation,
    secrets,
    signature,
    strict,
    timestamp,
    types,
)
from .builder import Group
from .payloads import PAYLOADS, VECTORS
from .text import COMMAND, GENERATED, dump

REQUESTS = VECTORS / "requests"
MODULES = (
    events_current,
    events_first,
    events_invalid,
    fields,
    headers,
    signature,
    timestamp,
    delivery_id,
    rotation,
    body,
    types,
    forward,
    mutations,
    strict,
    secrets,
    replay,
    edges,
)


def case_text(case: dict[str, Any]) -> str:
    """A case with one line a field and one line a header, so that a change shows as a small diff."""
    lines = []
    for key, value in case.items():
        if key == "headers" and value:
            text = "[\n" + ",\n".join(f"        {dump(header)}" for header in value) + "\n      ]"
        else:
            text = dump(value)
        lines.append(f"      {dump(key)}: {text}")
    return "    {\n" + ",\n".join(lines) + "\n    }"


def group_text(group: Group) -> str:
    description = f"{group.description} {GENERATED}"
    cases = ",\n".join(case_text(case) for case in group.cases)
    return (
        f'{{\n  "group": {dump(group.name)},\n  "description": {dump(description)},\n  "cases": [\n{cases}\n  ]\n}}\n'
    )


def repeated_names(groups: Sequence[Group]) -> list[str]:
    counts = Counter(case["name"] for group in groups for case in group.cases)
    return [name for name, count in counts.items() if count > 1]


def unused_samples() -> list[str]:
    """Samples of a type that no group names; they would be data that nothing tests."""
    known = {
        "current": {f"{type}.json" for type in events_current.TYPES},
        "first": {f"{type}.json" for type in events_first.TYPES},
    }
    return [
        str(path)
        for folder, names in known.items()
        for path in sorted((PAYLOADS / folder).iterdir())
        if path.name not in names
    ]


def main(arguments: Sequence[str]) -> int:
    if arguments not in ([], ["--check"]):
        print(f"usage: {COMMAND} [--check]", file=sys.stderr)
        return 2
    groups = [module.group() for module in MODULES]
    problems = [f"case name used twice: {name}" for name in repeated_names(groups)]
    problems += deduplication.problems()
    problems += [f"sample that no group uses: {path}" for path in unused_samples()]

    wanted = {REQUESTS / f"{group.name}.json": group_text(group) for group in groups}
    wanted[VECTORS / "deduplication.json"] = deduplication.file_text()
    if arguments:
        for path, text in wanted.items():
            # Bytes, so that a checkout with other line ends counts as stale too.
            if not path.is_file() or path.read_bytes() != text.encode():
                problems.append(f"stale: {path}")
    elif not problems:
        REQUESTS.mkdir(parents=True, exist_ok=True)
        for path, text in wanted.items():
            path.write_bytes(text.encode())
    if REQUESTS.is_dir():
        problems += [f"no group writes this file: {p}" for p in sorted(REQUESTS.iterdir()) if p not in wanted]

    if problems:
        print("\n".join(problems), file=sys.stderr)
        print(f"Regenerate with `{COMMAND}`; remove files that no group writes.", file=sys.stderr)
        return 1
    counts = ", ".join(f"{group.name} {len(group.cases)}" for group in groups)
    total = sum(len(group.cases) for group in groups)
    print(f"{total} cases in {len(groups)} groups: {counts}; {len(deduplication.cases())} of deduplication")
    return 0
