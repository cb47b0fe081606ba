#!/usr/bin/env python3
"""Validates the sample payloads against the generated schema, and the OpenAPI document, with Python's validators.

    python3 tests/schema/validate.py     needs the packages of requirements.txt beside this file

The bundle accepts every sample and refuses every invalid one; an event's own schema accepts its own sample and no
other event's. The last line is `N passed, M failed`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Callable

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "schema"
PAYLOADS = ROOT / "tests" / "vectors" / "payloads"
FORMATS = Draft202012Validator.FORMAT_CHECKER

passed = failed = 0


def check(name: str, test: Callable[[], str | None]) -> None:
    """Counts a test, which returns what is wrong. An exception is wrong as well."""
    global passed, failed
    try:
        wrong = test()
    except Exception as error:  # noqa: BLE001 - whatever a validator raises is a finding
        wrong = f"{type(error).__name__}: {error}"
    if wrong is None:
        passed += 1
    else:
        failed += 1
        print(f"FAIL {name}: {wrong}")


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def samples(folder: str) -> dict[str, Any]:
    found = {path.stem: read(path) for path in sorted((PAYLOADS / folder).glob("*.json"))}
    check(f"there are samples in {folder}/", lambda: None if found else "none")
    return found


def validator(path: Path) -> Draft202012Validator:
    schema = read(path)
    check(f"{path.name} is a JSON Schema 2020-12", lambda: meta(schema))
    return Draft202012Validator(schema, format_checker=FORMATS)


def meta(schema: Any) -> str | None:
    if schema.get("$schema") != Draft202012Validator.META_SCHEMA["$id"]:
        return f"$schema is {schema.get('$schema')}"
    Draft202012Validator.check_schema(schema, format_checker=FORMATS)
    return None


def accepts(schema: Draft202012Validator, sample: Any) -> str | None:
    error = next(schema.iter_errors(sample), None)
    return None if error is None else f"refused: {error.json_path}: {error.message}"


def refuses(schema: Draft202012Validator, sample: Any) -> str | None:
    return "accepted" if schema.is_valid(sample) else None


def openapi() -> str | None:
    document = read(SCHEMA / "openapi.json")
    if not document["openapi"].startswith("3.1."):
        return f"openapi is {document['openapi']}"
    if not document["webhooks"]:
        return "no webhooks"
    OpenAPIV31SpecValidator(document).validate()
    return None


def main() -> int:
    # Without its helper package a format is ignored in silence.
    check("date-time is asserted", lambda: None if "date-time" in FORMATS.checkers else "no checker")
    current, first, invalid = samples("current"), samples("first"), samples("invalid")
    bundle = validator(SCHEMA / "events.schema.json")
    for folder, found in ("current", current), ("first", first):
        for name, sample in found.items():
            check(f"the bundle accepts {folder}/{name}", lambda: accepts(bundle, sample))
    for name, sample in invalid.items():
        check(f"the bundle refuses invalid/{name}", lambda: refuses(bundle, sample))

    own = {name: validator(SCHEMA / "events" / f"{name}.schema.json") for name in current}
    for name, sample in current.items():
        check(f"{name}'s schema accepts its sample", lambda: accepts(own[name], sample))
        others = [other for other in own if other != name and own[other].is_valid(sample)]
        check(f"only {name}'s schema accepts its sample", lambda: f"so do {others}" if others else None)
    check("openapi.json is OpenAPI 3.1 with webhooks", openapi)

    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
