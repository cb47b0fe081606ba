"""python3 read.py GENERATOR FOLDER: reads bodies, one on each line, with code in FOLDER; prints [type, JSON] or [null, error]."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any


def autosend(folder: str) -> Any:
    """A package of this project's generator: what was signed is verified and read."""
    (source,) = [file.parent for file in Path(folder, "src").glob("*/verifier.py")]
    sys.path.insert(0, str(source.parent))
    package = importlib.import_module(source.name)
    testing = importlib.import_module(f"{source.name}.testing")

    def plain(value: Any) -> Any:
        if isinstance(value, dict) and "extra" in value:
            return plain({name: it for name, it in value.items() if name != "extra"} | value["extra"])
        return {name: plain(it) for name, it in value.items()} if isinstance(value, dict) else value

    def read(text: str) -> tuple[str, str]:
        request = testing.signed_request(text.encode(), "secret")
        event = package.Verifier("secret").verify(request.body, request.headers).event
        if isinstance(event, (package.Unknown, package.Invalid)):
            return type(event).__name__, json.dumps(event.raw)
        return event.type, json.dumps({"type": event.type, "id": event.raw["id"], "data": plain(event.to_dict()["data"])})

    return read


def datamodel(folder: str) -> Any:
    """Models of datamodel-code-generator, of pydantic."""
    sys.path.insert(0, folder)
    models = importlib.import_module("models")

    def read(text: str) -> tuple[str, str]:
        event = models.Event.model_validate_json(text)
        return named(event.root), event.model_dump_json(by_alias=True, exclude_unset=True)

    return read


def openapi(folder: str) -> Any:
    """Models of openapi-generator, of pydantic."""
    sys.path.insert(0, folder)
    models = importlib.import_module("orders.models.event")

    def read(text: str) -> tuple[str, str]:
        event = models.Event.from_json(text)
        return named(event.actual_instance), event.to_json()

    return read


def named(event: Any) -> str:
    """The event type of a class."""
    return {"OrderPaid": "order.paid", "OrderClosed": "order.closed"}[type(event).__name__]


def main(generator: str, folder: str) -> None:
    """Prints what became of each line."""
    read = {"autosend": autosend, "datamodel": datamodel, "openapi": openapi}[generator](folder)
    for line in sys.stdin:
        try:
            print(json.dumps(read(line)))
        except Exception as error:  # noqa: BLE001
            print(json.dumps([None, str(error)]))


if __name__ == "__main__":
    main(*sys.argv[1:])
