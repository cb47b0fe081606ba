"""Building from source where Rust is missing, old or broken: the package is built in Python alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1]

CARGO = {
    "missing": None,
    "broken": "#!/bin/sh\nexit 1\n",
    "silent": "#!/bin/sh\n",
    "old": "#!/bin/sh\necho cargo 1.63.0\n",
    "fails later": "#!/bin/sh\n[ $1 = --version ] && echo cargo 1.99.0 && exit 0\necho no linker >&2; exit 101\n",
    "not a program": "\0\1\2",
}


@pytest.mark.skipif(sys.platform == "win32", reason="the programs are shell scripts")
@pytest.mark.parametrize("kind", CARGO)
def test_a_cargo_that_does_not_work_builds_python_alone(tmp_path: Path, kind: str) -> None:
    pytest.importorskip("setuptools", "77")
    source, programs, script = tmp_path / "source", tmp_path / "bin", CARGO[kind]
    shutil.copytree(
        PACKAGE, source, ignore=shutil.ignore_patterns("*.so", "__pycache__", "tests", "bench", "build", "target")
    )
    programs.mkdir()
    for name in ("cargo", "rustc") if script else ():
        (programs / name).write_text(str(script))
        (programs / name).chmod(0o755)
    inherited = {name: value for name, value in os.environ.items() if name != "AUTOSEND_WEBHOOKS_PURE"}
    environment = {**inherited, "PATH": os.pathsep.join([str(programs), "/usr/bin", "/bin"])}
    if shutil.which("cargo", path=environment["PATH"]) and script is None:
        pytest.skip("there is a cargo beside the system's programs")
    code = "import build_backend as b; b.get_requires_for_build_wheel(); print(b.build_wheel('dist'))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=source, env=environment, capture_output=True, text=True, timeout=120
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert ("can't be built" in run.stderr) == (kind == "fails later")
    (wheel,) = (source / "dist").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "autosend_webhooks/verifier.py" in names
    assert not any(name.endswith(".so") for name in names)


def test_the_oldest_rust_is_the_workspace_s(monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = (PACKAGE.parents[1] / "Cargo.toml").read_text()
    monkeypatch.syspath_prepend(str(PACKAGE))
    import build_backend  # type: ignore[import-not-found,unused-ignore]

    assert f'rust-version = "{".".join(map(str, build_backend.OLDEST_RUST))}"' in manifest
