"""python3 size.py CLI DOCUMENT CACHE: how long packages of GitHub's OpenAPI document take to make, and their code to compile or load.

CLI is the program `autosend-webhooks`, of a release build. A program that is missing is named, and its row left out. Exit code 1 if a
goal is missed by both the seconds and those of processors: on a busy machine the first say little.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent


class Folders:
    """Where packages are, and what makes them."""

    def __init__(self, command_line: str, document: str, cache: str) -> None:
        self.command_line, self.document = Path(command_line).absolute(), Path(document).absolute()
        self.out = Path(cache).absolute() / "size"
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir(parents=True)

    def generate(self, languages: str) -> list[str | Path]:
        """Makes packages."""
        given = ["--schema", self.document, "--profile", "github", "--lang", languages, "--out", self.out]
        return [self.command_line, "generate", *given]

    def load(self, language: str) -> list[str | Path]:
        """Compiles a package, or loads it, as an application would at first."""
        package = self.out / language
        return {
            "python": [sys.executable, "-B", "-c", f"import sys; sys.path.insert(0, {str(package / 'src')!r}); import github_webhooks"],
            "typescript": [HERE / "node_modules/.bin/tsc", "--project", package],
            "go": ["go", "-C", package, "build", "./..."],
            "java": ["sh", "-c", f"grep -rL -e springframework -e jakarta --include=*.java {package}/src > {package}/all; javac -proc:none -d {package}/classes @{package}/all"],
            "ruby": ["ruby", "-I", package / "lib", "-r", "github_webhooks", "-e", ""],
        }[language]


def measure(command: list[str | Path], folder: Path) -> tuple[float, float, float]:
    """Seconds, seconds of processors, and megabytes of the largest program so far."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    # Nothing of an earlier build.
    environment = {**os.environ, "GOCACHE": str(folder / "go-cache"), "GOFLAGS": "-buildvcs=false"}
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, env=environment)
    seconds = time.monotonic() - start
    if done.returncode != 0:
        raise RuntimeError((done.stderr or done.stdout).strip()[-400:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, processor, after.ru_maxrss / 1024


#: What is measured: a title, languages to make or one to load, and the goal in seconds.
ROWS: list[tuple[str, str, str, float | None]] = [
    ("make python, typescript, go", "generate", "python,typescript,go", 4),
    ("make java, ruby", "generate", "java,ruby", None),
    ("import in Python", "load", "python", 1),
    ("require in Ruby", "load", "ruby", None),
    ("tsc", "load", "typescript", 10),
    ("javac", "load", "java", None),
    ("go build, of nothing built", "load", "go", 60),
]
MEMORY_GOAL = 2048


def main(command_line: str, document: str, cache: str) -> int:
    """Prints the table, from what takes least memory to what takes most; returns the exit code."""
    folders, fine = Folders(command_line, document, cache), True
    print("| what | seconds | of processors | goal | largest process so far, MB |\n| --- | --- | --- | --- | --- |")
    for title, method, languages, goal in ROWS:
        try:
            if languages == "typescript":
                (folders.out / "typescript/node_modules").symlink_to(HERE / "node_modules")
            seconds, processor, megabytes = measure(getattr(folders, method)(languages), folders.out)
        except (OSError, RuntimeError) as error:
            print(f"{title}: not measured: {error}", file=sys.stderr)
            fine &= goal is None
            continue
        fine &= (goal is None or min(seconds, processor) < goal) and megabytes < MEMORY_GOAL
        print(f"| {title} | {seconds:.2f} | {processor:.2f} | {f'< {goal}' if goal else ''} | {megabytes:.0f} |", flush=True)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
