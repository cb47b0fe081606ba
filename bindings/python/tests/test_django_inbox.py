"""Django's app for the inbox: migration, admin page, command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import autosend_webhooks.inbox
import databases
import pytest
from autosend_webhooks._generated.inbox_sql import MIGRATIONS


@pytest.mark.parametrize("name", ["sqlite", "postgres"])
def test_a_project(name: str, tmp_path: Path) -> None:
    address = databases.postgres() if name == "postgres" else str(tmp_path / "app.db")
    command = [sys.executable, "django_project.py", address]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_each_version_of_the_tables_has_a_migration() -> None:
    folder = Path(autosend_webhooks.inbox.__file__).parent / "django" / "migrations"
    assert len(list(folder.glob("0*.py"))) == max(map(len, MIGRATIONS.values()))
