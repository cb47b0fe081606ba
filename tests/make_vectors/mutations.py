"""Every sample with one thing changed that a provider may change without notice.

What is changed comes from the catalog, so that a new field is covered without a new line here; what must come of it
depends on the kind of change alone.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

from .builder import Group
from .payloads import PAYLOADS, VECTORS

CATALOG: dict[str, Any] = json.loads((VECTORS.parents[1] / "schema" / "catalog.json").read_text(encoding="utf-8"))
OBJECTS = {spec["name"]: spec for spec in CATALOG["objects"]}
FOLDERS = {1: "first", 2: "current"}

Path = tuple[Any, ...]
# A name for the change, why it may happen, what comes of it, and the changed body.
Mutation = tuple[str, str, str, dict[str, Any]]


def group() -> Group:
    g = Group("mutations", "Every sample with one thing changed: nothing crashes, is misread, or is lost.")
    for event in CATALOG["events"]:
        for form in CATALOG["generations"]:
            path = PAYLOADS / FOLDERS[form["number"]] / f"{event['type']}.json"
            if path.exists():
                mutate(g, event, form, json.loads(path.read_text(encoding="utf-8")))
    return g


def mutate(g: Group, event: dict[str, Any], form: dict[str, Any], body: dict[str, Any]) -> None:
    data = OBJECTS[event["data"]]
    for name, why, outcome, changed in mutations(data, form, body):
        type = changed[form["type_member"]]
        g.accept(
            f"mutation-{FOLDERS[form['number']]}-{event['type']}-{name}",
            why,
            json.dumps(changed, ensure_ascii=False, separators=(",", ":")),
            type=type,
            outcome=outcome,
            generation=form["number"],
            created_at=changed[form["time_member"]],
        )


def mutations(data: dict[str, Any], form: dict[str, Any], body: dict[str, Any]) -> Iterator[Mutation]:
    member = form["type_member"]
    yield "new-type", "A type that is new.", "unknown", {**body, member: body[member] + "_again"}
    extra = {"z": [1, None]}
    yield "extra", "A new member beside the data.", "typed", {**body, "brandNew": extra}
    for path, spec in objects(data, form, body, (form["data_member"],)):
        where = "-".join(str(step) for step in path)
        yield f"{where}-extra", "A new member.", "typed", put(body, (*path, "brandNew"), extra)
        for field in spec["fields"]:
            name = field["names"].get(str(form["number"]))
            if name is not None:
                yield from field_mutations(body, (*path, name), field, f"{where}-{name}")


def field_mutations(body: dict[str, Any], path: Path, field: dict[str, Any], where: str) -> Iterator[Mutation]:
    if "enum" in field["type"] and isinstance(field["type"], dict):
        yield f"{where}-value", "A value that is new to an enumeration.", "typed", put(body, path, "BrandNew")
    if field["optional"]:
        yield f"{where}-null", "Null where a member may be absent.", "typed", put(body, path, None)
    elif not field["nullable"]:
        yield f"{where}-null", "Null for a member that has to be there.", "invalid", put(body, path, None)
    if is_there(body, path):
        outcome = "typed" if field["optional"] else "invalid"
        why = f"Without a member that {'may be absent' if field['optional'] else 'has to be there'}."
        yield f"{where}-missing", why, outcome, without(body, path)


def objects(spec: dict[str, Any], form: dict[str, Any], body: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """An object and those in it, with the way to each; of a list the first."""
    yield path, spec
    for field in spec["fields"]:
        name = field["names"].get(str(form["number"]))
        kind = field["type"]
        if name is None or not isinstance(kind, dict):
            continue
        inner = (*path, name)
        if "list" in kind and isinstance(kind["list"], dict):
            kind, inner = kind["list"], (*inner, 0)
        if "object" in kind and is_there(body, inner):
            yield from objects(OBJECTS[kind["object"]], form, body, inner)


def is_there(body: Any, path: Path) -> bool:
    for step in path:
        if isinstance(body, list):
            if step >= len(body):
                return False
        elif not isinstance(body, dict) or step not in body:
            return False
        body = body[step]
    return True


def put(body: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(body)
    parent(changed, path)[path[-1]] = value
    return changed


def without(body: dict[str, Any], path: Path) -> dict[str, Any]:
    changed = copy.deepcopy(body)
    del parent(changed, path)[path[-1]]
    return changed


def parent(body: Any, path: Path) -> Any:
    for step in path[:-1]:
        body = body[step]
    return body
