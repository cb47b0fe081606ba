"""Builds the wheel: natively by maturin where there is Rust, else by setuptools with the pure implementation alone.

AUTOSEND_WEBHOOKS_PURE=1 asks for the latter. (PEP 517)
"""

from __future__ import annotations

import os
import shutil
from typing import Any


def _builder() -> Any:
    if _has_rust():
        import maturin as builder
    else:
        from setuptools import build_meta as builder
    return builder


def _has_rust() -> bool:
    return shutil.which("cargo") is not None and os.environ.get("AUTOSEND_WEBHOOKS_PURE", "") in ("", "0")


def _requirements() -> list[str]:
    return ["maturin>=1.16,<2"] if _has_rust() else ["setuptools>=77"]


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    """What has to be installed first."""
    return _requirements()


def get_requires_for_build_editable(config_settings: Any = None) -> list[str]:
    """What has to be installed first."""
    return _requirements()


def get_requires_for_build_sdist(config_settings: Any = None) -> list[str]:
    """What has to be installed first."""
    return ["maturin>=1.16,<2"]


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """Builds the wheel; returns its name."""
    name: str = _builder().build_wheel(wheel_directory, config_settings, metadata_directory)
    return name


def build_editable(wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None) -> str:
    """Builds a wheel that refers to the sources; returns its name."""
    name: str = _builder().build_editable(wheel_directory, config_settings, metadata_directory)
    return name


def build_sdist(sdist_directory: str, config_settings: Any = None) -> str:
    """Packs the sources, those in Rust included; returns the archive's name."""
    import maturin

    name: str = maturin.build_sdist(sdist_directory, config_settings)
    return name
