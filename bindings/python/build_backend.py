"""Builds the wheel: natively by maturin where there is a fitting Rust, else by setuptools with Python alone. (PEP 517)

AUTOSEND_WEBHOOKS_PURE=1 asks for the latter. A native build that fails becomes the latter too, and says so.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import Any

MATURIN, SETUPTOOLS = "maturin>=1.16,<2", "setuptools>=77"
OLDEST_RUST = (1, 95)
"""What the core and what it is built from need."""


def _has_rust() -> bool:
    if os.environ.get("AUTOSEND_WEBHOOKS_PURE", "") not in ("", "0"):
        return False
    return all(_version(program) >= OLDEST_RUST for program in ("cargo", "rustc"))


def _version(program: str) -> tuple[int, ...]:
    """The version that a program says it has; none if it does not run."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60, check=True).stdout  # noqa: S603
    except (OSError, subprocess.SubprocessError, ValueError):
        return ()
    found = re.search(r"(\d+)\.(\d+)", said)
    return tuple(map(int, found.groups())) if found else ()


def _build(what: str, *arguments: Any) -> str:
    if _has_rust():
        try:
            import maturin

            return str(getattr(maturin, what)(*arguments))
        except (Exception, SystemExit) as error:
            # maturin exits.
            _say(
                f"the native module can't be built ({error}), so the package is built in Python alone, which is slower"
            )
    from setuptools import build_meta

    return str(getattr(build_meta, what)(*arguments))


def _say(what: str) -> None:
    sys.stderr.write(f"autosend-webhooks: {what}\n")


def _requirements() -> list[str]:
    return [MATURIN, SETUPTOOLS] if _has_rust() else [SETUPTOOLS]


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    """What has to be installed first."""
    return _requirements()


def get_requires_for_build_editable(config_settings: Any = None) -> list[str]:
    """What has to be installed first."""
    return _requirements()


def get_requires_for_build_sdist(config_settings: Any = None) -> list[str]:
    """What has to be installed first."""
    return [MATURIN]


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """Builds the wheel; returns its name."""
    return _build("build_wheel", wheel_directory, config_settings, metadata_directory)


def build_editable(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """Builds a wheel that refers to the sources; returns its name."""
    return _build("build_editable", wheel_directory, config_settings, metadata_directory)


def build_sdist(sdist_directory: str, config_settings: Any = None) -> str:
    """Packs the sources, those in Rust included; returns the archive's name."""
    import maturin

    name: str = maturin.build_sdist(sdist_directory, config_settings)
    return name
