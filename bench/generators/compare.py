"""python3 compare.py CLI CACHE: what generated code makes of bodies that its schema does not foresee.

CLI is the program `autosend-webhooks`; CACHE a folder for what is downloaded and built. The environment has what package-lock.json and
requirements.txt list. A generator that can't be had here is named, and left out. Exit code 1 if this project's own code throws, or
takes one event for another.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DOCUMENT = HERE / "events.json"
OPENAPI_GENERATOR = "7.17.0"
OPENAPI_GENERATOR_SHA256 = "25d6bd8273dd2be99979d544b62ea43f0ce1975f1aa582678b5093d1e7fcfce8"
JAR = f"https://repo1.maven.org/maven2/org/openapitools/openapi-generator-cli/{OPENAPI_GENERATOR}/openapi-generator-cli-{OPENAPI_GENERATOR}.jar"
PAID = {"number": 7, "state": "open", "amount": 9.5, "note": "a"}
#: What is asked, and the body. The first is an ordinary one.
CASES: list[tuple[str, dict[str, Any]]] = [
    ("as described", {"type": "order.paid", "id": "e", "data": PAID}),
    ("unknown type", {"type": "order.refunded", "id": "e", "data": PAID}),
    ("new enum value", {"type": "order.paid", "id": "e", "data": PAID | {"state": "disputed"}}),
    ("unknown member", {"type": "order.paid", "id": "e", "data": PAID | {"fee": 1}}),
    ("null for optional", {"type": "order.paid", "id": "e", "data": PAID | {"note": None}}),
    ("2^53 + 1", {"type": "order.paid", "id": "e", "data": PAID | {"number": 2**53 + 1}}),
    ("missing required", {"type": "order.paid", "id": "e", "data": {"number": 7, "state": "open"}}),
]


def run(*command: str | Path, folder: Path = HERE, text: str = "") -> str:
    """A program's output; its errors if it fails."""
    done = subprocess.run([str(part) for part in command], cwd=folder, input=text, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{Path(str(command[0])).name} failed: {(done.stderr or done.stdout).strip()[-500:]}")
    return done.stdout


class Generators:
    """Each generator: makes code in a folder of its own, and returns the command that reads bodies with it."""

    def __init__(self, command_line: Path, cache: Path) -> None:
        self.command_line, self.cache = command_line, cache
        self.schema = cache / "schema.json"
        text = json.dumps({**schema_of(json.loads(DOCUMENT.read_text()))}, indent=1)
        self.schema.write_text(text.replace("#/components/schemas/", "#/$defs/"))

    def folder(self, name: str) -> Path:
        """An empty folder."""
        folder = self.cache / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def npm(self, program: str) -> Path:
        """A program of the npm packages."""
        return HERE / "node_modules/.bin" / program

    def autosend(self, language: str) -> Path:
        """A package of this project's."""
        out = self.folder(f"autosend-{language}")
        given = ["--schema", DOCUMENT, "--profile", HERE / "orders.toml", "--lang", language, "--out", out]
        run(self.command_line, "generate", *given)
        return out / language

    def autosend_python(self) -> list[str | Path]:
        """This project's, in Python."""
        return [sys.executable, HERE / "read.py", "autosend", self.autosend("python")]

    def autosend_typescript(self) -> list[str | Path]:
        """This project's, in TypeScript."""
        package = self.autosend("typescript")
        (package / "node_modules").symlink_to(HERE / "node_modules")
        run(self.npm("tsc"), folder=package)
        return ["node", HERE / "read.mjs", "autosend", package]

    def quicktype(self) -> list[str | Path]:
        """quicktype, in TypeScript with its checks."""
        out = self.folder("quicktype")
        source = out / "quicktype.ts"
        run(self.npm("quicktype"), "--src-lang", "schema", "--lang", "ts", "--top-level", "Event", "-o", source, self.schema)
        self.compile(out, source)
        return ["node", HERE / "read.mjs", "quicktype", out]

    def openapi_ts(self) -> list[str | Path]:
        """openapi-ts, with zod."""
        out = self.folder("openapi-ts")
        run(self.npm("openapi-ts"), "-i", DOCUMENT, "-o", out, "-p", "@hey-api/typescript", "zod", "--no-log-file")
        (out / "node_modules").symlink_to(HERE / "node_modules")
        self.compile(out, out / "zod.gen.ts")
        return ["node", HERE / "read.mjs", "openapi-ts", out]

    def compile(self, out: Path, source: Path) -> None:
        """Compiles a file beside itself."""
        (out / "package.json").write_text('{"type":"module"}')
        options = ["--target", "es2022", "--module", "nodenext", "--skipLibCheck", "--outDir", str(out)]
        run(self.npm("tsc"), *options, source, folder=out)

    def datamodel_code_generator(self) -> list[str | Path]:
        """datamodel-code-generator, with pydantic."""
        out = self.folder("datamodel")
        options = ["--input-file-type", "jsonschema", "--output-model-type", "pydantic_v2.BaseModel"]
        program = Path(sys.executable).parent / "datamodel-codegen"
        run(program, "--input", self.schema, *options, "--class-name", "Event", "--output", out / "models.py")
        return [sys.executable, HERE / "read.py", "datamodel", out]

    def openapi_generator(self) -> list[str | Path]:
        """openapi-generator, its client in Python."""
        out, jar = self.folder("openapi-generator"), self.cache / "openapi-generator.jar"
        if not jar.exists():
            with urllib.request.urlopen(JAR, timeout=300) as answer:  # noqa: S310
                jar.write_bytes(answer.read())
        found = hashlib.sha256(jar.read_bytes()).hexdigest()
        if found != OPENAPI_GENERATOR_SHA256:
            raise RuntimeError(f"{jar} has the SHA-256 {found}")
        run("java", "-jar", jar, "generate", "-g", "python", "-i", DOCUMENT, "-o", out, "--package-name", "orders")
        return [sys.executable, HERE / "read.py", "openapi", out]

    def typify(self) -> list[str | Path]:
        """typify, with serde."""
        crate = HERE / "typify"
        (crate / "target").mkdir(exist_ok=True)
        shutil.copy(self.schema, crate / "target/schema.json")
        run("cargo", "build", "--locked", folder=crate)
        return [crate / "target/debug/compare-typify"]


def schema_of(document: dict[str, Any]) -> dict[str, Any]:
    """The document as a JSON Schema, without what is OpenAPI's."""
    schemas = document["components"]["schemas"]
    event = {name: value for name, value in schemas.pop("Event").items() if name != "discriminator"}
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Event", **event, "$defs": schemas}


def outcome(case: str, sent: dict[str, Any], read: list[Any]) -> str:
    """What became of a body, in a word."""
    event_type, text = read
    if event_type is None:
        return "throws"
    if event_type in ("order.paid", "order.closed") and event_type != sent["type"]:
        return "takes it for another"
    return "keeps it" if without_null(json.loads(text)) == without_null(sent) else "loses it"


def without_null(value: Any) -> Any:
    """Null and nothing are the same here: most languages have one word for both."""
    if isinstance(value, dict):
        return {name: without_null(it) for name, it in value.items() if it is not None}
    return value


def main(command_line: str, cache: str) -> int:
    """Prints the table; returns the exit code."""
    Path(cache).mkdir(parents=True, exist_ok=True)
    generators = Generators(Path(command_line).absolute(), Path(cache).absolute())
    rows: dict[str, Callable[[], list[str | Path]]] = {
        "autosend-webhooks, TypeScript": generators.autosend_typescript,
        "autosend-webhooks, Python": generators.autosend_python,
        "quicktype, TypeScript": generators.quicktype,
        "openapi-ts, zod": generators.openapi_ts,
        "datamodel-code-generator, pydantic": generators.datamodel_code_generator,
        "openapi-generator, Python": generators.openapi_generator,
        "typify, serde": generators.typify,
    }
    print("| generator |", " | ".join(case for case, _ in CASES), "|")
    print("| --- |" + " --- |" * len(CASES))
    fine = True
    for name, make in rows.items():
        try:
            printed = run(*make(), text="".join(json.dumps(body) + "\n" for _, body in CASES))
        except (OSError, RuntimeError) as error:
            print(f"{name}: not measured here: {error}", file=sys.stderr)
            fine &= not name.startswith("autosend")
            continue
        lines = [json.loads(line) for line in printed.splitlines()]
        found = [outcome(case, sent, read) for (case, sent), read in zip(CASES, lines, strict=True)]
        fine &= not name.startswith("autosend") or set(found) == {"keeps it"}
        print(f"| {name} |", " | ".join(found), "|", flush=True)
        for (case, _), read in zip(CASES, lines, strict=True):
            if read[0] is None:
                print(f"{name}: {case}: {read[1].splitlines()[0] if read[1] else ''}", file=sys.stderr)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
